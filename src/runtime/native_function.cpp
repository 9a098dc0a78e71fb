// Native functions and lazy builtins.
//
// A lazy slot holds a marker, Value::lazy(anchor, index). The object's slots `anchor` and `anchor + 1`,
// under no key, hold the address of the table that the property comes from and the realm in which
// its value has to be made; `index` is the entry in the table. So a marker needs no registry, keeps
// its realm alive, and an object may have several tables.
#include "runtime/native_function.h"

#include "runtime/function_properties.h"
#include "runtime/isolate.h"
#include "runtime/object_internals.h"

namespace kaze {

// --- Native functions. ---

void NativeFunction::trace(Cell* cell, Visitor& visitor) {
  NativeFunction* function = static_cast<NativeFunction*>(cell);
  trace_object(function, visitor);
  visitor.visit(function->realm_);
  visitor.visit(function->name_);
  visitor.visit_slots(reinterpret_cast<Slot*>(function + 1), function->slot_count_);
}

class NativeFunctionFactory {
 public:
  static NativeFunction* make(Isolate& isolate, Realm& realm, NativeCode code, String* name,
                              u32 length, u32 slot_count, u8 flags, Shape* shape) {
    Object* object = new_object_cell(
        isolate, CellKind::kNativeFunction,
        sizeof(NativeFunction) + usize{slot_count} * sizeof(Slot), shape,
        flags | object_flags::kCallable | object_flags::kLazyProperties);
    NativeFunction* function = static_cast<NativeFunction*>(object);
    function->code_ = code;
    function->realm_.init(&realm);
    function->name_.init(name);
    function->length_ = length;
    function->slot_count_ = slot_count;
    for (u32 i = 0; i < slot_count; i++) function->slot(i).init(Value::undefined());
    return function;
  }
};

// 10.3.4 CreateBuiltinFunction
NativeFunction* new_native_function(Isolate& isolate, Realm& realm, NativeCode code, String* name,
                                    u32 length, u32 slot_count, u8 flags, Value prototype) {
  Shape* shape = prototype.is_empty()
                     ? realm.native_function_shape(isolate)
                     : root_shape(isolate, prototype, 0, CellKind::kNativeFunction);
  return NativeFunctionFactory::make(isolate, realm, code, name ? name : names::empty, length,
                                     slot_count, flags, shape);
}

NativeFunction* new_native_closure(Isolate& isolate, NativeCode code, u32 length, u32 slot_count) {
  return new_native_function(isolate, isolate.realm(), code, nullptr, length, slot_count);
}

Completion<Value> call_native_function(Isolate& isolate, Object* function, Value this_value,
                                       std::span<const Value> arguments, Value new_target) {
  NativeFunction* native = function->as_if<NativeFunction>();
  bool is_construct = !new_target.is_undefined();
  if (!native || (is_construct && !native->is_constructor())) {
    return throw_error(isolate, is_construct ? Message::kNotConstructor : Message::kNotCallable,
                       function);
  }
  TRY(isolate.check_native_stack());
  // As the interpreter lays out a call: callee, this, arguments.
  ValueList frame(isolate);
  frame.reserve(arguments.size() + 2);
  frame.push(function);
  frame.push(this_value);
  for (Value argument : arguments) frame.push(argument);
  Realm* caller = isolate.realm_or_null();
  isolate.set_realm(native->realm());
  Completion<Value> result =
      native->code()(isolate, kaze::Arguments(frame.data() + 2, static_cast<u32>(arguments.size()),
                                              new_target));
  isolate.set_realm(caller);
  return result;
}

void materialize_function_properties(Isolate& isolate, Object* function) {
  KAZE_ASSERT(function->flags_ & object_flags::kLazyProperties);
  function->flags_ &= ~object_flags::kLazyProperties;
  if (NativeFunction* native = function->as_if<NativeFunction>()) {
    native->put_direct(isolate, names::length, Value::number(native->initial_length()),
                       attributes::kConfigurable);
    native->put_direct(isolate, names::name, native->initial_name(), attributes::kConfigurable);
  } else if (isolate.hooks.materialize_function_properties) {
    isolate.hooks.materialize_function_properties(isolate, function);
  }
}

// --- Lazy values. ---

namespace {

// An address as a number that is no cell: the bits of a small double.
Value encode_table(const BuiltinProperty* table) {
  return Value::number_as_double(std::bit_cast<f64>(reinterpret_cast<u64>(table)));
}
const BuiltinProperty* decode_table(Value value) {
  return reinterpret_cast<const BuiltinProperty*>(std::bit_cast<u64>(value.as_double()));
}

PropertyKey key_of(const BuiltinProperty& property) {
  if (property.symbol != WellKnownSymbol::kCount) return static_symbol(property.symbol);
  return PropertyKey::from_atom(static_atom(property.name));
}

// 10.2.9 SetFunctionName: the key, in brackets if it is a symbol, after "get" or "set".
String* function_name(Isolate& isolate, const BuiltinProperty& property, std::string_view prefix) {
  String* base;
  if (property.function_name != Name::kCount) {
    base = static_atom(property.function_name);
  } else if (property.symbol != WellKnownSymbol::kCount) {
    std::string text = "[";
    text += static_symbol(property.symbol)->description().as_string()->view8();
    base = intern_latin1(isolate, text + "]");
  } else {
    base = static_atom(property.name);
  }
  if (prefix.empty() || base->view8().starts_with(prefix)) return base;
  return intern_latin1(isolate, std::string(prefix) + std::string(base->view8()));
}

Value make_builtin(Isolate& isolate, Realm& realm, const BuiltinProperty& property) {
  auto function = [&](NativeCode code, std::string_view prefix, u32 length) -> Value {
    return new_native_function(isolate, realm, code, function_name(isolate, property, prefix),
                               length);
  };
  switch (property.kind) {
  case BuiltinKind::kFunction: return function(property.code, "", property.length);
  case BuiltinKind::kGetter: {
    Value getter = function(property.code, "get ", 0);
    return new_accessor_pair(isolate, getter, Value::undefined());
  }
  case BuiltinKind::kAccessor: {
    Value getter = property.code ? function(property.code, "get ", 0) : Value::undefined();
    Value setter = property.setter ? function(property.setter, "set ", 1) : Value::undefined();
    return new_accessor_pair(isolate, getter, setter);
  }
  case BuiltinKind::kIntrinsic: return realm.intrinsic(isolate, property.intrinsic);
  case BuiltinKind::kInt32: return Value::int32(static_cast<i32>(property.number));
  case BuiltinKind::kDouble: return Value::number(property.number);
  case BuiltinKind::kString: return static_atom(property.function_name);
  case BuiltinKind::kUndefined: return Value::undefined();
  case BuiltinKind::kScripted: {
    KAZE_CHECK(isolate.hooks.make_scripted_function != nullptr);
    return isolate.hooks.make_scripted_function(isolate, realm, property);
  }
  }
  KAZE_UNREACHABLE();
}

bool is_made_lazily(BuiltinKind kind) {
  return kind == BuiltinKind::kFunction || kind == BuiltinKind::kGetter ||
         kind == BuiltinKind::kAccessor || kind == BuiltinKind::kIntrinsic ||
         kind == BuiltinKind::kScripted;
}

void make_unique(Isolate& isolate, Object* object) {
  prepare_own_change(isolate, object);
  Shape* shape = object->shape();
  if (!shape->is_unique()) object->set_shape(isolate, shape->to_unique(isolate));
}

}  // namespace

Value materialize_lazy_slot(Isolate& isolate, Object* object, u32 slot) {
  Value marker = object->get_slot(slot);
  KAZE_ASSERT(marker.is_lazy());
  const BuiltinProperty* table = decode_table(object->get_slot(marker.lazy_table()));
  Cell* realm = object->get_slot(marker.lazy_table() + 1).as_cell();
  Value value =
      make_builtin(isolate, *static_cast<Realm*>(realm), table[marker.lazy_index()]);
  object->set_slot(slot, value);
  return value;
}

void define_builtins(Isolate& isolate, Realm& realm, Object* object,
                     std::span<const BuiltinProperty> table) {
  if (table.empty()) return;
  make_unique(isolate, object);
  if (object->flags_ & object_flags::kIsPrototype) invalidate_prototype_chains(isolate, object);
  Shape* shape = object->shape();
  shape->reserve_properties(isolate, static_cast<u32>(table.size()));
  object->ensure_slot(isolate, shape->slot_count() + static_cast<u32>(table.size()) + 1);
  u32 anchor = shape->add_anonymous_slot();
  shape->add_anonymous_slot();
  object->set_slot(anchor, encode_table(table.data()));
  object->set_slot(anchor + 1, &realm);
  KAZE_CHECK(anchor <= 0xffff);
  for (u32 i = 0; i < table.size(); i++) {
    const BuiltinProperty& property = table[i];
    u8 attributes = property.attributes;
    if (property.kind == BuiltinKind::kGetter || property.kind == BuiltinKind::kAccessor) {
      attributes = (attributes & ~attributes::kWritable) | attributes::kAccessor;
    }
    Value value;
    if (property.kind == BuiltinKind::kIntrinsic) {
      if (!k_intrinsic_makers[static_cast<usize>(property.intrinsic)]) continue;
      Object* made = realm.intrinsic_if_made(property.intrinsic);
      value = made ? Value(made) : Value::lazy(anchor, i);
    } else if (is_made_lazily(property.kind)) {
      value = Value::lazy(anchor, i);
    } else {
      value = make_builtin(isolate, realm, property);
    }
    add_named_property(isolate, object, key_of(property), value, attributes);
  }
}

// --- Classes of builtins. ---

Completion<Object*> get_prototype_from_constructor(Isolate& isolate, const Arguments& arguments,
                                                   Intrinsic fallback) {
  if (KAZE_LIKELY(arguments.new_target() == Value(arguments.callee()))) {
    return isolate.realm().intrinsic(isolate, fallback);
  }
  return get_prototype_from_constructor(isolate, arguments.new_target().as_object(), fallback);
}

void make_builtin_class(Isolate& isolate, Realm& realm, const BuiltinClass& builtin) {
  Object* parent = realm.intrinsic(isolate, builtin.parent);
  Object* parent_prototype = realm.intrinsic(isolate, builtin.parent_prototype);
  // Making the parents may have led here.
  if (realm.intrinsic_if_made(builtin.constructor)) return;
  Object* prototype =
      builtin.make_prototype
          ? builtin.make_prototype(isolate, realm, parent_prototype)
          : new_object_with_shape(isolate, new_root_shape(isolate, parent_prototype, 0));
  realm.set_intrinsic(builtin.prototype, prototype);
  Object* constructor =
      new_native_function(isolate, realm, builtin.code, builtin.name, builtin.length, 0,
                          object_flags::kConstructor, parent);
  realm.set_intrinsic(builtin.constructor, constructor);

  make_unique(isolate, constructor);
  constructor->put_direct(isolate, names::prototype, prototype, attributes::kNone);
  define_builtins(isolate, realm, constructor, builtin.static_properties);

  make_unique(isolate, prototype);
  bool is_watched = builtin.constructor == Intrinsic::kArray ||
                    builtin.constructor == Intrinsic::kPromise ||
                    builtin.constructor == Intrinsic::kRegExp;
  prototype->put_direct(isolate, names::constructor, constructor,
                        attributes::kHidden | (is_watched ? attributes::kWatched : 0));
  define_builtins(isolate, realm, prototype, builtin.prototype_properties);
}

Object* make_builtin_object(Isolate& isolate, Realm& realm, Intrinsic id, Intrinsic parent,
                            std::span<const BuiltinProperty> table) {
  Object* prototype = realm.intrinsic(isolate, parent);
  if (Object* made = realm.intrinsic_if_made(id)) return made;
  Object* object = new_object_with_shape(isolate, new_root_shape(isolate, prototype, 0));
  realm.set_intrinsic(id, object);
  define_builtins(isolate, realm, object, table);
  return object;
}

}  // namespace kaze
