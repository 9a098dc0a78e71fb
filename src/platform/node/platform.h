// What a context offers beyond the language: the names of Node and of the web.
//
// Most of it is JavaScript (platform_scripts.h), compiled when a program first touches the name; the
// C++ parts are handed to those scripts as `binding`, an object with one group of functions per file in
// platform/node/bindings. A program that prints a line and ends loads no script at all.
//
// A Platform belongs to one context and lives as long as it; only the context's thread touches it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "async/context.h"
#include "platform/node/output.h"

struct termios;

namespace kaze {

class ModuleLoader;

// Where lines are typed one after the other: errors that nobody caught are told there, and end nothing.
class Prompt {
 public:
  virtual void report_uncaught(Value exception) = 0;

 protected:
  ~Prompt() = default;
};

struct PlatformOptions {
  std::string executable;               // process.execPath
  std::string argument_zero;            // process.argv0
  std::vector<std::string> arguments;   // process.argv from index 1 on
  bool has_main_file = false;           // the first argument is the program's file
  std::vector<std::string> flags;       // process.execArgv
  i64 start_ms = 0;                     // Driver::now() when the process began
};

class Platform final : public ContextHost {
 public:
  Platform(Context& context, PlatformOptions options);
  ~Platform();
  KAZE_NON_COPYABLE(Platform);
  static Platform& of(Isolate& isolate) {
    return *static_cast<Platform*>(Context::of(isolate).host());
  }

  Context& context() { return context_; }
  Isolate& isolate() { return context_.isolate(); }
  Realm& realm() { return context_.realm(); }
  const PlatformOptions& options() const { return options_; }
  ModuleLoader& modules() { return *modules_; }
  Output& standard_output() { return stdout_; }
  Output& standard_error() { return stderr_; }
  // Writes after what the other stream has pending.
  void write(int fd, std::string_view text);

  // --- Running programs: each returns the exit code. ---
  int run_file(const std::string& path);
  // The file as an ES module, whatever its name says.
  int run_module_file(const std::string& path);
  // Gives the global object what code without a file has: `require` and `module` of their own, and the
  // builtin modules under their names. `filename` may be empty.
  void define_module_globals(const char* id, const std::string& filename);
  int run_script(std::string text, const std::string& name, bool print_result, bool is_module);
  // The loop until nothing is left, with the events 'beforeExit' and 'exit'.
  int finish(int exit_code);
  // Ends the process: flushes, runs `at_exit`, returns to nobody.
  [[noreturn]] void exit_process(int exit_code);
  // What the command wants to have run last (statistics).
  void (*at_exit)(Platform&) = nullptr;
  // Prints the exception as an uncaught one, then ends the process.
  [[noreturn]] void die(Value exception, bool in_promise = false);

  // --- The platform's scripts. ---
  // The exports of a script; runs it at the first call.
  Completion<Value> require_internal(std::string_view id);
  Completion<Value> internal_export(std::string_view id, std::string_view name);
  // An export of a script if it has been loaded, else empty. Runs no JavaScript.
  Value loaded_export(std::string_view id, std::string_view name);
  // Calls an exported function of a script.
  Completion<Value> call_internal(std::string_view id, std::string_view name,
                                  std::span<const Value> arguments);
  Object* binding();

  // Functions that scripts hand over when they are loaded, by role.
  enum class Hook : u8 {
    kRunTimer,            // (timer or immediate)
    kUncaught,            // (error, isPromise): true if handled
    kUnhandledRejection,  // (reason, promise): true if handled
    kRejectionHandled,    // (promise)
    kBeforeExit,          // (code)
    kExit,                // (code): the code to exit with
    kCount,
  };
  void set_hook(Hook hook, Value function) { hooks_[static_cast<usize>(hook)] = function; }
  Value hook(Hook hook) const { return hooks_[static_cast<usize>(hook)]; }

  // The CommonJS main module and its `require`; null: none has begun to run.
  void set_main_module(Object* module, Object* require) {
    main_module_.set(isolate().heap(), module);
    main_require_.set(isolate().heap(), require);
  }
  Object* main_module() const { return main_module_.get(); }
  Object* main_require() const { return main_require_.get(); }
  // Buffer.prototype, once the script of node:buffer has been loaded.
  Object* buffer_prototype() const { return buffer_prototype_.get(); }
  void set_buffer_prototype(Object* prototype) {
    buffer_prototype_.set(context_.isolate().heap(), prototype);
  }

  // --- ContextHost ---
  void on_uncaught(Context& context, Value exception) override;
  void on_unhandled_rejections(Context& context, const ValueList& promises) override;
  void on_handled_rejections(Context& context, const ValueList& promises) override;
  Completion<void> run_target(Context& context, Value target) override;
  void before_wait(Context& context) override;

  // Null: no session at a prompt.
  Prompt* prompt = nullptr;

  // performance.timeOrigin; 0 until somebody asked for it.
  f64 time_origin = 0;

  // A read from standard input that nobody waits for must not keep the loop alive: it counts as
  // pending only while the input is referenced.
  void input_requested() {
    input_is_under_way_ = true;
    if (!input_is_referenced_) context_.driver().remove_pending();
  }
  void input_arrived() {
    input_is_under_way_ = false;
    if (!input_is_referenced_) context_.driver().add_pending();
  }
  void set_input_referenced(bool referenced);

  // The program that came as text (-e, standard input), for excerpts in errors.
  std::string text_name;
  std::string text;

  // How the terminal at standard input was before the program changed it. It is so again when the process ends.
  void keep_terminal_mode(const termios& mode);

  // What console.group has indented lines by.
  std::string group_indentation;

 private:
  Context& context_;
  PlatformOptions options_;
  Output stdout_{1};
  Output stderr_{2};
  Persistent<Object> scripts_;  // id -> module object
  Persistent<Object> binding_;
  Persistent<Object> require_;
  Persistent<Object> main_module_;
  Persistent<Object> main_require_;
  Persistent<Object> buffer_prototype_;
  RootedValues<Value> hooks_;
  std::unique_ptr<ModuleLoader> modules_;
  std::unique_ptr<termios> terminal_mode_;
  bool exiting_ = false;
  bool input_is_under_way_ = false;
  bool input_is_referenced_ = true;
};

// Defines the globals of the platform, each made at first use (platform/node/globals.cpp).
void install_globals(Platform& platform);
// The console object (platform/node/console.cpp).
Object* make_console(Isolate& isolate, Realm& realm);
// What Node prints for an error that ends the process (platform/node/uncaught.cpp).
std::string format_uncaught(Platform& platform, Value exception, bool in_promise);
// CommonJS: runs a file as the main module (platform/node/main_module.cpp).
Completion<void> run_main_module(Platform& platform, const std::string& path, std::string text);

}  // namespace kaze
