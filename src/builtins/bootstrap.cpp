#include "builtins/bootstrap.h"

#include "runtime/elements.h"
#include "runtime/isolate.h"

namespace kaze {

// 20.1.3 Properties of the Object Prototype Object: without them so far.
void make_object_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  Shape* shape = new_root_shape(isolate, Value::null(), 0);
  // 10.4.7: an immutable prototype exotic object.
  shape->set_immutable_prototype();
  realm.set_intrinsic(id, new_object_with_shape(isolate, shape));
}

// 20.2.3 Properties of the Function Prototype Object: accepts any arguments and returns undefined.
void make_function_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  NativeCode code = [](Isolate&, const Arguments&) -> Completion<Value> { return Value(); };
  Value parent = realm.intrinsic(isolate, Intrinsic::kObjectPrototype);
  realm.set_intrinsic(id,
                      new_native_function(isolate, realm, code, nullptr, 0, 0, 0, parent));
}

// 10.2.4.1 %ThrowTypeError% ( )
void make_throw_type_error(Isolate& isolate, Realm& realm, Intrinsic id) {
  NativeCode code = [](Isolate& isolate, const Arguments&) -> Completion<Value> {
    return throw_error(isolate, Message::kRestrictedFunctionProperty);
  };
  Object* function = new_native_function(isolate, realm, code, nullptr, 0);
  realm.set_intrinsic(id, function);
  // Frozen, as %Function.prototype.caller% depends on it.
  MUST(set_integrity_level(isolate, function, IntegrityLevel::kFrozen));
}

// 23.1.3 Properties of the Array Prototype Object: an array, without methods so far.
void make_array_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  Value parent = realm.intrinsic(isolate, Intrinsic::kObjectPrototype);
  realm.set_intrinsic(id, new_array_with_prototype(isolate, parent));
}

}  // namespace kaze
