#include "frontend/token.h"

#include "frontend/ast.h"
#include "frontend/messages.h"

namespace kaze {

const char* token_text(TokenKind kind) {
  static constexpr const char* k_texts[] = {
#define KAZE_TOKEN_TEXT(Name, text, precedence) text,
      KAZE_TOKENS(KAZE_TOKEN_TEXT)
#undef KAZE_TOKEN_TEXT
  };
  return k_texts[static_cast<usize>(kind)];
}

const char* parse_message_text(ParseMessage message) {
  static constexpr const char* k_texts[] = {
#define KAZE_PARSE_MESSAGE_TEXT(Name, text) text,
      KAZE_PARSE_MESSAGES(KAZE_PARSE_MESSAGE_TEXT)
#undef KAZE_PARSE_MESSAGE_TEXT
  };
  return k_texts[static_cast<usize>(message)];
}

const char* node_kind_name(NodeKind kind) {
  static constexpr const char* k_names[] = {
#define KAZE_AST_NAME(Name) #Name,
      KAZE_AST_NODES(KAZE_AST_NAME)
#undef KAZE_AST_NAME
  };
  return k_names[static_cast<usize>(kind)];
}

const char* binary_operator_text(BinaryOperator op) {
  static constexpr const char* k_texts[] = {
#define KAZE_BINARY_TEXT(Name, text) text,
      KAZE_BINARY_OPERATORS(KAZE_BINARY_TEXT)
#undef KAZE_BINARY_TEXT
  };
  return k_texts[static_cast<usize>(op)];
}

}  // namespace kaze
