#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <vector>

#include "base/sum_precise.h"

namespace kaze {
namespace {

f64 sum(const std::vector<f64>& values) {
  PreciseSum accumulator;
  for (f64 value : values) accumulator.add(value);
  return accumulator.result();
}

constexpr f64 kMax = std::numeric_limits<f64>::max();
constexpr f64 kInfinity = std::numeric_limits<f64>::infinity();
constexpr f64 kNaN = std::numeric_limits<f64>::quiet_NaN();

TEST(PreciseSum, SpecialValues) {
  EXPECT_TRUE(std::signbit(sum({})));
  EXPECT_TRUE(std::signbit(sum({-0.0, -0.0})));
  EXPECT_FALSE(std::signbit(sum({-0.0, 0.0})));
  EXPECT_FALSE(std::signbit(sum({1, -1})));
  EXPECT_EQ(sum({1, kInfinity}), kInfinity);
  EXPECT_EQ(sum({-kInfinity, kMax}), -kInfinity);
  EXPECT_TRUE(std::isnan(sum({kInfinity, -kInfinity})));
  EXPECT_TRUE(std::isnan(sum({kNaN, kInfinity})));
}

TEST(PreciseSum, RoundsOnce) {
  EXPECT_EQ(sum({0.1, 0.2}), 0.30000000000000004);
  EXPECT_EQ(sum({1e20, 0.1, -1e20}), 0.1);
  EXPECT_EQ(sum({1e308, 1e308, 0.1, 0.1, 1e30, 0.1, -1e30, -1e308, -1e308}), 0.30000000000000004);
  EXPECT_EQ(sum({1, 0x1p-53}), 1);                       // halfway: to even
  EXPECT_EQ(sum({1, 0x1p-53, 0x1p-1074}), 1 + 0x1p-52);  // just above
  EXPECT_EQ(sum({1, 0x1p-53, -0x1p-1074}), 1);           // just below
  EXPECT_EQ(sum({1 + 0x1p-52, 0x1p-53}), 1 + 0x1p-51);   // halfway: to even
  EXPECT_EQ(sum({-1, -0x1p-53, -0x1p-1074}), -1 - 0x1p-52);
  EXPECT_EQ(sum({kMax, kMax, -kMax}), kMax);
  EXPECT_EQ(sum({kMax, kMax}), kInfinity);
  EXPECT_EQ(sum({kMax, 0x1p969}), kMax);
  EXPECT_EQ(sum({kMax, 0x1p970}), kInfinity);
  EXPECT_EQ(sum({5e-324, 5e-324}), 1e-323);
  EXPECT_EQ(sum({0x1p-1022, -5e-324}), 0x1p-1022 - 5e-324);
}

TEST(PreciseSum, DoesNotDependOnTheOrder) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 200; round++) {
    std::vector<f64> values;
    while (values.size() < 100) {
      u64 bits = random();
      f64 value;
      std::memcpy(&value, &bits, 8);
      if (std::isfinite(value)) values.push_back(value);
    }
    f64 expected = sum(values);
    // Whatever cancels leaves what is added with it.
    std::vector<f64> with_pairs = values;
    for (f64 value : values) {
      with_pairs.push_back(value / 2);
      with_pairs.push_back(-(value / 2));
    }
    std::shuffle(with_pairs.begin(), with_pairs.end(), random);
    EXPECT_EQ(sum(with_pairs), expected);
    for (f64& value : values) value = -value;
    EXPECT_EQ(sum(values), -expected);
  }
}

TEST(PreciseSum, SmallIntegersAreExact) {
  std::mt19937_64 random(2);
  for (int round = 0; round < 1000; round++) {
    __int128 exact = 0;
    PreciseSum accumulator;
    for (int i = 0; i < 50; i++) {
      i64 n = static_cast<i64>(random() >> 11) - (i64{1} << 52);
      exact += n;
      accumulator.add(static_cast<f64>(n));
    }
    ASSERT_EQ(accumulator.result(), static_cast<f64>(exact));
  }
}

}  // namespace
}  // namespace kaze
