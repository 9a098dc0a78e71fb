// The console object. Lines of plain text and numbers are written here; whatever needs a look into objects, a
// format directive or colours goes through platform/node/js/internal/console.js.
#include "base/bigint.h"
#include "platform/node/binding.h"
#include "platform/node/platform.h"
#include "runtime/bigint.h"

namespace kaze {

namespace {

// Appends what the script would print for a primitive argument; false if that takes the script.
bool append_simple(std::string* line, Value value, bool colored) {
  if (value.is_string()) {
    *line += value.as_string()->to_utf8();
    return true;
  }
  if (colored) return false;
  if (value.is_number()) {
    f64 number = value.as_number();
    *line += number == 0 && std::signbit(number) ? "-0" : double_to_string(number);
  } else if (value.is_boolean()) {
    *line += value.as_boolean() ? "true" : "false";
  } else if (value.is_undefined()) {
    *line += "undefined";
  } else if (value.is_null()) {
    *line += "null";
  } else {
    return false;
  }
  return true;
}

bool format_simple(std::string* line, const Arguments& arguments, bool colored) {
  for (u32 i = 0; i < arguments.count(); i++) {
    if (i > 0) *line += ' ';
    usize start = line->size();
    if (!append_simple(line, arguments[i], colored)) return false;
    // A first string with a directive.
    if (i == 0 && arguments.count() > 1 && arguments[0].is_string() &&
        line->find('%', start) != std::string::npos) {
      return false;
    }
  }
  return true;
}

void write_line(Platform& platform, int fd, std::string line) {
  replace_surrogates(&line);
  const std::string& indentation = platform.group_indentation;
  if (!indentation.empty()) {
    for (usize at = line.find('\n'); at != std::string::npos;
         at = line.find('\n', at + 1 + indentation.size())) {
      line.insert(at + 1, indentation);
    }
    line.insert(0, indentation);
  }
  line += '\n';
  platform.write(fd, line);
}

Completion<Value> print(Isolate& isolate, const Arguments& arguments, int fd) {
  Platform& platform = Platform::of(isolate);
  Output& output = fd == 1 ? platform.standard_output() : platform.standard_error();
  std::string line;
  if (!format_simple(&line, arguments, output.is_terminal())) {
    ValueList list(isolate);
    list.push(Value::int32(fd));
    for (Value value : arguments.span()) list.push(value);
    Value text = TRY(platform.call_internal("internal/console", "formatLine", list.span()));
    line = TRY(to_utf8(isolate, text));
  }
  write_line(platform, fd, std::move(line));
  return Value();
}

Completion<Value> console_log(Isolate& isolate, const Arguments& arguments) {
  return print(isolate, arguments, 1);
}
Completion<Value> console_error(Isolate& isolate, const Arguments& arguments) {
  return print(isolate, arguments, 2);
}

// A method that is written in JavaScript. Slot 0: its name.
Completion<Value> console_scripted(Isolate& isolate, const Arguments& arguments) {
  std::string name = arguments.callee()->slot(0).get().as_string()->to_utf8();
  return Platform::of(isolate).call_internal("internal/console", name, arguments.span());
}

struct Method {
  const char* name;
  NativeCode code;
};
constexpr Method k_methods[] = {
    {"log", console_log},          {"warn", console_error},
    {"dir", console_scripted},     {"time", console_scripted},
    {"timeEnd", console_scripted}, {"timeLog", console_scripted},
    {"trace", console_scripted},   {"assert", console_scripted},
    {"clear", console_scripted},   {"count", console_scripted},
    {"countReset", console_scripted}, {"group", console_scripted},
    {"groupEnd", console_scripted}, {"table", console_scripted},
    {"debug", console_log},        {"info", console_log},
    {"dirxml", console_log},       {"error", console_error},
    {"groupCollapsed", console_scripted},
};

// write(fd, text): a line, indented as the console's are.
Completion<Value> binding_write_line(Isolate& isolate, const Arguments& arguments) {
  std::string text = TRY(to_utf8(isolate, arguments[1]));
  write_line(Platform::of(isolate), arguments[0].as_int32(), std::move(text));
  return Value();
}

Completion<Value> binding_set_indentation(Isolate& isolate, const Arguments& arguments) {
  Platform::of(isolate).group_indentation = TRY(to_utf8(isolate, arguments[0]));
  return Value();
}

}  // namespace

Object* make_console(Isolate& isolate, Realm& realm) {
  Object* console = new_object_with_prototype(isolate, new_object(isolate, realm), 24);
  for (const Method& method : k_methods) {
    String* name = intern_latin1(isolate, method.name);
    NativeFunction* function = new_native_function(isolate, realm, method.code, name, 0, 1);
    function->slot(0).set(function, name);
    console->put_direct(isolate, name, function);
  }
  console->put_direct(isolate, symbols::to_string_tag, intern_latin1(isolate, "console"),
                      attributes::kConfigurable);
  return console;
}

void make_console_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"writeLine", binding_write_line}, {"setIndentation", binding_set_indentation}};
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
