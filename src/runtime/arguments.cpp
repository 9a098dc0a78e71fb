#include "runtime/arguments.h"

#include <algorithm>

#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/function.h"
#include "runtime/object_internals.h"
#include "runtime/realm.h"

namespace kaze {

Shape* Realm::arguments_shape(Isolate& isolate) {
  if (!arguments_shape_) {
    Object* prototype = intrinsic(isolate, Intrinsic::kObjectPrototype);
    Shape* shape = root_shape(isolate, prototype, 3, CellKind::kArguments);
    shape = shape->add_property(isolate, names::length, attributes::kHidden);
    shape = shape->add_property(isolate, symbols::iterator, attributes::kHidden);
    shape = shape->add_property(isolate, names::callee, attributes::kAccessor);
    arguments_shape_.set(this, shape);
  }
  return arguments_shape_;
}

AccessorPair* Realm::throw_type_error_pair(Isolate& isolate) {
  if (!throw_type_error_pair_) {
    Object* function = intrinsic(isolate, Intrinsic::kThrowTypeError);
    throw_type_error_pair_.set(this, new_accessor_pair(isolate, function, function));
  }
  return throw_type_error_pair_;
}

namespace {

void set_argument_elements(Isolate& isolate, Object* object, std::span<const Value> arguments) {
  if (arguments.empty()) return;
  u32 count = static_cast<u32>(arguments.size());
  // Bounded by the VM stack, so an ordinary allocation.
  TaggedElements* storage = isolate.heap().allocate_cell<TaggedElements>(
      static_cast<u8>(CellKind::kTaggedElements), usize{count} * sizeof(Slot));
  storage->shape_id_ = count;
  for (u32 i = 0; i < count; i++) storage->slot(i).init(arguments[i]);
  object->set_elements(storage, ElementsKind::kHoleyTagged);
}

}  // namespace

Object* new_unmapped_arguments(Isolate& isolate, std::span<const Value> arguments) {
  Realm& realm = isolate.realm();
  Shape* shape = realm.arguments_shape(isolate);
  Value callee = realm.throw_type_error_pair(isolate);
  Value iterator = realm.intrinsic(isolate, Intrinsic::kArrayPrototypeValues);
  Object* object = new_object_with_shape(isolate, shape);
  object->inline_slots()[0].init(Value::number(static_cast<u32>(arguments.size())));
  object->inline_slots()[1].init(iterator);
  object->inline_slots()[2].init(callee);
  set_argument_elements(isolate, object, arguments);
  return object;
}

Object* new_mapped_arguments(Isolate& isolate, std::span<const Value> arguments, Object* callee,
                             Environment* environment, std::span<const i32> mapping) {
  Realm& realm = isolate.realm();
  Value prototype = realm.intrinsic(isolate, Intrinsic::kObjectPrototype);
  Value iterator = realm.intrinsic(isolate, Intrinsic::kArrayPrototypeValues);
  u32 mapped = static_cast<u32>(std::min(arguments.size(), mapping.size()));
  PropertyStorage* slots = new_property_storage(isolate, mapped);
  for (u32 i = 0; i < mapped; i++) {
    if (mapping[i] >= 0) slots->slot(i).set_non_cell(Value::int32(mapping[i]));
  }
  auto* object = new_object_of<MappedArguments>(isolate, prototype, object_flags::kExotic);
  object->environment_.init(environment);
  object->mapping_.init(slots);
  set_argument_elements(isolate, object, arguments);
  // Dense elements may be read and written past the exotic methods (elements.h); mapped ones must not.
  if (std::any_of(mapping.begin(), mapping.begin() + mapped, [](i32 slot) { return slot >= 0; })) {
    KAZE_CHECK(!make_sparse(isolate, object).is_abrupt());
  }
  object->ensure_slot(isolate, 2);
  Value length = Value::number(static_cast<u32>(arguments.size()));
  object->put_direct(isolate, names::length, length, attributes::kHidden);
  object->put_direct(isolate, symbols::iterator, iterator, attributes::kHidden);
  object->put_direct(isolate, names::callee, callee, attributes::kHidden);
  return object;
}

void MappedArguments::trace(Cell* cell, Visitor& visitor) {
  MappedArguments* object = static_cast<MappedArguments*>(cell);
  trace_object(object, visitor);
  visitor.visit(object->environment_);
  visitor.visit(object->mapping_);
}

// --- 10.4.4.1 to 10.4.4.5 ---

namespace {

MappedArguments* mapped(Object* object) { return static_cast<MappedArguments*>(object); }

void set_mapped(Object* object, i32 slot, Value value) {
  Environment* environment = mapped(object)->environment();
  environment->slot(static_cast<u32>(slot)).set(environment, value);
}

// 10.4.4.1 [[GetOwnProperty]] ( P )
Completion<bool> get_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                  PropertyDescriptor* out) {
  if (!TRY(ordinary_get_own_property(isolate, object, key, out))) return false;
  i32 slot = mapped(object)->mapped_slot(key);
  if (slot >= 0) out->value = mapped(object)->environment()->slot(static_cast<u32>(slot));
  return true;
}

// 10.4.4.2 [[DefineOwnProperty]] ( P, Desc )
Completion<bool> define_own_property(Isolate& isolate, Object* object, PropertyKey key,
                                     const PropertyDescriptor& descriptor) {
  i32 slot = mapped(object)->mapped_slot(key);
  PropertyDescriptor new_descriptor = descriptor;
  if (slot >= 0 && descriptor.is_data_descriptor() && !descriptor.has_value()) {
    // Step 5 asks for it when [[Writable]] is false; otherwise the element's value is not looked at.
    new_descriptor.value = mapped(object)->environment()->slot(static_cast<u32>(slot));
  }
  if (!TRY(ordinary_define_own_property(isolate, object, key, new_descriptor))) return false;
  if (slot < 0) return true;
  if (descriptor.is_accessor_descriptor()) {
    mapped(object)->unmap(key);
    return true;
  }
  if (descriptor.has_value()) set_mapped(object, slot, descriptor.value);
  if (descriptor.has_writable() && !descriptor.writable()) mapped(object)->unmap(key);
  return true;
}

// 10.4.4.3 [[Get]] ( P, Receiver )
Completion<Value> get(Isolate& isolate, Object* object, PropertyKey key, Value receiver) {
  i32 slot = mapped(object)->mapped_slot(key);
  if (slot >= 0) return mapped(object)->environment()->slot(static_cast<u32>(slot)).get();
  return ordinary_get(isolate, object, key, receiver);
}

// 10.4.4.4 [[Set]] ( P, V, Receiver )
Completion<bool> set(Isolate& isolate, Object* object, PropertyKey key, Value value,
                     Value receiver) {
  if (receiver == Value(object)) {
    i32 slot = mapped(object)->mapped_slot(key);
    if (slot >= 0) set_mapped(object, slot, value);
  }
  return ordinary_set(isolate, object, key, value, receiver);
}

// 10.4.4.5 [[Delete]] ( P )
Completion<bool> delete_property(Isolate& isolate, Object* object, PropertyKey key) {
  bool result = TRY(ordinary_delete(isolate, object, key));
  if (result && mapped(object)->mapped_slot(key) >= 0) mapped(object)->unmap(key);
  return result;
}

}  // namespace

const InternalMethods k_mapped_arguments_methods = {
    .get_prototype_of = nullptr,
    .set_prototype_of = nullptr,
    .is_extensible = nullptr,
    .prevent_extensions = nullptr,
    .get_own_property = get_own_property,
    .define_own_property = define_own_property,
    .has_property = nullptr,
    .get = get,
    .set = set,
    .delete_property = delete_property,
    .own_property_keys = nullptr,
};

}  // namespace kaze
