#include "base/number.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

namespace kaze {
namespace {

constexpr f64 kInfinity = std::numeric_limits<f64>::infinity();

f64 from_bits(u64 bits) {
  f64 value;
  std::memcpy(&value, &bits, 8);
  return value;
}

TEST(NumberToString, PrintsTheShortestRoundTripForm) {
  EXPECT_EQ(double_to_string(0.0), "0");
  EXPECT_EQ(double_to_string(-0.0), "0");
  EXPECT_EQ(double_to_string(-2147483648.0), "-2147483648");
  EXPECT_EQ(double_to_string(2147483648.0), "2147483648");
  EXPECT_EQ(double_to_string(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(double_to_string(1e21), "1e+21");
  EXPECT_EQ(double_to_string(123456789012345680000.0), "123456789012345680000");
  EXPECT_EQ(double_to_string(1e-6), "0.000001");
  EXPECT_EQ(double_to_string(-1.5e-7), "-1.5e-7");
  EXPECT_EQ(double_to_string(5e-324), "5e-324");
  EXPECT_EQ(double_to_string(1.7976931348623157e308), "1.7976931348623157e+308");
  EXPECT_EQ(double_to_string(std::nan("")), "NaN");
  EXPECT_EQ(double_to_string(-kInfinity), "-Infinity");
  EXPECT_EQ(double_to_string(-0.0000033333333333333333), "-0.0000033333333333333333");
}

TEST(NumberToString, EveryFiniteDoubleReadsBack) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; i++) {
    f64 value = from_bits(random());
    if (!std::isfinite(value)) continue;
    EXPECT_EQ(string_to_number(double_to_string(value)), value);
  }
}

TEST(NumberToRadixString, MatchesTheReferenceDigits) {
  EXPECT_EQ(double_to_radix_string(255, 16), "ff");
  EXPECT_EQ(double_to_radix_string(-255.5, 16), "-ff.8");
  EXPECT_EQ(double_to_radix_string(0.1, 2),
            "0.0001100110011001100110011001100110011001100110011001101");
  EXPECT_EQ(double_to_radix_string(0.1, 3), "0.0022002200220022002200220022002201");
  EXPECT_EQ(double_to_radix_string(1e20, 7), "344015313561621001540000");
  EXPECT_EQ(double_to_radix_string(1e21, 36), "5v1j4f4ds7c000");
  EXPECT_EQ(double_to_radix_string(-0.0, 2), "0");
  EXPECT_EQ(double_to_radix_string(kInfinity, 2), "Infinity");
  EXPECT_EQ(double_to_radix_string(5e-324, 2).size(), 1076u);
  EXPECT_EQ(double_to_radix_string(1.7976931348623157e308, 2).size(), 1024u);
  // The carry runs through the point.
  EXPECT_EQ(double_to_radix_string(0.99999999999999988898, 36).substr(0, 3), "0.z");
}

TEST(NumberToFixed, RoundsTheExactBinaryValue) {
  EXPECT_EQ(double_to_fixed(0, 2), "0.00");
  EXPECT_EQ(double_to_fixed(-0.0, 1), "0.0");
  EXPECT_EQ(double_to_fixed(0.5, 0), "1");
  EXPECT_EQ(double_to_fixed(2.5, 0), "3");
  EXPECT_EQ(double_to_fixed(-2.5, 0), "-3");
  EXPECT_EQ(double_to_fixed(1.005, 2), "1.00");
  EXPECT_EQ(double_to_fixed(-0.0000001, 2), "-0.00");
  EXPECT_EQ(double_to_fixed(0.000001, 7), "0.0000010");
  EXPECT_EQ(double_to_fixed(1e21, 5), "1e+21");
  EXPECT_EQ(double_to_fixed(1000000000000000128.0, 1), "1000000000000000128.0");
  EXPECT_EQ(double_to_fixed(0.1, 55), "0.1000000000000000055511151231257827021181583404541015625");
  EXPECT_EQ(double_to_fixed(5e-324, 100), "0." + std::string(100, '0'));
  EXPECT_EQ(double_to_fixed(999.995, 2), "1000.00");
}

TEST(NumberToExponential, PadsAndRounds) {
  EXPECT_EQ(double_to_exponential(0, -1), "0e+0");
  EXPECT_EQ(double_to_exponential(0, 2), "0.00e+0");
  EXPECT_EQ(double_to_exponential(123456, -1), "1.23456e+5");
  EXPECT_EQ(double_to_exponential(123456, 2), "1.23e+5");
  EXPECT_EQ(double_to_exponential(25, 0), "3e+1");
  EXPECT_EQ(double_to_exponential(-1.5e-9, 3), "-1.500e-9");
  EXPECT_EQ(double_to_exponential(9.99, 1), "1.0e+1");
}

TEST(NumberToPrecision, ChoosesThePositionalOrExponentialForm) {
  EXPECT_EQ(double_to_precision(0, 1), "0");
  EXPECT_EQ(double_to_precision(0, 4), "0.000");
  EXPECT_EQ(double_to_precision(123456, 2), "1.2e+5");
  EXPECT_EQ(double_to_precision(123456, 6), "123456");
  EXPECT_EQ(double_to_precision(0.000001, 2), "0.0000010");
  EXPECT_EQ(double_to_precision(0.0000001, 2), "1.0e-7");
  EXPECT_EQ(double_to_precision(35, 1), "4e+1");
  EXPECT_EQ(double_to_precision(99.99, 3), "100");
}

TEST(StringToNumber, FollowsTheGrammar) {
  EXPECT_EQ(string_to_number(""), 0);
  EXPECT_EQ(string_to_number(" \t\n\xa0 "), 0);
  EXPECT_EQ(string_to_number(u"\u2028\ufeff 12 \u3000"), 12);
  EXPECT_EQ(string_to_number("0x1F"), 31);
  EXPECT_EQ(string_to_number("0b101"), 5);
  EXPECT_EQ(string_to_number("0O17"), 15);
  EXPECT_EQ(string_to_number("010"), 10);
  EXPECT_EQ(string_to_number(".5"), 0.5);
  EXPECT_EQ(string_to_number("5."), 5);
  EXPECT_EQ(string_to_number("+1e3"), 1000);
  EXPECT_EQ(string_to_number("-Infinity"), -kInfinity);
  EXPECT_EQ(string_to_number("1e400"), kInfinity);
  EXPECT_EQ(string_to_number("1e-400"), 0);
  EXPECT_TRUE(std::signbit(string_to_number("-0")));
  EXPECT_TRUE(std::signbit(string_to_number("-1e-400")));
  for (const char* text : {"-0x10", "0x", "0xg", ".", "e5", "1e", "1e+", "inf", "nan", "infinity",
                           "1_000", "12px", "+-1", "1 2", "Infinity1", "--1", "+", "0b2", "1n"}) {
    EXPECT_TRUE(std::isnan(string_to_number(text))) << text;
    EXPECT_TRUE(std::isnan(string_to_number(std::u16string(text, text + strlen(text))))) << text;
  }
}

TEST(StringToNumber, IsCorrectlyRounded) {
  EXPECT_EQ(string_to_number("9007199254740993"), 9007199254740992.0);
  EXPECT_EQ(string_to_number("9007199254740993.00000000000000000000000000000000000001"),
            9007199254740994.0);
  EXPECT_EQ(string_to_number(u"2.2250738585072011e-308"), 2.2250738585072011e-308);
  EXPECT_EQ(string_to_number("2.4703282292062328e-324"), 5e-324);
  EXPECT_EQ(string_to_number("0." + std::string(1000, '0') + "1e1001"), 1);
  EXPECT_EQ(string_to_number("1" + std::string(1000, '0') + "e-1000"), 1);
  EXPECT_EQ(string_to_number("1e99999999999999999999"), kInfinity);
  EXPECT_EQ(string_to_number("0e99999999999999999999"), 0);
}

TEST(ParseFloat, TakesTheLongestPrefix) {
  EXPECT_EQ(parse_float_prefix("  3.14abc"), 3.14);
  EXPECT_EQ(parse_float_prefix("1e"), 1);
  EXPECT_EQ(parse_float_prefix("1e+"), 1);
  EXPECT_EQ(parse_float_prefix("1.e5x"), 1e5);
  EXPECT_EQ(parse_float_prefix(".5.5"), 0.5);
  EXPECT_EQ(parse_float_prefix("-Infinityx"), -kInfinity);
  EXPECT_EQ(parse_float_prefix("0x10"), 0);
  EXPECT_EQ(parse_float_prefix(u"\u300042\u2603"), 42);
  EXPECT_TRUE(std::isnan(parse_float_prefix("")));
  EXPECT_TRUE(std::isnan(parse_float_prefix(".")));
  EXPECT_TRUE(std::isnan(parse_float_prefix("-")));
  EXPECT_TRUE(std::isnan(parse_float_prefix("Infinit")));
  EXPECT_TRUE(std::isnan(parse_float_prefix(u"\u0130")));
}

TEST(DigitsToDouble, RoundsOnceInEveryRadix) {
  // 2^53 + 1 is halfway: to even; one more bit far below tips it.
  EXPECT_EQ(digits_to_double("20000000000001", 16), 9007199254740992.0);
  EXPECT_EQ(digits_to_double("200000000000010000000000000000000000000001", 16),
            std::ldexp(9007199254740994.0, 112));
  EXPECT_EQ(digits_to_double("20000000000003", 16), 9007199254740996.0);
  EXPECT_EQ(digits_to_double("0000000000000000000000000000000000000000ff", 16), 255);
  EXPECT_EQ(digits_to_double("1" + std::string(1023, '0'), 2), 0x1p1023);
  EXPECT_EQ(digits_to_double("1" + std::string(1024, '0'), 2), kInfinity);
  EXPECT_EQ(digits_to_double(std::string(1024, '1'), 2), kInfinity);
  EXPECT_EQ(digits_to_double(std::string(53, '1') + std::string(971, '0'), 2),
            std::numeric_limits<f64>::max());
  EXPECT_EQ(digits_to_double(std::string(100000, 'z'), 36), kInfinity);
  EXPECT_EQ(digits_to_double(std::string(100000, '7'), 8), kInfinity);
  EXPECT_EQ(digits_to_double("ZZ", 36), 1295);
  // 2^53 + 1 in radix 3: halfway, to even.
  EXPECT_EQ(digits_to_double("1121202011211211122211100012101120", 3), 9007199254740992.0);
}

TEST(DigitsToDouble, AgreesWithDecimalParsing) {
  std::mt19937_64 random(2);
  for (int i = 0; i < 3000; i++) {
    // The same integer in radix 10 and, digit by digit, in radix 6 by repeated division.
    unsigned __int128 integer = static_cast<unsigned __int128>(random()) << 64 | random();
    integer >>= random() % 120;
    std::string decimal, senary;
    for (auto n = integer; n; n /= 10) decimal.insert(decimal.begin(), char('0' + int(n % 10)));
    for (auto n = integer; n; n /= 6) senary.insert(senary.begin(), char('0' + int(n % 6)));
    EXPECT_EQ(digits_to_double(senary, 6), string_to_number(decimal));
  }
}

TEST(DoubleToInt32, WrapsModulo2To32) {
  EXPECT_EQ(double_to_int32(4294967296.0 + 5), 5);
  EXPECT_EQ(double_to_int32(-4294967297.5), -1);
  EXPECT_EQ(double_to_int32(2147483648.0), std::numeric_limits<i32>::min());
  EXPECT_EQ(double_to_int32(1e20), 1661992960);
  EXPECT_EQ(double_to_int32(-1e20), -1661992960);
  EXPECT_EQ(double_to_int32(0x1p84 + 0x1p32), 0);
  EXPECT_EQ(double_to_int32(0x1.0000000000001p83), static_cast<i32>(0x80000000u));
  EXPECT_EQ(double_to_int32(kInfinity), 0);
  EXPECT_EQ(double_to_int32(std::nan("")), 0);
  EXPECT_EQ(double_to_uint32(-1), 0xffffffffu);
}

TEST(Float16, RoundTripsEveryBitPattern) {
  for (u32 bits = 0; bits < 0x10000; bits++) {
    f64 value = float16_to_double(static_cast<u16>(bits));
    if (std::isnan(value)) {
      EXPECT_EQ(double_to_float16(value) & 0x7fff, 0x7e00);
    } else {
      EXPECT_EQ(double_to_float16(value), bits);
    }
  }
}

TEST(Float16, RoundsToNearestEvenWithoutDoubleRounding) {
  EXPECT_EQ(double_to_float16(65519.99), 0x7bff);
  EXPECT_EQ(double_to_float16(65520), 0x7c00);
  EXPECT_EQ(double_to_float16(1 + 0x1p-11), 0x3c00);
  EXPECT_EQ(double_to_float16(1 + 0x1p-11 + 0x1p-40), 0x3c01);  // would be lost through float
  EXPECT_EQ(double_to_float16(0x1p-25), 0);
  EXPECT_EQ(double_to_float16(0x1.0000000000001p-25), 1);
  EXPECT_EQ(double_to_float16(-0x1.8p-24), 0x8002);
  EXPECT_EQ(double_to_float16(0x1.ffcp-15), 0x03ff + 1);
  EXPECT_EQ(double_to_float16(-0.0), 0x8000);
}

}  // namespace
}  // namespace kaze
