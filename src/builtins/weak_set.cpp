// WeakSet objects (ECMA-262 24.4).
#include "builtins/keyed_collections.h"
#include "builtins/weak_table.h"

namespace kaze {

namespace {

Completion<WeakSet*> this_weak_set(Isolate& isolate, const Arguments& arguments,
                                   const char* method) {
  Value receiver = arguments.this_value();
  if (receiver.is_object() && WeakSet::is(receiver.as_cell())) {
    return receiver.as_object()->as<WeakSet>();
  }
  return throw_error(isolate, Message::kIncompatibleReceiver, method, receiver);
}

// 24.4.1.1 WeakSet ( [ iterable ] )
Completion<Value> weak_set_constructor(Isolate& isolate, const Arguments& arguments) {
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "WeakSet");
  }
  WeakSet* set = TRY(ordinary_create_from_constructor<WeakSet>(
      isolate, arguments, Intrinsic::kWeakSetPrototype));
  set->initialize(isolate);
  if (arguments[0].is_nullish()) return set;
  Value adder = TRY(get_adder(isolate, set, names::add));
  TRY(for_each_of(isolate, arguments[0], [&](Value value) -> Completion<bool> {
    TRY(call_with(isolate, adder, set, value));
    return true;
  }));
  return set;
}

// 24.4.3.1 WeakSet.prototype.add ( value )
Completion<Value> weak_set_add(Isolate& isolate, const Arguments& arguments) {
  WeakSet* set = TRY(this_weak_set(isolate, arguments, "WeakSet.prototype.add"));
  if (!can_be_held_weakly(arguments[0])) {
    return throw_error(isolate, Message::kInvalidWeakSetValue);
  }
  TRY(set->put(isolate, arguments[0], Value::undefined()));
  return set;
}

// 24.4.3.3 WeakSet.prototype.delete ( value )
Completion<Value> weak_set_delete(Isolate& isolate, const Arguments& arguments) {
  WeakSet* set = TRY(this_weak_set(isolate, arguments, "WeakSet.prototype.delete"));
  return Value::boolean(set->remove(arguments[0]));
}

// 24.4.3.4 WeakSet.prototype.has ( value )
Completion<Value> weak_set_has(Isolate& isolate, const Arguments& arguments) {
  WeakSet* set = TRY(this_weak_set(isolate, arguments, "WeakSet.prototype.has"));
  return Value::boolean(set->has(arguments[0]));
}

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::add, 1, weak_set_add),
    method(names::delete_, 1, weak_set_delete),
    method(names::has, 1, weak_set_has),
    to_string_tag(names::WeakSet),
};

constexpr BuiltinClass k_weak_set_class = {
    .constructor = Intrinsic::kWeakSet,
    .prototype = Intrinsic::kWeakSetPrototype,
    .name = names::WeakSet,
    .length = 0,
    .code = weak_set_constructor,
    .static_properties = {},
    .prototype_properties = k_prototype_properties,
};

}  // namespace

void make_weak_set_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, k_weak_set_class);
}

}  // namespace kaze
