// What the files about JSON share.
#pragma once

#include "runtime/conversions.h"
#include "runtime/native_function.h"

namespace kaze {

// 25.5.1.1 ParseJSON ( text ): the value; SyntaxError if the text is not JSON.
Completion<Value> parse_json(Isolate& isolate, String* text);
// The same with 25.5.1.3 InternalizeJSONProperty by a reviver, which is callable.
Completion<Value> parse_json_with_reviver(Isolate& isolate, String* text, Value reviver);

// 25.5.3 JSON.stringify and 25.5.2 JSON.rawJSON.
Completion<Value> json_stringify(Isolate& isolate, const Arguments& arguments);
// 25.5.2.3 QuoteJSONString, appended to `builder`.
void append_json_string(StringBuilder& builder, const String* string);

}  // namespace kaze
