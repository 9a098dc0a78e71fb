#include "base/bigint.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace kaze::bigint {
namespace {

// An owning number, so that the tests read as arithmetic. Every result is written between guard
// digits, which finds operations that exceed the length they announced.
struct Big {
  std::vector<Digit> digits;
  bool negative = false;

  Big() = default;
  Big(i64 value) {
    digits.resize(1);
    negative = value < 0;
    digits.resize(from_i64(value, digits).length);
  }
  explicit Big(std::string_view text) {
    Literal literal = scan(text);
    EXPECT_TRUE(literal.valid) << text;
    *this = make(from_digits_length(literal.digits, literal.radix), [&](std::span<Digit> out) {
      Result result = from_digits(literal.digits, literal.radix, out);
      result.negative = literal.negative && result.length;
      return result;
    });
  }

  template <typename Function>
  static Big make(usize length, Function function) {
    EXPECT_NE(length, k_too_large);
    constexpr Digit kGuard = 0xfeedfacecafebeefull;
    Big big;
    big.digits.assign(length + 2, kGuard);
    Result result = function(std::span<Digit>(big.digits).subspan(1, length));
    EXPECT_EQ(big.digits.front(), kGuard);
    EXPECT_EQ(big.digits.back(), kGuard);
    EXPECT_LE(result.length, length);
    big.digits.erase(big.digits.begin());
    big.digits.resize(result.length);
    big.negative = result.negative;
    EXPECT_TRUE(result.length == 0 || big.digits.back() != 0);
    EXPECT_TRUE(result.length != 0 || !result.negative);
    EXPECT_FALSE(result.too_large);
    return big;
  }

  operator View() const { return {digits, negative}; }
  std::string str(u32 radix = 10) const { return to_string(*this, radix); }
  bool operator==(const Big& b) const { return digits == b.digits && negative == b.negative; }
};

std::ostream& operator<<(std::ostream& out, const Big& big) {
  return out << big.str(16);
}

#define KAZE_BINARY(op, function, length)                                                      \
  Big operator op(const Big& a, const Big& b) {                                                \
    return Big::make(length(a, b), [&](std::span<Digit> out) { return function(a, b, out); }); \
  }
KAZE_BINARY(+, add, add_length)
KAZE_BINARY(-, subtract, add_length)
KAZE_BINARY(*, multiply, multiply_length)
KAZE_BINARY(&, bitwise_and, bitwise_length)
KAZE_BINARY(|, bitwise_or, bitwise_length)
KAZE_BINARY(^, bitwise_xor, bitwise_length)
KAZE_BINARY(<<, left_shift, left_shift_length)
KAZE_BINARY(>>, signed_right_shift, signed_right_shift_length)
#undef KAZE_BINARY
Big operator/(const Big& a, const Big& b) {
  return Big::make(quotient_length(a, b),
                   [&](std::span<Digit> out) { return divide_remainder(a, b, out, {}).quotient; });
}
Big operator%(const Big& a, const Big& b) {
  return Big::make(remainder_length(a, b),
                   [&](std::span<Digit> out) { return divide_remainder(a, b, {}, out).remainder; });
}
Big operator~(const Big& a) {
  return Big::make(bitwise_not_length(a),
                   [&](std::span<Digit> out) { return bitwise_not(a, out); });
}
Big power(const Big& a, const Big& b) {
  return Big::make(exponentiate_length(a, b),
                   [&](std::span<Digit> out) { return exponentiate(a, b, out); });
}
Big as_int(u64 bits, const Big& a) {
  return Big::make(as_n_length(bits, a),
                   [&](std::span<Digit> out) { return as_int_n(bits, a, out); });
}
Big as_uint(u64 bits, const Big& a) {
  return Big::make(as_uint_n_length(bits, a),
                   [&](std::span<Digit> out) { return as_uint_n(bits, a, out); });
}
Big of_double(f64 value) {
  return Big::make(from_double_length(value),
                   [&](std::span<Digit> out) { return from_double(value, out); });
}

// Numbers with runs of zeros and ones, which find carries that random bits do not.
Big random_big(std::mt19937_64& random, usize length) {
  Big big;
  for (usize i = 0; i < length; i++) {
    u64 kind = random() % 4;
    big.digits.push_back(kind == 0 ? 0 : kind == 1 ? ~u64{0} : random());
  }
  if (length && big.digits.back() == 0) big.digits.back() = random() | 1;
  if (length && random() % 4 == 0) big.digits.back() = u64{1} << 63;
  big.negative = length && random() % 2;
  return big;
}

TEST(BigInt, AdditionAndSubtractionAreInverse) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 5000; i++) {
    Big a = random_big(random, random() % 6), b = random_big(random, random() % 6);
    ASSERT_EQ(a + b - b, a);
    ASSERT_EQ(a + b, b + a);
    ASSERT_EQ(a - b, Big(0) - (b - a));
    ASSERT_EQ(compare(a, b), (a - b).negative ? -1 : (a - b).digits.empty() ? 0 : 1);
  }
}

TEST(BigInt, MultiplicationMethodsAgree) {
  // (a + b)^2 - (a - b)^2 = 4ab mixes sizes that use different methods.
  std::mt19937_64 random(2);
  for (usize length :
       {1u, 2u, 3u, 10u, 35u, 36u, 37u, 71u, 72u, 73u, 145u, 300u, 1600u, 3999u, 4000u, 4100u}) {
    for (usize other : {usize{1}, usize{5}, length / 3 + 1, length, length * 3 + 7}) {
      Big a = random_big(random, length), b = random_big(random, other);
      Big sum = a + b, difference = a - b, product = a * b;
      ASSERT_EQ(sum * sum - difference * difference, product << Big(2)) << length << " " << other;
      ASSERT_EQ(product, b * a);
      // Modulo 2^61 - 1 the product must agree too.
      Big m((i64{1} << 61) - 1);
      ASSERT_EQ(product % m, ((a % m) * (b % m)) % m);
    }
  }
}

TEST(BigInt, QuotientAndRemainderRebuildTheDividend) {
  std::mt19937_64 random(3);
  auto check = [&](const Big& a, const Big& b) {
    Big q = a / b, r = a % b;
    ASSERT_EQ(q * b + r, a) << a << " / " << b;
    ASSERT_LT(compare(Big::make(r.digits.size(),
                                [&](auto out) { return left_shift({r.digits}, {}, out); }),
                      View{b.digits}),
              0);
    ASSERT_TRUE(r.digits.empty() || r.negative == a.negative);
  };
  for (int i = 0; i < 20000; i++) {
    Big a = random_big(random, random() % 9), b = random_big(random, 1 + random() % 5);
    check(a, b);
  }
  for (usize n : {59u, 60u, 61u, 120u, 121u, 200u, 500u, 1500u}) {
    for (usize m : {n / 2, n - 1, n, n + 1, 2 * n, 2 * n + 1, 5 * n + 3}) {
      for (int i = 0; i < 4; i++) check(random_big(random, m), random_big(random, n));
      // Exact multiples and their neighbours make quotients whose estimates are off.
      Big b = random_big(random, n), q = random_big(random, m);
      Big exact = b * q;
      check(exact, b);
      check(exact + Big(1), b);
      check(exact - Big(1), b);
      Big ones = (Big(1) << Big(i64(64 * n))) - Big(1);
      check((ones << Big(i64(64 * m))) - Big(1), ones);
      check(ones << Big(i64(64 * m)), ones - (Big(1) << Big(i64(32 * n))));
    }
  }
}

TEST(BigInt, TextRoundTripsInEveryRadix) {
  std::mt19937_64 random(4);
  for (u32 radix = 2; radix <= 36; radix++) {
    for (usize length : {0u, 1u, 2u, 5u, 40u, 41u, 90u, 400u}) {
      Big a = random_big(random, length);
      std::string text = a.str(radix);
      ASSERT_LE(text.size(), to_string_length(a, radix));
      std::string_view digits = text;
      if (a.negative) digits.remove_prefix(1);
      ASSERT_TRUE(digits == "0" || digits[0] != '0');
      Big back = Big::make(from_digits_length(digits, radix),
                           [&](std::span<Digit> out) { return from_digits(digits, radix, out); });
      back.negative = a.negative;
      ASSERT_EQ(back, a) << radix << " " << length;
    }
  }
}

TEST(BigInt, TextMatchesKnownValues) {
  EXPECT_EQ(power(Big(2), Big(200)).str(),
            "1606938044258990275541962092341162602522202993782792835301376");
  EXPECT_EQ(power(Big(-3), Big(101)).str(36), "-vmvbp0n483bzec7bpputyuch43oko6r");
  EXPECT_EQ(power(Big(10), Big(5000)).str(), "1" + std::string(5000, '0'));
  EXPECT_EQ(Big("1" + std::string(20000, '0')), power(Big(10), Big(20000)));
  EXPECT_EQ(Big("000000000000000000000000000000000000000000000000000012").str(), "12");
}

TEST(BigInt, ParsesStringIntegerLiterals) {
  EXPECT_EQ(Big(""), Big(0));
  EXPECT_EQ(Big(" \n "), Big(0));
  EXPECT_EQ(Big(" -12 "), Big(-12));
  EXPECT_EQ(Big("+12"), Big(12));
  EXPECT_EQ(Big("-0"), Big(0));
  EXPECT_EQ(Big("0xfF"), Big(255));
  EXPECT_EQ(Big("0B11"), Big(3));
  EXPECT_EQ(Big("0o17"), Big(15));
  EXPECT_EQ(Big("0x" + std::string(16, 'f')) + Big(1), Big(1) << Big(64));
  for (const char* text : {"-", "+", "0x", "-0x1", "0b2", "0o8", "1n", "1.", "1e3", "1_0", "--1",
                           "0xg", "1 2", "a", "Infinity", "\x80"}) {
    EXPECT_FALSE(scan(std::string_view(text)).valid) << text;
  }
  std::string storage;
  Literal literal = scan(u"\u3000-42\ufeff", storage);
  EXPECT_TRUE(literal.valid && literal.negative);
  EXPECT_EQ(literal.digits, "42");
  EXPECT_FALSE(scan(u"1\u0132", storage).valid);
}

TEST(BigInt, ShiftsFloor) {
  EXPECT_EQ(Big(-5) >> Big(1), Big(-3));
  EXPECT_EQ(Big(-1) >> Big(1000), Big(-1));
  EXPECT_EQ(Big(5) >> Big(1000), Big(0));
  EXPECT_EQ(Big(5) >> Big("123456789012345678901234567890"), Big(0));
  EXPECT_EQ(Big(-5) << Big("-123456789012345678901234567890"), Big(-1));
  EXPECT_EQ(Big(0) << Big("123456789012345678901234567890"), Big(0));
  EXPECT_EQ((Big(0) - (Big(1) << Big(128))) >> Big(64), Big(0) - (Big(1) << Big(64)));
  // Rounding down carries into a new digit.
  EXPECT_EQ((Big(0) - ((Big(1) << Big(128)) - Big(1))) >> Big(64), Big(0) - (Big(1) << Big(64)));
  std::mt19937_64 random(5);
  for (int i = 0; i < 3000; i++) {
    Big a = random_big(random, random() % 5);
    Big by(static_cast<i64>(random() % 300));
    Big divisor = power(Big(2), by);
    ASSERT_EQ(a << by, a * divisor);
    ASSERT_EQ((a << by) >> by, a);
    Big floor = a / divisor;
    if (a.negative && !(a % divisor).digits.empty()) floor = floor - Big(1);
    ASSERT_EQ(a >> by, floor);
    ASSERT_EQ(a << (Big(0) - by), a >> by);
  }
}

TEST(BigInt, BitwiseOperationsAreTwosComplement) {
  EXPECT_EQ(Big(-1) & Big(0xff), Big(0xff));
  EXPECT_EQ(Big(-6) | Big(3), Big(-5));
  EXPECT_EQ(Big(-6) ^ Big(-3), Big(7));
  EXPECT_EQ(~Big(0), Big(-1));
  EXPECT_EQ(~Big(-1), Big(0));
  // -(2^64 - 1) & -(2^64 - 2)... the magnitude of the result needs one digit more.
  Big all = (Big(1) << Big(64)) - Big(1);
  EXPECT_EQ((Big(0) - all) & (Big(1) - all - Big(0) - Big(0)), Big(0) - (Big(1) << Big(64)));
  std::mt19937_64 random(6);
  for (int i = 0; i < 5000; i++) {
    Big a = random_big(random, random() % 5), b = random_big(random, random() % 5);
    ASSERT_EQ(~a, Big(0) - a - Big(1));
    ASSERT_EQ(~(a & b), ~a | ~b);
    ASSERT_EQ(a ^ b, (a | b) - (a & b));
    ASSERT_EQ(a + b, (a ^ b) + ((a & b) << Big(1)));
    // Machine arithmetic on the low 64 bits agrees.
    ASSERT_EQ(to_u64(a & b), to_u64(a) & to_u64(b));
    ASSERT_EQ(to_u64(a | b), to_u64(a) | to_u64(b));
  }
}

TEST(BigInt, AsIntNAndAsUintN) {
  EXPECT_EQ(as_int(8, Big(255)), Big(-1));
  EXPECT_EQ(as_int(8, Big(128)), Big(-128));
  EXPECT_EQ(as_int(8, Big(-128)), Big(-128));
  EXPECT_EQ(as_int(8, Big(-129)), Big(127));
  EXPECT_EQ(as_int(1, Big(1)), Big(-1));
  EXPECT_EQ(as_int(0, Big(-7)), Big(0));
  EXPECT_EQ(as_uint(0, Big(-7)), Big(0));
  EXPECT_EQ(as_uint(64, Big(-1)), (Big(1) << Big(64)) - Big(1));
  EXPECT_EQ(as_uint(200, Big(-1)), (Big(1) << Big(200)) - Big(1));
  EXPECT_EQ(as_uint((u64{1} << 53) - 1, Big(5)), Big(5));
  EXPECT_EQ(as_int((u64{1} << 53) - 1, Big(-5)), Big(-5));
  EXPECT_EQ(as_uint_n_length((u64{1} << 53) - 1, Big(-5)), k_too_large);
  std::mt19937_64 random(7);
  for (int i = 0; i < 5000; i++) {
    Big a = random_big(random, random() % 4);
    u64 bits = 1 + random() % 260;
    Big modulus = Big(1) << Big(i64(bits));
    Big expected = a % modulus;
    if (expected.negative) expected = expected + modulus;
    ASSERT_EQ(as_uint(bits, a), expected);
    if (compare(expected + expected, modulus) >= 0) expected = expected - modulus;
    ASSERT_EQ(as_int(bits, a), expected) << bits << " " << a;
  }
}

TEST(BigInt, ExponentiationMultiplies) {
  std::mt19937_64 random(8);
  for (int i = 0; i < 100; i++) {
    Big base = random_big(random, random() % 4);
    Big expected(1);
    for (i64 exponent = 0; exponent < 20; exponent++) {
      ASSERT_EQ(power(base, Big(exponent)), expected);
      expected = expected * base;
    }
  }
  Big huge("123456789012345678901234567891");
  EXPECT_EQ(power(Big(-1), huge), Big(-1));
  EXPECT_EQ(power(Big(1), huge), Big(1));
  EXPECT_EQ(power(Big(0), huge), Big(0));
  EXPECT_EQ(exponentiate_length(Big(2), huge), k_too_large);
}

TEST(BigInt, SizesAreCapped) {
  EXPECT_EQ(left_shift_length(Big(1), Big(i64(k_max_bits))), k_too_large);
  EXPECT_EQ(left_shift_length(Big(1), Big(i64(k_max_bits) - 1)), k_max_digits);
  EXPECT_EQ(left_shift_length(Big(-1), Big("99999999999999999999999")), k_too_large);
  EXPECT_EQ(exponentiate_length(Big(2), Big(i64(k_max_bits))), k_too_large);
  EXPECT_NE(exponentiate_length(Big(2), Big(i64(k_max_bits) - 1)), k_too_large);
  Big big = Big(1) << Big(i64(k_max_bits) - 1);
  EXPECT_EQ(multiply_length(big, big), k_too_large);
  std::vector<Digit> out(multiply_length(big, Big(2)));
  EXPECT_TRUE(multiply(big, Big(2), out).too_large);
  std::string text(400'000'000, '9');
  EXPECT_EQ(from_digits_length(text, 10), k_too_large);
}

TEST(BigInt, DoublesConvertExactlyAndRoundToEven) {
  EXPECT_EQ(of_double(-0.0), Big(0));
  EXPECT_EQ(of_double(1), Big(1));
  EXPECT_EQ(of_double(-9007199254740993.0 * 2), Big(-18014398509481984));
  EXPECT_EQ(of_double(0x1p1023), Big(1) << Big(1023));
  EXPECT_EQ(of_double(0x1.8p63), Big(3) << Big(62));
  EXPECT_EQ(of_double(0x1.fffffffffffffp64), Big(0x1fffffffffffff) << Big(12));
  std::mt19937_64 random(9);
  for (int i = 0; i < 5000; i++) {
    f64 value = std::trunc(
        std::ldexp(static_cast<f64>(random() >> 11), static_cast<int>(random() % 1000) - 60));
    ASSERT_EQ(to_double(of_double(value)), value);
    ASSERT_EQ(compare_double(of_double(value), value), Order::kEqual);
  }
  Big two53 = Big(1) << Big(53);
  EXPECT_EQ(to_double(two53 + Big(1)), 0x1p53);
  EXPECT_EQ(to_double(two53 + Big(3)), 0x1p53 + 4);
  EXPECT_EQ(to_double(((two53 + Big(1)) << Big(500)) + Big(1)), (0x1p53 + 2) * 0x1p500);
  EXPECT_EQ(to_double((two53 + Big(1)) << Big(500)), 0x1p553);
  EXPECT_EQ(to_double(Big(0) - (Big(1) << Big(1024))), -HUGE_VAL);
  Big max = of_double(std::numeric_limits<f64>::max());
  Big half_ulp = Big(1) << Big(970);
  EXPECT_EQ(to_double(max + half_ulp - Big(1)), std::numeric_limits<f64>::max());
  EXPECT_EQ(to_double(max + half_ulp), HUGE_VAL);
}

TEST(BigInt, ComparesWithDoublesExactly) {
  EXPECT_EQ(compare_double(Big(0), -0.0), Order::kEqual);
  EXPECT_EQ(compare_double(Big(0), 0.5), Order::kLess);
  EXPECT_EQ(compare_double(Big(0), -5e-324), Order::kGreater);
  EXPECT_EQ(compare_double(Big(1), 1.5), Order::kLess);
  EXPECT_EQ(compare_double(Big(-1), -1.5), Order::kGreater);
  EXPECT_EQ(compare_double(Big(2), 1.5), Order::kGreater);
  EXPECT_EQ(compare_double(Big(9007199254740993), 9007199254740992.0), Order::kGreater);
  EXPECT_EQ(compare_double(Big(1) << Big(5000), HUGE_VAL), Order::kLess);
  EXPECT_EQ(compare_double(Big(-1) << Big(5000), -HUGE_VAL), Order::kGreater);
  EXPECT_EQ(compare_double(Big(1), std::nan("")), Order::kUnordered);
}

TEST(BigInt, MachineIntegers) {
  i64 least = std::numeric_limits<i64>::min();
  EXPECT_EQ(to_i64(Big(least)), least);
  EXPECT_TRUE(fits_i64(Big(least)));
  EXPECT_FALSE(fits_i64(Big(least) - Big(1)));
  EXPECT_FALSE(fits_i64(Big(0) - Big(least)));
  EXPECT_TRUE(fits_u64(Big(0) - Big(least)));
  EXPECT_FALSE(fits_u64(Big(-1)));
  EXPECT_EQ(to_u64(Big(-1)), ~u64{0});
  EXPECT_EQ(bit_length(Big(256)), 9u);
  EXPECT_EQ(bit_length(Big(0)), 0u);
}

TEST(BigInt, TooManyDigitsAreKnownBeforeConversion) {
  // 2^30 bits are as many as there may be.
  std::string digits(k_max_bits / 4, 'f');
  EXPECT_EQ(from_digits_length(digits, 16), k_max_digits);
  digits += '1';
  EXPECT_EQ(from_digits_length(digits, 16), k_too_large);
  EXPECT_EQ(from_digits_length(digits, 32), k_too_large);
  EXPECT_NE(from_digits_length(digits, 2), k_too_large);
  EXPECT_EQ(from_digits_length(std::string(323228500, '9'), 10), k_too_large);
}

}  // namespace
}  // namespace kaze::bigint
