#include "vm/scripts.h"

#include "bytecode/function_code.h"
#include "regexp/regexp.h"
#include "runtime/errors.h"
#include "vm/interpreter.h"
#include "vm/vm.h"

namespace kaze {

namespace {

bool validate_regexp(void*, const AstString& pattern, const AstString& flags_text,
                     std::string* error) {
  std::optional<regexp::Flags> flags = flags_text.is_latin1
                                           ? regexp::Flags::parse(flags_text.latin1())
                                           : std::nullopt;
  if (!flags) return true;  // the parser reports bad flags itself
  std::optional<regexp::PatternError> bad =
      pattern.is_latin1 ? regexp::validate(pattern.latin1(), *flags)
                        : regexp::validate(pattern.utf16(), *flags);
  if (bad) *error = bad->message();
  return !bad;
}

}  // namespace

Completion<void> prepare_code(Isolate& isolate, CodeBlock* block) {
  ParseError error;
  FunctionCode* code =
      compile_lazy(*block->function_template(), vm::compiler_options(isolate), &error);
  if (!code) return throw_error(isolate, Message::kStackOverflow);
  return attach_code(isolate, block, code);
}

namespace vm {

CompilerOptions compiler_options(Isolate& isolate) {
  CompilerOptions options;
  options.parse.stack_limit = isolate.native_stack_limit();
  options.parse.regexp_validator = validate_regexp;
  options.parse.lazy = VmState::of(isolate).compile_lazily;
  options.tail_calls = Interpreter::of(isolate).tail_calls;
  return options;
}

Thrown throw_parse_error(Isolate& isolate, const SourceText& source, const ParseError& error) {
  if (error.kind == ParseErrorKind::kRangeError) {
    return throw_error(isolate, Message::kStackOverflow);
  }
  Object* object = new_error(isolate, ErrorType::kSyntaxError, error.message);
  // As Node decorates it: the place and the line come before the message in the stack.
  Value stack = object->get_direct(isolate, names::stack);
  std::string text = format_excerpt(source, error.start, error.end) + "\n\n";
  text += stack.is_string() ? stack.as_string()->to_utf8() : "SyntaxError: " + error.message;
  object->put_direct(isolate, names::stack, new_string_utf8(isolate, text), attributes::kHidden);
  return throw_value(isolate, object);
}

Function* make_function(Isolate& isolate, Realm& realm, FunctionTemplate* function_template,
                        Environment* environment, Cell* script_or_module) {
  CodeBlock* block = new_code_block(isolate, realm, function_template, script_or_module);
  return new_function(isolate, block, environment);
}

Completion<Function*> compile_global_code(Isolate& isolate, Realm& realm, Ref<SourceText> source,
                                          bool strict, Cell* script_or_module) {
  CompilerOptions options = compiler_options(isolate);
  options.parse.strict = strict;
  Realm* saved = isolate.realm_or_null();
  isolate.set_realm(&realm);
  CompileResult result = compile_script(source, options);
  if (!result.ok()) {
    (void)throw_parse_error(isolate, *source, result.error);
    isolate.set_realm(saved);
    return Thrown{};
  }
  Function* function =
      make_function(isolate, realm, result.function.get(), nullptr, script_or_module);
  isolate.set_realm(saved);
  return function;
}

Completion<Value> run_script(Isolate& isolate, Realm& realm, Ref<SourceText> source, bool strict,
                             Cell* script_or_module) {
  Function* function =
      TRY(compile_global_code(isolate, realm, std::move(source), strict, script_or_module));
  return Interpreter::of(isolate).run_code(function, realm.global_this(), Value::undefined());
}

}  // namespace vm
}  // namespace kaze
