// The methods of Date.prototype that make text (ECMA-262 21.4.4.35 to 21.4.4.45).
#include <cmath>
#include <cstdio>

#include "builtins/date_support.h"

namespace kaze {

namespace {

// The texts of 21.4.4.41 and following.
template <std::string (*text)(f64, LocalTimeZone&)>
Completion<Value> date_to_text(Isolate& isolate, const Arguments& arguments) {
  Date* object = TRY(this_date(isolate, arguments));
  return new_string_utf8(isolate, text(object->time, isolate.local_time_zone()));
}

// 21.4.4.43 Date.prototype.toUTCString ( )
Completion<Value> date_to_utc_string(Isolate& isolate, const Arguments& arguments) {
  Date* object = TRY(this_date(isolate, arguments));
  return new_string(isolate, date::to_utc_string(object->time));
}

// 21.4.4.36 Date.prototype.toISOString ( )
Completion<Value> date_to_iso_string(Isolate& isolate, const Arguments& arguments) {
  Date* object = TRY(this_date(isolate, arguments));
  // 4. If tv is NaN, throw a RangeError exception.
  if (std::isnan(object->time)) return throw_error(isolate, Message::kInvalidTimeValue);
  return new_string(isolate, date::to_iso_string(object->time));
}

// 21.4.4.37 Date.prototype.toJSON ( key )
Completion<Value> date_to_json(Isolate& isolate, const Arguments& arguments) {
  // 1, 2. Let tv be ? ToPrimitive(? ToObject(this value), number).
  Object* object = TRY(to_object(isolate, arguments.this_value()));
  Value time = TRY(to_primitive(isolate, object, PreferredType::kNumber));
  // 3. If tv is a Number and tv is not finite, return null.
  if (time.is_number() && !std::isfinite(time.as_number())) return Value::null();
  // 4. Return ? Invoke(O, "toISOString").
  Value function = TRY(object->get(isolate, names::toISOString));
  if (!function.is_callable()) return throw_error(isolate, Message::kToIsoStringNotFunction);
  return call(isolate, function, object);
}

// 21.4.4.45 Date.prototype [ %Symbol.toPrimitive% ] ( hint )
Completion<Value> date_to_primitive(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments.this_value();
  if (!value.is_object()) {
    return throw_error(isolate, Message::kIncompatibleReceiver, "Date.prototype [ @@toPrimitive ]",
                       value);
  }
  // 3 to 5. The hint is one of "string", "default" and "number".
  bool is_string = false;
  bool is_number = false;
  if (arguments[0].is_string()) {
    String* hint = arguments[0].as_string();
    is_string = hint->equals("string") || hint->equals("default");
    is_number = hint->equals("number");
  }
  if (!is_string && !is_number) return throw_error(isolate, Message::kInvalidHint, arguments[0]);
  // 6. Return ? OrdinaryToPrimitive(O, tryFirst) (7.1.1.1).
  Object* object = value.as_object();
  const NameRef order[] = {is_string ? names::toString : names::valueOf,
                           is_string ? names::valueOf : names::toString};
  for (NameRef name : order) {
    Value function = TRY(object->get(isolate, name));
    if (!function.is_callable()) continue;
    Value result = TRY(call(isolate, function, object));
    if (!result.is_object()) return result;
  }
  return throw_error(isolate, Message::kCannotConvertToPrimitive);
}

// --- Locale-sensitive texts: those of American English, whatever the arguments. ---

std::string american_date(const date::Fields& fields) {
  char text[48];
  // The year before 1 is 1 BC, which this form does not tell apart.
  i32 year = fields.year > 0 ? fields.year : 1 - fields.year;
  std::snprintf(text, sizeof text, "%d/%d/%d", fields.month + 1, fields.day, year);
  return text;
}

std::string american_time(const date::Fields& fields) {
  char text[48];
  std::snprintf(text, sizeof text, "%d:%02d:%02d %s", fields.hour % 12 == 0 ? 12 : fields.hour % 12,
                fields.minute, fields.second, fields.hour < 12 ? "AM" : "PM");
  return text;
}

Completion<Value> date_to_american(Isolate& isolate, const Arguments& arguments, bool has_date,
                                   bool has_time) {
  Date* object = TRY(this_date(isolate, arguments));
  if (std::isnan(object->time)) return names::invalid_date.atom();
  date::Fields fields =
      date::fields_from_time(isolate.local_time_zone().to_local(object->time));
  std::string text = has_date ? american_date(fields) : std::string();
  if (has_date && has_time) text += ", ";
  if (has_time) text += american_time(fields);
  return new_string(isolate, text);
}

// 21.4.4.38 Date.prototype.toLocaleDateString ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> date_to_locale_date_string(Isolate& isolate, const Arguments& arguments) {
  return date_to_american(isolate, arguments, true, false);
}

// 21.4.4.39 Date.prototype.toLocaleString ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> date_to_locale_string(Isolate& isolate, const Arguments& arguments) {
  return date_to_american(isolate, arguments, true, true);
}

// 21.4.4.40 Date.prototype.toLocaleTimeString ( [ reserved1 [ , reserved2 ] ] )
Completion<Value> date_to_locale_time_string(Isolate& isolate, const Arguments& arguments) {
  return date_to_american(isolate, arguments, false, true);
}

constexpr BuiltinProperty k_properties[] = {
    method(names::toDateString, 0, date_to_text<date::to_date_string>),
    method(names::toISOString, 0, date_to_iso_string),
    method(names::toJSON, 1, date_to_json),
    method(names::toLocaleDateString, 0, date_to_locale_date_string),
    method(names::toLocaleString, 0, date_to_locale_string),
    method(names::toLocaleTimeString, 0, date_to_locale_time_string),
    method(names::toString, 0, date_to_text<date::to_string>),
    method(names::toTimeString, 0, date_to_text<date::to_time_string>),
    method(names::toUTCString, 0, date_to_utc_string),
    symbol_method(symbols::to_primitive, names::bracket_to_primitive, 1, date_to_primitive,
                  attributes::kConfigurable),
};

}  // namespace

const std::span<const BuiltinProperty> k_date_text_properties = k_properties;

}  // namespace kaze
