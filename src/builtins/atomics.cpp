// The Atomics object (ECMA-262 25.4).
#include <algorithm>
#include <cmath>

#include "builtins/buffer_support.h"
#include "runtime/bigint.h"
#include "vm/vm.h"

namespace kaze {

namespace {

// 25.4.3.1 ValidateIntegerTypedArray ( typedArray, waitable )
Completion<TypedArray*> validate_integer_typed_array(Isolate& isolate, Value value, bool waitable,
                                                     const char* method) {
  TypedArray* array = TRY(validate_typed_array(isolate, value, method));
  ElementsKind kind = array->elements_kind();
  if (waitable) {
    if (kind == ElementsKind::kInt32 || kind == ElementsKind::kBigInt64) return array;
    return throw_error(isolate, Message::kAtomicsWaitArray, value);
  }
  if (is_float_elements(kind) || kind == ElementsKind::kUint8Clamped) {
    return throw_error(isolate, Message::kAtomicsIntegerArray, value);
  }
  return array;
}

// 25.4.3.2 ValidateAtomicAccess ( taRecord, requestIndex ): the index of the element.
Completion<usize> validate_atomic_access(Isolate& isolate, TypedArray* array, Value index) {
  f64 length = static_cast<f64>(array->length());
  f64 access = TRY(to_index_or(isolate, index, Message::kAtomicsIndex));
  if (access >= length) return throw_error(isolate, Message::kAtomicsIndex);
  return static_cast<usize>(access);
}

// 25.4.3.4 RevalidateAtomicAccess ( typedArray, byteIndexInBuffer ): the address of the element.
Completion<u8*> revalidate_atomic_access(Isolate& isolate, TypedArray* array, usize index,
                                         const char* method) {
  if (array->is_out_of_bounds()) return throw_error(isolate, Message::kDetachedOperation, method);
  if (index >= array->length()) return throw_error(isolate, Message::kAtomicsIndex);
  return array->address_of(index);
}

// ToBigInt(value), or ToIntegerOrInfinity: what is stored, as a value and as bits.
Completion<u64> to_atomic_bits(Isolate& isolate, TypedArray* array, Value value, Value* converted) {
  if (array->holds_bigints()) {
    BigInt* bigint = TRY(to_bigint(isolate, value));
    *converted = bigint;
    return bigint_to_u64(bigint);
  }
  f64 number = TRY(to_integer_or_infinity(isolate, value));
  *converted = Value::number(number);
  return number_to_element_bits(array->elements_kind(), number);
}

// Calls operation(Raw*) with the unsigned type of the element's size.
template <typename Operation>
u64 with_raw_pointer(u32 shift, u8* address, Operation&& operation) {
  switch (shift) {
  case 0: return operation(reinterpret_cast<u8*>(address));
  case 1: return operation(reinterpret_cast<u16*>(address));
  case 2: return operation(reinterpret_cast<u32*>(address));
  default: return operation(reinterpret_cast<u64*>(address));
  }
}

// 25.4.3.14 AtomicReadModifyWrite ( typedArray, index, value, op )
template <typename Operation>
Completion<Value> atomic_read_modify_write(Isolate& isolate, const Arguments& arguments,
                                           const char* method, Operation&& operation) {
  // 1. Let byteIndexInBuffer be ? ValidateAtomicAccessOnIntegerTypedArray(typedArray, index).
  TypedArray* array = TRY(validate_integer_typed_array(isolate, arguments[0], false, method));
  usize index = TRY(validate_atomic_access(isolate, array, arguments[1]));
  // 2, 3.
  Value ignored;
  u64 bits = TRY(to_atomic_bits(isolate, array, arguments[2], &ignored));
  // 4. Perform ? RevalidateAtomicAccess(typedArray, byteIndexInBuffer).
  u8* address = TRY(revalidate_atomic_access(isolate, array, index, method));
  // 5 to 7. Return GetModifySetValueInBuffer(…).
  u64 old = with_raw_pointer(array->shift(), address, [&](auto* place) -> u64 {
    return operation(place, static_cast<std::remove_pointer_t<decltype(place)>>(bits));
  });
  return element_bits_to_value(isolate, array->elements_kind(), old);
}

// 25.4.4 Atomics.add ( typedArray, index, value )
Completion<Value> atomics_add(Isolate& isolate, const Arguments& arguments) {
  return atomic_read_modify_write(isolate, arguments, "Atomics.add", [](auto* place, auto value) {
    return __atomic_fetch_add(place, value, __ATOMIC_SEQ_CST);
  });
}

// 25.4.5 Atomics.and ( typedArray, index, value )
Completion<Value> atomics_and(Isolate& isolate, const Arguments& arguments) {
  return atomic_read_modify_write(isolate, arguments, "Atomics.and", [](auto* place, auto value) {
    return __atomic_fetch_and(place, value, __ATOMIC_SEQ_CST);
  });
}

// 25.4.7 Atomics.exchange ( typedArray, index, value )
Completion<Value> atomics_exchange(Isolate& isolate, const Arguments& arguments) {
  return atomic_read_modify_write(
      isolate, arguments, "Atomics.exchange", [](auto* place, auto value) {
        return __atomic_exchange_n(place, value, __ATOMIC_SEQ_CST);
      });
}

// 25.4.10 Atomics.or ( typedArray, index, value )
Completion<Value> atomics_or(Isolate& isolate, const Arguments& arguments) {
  return atomic_read_modify_write(isolate, arguments, "Atomics.or", [](auto* place, auto value) {
    return __atomic_fetch_or(place, value, __ATOMIC_SEQ_CST);
  });
}

// 25.4.13 Atomics.sub ( typedArray, index, value )
Completion<Value> atomics_sub(Isolate& isolate, const Arguments& arguments) {
  return atomic_read_modify_write(isolate, arguments, "Atomics.sub", [](auto* place, auto value) {
    return __atomic_fetch_sub(place, value, __ATOMIC_SEQ_CST);
  });
}

// 25.4.17 Atomics.xor ( typedArray, index, value )
Completion<Value> atomics_xor(Isolate& isolate, const Arguments& arguments) {
  return atomic_read_modify_write(isolate, arguments, "Atomics.xor", [](auto* place, auto value) {
    return __atomic_fetch_xor(place, value, __ATOMIC_SEQ_CST);
  });
}

// 25.4.6 Atomics.compareExchange ( typedArray, index, expectedValue, replacementValue )
Completion<Value> atomics_compare_exchange(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "Atomics.compareExchange";
  // 1.
  TypedArray* array = TRY(validate_integer_typed_array(isolate, arguments[0], false, method));
  usize index = TRY(validate_atomic_access(isolate, array, arguments[1]));
  // 4, 5.
  Value ignored;
  u64 expected = TRY(to_atomic_bits(isolate, array, arguments[2], &ignored));
  u64 replacement = TRY(to_atomic_bits(isolate, array, arguments[3], &ignored));
  // 6. Perform ? RevalidateAtomicAccess(typedArray, byteIndexInBuffer).
  u8* address = TRY(revalidate_atomic_access(isolate, array, index, method));
  // 7 to 14.
  u64 old = with_raw_pointer(array->shift(), address, [&](auto* place) -> u64 {
    auto current = static_cast<std::remove_pointer_t<decltype(place)>>(expected);
    auto desired = static_cast<std::remove_pointer_t<decltype(place)>>(replacement);
    __atomic_compare_exchange_n(place, &current, desired, false, __ATOMIC_SEQ_CST,
                                __ATOMIC_SEQ_CST);
    return current;
  });
  return element_bits_to_value(isolate, array->elements_kind(), old);
}

// 25.4.8 Atomics.isLockFree ( size )
Completion<Value> atomics_is_lock_free(Isolate& isolate, const Arguments& arguments) {
  f64 n = TRY(to_integer_or_infinity(isolate, arguments[0]));
  return Value::boolean(n == 1 || n == 2 || n == 4 || n == 8);
}

// 25.4.9 Atomics.load ( typedArray, index )
Completion<Value> atomics_load(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "Atomics.load";
  TypedArray* array = TRY(validate_integer_typed_array(isolate, arguments[0], false, method));
  usize index = TRY(validate_atomic_access(isolate, array, arguments[1]));
  u8* address = TRY(revalidate_atomic_access(isolate, array, index, method));
  u64 bits = with_raw_pointer(array->shift(), address, [](auto* place) -> u64 {
    return __atomic_load_n(place, __ATOMIC_SEQ_CST);
  });
  return element_bits_to_value(isolate, array->elements_kind(), bits);
}

// 25.4.12 Atomics.store ( typedArray, index, value )
Completion<Value> atomics_store(Isolate& isolate, const Arguments& arguments) {
  constexpr const char* method = "Atomics.store";
  TypedArray* array = TRY(validate_integer_typed_array(isolate, arguments[0], false, method));
  usize index = TRY(validate_atomic_access(isolate, array, arguments[1]));
  Value converted;
  u64 bits = TRY(to_atomic_bits(isolate, array, arguments[2], &converted));
  u8* address = TRY(revalidate_atomic_access(isolate, array, index, method));
  with_raw_pointer(array->shift(), address, [&](auto* place) -> u64 {
    __atomic_store_n(place, static_cast<std::remove_pointer_t<decltype(place)>>(bits),
                     __ATOMIC_SEQ_CST);
    return 0;
  });
  return converted;
}

// 25.4.11 Atomics.pause ( [ N ] )
Completion<Value> atomics_pause(Isolate& isolate, const Arguments& arguments) {
  // 1. If N is neither undefined nor an integral Number, throw a TypeError exception.
  Value n = arguments[0];
  if (!n.is_undefined() && !is_integral_number(n)) {
    return throw_error(isolate, Message::kInvalidArgument, n);
  }
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
  return Value::undefined();
}

// --- Waiting. ---

// 25.4.3.13 DoWait ( mode, typedArray, index, value, timeout )
Completion<Value> do_wait(Isolate& isolate, const Arguments& arguments, bool async,
                          const char* method) {
  // 1 to 3. If IsSharedArrayBuffer(buffer) is false, throw a TypeError exception.
  TypedArray* array = TRY(validate_integer_typed_array(isolate, arguments[0], true, method));
  if (!array->buffer()->is_shared()) {
    return throw_error(isolate, Message::kAtomicsSharedArray, arguments[0]);
  }
  // 4. Let i be ? ValidateAtomicAccess(taRecord, index).
  usize index = TRY(validate_atomic_access(isolate, array, arguments[1]));
  // 5, 6. Let v be ? ToBigInt64(value), or ? ToInt32(value).
  u64 expected = array->holds_bigints()
                     ? static_cast<u64>(TRY(to_bigint64(isolate, arguments[2])))
                     : static_cast<u32>(TRY(to_int32(isolate, arguments[2])));
  // 7 to 9. The timeout: NaN is for ever.
  f64 timeout = TRY(to_number(isolate, arguments[3]));
  if (timeout != timeout) timeout = __builtin_inf();
  timeout = std::max(timeout, 0.0);
  // 10. If mode is sync and AgentCanSuspend() is false, throw a TypeError exception.
  VmState& vm = VmState::of(isolate);
  if (!async && !vm.can_block) return throw_error(isolate, Message::kAtomicsCannotWait);
  // 11 to 31.
  WaitDeadline deadline;
  // Longer than a century: for ever.
  if (timeout < 4e12) {
    deadline = WaitClock::now() + std::chrono::duration_cast<WaitClock::duration>(
                                      std::chrono::duration<f64, std::milli>(timeout));
  }
  const u8* address = array->address_of(index);
  u32 size = array->element_size();
  if (!async) {
    switch (wait_at(vm, address, size, expected, deadline)) {
    case WaitResult::kOk: return Value(names::ok);
    case WaitResult::kNotEqual: return Value(names::not_equal);
    case WaitResult::kTimedOut:
    case WaitResult::kInterrupted: return Value(names::timed_out);
    }
    KAZE_UNREACHABLE();
  }
  Value value;
  bool is_async = false;
  if (timeout == 0) {
    bool equal = array->get_bits(index) == expected;
    value = equal ? Value(names::timed_out) : Value(names::not_equal);
  } else if (Promise* promise = vm.async_waiters.add(array->buffer()->store(), address, size,
                                                     expected, deadline)) {
    value = promise;
    is_async = true;
  } else {
    value = names::not_equal;
  }
  Object* result = new_object(isolate);
  result->put_direct(isolate, names::async, Value::boolean(is_async));
  result->put_direct(isolate, names::value, value);
  return result;
}

// 25.4.14 Atomics.wait ( typedArray, index, value, timeout )
Completion<Value> atomics_wait(Isolate& isolate, const Arguments& arguments) {
  return do_wait(isolate, arguments, false, "Atomics.wait");
}

// 25.4.15 Atomics.waitAsync ( typedArray, index, value, timeout )
Completion<Value> atomics_wait_async(Isolate& isolate, const Arguments& arguments) {
  return do_wait(isolate, arguments, true, "Atomics.waitAsync");
}

// 25.4.16 Atomics.notify ( typedArray, index, count )
Completion<Value> atomics_notify(Isolate& isolate, const Arguments& arguments) {
  // 1. Let byteIndexInBuffer be ? ValidateAtomicAccessOnIntegerTypedArray(typedArray, index, true).
  TypedArray* array = TRY(validate_integer_typed_array(isolate, arguments[0], true,
                                                       "Atomics.notify"));
  usize index = TRY(validate_atomic_access(isolate, array, arguments[1]));
  // 2, 3. Let c be +∞, or max(? ToIntegerOrInfinity(count), 0).
  f64 count = __builtin_inf();
  if (!arguments[2].is_undefined()) {
    count = std::max(TRY(to_integer_or_infinity(isolate, arguments[2])), 0.0);
  }
  // 4 to 6. If IsSharedArrayBuffer(buffer) is false, return +0𝔽.
  if (!array->buffer()->is_shared()) return Value::int32(0);
  // 7 to 12.
  return Value::number(u64{notify_at(array->address_of(index), count)});
}

constexpr BuiltinProperty k_table[] = {
    method(names::add, 3, atomics_add),
    method(names::and_, 3, atomics_and),
    method(names::compareExchange, 4, atomics_compare_exchange),
    method(names::exchange, 3, atomics_exchange),
    method(names::isLockFree, 1, atomics_is_lock_free),
    method(names::load, 2, atomics_load),
    method(names::notify, 3, atomics_notify),
    method(names::or_, 3, atomics_or),
    method(names::pause, 0, atomics_pause),
    method(names::store, 3, atomics_store),
    method(names::sub, 3, atomics_sub),
    method(names::wait, 4, atomics_wait),
    method(names::waitAsync, 4, atomics_wait_async),
    method(names::xor_, 3, atomics_xor),
    to_string_tag(names::Atomics),
};

}  // namespace

void make_atomics(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kObjectPrototype, k_table);
}

}  // namespace kaze
