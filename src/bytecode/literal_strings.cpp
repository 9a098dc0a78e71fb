#include "bytecode/literal_strings.h"

#include <cstring>

namespace kaze {

void LiteralStringCopier::add(LiteralString* place, const AstString& string) {
  place->is_latin1 = string.is_latin1;
  place->length = string.length;
  place->hash = string.hash;
  if (!string.length) return;
  entries_.push_back({place, &string});
  (string.is_latin1 ? narrow_bytes_ : wide_bytes_) += string.length * (string.is_latin1 ? 1 : 2);
}

std::unique_ptr<char[]> LiteralStringCopier::finish() {
  if (entries_.empty()) return nullptr;
  // The two-byte strings come first and so are aligned.
  std::unique_ptr<char[]> storage(new char[wide_bytes_ + narrow_bytes_]);
  char* wide = storage.get();
  char* narrow = wide + wide_bytes_;
  for (const Entry& entry : entries_) {
    char*& cursor = entry.string->is_latin1 ? narrow : wide;
    usize size = entry.string->length * (entry.string->is_latin1 ? 1 : 2);
    std::memcpy(cursor, entry.string->units, size);
    entry.place->units = cursor;
    cursor += size;
  }
  entries_.clear();
  return storage;
}

namespace {
bool equal_units(const void* a, const void* b, u32 length, bool is_latin1) {
  return length == 0 || std::memcmp(a, b, is_latin1 ? length : length * 2) == 0;
}
}  // namespace

bool equal(const LiteralString& a, const LiteralString& b) {
  return a.hash == b.hash && a.length == b.length && a.is_latin1 == b.is_latin1 &&
         equal_units(a.units, b.units, a.length, a.is_latin1);
}

bool equal(const LiteralString& a, const AstString& b) {
  return a.hash == b.hash && a.length == b.length && a.is_latin1 == b.is_latin1 &&
         equal_units(a.units, b.units, a.length, a.is_latin1);
}

std::string to_utf8(const LiteralString& string) {
  AstString view{};
  view.units = string.units;
  view.length = string.length;
  view.is_latin1 = string.is_latin1;
  return view.to_utf8();
}

}  // namespace kaze
