// The Array constructor and the tables of Array and its prototype (ECMA-262 23.1).
#include "builtins/array.h"

#include "runtime/builtin_iterators.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

using namespace array;

// 23.1.1.1 Array ( ...values )
Completion<Value> array_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1, 2. The prototype of an instance of Array itself is that of the realm: empty.
  Value prototype = Value::empty();
  if (arguments.is_construct() && arguments.new_target() != Value(arguments.callee())) {
    prototype = TRY(get_prototype_from_constructor(isolate, arguments.new_target().as_object(),
                                                   Intrinsic::kArrayPrototype));
  }
  u32 count = arguments.count();
  // 5. Else if numberOfArgs = 1, then
  if (count == 1 && arguments[0].is_number()) {
    f64 number = arguments[0].as_number();
    if (!(number >= 0 && number <= 4294967295.0) || number != static_cast<u32>(number)) {
      return throw_error(isolate, Message::kInvalidArrayLength);
    }
    return new_array_with_length(isolate, static_cast<u32>(number), prototype);
  }
  // 4, 5.c, 6. The arguments are the elements.
  if (prototype.is_empty()) return new_array_from(isolate, arguments.span());
  Array* array = new_array_with_prototype(isolate, prototype);
  for (u32 i = 0; i < count; i++) TRY(push_element(isolate, array, arguments[i]));
  return array;
}

// 23.1.2.2 Array.isArray ( arg )
Completion<Value> array_is_array(Isolate& isolate, const Arguments& arguments) {
  return Value::boolean(TRY(is_array(isolate, arguments[0])));
}

// If C is a constructor Construct(C, « … »), else ArrayCreate(length).
Completion<Object*> create_with(Isolate& isolate, Value constructor, f64 length, bool pass_length) {
  if (!constructor.is_constructor()) return array_create(isolate, length);
  Value list[] = {Value::number(length)};
  return construct(isolate, constructor.as_object(),
                   pass_length ? std::span<const Value>(list) : std::span<const Value>());
}

// 23.1.2.3 Array.of ( ...items )
Completion<Value> array_of(Isolate& isolate, const Arguments& arguments) {
  u32 length = arguments.count();
  // 3. to 5.
  Value constructor = arguments.this_value();
  Object* result = TRY(create_with(isolate, constructor, length, true));
  // 7. Repeat, while k < len,
  for (u32 k = 0; k < length; k++) TRY(create_at(isolate, result, k, arguments[k]));
  // 8. Perform ? Set(A, "length", lenNumber, true).
  TRY(set_length(isolate, result, length));
  return result;
}

struct Mapper {
  Value function;  // undefined: none
  Value this_argument;
  Completion<Value> apply(Isolate& isolate, Value value, u64 k) const {
    if (function.is_undefined()) return value;
    return call_with(isolate, function, this_argument, value, Value::number(k));
  }
};

// 23.1.2.1 Array.from, steps 5.c to 5.e
Completion<Value> from_iterable(Isolate& isolate, Object* result, Value items, Value method,
                                const Mapper& mapper) {
  IteratorRecord record = TRY(get_iterator_from_method(isolate, items, method));
  for (u64 k = 0;; k++) {
    // i. If k ≥ 2^53 - 1, throw a TypeError exception.
    if (k >= k_max_safe_length) {
      Thrown thrown = throw_error(isolate, Message::kArrayLengthTooLarge);
      (void)thrown;
      return iterator_close_throwing(isolate, record);
    }
    Value next;
    if (!TRY(iterator_step_value(isolate, record, &next))) {
      TRY(set_length(isolate, result, k));
      return result;
    }
    Completion<Value> mapped = mapper.apply(isolate, next, k);
    if (mapped.is_abrupt() || create_at(isolate, result, k, mapped.value()).is_abrupt()) {
      return iterator_close_throwing(isolate, record);
    }
  }
}

// An array that is iterated in the way it was made: a copy, holes become undefined.
bool is_copied_by_iteration(Isolate& isolate, Value constructor, Value items, Value method,
                            const Mapper& mapper) {
  Realm& realm = isolate.realm();
  return mapper.function.is_undefined() && isolate.array_iteration_intact &&
         is_fast_array(isolate, items) &&
         method == Value(realm.intrinsic_if_made(Intrinsic::kArrayPrototypeValues)) &&
         constructor == Value(realm.intrinsic_if_made(Intrinsic::kArray));
}

Completion<Value> copy_by_iteration(Isolate& isolate, Array* source) {
  Array* result = copy_elements(isolate, source, 0, source->length());
  if (!result) return throw_error(isolate, Message::kHeapLimit);
  if (!is_holey(result->elements_kind())) return result;
  for (u32 i = 0; i < result->length(); i++) {
    if (get_element_direct(result, i).is_empty()) {
      TRY(isolate.poll_interrupts());
      TRY(put_element(isolate, result, i, Value::undefined()));
    }
  }
  return result;
}

// 23.1.2.1 Array.from ( items [ , mapper [ , thisArg ] ] )
Completion<Value> array_from(Isolate& isolate, const Arguments& arguments) {
  // 1. Let C be the this value.
  Value constructor = arguments.this_value();
  Value items = arguments[0];
  // 2, 3.
  Mapper mapper{arguments[1], arguments[2]};
  if (!mapper.function.is_undefined() && !mapper.function.is_callable()) {
    return throw_error(isolate, Message::kNotCallable, mapper.function);
  }
  // 4. Let usingIterator be ? GetMethod(items, %Symbol.iterator%).
  if (items.is_nullish()) {
    IteratorRecord unused = TRY(get_iterator(isolate, items));  // throws
    (void)unused;
  }
  Value method = TRY(get_method(isolate, items, symbols::iterator));
  // 5. If usingIterator is not undefined, then
  if (!method.is_undefined()) {
    if (is_copied_by_iteration(isolate, constructor, items, method, mapper)) {
      return copy_by_iteration(isolate, items.as_object()->as<Array>());
    }
    if (mapper.function.is_undefined() &&
        constructor == Value(isolate.realm().intrinsic_if_made(Intrinsic::kArray))) {
      Array* list = new_array(isolate);
      if (TRY(append_builtin_iterable(isolate, list, items))) return list;
    }
    Object* result = TRY(create_with(isolate, constructor, 0, false));
    return from_iterable(isolate, result, items, method, mapper);
  }
  // 7. Let arrayLike be ! ToObject(items).
  Object* array_like = TRY(to_object(isolate, items));
  u64 length = TRY(length_of(isolate, array_like));
  // 9, 10.
  Object* result = TRY(create_with(isolate, constructor, static_cast<f64>(length), true));
  // 12. Repeat, while k < len,
  for (u64 k = 0; k < length; k++) {
    Value value = TRY(get_at(isolate, array_like, k));
    Value mapped = TRY(mapper.apply(isolate, value, k));
    TRY(create_at(isolate, result, k, mapped));
  }
  // 13. Perform ? Set(A, "length", 𝔽(len), true).
  TRY(set_length(isolate, result, length));
  return result;
}

// 23.1.2.5 get Array [ %Symbol.species% ]
Completion<Value> array_species(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::from, 1, array_from),
    scripted(names::fromAsync, 1, "array"),
    method(names::isArray, 1, array_is_array),
    method(names::of, 0, array_of),
    {.symbol = symbols::species.symbol,
     .kind = BuiltinKind::kGetter,
     .attributes = attributes::kConfigurable | attributes::kWatched,
     .code = array_species,
     .function_name = names::get_species.name},
};

// Callback methods are written in JavaScript: js/array.js.
constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::at, 1, array::at),
    method(names::concat, 1, array::concat),
    method(names::copyWithin, 2, array::copy_within),
    method(names::entries, 0, array::entries),
    scripted(names::every, 1, "array"),
    method(names::fill, 1, array::fill),
    scripted(names::filter, 1, "array"),
    scripted(names::find, 1, "array"),
    scripted(names::findIndex, 1, "array"),
    scripted(names::findLast, 1, "array"),
    scripted(names::findLastIndex, 1, "array"),
    method(names::flat, 0, array::flat),
    scripted(names::flatMap, 1, "array"),
    scripted(names::forEach, 1, "array"),
    method(names::includes, 1, array::includes),
    method(names::indexOf, 1, array::index_of),
    method(names::join, 1, array::join),
    method(names::keys, 0, array::keys),
    method(names::lastIndexOf, 1, array::last_index_of),
    scripted(names::map, 1, "array"),
    method(names::pop, 0, array::pop),
    method(names::push, 1, array::push),
    scripted(names::reduce, 1, "array"),
    scripted(names::reduceRight, 1, "array"),
    method(names::reverse, 0, array::reverse),
    method(names::shift, 0, array::shift),
    method(names::slice, 2, array::slice),
    scripted(names::some, 1, "array"),
    method(names::sort, 1, array::sort),
    method(names::splice, 2, array::splice),
    method(names::toLocaleString, 0, array::to_locale_string),
    method(names::toReversed, 0, array::to_reversed),
    method(names::toSorted, 1, array::to_sorted),
    method(names::toSpliced, 2, array::to_spliced),
    method(names::toString, 0, array::to_string),
    method(names::unshift, 1, array::unshift),
    intrinsic_property(names::values, Intrinsic::kArrayPrototypeValues),
    method(names::with, 2, array::with),
    symbol_intrinsic(symbols::iterator, Intrinsic::kArrayPrototypeValues,
                     attributes::kHidden | attributes::kWatched),
};

constexpr NameRef k_unscopables[] = {
    names::at,           names::copyWithin, names::entries,       names::fill,
    names::find,         names::findIndex,  names::findLast,      names::findLastIndex,
    names::flat,         names::flatMap,    names::includes,      names::keys,
    names::toReversed,   names::toSorted,   names::toSpliced,     names::values,
};

// 23.1.3.41 Array.prototype [ %Symbol.unscopables% ]
Object* new_unscopables(Isolate& isolate) {
  Object* list = new_object_with_prototype(isolate, Value::null(), 0);
  for (NameRef name : k_unscopables) list->put_direct(isolate, name, Value::boolean(true));
  return list;
}

constexpr BuiltinClass k_array_class = {
    .constructor = Intrinsic::kArray,
    .prototype = Intrinsic::kArrayPrototype,
    .name = names::Array,
    .length = 1,
    .code = array_constructor,
    .static_properties = k_static_properties,
    .prototype_properties = k_prototype_properties,
    .make_prototype = [](Isolate& isolate, Realm&, Value parent) -> Object* {
      return new_array_with_prototype(isolate, parent);
    },
};

}  // namespace

void make_array_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, k_array_class);
  Object* prototype = realm.intrinsic(isolate, Intrinsic::kArrayPrototype);
  prototype->put_direct(isolate, symbols::unscopables, new_unscopables(isolate),
                        attributes::kConfigurable);
}

// 23.1.3.38: also the value of Array.prototype [ %Symbol.iterator% ] and of arguments objects.
void make_array_prototype_values(Isolate& isolate, Realm& realm, Intrinsic id) {
  realm.set_intrinsic(id, new_native_function(isolate, realm, array::values, names::values, 0));
}

}  // namespace kaze
