// The operators of ECMA-262 13.15.3 ApplyStringOrNumericBinaryOperator and their kin, for operands that the
// handlers do not treat inline.
#include <cmath>
#include <limits>

#include "base/number.h"
#include "bytecode/function_code.h"
#include "runtime/bigint.h"
#include "vm/slow_paths.h"

namespace kaze::vm {

namespace {

// Number::remainder (6.1.6.1.6): the sign of the dividend, also of a zero.
f64 remainder(f64 a, f64 b) {
  if (b == 0 || std::isinf(a) || a != a || b != b) return std::numeric_limits<f64>::quiet_NaN();
  if (std::isinf(b) || a == 0) return a;
  // Of integers, as most operands are: exact, and faster than fmod.
  constexpr f64 k_max_exact = 9007199254740992.0;
  if (std::fabs(a) <= k_max_exact && std::fabs(b) <= k_max_exact) {
    i64 dividend = static_cast<i64>(a);
    i64 divisor = static_cast<i64>(b);
    if (static_cast<f64>(dividend) == a && static_cast<f64>(divisor) == b) {
      i64 result = dividend % divisor;
      return result == 0 && a < 0 ? -0.0 : static_cast<f64>(result);
    }
  }
  f64 result = std::fmod(a, b);
  return result == 0 && std::signbit(a) ? -0.0 : result;
}

f64 apply(BigIntOperation operation, f64 a, f64 b) {
  switch (operation) {
  case BigIntOperation::kSubtract:
    return a - b;
  case BigIntOperation::kMultiply:
    return a * b;
  case BigIntOperation::kDivide:
    return a / b;
  case BigIntOperation::kRemainder:
    return remainder(a, b);
  case BigIntOperation::kExponentiate:
    return exponentiate(a, b);
  case BigIntOperation::kAnd:
    return double_to_int32(a) & double_to_int32(b);
  case BigIntOperation::kOr:
    return double_to_int32(a) | double_to_int32(b);
  case BigIntOperation::kXor:
    return double_to_int32(a) ^ double_to_int32(b);
  case BigIntOperation::kShiftLeft:
    return static_cast<i32>(static_cast<u32>(double_to_int32(a)) << (double_to_uint32(b) & 31));
  case BigIntOperation::kShiftRight:
    return double_to_int32(a) >> (double_to_uint32(b) & 31);
  case BigIntOperation::kAdd:
    return a + b;
  }
  KAZE_UNREACHABLE();
}

Completion<Value> numeric(Interpreter& vm, BigIntOperation operation, Value a, Value b,
                          u64* feedback) {
  Isolate& isolate = vm.isolate;
  if (a.is_number() && b.is_number()) {
    *feedback |= operator_feedback::kDouble;
    return Value::number(apply(operation, a.as_number(), b.as_number()));
  }
  a = TRY(to_numeric(isolate, a));
  b = TRY(to_numeric(isolate, b));
  if (a.is_number() && b.is_number()) {
    *feedback |= operator_feedback::kOther;
    return Value::number(apply(operation, a.as_number(), b.as_number()));
  }
  if (!a.is_bigint() || !b.is_bigint()) return throw_error(isolate, Message::kBigIntMixedTypes);
  *feedback |= operator_feedback::kBigInt;
  return bigint_binary(isolate, operation, a.as_bigint(), b.as_bigint());
}

}  // namespace

Completion<Value> binary_Add(Interpreter& vm, Value a, Value b, u64* feedback) {
  Isolate& isolate = vm.isolate;
  if (a.is_string() && b.is_string()) {
    *feedback |= operator_feedback::kString;
    return concat(isolate, a.as_string(), b.as_string());
  }
  if (a.is_string() && b.is_number()) {
    *feedback |= operator_feedback::kString;
    return concat(isolate, a.as_string(), TRY(to_string(isolate, b)));
  }
  if (a.is_number() && b.is_string()) {
    *feedback |= operator_feedback::kString;
    return concat(isolate, TRY(to_string(isolate, a)), b.as_string());
  }
  a = TRY(to_primitive(isolate, a));
  b = TRY(to_primitive(isolate, b));
  if (a.is_string() || b.is_string()) {
    *feedback |= operator_feedback::kOther;
    String* left = TRY(to_string(isolate, a));
    String* right = TRY(to_string(isolate, b));
    return concat(isolate, left, right);
  }
  return numeric(vm, BigIntOperation::kAdd, a, b, feedback);
}

#define KAZE_NUMERIC(Name, operation)                                                      \
  Completion<Value> binary_##Name(Interpreter& vm, Value a, Value b, u64* feedback) {       \
    return numeric(vm, BigIntOperation::operation, a, b, feedback);                        \
  }
KAZE_NUMERIC(Sub, kSubtract)
KAZE_NUMERIC(Mul, kMultiply)
KAZE_NUMERIC(Div, kDivide)
KAZE_NUMERIC(Mod, kRemainder)
KAZE_NUMERIC(Exp, kExponentiate)
KAZE_NUMERIC(ShiftLeft, kShiftLeft)
KAZE_NUMERIC(ShiftRight, kShiftRight)
KAZE_NUMERIC(BitAnd, kAnd)
KAZE_NUMERIC(BitOr, kOr)
KAZE_NUMERIC(BitXor, kXor)
#undef KAZE_NUMERIC

Completion<Value> binary_ShiftRightLogical(Interpreter& vm, Value a, Value b, u64* feedback) {
  Isolate& isolate = vm.isolate;
  a = TRY(to_numeric(isolate, a));
  b = TRY(to_numeric(isolate, b));
  if (a.is_number() && b.is_number()) {
    *feedback |= operator_feedback::kDouble;
    return Value::number(double_to_uint32(a.as_number()) >> (double_to_uint32(b.as_number()) & 31));
  }
  if (!a.is_bigint() || !b.is_bigint()) return throw_error(isolate, Message::kBigIntMixedTypes);
  return throw_error(isolate, Message::kBigIntUnsignedShift);
}

Completion<Value> increment(Interpreter& vm, Value a, i32 by, u64* feedback) {
  a = TRY(to_numeric(vm.isolate, a));
  if (a.is_number()) {
    *feedback |= operator_feedback::kDouble;
    return Value::number(a.as_number() + by);
  }
  *feedback |= operator_feedback::kBigInt;
  return bigint_increment(vm.isolate, a.as_bigint(), by);
}

Completion<Value> negate(Interpreter& vm, Value a, u64* feedback) {
  a = TRY(to_numeric(vm.isolate, a));
  if (a.is_number()) {
    *feedback |= operator_feedback::kDouble;
    return Value::number(-a.as_number());
  }
  *feedback |= operator_feedback::kBigInt;
  return bigint_negate(vm.isolate, a.as_bigint());
}

Completion<Value> bit_not(Interpreter& vm, Value a, u64* feedback) {
  a = TRY(to_numeric(vm.isolate, a));
  if (a.is_number()) return Value::int32(~double_to_int32(a.as_number()));
  *feedback |= operator_feedback::kBigInt;
  return bigint_not(vm.isolate, a.as_bigint());
}

Completion<Value> to_number_value(Interpreter& vm, Value a) {
  return Value::number(TRY(to_number(vm.isolate, a)));
}

Completion<Value> loosely_equal(Interpreter& vm, Value a, Value b, bool negate) {
  return Value::boolean(TRY(is_loosely_equal(vm.isolate, a, b)) != negate);
}

Completion<Value> compare_Less(Interpreter& vm, Value a, Value b) {
  return Value::boolean(TRY(is_less_than(vm.isolate, a, b, true)) == Comparison::kTrue);
}
Completion<Value> compare_Greater(Interpreter& vm, Value a, Value b) {
  return Value::boolean(TRY(is_less_than(vm.isolate, b, a, false)) == Comparison::kTrue);
}
Completion<Value> compare_LessEqual(Interpreter& vm, Value a, Value b) {
  return Value::boolean(TRY(is_less_than(vm.isolate, b, a, false)) == Comparison::kFalse);
}
Completion<Value> compare_GreaterEqual(Interpreter& vm, Value a, Value b) {
  return Value::boolean(TRY(is_less_than(vm.isolate, a, b, true)) == Comparison::kFalse);
}

Completion<Value> concat_strings(Interpreter& vm, Value* first, u32 count) {
  if (count == 0) return Value(names::empty);
  String* result = first[0].as_string();
  for (u32 i = 1; i < count; i++) {
    result = TRY(concat(vm.isolate, result, first[i].as_string()));
  }
  return result;
}

i32 switch_target(Value* fp, Value value, u32 table) {
  i32 key;
  if (value.is_int32()) {
    key = value.as_int32();
  } else {
    f64 d = value.as_double();
    key = d >= -2147483648.0 && d <= 2147483647.0 ? static_cast<i32>(d) : 0;
    if (static_cast<f64>(key) != d) return 0;
  }
  const FunctionCode::JumpTable& jumps =
      Interpreter::code_block(fp)->code().jump_tables[table];
  i64 index = static_cast<i64>(key) - jumps.low;
  if (index < 0 || index >= static_cast<i64>(jumps.targets.size())) return 0;
  return jumps.targets[static_cast<usize>(index)];
}

}  // namespace kaze::vm
