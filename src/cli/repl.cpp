#include "cli/repl.h"

#include <histedit.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <csignal>
#include <future>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

#include "async/context.h"
#include "bytecode/compiler.h"
#include "platform/node/binding.h"
#include "platform/node/platform.h"
#include "runtime/elements.h"
#include "vm/interpreter.h"
#include "vm/promise.h"
#include "vm/scripts.h"

namespace kaze::cli {

namespace {

class Repl final : public Prompt {
 public:
  explicit Repl(Platform& platform) : platform_(platform) {}

  int run() {
    Context& context = platform_.context();
    Context::Scope scope(context);
    // The main thread lives until the reader is done.
    platform_.define_module_globals("<repl>", "");
    context.driver().open();
    context.driver().add_pending();
    platform_.prompt = this;
    std::thread reader([this] { read_lines(); });
    // While an await waits at a file of lines, the loop may run dry.
    for (context.run_loop(); is_waiting_; context.run_loop()) {
      platform_.write(2, "Warning: Detected unsettled top-level await\n");
      end_wait();
    }
    int exit_code = platform_.finish(0);
    platform_.prompt = nullptr;
    reader.join();
    return exit_code;
  }

 private:
  // --- The reader's thread. ---

  // Runs `code` on the main thread and waits for it.
  template <typename Code>
  void on_main(Code code) {
    std::promise<void> done;
    platform_.context().driver().post(make_task([&] {
      code();
      done.set_value();
    }));
    done.get_future().wait();
  }

  static Repl& of(EditLine* line) {
    void* data = nullptr;
    el_get(line, EL_CLIENTDATA, &data);
    return *static_cast<Repl*>(data);
  }

  static char* prompt(EditLine* line) {
    static constexpr char k_first[] = "> ";
    static constexpr char k_more[] = "... ";
    return const_cast<char*>(of(line).pending_.empty() ? k_first : k_more);
  }

  static unsigned char complete(EditLine* line, int) {
    const LineInfo* info = el_line(line);
    std::string before(info->buffer, info->cursor);
    Repl& repl = of(line);
    std::vector<std::string> found;
    repl.on_main([&] { found = repl.completions(before); });
    if (found.empty()) return CC_ERROR;
    // What is already typed of the name.
    usize typed = 0;
    while (typed < before.size()) {
      char c = before[before.size() - 1 - typed];
      if (!std::isalnum(static_cast<unsigned char>(c)) && c != '_' && c != '$' && c >= 0) break;
      typed++;
    }
    std::string common = found[0];
    for (const std::string& name : found) {
      usize length = 0;
      while (length < common.size() && length < name.size() && common[length] == name[length]) {
        length++;
      }
      common.resize(length);
    }
    if (common.size() > typed) {
      el_insertstr(line, common.c_str() + typed);
      return CC_REFRESH;
    }
    if (found.size() == 1) return CC_NORM;
    std::printf("\n");
    for (const std::string& name : found) std::printf("%s  ", name.c_str());
    std::printf("\n");
    std::fflush(stdout);
    return CC_REDISPLAY;
  }

  void read_lines() {
    EditLine* line = el_init("kaze", stdin, stdout, stderr);
    History* history = history_init();
    HistEvent event;
    ::history(history, &event, H_SETSIZE, 1000);
    el_set(line, EL_CLIENTDATA, this);
    el_set(line, EL_PROMPT, prompt);
    el_set(line, EL_EDITOR, "emacs");
    el_set(line, EL_SIGNAL, 1);
    el_set(line, EL_HIST, ::history, history);
    el_set(line, EL_ADDFN, "kaze-complete", "complete a name", complete);
    el_set(line, EL_BIND, "\t", "kaze-complete", nullptr);
    ::history(history, &event, H_SETUNIQUE, 1);
    std::string path;
    if (const char* home = std::getenv("HOME")) path = std::string(home) + "/.kaze_history";
    if (!path.empty()) ::history(history, &event, H_LOAD, path.c_str());
    if (is_terminal_) std::printf("Kaze v0.1.0. Type .help for help.\n");
    while (!is_over_) {
      int length = 0;
      const char* text = el_gets(line, &length);
      if (!text || length <= 0) break;
      std::string entered(text, static_cast<usize>(length));
      if (entered != "\n") ::history(history, &event, H_ENTER, text);
      platform_.context().driver().post(make_task([&] { enter(entered); }));
      line_done_.acquire();
    }
    if (!path.empty()) ::history(history, &event, H_SAVE, path.c_str());
    history_end(history);
    el_end(line);
    platform_.context().driver().post(
        make_task([this] { platform_.context().driver().remove_pending(); }));
  }


  // --- The main thread. ---

  // Takes a line. What it says may take a while; `finish_line` lets the reader go on.
  void enter(const std::string& line) {
    is_evaluating_ = true;
    if (pending_.empty() && line == ".exit\n") {
      is_over_ = true;
    } else if (pending_.empty() && line == ".help\n") {
      platform_.write(1, ".exit   leave the prompt\n.help   print this\n"
                         "_       the value of the last line\n");
    } else {
      pending_ += line;
      if (pending_.find_first_not_of(" \t\r\n") == std::string::npos) {
        pending_.clear();
      } else if (evaluate(pending_)) {
        pending_.clear();
      }
    }
    if (!is_waiting_) finish_line();
  }

  void finish_line() {
    platform_.before_wait(platform_.context());
    is_evaluating_ = false;
    line_done_.release();
  }

  static CompileResult compile(Isolate& isolate, Ref<SourceText> source, bool top_level_await) {
    CompilerOptions options = vm::compiler_options(isolate);
    options.parse.top_level_await = top_level_await;
    return compile_script(std::move(source), options);
  }

  // What was entered, compiled. Null: more lines are needed.
  Completion<void> compile(const std::string& text, Function** function) {
    Isolate& isolate = platform_.isolate();
    auto source_of = [](std::string code) {
      return Ref<SourceText>(new SourceText(std::move(code), "REPL"));
    };
    Ref<SourceText> source;
    CompileResult result;
    // An object literal rather than a block.
    usize start = text.find_first_not_of(" \t\r\n");
    usize end = text.find_last_not_of(" \t\r\n");
    if (text[start] == '{' && text[end] == '}') {
      source = source_of("(" + text.substr(0, end + 1) + ")\n");
      result = compile(isolate, source, true);
    }
    if (!result.ok()) {
      source = source_of(text);
      result = compile(isolate, source, true);
    }
    // Where `await` is no operator it is a name, as in any script.
    if (!result.ok()) {
      CompileResult plain = compile(isolate, source, false);
      bool is_incomplete = result.error.is_at_end || plain.error.is_at_end;
      if (plain.ok()) {
        result = std::move(plain);
      } else if (is_incomplete) {
        *function = nullptr;
        return {};
      } else {
        return vm::throw_parse_error(isolate, *source, result.error);
      }
    }
    *function = vm::make_function(isolate, platform_.realm(), result.function.get(), nullptr,
                                  new_string_latin1(isolate, "REPL"));
    return {};
  }

  // False: more lines are needed.
  bool evaluate(const std::string& text) {
    Isolate& isolate = platform_.isolate();
    Function* function;
    if (compile(text, &function).is_abrupt()) {
      show_error(isolate.take_exception());
      return true;
    }
    if (!function) return false;
    bool is_async = function->code_block()->function_template()->code()->is_async;
    Completion<Value> result = Interpreter::of(isolate).run_code(
        function, platform_.realm().global_this(), Value::undefined());
    if (result.is_abrupt()) {
      show_error(isolate.take_exception());
    } else if (is_async) {
      wait_for(result.value().as_object()->as<Promise>());
    } else {
      show(result.value());
    }
    platform_.context().end_turn();
    if (is_waiting_) begin_wait();
    return true;
  }

  void show(Value value) {
    Isolate& isolate = platform_.isolate();
    platform_.realm().global_object()->put_direct(isolate, intern_latin1(isolate, "_"), value,
                                                  attributes::kHidden);
    Completion<Value> shown =
        platform_.call_internal("internal/console", "inspectForTerminal", {&value, 1});
    if (shown.is_abrupt()) {
      show_error(isolate.take_exception());
    } else {
      write_line(shown.value().as_string()->to_utf8());
    }
  }

  void show_error(Value exception) {
    std::string text = format_uncaught(platform_, exception, false);
    text = text.substr(0, text.rfind("\n\nKaze v"));
    write_line((text.starts_with("Uncaught") ? "" : "Uncaught ") + text);
  }

  void write_line(std::string text) {
    replace_surrogates(&text);
    platform_.write(1, text + "\n");
  }

  // From a timer, a rejection and the like.
  void report_uncaught(Value exception) override {
    show_error(exception);
    if (is_terminal_ && !is_evaluating_) platform_.write(1, "> ");
  }

  // --- Waiting for a line with `await`. ---

  // The promise is for an array with the value.
  void wait_for(Promise* promise) {
    is_waiting_ = true;
    promise_then_native(platform_.isolate(), promise, settled, Value::int32(++wait_count_));
  }

  static Completion<void> settled(Isolate& isolate, Value number, bool fulfilled, Value argument) {
    Repl& repl = *static_cast<Repl*>(Platform::of(isolate).prompt);
    // It was interrupted.
    if (!repl.is_waiting_ || number.as_int32() != repl.wait_count_) return {};
    if (fulfilled) {
      repl.show(get_element_direct(argument.as_object(), 0));
    } else {
      repl.show_error(argument);
    }
    if (repl.has_begun_to_wait_) {
      repl.end_wait();
    } else {
      repl.is_waiting_ = false;
    }
    return {};
  }

  void begin_wait() {
    Driver& driver = platform_.context().driver();
    has_begun_to_wait_ = true;
    // A file of lines does not go on for ever.
    if (!is_terminal_) driver.remove_pending();
    outer_signal_task_ = driver.signal_task(SIGINT);
    driver.watch_signal(SIGINT, make_task([this] {
      platform_.write(1, "Uncaught Error [ERR_SCRIPT_EXECUTION_INTERRUPTED]: "
                         "Script execution was interrupted by `SIGINT`\n");
      end_wait();
    }));
  }

  void end_wait() {
    Driver& driver = platform_.context().driver();
    is_waiting_ = has_begun_to_wait_ = false;
    if (!is_terminal_) driver.add_pending();
    driver.watch_signal(SIGINT, std::move(outer_signal_task_));
    finish_line();
  }

  // What was declared with let, const and class so far and has a value, as an object without prototype.
  Object* lexical_declarations() {
    Isolate& isolate = platform_.isolate();
    Object* copy = new_object_with_prototype(isolate, Value::null());
    Object* bindings = platform_.realm().lexical_bindings();
    for (const PropertyTable::Entry& entry : bindings->shape()->entries()) {
      Value key(Value::from_bits(entry.key.raw()));
      Value value = bindings->get_slot(entry.slot);
      if (!key.is_string() || value.is_empty()) continue;
      copy->put_direct(isolate, PropertyKey::from_atom(key.as_string()), value, attributes::kAll);
    }
    return copy;
  }

  std::vector<std::string> completions(const std::string& before) {
    std::vector<std::string> names;
    Isolate& isolate = platform_.isolate();
    ValueList arguments(isolate);
    arguments.push(new_string_utf8(isolate, before));
    arguments.push(lexical_declarations());
    Completion<Value> found =
        platform_.call_internal("internal/repl", "complete", arguments.span());
    if (found.is_abrupt()) {
      isolate.take_exception();
      return names;
    }
    Object* list = found.value().as_object();
    for (u32 i = 0; i < list->as<Array>()->length(); i++) {
      Value name = get_element_direct(list, i);
      if (name.is_string()) names.push_back(name.as_string()->to_utf8());
    }
    return names;
  }

  Platform& platform_;
  const bool is_terminal_ = isatty(0) == 1;
  // The reader waits for it after each line, and only then looks at the next two.
  std::binary_semaphore line_done_{0};
  std::string pending_;  // lines that are not a whole program yet
  bool is_over_ = false;

  // The main thread's alone.
  bool is_evaluating_ = false;
  bool is_waiting_ = false;         // the last line awaits something
  bool has_begun_to_wait_ = false;  // and its turn is over
  i32 wait_count_ = 0;
  std::shared_ptr<Task> outer_signal_task_;  // the program's own listener
};

}  // namespace

int run_repl(Platform& platform) { return Repl(platform).run(); }

}  // namespace kaze::cli
