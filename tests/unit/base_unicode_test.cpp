#include "base/unicode.h"

#include <gtest/gtest.h>

#include "base/chars.h"

#include <random>
#include <vector>

namespace kaze {
namespace {

using namespace std::string_literals;

TEST(Utf8, RoundTripsEveryCodePoint) {
  for (u32 c = 0; c <= 0x10ffff; c++) {
    std::string bytes;
    append_utf8(bytes, c);
    const char* cursor = bytes.data();
    ASSERT_EQ(decode_utf8(cursor, bytes.data() + bytes.size()), c);
    ASSERT_EQ(cursor, bytes.data() + bytes.size());
    ASSERT_EQ(find_invalid_utf8(bytes), is_surrogate(c) ? 0 : std::string::npos) << c;
  }
}

TEST(Utf8, MalformedInputYieldsOneReplacementPerMaximalSubpart) {
  // The example of the Unicode Standard, table 3-8 and following.
  EXPECT_EQ(utf8_to_utf16("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"),
            u"a\ufffd\ufffd\ufffdb\ufffdc\ufffd\ufffdd");
  EXPECT_EQ(utf8_to_utf16("\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41"),
            u"\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdA");
  EXPECT_EQ(utf8_to_utf16("\xF4\x91\x92\x93\xFF\x41"), u"\ufffd\ufffd\ufffd\ufffd\ufffdA");
  EXPECT_EQ(utf8_to_utf16("\xF0\x9F\x98"), u"\ufffd");
  EXPECT_EQ(find_invalid_utf8("abcdefghij\xF0\x9F\x98"), 10u);
}

TEST(Utf8, LoneSurrogatesSurvive) {
  std::u16string text = u"a\U0001F600b";
  EXPECT_EQ(utf16_to_utf8(text), "a\xF0\x9F\x98\x80"s + "b");
  std::u16string lone = {u'x', 0xd83d, u'y', 0xde00};
  EXPECT_EQ(utf16_to_utf8(lone), "x\xED\xA0\xBDy\xED\xB8\x80");
  EXPECT_EQ(utf8_to_utf16(utf16_to_utf8(lone)), lone);
}

TEST(Utf8, Latin1) {
  EXPECT_EQ(latin1_to_utf8("gr\xfc\xdf"
                           "e aus dem All"),
            "gr\xc3\xbc\xc3\x9f"
            "e aus dem All");
  EXPECT_TRUE(
      is_ascii("a long text that has more than sixteen units, all of them plain ASCII!!!!"));
  EXPECT_FALSE(is_ascii("a long text that has more than sixteen units, all of them but one \x80"));
  EXPECT_FALSE(is_latin1(u"\u0100"));
  EXPECT_TRUE(is_latin1(u"\u00ff"));
}

TEST(Whitespace, IsTabsSpacesAndZs) {
  std::vector<u32> found;
  for (u32 c = 0; c <= 0x10ffff; c++) {
    if (is_js_whitespace(c)) found.push_back(c);
  }
  std::vector<u32> expected = {9, 0xb, 0xc, 0x20, 0xa0, 0x1680};
  for (u32 c = 0x2000; c <= 0x200a; c++) expected.push_back(c);
  for (u32 c : {0x202f, 0x205f, 0x3000, 0xfeff}) expected.push_back(c);
  EXPECT_EQ(found, expected);
  EXPECT_TRUE(is_trimmed(0x2029));
}

TEST(CaseMapping, FollowsSpecialCasing) {
  EXPECT_EQ(to_upper_case(u"stra\u00dfe \u00b5 \u00ff"), u"STRASSE \u039c \u0178");
  EXPECT_EQ(to_upper_case(u"\ufb03 \u0149"), u"FFI \u02bcN");
  EXPECT_EQ(to_lower_case(u"\u0130"), u"i\u0307");
  EXPECT_EQ(to_lower_case(u"I"), u"i");
  EXPECT_EQ(to_lower_case(u"\u039f\u0394\u039f\u03a3 \u03a3 A\u03a3"),
            u"\u03bf\u03b4\u03bf\u03c2 \u03c3 a\u03c2");
  EXPECT_EQ(to_lower_case(u"\U00010400"), u"\U00010428");
  EXPECT_EQ(to_upper_case(u""), u"");
}

TEST(CaseMapping, Latin1FastPathAgreesWithTheGeneralOne) {
  for (u32 c = 0; c < 0x100; c++) {
    // The Cyrillic letter sends the text down the general path.
    std::u16string plain(1, static_cast<char16_t>(c));
    std::u16string general = plain + u"\u0416";
    std::u16string lower = to_lower_case(general), upper = to_upper_case(general);
    lower.pop_back();
    upper.pop_back();
    EXPECT_EQ(to_lower_case(plain), lower) << c;
    EXPECT_EQ(to_upper_case(plain), upper) << c;
    char byte = static_cast<char>(c), out;
    latin1_to_lower_case({&byte, 1}, &out);
    EXPECT_EQ(static_cast<u8>(out), lower[0]);
    bool fits = latin1_to_upper_case({&byte, 1}, &out);
    EXPECT_EQ(fits, upper.size() == 1 && upper[0] < 0x100);
    if (fits) EXPECT_EQ(static_cast<u8>(out), upper[0]);
  }
}

TEST(Normalization, AllForms) {
  std::u16string text = u"\u1e9b\u0323 \ufb01 \u00c5";
  EXPECT_EQ(normalize(text, NormalizationForm::kNFC), u"\u1e9b\u0323 \ufb01 \u00c5");
  EXPECT_EQ(normalize(text, NormalizationForm::kNFD), u"\u017f\u0323\u0307 \ufb01 A\u030a");
  EXPECT_EQ(normalize(text, NormalizationForm::kNFKC), u"\u1e69 fi \u00c5");
  EXPECT_EQ(normalize(text, NormalizationForm::kNFKD), u"s\u0323\u0307 fi A\u030a");
  EXPECT_TRUE(is_surely_normalized(u"plain", NormalizationForm::kNFKD));
  EXPECT_FALSE(is_surely_normalized(u"\u00c5", NormalizationForm::kNFD));
}

// --- chars.h -------------------------------------------------------------------------------------

template <typename T>
std::basic_string<T> random_text(std::mt19937& random, usize length, u32 alphabet) {
  std::basic_string<T> text;
  for (usize i = 0; i < length; i++) text.push_back(static_cast<T>('a' + random() % alphabet));
  return text;
}

template <typename H, typename N>
void check_search(u32 alphabet) {
  std::mt19937 random(alphabet);
  for (int round = 0; round < 3000; round++) {
    auto hay = random_text<H>(random, random() % 800, alphabet);
    auto needle = random_text<N>(random, random() % (round % 2 ? 5 : 60), alphabet);
    if (round % 3 == 0 && hay.size() > 40) {
      needle.clear();
      for (usize i = hay.size() / 2; i < hay.size() / 2 + 20; i++) {
        needle.push_back(static_cast<N>(hay[i]));
      }
    }
    usize from = random() % (hay.size() + 2);
    std::basic_string<H> same_width(needle.begin(), needle.end());
    usize expected = hay.find(same_width, from);
    usize expected_last = hay.rfind(same_width, from);
    ASSERT_EQ(find_units(std::basic_string_view<H>(hay), std::basic_string_view<N>(needle), from),
              expected);
    ASSERT_EQ(find_last_units(units_of(std::basic_string_view<H>(hay)), hay.size(),
                              units_of(std::basic_string_view<N>(needle)), needle.size(), from),
              expected_last);
  }
}

TEST(Chars, SearchAgreesWithTheStandardLibraryInAllWidths) {
  for (u32 alphabet : {1u, 2u, 3u, 20u}) {
    check_search<char, char>(alphabet);
    check_search<char, char16_t>(alphabet);
    check_search<char16_t, char>(alphabet);
    check_search<char16_t, char16_t>(alphabet);
  }
}

TEST(Chars, SearchIsLinearOnHostileInput) {
  // Quadratic behaviour here would take minutes.
  usize n = 1 << 20;
  std::u16string hay(2 * n, u'a');
  std::string needle = std::string(n / 2, 'a') + "b" + std::string(n / 2, 'a');
  EXPECT_EQ(find_units(units_of(std::u16string_view(hay)), hay.size(),
                       units_of(std::string_view(needle)), needle.size(), 0),
            k_not_found);
  EXPECT_EQ(find_last_units(units_of(std::u16string_view(hay)), hay.size(),
                            units_of(std::string_view(needle)), needle.size(), hay.size()),
            k_not_found);
}

TEST(Chars, WideNeedleIsNeverInLatin1) {
  EXPECT_EQ(find_units(std::string_view("abc\x41"), std::u16string_view(u"\u0141")), k_not_found);
  EXPECT_EQ(find_unit(units_of(std::string_view("A")), 1, 0x141), k_not_found);
  EXPECT_EQ(find_units(std::string_view("caf\xe9"), std::u16string_view(u"f\u00e9")), 2u);
}

TEST(Chars, FindUnitSeesEveryPosition) {
  for (usize length = 1; length < 70; length++) {
    for (usize at = 0; at < length; at++) {
      std::u16string wide(length, u'\u8041');
      std::string narrow_text(length, 'A');
      wide[at] = u'\u7f41';
      narrow_text[at] = '\xff';
      ASSERT_EQ(find_unit(wide.data(), length, 0x7f41), at);
      ASSERT_EQ(find_last_unit(wide.data(), length, 0x7f41), at);
      ASSERT_EQ(find_unit(units_of(std::string_view(narrow_text)), length, 0xff), at);
      ASSERT_EQ(find_last_unit(units_of(std::string_view(narrow_text)), length, 0xff), at);
    }
  }
}

TEST(Chars, ComparisonOrdersByCodeUnit) {
  std::mt19937 random(7);
  for (int i = 0; i < 5000; i++) {
    auto a = random_text<char>(random, random() % 40, 2);
    auto b = random_text<char>(random, random() % 40, 2);
    if (i % 2) b = a.substr(0, a.size() / 2) + b;
    std::u16string wide_a(a.begin(), a.end()), wide_b(b.begin(), b.end());
    auto sign = [](int x) { return (x > 0) - (x < 0); };
    std::string_view va(a), vb(b);
    std::u16string_view wa(wide_a), wb(wide_b);
    int expected = sign(a.compare(b));
    ASSERT_EQ(sign(compare_units(va, vb)), expected);
    ASSERT_EQ(sign(compare_units(va, wb)), expected);
    ASSERT_EQ(sign(compare_units(wa, vb)), expected);
    ASSERT_EQ(sign(compare_units(wa, wb)), expected);
    ASSERT_EQ(equal_units(va, wb), a == b);
    ASSERT_EQ(equal_units(wa, va), true);
  }
  EXPECT_LT(compare_units(std::string_view("\xff"), std::u16string_view(u"\u0100")), 0);
  EXPECT_GT(compare_units(std::string_view("\xff"), std::string_view("a")), 0);
}

}  // namespace
}  // namespace kaze
