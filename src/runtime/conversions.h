// Type conversion (ECMA-262 7.1) and testing and comparison (7.2).
#pragma once

#include <cmath>

#include "base/number.h"
#include "runtime/object.h"

namespace kaze {

enum class PreferredType : u8 { kDefault, kString, kNumber };

Completion<Value> to_primitive_slow(Isolate& isolate, Value value, PreferredType preferred);
inline Completion<Value> to_primitive(Isolate& isolate, Value value,
                                      PreferredType preferred = PreferredType::kDefault) {
  if (!value.is_object()) return value;
  return to_primitive_slow(isolate, value, preferred);
}
bool to_boolean_slow(Value value);
inline bool to_boolean(Value value) {
  if (value.is_boolean()) return value.as_boolean();
  if (value.is_int32()) return value.as_int32() != 0;
  return to_boolean_slow(value);
}
// Number or BigInt.
Completion<Value> to_numeric(Isolate& isolate, Value value);
Completion<f64> to_number_slow(Isolate& isolate, Value value);
inline Completion<f64> to_number(Isolate& isolate, Value value) {
  if (KAZE_LIKELY(value.is_number())) return value.as_number();
  return to_number_slow(isolate, value);
}
// An integer, or an infinity; NaN and -0 become +0.
Completion<f64> to_integer_or_infinity(Isolate& isolate, Value value);
f64 integer_or_infinity(f64 number);
Completion<i32> to_int32(Isolate& isolate, Value value);
Completion<u32> to_uint32(Isolate& isolate, Value value);
Completion<u16> to_uint16(Isolate& isolate, Value value);
u8 double_to_uint8_clamped(f64 value);
Completion<BigInt*> to_bigint(Isolate& isolate, Value value);
// StringToBigInt: null pointer in `*out` if malformed.
Completion<void> string_to_bigint(Isolate& isolate, String* string, BigInt** out);
Completion<i64> to_bigint64(Isolate& isolate, Value value);
Completion<u64> to_biguint64(Isolate& isolate, Value value);
Completion<String*> to_string_slow(Isolate& isolate, Value value);
inline Completion<String*> to_string(Isolate& isolate, Value value) {
  if (KAZE_LIKELY(value.is_string())) return value.as_string();
  return to_string_slow(isolate, value);
}
Completion<Object*> to_object_slow(Isolate& isolate, Value value);
inline Completion<Object*> to_object(Isolate& isolate, Value value) {
  if (KAZE_LIKELY(value.is_object())) return value.as_object();
  return to_object_slow(isolate, value);
}
Completion<f64> to_length(Isolate& isolate, Value value);
// RangeError "Invalid index" style errors for out-of-range values; result <= 2^53 - 1.
Completion<f64> to_index(Isolate& isolate, Value value);
// A relative index argument (as of slice): clamped to [0, length]. Undefined: `fallback`.
Completion<f64> to_relative_index(Isolate& isolate, Value value, f64 length, f64 fallback);
// CanonicalNumericIndexString: true and the number if `string` is one.
bool canonical_numeric_index(const String* string, f64* out);
Completion<void> require_object_coercible(Isolate& isolate, Value value, const char* method);

bool same_value(Value a, Value b);
bool same_value_zero(Value a, Value b);
// Of cells of one kind.
bool is_strictly_equal_slow(Value a, Value b);
inline bool is_strictly_equal(Value a, Value b) {
  if (KAZE_LIKELY(a.is_int32() && b.is_int32())) return a == b;
  if (a == b) return KAZE_LIKELY(!a.is_double()) || !std::isnan(a.as_double());
  if (a.is_cell() && b.is_cell()) {
    // Only strings and BigInts may be equal without being the same, and not if both are atoms.
    CellKind kind = kind_of(a.as_cell());
    bool has_contents = kind == CellKind::kString || kind == CellKind::kBigInt;
    if (!has_contents || kind != kind_of(b.as_cell())) return false;
    if (kind == CellKind::kString && a.as_string()->is_atom() && b.as_string()->is_atom()) return false;
    return is_strictly_equal_slow(a, b);
  }
  return a.is_number() && b.is_number() && a.as_number() == b.as_number();
}
Completion<bool> is_loosely_equal(Isolate& isolate, Value a, Value b);
enum class Comparison : i8 { kFalse, kTrue, kUndefined };
// IsLessThan(a, b, LeftFirst) (7.2.13).
Completion<Comparison> is_less_than(Isolate& isolate, Value a, Value b, bool left_first);
bool is_integral_number(Value value);
// The text typeof yields, a static atom.
String* type_of(Value value);
// The prototype of a primitive's wrapper, for property look-up; null for undefined and null.
Object* prototype_of_primitive(Isolate& isolate, Value value);

// --- Iteration (7.4). ---
struct IteratorRecord {
  Object* iterator = nullptr;
  Value next_method;
  bool done = false;
};
Completion<IteratorRecord> get_iterator(Isolate& isolate, Value value);
Completion<IteratorRecord> get_async_iterator(Isolate& isolate, Value value);
Completion<IteratorRecord> get_iterator_from_method(Isolate& isolate, Value value, Value method);
Completion<IteratorRecord> get_iterator_direct(Isolate& isolate, Object* object);
// GetIteratorFlattenable (7.4.5); `accept_strings`: iterate-string-primitives.
Completion<IteratorRecord> get_iterator_flattenable(Isolate& isolate, Value value,
                                                    bool accept_strings);
Completion<Object*> iterator_next(Isolate& isolate, IteratorRecord& record);
Completion<bool> iterator_complete(Isolate& isolate, Object* result);
Completion<Value> iterator_value(Isolate& isolate, Object* result);
// True and `*value`, or false when done.
Completion<bool> iterator_step_value(Isolate& isolate, IteratorRecord& record, Value* value);
// IteratorClose with a normal completion: errors of `return` propagate.
Completion<void> iterator_close(Isolate& isolate, IteratorRecord& record);
// IteratorClose with a throw completion: the pending exception survives whatever `return` does.
Thrown iterator_close_throwing(Isolate& isolate, IteratorRecord& record);
Object* create_iterator_result(Isolate& isolate, Value value, bool done);
// IterableToList / IteratorToList; a fast path for untouched arrays.
Completion<void> iterable_to_list(Isolate& isolate, Value iterable, ValueList* out);

}  // namespace kaze
