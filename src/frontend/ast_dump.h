// A compact text form of the syntax tree and of the scopes, for tests and debugging.
#pragma once

#include <string>

#include "frontend/ast.h"

namespace kaze {

struct AstDumpOptions {
  bool scopes = false;  // list each scope's variables where it opens
  bool resolutions =
      false;  // annotate references: a@let, a@outer, a@global, a@dynamic, a@let! (checked)
  // Show inner functions as they appear when they are lazy. Names bound outside the function that
  // holds this scope are then @outer, as if it were parsed on its own.
  const Scope* within = nullptr;
};

// S-expressions on one line: `(Binary + (Identifier a) (Number 1))`.
std::string dump_ast(const Node* node, const AstDumpOptions& options = {});
// The body of a function or program, one statement per line.
std::string dump_body(const FunctionNode* function, const AstDumpOptions& options = {});
// `kind{name:kind*,…}`, where the marks are: * captured, ? needs the hole, = assigned.
std::string dump_scope(const Scope* scope);

}  // namespace kaze
