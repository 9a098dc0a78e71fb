// Making strings, interning, property keys, numbers and bigints, in an isolate without a realm (where a
// thrown error is its message).
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>

#include "runtime/bigint.h"
#include "runtime/conversions.h"
#include "runtime/isolate.h"
#include "stress.h"

namespace kaze {
namespace {

constexpr auto k_kinds = [] {
  std::array<CellKindInfo, static_cast<usize>(CellKind::kCount)> kinds{};
  for (CellKindInfo& kind : kinds) kind.name = "other";
  kinds[static_cast<usize>(CellKind::kString)] = {"String", &String::trace};
  kinds[static_cast<usize>(CellKind::kSymbol)] = {"Symbol", &Symbol::trace};
  return kinds;
}();

constexpr u32 k_stress_interval = 7;

// Every test runs twice: as it is, and collecting at every few allocations.
class RuntimeStrings : public testing::TestWithParam<bool> {
 protected:
  static IsolateOptions options() {
    IsolateOptions options;
    options.heap = stressed_by_environment();
    options.heap.max_heap_bytes = usize{256} << 20;
    if (GetParam()) {
      options.heap.stress = 2;
      options.heap.stress_interval = k_stress_interval;
    }
    return options;
  }
  RuntimeStrings() { isolate_.enter_thread(); }
  ~RuntimeStrings() override { isolate_.leave_thread(); }

  String* str(std::string_view utf8) { return new_string_utf8(isolate_, utf8); }
  String* join(String* a, String* b) { return MUST(concat(isolate_, a, b)); }
  std::string thrown() {
    Value value = isolate_.take_exception();
    return value.is_string() ? value.as_string()->to_utf8() : "not a string";
  }
  BigInt* big(std::string_view text) { return MUST(bigint_from_literal(isolate_, text)); }
  std::string text(const BigInt* value) { return MUST(bigint_to_string(isolate_, value))->to_utf8(); }

  Isolate isolate_{k_kinds, options()};
};
INSTANTIATE_TEST_SUITE_P(Plain, RuntimeStrings, testing::Values(false));
INSTANTIATE_TEST_SUITE_P(Stress, RuntimeStrings, testing::Values(true));

TEST_P(RuntimeStrings, NarrowsToLatin1WhereAllUnitsFit) {
  EXPECT_TRUE(new_string_utf16(isolate_, u"abc\u00ff")->is_latin1());
  EXPECT_FALSE(new_string_utf16(isolate_, u"abc\u0100")->is_latin1());
  EXPECT_EQ(str("h\u00e9llo")->view8(), "h\xe9llo");
  EXPECT_EQ(str(""), static_cast<String*>(names::empty));
  EXPECT_EQ(str("x"), single_unit_string(isolate_, 'x'));
  EXPECT_EQ(code_point_string(isolate_, 0x1f600)->to_utf8(), "\U0001f600");
}

TEST_P(RuntimeStrings, ConcatenationMatchesAModel) {
  std::mt19937 random(1);
  std::u16string model;
  String* string = names::empty;
  for (int i = 0; i < 3000; i++) {
    std::u16string piece;
    for (u32 n = random() % 12; n > 0; n--) {
      piece += static_cast<char16_t>(random() % 50 == 0 ? 0x4e00 + random() % 99 : 'a' + random() % 26);
    }
    String* cell = new_string_utf16(isolate_, piece);
    if (random() % 3 == 0) {
      string = join(cell, string);
      model = piece + model;
    } else {
      string = join(string, cell);
      model += piece;
    }
    if (random() % 40 == 0 && !model.empty()) {
      u32 start = random() % static_cast<u32>(model.size());
      u32 end = start + random() % static_cast<u32>(model.size() - start + 1);
      EXPECT_EQ(substring(isolate_, string, start, end)->to_utf16(),
                model.substr(start, end - start));
      if (random() % 4 == 0 && end - start > 100) {
        string = substring(isolate_, string, start, end);
        model = model.substr(start, end - start);
      }
    }
    ASSERT_EQ(string->length(), model.size());
  }
  EXPECT_EQ(string->to_utf16(), model);
  if (GetParam()) EXPECT_GT(isolate_.heap().stats().minor_collections, 300u);
}

TEST_P(RuntimeStrings, RefusesStringsThatAreTooLong) {
  String* string = str("0123456789abcdef0123456789abcdef");
  for (;;) {
    Completion<String*> longer = concat(isolate_, string, string);
    if (longer.is_abrupt()) break;
    string = longer.value();
  }
  // Either the language's limit or, as here, the heap's.
  EXPECT_EQ(thrown(), "JavaScript heap out of memory");
  u8* units;
  EXPECT_TRUE(new_string_buffer8(isolate_, k_max_string_length + 1, &units).is_abrupt());
  EXPECT_EQ(thrown(), "Invalid string length");
}

TEST_P(RuntimeStrings, BuilderKeepsBothWidths) {
  StringBuilder builder(isolate_);
  std::u16string model;
  for (int i = 0; i < 2000; i++) {
    builder.append_number(i);
    builder.append_unit(',');
    for (char c : std::to_string(i)) model += static_cast<char16_t>(c);
    model += u',';
    if (i == 1000) {
      builder.append_utf16(u"\u4e16");
      builder.append_code_point(0x1f600);
      builder.append(str("t\u00eate"), 1, 3);
      model += u"\u4e16\U0001f600\u00eat";
    }
  }
  String* string = MUST(builder.finish());
  EXPECT_EQ(string->to_utf16(), model);
  EXPECT_EQ(builder.length(), 0u);
  builder.append_latin1("again");
  EXPECT_EQ(MUST(builder.finish())->view8(), "again");
}

TEST_P(RuntimeStrings, TrimsWhiteSpaceOfEveryKind) {
  String* string = str(" \t\n\u00a0\ufeff\u2028x y\u3000 ");
  EXPECT_EQ(trim(isolate_, string, true, true)->to_utf8(), "x y");
  EXPECT_EQ(trim(isolate_, string, true, false)->to_utf8(), "x y\u3000 ");
  EXPECT_EQ(trim(isolate_, str("  \xc2\xa0 "), true, true)->length(), 0u);
}

TEST_P(RuntimeStrings, AtomsAreEqualIfTheyAreTheSameCell) {
  String* joined = join(str("a rather long property "), str("name, made by joining"));
  String* atom = intern(isolate_, joined);
  EXPECT_TRUE(atom->is_atom() && atom->is_flat());
  EXPECT_EQ(intern_latin1(isolate_, "a rather long property name, made by joining"), atom);
  EXPECT_EQ(intern_utf16(isolate_, u"a rather long property name, made by joining"), atom);
  String* longer = join(joined, str(" and more"));
  EXPECT_EQ(intern(isolate_, substring(isolate_, longer, 0, atom->length())), atom);
  EXPECT_EQ(intern(isolate_, str("length")), static_cast<String*>(names::length));
  // A wide slice of Latin-1 text is the Latin-1 atom.
  String* wide = join(str("\u4e16\u754c"), str("0123456789012345678901234567890123456789"));
  String* slice = substring(isolate_, wide, 2, wide->length());
  EXPECT_FALSE(slice->is_latin1());
  EXPECT_EQ(intern(isolate_, slice),
            intern_latin1(isolate_, "0123456789012345678901234567890123456789"));
  EXPECT_EQ(intern_utf8(isolate_, "\u4e16"), intern(isolate_, code_point_string(isolate_, 0x4e16)));
}

TEST_P(RuntimeStrings, KeysAreCanonical) {
  EXPECT_EQ(to_key(isolate_, str("17")), PropertyKey::from_index(17));
  EXPECT_EQ(to_key(isolate_, str("7")), PropertyKey::from_index(7));
  EXPECT_EQ(to_key(isolate_, intern(isolate_, str("1234"))), PropertyKey::from_index(1234));
  EXPECT_TRUE(to_key(isolate_, str("017")).is_string());
  EXPECT_TRUE(to_key(isolate_, str("4294967295")).is_string());
  EXPECT_EQ(number_key(isolate_, -0.0), PropertyKey::from_index(0));
  EXPECT_EQ(number_key(isolate_, 4294967294.0), PropertyKey::from_index(4294967294u));
  EXPECT_EQ(number_key(isolate_, 4294967295.0), to_key(isolate_, str("4294967295")));
  EXPECT_EQ(integer_key(isolate_, 9007199254740992), to_key(isolate_, str("9007199254740992")));
  EXPECT_EQ(number_key(isolate_, 1.5).to_display_string(), "1.5");
  EXPECT_EQ(number_key(isolate_, std::nan("")), PropertyKey(names::NaN_));
  EXPECT_EQ(PropertyKey::from_index(12).to_value(isolate_).as_string()->view8(), "12");
  EXPECT_EQ(PropertyKey(symbols::iterator).to_display_string(), "Symbol(Symbol.iterator)");
}

TEST_P(RuntimeStrings, TheSymbolRegistryKnowsItsSymbols) {
  Symbol* symbol = isolate_.symbol_for(str("shared"));
  EXPECT_TRUE(symbol->is_registered());
  for (int i = 0; i < 200; i++) isolate_.symbol_for(int32_to_string(isolate_, i));
  isolate_.heap().collect();
  EXPECT_EQ(isolate_.symbol_for(str("shared")), symbol);
  EXPECT_NE(new_symbol(isolate_, str("shared")), symbol);
}

TEST_P(RuntimeStrings, PrintsNumbers) {
  for (int pass = 0; pass < 2; pass++) {
    EXPECT_EQ(number_to_string(isolate_, -0.0)->view8(), "0");
    EXPECT_EQ(number_to_string(isolate_, 1e21)->view8(), "1e+21");
    EXPECT_EQ(number_to_string(isolate_, -1.5)->view8(), "-1.5");
    EXPECT_EQ(number_to_string(isolate_, -HUGE_VAL)->view8(), "-Infinity");
    for (i32 i = -300; i < 1000; i++) {
      EXPECT_EQ(int32_to_string(isolate_, i)->view8(), std::to_string(i));
    }
  }
}

TEST_P(RuntimeStrings, ConvertsPrimitives) {
  EXPECT_EQ(MUST(to_number(isolate_, str(" 0x1F "))), 31);
  EXPECT_TRUE(std::isnan(MUST(to_number(isolate_, Value::undefined()))));
  EXPECT_EQ(MUST(to_string(isolate_, Value::null()))->view8(), "null");
  EXPECT_EQ(MUST(to_int32(isolate_, Value::number(4294967297.0))), 1);
  EXPECT_EQ(MUST(to_uint16(isolate_, Value::number(-1))), 65535);
  EXPECT_EQ(double_to_uint8_clamped(2.5), 2);
  EXPECT_EQ(double_to_uint8_clamped(3.5), 4);
  EXPECT_EQ(double_to_uint8_clamped(std::nan("")), 0);
  EXPECT_EQ(MUST(to_length(isolate_, Value::number(-5))), 0);
  EXPECT_EQ(MUST(to_length(isolate_, Value::number(HUGE_VAL))), 9007199254740991.0);
  EXPECT_EQ(MUST(to_relative_index(isolate_, Value::number(-2), 5, 0)), 3);
  EXPECT_EQ(MUST(to_relative_index(isolate_, Value::undefined(), 5, 5)), 5);
  EXPECT_TRUE(to_index(isolate_, Value::number(-1)).is_abrupt());
  EXPECT_EQ(thrown(), "Invalid index");
  EXPECT_TRUE(to_string(isolate_, Value(symbols::iterator)).is_abrupt());
  EXPECT_EQ(thrown(), "Cannot convert a Symbol value to a string");
  EXPECT_FALSE(to_boolean(Value(static_cast<String*>(names::empty))));
  EXPECT_FALSE(to_boolean(Value::nan()));
  EXPECT_TRUE(to_boolean(Value(big("3"))));
  f64 number;
  EXPECT_TRUE(canonical_numeric_index(str("-0"), &number) && std::signbit(number));
  EXPECT_TRUE(canonical_numeric_index(str("1e+21"), &number));
  EXPECT_TRUE(canonical_numeric_index(str("NaN"), &number));
  EXPECT_FALSE(canonical_numeric_index(str("1e21"), &number));
  EXPECT_FALSE(canonical_numeric_index(str("1.0"), &number));
}

TEST_P(RuntimeStrings, ComparesPrimitives) {
  Value one = Value::int32(1);
  EXPECT_TRUE(same_value(Value::nan(), Value::nan()));
  EXPECT_FALSE(same_value(Value::int32(0), Value::number(-0.0)));
  EXPECT_TRUE(same_value_zero(Value::int32(0), Value::number(-0.0)));
  EXPECT_TRUE(is_strictly_equal(one, Value::number_as_double(1)));
  EXPECT_FALSE(is_strictly_equal(Value::nan(), Value::nan()));
  EXPECT_TRUE(is_strictly_equal(str("abc"), str("abc")));
  EXPECT_TRUE(MUST(is_loosely_equal(isolate_, Value::null(), Value::undefined())));
  EXPECT_FALSE(MUST(is_loosely_equal(isolate_, Value::null(), Value::int32(0))));
  EXPECT_TRUE(MUST(is_loosely_equal(isolate_, str("1"), one)));
  EXPECT_TRUE(MUST(is_loosely_equal(isolate_, Value::boolean(true), str("1"))));
  EXPECT_TRUE(MUST(is_loosely_equal(isolate_, big("12"), str("0xc"))));
  EXPECT_TRUE(MUST(is_loosely_equal(isolate_, Value::number(12), big("12"))));
  EXPECT_FALSE(MUST(is_loosely_equal(isolate_, str("x"), big("12"))));
  auto less = [&](Value a, Value b) { return MUST(is_less_than(isolate_, a, b, true)); };
  EXPECT_EQ(less(one, Value::number(1.5)), Comparison::kTrue);
  EXPECT_EQ(less(one, Value::nan()), Comparison::kUndefined);
  EXPECT_EQ(less(str("10"), str("9")), Comparison::kTrue);
  EXPECT_EQ(less(str("10"), Value::int32(9)), Comparison::kFalse);
  EXPECT_EQ(less(big("9"), str("10")), Comparison::kTrue);
  EXPECT_EQ(less(big("9"), str("ten")), Comparison::kUndefined);
  EXPECT_EQ(less(Value::number(8.5), big("9")), Comparison::kTrue);
  EXPECT_EQ(less(big("9"), Value::number(HUGE_VAL)), Comparison::kTrue);
  EXPECT_EQ(type_of(Value::null()), static_cast<String*>(names::object));
  EXPECT_EQ(type_of(big("1")), static_cast<String*>(names::bigint));
}

TEST_P(RuntimeStrings, BigIntsCompute) {
  auto compute = [&](BigIntOperation operation, std::string_view a, std::string_view b) {
    return text(MUST(bigint_binary(isolate_, operation, big(a), big(b))));
  };
  EXPECT_EQ(compute(BigIntOperation::kMultiply, "12345678901234567890", "98765432109876543210"),
            "1219326311370217952237463801111263526900");
  EXPECT_EQ(compute(BigIntOperation::kExponentiate, "2", "100"), "1267650600228229401496703205376");
  EXPECT_EQ(compute(BigIntOperation::kSubtract, "5", "5"), "0");
  EXPECT_EQ(compute(BigIntOperation::kDivide, "100000000000000000000", "3"), "33333333333333333333");
  EXPECT_EQ(compute(BigIntOperation::kRemainder, "100000000000000000000", "3"), "1");
  EXPECT_EQ(compute(BigIntOperation::kShiftLeft, "0xff", "64"), "4703919738795935662080");
  EXPECT_EQ(text(bigint_from_i64(isolate_, INT64_MIN)), "-9223372036854775808");
  EXPECT_EQ(text(MUST(bigint_negate(isolate_, big("7")))), "-7");
  EXPECT_EQ(text(MUST(bigint_negate(isolate_, big("0")))), "0");
  EXPECT_EQ(text(MUST(bigint_not(isolate_, big("7")))), "-8");
  EXPECT_EQ(text(MUST(bigint_increment(isolate_, big("18446744073709551615"), 1))),
            "18446744073709551616");
  EXPECT_EQ(text(MUST(bigint_increment(isolate_, big("0"), -1))), "-1");
  EXPECT_EQ(text(MUST(bigint_as_int_n(isolate_, 8, big("255")))), "-1");
  EXPECT_EQ(text(MUST(bigint_from_double(isolate_, 1e30))), "1000000000000000019884624838656");
  EXPECT_EQ(MUST(bigint_to_string(isolate_, big("255"), 16))->view8(), "ff");
  EXPECT_EQ(bigint_to_u64(MUST(bigint_negate(isolate_, big("1")))), ~u64{0});
  EXPECT_TRUE(bigint_equal_double(big("4"), 4.0));
  EXPECT_EQ(bigint_compare_double(big("4"), std::nan("")), 2);
  EXPECT_TRUE(
      bigint_binary(isolate_, BigIntOperation::kDivide, big("1"), big("0")).is_abrupt());
  EXPECT_EQ(thrown(), "Division by zero");
  EXPECT_TRUE(bigint_binary(isolate_, BigIntOperation::kShiftLeft, big("1"), big("1073741825"))
                  .is_abrupt());
  EXPECT_EQ(thrown(), "Maximum BigInt size exceeded");
  EXPECT_TRUE(to_bigint(isolate_, str("12x")).is_abrupt());
  EXPECT_EQ(thrown(), "Cannot convert 12x to a BigInt");
  EXPECT_TRUE(to_bigint(isolate_, Value::int32(1)).is_abrupt());
  EXPECT_EQ(thrown(), "Cannot convert 1 to a BigInt");
  EXPECT_EQ(text(MUST(to_bigint(isolate_, str(" 0b101 ")))), "5");
}

TEST_P(RuntimeStrings, DescribesPrimitives) {
  EXPECT_EQ(describe(isolate_, str("abc")), "\"abc\"");
  EXPECT_EQ(describe(isolate_, Value::undefined()), "undefined");
  EXPECT_EQ(describe(isolate_, Value::number(-0.5)), "-0.5");
  EXPECT_EQ(describe(isolate_, symbols::match), "Symbol(Symbol.match)");
  EXPECT_EQ(describe(isolate_, big("12")), "12");
  Thrown thrown_completion = throw_error(isolate_, Message::kReadOfNullish, Value::null(),
                                         PropertyKey(names::length));
  (void)thrown_completion;
  EXPECT_EQ(thrown(), "Cannot read properties of null (reading 'length')");
}

}  // namespace
}  // namespace kaze
