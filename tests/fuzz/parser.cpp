// The front end and the code generator: source text as script, module, function body or strict code.
//
// For any text: parsing lazily and at once agree about the error and where it is; every function that was
// left lazy compiles later, into a function of the same shape. (The code may differ: one compiled in its place
// knows that some bindings are initialized.)
#include <vector>

#include "bytecode/compiler.h"
#include "bytecode/function_code.h"
#include "regexp/regexp.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/program_mutator.h"

namespace kaze::fuzz {

namespace {

bool validate_regexp(void*, const AstString& pattern, const AstString& flags_text,
                     std::string* error) {
  auto flags = flags_text.is_latin1 ? regexp::Flags::parse(flags_text.latin1()) : std::nullopt;
  if (!flags) return true;
  auto bad = pattern.is_latin1 ? regexp::validate(pattern.latin1(), *flags)
                               : regexp::validate(pattern.utf16(), *flags);
  if (bad) *error = bad->message();
  return !bad;
}

CompileResult compile_as(u8 form, const Ref<SourceText>& source, bool lazy) {
  CompilerOptions options;
  options.parse.regexp_validator = validate_regexp;
  options.parse.lazy = lazy;
  switch (form % 5) {
  case 0: return compile_script(source, options);
  case 1: return compile_module(source, options);
  case 2: options.parse.strict = true; return compile_script(source, options);
  case 3: {
    const std::string_view names[] = {"exports", "require", "module"};
    return compile_function_body(source, names, options);
  }
  default: return compile_indirect_eval(source, options);
  }
}

// Compiles the functions that were left. Null: nested too deeply.
FunctionCode* compile_all(FunctionTemplate& function, u32 depth) {
  CompilerOptions options;
  options.parse.regexp_validator = validate_regexp;
  ParseError error;
  FunctionCode* code = compile_lazy(function, options, &error);
  if (!code) {
    check(error.kind == ParseErrorKind::kRangeError, "an error that was not early", error.message);
    return nullptr;
  }
  if (depth > 200) return nullptr;
  for (const Ref<FunctionTemplate>& inner : code->functions) {
    if (!compile_all(*inner, depth + 1)) return nullptr;
  }
  return code;
}

void compare(const FunctionCode& a, const FunctionCode& b) {
  check(a.parameter_count == b.parameter_count && a.is_strict == b.is_strict &&
            a.needs_all_arguments == b.needs_all_arguments && a.functions.size() == b.functions.size(),
        "lazy and whole compilation differ", disassemble(a) + "\n-- whole --\n" + disassemble(b));
  for (usize i = 0; i < a.functions.size(); i++) {
    FunctionTemplate &x = *a.functions[i], &y = *b.functions[i];
    check(x.length == y.length && x.is_async == y.is_async && x.is_generator == y.is_generator &&
              x.is_class_constructor == y.is_class_constructor,
          "lazy and whole compilation differ in a function");
    ParseError error;
    FunctionCode* left = compile_lazy(x, {}, &error);
    FunctionCode* right = compile_lazy(y, {}, &error);
    if (left && right) compare(*left, *right);
  }
}

bool is_range_error(const CompileResult& result) {
  return !result.ok() && result.error.kind == ParseErrorKind::kRangeError;
}

void fuzz_one(u8 form, std::string text) {
  const u32 size = static_cast<u32>(text.size());
  Ref<SourceText> source(new SourceText(std::move(text), "fuzz.js"));
  CompileResult lazy = compile_as(form, source, true);
  CompileResult whole = compile_as(form, source, false);
  // How deep the parser may go is a matter of its frames, which differ.
  if (is_range_error(lazy) || is_range_error(whole)) return;
  check(lazy.ok() == whole.ok(), "lazy and whole parses disagree",
        lazy.ok() ? whole.error.message : lazy.error.message);
  if (!lazy.ok()) {
    check(lazy.error.message == whole.error.message && lazy.error.start == whole.error.start,
          "lazy and whole parses report different errors",
          lazy.error.message + " / " + whole.error.message);
    check(lazy.error.start <= lazy.error.end && lazy.error.end <= size, "an error outside the text");
    (void)format_excerpt(*source, lazy.error.start, lazy.error.end);
    return;
  }
  FunctionCode* lazy_code = compile_all(*lazy.function, 0);
  FunctionCode* whole_code = compile_all(*whole.function, 0);
  if (!lazy_code || !whole_code) return;
  compare(*lazy_code, *whole_code);
  (void)disassemble(*lazy_code);
}

}  // namespace

}  // namespace kaze::fuzz

extern "C" int LLVMFuzzerTestOneInput(const kaze::u8* data, size_t size) {
  if (size == 0) return 0;
  kaze::fuzz::fuzz_one(data[0],
                       std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  return 0;
}

extern "C" size_t LLVMFuzzerMutate(kaze::u8* data, size_t size, size_t max_size);

extern "C" size_t LLVMFuzzerCustomMutator(kaze::u8* data, size_t size, size_t max_size,
                                          unsigned seed) {
  if (size < 2 || max_size < 16 || seed % 3 == 0) return LLVMFuzzerMutate(data, size, max_size);
  if (seed % 16 == 1) data[0] = static_cast<kaze::u8>(seed >> 8);
  return 1 + kaze::fuzz::mutate_program(data + 1, size - 1, max_size - 1, seed);
}
