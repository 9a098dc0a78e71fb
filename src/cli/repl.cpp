#include "cli/repl.h"

#include <histedit.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include "async/context.h"
#include "bytecode/compiler.h"
#include "platform/node/platform.h"
#include "runtime/elements.h"
#include "vm/scripts.h"

namespace kaze::cli {

namespace {

class Repl {
 public:
  explicit Repl(Platform& platform) : platform_(platform) {}

  int run() {
    Context& context = platform_.context();
    Context::Scope scope(context);
    // The main thread lives until the reader is done.
    platform_.define_module_globals("<repl>", "");
    context.driver().open();
    context.driver().add_pending();
    std::thread reader([this] { read_lines(); });
    int exit_code = platform_.finish(0);
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
    bool is_terminal = isatty(0) == 1;
    if (is_terminal) std::printf("Kaze v0.1.0. Type .help for help.\n");
    bool go_on = true;
    while (go_on) {
      int length = 0;
      const char* text = el_gets(line, &length);
      if (!text || length <= 0) break;
      std::string entered(text, static_cast<usize>(length));
      if (entered != "\n") ::history(history, &event, H_ENTER, text);
      on_main([&] { go_on = enter(entered); });
    }
    if (!path.empty()) ::history(history, &event, H_SAVE, path.c_str());
    history_end(history);
    el_end(line);
    platform_.context().driver().post(
        make_task([this] { platform_.context().driver().remove_pending(); }));
  }


  // --- The main thread. ---

  // Takes a line; false: the session is over.
  bool enter(const std::string& line) {
    if (pending_.empty() && line[0] == '.') {
      if (line == ".exit\n") return false;
      if (line == ".help\n") {
        std::printf(".exit   leave the prompt\n.help   print this\n"
                    "_       the value of the last line\n");
        std::fflush(stdout);
        return true;
      }
    }
    pending_ += line;
    if (pending_.find_first_not_of(" \t\r\n") == std::string::npos) {
      pending_.clear();
      return true;
    }
    if (evaluate(pending_)) pending_.clear();
    platform_.before_wait(platform_.context());
    return true;
  }

  // Whether the parser ran into the end of the text.
  bool is_incomplete(Ref<SourceText> source) {
    CompilerOptions options = vm::compiler_options(platform_.isolate());
    options.parse.top_level_await = true;
    CompileResult result = compile_script(source, options);
    return !result.ok() && result.error.is_at_end;
  }

  bool compiles(const std::string& text) {
    CompilerOptions options = vm::compiler_options(platform_.isolate());
    return compile_script(Ref<SourceText>(new SourceText(text, "REPL")), options).ok();
  }

  // False: more lines are needed.
  bool evaluate(const std::string& text) {
    Isolate& isolate = platform_.isolate();
    Realm& realm = platform_.realm();
    // An object literal rather than a block.
    std::string code = text;
    usize start = code.find_first_not_of(" \t\r\n");
    usize end = code.find_last_not_of(" \t\r\n");
    if (code[start] == '{' && code[end] == '}' && compiles("(" + code + ")")) {
      code = "(" + code.substr(0, end + 1) + ")\n";
    } else if (is_incomplete(Ref<SourceText>(new SourceText(code, "REPL")))) {
      return false;
    }
    Ref<SourceText> source(new SourceText(std::move(code), "REPL"));
    String* name = new_string_latin1(isolate, "REPL");
    Completion<Value> result = vm::run_script(isolate, realm, source, false, name);
    if (result.is_abrupt()) {
      std::string text = format_uncaught(platform_, isolate.take_exception(), false);
      text = text.substr(0, text.rfind("\n\nKaze v"));
      platform_.write(1, (text.starts_with("Uncaught") ? "" : "Uncaught ") + text + "\n");
    } else {
      realm.global_object()->put_direct(isolate, intern_latin1(isolate, "_"), result.value(),
                                        attributes::kHidden);
      Value argument = result.value();
      Completion<Value> shown =
          platform_.call_internal("internal/console", "inspectForTerminal", {&argument, 1});
      if (shown.is_abrupt()) {
        isolate.take_exception();
      } else {
        platform_.write(1, shown.value().as_string()->to_utf8() + "\n");
      }
    }
    platform_.context().end_turn();
    return true;
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
  std::string pending_;  // lines that are not a whole program yet
};

}  // namespace

int run_repl(Platform& platform) { return Repl(platform).run(); }

}  // namespace kaze::cli
