// Methods of %TypedArray%.prototype (ECMA-262 23.2.3) that call a callback for each element.
#include "builtins/buffer_support.h"

namespace kaze {

namespace {

// What these methods begin with: ValidateTypedArray, the length, and IsCallable(callback).
struct Iteration {
  TypedArray* array = nullptr;
  usize length = 0;
  Value callback;
  Value this_argument;

  // Call(callback, thisArg, « kValue, 𝔽(k), O »). A buffer that shrinks meanwhile reads as undefined.
  Completion<Value> call_for(Isolate& isolate, usize k, Value* element = nullptr) const {
    f64 index = static_cast<f64>(k);
    Value value = typed_array_get_element(isolate, array, index);
    if (element) *element = value;
    return call_with(isolate, callback, this_argument, value, Value::number(index), Value(array));
  }
};

Completion<Iteration> begin(Isolate& isolate, const Arguments& arguments, const char* method) {
  Iteration iteration;
  iteration.array = TRY(validate_typed_array(isolate, arguments.this_value(), method));
  iteration.length = iteration.array->length();
  iteration.callback = arguments[0];
  iteration.this_argument = arguments[1];
  if (!iteration.callback.is_callable()) {
    return throw_error(isolate, Message::kNotCallable, iteration.callback);
  }
  return iteration;
}

// 23.2.3.8 %TypedArray%.prototype.every ( callback [ , thisArg ] )
Completion<Value> typed_array_every(Isolate& isolate, const Arguments& arguments) {
  Iteration iteration = TRY(begin(isolate, arguments, "%TypedArray%.prototype.every"));
  for (usize k = 0; k < iteration.length; k++) {
    if (!to_boolean(TRY(iteration.call_for(isolate, k)))) return Value::boolean(false);
  }
  return Value::boolean(true);
}

// 23.2.3.28 %TypedArray%.prototype.some ( callback [ , thisArg ] )
Completion<Value> typed_array_some(Isolate& isolate, const Arguments& arguments) {
  Iteration iteration = TRY(begin(isolate, arguments, "%TypedArray%.prototype.some"));
  for (usize k = 0; k < iteration.length; k++) {
    if (to_boolean(TRY(iteration.call_for(isolate, k)))) return Value::boolean(true);
  }
  return Value::boolean(false);
}

// 23.2.3.13 %TypedArray%.prototype.forEach ( callback [ , thisArg ] )
Completion<Value> typed_array_for_each(Isolate& isolate, const Arguments& arguments) {
  Iteration iteration = TRY(begin(isolate, arguments, "%TypedArray%.prototype.forEach"));
  for (usize k = 0; k < iteration.length; k++) TRY(iteration.call_for(isolate, k));
  return Value::undefined();
}

// 23.2.3.10 %TypedArray%.prototype.filter ( callback [ , thisArg ] )
Completion<Value> typed_array_filter(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "%TypedArray%.prototype.filter";
  Iteration iteration = TRY(begin(isolate, arguments, method));
  // 5 to 8. Let kept be a new empty List.
  ValueList kept(isolate);
  for (usize k = 0; k < iteration.length; k++) {
    Value element;
    if (to_boolean(TRY(iteration.call_for(isolate, k, &element)))) kept.push(element);
  }
  // 9. Let A be ? TypedArraySpeciesCreate(O, « 𝔽(captured) »).
  const Value list[] = {Value::number(u64{kept.size()})};
  TypedArray* target = TRY(typed_array_species_create(isolate, iteration.array, list, method));
  // 10, 11.
  for (usize n = 0; n < kept.size(); n++) TRY(target->set(isolate, n, kept[n]));
  return target;
}

// 23.2.3.22 %TypedArray%.prototype.map ( callback [ , thisArg ] )
Completion<Value> typed_array_map(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "%TypedArray%.prototype.map";
  Iteration iteration = TRY(begin(isolate, arguments, method));
  // 5. Let A be ? TypedArraySpeciesCreate(O, « 𝔽(len) »).
  const Value list[] = {Value::number(u64{iteration.length})};
  TypedArray* target = TRY(typed_array_species_create(isolate, iteration.array, list, method));
  // 6, 7.
  for (usize k = 0; k < iteration.length; k++) {
    TRY(target->set(isolate, k, TRY(iteration.call_for(isolate, k))));
  }
  return target;
}

// 23.1.3.12.1 FindViaPredicate ( O, len, direction, predicate, thisArg ): false if there is none.
Completion<bool> find_via_predicate(Isolate& isolate, const Iteration& iteration, bool ascending,
                                    usize* index, Value* element) {
  for (usize n = 0; n < iteration.length; n++) {
    *index = ascending ? n : iteration.length - 1 - n;
    if (to_boolean(TRY(iteration.call_for(isolate, *index, element)))) return true;
  }
  return false;
}

// 23.2.3.11 find, 23.2.3.12 findIndex, 23.2.3.13 findLast, 23.2.3.14 findLastIndex
// ( predicate [ , thisArg ] )
template <bool ascending, bool wants_index>
Completion<Value> typed_array_find(Isolate& isolate, const Arguments& arguments) {
  Iteration iteration = TRY(begin(isolate, arguments, "%TypedArray%.prototype.find"));
  usize index = 0;
  Value element;
  bool found = TRY(find_via_predicate(isolate, iteration, ascending, &index, &element));
  if (wants_index) return found ? Value::number(u64{index}) : Value::int32(-1);
  return found ? element : Value::undefined();
}

// 23.2.3.23 reduce, 23.2.3.24 reduceRight ( callback [ , initialValue ] )
template <bool ascending>
Completion<Value> typed_array_reduce(Isolate& isolate, const Arguments& arguments) {
  Iteration iteration = TRY(begin(isolate, arguments, "%TypedArray%.prototype.reduce"));
  auto index_at = [&](usize n) { return ascending ? n : iteration.length - 1 - n; };
  auto element_at = [&](usize n) {
    return typed_array_get_element(isolate, iteration.array, static_cast<f64>(index_at(n)));
  };
  // 5 to 9.
  usize n = 0;
  Value accumulator = arguments[1];
  if (arguments.count() < 2) {
    if (iteration.length == 0) return throw_error(isolate, Message::kEmptyReduce);
    accumulator = element_at(n++);
  }
  // 10. Repeat, while k < len,
  for (; n < iteration.length; n++) {
    accumulator = TRY(call_with(isolate, iteration.callback, Value::undefined(), accumulator,
                                element_at(n), Value::number(u64{index_at(n)}),
                                Value(iteration.array)));
  }
  return accumulator;
}

constexpr BuiltinProperty k_table[] = {
    method(names::every, 1, typed_array_every),
    method(names::filter, 1, typed_array_filter),
    method(names::find, 1, typed_array_find<true, false>),
    method(names::findIndex, 1, typed_array_find<true, true>),
    method(names::findLast, 1, typed_array_find<false, false>),
    method(names::findLastIndex, 1, typed_array_find<false, true>),
    method(names::forEach, 1, typed_array_for_each),
    method(names::map, 1, typed_array_map),
    method(names::reduce, 1, typed_array_reduce<true>),
    method(names::reduceRight, 1, typed_array_reduce<false>),
    method(names::some, 1, typed_array_some),
};

}  // namespace

constinit const std::span<const BuiltinProperty> k_typed_array_callback_table = k_table;

}  // namespace kaze
