// The Math object (ECMA-262 21.3).
//
// Functions that the specification leaves to the implementation come from the C library. Those whose
// results are defined exactly follow their steps, with integers taken first where they are common.
#include <cmath>
#include <limits>
#include <numbers>

#include "base/number.h"
#include "base/small_vector.h"
#include "base/sum_precise.h"
#include "builtins/makers.h"
#include "runtime/conversions.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// A function of one number.
template <f64 (*Function)(f64)>
Completion<Value> unary(Isolate& isolate, const Arguments& arguments) {
  return Value::number(Function(TRY(to_number(isolate, arguments[0]))));
}

// The same for functions that leave an integer as it is.
template <f64 (*Function)(f64)>
Completion<Value> rounding(Isolate& isolate, const Arguments& arguments) {
  if (KAZE_LIKELY(arguments[0].is_int32())) return arguments[0];
  return Value::number(Function(TRY(to_number(isolate, arguments[0]))));
}

// 21.3.2.1 Math.abs ( x )
Completion<Value> math_abs(Isolate& isolate, const Arguments& arguments) {
  return Value::number(std::fabs(TRY(to_number(isolate, arguments[0]))));
}

// 21.3.2.8 Math.atan2 ( y, x )
Completion<Value> math_atan2(Isolate& isolate, const Arguments& arguments) {
  f64 y = TRY(to_number(isolate, arguments[0]));
  f64 x = TRY(to_number(isolate, arguments[1]));
  return Value::number(std::atan2(y, x));
}

// 21.3.2.11 Math.clz32 ( x )
Completion<Value> math_clz32(Isolate& isolate, const Arguments& arguments) {
  return Value::int32(std::countl_zero(TRY(to_uint32(isolate, arguments[0]))));
}

// 21.3.2.17 Math.f16round ( x )
f64 f16round(f64 x) { return float16_to_double(double_to_float16(x)); }

// 21.3.2.18 Math.fround ( x )
f64 fround(f64 x) { return static_cast<f64>(static_cast<float>(x)); }

// 21.3.2.19 Math.hypot ( ...args )
Completion<Value> math_hypot(Isolate& isolate, const Arguments& arguments) {
  // 1, 2. Let coerced be the list of ToNumber of each argument.
  u32 count = arguments.count();
  SmallVector<f64, 8> coerced;
  f64 largest = 0;
  bool has_nan = false;
  for (u32 i = 0; i < count; i++) {
    f64 number = std::fabs(TRY(to_number(isolate, arguments[i])));
    coerced.push_back(number);
    if (std::isnan(number)) {
      has_nan = true;
    } else if (number > largest) {
      largest = number;
    }
  }
  // 3. An infinity outweighs a NaN.
  if (std::isinf(largest)) return Value::number(largest);
  // 4, 5.
  if (has_nan) return Value::nan();
  if (largest == 0) return Value::int32(0);
  // 6. Scaled by the largest so that no square overflows; the rounding errors of the sum are carried
  // along (Kahan).
  f64 sum = 0;
  f64 compensation = 0;
  for (f64 number : coerced) {
    f64 scaled = number / largest;
    f64 summand = scaled * scaled - compensation;
    f64 next = sum + summand;
    compensation = (next - sum) - summand;
    sum = next;
  }
  return Value::number(std::sqrt(sum) * largest);
}

// 21.3.2.20 Math.imul ( x, y )
Completion<Value> math_imul(Isolate& isolate, const Arguments& arguments) {
  u32 a = TRY(to_uint32(isolate, arguments[0]));
  u32 b = TRY(to_uint32(isolate, arguments[1]));
  return Value::int32(static_cast<i32>(a * b));
}

// The greater and the lesser of two numbers: NaN wins, and +0 is greater than -0.
f64 greater(f64 a, f64 b) {
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<f64>::quiet_NaN();
  if (a == b) return std::signbit(a) ? b : a;
  return a > b ? a : b;
}
f64 lesser(f64 a, f64 b) {
  if (std::isnan(a) || std::isnan(b)) return std::numeric_limits<f64>::quiet_NaN();
  if (a == b) return std::signbit(a) ? a : b;
  return a < b ? a : b;
}

// 21.3.2.25 Math.max ( ...args )
Completion<Value> math_max(Isolate& isolate, const Arguments& arguments) {
  if (arguments.count() == 2 && arguments[0].is_int32() && arguments[1].is_int32()) {
    return arguments[0].as_int32() > arguments[1].as_int32() ? arguments[0] : arguments[1];
  }
  f64 result = -HUGE_VAL;
  for (u32 i = 0; i < arguments.count(); i++) {
    result = greater(result, TRY(to_number(isolate, arguments[i])));
  }
  return Value::number(result);
}

// 21.3.2.26 Math.min ( ...args )
Completion<Value> math_min(Isolate& isolate, const Arguments& arguments) {
  if (arguments.count() == 2 && arguments[0].is_int32() && arguments[1].is_int32()) {
    return arguments[0].as_int32() < arguments[1].as_int32() ? arguments[0] : arguments[1];
  }
  f64 result = HUGE_VAL;
  for (u32 i = 0; i < arguments.count(); i++) {
    result = lesser(result, TRY(to_number(isolate, arguments[i])));
  }
  return Value::number(result);
}

// 21.3.2.27 Math.pow ( base, exponent )
Completion<Value> math_pow(Isolate& isolate, const Arguments& arguments) {
  f64 base = TRY(to_number(isolate, arguments[0]));
  f64 exponent = TRY(to_number(isolate, arguments[1]));
  return Value::number(exponentiate(base, exponent));
}

// 21.3.2.28 Math.random ( )
Completion<Value> math_random(Isolate& isolate, const Arguments&) {
  return Value::number_as_double(isolate.random().next_double());
}

// 21.3.2.29 Math.round ( x )
f64 round_half_up(f64 x) {
  f64 below = std::floor(x);
  f64 rounded = x - below >= 0.5 ? below + 1 : below;
  // What rounds to zero from below is -0.
  return std::copysign(rounded, x);
}

// 21.3.2.30 Math.sign ( x )
f64 sign(f64 x) {
  if (x > 0) return 1;
  if (x < 0) return -1;
  return x;
}

// 21.3.2.34 Math.sumPrecise ( items )
Completion<Value> math_sum_precise(Isolate& isolate, const Arguments& arguments) {
  // 1. Perform ? RequireObjectCoercible(items).
  TRY(require_object_coercible(isolate, arguments[0], "Math.sumPrecise"));
  // 2. Let iteratorRecord be ? GetIterator(items, sync).
  IteratorRecord record = TRY(get_iterator(isolate, arguments[0]));
  // 3 to 7. The count cannot reach 2^53.
  PreciseSum sum;
  Value next;
  while (TRY(iterator_step_value(isolate, record, &next))) {
    if (!next.is_number()) {
      (void)throw_error(isolate, Message::kNotNumber, next);
      return iterator_close_throwing(isolate, record);
    }
    sum.add(next.as_number());
  }
  // 8 to 12.
  return Value::number(sum.result());
}

constexpr BuiltinProperty k_properties[] = {
    method(names::abs, 1, math_abs),
    method(names::acos, 1, unary<std::acos>),
    method(names::acosh, 1, unary<std::acosh>),
    method(names::asin, 1, unary<std::asin>),
    method(names::asinh, 1, unary<std::asinh>),
    method(names::atan, 1, unary<std::atan>),
    method(names::atanh, 1, unary<std::atanh>),
    method(names::atan2, 2, math_atan2),
    method(names::ceil, 1, rounding<std::ceil>),
    method(names::cbrt, 1, unary<std::cbrt>),
    method(names::expm1, 1, unary<std::expm1>),
    method(names::clz32, 1, math_clz32),
    method(names::cos, 1, unary<std::cos>),
    method(names::cosh, 1, unary<std::cosh>),
    method(names::exp, 1, unary<std::exp>),
    method(names::floor, 1, rounding<std::floor>),
    method(names::fround, 1, unary<fround>),
    method(names::hypot, 2, math_hypot),
    method(names::imul, 2, math_imul),
    method(names::log, 1, unary<std::log>),
    method(names::log1p, 1, unary<std::log1p>),
    method(names::log2, 1, unary<std::log2>),
    method(names::log10, 1, unary<std::log10>),
    method(names::max, 2, math_max),
    method(names::min, 2, math_min),
    method(names::pow, 2, math_pow),
    method(names::random, 0, math_random),
    method(names::round, 1, rounding<round_half_up>),
    method(names::sign, 1, unary<sign>),
    method(names::sin, 1, unary<std::sin>),
    method(names::sinh, 1, unary<std::sinh>),
    method(names::sqrt, 1, unary<std::sqrt>),
    method(names::tan, 1, unary<std::tan>),
    method(names::tanh, 1, unary<std::tanh>),
    method(names::trunc, 1, rounding<std::trunc>),
    method(names::f16round, 1, unary<f16round>),
    method(names::sumPrecise, 1, math_sum_precise),
    constant(names::E_, std::numbers::e),
    constant(names::LN10, std::numbers::ln10),
    constant(names::LN2, std::numbers::ln2),
    constant(names::LOG10E, std::numbers::log10e),
    constant(names::LOG2E, std::numbers::log2e),
    constant(names::PI_, std::numbers::pi),
    constant(names::SQRT1_2, 0.70710678118654752440),
    constant(names::SQRT2, std::numbers::sqrt2),
    to_string_tag(names::Math),
};

}  // namespace

void make_math(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kObjectPrototype, k_properties);
}

}  // namespace kaze
