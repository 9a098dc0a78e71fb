#include "frontend/ast_string.h"

#include <cstring>

#include "base/unicode.h"
#include "frontend/token.h"

namespace kaze {

namespace {

// The value of a canonical array index, else k_not_an_array_index.
template <typename Unit>
u32 parse_array_index(const Unit* units, u32 length) {
  if (length == 0 || length > 10) return k_not_an_array_index;
  if (units[0] == '0') return length == 1 ? 0 : k_not_an_array_index;
  u64 value = 0;
  for (u32 i = 0; i < length; i++) {
    u32 digit = static_cast<u32>(units[i]) - '0';
    if (digit > 9) return k_not_an_array_index;
    value = value * 10 + digit;
  }
  return value < k_not_an_array_index ? static_cast<u32>(value) : k_not_an_array_index;
}

template <typename Word>
KAZE_ALWAYS_INLINE bool equal_ends(const char* a, const char* b, u32 length) {
  Word first_a, first_b, last_a, last_b;
  std::memcpy(&first_a, a, sizeof(Word));
  std::memcpy(&first_b, b, sizeof(Word));
  std::memcpy(&last_a, a + length - sizeof(Word), sizeof(Word));
  std::memcpy(&last_b, b + length - sizeof(Word), sizeof(Word));
  return ((first_a ^ first_b) | (last_a ^ last_b)) == 0;
}

// Most names have less than 16 bytes: two words that overlap, without a call.
KAZE_ALWAYS_INLINE bool equal_bytes(const char* a, const char* b, u32 length) {
  if (length > 16) return std::memcmp(a, b, length) == 0;
  if (length >= 8) return equal_ends<u64>(a, b, length);
  if (length >= 4) return equal_ends<u32>(a, b, length);
  if (length >= 2) return equal_ends<u16>(a, b, length);
  return length == 0 || *a == *b;
}

struct Word {
  const char* text;
  u32 length;
  u32 hash;
  TokenKind kind;
};

constexpr u32 constant_length(const char* text) {
  u32 length = 0;
  while (text[length]) length++;
  return length;
}

constexpr Word k_words[] = {
#define KAZE_WORD(Name, text, precedence) \
  {text, constant_length(text), hash_units(text, constant_length(text)), TokenKind::k##Name},
    KAZE_RESERVED_WORDS(KAZE_WORD) KAZE_CONTEXTUAL_WORDS(KAZE_WORD)
#undef KAZE_WORD
};

}  // namespace

std::string AstString::to_utf8() const {
  return is_latin1 ? latin1_to_utf8(latin1()) : utf16_to_utf8(utf16());
}

AstStringTable::AstStringTable(Arena& arena) : arena_(arena), slots_(256) {
  for (const Word& word : k_words) {
    Slot& slot = find(word.hash, [](const AstString*) { return false; });
    AstString* string = insert(slot, word.hash, word.text, word.length, true);
    string->keyword = static_cast<u8>(word.kind);
    words_[string->keyword] = string;
  }
}

template <typename Equals>
KAZE_ALWAYS_INLINE AstStringTable::Slot& AstStringTable::find(u32 hash, const Equals& equals) {
  usize mask = slots_.size() - 1;
  for (usize index = hash & mask;; index = (index + 1) & mask) {
    Slot& slot = slots_[index];
    if (!slot.string || (slot.hash == hash && equals(slot.string))) return slot;
  }
}

AstString* AstStringTable::insert(Slot& slot, u32 hash, const void* units, u32 length,
                                  bool is_latin1) {
  auto* string = static_cast<AstString*>(arena_.allocate(sizeof(AstString), alignof(AstString)));
  *string = AstString{};
  string->units = units;
  string->length = length;
  string->hash = hash;
  string->is_latin1 = is_latin1;
  string->array_index =
      is_latin1 ? parse_array_index(static_cast<const u8*>(units), length) : k_not_an_array_index;
  slot.string = string;
  slot.hash = hash;
  if (++count_ * 2 > slots_.size()) grow();
  return string;
}

void AstStringTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  usize mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (!slot.string) continue;
    usize index = slot.hash & mask;
    while (slots_[index].string) index = (index + 1) & mask;
    slots_[index] = slot;
  }
}

const AstString* AstStringTable::intern_latin1(const char* units, u32 length, u32 hash,
                                               bool borrow) {
  Slot& slot = find(hash, [&](const AstString* string) {
    return string->length == length && string->is_latin1 &&
           equal_bytes(static_cast<const char*>(string->units), units, length);
  });
  if (slot.string) return slot.string;
  if (!borrow) {
    char* copy = static_cast<char*>(arena_.allocate(length ? length : 1, 1));
    std::memcpy(copy, units, length);
    units = copy;
  }
  return insert(slot, hash, units, length, true);
}

const AstString* AstStringTable::intern_latin1(std::string_view units) {
  return intern_latin1(units.data(), static_cast<u32>(units.size()),
                       hash_units(units.data(), units.size()), false);
}

const AstString* AstStringTable::intern_utf16(const char16_t* units, u32 length) {
  u32 hash = hash_units(units, length);
  bool fits_latin1 = is_latin1({units, length});
  Slot& slot = find(hash, [&](const AstString* string) {
    if (string->length != length || string->is_latin1 != fits_latin1) return false;
    if (!fits_latin1) return std::memcmp(string->units, units, usize{length} * 2) == 0;
    for (u32 i = 0; i < length; i++) {
      if (string->unit_at(i) != units[i]) return false;
    }
    return true;
  });
  if (slot.string) return slot.string;
  void* copy;
  if (fits_latin1) {
    copy = arena_.allocate(length ? length : 1, 1);
    for (u32 i = 0; i < length; i++) static_cast<u8*>(copy)[i] = static_cast<u8>(units[i]);
  } else {
    copy = arena_.allocate(usize{length} * 2, 2);
    std::memcpy(copy, units, usize{length} * 2);
  }
  return insert(slot, hash, copy, length, fits_latin1);
}

const AstString* AstStringTable::intern_utf8(std::string_view text) {
  if (is_ascii(text)) return intern_latin1(text);
  std::u16string wide = utf8_to_utf16(text);
  return intern_utf16(wide.data(), static_cast<u32>(wide.size()));
}

}  // namespace kaze
