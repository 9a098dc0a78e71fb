// The `kaze` command.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "async/context.h"
#include "bytecode/compiler.h"
#include "cli/options.h"
#include "cli/read_file.h"
#include "cli/repl.h"
#include "cli/test262_host.h"
#include "platform/node/module_loader.h"
#include "platform/node/platform.h"
#include "runtime/cell_kinds.h"
#include "vm/scripts.h"

namespace kaze::cli {

namespace {

int usage_error(const std::string& message) {
  std::fprintf(stderr, "kaze: %s\nTry 'kaze --help'.\n", message.c_str());
  return 9;
}

CompileResult compile_as(Isolate& isolate, const Options& options, Ref<SourceText> source) {
  static constexpr std::string_view k_parameters[] = {"exports", "require", "module", "__filename",
                                                      "__dirname"};
  CompilerOptions compiler = vm::compiler_options(isolate);
  // The parser finds every early error of a function that it then drops; a listing shows them all.
  compiler.parse.lazy = !options.print_bytecode.given;
  compiler.parse.strict = options.strict.given;
  const std::string& url = source->url();
  if (options.module.given || ModuleLoader::is_module_file(url)) {
    return compile_module(source, compiler);
  }
  // As a CommonJS module, where return at the top level is allowed; for a listing, as it was written.
  if (options.check.given) return compile_function_body(source, k_parameters, compiler);
  return compile_script(source, compiler);
}

// --check and --print-bytecode.
int compile_only(Context& context, const Options& options, Ref<SourceText> source) {
  Context::Scope scope(context);
  CompileResult result = compile_as(context.isolate(), options, source);
  if (!result.ok()) {
    std::fprintf(stderr, "%s\n\nKaze v0.1.0\n", format_parse_error(*source, result.error).c_str());
    return 1;
  }
  if (options.print_bytecode.given) {
    std::fputs(disassemble(*result.function->code()).c_str(), stdout);
  }
  return 0;
}

void print_gc_stats(Isolate& isolate) {
  HeapStats stats = isolate.heap().stats();
  std::fprintf(stderr,
               "collections: %llu minor, %llu full; pauses: %.3f ms in minor, %.3f ms in full, %.3f ms at "
               "most; %llu cells traced\n"
               "heap: %zu KiB live, %zu KiB committed, %zu KiB external; %llu KiB allocated\n",
               static_cast<unsigned long long>(stats.minor_collections),
               static_cast<unsigned long long>(stats.full_collections),
               static_cast<double>(stats.total_pause_ns - stats.full_pause_ns) / 1e6,
               static_cast<double>(stats.full_pause_ns) / 1e6,
               static_cast<double>(stats.max_pause_ns) / 1e6,
               static_cast<unsigned long long>(stats.traced_cells), stats.live_bytes / 1024,
               stats.committed_bytes / 1024, stats.external_bytes / 1024,
               static_cast<unsigned long long>(stats.allocated_bytes / 1024));
}

void print_heap_stats(Isolate& isolate) {
  Heap& heap = isolate.heap();
  heap.collect();
  std::vector<KindCensus> census(heap.kinds().size());
  heap.census(census);
  std::fprintf(stderr, "%-24s %10s %12s\n", "kind", "cells", "bytes");
  for (usize i = 0; i < census.size(); i++) {
    if (census[i].count == 0) continue;
    std::fprintf(stderr, "%-24s %10llu %12llu\n", heap.kinds()[i].name,
                 static_cast<unsigned long long>(census[i].count),
                 static_cast<unsigned long long>(census[i].bytes));
  }
}

// Everything the options say about the engine. False: `*error` says what is wrong.
bool context_options(const Options& options, ContextOptions* context, std::string* error) {
  HeapOptions& heap = context->isolate.heap;
  if (options.max_heap.given && !parse_size(options.max_heap.value, &heap.max_heap_bytes)) {
    *error = "malformed size: " + options.max_heap.value;
    return false;
  }
  if (options.stack_size.given &&
      !parse_size(options.stack_size.value, &context->isolate.native_stack_limit)) {
    *error = "malformed size: " + options.stack_size.value;
    return false;
  }
  if (options.gc_stress.given) heap.stress = 1;
  if (options.gc_stress_seed.given) {
    heap.stress_seed = std::strtoull(options.gc_stress_seed.value.c_str(), nullptr, 10);
  }
  if (options.gc_stress_interval.given) {
    heap.stress = 2;
    heap.stress_interval =
        static_cast<u32>(std::strtoul(options.gc_stress_interval.value.c_str(), nullptr, 10));
    if (heap.stress_interval == 0) {
      *error = "--gc-stress-interval needs a number";
      return false;
    }
  }
  context->tail_calls = !options.no_tail_calls.given;
  return true;
}

std::string executable_path(const char* argv0) {
  char buffer[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", buffer, sizeof buffer);
  return length > 0 ? std::string(buffer, static_cast<usize>(length)) : argv0;
}

void expose_gc(Platform& platform) {
  Isolate& isolate = platform.isolate();
  String* name = intern_latin1(isolate, "gc");
  NativeCode code = [](Isolate& isolate, const Arguments&) -> Completion<Value> {
    isolate.heap().collect();
    return Value();
  };
  platform.realm().global_object()->put_direct(
      isolate, name, new_native_function(isolate, platform.realm(), code, name, 0),
      attributes::kHidden);
}

// A file that the program opens must not take the place of a standard stream that was closed. And to write to
// a pipe that nobody reads is an error of that write, not the end.
void prepare_process() {
  for (int fd = 0; fd <= 2; fd++) {
    if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", O_RDWR) != fd) std::abort();
  }
  std::signal(SIGPIPE, SIG_IGN);
}

int run(int argc, char** argv) {
  prepare_process();
  i64 start_ms = Driver::now();
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
  ContextOptions engine;
  if (!context_options(options, &engine, &error)) return usage_error(error);
  // Never destroyed: the process ends with everything in it.
  Context& context = *new Context(engine);
  context.vm().compile_lazily = !options.no_lazy.given;
  if (options.test262_host.given) return run_test262_host(context, options);

  bool has_text = options.eval.given || options.print.given;
  bool has_file = !has_text && !options.arguments.empty();
  bool wants_prompt = options.interactive.given || (!has_text && !has_file && isatty(0) == 1);
  if (options.check.given || options.print_bytecode.given) {
    std::string text = options.eval.given ? options.eval.value : options.print.value;
    std::string url = has_text ? "[eval]" : has_file ? options.arguments[0] : "-";
    if (!has_text && !read_file(url, &text, &error)) {
      std::fprintf(stderr, "kaze: %s\n", error.c_str());
      return 1;
    }
    return compile_only(context, options,
                        Ref<SourceText>(new SourceText(std::move(text), std::move(url))));
  }

  PlatformOptions platform_options;
  platform_options.executable = executable_path(argv[0]);
  platform_options.argument_zero = argv[0];
  platform_options.arguments = options.arguments;
  platform_options.has_main_file = has_file;
  platform_options.flags.assign(argv + 1, argv + options.first_argument);
  platform_options.start_ms = start_ms;
  Platform& platform = *new Platform(context, std::move(platform_options));
  platform.at_exit = nullptr;
  if (options.gc_stats.given) {
    platform.at_exit = [](Platform& platform) { print_gc_stats(platform.isolate()); };
  } else if (options.heap_stats.given) {
    platform.at_exit = [](Platform& platform) { print_heap_stats(platform.isolate()); };
  }
  if (options.expose_gc.given) {
    Context::Scope scope(context);
    expose_gc(platform);
  }

  int exit_code;
  if (has_text) {
    exit_code = platform.run_script(
        options.eval.given ? options.eval.value : options.print.value, "[eval]",
        options.print.given, options.module.given);
  } else if (has_file && options.arguments[0] != "-") {
    exit_code = options.module.given ? platform.run_module_file(options.arguments[0])
                                     : platform.run_file(options.arguments[0]);
  } else if (wants_prompt) {
    exit_code = run_repl(platform);
  } else {
    std::string text;
    if (!read_file("-", &text, &error)) return usage_error(error);
    exit_code = platform.run_script(std::move(text), "[stdin]", false, options.module.given);
  }
  Context::Scope scope(context);
  platform.exit_process(exit_code);
}

}  // namespace
}  // namespace kaze::cli

#if defined(__SANITIZE_ADDRESS__)
#define KAZE_LEAK_CHECK 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define KAZE_LEAK_CHECK 1
#endif
#endif
#if defined(KAZE_LEAK_CHECK)
// The command leaves its context to the system when it ends. The unit tests check for leaks.
extern "C" __attribute__((visibility("default"))) int __lsan_is_turned_off() { return 1; }
#endif

int main(int argc, char** argv) { return kaze::cli::run(argc, argv); }
