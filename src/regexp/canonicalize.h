// Case-insensitive comparison: Canonicalize of ECMA-262 22.2.2.7.3 and the set operations built on
// it. Two characters match each other without regard to case if they canonicalize alike.
#pragma once

#include "regexp/char_set.h"

namespace kaze::regexp {

enum class CaseMode : u8 {
  kSensitive,
  kLegacy,   // i without u or v: by upper-case mapping, code units only
  kUnicode,  // i with u or v: by simple case folding
};

u32 canonicalize(u32 character, CaseMode mode);

// Adds every character that canonicalizes like a member.
void close_over_case(CodePointSet& set, CaseMode mode);

// 22.2.2.9.6 MaybeSimpleCaseFolding for the single characters of a set: replaces each by its simple
// case folding.
void fold_set(CodePointSet& set);
// Removes the code points that have a simple case folding other than themselves; what remains of
// all code points is AllCharacters for patterns with both v and i.
void remove_foldable(CodePointSet& set);

}  // namespace kaze::regexp
