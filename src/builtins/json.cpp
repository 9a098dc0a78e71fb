// The JSON object (ECMA-262 25.5).
#include "builtins/json.h"

#include "builtins/makers.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// 25.5.1 JSON.parse ( text [ , reviver ] )
Completion<Value> json_parse(Isolate& isolate, const Arguments& arguments) {
  // 1. Let jsonString be ? ToString(text).
  String* text = TRY(to_string(isolate, arguments[0]));
  // 2 to 4.
  if (!arguments[1].is_callable()) return parse_json(isolate, text);
  return parse_json_with_reviver(isolate, text, arguments[1]);
}

// 25.5.2 JSON.rawJSON ( text )
Completion<Value> json_raw(Isolate& isolate, const Arguments& arguments) {
  // 1. Let jsonString be ? ToString(text).
  String* text = TRY(to_string(isolate, arguments[0]));
  // 2. Throw a SyntaxError exception if jsonString is empty, or if either its first or its last code
  //    unit is white space.
  auto is_space = [](u16 unit) {
    return unit == '\t' || unit == '\n' || unit == '\r' || unit == ' ';
  };
  if (text->length() == 0 || is_space(text->at(0)) || is_space(text->at(text->length() - 1))) {
    return throw_error(isolate, Message::kJsonInvalidRaw);
  }
  // 3. Throw a SyntaxError exception if it is not JSON, or its outermost value is an object or array.
  if (text->at(0) == '{' || text->at(0) == '[') return throw_error(isolate, Message::kJsonInvalidRaw);
  TRY(parse_json(isolate, text));
  // 4 to 8. A frozen object without prototype.
  Object* object =
      new_object_of_kind(isolate, CellKind::kRawJson, sizeof(Object), Value::null());
  object->put_direct(isolate, names::rawJSON, text);
  TRY(set_integrity_level(isolate, object, IntegrityLevel::kFrozen));
  return object;
}

// 25.5.1.4 JSON.isRawJSON ( O )
Completion<Value> json_is_raw(Isolate&, const Arguments& arguments) {
  Value value = arguments[0];
  return Value::boolean(value.is_object() &&
                        value.as_object()->object_kind() == CellKind::kRawJson);
}

constexpr BuiltinProperty k_properties[] = {
    method(names::isRawJSON, 1, json_is_raw),
    method(names::parse, 2, json_parse),
    method(names::rawJSON, 1, json_raw),
    method(names::stringify, 3, json_stringify),
    to_string_tag(names::JSON),
};

}  // namespace

void make_json(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kObjectPrototype, k_properties);
}

}  // namespace kaze
