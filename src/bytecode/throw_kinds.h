// The errors that code throws by itself (ThrowError, ThrowIfNotObject), as opposed to those that an
// operation throws. The vm maps each to a Message (runtime/messages.def), which this room cannot see.
#pragma once

#include "base/common.h"

namespace kaze {

#define KAZE_THROW_KINDS(X)                                                                         \
  X(InvalidAssignmentTarget)    /* f() = 1: ReferenceError */                                       \
  X(DeleteSuperProperty)        /* delete super.x: ReferenceError */                                \
  X(IteratorNoThrow)            /* yield* into an iterator without `throw`: TypeError */            \
  X(IteratorResultNotObject)    /* what next, return or throw gave is no object: TypeError */

enum class ThrowKind : u8 {
#define KAZE_THROW_KIND(Name) k##Name,
  KAZE_THROW_KINDS(KAZE_THROW_KIND)
#undef KAZE_THROW_KIND
};

}  // namespace kaze
