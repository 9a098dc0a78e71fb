// Steps of the iterators that builtins make, for loops in C++ and in the interpreter that would only
// take apart what "next" returns.
#include "builtins/array_iterator.h"
#include "builtins/hash_table.h"
#include "builtins/hooks.h"
#include "builtins/string_iterator.h"

namespace kaze {

namespace {

// Another realm's "next" would make its arrays of entries there.
bool is_native_of_realm(Isolate& isolate, Value function, NativeCode code) {
  if (!function.is_object() || !NativeFunction::is(function.as_cell())) return false;
  auto* native = function.as_object()->as<NativeFunction>();
  return native->code() == code && native->realm() == isolate.realm_or_null();
}

NativeStep outcome(bool found) { return found ? NativeStep::kValue : NativeStep::kDone; }

}  // namespace

NativeStep step_native_iterator(Isolate& isolate, Object* iterator, Value next, Value* value) {
  switch (iterator->object_kind()) {
  case CellKind::kArrayIterator: {
    if (!is_native_of_realm(isolate, next, array_iterator_next)) break;
    Completion<bool> found =
        array_iterator_step(isolate, iterator->as<ArrayIterator>(), value);
    return found.is_abrupt() ? NativeStep::kThrown : outcome(found.value());
  }
  case CellKind::kStringIterator:
    if (!is_native_of_realm(isolate, next, string_iterator_next)) break;
    return outcome(string_iterator_step(isolate, iterator->as<StringIterator>(), value));
  case CellKind::kMapIterator:
    if (!is_native_of_realm(isolate, next, map_iterator_next)) break;
    return outcome(hash_iterator_step(isolate, iterator->as<HashIterator>(), value));
  case CellKind::kSetIterator:
    if (!is_native_of_realm(isolate, next, set_iterator_next)) break;
    return outcome(hash_iterator_step(isolate, iterator->as<HashIterator>(), value));
  default: break;
  }
  return NativeStep::kUnknown;
}

}  // namespace kaze
