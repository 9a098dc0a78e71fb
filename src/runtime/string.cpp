// Strings: reading their units, and flattening ropes.
#include "runtime/string.h"

#include <vector>

#include "base/chars.h"
#include "base/unicode.h"
#include "gc/heap.h"
#include "runtime/string_factory.h"

namespace kaze {

namespace {

// Calls visit(units) with the flat units of either width.
template <typename Visit>
auto with_units(const String* string, Visit&& visit) {
  return string->is_latin1() ? visit(string->view8()) : visit(string->view16());
}

void copy_units(const u8* from, u8* to, usize length) { std::memcpy(to, from, length); }
void copy_units(const char16_t* from, char16_t* to, usize length) {
  std::memcpy(to, from, length * sizeof(char16_t));
}
void copy_units(const u8* from, char16_t* to, usize length) { widen(from, to, length); }

}  // namespace

void StringFactory::copy_leaf(const String* string, u8* out) {
  KAZE_ASSERT(!string->is_rope());
  copy_units(string->units8(), out, string->length());
}

void StringFactory::copy_leaf(const String* string, char16_t* out) {
  KAZE_ASSERT(!string->is_rope());
  if (string->is_latin1()) {
    copy_units(string->units8(), out, string->length());
  } else {
    copy_units(string->units16(), out, string->length());
  }
}

// Goes down one rope at a time and keeps a list of the other halves. A child that is not a rope is
// copied at once, so the list stays empty for a chain that leans either way and has as many entries
// as the tree is high otherwise. Nothing is allocated on the heap meanwhile.
template <typename Unit>
void StringFactory::copy_rope(const String* rope, Unit* out) {
  struct Pending {
    const String* string;
    Unit* out;
  };
  std::vector<Pending> pending;
  const String* string = rope;
  for (;;) {
    while (string->is_rope()) {
      const String* left = first_child(string);
      const String* right = second_child(string);
      if (!right->is_rope()) {
        copy_leaf(right, out + left->length());
        string = left;
      } else {
        if (left->is_rope()) {
          pending.push_back({left, out});
        } else {
          copy_leaf(left, out);
        }
        out += left->length();
        string = right;
      }
    }
    copy_leaf(string, out);
    if (pending.empty()) return;
    string = pending.back().string;
    out = pending.back().out;
    pending.pop_back();
  }
}

void StringFactory::flatten(const String* const_rope) {
  String* rope = const_cast<String*>(const_rope);
  KAZE_ASSERT(rope->is_rope());
  Heap& heap = *Heap::of(rope);
  bool latin1 = rope->is_latin1();
  String* flat = init_flat(heap.allocate(flat_size(rope->length_, latin1), k_kind), rope->length_,
                           latin1);
  flat->hash_ = rope->hash_;
  if (latin1) {
    copy_rope(rope, const_cast<u8*>(flat->flat8()));
  } else {
    copy_rope(rope, const_cast<char16_t*>(flat->flat16()));
  }
  // Both words are values before and after, in any order a marker may see them.
  rope->first().set(rope, Value(flat));
  rope->second().set_non_cell(Value::int32(0));
  rope->flags_ = static_cast<u8>((rope->flags_ & ~string_flags::kRope) | string_flags::kSlice);
}

const void* String::flatten_units() const {
  if (is_rope()) StringFactory::flatten(this);
  const String* parent = StringFactory::slice_parent(this);
  u32 offset = StringFactory::slice_offset(this);
  if (is_latin1()) return parent->flat8() + offset;
  return parent->flat16() + offset;
}

u16 String::at_slow(u32 index) const {
  if (is_latin1()) return units8()[index];
  return units16()[index];
}

u32 String::compute_hash() const {
  hash_ = is_latin1() ? hash_units(units8(), length_) : hash_units(units16(), length_);
  return hash_;
}

bool String::equals_slow(const String* other) const {
  if (hash_ && other->hash_ && hash_ != other->hash_) return false;
  // Texts of one length that differ tend to do so at the end.
  constexpr u8 k_forms = string_flags::kLatin1 | string_flags::kRope | string_flags::kSlice;
  if (KAZE_LIKELY((flags_ & k_forms) == string_flags::kLatin1 &&
                  (other->flags_ & k_forms) == string_flags::kLatin1 && length_ > 0)) {
    const u8* a = flat8();
    const u8* b = other->flat8();
    return a[length_ - 1] == b[length_ - 1] && std::memcmp(a, b, length_) == 0;
  }
  return with_units(this, [other](auto a) {
    return with_units(other, [a](auto b) { return equal_units(a, b); });
  });
}

bool String::equals(std::string_view latin1) const {
  if (length_ != latin1.size()) return false;
  return with_units(this, [latin1](auto units) { return equal_units(units, latin1); });
}

int String::compare(const String* other) const {
  if (this == other) return 0;
  return with_units(this, [other](auto a) {
    return with_units(other, [a](auto b) { return compare_units(a, b); });
  });
}

std::string String::to_utf8() const {
  return is_latin1() ? latin1_to_utf8(view8()) : utf16_to_utf8(view16());
}

std::u16string String::to_utf16() const {
  if (!is_latin1()) return std::u16string(view16());
  std::u16string out(length_, u'\0');
  widen(units8(), out.data(), length_);
  return out;
}

void String::trace(Cell* cell, Visitor& visitor) {
  String* string = static_cast<String*>(cell);
  if (string->is_flat()) return;
  visitor.visit(string->first());
  visitor.visit(string->second());
}

}  // namespace kaze
