// CallSite objects, and frames as text. Everything follows what V8 prints; nothing here runs JavaScript,
// for looking at a stack must not change what it shows.
#include "builtins/call_site.h"

#include "base/unicode.h"
#include "builtins/call_site_object.h"
#include "builtins/makers.h"
#include "bytecode/function_code.h"
#include "runtime/function.h"
#include "runtime/isolate.h"

namespace kaze {

const FunctionTemplate& RecordedFrame::code() const {
  return *function->as<Function>()->code_block()->function_template();
}

bool RecordedFrame::is_eval() const { return code().kind == FunctionKind::kEval; }

bool RecordedFrame::is_toplevel(Isolate& isolate) const {
  if (receiver.is_nullish() || receiver.is_empty()) return true;
  return receiver.is_object() && receiver.as_object()->object_kind() == CellKind::kGlobalObject;
}

namespace {

// --- Names. All are empty where there is none. ---

std::string utf8_of(const LiteralString& text) {
  if (text.is_latin1) {
    return latin1_to_utf8({static_cast<const char*>(text.units), text.length});
  }
  return utf16_to_utf8({static_cast<const char16_t*>(text.units), text.length});
}

// The function's "name" if it is what it seems, else the name in the source.
std::string name_of_function(Isolate& isolate, Object* object) {
  Function* function = object->as_if<Function>();
  if (!function || !(function->flags_ & object_flags::kLazyProperties)) {
    Value name = object->get_direct(isolate, names::name);
    if (name.is_string() && name.as_string()->length() > 0) return name.as_string()->to_utf8();
  }
  return function ? utf8_of(function->code_block()->function_template()->name) : std::string();
}

std::string function_name(Isolate& isolate, const RecordedFrame& frame) {
  switch (frame.code().kind) {
  case FunctionKind::kScript:
  case FunctionKind::kModule: return {};
  case FunctionKind::kEval: return "eval";
  case FunctionKind::kFieldInitializer:
    return frame.receiver.is_callable() ? "<static_initializer>" : "<instance_members_initializer>";
  case FunctionKind::kStaticBlock: return "<static_initializer>";
  default: return name_of_function(isolate, frame.function);
  }
}

// The class of the receiver: its constructor's name.
std::string type_name(Isolate& isolate, const RecordedFrame& frame) {
  Value receiver = frame.receiver;
  if (receiver.is_nullish() || receiver.is_empty()) return {};
  if (receiver.is_string()) return "String";
  if (receiver.is_number()) return "Number";
  if (receiver.is_boolean()) return "Boolean";
  if (receiver.is_symbol()) return "Symbol";
  if (receiver.is_bigint()) return "BigInt";
  Object* object = receiver.as_object();
  if (object->object_kind() == CellKind::kProxy) return "Proxy";
  if (Function* function = object->as_if<Function>()) {
    return function->is_class_constructor() ? name_of_function(isolate, function) : "Function";
  }
  if (object->is_callable()) return "Function";
  for (Object* holder = object; !holder->is_exotic();) {
    Value constructor = holder->get_direct(isolate, names::constructor);
    if (constructor.is_object() && constructor.as_object()->is_callable()) {
      std::string name = name_of_function(isolate, constructor.as_object());
      if (!name.empty()) return name;
    }
    Value prototype = holder->shape()->prototype();
    if (!prototype.is_object()) break;
    holder = prototype.as_object();
  }
  return "Object";
}

// Whether the property is, or has as getter or setter, this function.
bool is_property_function(Object* holder, const PropertyTable::Entry& entry, Value function) {
  Value value = holder->get_slot(entry.slot);
  if (!(entry.attributes & attributes::kAccessor)) return value == function;
  if (value.is_lazy()) return false;
  AccessorPair* pair = static_cast<AccessorPair*>(value.as_cell());
  return pair->getter.get() == function || pair->setter.get() == function;
}

// The name under which the receiver has the function, if it has it under one name only. The
// function's own name comes first.
std::string method_name(Isolate& isolate, const RecordedFrame& frame) {
  if (!frame.receiver.is_object()) return {};
  Value function = frame.function;
  std::string name = name_of_function(isolate, frame.function);
  std::string found;
  Object* holder = frame.receiver.as_object();
  for (int depth = 0; !holder->is_exotic() && depth < 100; depth++) {
    for (const PropertyTable::Entry& entry : holder->shape()->entries()) {
      if (!entry.key.get().is_string()) continue;
      if (!is_property_function(holder, entry, function)) continue;
      std::string key = entry.key.get().as_string()->to_utf8();
      if (key == name) return key;
      if (!found.empty() && found != key) return {};
      found = key;
    }
    Value prototype = holder->shape()->prototype();
    if (!prototype.is_object()) break;
    holder = prototype.as_object();
  }
  return found;
}

// --- The text of a frame. ---

bool is_identifier(std::string_view text) {
  const char* cursor = text.data();
  const char* end = cursor + text.size();
  if (cursor == end || !is_identifier_start(decode_utf8(cursor, end))) return false;
  while (cursor < end) {
    if (!is_identifier_part(decode_utf8(cursor, end))) return false;
  }
  return true;
}

// Whether the name ends with ".method", or is it.
bool ends_with_method(std::string_view name, std::string_view method) {
  if (!name.ends_with(method)) return false;
  return name.size() == method.size() || name[name.size() - method.size() - 1] == '.';
}

std::string method_call(Isolate& isolate, const RecordedFrame& frame) {
  std::string type = type_name(isolate, frame);
  std::string name = function_name(isolate, frame);
  std::string method = method_name(isolate, frame);
  std::string text;
  if (name.empty()) {
    if (!type.empty()) text = type + ".";
    return text + (method.empty() ? "<anonymous>" : method);
  }
  if (!type.empty() && is_identifier(name) && !name.starts_with(type)) text = type + ".";
  text += name;
  if (!method.empty() && !ends_with_method(name, method)) text += " [as " + method + "]";
  return text;
}

std::string location(const RecordedFrame& frame) {
  const SourceText& source = *frame.code().source;
  SourcePosition position = source.position(frame.position);
  std::string text = source.url().empty() ? "<anonymous>" : source.url();
  return text + ":" + std::to_string(position.line) + ":" + std::to_string(position.column);
}

std::string frame_text(Isolate& isolate, const RecordedFrame& frame) {
  std::string call;
  if (frame.is_construct()) {
    std::string name = function_name(isolate, frame);
    call = "new " + (name.empty() ? "<anonymous>" : name);
  } else if (!frame.is_toplevel(isolate)) {
    call = method_call(isolate, frame);
  } else {
    call = function_name(isolate, frame);
  }
  std::string text = frame.is_async() ? "async " : "";
  if (call.empty()) return text + location(frame);
  return text + call + " (" + location(frame) + ")";
}

// --- CallSite objects. ---

Completion<CallSite*> this_call_site(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments.this_value();
  if (value.is_object()) {
    if (CallSite* site = value.as_object()->as_if<CallSite>()) return site;
  }
  return throw_error(isolate, Message::kIncompatibleReceiver, "CallSite method", value);
}

// A method that computes its result from the frame.
template <Value (*Function)(Isolate&, const RecordedFrame&)>
Completion<Value> call_site_method(Isolate& isolate, const Arguments& arguments) {
  CallSite* site = TRY(this_call_site(isolate, arguments));
  return Function(isolate, site->frame());
}

Value string_or_null(Isolate& isolate, const std::string& text) {
  return text.empty() ? Value::null() : Value(new_string_utf8(isolate, text));
}

Value get_this(Isolate&, const RecordedFrame& frame) {
  return frame.code().is_strict ? Value::undefined() : frame.receiver;
}
Value get_function(Isolate&, const RecordedFrame& frame) {
  return frame.code().is_strict ? Value::undefined() : Value(frame.function);
}
Value get_type_name(Isolate& isolate, const RecordedFrame& frame) {
  return string_or_null(isolate, type_name(isolate, frame));
}
Value get_function_name(Isolate& isolate, const RecordedFrame& frame) {
  return string_or_null(isolate, function_name(isolate, frame));
}
Value get_method_name(Isolate& isolate, const RecordedFrame& frame) {
  return string_or_null(isolate, method_name(isolate, frame));
}
// Code from strings has no file.
Value get_file_name(Isolate& isolate, const RecordedFrame& frame) {
  const std::string& url = frame.code().source->url();
  return url.empty() || url == "<anonymous>" ? Value::undefined()
                                             : Value(new_string_utf8(isolate, url));
}
Value get_line_number(Isolate&, const RecordedFrame& frame) {
  return Value::number(frame.code().source->position(frame.position).line);
}
Value get_column_number(Isolate&, const RecordedFrame& frame) {
  return Value::number(frame.code().source->position(frame.position).column);
}
Value get_enclosing_line_number(Isolate&, const RecordedFrame& frame) {
  return Value::number(frame.code().source->position(frame.code().source_start).line);
}
Value get_enclosing_column_number(Isolate&, const RecordedFrame& frame) {
  return Value::number(frame.code().source->position(frame.code().source_start).column);
}
Value get_position(Isolate&, const RecordedFrame& frame) { return Value::number(frame.position); }
Value get_eval_origin(Isolate&, const RecordedFrame&) { return Value::undefined(); }
Value get_promise_index(Isolate&, const RecordedFrame&) { return Value::null(); }
Value is_toplevel(Isolate& isolate, const RecordedFrame& frame) {
  return Value::boolean(frame.is_toplevel(isolate));
}
Value is_eval(Isolate&, const RecordedFrame& frame) { return Value::boolean(frame.is_eval()); }
// Frames of native functions are not recorded.
Value is_native(Isolate&, const RecordedFrame&) { return Value::boolean(false); }
Value is_promise_all(Isolate&, const RecordedFrame&) { return Value::boolean(false); }
Value is_constructor(Isolate&, const RecordedFrame& frame) {
  return Value::boolean(frame.is_construct());
}
Value is_async(Isolate&, const RecordedFrame& frame) { return Value::boolean(frame.is_async()); }
Value to_text(Isolate& isolate, const RecordedFrame& frame) {
  return new_string_utf8(isolate, frame_text(isolate, frame));
}

Completion<Value> call_site_constructor(Isolate& isolate, const Arguments&) {
  return throw_error(isolate, Message::kIllegalConstructor);
}

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::getColumnNumber, 0, call_site_method<get_column_number>),
    method(names::getEnclosingColumnNumber, 0, call_site_method<get_enclosing_column_number>),
    method(names::getEnclosingLineNumber, 0, call_site_method<get_enclosing_line_number>),
    method(names::getEvalOrigin, 0, call_site_method<get_eval_origin>),
    method(names::getFileName, 0, call_site_method<get_file_name>),
    method(names::getFunction, 0, call_site_method<get_function>),
    method(names::getFunctionName, 0, call_site_method<get_function_name>),
    method(names::getLineNumber, 0, call_site_method<get_line_number>),
    method(names::getMethodName, 0, call_site_method<get_method_name>),
    method(names::getPosition, 0, call_site_method<get_position>),
    method(names::getPromiseIndex, 0, call_site_method<get_promise_index>),
    method(names::getScriptNameOrSourceURL, 0, call_site_method<get_file_name>),
    method(names::getThis, 0, call_site_method<get_this>),
    method(names::getTypeName, 0, call_site_method<get_type_name>),
    method(names::isAsync, 0, call_site_method<is_async>),
    method(names::isConstructor, 0, call_site_method<is_constructor>),
    method(names::isEval, 0, call_site_method<is_eval>),
    method(names::isNative, 0, call_site_method<is_native>),
    method(names::isPromiseAll, 0, call_site_method<is_promise_all>),
    method(names::isToplevel, 0, call_site_method<is_toplevel>),
    method(names::toString, 0, call_site_method<to_text>),
};

}  // namespace

void CallSite::trace(Cell* cell, Visitor& visitor) {
  auto* site = static_cast<CallSite*>(cell);
  trace_object(site, visitor);
  visitor.visit(site->function_);
  visitor.visit(site->receiver_);
}

const BuiltinClass k_call_site_class = {
    .constructor = Intrinsic::kCallSite,
    .prototype = Intrinsic::kCallSitePrototype,
    .name = names::CallSite,
    .length = 0,
    .code = call_site_constructor,
    .static_properties = {},
    .prototype_properties = k_prototype_properties,
};

Object* new_call_site(Isolate& isolate, const RecordedFrame& frame) {
  Value prototype = isolate.realm().intrinsic(isolate, Intrinsic::kCallSitePrototype);
  auto* site = new_object_of<CallSite>(isolate, prototype);
  site->function_.init(frame.function);
  site->receiver_.init(frame.receiver);
  site->position_ = frame.position;
  site->frame_flags_ = frame.flags;
  return site;
}

void append_frame(Isolate& isolate, StringBuilder& out, const RecordedFrame& frame) {
  out.append_utf16(utf8_to_utf16(frame_text(isolate, frame)));
}

}  // namespace kaze
