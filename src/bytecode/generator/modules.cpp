// Modules: the body's prologue, and the plain data that linking needs.

#include "bytecode/generator/generator.h"
#include "bytecode/literal_strings.h"
#include "bytecode/module_code.h"

namespace kaze {

// 16.2.1.7.3.1 InitializeEnvironment has been done by the linker, as far as the environment goes. What
// lives in registers is set up here.
void Generator::module_prologue(FunctionNode* node) {
  Scope* scope = node->scope;
  open_scope(scope);
  for (Variable* variable : scope->variables()) place_variable(variable);
  Register reg = allocate_variable();
  emit(Opcode::kLoadClosureEnvironment, reg);
  layout(scope).environment = environment_ = reg;
  for (Variable* variable : scope->variables()) {
    if (static_cast<Location>(variable->location_kind) != Location::kRegister) continue;
    Register place = static_cast<Register>(variable->location);
    if (variable->needs_hole) {
      emit(Opcode::kLoadEmpty, place);
    } else if (!variable->is_lexical()) {
      emit(Opcode::kLoadUndefined, place);
    }
  }
  make_module_code(node);
}

void Generator::make_module_code(FunctionNode* node) {
  const ModuleNode& module = *compilation_.ast().module;
  auto code = std::make_shared<ModuleCode>();
  LiteralStringCopier copier;
  code->requests.resize(module.requests.size());
  for (usize i = 0; i < module.requests.size(); i++) {
    const ModuleRequest& from = module.requests[i];
    ModuleCode::Request& to = code->requests[i];
    copier.add(&to.specifier, *from.specifier);
    to.start = from.start;
    to.end = from.end;
    to.attributes.resize(from.attributes.size());
    for (usize j = 0; j < from.attributes.size(); j++) {
      copier.add(&to.attributes[j].key, *from.attributes[j].key);
      copier.add(&to.attributes[j].value, *from.attributes[j].value);
    }
  }
  code->imports.resize(module.imports.size());
  for (usize i = 0; i < module.imports.size(); i++) {
    const ImportEntry& from = module.imports[i];
    ModuleCode::Import& to = code->imports[i];
    to.request = from.request;
    to.is_namespace = !from.import_name;
    if (from.import_name) copier.add(&to.import_name, *from.import_name);
    to.slot = from.local->slot;
    to.position = from.start;
  }
  code->local_exports.resize(module.local_exports.size());
  for (usize i = 0; i < module.local_exports.size(); i++) {
    copier.add(&code->local_exports[i].export_name, *module.local_exports[i].export_name);
    code->local_exports[i].slot = module.local_exports[i].local->slot;
  }
  code->indirect_exports.resize(module.indirect_exports.size());
  for (usize i = 0; i < module.indirect_exports.size(); i++) {
    const IndirectExportEntry& from = module.indirect_exports[i];
    ModuleCode::IndirectExport& to = code->indirect_exports[i];
    copier.add(&to.export_name, *from.export_name);
    to.request = from.request;
    to.is_namespace = !from.import_name;
    if (from.import_name) copier.add(&to.import_name, *from.import_name);
    to.position = from.start;
  }
  code->star_exports.assign(module.star_exports.begin(), module.star_exports.end());
  code->has_top_level_await = module.has_top_level_await;
  code->environment_slots = layout(node->scope).slot_count;
  for (Variable* variable : node->scope->variables()) {
    if (static_cast<Location>(variable->location_kind) != Location::kEnvironment) continue;
    if (variable->kind != VariableKind::kImport && variable->is_lexical() &&
        variable->kind != VariableKind::kBlockFunction) {
      code->uninitialized_slots.push_back(variable->slot);
    }
  }
  // Functions in the environment are made by the linker, the others right here.
  for (FunctionDeclarationNode* declaration : node->scope->functions) {
    const AstString* name = declaration->function->name;
    if (!name) name = intern("default");
    if (static_cast<Location>(declaration->variable->location_kind) == Location::kRegister) {
      Temporaries temporaries(*this);
      function_expression(declaration->function, name, local(declaration->variable));
      continue;
    }
    Ref<FunctionTemplate> function = compilation_.make_template(declaration->function, scope_);
    compilation_.set_name(*function, name);
    code->functions.push_back(
        {declaration->variable->slot, builder_.function(std::move(function))});
  }
  code->storage = copier.finish();
  builder_.code().module = std::move(code);
}

}  // namespace kaze
