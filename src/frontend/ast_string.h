// The strings of one parse: identifiers, literals, template parts. Interned, so that within one
// syntax tree two names are equal exactly if their pointers are.
//
// An AstString is immutable to its readers; the mutable fields belong to the parser (name
// resolution) and, after it, to the bytecode generator (`cookie`). Strings whose units are all
// below 0x100 are always stored as Latin-1, the others as UTF-16 (lone surrogates survive). `units`
// of a plain ASCII identifier points into the source text, so the tree must keep the SourceText
// alive.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/hash.h"

namespace kaze {

struct Variable;

inline constexpr u32 k_not_an_array_index = 0xffffffff;

struct AstString {
  const void* units;
  u32 length;  // in code units
  u32 hash;    // hash_units of the code units, the same for both storages; never zero
  // The value if the text is a canonical array index ("0" to "4294967294").
  u32 array_index;
  // For the bytecode generator: for example 1 + the index in a constant table. Zero at first.
  mutable u32 cookie;
  bool is_latin1;
  u8 keyword;         // the token kind of a reserved or contextual word, else 0 (see token.h)
  mutable u8 pseudo;  // the parser's: which pseudo-variable this names, see PseudoName
  mutable bool is_exported_name;  // the parser's: the module exports something under this name

  // The parser's: the innermost open binding of this name, and the reference being merged.
  mutable Variable* binding;
  mutable u32 merge_stamp;
  mutable u32 merge_index;
  mutable u32 lazy_name;  // 1 + the index among the names of lazy functions

  std::string_view latin1() const {
    KAZE_ASSERT(is_latin1);
    return {static_cast<const char*>(units), length};
  }
  std::u16string_view utf16() const {
    KAZE_ASSERT(!is_latin1);
    return {static_cast<const char16_t*>(units), length};
  }
  u32 unit_at(u32 index) const {
    return is_latin1 ? static_cast<const u8*>(units)[index]
                     : static_cast<const char16_t*>(units)[index];
  }
  bool equals(std::string_view ascii) const { return is_latin1 && latin1() == ascii; }
  // As WTF-8, for messages and dumps.
  std::string to_utf8() const;
};

// The table that interns. Owns nothing but arena memory; belongs to one parse.
class AstStringTable {
 public:
  explicit AstStringTable(Arena& arena);
  KAZE_NON_COPYABLE(AstStringTable);

  // `hash` must be hash_units of the units. `borrow`: the units outlive the table, do not copy.
  const AstString* intern_latin1(const char* units, u32 length, u32 hash, bool borrow);
  const AstString* intern_latin1(std::string_view units);
  // Stores Latin-1 if the units fit.
  const AstString* intern_utf16(const char16_t* units, u32 length);
  const AstString* intern_utf8(std::string_view text);

  // The string of a reserved or contextual word, by its token kind.
  const AstString* word(u8 keyword) const { return words_[keyword]; }

  u32 size() const { return count_; }

 private:
  struct Slot {
    AstString* string = nullptr;
    u32 hash = 0;
  };
  template <typename Equals>
  Slot& find(u32 hash, const Equals& equals);
  AstString* insert(Slot& slot, u32 hash, const void* units, u32 length, bool is_latin1);
  void grow();

  Arena& arena_;
  std::vector<Slot> slots_;
  u32 count_ = 0;
  const AstString* words_[128] = {};
};

}  // namespace kaze
