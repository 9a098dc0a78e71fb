// What ends a process with an error says on standard error: the place, the line with a caret, and the
// error as util.inspect shows it.
#include <cstdlib>

#include "platform/node/binding.h"
#include "platform/node/paths.h"
#include "platform/node/platform.h"
#include "runtime/error_object.h"

namespace kaze {

namespace {

struct Place {
  std::string file;
  u32 line = 0;
  u32 column = 0;
};

// "file:LINE:COLUMN" from the innermost frame of a stack.
bool first_place(std::string_view stack, Place* place) {
  usize at = stack.find("\n    at ");
  if (at == std::string_view::npos) return false;
  std::string_view frame = stack.substr(at + 8);
  frame = frame.substr(0, frame.find('\n'));
  if (frame.ends_with(')')) {
    usize open = frame.rfind(" (");
    if (open == std::string_view::npos) return false;
    frame = frame.substr(open + 2, frame.size() - open - 3);
  } else if (frame.starts_with("async ")) {
    frame.remove_prefix(6);
  }
  usize second = frame.rfind(':');
  if (second == std::string_view::npos || second == 0) return false;
  usize first = frame.rfind(':', second - 1);
  if (first == std::string_view::npos) return false;
  place->line = static_cast<u32>(std::atoi(std::string(frame.substr(first + 1)).c_str()));
  place->column = static_cast<u32>(std::atoi(std::string(frame.substr(second + 1)).c_str()));
  place->file = frame.substr(0, first);
  return place->line > 0;
}

std::string excerpt(Platform& platform, const Place& place) {
  std::string path = place.file.starts_with("file://") ? file_url_to_path(place.file) : place.file;
  std::string source;
  // Text from the command line or standard input is no file.
  if (place.file == platform.text_name) {
    source = platform.text;
  } else if (!is_file(path) || !read_whole_file(path, &source)) {
    return {};
  }
  usize start = 0;
  for (u32 i = 1; i < place.line; i++) {
    start = source.find('\n', start);
    if (start == std::string::npos) return {};
    start++;
  }
  std::string line = source.substr(start, source.find('\n', start) - start);
  if (line.ends_with('\r')) line.pop_back();
  if (line.size() > 400) return {};
  std::string text = place.file + ":" + std::to_string(place.line) + "\n" + line + "\n";
  // Tabs stay tabs, so that the caret stands under its column.
  for (u32 i = 0; i + 1 < place.column && i < line.size(); i++) text += line[i] == '\t' ? '\t' : ' ';
  return text + "^\n\n";
}

std::string inspect(Platform& platform, Value value) {
  Isolate& isolate = platform.isolate();
  Completion<Value> text = platform.call_internal("internal/inspect", "inspect", {&value, 1});
  if (!text.is_abrupt() && text.value().is_string()) return text.value().as_string()->to_utf8();
  if (text.is_abrupt()) isolate.take_exception();
  return describe(isolate, value);
}

// An error that has nothing beyond its stack needs no script.
bool is_plain_error(Isolate& isolate, Object* error) {
  if (error->object_kind() != CellKind::kError) return false;
  KeyList keys(isolate);
  if (error->own_property_keys(isolate, &keys).is_abrupt()) {
    isolate.take_exception();
    return false;
  }
  for (PropertyKey key : keys) {
    if (key != PropertyKey(names::stack) && key != PropertyKey(names::message)) return false;
  }
  return true;
}

}  // namespace

std::string format_uncaught(Platform& platform, Value exception, bool in_promise) {
  Isolate& isolate = platform.isolate();
  constexpr std::string_view k_end = "\n\nKaze v0.1.0\n";
  if (!exception.is_object()) {
    if (in_promise) {
      return "[UnhandledPromiseRejection: This error originated either by throwing inside of an "
             "async function without a catch block, or by rejecting a promise which was not "
             "handled with .catch(). The promise rejected with the reason \"" +
             inspect(platform, exception) + "\".] {\n  code: 'ERR_UNHANDLED_REJECTION'\n}" +
             std::string(k_end);
    }
    return "Uncaught " + inspect(platform, exception) + std::string(k_end);
  }
  Object* error = exception.as_object();
  std::string stack;
  if (error->object_kind() == CellKind::kError) {
    Completion<Value> value = error->get(isolate, names::stack);
    if (value.is_abrupt()) {
      isolate.take_exception();
    } else if (value.value().is_string()) {
      stack = value.value().as_string()->to_utf8();
    }
  }
  std::string text;
  Place place;
  // A syntax error's stack begins with its own excerpt.
  bool has_excerpt = stack.find("\n\nSyntaxError: ") != std::string::npos;
  if (!has_excerpt && first_place(stack, &place)) text = excerpt(platform, place);
  if (stack.empty()) text += "Uncaught ";
  text += !stack.empty() && is_plain_error(isolate, error) ? stack : inspect(platform, exception);
  return text + std::string(k_end);
}

}  // namespace kaze
