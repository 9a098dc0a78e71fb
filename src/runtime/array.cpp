// Array exotic objects (ECMA-262 10.4.2) and making arrays.
#include "runtime/conversions.h"
#include "runtime/object_allocation.h"
#include "runtime/object_internals.h"
#include "runtime/realm.h"
#include "runtime/static_cells.h"

namespace kaze {

namespace {

// Arrays of at most this length have their storage from the start.
constexpr u32 k_max_preallocated_length = 32u << 20;

Shape* array_shape_for(Isolate& isolate, Value prototype) {
  return prototype.is_empty() ? isolate.realm().array_shape(isolate)
                              : root_shape(isolate, prototype, 0, CellKind::kArray);
}

}  // namespace

void Array::trace(Cell* cell, Visitor& visitor) {
  trace_object(static_cast<Object*>(cell), visitor);
}

Array* new_array(Isolate& isolate, u32 capacity) {
  TaggedElements* storage = new_tagged_elements(isolate, capacity);
  if (!storage) storage = empty_tagged_elements();  // a hint only
  return new_array_with_storage(isolate, isolate.realm().array_shape(isolate), storage,
                              ElementsKind::kPackedInt32, 0);
}

Array* new_array_with_prototype(Isolate& isolate, Value prototype) {
  return new_array_with_storage(isolate, array_shape_for(isolate, prototype),
                              empty_tagged_elements(), ElementsKind::kPackedInt32, 0);
}

Array* new_array_with_length(Isolate& isolate, u32 length, Value prototype) {
  Shape* shape = array_shape_for(isolate, prototype);
  TaggedElements* storage = nullptr;
  if (length <= k_max_preallocated_length) storage = new_tagged_elements(isolate, length);
  if (!storage) storage = empty_tagged_elements();
  return new_array_with_storage(
      isolate, shape, storage,
      length == 0 ? ElementsKind::kPackedInt32 : ElementsKind::kHoleyInt32, length);
}

// `storage` has room for as many values.
static Array* fill_new_array(Isolate& isolate, TaggedElements* storage,
                             std::span<const Value> values) {
  ElementsBase base = ElementsBase::kInt32;
  bool holey = false;
  for (Value value : values) {
    if (value.is_empty()) {
      holey = true;
    } else {
      base = join(base, elements_base_for(value));
    }
  }
  u32 count = static_cast<u32>(values.size());
  // Doubles that are found here are boxed all the same: unboxing pays for arrays that grow by
  // arithmetic, not for lists.
  if (base == ElementsBase::kDouble) base = ElementsBase::kTagged;
  for (u32 i = 0; i < count; i++) storage->slot(i).init(values[i]);
  return new_array_with_storage(isolate, isolate.realm().array_shape(isolate), storage,
                              elements_kind(base, holey), count);
}

// 7.3.18 CreateArrayFromList ( elements )
Array* new_array_from(Isolate& isolate, std::span<const Value> values) {
  // The values exist, so there is room for as many again: if not, the heap's owner decides.
  TaggedElements* storage = empty_tagged_elements();
  if (!values.empty()) {
    storage = isolate.heap().allocate_cell<TaggedElements>(
        static_cast<u8>(CellKind::kTaggedElements), values.size() * sizeof(Slot));
    storage->shape_id_ = static_cast<u32>(values.size());
  }
  return fill_new_array(isolate, storage, values);
}

Completion<Array*> new_array_from_many(Isolate& isolate, std::span<const Value> values) {
  TaggedElements* storage = new_tagged_elements(isolate, static_cast<u32>(values.size()));
  if (KAZE_UNLIKELY(!storage)) return throw_error(isolate, Message::kHeapLimit);
  return fill_new_array(isolate, storage, values);
}

// 10.4.2.2 ArrayCreate ( length [ , proto ] )
Completion<Array*> array_create(Isolate& isolate, f64 length, Value prototype) {
  if (length > 4294967295.0) return throw_error(isolate, Message::kInvalidArrayLength);
  return new_array_with_length(isolate, static_cast<u32>(length), prototype);
}

bool creates_plain_array(Isolate& isolate, Object* original) {
  return isolate.array_species_intact && original->is_array() &&
         original->shape()->prototype() ==
             Value(isolate.realm().intrinsic_if_made(Intrinsic::kArrayPrototype));
}

// 10.4.2.3 ArraySpeciesCreate ( originalArray, length )
Completion<Object*> array_species_create(Isolate& isolate, Object* original, f64 length) {
  if (creates_plain_array(isolate, original)) return array_create(isolate, length);
  // 1. Let isArray be ? IsArray(originalArray).
  // 2. If isArray is false, return ? ArrayCreate(length).
  if (!TRY(is_array(isolate, original))) return array_create(isolate, length);
  // 3. Let C be ? Get(originalArray, "constructor").
  Value constructor = TRY(original->get(isolate, names::constructor));
  // 4. If IsConstructor(C) is true, then: another realm's %Array% counts as undefined.
  if (constructor.is_constructor()) {
    Realm* realm = TRY(get_function_realm(isolate, constructor.as_object()));
    if (realm != &isolate.realm() &&
        constructor == Value(realm->intrinsic(isolate, Intrinsic::kArray))) {
      constructor = Value::undefined();
    }
  }
  // 5. If C is an Object, then: C is its @@species; null counts as undefined.
  if (constructor.is_object()) {
    constructor = TRY(constructor.as_object()->get(isolate, symbols::species));
    if (constructor.is_null()) constructor = Value::undefined();
  }
  // 6. If C is undefined, return ? ArrayCreate(length).
  if (constructor.is_undefined()) return array_create(isolate, length);
  // 7. If IsConstructor(C) is false, throw a TypeError exception.
  if (!constructor.is_constructor()) {
    return throw_error(isolate, Message::kSpeciesNotConstructor);
  }
  // 8. Return ? Construct(C, « 𝔽(length) »).
  Value arguments[] = {Value::number(length)};
  return construct(isolate, constructor.as_object(), arguments);
}

// 10.4.2.1 [[DefineOwnProperty]] ( P, Desc )
Completion<bool> array_define_own_property(Isolate& isolate, Array* array, PropertyKey key,
                                           const PropertyDescriptor& descriptor) {
  if (is_array_length(array, key)) return array_set_length(isolate, array, descriptor);
  if (key.is_index() && key.index() >= array->length() && !array->length_writable()) return false;
  // The length follows in define_element.
  return ordinary_define_own_property(isolate, array, key, descriptor);
}

// 10.4.2.4 ArraySetLength ( A, Desc )
Completion<bool> array_set_length(Isolate& isolate, Array* array,
                                  const PropertyDescriptor& descriptor) {
  PropertyDescriptor new_descriptor = descriptor;
  u32 new_length = array->length();
  // 1. If Desc does not have a [[Value]] field, only the attributes are at stake.
  if (descriptor.has_value()) {
    if (descriptor.value.is_int32() && descriptor.value.as_int32() >= 0) {
      new_length = static_cast<u32>(descriptor.value.as_int32());
    } else {
      // 3. to 5. Both conversions may run JavaScript.
      new_length = TRY(to_uint32(isolate, descriptor.value));
      f64 number = TRY(to_number(isolate, descriptor.value));
      if (number != new_length) return throw_error(isolate, Message::kInvalidArrayLength);
    }
    new_descriptor.value = Value::number(new_length);
  }
  u32 old_length = array->length();
  PropertyDescriptor current = PropertyDescriptor::data(
      Value::number(old_length),
      array->length_writable() ? attributes::kWritable : attributes::kNone);
  // ValidateAndApplyPropertyDescriptor also refuses a different value where it is not writable.
  if (!TRY(is_compatible_property_descriptor(isolate, true, new_descriptor, true, current))) {
    return false;
  }
  u32 reached = new_length;
  if (descriptor.has_value() && new_length != old_length) {
    reached = TRY(set_array_length(isolate, array, new_length));
  }
  if (descriptor.has_writable() && !descriptor.writable() && array->length_writable()) {
    TRY(make_sparse(isolate, array));
    array->set_length_writable(false);
  }
  return reached == new_length;
}

}  // namespace kaze
