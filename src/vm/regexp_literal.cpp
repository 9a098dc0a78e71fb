// Regular expression literals (ECMA-262 13.2.7): each evaluation yields a new object. The first one
// compiles the pattern and leaves an object that no script sees as the block's literal; all objects
// share its compiled pattern.
#include "bytecode/function_code.h"
#include "runtime/function.h"
#include "vm/regexp_object.h"
#include "vm/slow_paths.h"

namespace kaze::vm {

namespace {

String* literal_text(Isolate& isolate, const LiteralString& literal) {
  if (literal.is_latin1) {
    return new_string_latin1(isolate, {static_cast<const char*>(literal.units), literal.length});
  }
  return new_string_utf16(isolate, {static_cast<const char16_t*>(literal.units), literal.length});
}

Completion<RegExp*> make_model(Isolate& isolate, CodeBlock* block, u32 index) {
  const Literal& literal = block->code().literals[index];
  KAZE_ASSERT(literal.kind == Literal::Kind::kRegExp);
  String* source = literal_text(isolate, literal.string);
  String* flags = literal_text(isolate, literal.second);
  RegExp* model = TRY(regexp_create(isolate, source, flags));
  block->set_literal(index, model);
  return model;
}

}  // namespace

// 13.2.7.3 Runtime Semantics: Evaluation
Completion<Value> new_regexp_literal(Interpreter& vm, u32 literal) {
  CodeBlock* block = Interpreter::code_block(vm.fp);
  Value known = block->literal(literal);
  RegExp* model = known.is_empty() ? TRY(make_model(vm.isolate, block, literal))
                                   : static_cast<RegExp*>(known.as_cell());
  return new_regexp(vm.isolate, model->source(), model->code_ref());
}

}  // namespace kaze::vm
