// The pattern grammar and its early errors.
#include <gtest/gtest.h>

#include <string>

#include "regexp/regexp.h"

namespace kaze::regexp {
namespace {

std::string check(std::u16string_view pattern, std::string_view flags = "") {
  auto error = validate(pattern, *Flags::parse(flags));
  return error ? error->message() : "ok";
}

TEST(RegExpFlags, RejectsUnknownRepeatedAndContradictoryLetters) {
  EXPECT_TRUE(Flags::parse(std::string_view("dgimsuy")));
  EXPECT_TRUE(Flags::parse(std::string_view("dgimsvy")));
  EXPECT_FALSE(Flags::parse(std::string_view("uv")));
  EXPECT_FALSE(Flags::parse(std::string_view("gg")));
  EXPECT_FALSE(Flags::parse(std::string_view("x")));
}

TEST(RegExpSyntax, ReportsMalformedGroupsAndQuantifiers) {
  EXPECT_EQ(check(u"("), "Unterminated group");
  EXPECT_EQ(check(u")"), "Unmatched ')'");
  EXPECT_EQ(check(u"a**"), "Nothing to repeat");
  EXPECT_EQ(check(u"{1}"), "Nothing to repeat");
  EXPECT_EQ(check(u"{"), "ok");
  EXPECT_EQ(check(u"{", "u"), "Lone quantifier brackets");
  EXPECT_EQ(check(u"a{2,1}"), "numbers out of order in {} quantifier");
  EXPECT_EQ(check(u"a{99999999999,99999999998}"), "numbers out of order in {} quantifier");
  EXPECT_EQ(check(u"a{", "u"), "Incomplete quantifier");
  EXPECT_EQ(check(u"(?=a)*"), "ok");
  EXPECT_EQ(check(u"(?=a)*", "u"), "Invalid quantifier");
  EXPECT_EQ(check(u"(?<=a)*"), "Invalid quantifier");
  EXPECT_EQ(check(u"(?a)"), "Invalid group");
  EXPECT_EQ(check(u"\\"), "\\ at end of pattern");
}

TEST(RegExpSyntax, ChecksModifiers) {
  EXPECT_EQ(check(u"(?i:a)(?-i:b)(?im-s:c)(?-:d)"), "Invalid flag group");
  EXPECT_EQ(check(u"(?i:a)(?-i:b)(?im-s:c)(?i-:d)"), "ok");
  EXPECT_EQ(check(u"(?ii:a)"), "Repeated flag in flag group");
  EXPECT_EQ(check(u"(?i-i:a)"), "Repeated flag in flag group");
  EXPECT_EQ(check(u"(?i--m:a)"), "Multiple dashes in flag group");
  EXPECT_EQ(check(u"(?ig:a)"), "Invalid flag group");
}

TEST(RegExpSyntax, ChecksGroupNames) {
  EXPECT_EQ(check(u"(?<a>.)\\k<a>"), "ok");
  EXPECT_EQ(check(u"\\k<a>(?<a>.)"), "ok");
  EXPECT_EQ(check(u"\\k<a>"), "ok");
  EXPECT_EQ(check(u"\\k<a>", "u"), "Invalid named capture referenced");
  EXPECT_EQ(check(u"(?<b>.)\\k<a>"), "Invalid named capture referenced");
  EXPECT_EQ(check(u"(?<b>.)\\k"), "Invalid named reference");
  EXPECT_EQ(check(u"(?<1>.)"), "Invalid capture group name");
  EXPECT_EQ(check(u"(?<\\u{1d49c}\\ud835\\udc9c>.)"), "ok");
  EXPECT_EQ(check(u"(?<\\u>.)"), "Invalid Unicode escape");
}

TEST(RegExpSyntax, AllowsANameTwiceOnlyInDifferentAlternatives) {
  EXPECT_EQ(check(u"(?<a>x)|(?<a>y)"), "ok");
  EXPECT_EQ(check(u"(?:(?<a>x)|(?<a>y))(?<b>z)"), "ok");
  EXPECT_EQ(check(u"(?<a>x)(?<a>y)"), "Duplicate capture group name");
  EXPECT_EQ(check(u"(?:(?<a>x)|y)(?<a>z)"), "Duplicate capture group name");
  EXPECT_EQ(check(u"(?<a>(?<a>z))"), "Duplicate capture group name");
  EXPECT_EQ(check(u"(?:(?<a>x)|(?:(?<a>y)|(?<a>z)))"), "ok");
  EXPECT_EQ(check(u"((?<a>x)|((?<a>y)|z))|(?<a>w)"), "ok");
  EXPECT_EQ(check(u"(?:(?<a>x)|(?<b>y))(?:(?<a>z)|w)"), "Duplicate capture group name");
  EXPECT_EQ(check(u"(?<a>x)|(?:(?<b>y)|(?<a>z))(?<b>w)"), "Duplicate capture group name");
  EXPECT_EQ(check(u"(?<a>x)|(?<a>y(?:z|(?<a>w)))"), "Duplicate capture group name");
  EXPECT_EQ(check(u"(?<a>x)|y(?:(?:(?<a>z))|w)(?<c>.)"), "ok");
}

TEST(RegExpSyntax, ChecksEscapes) {
  EXPECT_EQ(check(u"\\a\\8\\c\\x\\u[\\c]"), "ok");
  EXPECT_EQ(check(u"\\a", "u"), "Invalid escape");
  EXPECT_EQ(check(u"\\1", "u"), "Invalid escape");
  EXPECT_EQ(check(u"\\01", "u"), "Invalid decimal escape");
  EXPECT_EQ(check(u"[\\1]", "u"), "Invalid class escape");
  EXPECT_EQ(check(u"\\u{110000}", "u"), "Invalid Unicode escape");
  EXPECT_EQ(check(u"\\c", "u"), "Invalid Unicode escape");
}

TEST(RegExpSyntax, ChecksProperties) {
  EXPECT_EQ(check(u"\\p{Lu}\\p{Script=Grek}\\p{scx=Greek}\\P{Any}", "u"), "ok");
  EXPECT_EQ(check(u"\\p{Foo}", "u"), "Invalid property name");
  EXPECT_EQ(check(u"[\\p{lu}]", "u"), "Invalid property name in character class");
  EXPECT_EQ(check(u"\\p{Script}", "u"), "Invalid property name");
  EXPECT_EQ(check(u"\\p{Script=Sidetic}", "u"), "ok");  // new in Unicode 17
  EXPECT_EQ(check(u"\\p{RGI_Emoji}", "u"), "Invalid property name");
  EXPECT_EQ(check(u"\\p{RGI_Emoji}", "v"), "ok");
  EXPECT_EQ(check(u"\\P{RGI_Emoji}", "v"), "Invalid property name");
}

TEST(RegExpSyntax, ChecksClasses) {
  EXPECT_EQ(check(u"[]"), "ok");
  EXPECT_EQ(check(u"["), "Unterminated character class");
  EXPECT_EQ(check(u"[b-a]"), "Range out of order in character class");
  EXPECT_EQ(check(u"[\\d-z]"), "ok");
  EXPECT_EQ(check(u"[\\d-z]", "u"), "Invalid character class");
  EXPECT_EQ(check(u"[\xd83d\xde00-\xd83d\xde01]"), "Range out of order in character class");
  EXPECT_EQ(check(u"[\xd83d\xde00-\xd83d\xde01]", "u"), "ok");
}

TEST(RegExpSyntax, ChecksClassSets) {
  EXPECT_EQ(check(u"[[a-z]--[aeiou]]", "v"), "ok");
  EXPECT_EQ(check(u"[\\w&&\\d]", "v"), "ok");
  EXPECT_EQ(check(u"[\\q{abc|d|}]", "v"), "ok");
  EXPECT_EQ(check(u"[a--b&&c]", "v"), "Invalid set operation in character class");
  EXPECT_EQ(check(u"[ab--c]", "v"), "Invalid set operation in character class");
  EXPECT_EQ(check(u"[a&&&b]", "v"), "Invalid character in character class");
  EXPECT_EQ(check(u"[!!]", "v"), "Invalid set operation in character class");
  EXPECT_EQ(check(u"[(]", "v"), "Invalid character in character class");
  EXPECT_EQ(check(u"[^\\q{ab}]", "v"), "Negated character class may contain strings");
  EXPECT_EQ(check(u"[^\\q{ab}&&a]", "v"), "ok");
}

TEST(RegExpSyntax, LimitsNesting) {
  EXPECT_EQ(check(std::u16string(900, '(') + std::u16string(900, ')')), "ok");
  std::u16string deep;
  for (int i = 0; i < 50000; i++) deep += u"(?:";
  EXPECT_EQ(check(deep), "Regular expression too large");
  EXPECT_EQ(check(std::u16string(100000, '(')), "Too many captures");
  EXPECT_EQ(check(std::u16string(100000, '['), "v"), "Regular expression too large");
}

TEST(RegExpSyntax, SaysWhereTheErrorIs) {
  auto error = validate(std::u16string_view(u"abc[z-a]"), Flags{});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->offset, 4u);
}

}  // namespace
}  // namespace kaze::regexp
