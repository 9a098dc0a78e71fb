// A compact text form of the syntax tree and of the scopes, for tests and debugging.
#pragma once

#include <string>

#include "frontend/ast.h"

namespace kaze {

struct AstDumpOptions {
  bool scopes = false;       // list each scope's variables where it opens
  bool resolutions = false;  // annotate references: a@captured, a@global, a@dynamic, a! (TDZ check)
};

// S-expressions on one line: `(Binary + (Identifier a) (Number 1))`.
std::string dump_ast(const Node* node, const AstDumpOptions& options = {});
// The body of a function or program, one statement per line.
std::string dump_body(const FunctionNode* function, const AstDumpOptions& options = {});
// `kind{name:kind*,…}`, where the marks are: * captured, ? needs the hole, = assigned.
std::string dump_scope(const Scope* scope);

}  // namespace kaze
