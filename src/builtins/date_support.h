// What the files about dates share.
#pragma once

#include <span>

#include "base/date.h"
#include "builtins/date_object.h"
#include "runtime/conversions.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"

namespace kaze {

// RequireInternalSlot(dateObject, [[DateValue]]).
inline Completion<Date*> this_date(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments.this_value();
  if (KAZE_LIKELY(value.is_object() && Date::is(value.as_object()))) {
    return value.as_object()->as<Date>();
  }
  return throw_error(isolate, Message::kNotDate);
}

extern const std::span<const BuiltinProperty> k_date_getter_properties;
extern const std::span<const BuiltinProperty> k_date_setter_properties;
extern const std::span<const BuiltinProperty> k_date_text_properties;

}  // namespace kaze
