// BigInt values: sign and magnitude, digits inline. Immutable. Arithmetic on digits is in
// base/bigint.h; these functions allocate the results. RangeError "Maximum BigInt size exceeded"
// beyond 2^30 bits.
#pragma once

#include <span>

#include "base/bigint.h"
#include "runtime/completion.h"
#include "runtime/string.h"

namespace kaze {

class BigInt : public Cell {
 public:
  bool is_negative() const { return flags_ & 1; }
  bool is_zero() const { return length_ == 0; }
  u32 length() const { return length_; }
  std::span<const u64> digits() const {
    return {reinterpret_cast<const u64*>(this + 1), length_};
  }
  bigint::View view() const { return {digits(), is_negative()}; }

 private:
  friend class BigIntFactory;
  u32 length_;
  u32 padding_;
};
static_assert(sizeof(BigInt) == 16);

inline BigInt* Value::as_bigint() const {
  KAZE_ASSERT(is_bigint());
  return static_cast<BigInt*>(as_cell());
}

BigInt* bigint_from_i64(Isolate& isolate, i64 value);
BigInt* bigint_from_u64(Isolate& isolate, u64 value);
// `value` is integral.
Completion<BigInt*> bigint_from_double(Isolate& isolate, f64 value);
// The number that bigint::scan found; `literal` is valid.
Completion<BigInt*> bigint_from_scanned(Isolate& isolate, const bigint::Literal& literal);
// Literal text: decimal, or with 0x, 0o, 0b; without the suffix n. Valid by construction. The parser
// refuses one that is sure to be too large; the last few bits, and the heap, are judged here.
Completion<BigInt*> bigint_from_literal(Isolate& isolate, std::string_view text);
f64 bigint_to_double(const BigInt* value);
u64 bigint_to_u64(const BigInt* value);  // modulo 2^64
Completion<String*> bigint_to_string(Isolate& isolate, const BigInt* value, int radix = 10);
bool bigint_equal(const BigInt* a, const BigInt* b);
int bigint_compare(const BigInt* a, const BigInt* b);
// -1, 0, 1; 2 if NaN.
int bigint_compare_double(const BigInt* a, f64 b);
bool bigint_equal_double(const BigInt* a, f64 b);

enum class BigIntOperation : u8 {
  kAdd, kSubtract, kMultiply, kDivide, kRemainder, kExponentiate,
  kAnd, kOr, kXor, kShiftLeft, kShiftRight,
};
Completion<BigInt*> bigint_binary(Isolate& isolate, BigIntOperation operation, const BigInt* a,
                                  const BigInt* b);
Completion<BigInt*> bigint_negate(Isolate& isolate, const BigInt* value);
Completion<BigInt*> bigint_not(Isolate& isolate, const BigInt* value);
Completion<BigInt*> bigint_increment(Isolate& isolate, const BigInt* value, int by);
Completion<BigInt*> bigint_as_int_n(Isolate& isolate, u64 bits, const BigInt* value);
Completion<BigInt*> bigint_as_uint_n(Isolate& isolate, u64 bits, const BigInt* value);

}  // namespace kaze
