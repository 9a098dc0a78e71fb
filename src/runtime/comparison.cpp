// Testing and comparison operations (ECMA-262 7.2).
#include <bit>
#include <cmath>

#include "runtime/bigint.h"
#include "runtime/conversions.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// 7.2.12 SameValueNonNumber ( x, y ), where neither is a Number.
bool same_value_non_number(Value a, Value b) {
  if (a == b) return true;
  if (a.is_string()) return b.is_string() && a.as_string()->equals(b.as_string());
  if (a.is_bigint()) return b.is_bigint() && bigint_equal(a.as_bigint(), b.as_bigint());
  return false;
}

// undefined and null, and the objects that pose as undefined.
bool equals_nullish(Value value) {
  return value.is_nullish() || (value.is_object() && value.as_object()->is_htmldda());
}

Comparison compare_numbers(f64 a, f64 b) {
  if (a != a || b != b) return Comparison::kUndefined;
  return a < b ? Comparison::kTrue : Comparison::kFalse;
}

Comparison less(bool is_less) { return is_less ? Comparison::kTrue : Comparison::kFalse; }

}  // namespace

// 7.2.9 SameValue ( x, y )
bool same_value(Value a, Value b) {
  if (a.is_number()) {
    if (!b.is_number()) return false;
    f64 x = a.as_number();
    f64 y = b.as_number();
    if (x != x) return y != y;
    return std::bit_cast<u64>(x) == std::bit_cast<u64>(y);
  }
  return same_value_non_number(a, b);
}

// 7.2.10 SameValueZero ( x, y )
bool same_value_zero(Value a, Value b) {
  if (a.is_number()) {
    if (!b.is_number()) return false;
    f64 x = a.as_number();
    f64 y = b.as_number();
    return x == y || (x != x && y != y);
  }
  return same_value_non_number(a, b);
}

// 7.2.14 IsStrictlyEqual ( x, y )
bool is_strictly_equal_slow(Value a, Value b) {
  return same_value_non_number(a, b);
}

// 7.2.13 IsLooselyEqual ( x, y )
Completion<bool> is_loosely_equal(Isolate& isolate, Value a, Value b) {
  for (;;) {
    // 2, 3, 4. undefined and null equal each other and [[IsHTMLDDA]] objects.
    if (a.is_nullish()) return equals_nullish(b);
    if (b.is_nullish()) return equals_nullish(a);
    if (a.is_number() && b.is_number()) return a.as_number() == b.as_number();
    if (a.is_string() && b.is_string()) return a.as_string()->equals(b.as_string());
    if (a.is_object() && b.is_object()) return a == b;
    // 9, 10. Booleans compare as numbers.
    if (a.is_boolean()) {
      if (b.is_boolean()) return a == b;
      a = Value::int32(a.as_boolean());
      continue;
    }
    if (b.is_boolean()) {
      b = Value::int32(b.as_boolean());
      continue;
    }
    // 11, 12. An object and a primitive.
    if (b.is_object()) {
      b = TRY(to_primitive(isolate, b));
      continue;
    }
    if (a.is_object()) {
      a = TRY(to_primitive(isolate, a));
      continue;
    }
    if (a.is_symbol() || b.is_symbol()) return a == b;
    // What remains are numbers, strings and bigints; put the string or the bigint second.
    if (a.is_string()) std::swap(a, b);
    // 5, 6. A number and a string.
    if (a.is_number() && b.is_string()) return a.as_number() == TRY(to_number(isolate, b));
    // 7, 8. A bigint and a string.
    if (a.is_bigint() && b.is_string()) {
      BigInt* parsed = nullptr;
      TRY(string_to_bigint(isolate, b.as_string(), &parsed));
      return parsed != nullptr && bigint_equal(a.as_bigint(), parsed);
    }
    if (a.is_bigint() && b.is_bigint()) return bigint_equal(a.as_bigint(), b.as_bigint());
    // 13. A bigint and a number.
    if (b.is_bigint()) std::swap(a, b);
    return bigint_equal_double(a.as_bigint(), b.as_number());
  }
}

// 7.2.13 IsLessThan ( x, y, LeftFirst )
Completion<Comparison> is_less_than(Isolate& isolate, Value a, Value b, bool left_first) {
  if (a.is_number() && b.is_number()) return compare_numbers(a.as_number(), b.as_number());
  // 1, 2. Convert to primitives in the order in which the operands were written.
  if (left_first) {
    a = TRY(to_primitive(isolate, a, PreferredType::kNumber));
    b = TRY(to_primitive(isolate, b, PreferredType::kNumber));
  } else {
    b = TRY(to_primitive(isolate, b, PreferredType::kNumber));
    a = TRY(to_primitive(isolate, a, PreferredType::kNumber));
  }
  // 3. If px is a String and py is a String, compare code units.
  if (a.is_string() && b.is_string()) return less(a.as_string()->compare(b.as_string()) < 0);
  // 4.a, b. A bigint and a string.
  if (a.is_bigint() && b.is_string()) {
    BigInt* parsed = nullptr;
    TRY(string_to_bigint(isolate, b.as_string(), &parsed));
    if (parsed == nullptr) return Comparison::kUndefined;
    return less(bigint_compare(a.as_bigint(), parsed) < 0);
  }
  if (a.is_string() && b.is_bigint()) {
    BigInt* parsed = nullptr;
    TRY(string_to_bigint(isolate, a.as_string(), &parsed));
    if (parsed == nullptr) return Comparison::kUndefined;
    return less(bigint_compare(parsed, b.as_bigint()) < 0);
  }
  // 4.c to l. Numeric values.
  Value x = TRY(to_numeric(isolate, a));
  Value y = TRY(to_numeric(isolate, b));
  if (x.is_bigint()) {
    if (y.is_bigint()) return less(bigint_compare(x.as_bigint(), y.as_bigint()) < 0);
    int order = bigint_compare_double(x.as_bigint(), y.as_number());
    return order == 2 ? Comparison::kUndefined : less(order < 0);
  }
  if (y.is_bigint()) {
    int order = bigint_compare_double(y.as_bigint(), x.as_number());
    return order == 2 ? Comparison::kUndefined : less(order > 0);
  }
  return compare_numbers(x.as_number(), y.as_number());
}

// 7.2.6 IsIntegralNumber ( argument )
bool is_integral_number(Value value) {
  if (value.is_int32()) return true;
  if (!value.is_double()) return false;
  f64 number = value.as_double();
  return std::isfinite(number) && std::trunc(number) == number;
}

// 13.5.3.1, the table of results
String* type_of(Value value) {
  if (value.is_number()) return names::number;
  if (value.is_string()) return names::string;
  if (value.is_object()) {
    Object* object = value.as_object();
    if (object->is_htmldda()) return names::undefined;
    return object->is_callable() ? names::function_ : names::object;
  }
  if (value.is_boolean()) return names::boolean;
  if (value.is_undefined()) return names::undefined;
  if (value.is_symbol()) return names::symbol;
  if (value.is_bigint()) return names::bigint;
  return names::object;
}

}  // namespace kaze
