// %TypedArray% (ECMA-262 23.2.1 to 23.2.3): the constructor, `from` and `of`, the accessors of its
// prototype, and how methods make new typed arrays. The twelve constructors are in
// typed_array_constructors.cpp, the methods in typed_array_methods.cpp and its neighbours.
#include <algorithm>

#include "builtins/buffer_support.h"

namespace kaze {

// --- 23.2.4 Abstract operations. ---

// 23.2.4.2 TypedArrayCreateFromConstructor ( constructor, argumentList )
Completion<TypedArray*> typed_array_create_from_constructor(Isolate& isolate, Object* constructor,
                                                            std::span<const Value> arguments,
                                                            const char* method) {
  // 1. Let newTypedArray be ? Construct(constructor, argumentList).
  Object* made = TRY(construct(isolate, constructor, arguments));
  // 2. Let taRecord be ? ValidateTypedArray(newTypedArray, seq-cst).
  TypedArray* array = TRY(validate_typed_array(isolate, made, method));
  // 4. If the number of elements in argumentList is 1 and argumentList[0] is a Number, then
  if (arguments.size() == 1 && arguments[0].is_number() &&
      static_cast<f64>(array->length()) < arguments[0].as_number()) {
    return throw_error(isolate, Message::kTypedArrayTooShort);
  }
  return array;
}

namespace {

// SpeciesConstructor(exemplar, fallback) is the intrinsic `fallback` and nothing on the way to it can be
// noticed: every property concerned is what the realm made.
bool has_default_species(Isolate& isolate, TypedArray* exemplar, Object* fallback) {
  Realm& realm = isolate.realm();
  Object* prototype = realm.intrinsic_if_made(typed_array_prototype(exemplar->elements_kind()));
  Object* super = realm.intrinsic_if_made(Intrinsic::kTypedArray);
  if (!prototype || !super || exemplar->shape()->prototype() != Value(prototype) ||
      exemplar->lookup_own_named(names::constructor) ||
      prototype->get_direct(isolate, names::constructor) != Value(fallback) ||
      fallback->shape()->prototype() != Value(super) ||
      fallback->lookup_own_named(symbols::species)) {
    return false;
  }
  PropertySlot species = super->lookup_own_named(symbols::species);
  if (!species || !species.is_accessor()) return false;
  Value pair = super->get_slot(species.slot);
  if (pair.is_lazy()) return true;
  Value getter = static_cast<AccessorPair*>(pair.as_cell())->getter;
  return getter.is_object() && NativeFunction::is(getter.as_cell()) &&
         getter.as_object()->as<NativeFunction>()->code() == return_this;
}

// Construct(%Type%, arguments) of an intrinsic constructor, where the arguments are one length, or a
// buffer, an offset and perhaps a length. Their "prototype" cannot change.
Completion<TypedArray*> construct_intrinsic(Isolate& isolate, ElementsKind kind,
                                            std::span<const Value> arguments) {
  if (arguments.size() == 1) {
    f64 length = arguments[0].as_number();
    if (length > static_cast<f64>(k_max_array_buffer_length >> element_shift(kind))) {
      return throw_error(isolate, Message::kTypedArrayLength, arguments[0]);
    }
    return new_typed_array(isolate, kind, static_cast<usize>(length));
  }
  return typed_array_from_buffer(
      isolate, kind, isolate.realm().intrinsic(isolate, typed_array_prototype(kind)),
      arguments[0].as_object()->as<ArrayBuffer>(), arguments[1],
      arguments.size() > 2 ? arguments[2] : Value::undefined());
}

}  // namespace

// 23.2.4.1 TypedArraySpeciesCreate ( exemplar, argumentList )
Completion<TypedArray*> typed_array_species_create(Isolate& isolate, TypedArray* exemplar,
                                                   std::span<const Value> arguments,
                                                   const char* method) {
  // 1. Let defaultConstructor be the intrinsic object of exemplar's type.
  Object* fallback =
      isolate.realm().intrinsic(isolate, typed_array_constructor(exemplar->elements_kind()));
  if (has_default_species(isolate, exemplar, fallback)) {
    return construct_intrinsic(isolate, exemplar->elements_kind(), arguments);
  }
  // 2. Let constructor be ? SpeciesConstructor(exemplar, defaultConstructor).
  Object* constructor = TRY(species_constructor(isolate, exemplar, fallback));
  // 3. Let result be ? TypedArrayCreateFromConstructor(constructor, argumentList).
  TypedArray* result =
      TRY(typed_array_create_from_constructor(isolate, constructor, arguments, method));
  // 5. If result.[[ContentType]] is not exemplar.[[ContentType]], throw a TypeError exception.
  if (result->holds_bigints() != exemplar->holds_bigints()) {
    return throw_error(isolate, Message::kTypedArrayContentType,
                       typed_array_name(exemplar->elements_kind()),
                       typed_array_name(result->elements_kind()));
  }
  return result;
}

// 23.2.4.3 TypedArrayCreateSameType ( exemplar, length ): what the intrinsic constructor makes.
Completion<TypedArray*> typed_array_create_same_type(Isolate& isolate, TypedArray* exemplar,
                                                     usize length) {
  return new_typed_array(isolate, exemplar->elements_kind(), length);
}

namespace {

template <ElementsKind from, ElementsKind to>
void convert_elements(const u8* source, u8* target, usize count) {
  using Source = RawElement<from>;
  using Target = RawElement<to>;
  for (usize i = 0; i < count; i++) {
    Source raw = load_raw<Source>(source + i * sizeof(Source));
    Target converted;
    if constexpr (is_bigint_elements(from)) {
      converted = static_cast<Target>(raw);
    } else if constexpr (is_float_elements(from) || sizeof(Source) == 4) {
      converted = raw_from_number<to>(raw_to_number<from>(raw));
    } else {
      converted = raw_from_int32<to>(raw);
    }
    store_raw(target + i * sizeof(Target), converted);
  }
}

// Both kinds hold BigInts or neither does.
void convert_elements(ElementsKind from, const u8* source, ElementsKind to, u8* target,
                      usize count) {
  with_element_type(from, [&]<ElementsKind source_kind>() {
    with_element_type(to, [&]<ElementsKind target_kind>() {
      if constexpr (is_bigint_elements(source_kind) == is_bigint_elements(target_kind)) {
        convert_elements<source_kind, target_kind>(source, target, count);
      }
    });
  });
}

// Whether an element of the one type is the same bytes in the other.
bool same_bytes(ElementsKind from, ElementsKind to) {
  if (from == to) return true;
  if (is_bigint_elements(from)) return is_bigint_elements(to);
  // Clamping changes what is negative.
  if (to == ElementsKind::kUint8Clamped) return from == ElementsKind::kUint8;
  return !is_float_elements(from) && !is_float_elements(to) &&
         element_shift(from) == element_shift(to);
}

}  // namespace

usize store_array_numbers(TypedArray* target, usize index, Array* source, usize count) {
  KAZE_CHECK(index + count <= target->length());
  if (count == 0) return 0;
  u8* to = target->address_of(index);
  ElementsKind from = source->elements_kind();
  return with_element_type(target->elements_kind(), [&]<ElementsKind kind>() -> usize {
    if constexpr (is_bigint_elements(kind)) {
      return 0;
    } else {
      using Raw = RawElement<kind>;
      usize i = 0;
      if (is_double_elements(from)) {
        auto* doubles = static_cast<DoubleElements*>(source->elements());
        count = std::min(count, usize{doubles->capacity()});
        for (; i < count && !doubles->is_hole(static_cast<u32>(i)); i++) {
          store_raw(to + i * sizeof(Raw), raw_from_number<kind>(doubles->doubles()[i]));
        }
        return i;
      }
      auto* storage = static_cast<TaggedElements*>(source->elements());
      count = std::min(count, usize{storage->capacity()});
      for (; i < count; i++) {
        Value value = storage->slots()[i].get();
        if (!value.is_number()) break;
        store_raw(to + i * sizeof(Raw), value.is_int32() ? raw_from_int32<kind>(value.as_int32())
                                                         : raw_from_number<kind>(value.as_double()));
      }
      return i;
    }
  });
}

void copy_elements(TypedArray* source, usize source_index, TypedArray* target, usize target_index,
                   usize count) {
  KAZE_CHECK(source_index + count <= source->length());
  KAZE_CHECK(target_index + count <= target->length());
  if (count == 0) return;
  const u8* from = source->address_of(source_index);
  u8* to = target->address_of(target_index);
  if (same_bytes(source->elements_kind(), target->elements_kind())) {
    std::memmove(to, from, count << target->shift());
  } else {
    convert_elements(source->elements_kind(), from, target->elements_kind(), to, count);
  }
}

bool copy_elements_cloned(TypedArray* source, usize source_index, TypedArray* target,
                          usize target_index, usize count) {
  bool same_type = same_bytes(source->elements_kind(), target->elements_kind());
  if (same_type || source->buffer()->data() != target->buffer()->data()) {
    copy_elements(source, source_index, target, target_index, count);
    return true;
  }
  KAZE_CHECK(source_index + count <= source->length());
  KAZE_CHECK(target_index + count <= target->length());
  if (count == 0) return true;
  usize bytes = count << source->shift();
  Ref<BackingStore> clone = BackingStore::allocate_uninitialized(bytes);
  if (!clone) return false;
  std::memcpy(clone->data(), source->address_of(source_index), bytes);
  convert_elements(source->elements_kind(), clone->data(), target->elements_kind(),
                   target->address_of(target_index), count);
  return true;
}

namespace {

// 23.2.1.1 %TypedArray% ( )
Completion<Value> typed_array_abstract_constructor(Isolate& isolate, const Arguments&) {
  return throw_error(isolate, Message::kTypedArrayAbstract);
}

// 23.2.2.1 %TypedArray%.from ( source [ , mapper [ , thisArg ] ] )
Completion<Value> typed_array_from(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "%TypedArray%.from";
  // 1, 2. If IsConstructor(C) is false, throw a TypeError exception.
  Value constructor = arguments.this_value();
  if (!constructor.is_constructor()) {
    return throw_error(isolate, Message::kNotConstructor, constructor);
  }
  // 3, 4.
  Value mapper = arguments[1];
  Value this_argument = arguments[2];
  bool mapping = !mapper.is_undefined();
  if (mapping && !mapper.is_callable()) return throw_error(isolate, Message::kNotCallable, mapper);
  // 5. Let usingIterator be ? GetMethod(source, %Symbol.iterator%).
  Value using_iterator = TRY(get_method(isolate, arguments[0], symbols::iterator));
  auto map_value = [&](Value value, f64 k) -> Completion<Value> {
    if (!mapping) return value;
    return call_with(isolate, mapper, this_argument, value, Value::number(k));
  };
  // 6. If usingIterator is not undefined, then
  if (!using_iterator.is_undefined()) {
    // a. Let values be ? IteratorToList(? GetIteratorFromMethod(source, usingIterator)).
    ValueList values(isolate);
    Object* array_values = isolate.realm().intrinsic(isolate, Intrinsic::kArrayPrototypeValues);
    if (isolate.array_iteration_intact && using_iterator == Value(array_values) &&
        is_fast_array(isolate, arguments[0])) {
      // Its elements, which nobody can tell from what its iterator yields.
      Array* array = arguments[0].as_object()->as<Array>();
      TRY(values.try_reserve(array->length()));
      for (u32 k = 0; k < array->length(); k++) {
        Value value = get_element_direct(array, k);
        values.push(value.is_empty() ? Value::undefined() : value);
      }
    } else {
      IteratorRecord record =
          TRY(get_iterator_from_method(isolate, arguments[0], using_iterator));
      Value item;
      while (TRY(iterator_step_value(isolate, record, &item))) values.push(item);
    }
    // b, c. Let targetObj be ? TypedArrayCreateFromConstructor(C, « 𝔽(len) »).
    const Value list[] = {Value::number(u64{values.size()})};
    TypedArray* target = TRY(typed_array_create_from_constructor(
        isolate, constructor.as_object(), list, method));
    // d, e. Repeat, while k < len,
    for (usize k = 0; k < values.size(); k++) {
      Value mapped = TRY(map_value(values[k], static_cast<f64>(k)));
      TRY(target->set(isolate, k, mapped));
    }
    return target;
  }
  // 7 to 9. Let arrayLike be ! ToObject(source); let len be ? LengthOfArrayLike(arrayLike).
  Object* array_like = TRY(to_object(isolate, arguments[0]));
  f64 length = TRY(length_of_array_like(isolate, array_like));
  // 10. Let targetObj be ? TypedArrayCreateFromConstructor(C, « 𝔽(len) »).
  const Value list[] = {Value::number(length)};
  TypedArray* target =
      TRY(typed_array_create_from_constructor(isolate, constructor.as_object(), list, method));
  // 11, 12. Repeat, while k < len,
  for (f64 k = 0; k < length; k++) {
    TRY(isolate.poll_interrupts());
    PropertyKey key = integer_key(isolate, static_cast<u64>(k));
    Value value = TRY(array_like->get(isolate, key));
    Value mapped = TRY(map_value(value, k));
    TRY(target->set(isolate, static_cast<usize>(k), mapped));
  }
  return target;
}

// 23.2.2.2 %TypedArray%.of ( ...items )
Completion<Value> typed_array_of(Isolate& isolate, const Arguments& arguments) {
  // 3, 4. If IsConstructor(C) is false, throw a TypeError exception.
  Value constructor = arguments.this_value();
  if (!constructor.is_constructor()) {
    return throw_error(isolate, Message::kNotConstructor, constructor);
  }
  // 5. Let newObj be ? TypedArrayCreateFromConstructor(C, « 𝔽(len) »).
  const Value list[] = {Value::number(arguments.count())};
  TypedArray* target = TRY(typed_array_create_from_constructor(
      isolate, constructor.as_object(), list, "%TypedArray%.of"));
  // 6, 7.
  for (u32 k = 0; k < arguments.count(); k++) TRY(target->set(isolate, k, arguments[k]));
  return target;
}

// --- 23.2.3: accessors. ---

// RequireInternalSlot(value, [[TypedArrayName]])
Completion<TypedArray*> require_typed_array(Isolate& isolate, Value value, const char* method) {
  if (value.is_object() && TypedArray::is(value.as_cell())) {
    return static_cast<TypedArray*>(value.as_cell());
  }
  return throw_error(isolate, Message::kIncompatibleReceiver, method, value);
}

// 23.2.3.2 get %TypedArray%.prototype.buffer
Completion<Value> typed_array_buffer(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(require_typed_array(isolate, arguments.this_value(),
                                              "get TypedArray.prototype.buffer"));
  return array->buffer();
}

// 23.2.3.3 get %TypedArray%.prototype.byteLength
Completion<Value> typed_array_byte_length(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(require_typed_array(isolate, arguments.this_value(),
                                              "get TypedArray.prototype.byteLength"));
  return Value::number(u64{array->byte_length()});
}

// 23.2.3.4 get %TypedArray%.prototype.byteOffset
Completion<Value> typed_array_byte_offset(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(require_typed_array(isolate, arguments.this_value(),
                                              "get TypedArray.prototype.byteOffset"));
  return Value::number(u64{array->is_out_of_bounds() ? 0 : array->byte_offset()});
}

// 23.2.3.21 get %TypedArray%.prototype.length
Completion<Value> typed_array_length(Isolate& isolate, const Arguments& arguments) {
  TypedArray* array = TRY(require_typed_array(isolate, arguments.this_value(),
                                              "get TypedArray.prototype.length"));
  return Value::number(u64{array->length()});
}

// 23.2.3.38 get %TypedArray%.prototype [ %Symbol.toStringTag% ]
Completion<Value> typed_array_to_string_tag(Isolate&, const Arguments& arguments) {
  Value value = arguments.this_value();
  if (!value.is_object() || !TypedArray::is(value.as_cell())) return Value::undefined();
  return Value(typed_array_name(value.as_object()->elements_kind()));
}

constexpr BuiltinProperty k_static_table[] = {
    method(names::from, 1, typed_array_from),
    method(names::of, 0, typed_array_of),
    symbol_getter(symbols::species, names::get_species, return_this),
};

constexpr BuiltinProperty k_accessor_table[] = {
    getter(names::buffer, typed_array_buffer),
    getter(names::byteLength, typed_array_byte_length),
    getter(names::byteOffset, typed_array_byte_offset),
    getter(names::length, typed_array_length),
    symbol_getter(symbols::to_string_tag, names::get_to_string_tag, typed_array_to_string_tag),
};

}  // namespace

void make_typed_array(Isolate& isolate, Realm& realm, Intrinsic) {
  const BuiltinClass builtin = {
      .constructor = Intrinsic::kTypedArray,
      .prototype = Intrinsic::kTypedArrayPrototype,
      .name = names::TypedArray,
      .length = 0,
      .code = typed_array_abstract_constructor,
      .static_properties = k_static_table,
      .prototype_properties = k_accessor_table,
  };
  make_builtin_class(isolate, realm, builtin);
  Object* prototype = realm.intrinsic(isolate, Intrinsic::kTypedArrayPrototype);
  define_builtins(isolate, realm, prototype, k_typed_array_methods_table);
  define_builtins(isolate, realm, prototype, k_typed_array_sort_table);
  // 23.2.3.34 toString is the function of Array.prototype, 23.2.3.37 [ %Symbol.iterator% ] that of
  // `values`.
  Object* arrays = realm.intrinsic(isolate, Intrinsic::kArrayPrototype);
  Value to_string = arrays->get_direct(isolate, names::toString);
  if (!to_string.is_empty()) {
    prototype->put_direct(isolate, names::toString, to_string, attributes::kHidden);
  }
  Value values = prototype->get_direct(isolate, names::values);
  prototype->put_direct(isolate, symbols::iterator, values, attributes::kHidden);
}

}  // namespace kaze
