// Where the loops of Array.prototype need to look: `a[4294967294] = 1; a.forEach(…)` is to end before its
// user does. The specification asks HasProperty for every index below the length; these functions
// skip indices at which the answer is no and nobody can observe the question.
#pragma once

#include "runtime/object.h"

namespace kaze {

// HasProperty of an index is decided by the object's own elements, and looking runs no JavaScript.
bool own_elements_decide(Isolate& isolate, Object* object);
// The least index in [from, length) at which HasProperty may be true, or length. Runs no JavaScript.
u64 next_candidate(Isolate& isolate, Object* object, u64 from, u64 length);
// The greatest index below `end` at which HasProperty may be true, plus one; 0 if there is none.
u64 previous_candidate(Isolate& isolate, Object* object, u64 end);

}  // namespace kaze
