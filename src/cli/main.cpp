// The `kaze` command.
#include <cstdio>
#include <cstdlib>

#include "async/context.h"
#include "bytecode/compiler.h"
#include "cli/options.h"
#include "cli/read_file.h"
#include "cli/test262_host.h"
#include "runtime/conversions.h"
#include "runtime/native_function.h"
#include "vm/scripts.h"

namespace kaze::cli {

namespace {

int usage_error(const std::string& message) {
  std::fprintf(stderr, "kaze: %s\nTry 'kaze --help'.\n", message.c_str());
  return 9;
}

int print_bytecode(Context& context, const Options& options, Ref<SourceText> source) {
  Context::Scope scope(context);
  CompilerOptions compiler = vm::compiler_options(context.isolate());
  compiler.parse.lazy = false;
  compiler.parse.strict = options.strict.given;
  CompileResult result = options.module.given ? compile_module(source, compiler)
                                              : compile_script(source, compiler);
  if (!result.ok()) {
    std::fprintf(stderr, "%s\n", format_parse_error(*source, result.error).c_str());
    return 1;
  }
  std::fputs(disassemble(*result.function->code()).c_str(), stdout);
  return 0;
}

Completion<Value> console_log(Isolate& isolate, const Arguments& arguments) {
  std::string line;
  for (u32 i = 0; i < arguments.count(); i++) {
    if (i) line += ' ';
    Value value = arguments[i];
    line += value.is_string() ? value.as_string()->to_utf8() : describe(isolate, value);
  }
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stdout);
  return Value();
}

void install_console(Context& context) {
  Isolate& isolate = context.isolate();
  Object* console = new_object(isolate, context.realm());
  String* log = names::log;
  console->put_direct(isolate, names::log,
                      new_native_function(isolate, context.realm(), console_log, log, 0),
                      attributes::kHidden);
  context.realm().global_object()->put_direct(isolate, names::console, console,
                                              attributes::kHidden);
}

int report_uncaught(Isolate& isolate) {
  Value thrown = isolate.take_exception();
  std::string text;
  if (thrown.is_object()) {
    Completion<Value> stack = thrown.as_object()->get(isolate, names::stack);
    if (stack.is_abrupt()) {
      isolate.take_exception();
    } else if (stack.value().is_string()) {
      text = stack.value().as_string()->to_utf8();
    }
  }
  if (text.empty()) {
    Completion<String*> printed = to_string(isolate, thrown);
    text = printed.is_abrupt() ? describe(isolate, thrown) : printed.value()->to_utf8();
  }
  std::fprintf(stderr, "Uncaught %s\n", text.c_str());
  return 1;
}

int run(int argc, char** argv) {
  Options options;
  std::string error;
  if (!parse_options(argc, argv, &options, &error)) return usage_error(error);
  if (options.help.given) {
    std::fputs(help_text().c_str(), stdout);
    return 0;
  }
  if (options.version.given) {
    std::puts("kaze 0.1.0");
    return 0;
  }
  ContextOptions context_options;
  HeapOptions& heap = context_options.isolate.heap;
  if (options.max_heap.given && !parse_size(options.max_heap.value, &heap.max_heap_bytes)) {
    return usage_error("malformed size: " + options.max_heap.value);
  }
  if (options.gc_stress.given) heap.stress = 1;
  if (options.gc_stress_interval.given) {
    heap.stress = 2;
    heap.stress_interval =
        static_cast<u32>(std::strtoul(options.gc_stress_interval.value.c_str(), nullptr, 10));
    if (heap.stress_interval == 0) return usage_error("--gc-stress-interval needs a number");
  }
  context_options.tail_calls = !options.no_tail_calls.given;
  Context context(context_options);

  if (options.test262_host.given) return run_test262_host(context, options);

  std::string text;
  std::string url;
  if (options.eval.given || options.print.given) {
    text = options.eval.given ? options.eval.value : options.print.value;
    url = "[eval]";
  } else {
    if (options.arguments.empty()) return usage_error("no file given");
    if (!read_file(options.arguments[0], &text, &error)) {
      std::fprintf(stderr, "kaze: %s\n", error.c_str());
      return 1;
    }
    url = options.arguments[0];
  }
  Ref<SourceText> source(new SourceText(std::move(text), url));
  if (options.print_bytecode.given) return print_bytecode(context, options, source);

  Context::Scope scope(context);
  Isolate& isolate = context.isolate();
  install_console(context);
  Completion<Value> result = context.run_script(source, options.strict.given);
  if (result.is_abrupt()) return report_uncaught(isolate);
  if (options.print.given) {
    std::string line = describe(isolate, result.value()) + "\n";
    std::fwrite(line.data(), 1, line.size(), stdout);
  }
  context.drain_microtasks();
  return 0;
}

}  // namespace
}  // namespace kaze::cli

int main(int argc, char** argv) { return kaze::cli::run(argc, argv); }
