#include "bytecode/compiler.h"

#include "bytecode/generator/compilation.h"

namespace kaze {

namespace {

constexpr usize k_default_stack = 256 * 1024;

// How far generation may go down the native stack from here.
usize stack_limit_of(const CompilerOptions& options) {
  if (options.parse.stack_limit) return options.parse.stack_limit;
  return reinterpret_cast<usize>(__builtin_frame_address(0)) - k_default_stack;
}

ParseError too_deep() {
  ParseError error;
  error.kind = ParseErrorKind::kRangeError;
  error.message = "Maximum call stack size exceeded";
  return error;
}

CompileResult compile(std::unique_ptr<Ast> ast, const CompilerOptions& options,
                      Ref<ScopeInfo> outer, FunctionNode* node, Scope* closure_scope) {
  CompileResult result;
  Compilation compilation(*ast, options, stack_limit_of(options), std::move(outer));
  Ref<FunctionTemplate> function = compilation.make_template(node, closure_scope);
  if (!compilation.run()) {
    result.error = too_deep();
    return result;
  }
  result.function = std::move(function);
  return result;
}

CompileResult compile_root(std::unique_ptr<Ast> ast, const CompilerOptions& options,
                           Ref<ScopeInfo> outer = nullptr) {
  if (!ast->ok()) return {nullptr, std::move(ast->error)};
  FunctionNode* root = ast->root;
  Scope* outermost = root->name_scope ? root->name_scope : root->scope;
  Scope* closure_scope = outermost->parent;
  return compile(std::move(ast), options, std::move(outer), root, closure_scope);
}

}  // namespace

CompileResult compile_script(Ref<SourceText> source, const CompilerOptions& options) {
  return compile_root(parse_script(std::move(source), options.parse), options);
}

CompileResult compile_module(Ref<SourceText> source, const CompilerOptions& options) {
  return compile_root(parse_module(std::move(source), options.parse), options);
}

CompileResult compile_eval(Ref<SourceText> source, const EvalSite& site,
                           const CompilerOptions& options) {
  EvalContext context;
  context.outer = site.scope.get();
  context.is_strict = site.is_strict;
  context.allow_new_target = site.allow_new_target;
  context.allow_super_property = site.allow_super_property;
  context.allow_super_call = site.allow_super_call;
  context.in_field_initializer = site.in_field_initializer;
  return compile_root(parse_eval(std::move(source), context, options.parse), options, site.scope);
}

CompileResult compile_indirect_eval(Ref<SourceText> source, const CompilerOptions& options) {
  return compile_root(parse_eval(std::move(source), {}, options.parse), options);
}

CompileResult compile_dynamic_function(std::string_view parameters, std::string_view body,
                                       bool is_async, bool is_generator, std::string url,
                                       const CompilerOptions& options) {
  std::unique_ptr<Ast> ast = parse_dynamic_function(parameters, body, is_async, is_generator,
                                                    std::move(url), options.parse);
  if (!ast->ok()) return {nullptr, std::move(ast->error)};
  Scope* script = ast->root->scope;
  FunctionNode* function =
      ast->root->body[0]->as<ExpressionStatementNode>()->expression->as<FunctionNode>();
  return compile(std::move(ast), options, nullptr, function, script);
}

CompileResult compile_function_body(Ref<SourceText> source,
                                    std::span<const std::string_view> parameter_names,
                                    const CompilerOptions& options) {
  return compile_root(parse_function_body(std::move(source), parameter_names, options.parse),
                      options);
}

FunctionCode* compile_lazy(FunctionTemplate& function, const CompilerOptions& options,
                           ParseError* error) {
  if (FunctionCode* code = function.code()) return code;
  KAZE_CHECK(function.lazy_table);
  CompilerOptions inner = options;
  inner.is_builtin = function.is_builtin;
  inner.parse.allow_intrinsics |= function.is_builtin;
  std::unique_ptr<Ast> ast =
      parse_lazy_function(function.source, function.lazy_table, function.lazy_index,
                          function.scope.get(), inner.parse);
  if (!ast->ok()) {
    *error = std::move(ast->error);
    return nullptr;
  }
  FunctionNode* root = ast->root;
  Scope* outermost = root->name_scope ? root->name_scope : root->scope;
  Compilation compilation(*ast, inner, stack_limit_of(options), function.scope);
  compilation.enqueue(Ref<FunctionTemplate>(&function), root, outermost->parent,
                      Compilation::Work::kFunction);
  if (!compilation.run()) {
    *error = too_deep();
    return nullptr;
  }
  return function.code();
}

}  // namespace kaze
