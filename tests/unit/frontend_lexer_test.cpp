#include <gtest/gtest.h>

#include "frontend/lexer.h"
#include "frontend_test.h"

namespace kaze {
namespace {

struct LexerFixture {
  explicit LexerFixture(std::string source, bool is_module = false)
      : text(std::move(source)), strings(arena), lexer(text, 0, strings, is_module) {}
  std::string text;
  Arena arena;
  AstStringTable strings;
  Lexer lexer;

  // The kinds of all tokens, with "/" where a line terminator comes before one.
  std::string kinds() {
    std::string out;
    for (; lexer.current().kind != TokenKind::kEndOfInput; lexer.advance()) {
      if (!out.empty()) out += lexer.current().newline_before ? " / " : " ";
      out += token_text(lexer.current().kind);
      if (lexer.current().kind == TokenKind::kInvalid) break;
    }
    return out;
  }
};

std::string kinds(std::string source, bool is_module = false) {
  return LexerFixture(std::move(source), is_module).kinds();
}
f64 number(std::string source) {
  LexerFixture fixture(std::move(source));
  EXPECT_EQ(fixture.lexer.current().kind, TokenKind::kNumber) << fixture.text;
  return fixture.lexer.current().number;
}
std::string string(std::string source) {
  LexerFixture fixture(std::move(source));
  EXPECT_EQ(fixture.lexer.current().kind, TokenKind::kString) << fixture.text;
  return fixture.lexer.current().string->to_utf8();
}

TEST(FrontendLexer, TakesTheLongestPunctuator) {
  EXPECT_EQ(kinds("a>>>=b>>>c>>=d>>e>=f>g"),
            "identifier >>>= identifier >>> identifier >>= identifier >> identifier >= "
            "identifier > identifier");
  EXPECT_EQ(kinds("a?.b?.5:c?\?d?\?=e"),
            "identifier ?. identifier ? number : identifier ?\? identifier ?\?= identifier");
  EXPECT_EQ(kinds("**= ** *= * ... . => == ="), "**= ** *= * ... . => == =");
}

TEST(FrontendLexer, KeepsTrackOfLineTerminators) {
  EXPECT_EQ(kinds("a\nb\rc\xe2\x80\xa8x/*\n*/y/**/z//\nw"),
            "identifier / identifier / identifier / identifier / identifier identifier / "
            "identifier");
}

// White space and comments are skipped sixteen bytes at a time: what ends them may lie anywhere in those.
TEST(FrontendLexer, FindsTheEndOfLongBlanksAndComments) {
  const std::string breaks[] = {"\n", "\r", "\xe2\x80\xa8", "\xe2\x80\xa9"};
  for (usize before = 0; before < 40; before++) {
    for (usize after : {0, 1, 15, 16, 17, 33}) {
      std::string left(before, 'x'), right(after, 'y');
      EXPECT_EQ(kinds("a\n" + std::string(before, ' ') + "b" + std::string(after, ' ')),
                "identifier / identifier");
      EXPECT_EQ(kinds("a/*" + left + "*" + right + "*/b"), "identifier identifier");
      EXPECT_EQ(kinds("a/*" + left + "\xe2\x80\xaa" + right + "*/b"), "identifier identifier");
      EXPECT_EQ(kinds("a//" + left + "\xe2\x80\xaa" + right), "identifier");
      EXPECT_EQ(kinds("a/*" + left + "*" + right), "identifier invalid token");
      EXPECT_EQ(kinds("a/*" + left + std::string(1, '\0') + right + "*/b"), "identifier identifier");
      for (const std::string& line_break : breaks) {
        EXPECT_EQ(kinds("a/*" + left + line_break + right + "*/b"), "identifier / identifier");
        EXPECT_EQ(kinds("a//" + left + line_break + right), after ? "identifier / identifier" : "identifier");
      }
    }
  }
}

TEST(FrontendLexer, TellsNamesOfAnyLengthApart) {
  for (usize length = 1; length < 40; length++) {
    std::string name(length, 'a');
    for (usize i = 0; i < length; i++) {
      std::string other = name;
      other[i] = 'b';
      LexerFixture fixture(name + " " + other + " " + name);
      const AstString* first = fixture.lexer.current().string;
      fixture.lexer.advance();
      EXPECT_NE(fixture.lexer.current().string, first) << other;
      fixture.lexer.advance();
      EXPECT_EQ(fixture.lexer.current().string, first) << name;
    }
  }
}

TEST(FrontendLexer, SkipsHtmlLikeCommentsInScriptsOnly) {
  EXPECT_EQ(kinds("--> x\na <!-- y\n  --> z\nb --> 1"), "identifier / identifier -- > number");
  EXPECT_EQ(kinds("a <!--b", true), "identifier < ! -- identifier");
}

TEST(FrontendLexer, SkipsAHashbangAtTheVeryStart) {
  EXPECT_EQ(kinds("#!/usr/bin/env kaze\na"), "identifier");
  EXPECT_EQ(kinds(" #!x"), "invalid token");
}

TEST(FrontendLexer, ReadsNumbers) {
  EXPECT_EQ(number("0"), 0);
  EXPECT_EQ(number("1_000.5e-1_0"), 1000.5e-10);
  EXPECT_EQ(number(".5"), 0.5);
  EXPECT_EQ(number("5."), 5);
  EXPECT_EQ(number("0xFF"), 255);
  EXPECT_EQ(number("0b1010"), 10);
  EXPECT_EQ(number("0o17"), 15);
  EXPECT_EQ(number("017"), 15);
  EXPECT_EQ(number("089.5"), 89.5);
  EXPECT_EQ(number("9007199254740993"), 9007199254740992.0);
  EXPECT_EQ(number("0x20000000000001"), 9007199254740992.0);
  EXPECT_EQ(number("123456789012345678"), 123456789012345680.0);
}

TEST(FrontendLexer, RejectsMalformedNumbers) {
  for (const char* source : {"1_", "1__0", "0_1", "08_1", "1e", "1e+", "0x", "0xg", "0b2", "3in",
                             "3a", "01n", "1.5n", "1n1", "0b1n_", "1._5", "1\\u0061"}) {
    EXPECT_EQ(kinds(source), "invalid token") << source;
  }
}

TEST(FrontendLexer, ReadsStringsWithEscapes) {
  EXPECT_EQ(string("'a\\x41\\u0042\\u{43}\\n\\0\\\nb\\q'"), std::string("aABC\n\0bq", 8));
  EXPECT_EQ(string("\"\\101\\60\\377\""), "A0\xc3\xbf");
  EXPECT_EQ(string("'\\ud83d\\ude00'"), "\xf0\x9f\x98\x80");
  EXPECT_EQ(string("'\xe2\x80\xa8'"), "\xe2\x80\xa8");
}

TEST(FrontendLexer, KeepsLoneSurrogates) {
  LexerFixture fixture("'\\ud800x'");
  const AstString* value = fixture.lexer.current().string;
  ASSERT_EQ(value->length, 2u);
  EXPECT_EQ(value->unit_at(0), 0xd800u);
}

TEST(FrontendLexer, InternsByContentWhateverTheSpelling) {
  LexerFixture fixture("abc \\u0061bc 'a\\x62c' \"abc\"");
  const AstString* first = fixture.lexer.current().string;
  for (int i = 0; i < 3; i++) {
    fixture.lexer.advance();
    EXPECT_EQ(fixture.lexer.current().string, first);
  }
  EXPECT_EQ(first->hash, hash_units("abc", 3));
}

TEST(FrontendLexer, StoresLatin1OnlyIfAllUnitsFit) {
  LexerFixture fixture("\xc3\xa9t\xc3\xa9 '\xe2\x82\xac'");
  EXPECT_TRUE(fixture.lexer.current().string->is_latin1);
  EXPECT_EQ(fixture.lexer.current().string->length, 3u);
  fixture.lexer.advance();
  EXPECT_FALSE(fixture.lexer.current().string->is_latin1);
}

TEST(FrontendLexer, RecognisesArrayIndices) {
  LexerFixture fixture("'0' '4294967294' '4294967295' '01' '' '-1'");
  u32 expected[] = {0,
                    4294967294u,
                    k_not_an_array_index,
                    k_not_an_array_index,
                    k_not_an_array_index,
                    k_not_an_array_index};
  for (u32 index : expected) {
    EXPECT_EQ(fixture.lexer.current().string->array_index, index);
    fixture.lexer.advance();
  }
}

TEST(FrontendLexer, MarksWordsWithEscapes) {
  EXPECT_EQ(kinds("v\\u0061r l\\u0065t var let"), "keyword identifier var let");
}

TEST(FrontendLexer, TreatsMalformedUtf8AsAnInvalidToken) {
  EXPECT_EQ(kinds("\xff"), "invalid token");
  EXPECT_EQ(kinds("a\xc3"), "identifier invalid token");
  EXPECT_EQ(string("'\xff'"), "\xef\xbf\xbd");
}

TEST(FrontendSourceText, ComputesLineAndUtf16Column) {
  auto source = test::text(
      "ab\r\nc\xf0\x9f\x98\x80"
      "d\xe2\x80\xa8"
      "e");
  auto at = [&](u32 offset) {
    SourcePosition position = source->position(offset);
    return std::pair(position.line, position.column);
  };
  EXPECT_EQ(at(0), std::pair(1u, 1u));
  EXPECT_EQ(at(4), std::pair(2u, 1u));
  EXPECT_EQ(at(9), std::pair(2u, 4u));
  EXPECT_EQ(at(13), std::pair(3u, 1u));
  EXPECT_EQ(source->line_at(5),
            "c\xf0\x9f\x98\x80"
            "d");
}

TEST(FrontendSourceText, FormatsAnErrorLikeNode) {
  auto source = test::text("let a = 1;\n\tlet b = ;\n");
  auto ast = parse_script(source, {});
  EXPECT_EQ(format_parse_error(*source, ast->error),
            "test.js:2\n\tlet b = ;\n\t        ^\n\nSyntaxError: Unexpected token ';'");
}

}  // namespace
}  // namespace kaze
