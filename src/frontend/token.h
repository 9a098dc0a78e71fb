// The tokens of ECMAScript, in one table.
//
// The order carries meaning: assignment operators, binary operators and words are ranges, see the
// predicates below. A word written with an escape sequence never has a keyword's kind: a reserved
// word becomes kEscapedReservedWord, a contextual one kIdentifier.
#pragma once

#include "base/common.h"

namespace kaze {

// clang-format off
// X(Name, text, binary precedence)
#define KAZE_PUNCTUATORS(X)                                                             \
  X(LeftBrace, "{", 0) X(RightBrace, "}", 0) X(LeftParen, "(", 0) X(RightParen, ")", 0) \
  X(LeftBracket, "[", 0) X(RightBracket, "]", 0) X(Semicolon, ";", 0) X(Comma, ",", 0)  \
  X(Question, "?", 0) X(QuestionDot, "?.", 0) X(Colon, ":", 0) X(Dot, ".", 0)           \
  X(Ellipsis, "...", 0) X(Arrow, "=>", 0) X(Not, "!", 0) X(BitNot, "~", 0)              \
  X(Increment, "++", 0) X(Decrement, "--", 0)                                           \
  /* Assignment operators */                                                            \
  X(Assign, "=", 0) X(AssignCoalesce, "\?\?=", 0) X(AssignOr, "||=", 0)                 \
  X(AssignAnd, "&&=", 0) X(AssignBitOr, "|=", 0) X(AssignBitXor, "^=", 0)               \
  X(AssignBitAnd, "&=", 0) X(AssignShiftLeft, "<<=", 0) X(AssignShiftRight, ">>=", 0)   \
  X(AssignShiftRightLogical, ">>>=", 0) X(AssignAdd, "+=", 0) X(AssignSub, "-=", 0)     \
  X(AssignMul, "*=", 0) X(AssignDiv, "/=", 0) X(AssignMod, "%=", 0)                     \
  X(AssignExp, "**=", 0)                                                                \
  /* Binary operators */                                                                \
  X(Coalesce, "\?\?", 3) X(Or, "||", 4) X(And, "&&", 5) X(BitOr, "|", 6)                \
  X(BitXor, "^", 7) X(BitAnd, "&", 8) X(ShiftLeft, "<<", 11) X(ShiftRight, ">>", 11)    \
  X(ShiftRightLogical, ">>>", 11) X(Add, "+", 12) X(Sub, "-", 12) X(Mul, "*", 13)       \
  X(Div, "/", 13) X(Mod, "%", 13) X(Exp, "**", 14) X(Equal, "==", 9)                    \
  X(NotEqual, "!=", 9) X(StrictEqual, "===", 9) X(StrictNotEqual, "!==", 9)             \
  X(Less, "<", 10) X(Greater, ">", 10) X(LessEqual, "<=", 10) X(GreaterEqual, ">=", 10)

// The first two are binary operators too.
#define KAZE_RESERVED_WORDS(X)                                                           \
  X(Instanceof, "instanceof", 10) X(In, "in", 10)                                        \
  X(Break, "break", 0) X(Case, "case", 0) X(Catch, "catch", 0) X(Class, "class", 0)      \
  X(Const, "const", 0) X(Continue, "continue", 0) X(Debugger, "debugger", 0)             \
  X(Default, "default", 0) X(Delete, "delete", 0) X(Do, "do", 0) X(Else, "else", 0)      \
  X(Enum, "enum", 0) X(Export, "export", 0) X(Extends, "extends", 0)                     \
  X(False, "false", 0) X(Finally, "finally", 0) X(For, "for", 0)                         \
  X(Function, "function", 0) X(If, "if", 0) X(Import, "import", 0) X(New, "new", 0)      \
  X(Null, "null", 0) X(Return, "return", 0) X(Super, "super", 0) X(Switch, "switch", 0)  \
  X(This, "this", 0) X(Throw, "throw", 0) X(True, "true", 0) X(Try, "try", 0)            \
  X(Typeof, "typeof", 0) X(Var, "var", 0) X(Void, "void", 0) X(While, "while", 0)        \
  X(With, "with", 0)

// Words that are identifiers in some contexts. First those reserved in strict code, then `await`,
// then those with a meaning in certain places only.
#define KAZE_CONTEXTUAL_WORDS(X)                                                         \
  X(Implements, "implements", 0) X(Interface, "interface", 0) X(Package, "package", 0)   \
  X(Private, "private", 0) X(Protected, "protected", 0) X(Public, "public", 0)           \
  X(Let, "let", 0) X(Static, "static", 0) X(Yield, "yield", 0) X(Await, "await", 0)      \
  X(Eval, "eval", 0) X(Arguments, "arguments", 0)                                        \
  X(As, "as", 0) X(Async, "async", 0) X(From, "from", 0) X(Get, "get", 0) X(Of, "of", 0) \
  X(Set, "set", 0) X(Target, "target", 0) X(Meta, "meta", 0) X(Using, "using", 0)

#define KAZE_TOKENS(X)                                                                   \
  X(EndOfInput, "end of input", 0) X(Invalid, "invalid token", 0)                        \
  KAZE_PUNCTUATORS(X) KAZE_RESERVED_WORDS(X) X(EscapedReservedWord, "keyword", 0)        \
  X(Identifier, "identifier", 0) KAZE_CONTEXTUAL_WORDS(X)                                \
  X(PrivateName, "private name", 0) X(Number, "number", 0) X(BigInt, "bigint", 0)        \
  X(String, "string", 0) X(Template, "template", 0)
// clang-format on

enum class TokenKind : u8 {
#define KAZE_TOKEN_KIND(Name, text, precedence) k##Name,
  KAZE_TOKENS(KAZE_TOKEN_KIND)
#undef KAZE_TOKEN_KIND
};

inline constexpr u8 k_token_precedence[] = {
#define KAZE_TOKEN_PRECEDENCE(Name, text, precedence) precedence,
    KAZE_TOKENS(KAZE_TOKEN_PRECEDENCE)
#undef KAZE_TOKEN_PRECEDENCE
};

const char* token_text(TokenKind kind);

// Zero: not a binary operator.
constexpr int binary_precedence(TokenKind kind) {
  return k_token_precedence[static_cast<usize>(kind)];
}
constexpr bool is_assignment_operator(TokenKind kind) {
  return kind >= TokenKind::kAssign && kind <= TokenKind::kAssignExp;
}
// Could be an IdentifierReference in some context.
constexpr bool is_identifier_like(TokenKind kind) {
  return kind >= TokenKind::kIdentifier && kind <= TokenKind::kUsing;
}
// Any IdentifierName.
constexpr bool is_word(TokenKind kind) {
  return kind >= TokenKind::kInstanceof && kind <= TokenKind::kUsing;
}
constexpr bool is_reserved_word(TokenKind kind) {
  return kind >= TokenKind::kInstanceof && kind <= TokenKind::kWith;
}
constexpr bool is_strict_reserved_word(TokenKind kind) {
  return kind >= TokenKind::kImplements && kind <= TokenKind::kYield;
}

}  // namespace kaze
