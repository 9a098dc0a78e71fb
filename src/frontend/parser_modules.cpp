// Import and export declarations (ECMA-262 16.2).
#include <algorithm>

#include "frontend/parser_impl.h"

namespace kaze {

using enum TokenKind;

// ---------------------------------------------------------------------------------------------
// Requests

// [ with { key: "value", … } ]
std::span<ImportAttribute> Parser::parse_import_attributes() {
  std::vector<ImportAttribute> attributes;
  if (!consume(kWith)) return {};
  expect(kLeftBrace);
  while (!at(kRightBrace) && !at(kEndOfInput)) {
    Token key = token();
    if (!is_word(key.kind) && key.kind != kString) {
      unexpected();
      break;
    }
    check_strict_token(key);
    advance();
    expect(kColon);
    if (!at(kString)) {
      unexpected();
      break;
    }
    for (const ImportAttribute& attribute : attributes) {
      if (attribute.key == key.string) {
        fail(ParseMessage::kImportAttributesDuplicateKey, key.start, key.end, key.string);
      }
    }
    attributes.push_back({key.string, parse_string()->value});
    if (!at(kRightBrace)) expect(kComma);
  }
  expect(kRightBrace);
  std::sort(attributes.begin(), attributes.end(),
            [](const ImportAttribute& a, const ImportAttribute& b) {
              u32 length = std::min(a.key->length, b.key->length);
              for (u32 i = 0; i < length; i++) {
                u32 x = a.key->unit_at(i), y = b.key->unit_at(i);
                if (x != y) return x < y;
              }
              return a.key->length < b.key->length;
            });
  return arena_.copy(std::span<const ImportAttribute>(attributes));
}

// A ModuleSpecifier with attributes; the index of the request.
u32 Parser::parse_module_request() {
  u32 start = token().start;
  if (!at(kString)) {
    unexpected();
    return 0;
  }
  const AstString* specifier = parse_string()->value;
  u32 end = lexer_.previous_end();
  std::span<ImportAttribute> attributes = parse_import_attributes();
  for (u32 i = 0; i < requests_.size(); i++) {
    const ModuleRequest& other = requests_[i];
    bool is_same =
        other.specifier == specifier &&
        std::equal(attributes.begin(), attributes.end(), other.attributes.begin(),
                   other.attributes.end(), [](const ImportAttribute& a, const ImportAttribute& b) {
                     return a.key == b.key && a.value == b.value;
                   });
    if (is_same) return i;
  }
  requests_.push_back({specifier, attributes, start, end});
  return static_cast<u32>(requests_.size() - 1);
}

// IdentifierName or a well-formed StringLiteral.
const AstString* Parser::parse_module_export_name() {
  if (is_word(kind())) {
    const AstString* name = token().string;
    advance();
    return name;
  }
  if (!at(kString)) {
    unexpected();
    return empty_;
  }
  const AstString* name = token().string;
  if (!name->is_latin1) {
    std::u16string_view units = name->utf16();
    for (usize i = 0; i < units.size(); i++) {
      if (is_lead_surrogate(units[i]) && i + 1 < units.size() && is_trail_surrogate(units[i + 1])) {
        i++;
      } else if (is_surrogate(units[i])) {
        fail(ParseMessage::kInvalidModuleExportName, token());
        break;
      }
    }
  }
  return parse_string()->value;
}

// ---------------------------------------------------------------------------------------------
// 16.2.2 Imports. Entries get their request when the specifier is read.

void Parser::add_import(const AstString* import_name, const Token& local) {
  if (!check_identifier(local, true)) return;
  Variable* variable = declare_lexical(VariableKind::kImport, local.string, local.start, local.end);
  variable->is_namespace_import = !import_name;
  imports_.push_back({0, import_name, variable, local.start});
}

void Parser::parse_named_imports() {
  advance();
  while (!at(kRightBrace) && !at(kEndOfInput)) {
    Token first = token();
    const AstString* name = parse_module_export_name();
    if (failed()) return;
    if (at(kAs)) {
      advance();
      add_import(name, token());
      advance();
    } else if (first.kind == kString) {
      return unexpected();
    } else {
      add_import(name, first);
    }
    if (!at(kRightBrace)) expect(kComma);
  }
  expect(kRightBrace);
}

Node* Parser::parse_import_declaration() {
  auto* node = make<EmptyNode>(token().start);
  if (!at_module_level()) {
    if (is_module_) {
      unexpected();
    } else {
      fail(ParseMessage::kImportOutsideModule, token());
    }
    return node;
  }
  advance();
  if (at(kString)) {
    parse_module_request();
    consume_semicolon();
    return finish(node);
  }
  const usize first_import = imports_.size();
  bool needs_more = true;
  if (is_identifier_like(kind())) {
    add_import(default_, token());
    advance();
    needs_more = consume(kComma);
  }
  if (needs_more) {
    if (consume(kMul)) {
      if (!at(kAs)) unexpected();
      advance();
      add_import(nullptr, token());
      advance();
    } else if (at(kLeftBrace)) {
      parse_named_imports();
    } else {
      unexpected();
    }
  }
  if (!at(kFrom)) {
    unexpected();
    return node;
  }
  advance();
  u32 request = parse_module_request();
  for (usize i = first_import; i < imports_.size(); i++) imports_[i].request = request;
  consume_semicolon();
  return finish(node);
}

// ---------------------------------------------------------------------------------------------
// 16.2.3 Exports

void Parser::add_export_name(const AstString* name, u32 start, u32 end) {
  if (name->is_exported_name) return fail(ParseMessage::kDuplicateExport, start, end, name);
  name->is_exported_name = true;
}

void Parser::export_local(const AstString* export_name, const AstString* local_name, u32 start,
                          u32 end) {
  add_export_name(export_name, start, end);
  local_exports_.push_back({export_name, local_name, start, end});
}

void Parser::export_pattern_names(Node* pattern) {
  if (!pattern || failed()) return;
  switch (pattern->kind) {
  case NodeKind::kIdentifier: {
    const AstString* name = pattern->as<IdentifierNode>()->name;
    return export_local(name, name, pattern->start, pattern->end);
  }
  case NodeKind::kArrayPattern:
    for (Node* element : pattern->as<ArrayPatternNode>()->elements) export_pattern_names(element);
    return;
  case NodeKind::kObjectPattern:
    for (Node* property : pattern->as<ObjectPatternNode>()->properties) {
      export_pattern_names(property);
    }
    return;
  case NodeKind::kProperty: return export_pattern_names(pattern->as<PropertyNode>()->value);
  case NodeKind::kPatternDefault:
    return export_pattern_names(pattern->as<PatternDefaultNode>()->target);
  case NodeKind::kRest: return export_pattern_names(pattern->as<RestNode>()->target);
  default: return;
  }
}

void Parser::export_declared_names(Node* declaration) {
  if (failed()) return;
  switch (declaration->kind) {
  case NodeKind::kVariableDeclaration:
    for (DeclaratorNode* declarator : declaration->as<VariableDeclarationNode>()->declarators) {
      export_pattern_names(declarator->target);
    }
    return;
  case NodeKind::kFunctionDeclaration: {
    const AstString* name = declaration->as<FunctionDeclarationNode>()->variable->name;
    return export_local(name, name, declaration->start, declaration->end);
  }
  case NodeKind::kClassDeclaration: {
    const AstString* name = declaration->as<ClassDeclarationNode>()->variable->name;
    return export_local(name, name, declaration->start, declaration->end);
  }
  default: return;
  }
}

Variable* Parser::declare_default_export(u32 start) {
  default_binding_ = known("*default*");
  return declare_lexical(VariableKind::kLet, default_binding_, start, start + 7);
}

Node* Parser::parse_export_declaration() {
  u32 start = token().start;
  if (!at_module_level()) {
    unexpected();
    return error_node();
  }
  advance();
  switch (kind()) {
  case kDefault: return parse_export_default(start);
  case kLeftBrace: return parse_export_clause(start);
  case kMul: return parse_export_star(start);
  case kVar:
  case kLet:
  case kConst: {
    u32 declaration_start = token().start;
    DeclarationKind declaration_kind = at(kVar)   ? DeclarationKind::kVar
                                       : at(kLet) ? DeclarationKind::kLet
                                                  : DeclarationKind::kConst;
    Node* node = parse_variable_declaration(declaration_kind, declaration_start, false);
    consume_semicolon();
    export_declared_names(node);
    return finish(node);
  }
  case kFunction: {
    Node* node = parse_function_declaration(token().start, false);
    export_declared_names(node);
    return node;
  }
  case kAsync: {
    u32 declaration_start = token().start;
    advance();
    if (!at(kFunction) || token().newline_before) {
      unexpected();
      return error_node();
    }
    Node* node = parse_function_declaration(declaration_start, true);
    export_declared_names(node);
    return node;
  }
  case kClass: {
    Node* node = parse_class_declaration();
    export_declared_names(node);
    return node;
  }
  default: unexpected(); return error_node();
  }
}

Node* Parser::parse_export_default(u32 start) {
  Token default_token = token();
  advance();
  Node* node = nullptr;
  u32 declaration_start = token().start;
  if (at(kFunction)) {
    node = parse_function_declaration(declaration_start, false, true);
  } else if (at(kAsync)) {
    Token next = peek();
    if (next.kind == kFunction && !next.newline_before) {
      advance();
      node = parse_function_declaration(declaration_start, true, true);
    }
  } else if (at(kClass)) {
    node = parse_class_declaration(true);
  }
  const AstString* local;
  if (node) {
    if (failed()) return node;
    local = node->kind == NodeKind::kFunctionDeclaration
                ? node->as<FunctionDeclarationNode>()->variable->name
                : node->as<ClassDeclarationNode>()->variable->name;
    if (local == default_binding_ && node->kind == NodeKind::kClassDeclaration) {
      auto* anonymous = make<ExportDefaultNode>(start);
      anonymous->expression = node->as<ClassDeclarationNode>()->value;
      anonymous->variable = node->as<ClassDeclarationNode>()->variable;
      node = finish(anonymous);
    }
  } else {
    auto* expression = make<ExportDefaultNode>(start);
    expression->variable = declare_default_export(start);
    expression->expression = parse_assignment();
    consume_semicolon();
    expression->variable->initialized_at = lexer_.previous_end();
    local = default_binding_;
    node = finish(expression);
  }
  export_local(default_, local, default_token.start, default_token.end);
  return node;
}

// export { a, b as c } [ from "m" ];
Node* Parser::parse_export_clause(u32 start) {
  auto* node = make<EmptyNode>(start);
  struct Specifier {
    Token token;
    const AstString* local;
    const AstString* exported;
    u32 start;
    u32 end;
  };
  std::vector<Specifier> specifiers;
  advance();
  while (!at(kRightBrace) && !at(kEndOfInput)) {
    Specifier specifier;
    specifier.token = token();
    specifier.start = token().start;
    specifier.local = specifier.exported = parse_module_export_name();
    if (consume(kAs)) {
      specifier.start = token().start;
      specifier.exported = parse_module_export_name();
    }
    specifier.end = lexer_.previous_end();
    specifiers.push_back(specifier);
    if (!at(kRightBrace)) expect(kComma);
  }
  expect(kRightBrace);
  if (failed()) return node;
  if (consume(kFrom)) {
    u32 request = parse_module_request();
    for (const Specifier& specifier : specifiers) {
      add_export_name(specifier.exported, specifier.start, specifier.end);
      indirect_exports_.push_back({specifier.exported, request, specifier.local, specifier.start});
    }
  } else {
    for (const Specifier& specifier : specifiers) {
      // These are references: no strings, no reserved words.
      if (!is_identifier_like(specifier.token.kind)) {
        unexpected(specifier.token);
      } else {
        check_identifier(specifier.token, false);
      }
      export_local(specifier.exported, specifier.local, specifier.start, specifier.end);
    }
  }
  consume_semicolon();
  return finish(node);
}

// export * [ as name ] from "m";
Node* Parser::parse_export_star(u32 start) {
  auto* node = make<EmptyNode>(start);
  advance();
  const AstString* name = nullptr;
  u32 name_start = token().start;
  if (consume(kAs)) {
    name_start = token().start;
    name = parse_module_export_name();
    add_export_name(name, name_start, lexer_.previous_end());
  }
  if (!at(kFrom)) {
    unexpected();
    return node;
  }
  advance();
  u32 request = parse_module_request();
  if (name) {
    indirect_exports_.push_back({name, request, nullptr, name_start});
  } else {
    star_exports_.push_back(request);
  }
  consume_semicolon();
  return finish(node);
}

// 16.2.1.7.1 ParseModule, steps 5 to 11. The module's scope is still open.
void Parser::finish_module() {
  std::vector<LocalExportEntry> locals;
  for (const PendingLocalExport& entry : local_exports_) {
    Variable* variable = binding_in(scope_, entry.local_name);
    if (!variable) {
      return fail(ParseMessage::kModuleExportUndefined, entry.start, entry.end, entry.local_name);
    }
    variable->is_exported = true;
    variable->is_captured = true;
    const ImportEntry* import = nullptr;
    if (variable->kind == VariableKind::kImport) {
      for (const ImportEntry& candidate : imports_) {
        if (candidate.local == variable) import = &candidate;
      }
    }
    if (import) {
      indirect_exports_.push_back(
          {entry.export_name, import->request, import->import_name, entry.start});
    } else {
      locals.push_back({entry.export_name, variable});
    }
  }
  auto* module = new (arena_.allocate(sizeof(ModuleNode), alignof(ModuleNode))) ModuleNode{};
  module->requests = arena_.copy(std::span<const ModuleRequest>(requests_));
  module->imports = arena_.copy(std::span<const ImportEntry>(imports_));
  module->local_exports = arena_.copy(std::span<const LocalExportEntry>(locals));
  module->indirect_exports = arena_.copy(std::span<const IndirectExportEntry>(indirect_exports_));
  module->star_exports = arena_.copy(std::span<const u32>(star_exports_));
  ast_.module = module;
}

}  // namespace kaze
