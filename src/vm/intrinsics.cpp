// The operations that functions written in JavaScript call as `%Name(…)`: one function for each entry
// of bytecode/intrinsic_functions.def.
#include "bytecode/frame_layout.h"
#include "bytecode/intrinsic_functions.h"
#include "runtime/async_from_sync_iterator.h"
#include "runtime/element_candidates.h"
#include "runtime/realm.h"
#include "runtime/typed_array.h"
#include "vm/slow_paths.h"

namespace kaze::vm {

namespace {

using IntrinsicCode = Completion<Value> (*)(Interpreter& vm, Value* first, u32 count);

// Compiled to instructions of their own.
Completion<Value> run_LoadPresent(Interpreter&, Value*, u32) { KAZE_UNREACHABLE(); }
Completion<Value> run_Call(Interpreter&, Value*, u32) { KAZE_UNREACHABLE(); }
Completion<Value> run_CreateDataProperty(Interpreter&, Value*, u32) { KAZE_UNREACHABLE(); }

Completion<Value> run_ArgumentCount(Interpreter& vm, Value*, u32) {
  return Value::number(frame::argument_count(Interpreter::packed(vm.fp)));
}

Completion<Value> run_IsCallable(Interpreter&, Value* first, u32) {
  return Value::boolean(first[0].is_callable());
}

Completion<Value> run_IsObject(Interpreter&, Value* first, u32) {
  return Value::boolean(first[0].is_object());
}

// 7.2.2 IsArray ( argument )
Completion<Value> run_IsArray(Interpreter& vm, Value* first, u32) {
  return Value::boolean(TRY(is_array(vm.isolate, first[0])));
}

Completion<Value> run_ToObject(Interpreter& vm, Value* first, u32) {
  return to_object(vm.isolate, first[0]);
}

Completion<Value> run_ThisObject(Interpreter& vm, Value* first, u32) {
  if (first[0].is_nullish()) {
    return throw_error(vm.isolate, Message::kCalledOnNullish, first[1].as_string());
  }
  return to_object(vm.isolate, first[0]);
}

Completion<Value> run_ToLength(Interpreter& vm, Value* first, u32) {
  if (KAZE_LIKELY(first[0].is_int32() && first[0].as_int32() >= 0)) return first[0];
  return Value::number(TRY(to_length(vm.isolate, first[0])));
}

Completion<Value> run_ToIntegerOrInfinity(Interpreter& vm, Value* first, u32) {
  return Value::number(TRY(to_integer_or_infinity(vm.isolate, first[0])));
}

// Arguments take the places of `%` as in runtime/messages.def.
Completion<Value> run_ThrowTypeError(Interpreter& vm, Value* first, u32 count) {
  std::string message;
  u32 next = 1;
  for (char c : first[0].as_string()->to_utf8()) {
    if (c == '%' && next < count) {
      MessageArgument(first[next++]).append_to(vm.isolate, message);
    } else {
      message += c;
    }
  }
  return throw_type_error(vm.isolate, message);
}

Completion<Value> run_ArraySpeciesCreate(Interpreter& vm, Value* first, u32) {
  return array_species_create(vm.isolate, first[0].as_object(), first[1].as_number());
}

Completion<Value> run_CreatesPlainArray(Interpreter& vm, Value* first, u32) {
  return Value::boolean(creates_plain_array(vm.isolate, first[0].as_object()));
}

Completion<Value> run_ReserveArray(Interpreter& vm, Value* first, u32) {
  auto* original = first[0].as_object()->as<Array>();
  bool is_dense = is_dense_elements(original->elements_kind());
  return new_array(vm.isolate, is_dense ? original->length() : 0);
}

Completion<Value> run_TypedArrayLength(Interpreter& vm, Value* first, u32) {
  std::string method = first[1].as_string()->to_utf8();
  TypedArray* array = TRY(validate_typed_array(vm.isolate, first[0], method.c_str()));
  return Value::number(u64{array->length()});
}

Completion<Value> run_TypedArraySpeciesCreate(Interpreter& vm, Value* first, u32) {
  std::string method = first[2].as_string()->to_utf8();
  return TRY(vm.isolate.hooks.typed_array_species_create(vm.isolate, first[0].as_object(),
                                                         first[1].as_number(), method.c_str()));
}

// If IsConstructor(C), Construct(C, « length » or « »); else ArrayCreate(length or 0).
Completion<Value> run_ConstructArray(Interpreter& vm, Value* first, u32 count) {
  if (first[0].is_constructor()) {
    return construct(vm.isolate, first[0].as_object(), {first + 1, count - 1});
  }
  return array_create(vm.isolate, count > 1 ? first[1].as_number() : 0);
}

Completion<Value> run_NextCandidate(Interpreter& vm, Value* first, u32) {
  return Value::number(next_candidate(vm.isolate, first[0].as_object(),
                                      static_cast<u64>(first[1].as_number()),
                                      static_cast<u64>(first[2].as_number())));
}

Completion<Value> run_PreviousCandidate(Interpreter& vm, Value* first, u32) {
  return Value::number(previous_candidate(vm.isolate, first[0].as_object(),
                                          static_cast<u64>(first[1].as_number())));
}

// The steps of Array.fromAsync that look for a method of iteration: an async iterator, or undefined
// if the value has none. Reading "next" is left to the caller.
Completion<Value> run_OpenAsyncIterator(Interpreter& vm, Value* first, u32) {
  Isolate& isolate = vm.isolate;
  Value items = first[0];
  Value method = TRY(get_method(isolate, items, symbols::async_iterator));
  if (!method.is_undefined()) {
    Value iterator = TRY(call(isolate, method, items));
    if (!iterator.is_object()) return throw_error(isolate, Message::kAsyncIteratorNotObject);
    return iterator;
  }
  method = TRY(get_method(isolate, items, symbols::iterator));
  if (method.is_undefined()) return Value::undefined();
  IteratorRecord record = TRY(get_iterator_from_method(isolate, items, method));
  return TRY(create_async_from_sync_iterator(isolate, record)).iterator;
}

constexpr IntrinsicCode k_intrinsics[] = {
#define KAZE_INTRINSIC_FUNCTION(Name, argument_count) run_##Name,
#include "bytecode/intrinsic_functions.def"
#undef KAZE_INTRINSIC_FUNCTION
};

}  // namespace

Completion<Value> run_intrinsic(Interpreter& vm, Value* first, u32 count, u32 index) {
  return k_intrinsics[index](vm, first, count);
}

}  // namespace kaze::vm
