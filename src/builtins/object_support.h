// What the two files about Object share.
#pragma once

#include "runtime/object.h"

namespace kaze {

// Why [[SetPrototypeOf]] returned false, as V8 words it.
Thrown throw_cannot_set_prototype(Isolate& isolate, Object* object);

}  // namespace kaze
