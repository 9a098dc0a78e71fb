// The Date constructor (ECMA-262 21.4.2, 21.4.3).
#include <chrono>
#include <cmath>
#include <limits>

#include "builtins/date_support.h"
#include "builtins/makers.h"
#include "builtins/string_support.h"
#include "runtime/realm.h"

namespace kaze {

namespace {

// 21.4.3.1, the time value of now.
f64 current_time() {
  auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<f64>(std::chrono::floor<std::chrono::milliseconds>(now).count());
}

f64 parse_date(Isolate& isolate, const String* string) {
  LocalTimeZone& zone = isolate.local_time_zone();
  return string->is_latin1() ? date::parse(string->view8(), zone)
                             : date::parse(string->view16(), zone);
}

// Steps 1 to 9 of Date.UTC, and 5.a to 5.j of the constructor: the time that year, month, … name.
Completion<f64> time_from_components(Isolate& isolate, const Arguments& arguments) {
  f64 fields[7] = {0, 0, 1, 0, 0, 0, 0};
  fields[0] = std::numeric_limits<f64>::quiet_NaN();
  for (u32 i = 0; i < 7 && i < arguments.count(); i++) {
    fields[i] = TRY(to_number(isolate, arguments[i]));
  }
  f64 year = date::make_full_year(fields[0]);
  return date::make_date(date::make_day(year, fields[1], fields[2]),
                         date::make_time(fields[3], fields[4], fields[5], fields[6]));
}

// 21.4.2.1 Date ( ...values )
Completion<Value> date_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, return ToDateString(now).
  if (!arguments.is_construct()) {
    return new_string_utf8(isolate, date::to_string(current_time(), isolate.local_time_zone()));
  }
  f64 time;
  if (arguments.count() == 0) {
    // 3. If numberOfArgs = 0, let dv be the time value of now.
    time = current_time();
  } else if (arguments.count() == 1) {
    Value value = arguments[0];
    // 4.b. If value is an Object and value has a [[DateValue]] internal slot, let tv be that.
    if (value.is_object() && Date::is(value.as_object())) {
      time = value.as_object()->as<Date>()->time;
    } else {
      // c. Else, let v be ? ToPrimitive(value): a String is parsed, all else is a Number.
      Value primitive = TRY(to_primitive(isolate, value));
      time = primitive.is_string() ? parse_date(isolate, primitive.as_string())
                                   : TRY(to_number(isolate, primitive));
    }
    // d. Let dv be TimeClip(tv).
    time = date::time_clip(time);
  } else {
    // 5. Let dv be TimeClip(UTC(finalDate)).
    f64 local = TRY(time_from_components(isolate, arguments));
    time = std::isfinite(local) && std::abs(local) <= date::k_max_time + 2 * date::k_ms_per_day
               ? date::time_clip(isolate.local_time_zone().to_utc(local))
               : std::numeric_limits<f64>::quiet_NaN();
  }
  // 6, 7. Let O be ? OrdinaryCreateFromConstructor(NewTarget, "%Date.prototype%").
  Date* object = TRY(ordinary_create_from_constructor<Date>(
      isolate, arguments, Intrinsic::kDatePrototype));
  object->time = time;
  return object;
}

// 21.4.3.1 Date.now ( )
Completion<Value> date_now(Isolate&, const Arguments&) { return Value::number(current_time()); }

// 21.4.3.2 Date.parse ( string )
Completion<Value> date_parse(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(to_string(isolate, arguments[0]));
  return Value::number(parse_date(isolate, string));
}

// 21.4.3.4 Date.UTC ( year [ , month [ , date [ , hours [ , minutes [ , seconds [ , ms ] ] ] ] ] ] )
Completion<Value> date_utc(Isolate& isolate, const Arguments& arguments) {
  f64 time = TRY(time_from_components(isolate, arguments));
  return Value::number(date::time_clip(time));
}

constexpr BuiltinProperty k_static_properties[] = {
    method(names::now, 0, date_now),
    method(names::parse, 1, date_parse),
    method(names::UTC, 7, date_utc),
};

}  // namespace

void make_date_class(Isolate& isolate, Realm& realm, Intrinsic) {
  const BuiltinClass date_class = {
      .constructor = Intrinsic::kDate,
      .prototype = Intrinsic::kDatePrototype,
      .name = names::Date,
      .length = 7,
      .code = date_constructor,
      .static_properties = k_static_properties,
      .prototype_properties = k_date_getter_properties,
  };
  make_builtin_class(isolate, realm, date_class);
  Object* prototype = realm.intrinsic(isolate, Intrinsic::kDatePrototype);
  define_builtins(isolate, realm, prototype, k_date_setter_properties);
  define_builtins(isolate, realm, prototype, k_date_text_properties);
  // B.2.3.3
  define_alias(isolate, prototype, names::toGMTString, names::toUTCString);
}

}  // namespace kaze
