// Helpers of the front end's tests.
#pragma once

#include <memory>
#include <string>

#include "frontend/ast_dump.h"
#include "frontend/ast_visit.h"
#include "frontend/parser.h"

namespace kaze::test {

inline Ref<SourceText> text(std::string source) {
  return make_ref<SourceText>(std::move(source), "test.js");
}

inline ParseOptions eager() {
  ParseOptions options;
  options.lazy = false;
  return options;
}

inline std::string outcome(const Ast& ast, const AstDumpOptions& dump = {}) {
  return ast.ok() ? dump_body(ast.root, dump) : "error: " + ast.error.message;
}

// The statements as S-expressions, or "error: …".
inline std::string script(std::string source) {
  return outcome(*parse_script(text(std::move(source)), eager()));
}
inline std::string module(std::string source) {
  return outcome(*parse_module(text(std::move(source)), eager()));
}
// With scopes and resolutions.
inline std::string scopes(std::string source) {
  return outcome(*parse_script(text(std::move(source)), eager()),
                 {.scopes = true, .resolutions = true});
}
// Only the message, or "" if the script parses. Lazy, so that the errors of inner functions are
// those of the pre-parse.
inline std::string script_error(std::string source) {
  return parse_script(text(std::move(source)), {})->error.message;
}
inline std::string module_error(std::string source) {
  return parse_module(text(std::move(source)), {})->error.message;
}

// The first function under `root` with this name.
inline FunctionNode* find_function(Node* root, std::string_view name) {
  FunctionNode* found = nullptr;
  for_each_child(root, [&](Node* child) {
    if (found) return;
    auto* function = node_cast<FunctionNode>(child);
    found = function && function->name && function->name->equals(name) ? function
                                                                       : find_function(child, name);
  });
  return found;
}

}  // namespace kaze::test
