// Matching: what patterns match and capture, on Latin-1 and on UTF-16 subjects alike.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "regexp/regexp.h"

namespace kaze::regexp {
namespace {

struct Options {
  u32 last_index = 0;
  Anchoring anchoring = Anchoring::kFromFlags;
};

std::string describe(MatchResult result, std::u16string_view subject,
                     const std::vector<i32>& captures) {
  if (result == MatchResult::kNoMatch) return "no match";
  if (result == MatchResult::kInterrupted) return "interrupted";
  if (result == MatchResult::kStackOverflow) return "stack overflow";
  std::string text = std::to_string(captures[0]);
  for (usize i = 0; i < captures.size(); i += 2) {
    text += i ? "," : ":";
    if (captures[i] < 0) {
      text += "-";
      continue;
    }
    for (i32 p = captures[i]; p < captures[i + 1]; p++) {
      char16_t unit = subject[static_cast<usize>(p)];
      text += unit < 127 && unit >= 32 ? static_cast<char>(unit) : '?';
    }
  }
  return text;
}

// "start:capture 0,capture 1,…" with "-" for an undefined capture.
std::string match(std::u16string_view pattern, std::string_view flags, std::u16string_view subject,
                  Options options = {}) {
  PatternError error;
  RegExpCodeRef code = compile(pattern, *Flags::parse(flags), &error);
  if (!code) return error.message();
  MatchContext context;
  std::vector<i32> captures(code->capture_count() * 2);
  MatchResult result = execute(*code, std::span(subject.data(), subject.size()), options.last_index,
                               captures, context, options.anchoring);
  std::string text = describe(result, subject, captures);
  bool latin1 = true;
  for (char16_t unit : subject) latin1 &= unit < 256;
  if (latin1) {
    std::vector<u8> bytes(subject.begin(), subject.end());
    MatchResult narrow = execute(*code, std::span<const u8>(bytes), options.last_index, captures,
                                 context, options.anchoring);
    EXPECT_EQ(text, describe(narrow, subject, captures));
  }
  return text;
}

TEST(RegExpMatch, PrefersEarlierAlternativesAndBacktracks) {
  EXPECT_EQ(match(u"a|ab", "", u"abc"), "0:a");
  EXPECT_EQ(match(u"((a)|(ab))((c)|(bc))", "", u"abc"), "0:abc,a,a,-,bc,-,bc");
  EXPECT_EQ(match(u"a[a-z]{2,4}", "", u"abcdefghi"), "0:abcde");
  EXPECT_EQ(match(u"a[a-z]{2,4}?", "", u"abcdefghi"), "0:abc");
  EXPECT_EQ(match(u"(aa|aabaac|ba|b|c)*", "", u"aabaac"), "0:aaba,ba");
  EXPECT_EQ(match(u"(z)((a+)?(b+)?(c))*", "", u"zaacbbbcac"), "0:zaacbbbcac,z,ac,a,-,c");
}

TEST(RegExpMatch, EndsLoopsOverTheEmptyString) {
  EXPECT_EQ(match(u"(a*)*", "", u"b"), "0:,-");
  EXPECT_EQ(match(u"(?:a*)*?b", "", u"aab"), "0:aab");
  EXPECT_EQ(match(u"(\\2a)(\\1)*", "", u"aaa"), "0:aaa,a,a");
  EXPECT_EQ(match(u"(?:a?){3}b", "", u"aab"), "0:aab");
  EXPECT_EQ(match(u"(?:){4294967296}x", "", u"x"), "0:x");
  EXPECT_EQ(match(u"(?:a*){2000000000}b", "", u"aab"), "0:aab");
  EXPECT_EQ(match(u"(?:ab){2000000000}", "", u"abab"), "no match");
}

TEST(RegExpMatch, CountsWithoutUnrolling) {
  PatternError error;
  RegExpCodeRef code =
      compile(std::u16string_view(u"(?:(?:(?:ab){1000}){1000}){1000}"), {}, &error);
  ASSERT_TRUE(code);
  EXPECT_LT(code->byte_size(), 4000u);
  EXPECT_EQ(match(u"(?:ab){2,3}", "", u"ababababab"), "0:ababab");
  EXPECT_EQ(match(u"(?:ab){2,3}?", "", u"ababababab"), "0:abab");
  EXPECT_EQ(match(u"x{0}y", "", u"y"), "0:y");
  EXPECT_EQ(match(u"(x){0}y\\1", "", u"y"), "0:y,-");
}

TEST(RegExpMatch, LooksAround) {
  EXPECT_EQ(match(u"(?=(a+))", "", u"baaabac"), "1:,aaa");
  EXPECT_EQ(match(u"(?=(a+))a*b\\1", "", u"baaabac"), "3:aba,a");
  EXPECT_EQ(match(u"(.*?)a(?!(a+)b\\2c)\\2(.*)", "", u"baaabaac"), "0:baaabaac,ba,-,abaac");
  EXPECT_EQ(match(u"(?<=\\$)\\d+(\\.\\d*)?", "", u"a1 $10.50"), "4:10.50,.50");
  EXPECT_EQ(match(u"(?<!\\$)\\b\\d+", "", u"$10 20"), "4:20");
  EXPECT_EQ(match(u"(?<=(\\d+)(\\d+))$", "", u"1053"), "4:,1,053");
  EXPECT_EQ(match(u"(?<=\\1(a))b", "", u"aab"), "2:b,a");
  EXPECT_EQ(match(u"(?<=([abc]+)).\\1", "", u"abcbc"), "no match");
  EXPECT_EQ(match(u"(?!(a))(?:b)\\1", "", u"b"), "0:b,-");
}

TEST(RegExpMatch, UndoesCapturesOfALookAheadThatIsLeft) {
  EXPECT_EQ(match(u"(?:(?=(a))a|a)b", "", u"ab"), "0:ab,a");
  EXPECT_EQ(match(u"(?:(?=(a))ac|a)b", "", u"ab"), "0:ab,-");
}

TEST(RegExpMatch, RefersBack) {
  EXPECT_EQ(match(u"(a)\\1", "", u"baa"), "1:aa,a");
  EXPECT_EQ(match(u"\\1(a)", "", u"a"), "0:a,a");
  EXPECT_EQ(match(u"(?<x>a)|(?<x>b)\\k<x>", "", u"bb"), "0:bb,-,b");
  EXPECT_EQ(match(u"(?:(?<x>a)|(?<x>b))+\\k<x>", "", u"abb"), "0:abb,-,b");
  EXPECT_EQ(match(u"(ab)\\1", "i", u"abAB"), "0:abAB,ab");
  EXPECT_EQ(match(u"(\xd801\xdc00)\\1", "iu", u"\xd801\xdc00\xd801\xdc28"), "0:????,??");
  EXPECT_EQ(match(u"(\\ud83d)\\1", "u", u"\xd83d\xd83d\xde00"), "no match");
}

TEST(RegExpMatch, IgnoresCase) {
  EXPECT_EQ(match(u"[^x]", "i", u"Xy"), "1:y");
  EXPECT_EQ(match(u"\xdf", "i", u"\x1e9e"), "no match");
  EXPECT_EQ(match(u"\xdf", "iu", u"\x1e9e"), "0:?");
  EXPECT_EQ(match(u"\\u212a", "i", u"k"), "no match");
  EXPECT_EQ(match(u"\\u212a", "iu", u"k"), "0:k");
  EXPECT_EQ(match(u"\\w", "iu", u"\x017f"), "0:?");
  EXPECT_EQ(match(u"\\W", "iu", u"\x017f"), "no match");
  EXPECT_EQ(match(u"\\b", "iu", u"\x017f"), "0:");
  EXPECT_EQ(match(u"\\P{Lu}", "iu", u"A"), "0:A");
  EXPECT_EQ(match(u"\\P{Lu}", "iv", u"A"), "no match");
  EXPECT_EQ(match(u"[^\\P{Lu}]", "iv", u"a"), "0:a");
  EXPECT_EQ(match(u"(?i:a)b", "", u"Ab"), "0:Ab");
  EXPECT_EQ(match(u"(?-i:a)b", "i", u"aB"), "0:aB");
  EXPECT_EQ(match(u"(?-i:a)b", "i", u"AB"), "no match");
}

TEST(RegExpMatch, TreatsSurrogatePairsAsOneWithUnicodeFlags) {
  EXPECT_EQ(match(u"^.$", "", u"\xd83d\xde00"), "no match");
  EXPECT_EQ(match(u"^.$", "u", u"\xd83d\xde00"), "0:??");
  EXPECT_EQ(match(u"\\ude00", "u", u"\xd83d\xde00"), "no match");
  EXPECT_EQ(match(u"\\ude00", "", u"\xd83d\xde00"), "1:?");
  EXPECT_EQ(match(u"(?<=.)x", "u", u"\xd83d\xde00x"), "2:x");
  EXPECT_EQ(match(u".*y", "u", u"\xd83d\xde00y\xd83d\xde00"), "0:??y");
  EXPECT_EQ(match(u"(?<=^.)x", "u", u"\xd83d\xde00x"), "2:x");
  // From the middle of a pair, the match begins at the pair.
  EXPECT_EQ(match(u".", "uy", u"\xd83d\xde00", {.last_index = 1}), "0:??");
  EXPECT_EQ(match(u"", "u", u"\xd83d\xde00", {.last_index = 1}), "0:");
}

TEST(RegExpMatch, MatchesClassSets) {
  EXPECT_EQ(match(u"^[\\w--[aeiou]]+", "v", u"xyzabc"), "0:xyz");
  EXPECT_EQ(match(u"[\\q{abc|ab|a}]", "v", u"abcd"), "0:abc");
  EXPECT_EQ(match(u"[\\q{abc|ab|a}]c", "v", u"abc"), "0:abc");
  EXPECT_EQ(match(u"^[\\q{|x}]y", "v", u"y"), "0:y");
  EXPECT_EQ(match(u"^\\p{RGI_Emoji_Flag_Sequence}$", "v", u"\xd83c\xdde9\xd83c\xddea"), "0:????");
  EXPECT_EQ(match(u"^[\\p{Emoji_Keycap_Sequence}--\\q{0\\ufe0f\\u20e3}]$", "v", u"0\xfe0f\x20e3"),
            "no match");
  EXPECT_EQ(match(u"^[\\p{Emoji_Keycap_Sequence}&&\\q{0\\ufe0f\\u20e3}]$", "v", u"0\xfe0f\x20e3"),
            "0:0??");
}

TEST(RegExpMatch, FindsStartsWithEveryStrategy) {
  std::u16string haystack(300, u'-');
  haystack += u"needle in a haystack";
  EXPECT_EQ(match(u"needle", "", haystack), "300:needle");
  EXPECT_EQ(match(u"needl(e)", "", haystack), "300:needle,e");
  EXPECT_EQ(match(u"[mn]eedle", "", haystack), "300:needle");
  EXPECT_EQ(match(u"hay|needle|pin|in", "", haystack), "300:needle");
  EXPECT_EQ(match(u"NEEDLE", "i", haystack), "300:needle");
  EXPECT_EQ(match(u"k$", "", haystack), "319:k");
  EXPECT_EQ(match(u"$", "", haystack), "320:");
  EXPECT_EQ(match(u"\\u2028x", "", haystack), "no match");
  EXPECT_EQ(match(u"^-|stack$", "", haystack, {.last_index = 1}), "315:stack");
  EXPECT_EQ(match(u"^-", "", haystack, {.last_index = 1}), "no match");
  for (u32 offset = 0; offset < 40; offset++) {
    for (u32 rest = 0; rest < 20; rest++) {
      std::u16string text = std::u16string(offset, u'n') + u"ned" + std::u16string(rest, u'd');
      EXPECT_EQ(match(u"ned", "", text), std::to_string(offset) + ":ned");
      EXPECT_EQ(match(u"ne", "", text), std::to_string(offset) + ":ne");
      EXPECT_EQ(match(u"e", "", text), std::to_string(offset + 1) + ":e");
    }
  }
}

TEST(RegExpMatch, SticksToLastIndex) {
  EXPECT_EQ(match(u"b", "y", u"ab"), "no match");
  EXPECT_EQ(match(u"b", "y", u"ab", {.last_index = 1}), "1:b");
  EXPECT_EQ(match(u"b", "", u"ab", {.anchoring = Anchoring::kSticky}), "no match");
  EXPECT_EQ(match(u"b", "y", u"ab", {.anchoring = Anchoring::kSearch}), "1:b");
}

TEST(RegExpMatch, MultilineAndDotAll) {
  EXPECT_EQ(match(u"^b$", "m", u"a\nb\nc"), "2:b");
  EXPECT_EQ(match(u"^b$", "", u"a\nb\nc"), "no match");
  EXPECT_EQ(match(u"a.b", "", u"a\nb"), "no match");
  EXPECT_EQ(match(u"a.b", "s", u"a\nb"), "0:a?b");
  EXPECT_EQ(match(u"a(?s:.)b", "", u"a\nb"), "0:a?b");
  EXPECT_EQ(match(u".", "", u"\x2028z"), "1:z");
}

TEST(RegExpMatch, NamesCapturesInOrder) {
  PatternError error;
  RegExpCodeRef code = compile(std::u16string_view(u"(?<y>a)(b)(?:(?<x>c)|(?<x>d))"), {}, &error);
  ASSERT_TRUE(code);
  EXPECT_EQ(code->capture_count(), 5u);
  ASSERT_EQ(code->names().size(), 3u);
  EXPECT_EQ(code->names()[0].name, u"y");
  EXPECT_EQ(code->names()[0].index, 1u);
  EXPECT_EQ(code->names()[2].name, u"x");
  EXPECT_EQ(code->names()[2].index, 4u);
}

std::string match_limited(std::u16string_view pattern, const std::string& subject,
                          MatchContext& context) {
  PatternError error;
  RegExpCodeRef code = compile(pattern, {}, &error);
  std::vector<i32> captures(code->capture_count() * 2);
  MatchResult result =
      execute(*code, std::span(reinterpret_cast<const u8*>(subject.data()), subject.size()), 0,
              captures, context);
  return describe(result, std::u16string(subject.begin(), subject.end()), captures);
}

bool stop_soon(void* data) {
  return ++*static_cast<int*>(data) > 3;
}

TEST(RegExpLimits, CatastrophicPatternsCanBeInterrupted) {
  for (const char16_t* pattern :
       {u"(a*)*b", u"(a|aa)+$", u"(x+x+)+y", u"(?:(?:(?:){1000000}){1000000}){1000000}",
        u"(?:[^]*)*?\\d(a*)\\1(a*)\\2b", u"(?=(a*)*b)a", u"(?!(a*)*b)a"}) {
    int polls = 0;
    MatchContext context;
    context.set_interrupt(stop_soon, &polls);
    std::string subject = std::string(60, 'a') + std::string(60, 'x');
    EXPECT_EQ(match_limited(pattern, subject, context), "interrupted");
    EXPECT_EQ(polls, 4);
  }
}

TEST(RegExpLimits, LongScansCanBeInterrupted) {
  int polls = 0;
  MatchContext context;
  context.set_interrupt(stop_soon, &polls);
  EXPECT_EQ(match_limited(u"a*b", std::string(1000000, 'a'), context), "interrupted");
}

std::u16string repeated(std::u16string_view text, usize count) {
  std::u16string result;
  for (usize i = 0; i < count; i++) result += text;
  return result;
}

// Each try fails at once, but only after a long look at the subject or the pattern.
TEST(RegExpLimits, LongTriesCanBeInterrupted) {
  std::string letters(40000, 'a');
  std::u16string half = repeated(u"a", 10000);
  std::pair<std::u16string, std::string> cases[] = {
      {u"x?[ab]*?b", letters},
      {u"a{39999}", std::string(39998, 'a') + "b" + std::string(39998, 'a')},
      {u"x?(?:[ab]{39999,}|c)", std::string(39998, 'a') + "d" + std::string(39998, 'a')},
      {u"x?" + half + half + u"b", letters},
      {half + u"b" + half, letters},
      {repeated(u"()", 20000) + u"(?<=d)", std::string(1000, 'c')},
      {u"(?:[ab]" + repeated(u"(?<!d)", 20000) + u")*", std::string(2000, 'a')},
  };
  for (auto& [pattern, subject] : cases) {
    int polls = 0;
    MatchContext context;
    context.set_interrupt(stop_soon, &polls);
    EXPECT_EQ(match_limited(pattern, subject, context), "interrupted");
  }
}

TEST(RegExpMatch, LongLiteralsAreFoundWhole) {
  std::u16string literal = repeated(u"abcdefghij", 10);
  std::u16string subject = literal.substr(0, 90) + u"-" + literal + u"-";
  EXPECT_EQ(match(literal, "", subject), "91:" + std::string(literal.begin(), literal.end()));
  EXPECT_EQ(match(literal + u"x", "", subject), "no match");
}

TEST(RegExpLimits, TheBacktrackStackIsBounded) {
  MatchContext context(64 * 1024);
  EXPECT_EQ(match_limited(u"(?:ab|ac)*d", "xx", context), "no match");
  EXPECT_EQ(match_limited(u"(?:ab?|a)*d", std::string(20000, 'a'), context), "stack overflow");
  EXPECT_EQ(match_limited(u"a+", "caab", context), "1:aa");
}

TEST(RegExpLimits, TheMemoryOfADeepMatchIsGivenBack) {
  MatchContext context;
  EXPECT_EQ(match_limited(u"^(a|bb)*c", std::string(100000, 'a'), context), "no match");
  EXPECT_GT(context.stack_bytes(), 1u << 20);
  context.shrink();
  EXPECT_EQ(context.stack_bytes(), 0u);
  EXPECT_EQ(match_limited(u"(a|bb)*c", "xxac", context), "2:ac,a");
  usize kept = context.stack_bytes();
  EXPECT_GT(kept, 0u);
  context.shrink();
  EXPECT_EQ(context.stack_bytes(), kept);
}

TEST(RegExpLimits, OversizedPatternsAreRefused) {
  std::u16string many;
  for (int i = 0; i < 70000; i++) many += u"()";
  EXPECT_EQ(match(many, "", u""), "Too many captures");
  std::u16string emoji;
  for (int i = 0; i < 1000; i++) emoji += u"\\p{RGI_Emoji}";
  EXPECT_EQ(match(emoji, "v", u""), "Regular expression too large");
  EXPECT_EQ(match(std::u16string(3000000, '|'), "", u""), "Regular expression too large");
  EXPECT_EQ(match(repeated(u"(?:)", 3000000), "", u""), "Regular expression too large");
  EXPECT_EQ(match(u"[" + std::u16string(20000000, 'a') + u"]", "", u""),
            "Regular expression too large");
  std::u16string deep = std::u16string(900, '(') + u"a" + std::u16string(900, ')') + u"*";
  EXPECT_EQ(match(deep, "", u"b").substr(0, 3), "0:,");
}

TEST(RegExpLimits, ManyGroupsOfOneNameAreCompiledInGoodTime) {
  EXPECT_EQ(match(repeated(u"(?<a>x)|", 60000) + u"y", "", u"zy").substr(0, 3), "1:y");
}

TEST(RegExpLimits, LettersWithoutCaseAreCompiledInGoodTime) {
  EXPECT_EQ(match(repeated(u"\xe9", 500000), "i", u""), "no match");
}

TEST(RegExpLimits, ALargeClassInAnyOrderIsCompiledInGoodTime) {
  std::u16string pattern = u"[";
  for (u32 c = 0xfffe; c > 0x100; c -= 2) pattern.push_back(static_cast<char16_t>(c));
  EXPECT_EQ(match(pattern + u"]", "", u"\x103\x104"), "1:?");
}

}  // namespace
}  // namespace kaze::regexp
