// The methods of Date.prototype that read or replace parts of a date (ECMA-262 21.4.4.2 to 21.4.4.34,
// B.2.3.1, B.2.3.2).
#include <cmath>
#include <limits>

#include "builtins/date_support.h"

namespace kaze {

namespace {

f64 local_time(Isolate& isolate, f64 t) { return isolate.local_time_zone().to_local(t); }

// --- Getters. ---

enum class Zone : bool { kUtc, kLocal };

// 1 to 5 of each getter: NaN for an invalid date, else the field of t or of LocalTime(t).
template <Zone zone, i32 (*field)(f64)>
Completion<Value> date_get(Isolate& isolate, const Arguments& arguments) {
  Date* object = TRY(this_date(isolate, arguments));
  f64 t = object->time;
  if (std::isnan(t)) return Value::nan();
  return Value::int32(field(zone == Zone::kLocal ? local_time(isolate, t) : t));
}

// 21.4.4.10 Date.prototype.getTime ( ), 21.4.4.44 Date.prototype.valueOf ( )
Completion<Value> date_get_time(Isolate& isolate, const Arguments& arguments) {
  Date* object = TRY(this_date(isolate, arguments));
  return Value::number(object->time);
}

// 21.4.4.11 Date.prototype.getTimezoneOffset ( )
Completion<Value> date_get_timezone_offset(Isolate& isolate, const Arguments& arguments) {
  Date* object = TRY(this_date(isolate, arguments));
  f64 t = object->time;
  if (std::isnan(t)) return Value::nan();
  return Value::number((t - local_time(isolate, t)) / date::k_ms_per_minute);
}

i32 two_digit_year(f64 t) { return date::year_from_time(t) - 1900; }

constexpr BuiltinProperty k_getters[] = {
    method(names::getDate, 0, date_get<Zone::kLocal, date::date_from_time>),
    method(names::getDay, 0, date_get<Zone::kLocal, date::week_day>),
    method(names::getFullYear, 0, date_get<Zone::kLocal, date::year_from_time>),
    method(names::getHours, 0, date_get<Zone::kLocal, date::hour_from_time>),
    method(names::getMilliseconds, 0, date_get<Zone::kLocal, date::millisecond_from_time>),
    method(names::getMinutes, 0, date_get<Zone::kLocal, date::minute_from_time>),
    method(names::getMonth, 0, date_get<Zone::kLocal, date::month_from_time>),
    method(names::getSeconds, 0, date_get<Zone::kLocal, date::second_from_time>),
    method(names::getTime, 0, date_get_time),
    method(names::getTimezoneOffset, 0, date_get_timezone_offset),
    method(names::getUTCDate, 0, date_get<Zone::kUtc, date::date_from_time>),
    method(names::getUTCDay, 0, date_get<Zone::kUtc, date::week_day>),
    method(names::getUTCFullYear, 0, date_get<Zone::kUtc, date::year_from_time>),
    method(names::getUTCHours, 0, date_get<Zone::kUtc, date::hour_from_time>),
    method(names::getUTCMilliseconds, 0, date_get<Zone::kUtc, date::millisecond_from_time>),
    method(names::getUTCMinutes, 0, date_get<Zone::kUtc, date::minute_from_time>),
    method(names::getUTCMonth, 0, date_get<Zone::kUtc, date::month_from_time>),
    method(names::getUTCSeconds, 0, date_get<Zone::kUtc, date::second_from_time>),
    method(names::getYear, 0, date_get<Zone::kLocal, two_digit_year>),
    method(names::valueOf, 0, date_get_time),
};

// --- Setters. ---

// The fields in the order in which setters take them.
enum Field : u32 { kYear, kMonth, kDay, kHour, kMinute, kSecond, kMillisecond };

// UTC(local) where that is a time value or may round to one, else NaN.
f64 utc_time(Isolate& isolate, f64 local) {
  constexpr f64 k_reach = date::k_max_time + 2 * date::k_ms_per_day;
  if (!(std::abs(local) <= k_reach)) return std::numeric_limits<f64>::quiet_NaN();
  return isolate.local_time_zone().to_utc(local);
}

// The setters that replace up to `count` fields from `first` on. All arguments are converted before the
// date is looked at; an invalid date stays so, but setFullYear begins with the epoch.
template <Zone zone, Field first, u32 count>
Completion<Value> date_set(Isolate& isolate, const Arguments& arguments) {
  Date* object = TRY(this_date(isolate, arguments));
  f64 t = object->time;
  f64 given[count];
  u32 given_count = arguments.count() < count ? arguments.count() : count;
  given[0] = std::numeric_limits<f64>::quiet_NaN();
  for (u32 i = 0; i < given_count; i++) given[i] = TRY(to_number(isolate, arguments[i]));
  if (given_count == 0) given_count = 1;
  if (std::isnan(t)) {
    if (first != kYear) return Value::nan();
    t = 0;
  } else if (zone == Zone::kLocal) {
    t = local_time(isolate, t);
  }
  date::Fields now = date::fields_from_time(t);
  f64 fields[] = {static_cast<f64>(now.year),   static_cast<f64>(now.month),
                  static_cast<f64>(now.day),    static_cast<f64>(now.hour),
                  static_cast<f64>(now.minute), static_cast<f64>(now.second),
                  static_cast<f64>(now.millisecond)};
  for (u32 i = 0; i < given_count; i++) fields[first + i] = given[i];
  f64 result = date::make_date(date::make_day(fields[kYear], fields[kMonth], fields[kDay]),
                               date::make_time(fields[kHour], fields[kMinute], fields[kSecond],
                                               fields[kMillisecond]));
  if (zone == Zone::kLocal) result = utc_time(isolate, result);
  object->time = date::time_clip(result);
  return Value::number(object->time);
}

// 21.4.4.27 Date.prototype.setTime ( time )
Completion<Value> date_set_time(Isolate& isolate, const Arguments& arguments) {
  Date* object = TRY(this_date(isolate, arguments));
  f64 time = TRY(to_number(isolate, arguments[0]));
  object->time = date::time_clip(time);
  return Value::number(object->time);
}

// B.2.3.2 Date.prototype.setYear ( year )
Completion<Value> date_set_year(Isolate& isolate, const Arguments& arguments) {
  Date* object = TRY(this_date(isolate, arguments));
  f64 t = object->time;
  f64 year = TRY(to_number(isolate, arguments[0]));
  t = std::isnan(t) ? 0 : local_time(isolate, t);
  f64 day = date::make_day(date::make_full_year(year), date::month_from_time(t),
                           date::date_from_time(t));
  object->time =
      date::time_clip(utc_time(isolate, date::make_date(day, date::time_within_day(t))));
  return Value::number(object->time);
}

constexpr BuiltinProperty k_setters[] = {
    method(names::setDate, 1, date_set<Zone::kLocal, kDay, 1>),
    method(names::setFullYear, 3, date_set<Zone::kLocal, kYear, 3>),
    method(names::setHours, 4, date_set<Zone::kLocal, kHour, 4>),
    method(names::setMilliseconds, 1, date_set<Zone::kLocal, kMillisecond, 1>),
    method(names::setMinutes, 3, date_set<Zone::kLocal, kMinute, 3>),
    method(names::setMonth, 2, date_set<Zone::kLocal, kMonth, 2>),
    method(names::setSeconds, 2, date_set<Zone::kLocal, kSecond, 2>),
    method(names::setTime, 1, date_set_time),
    method(names::setUTCDate, 1, date_set<Zone::kUtc, kDay, 1>),
    method(names::setUTCFullYear, 3, date_set<Zone::kUtc, kYear, 3>),
    method(names::setUTCHours, 4, date_set<Zone::kUtc, kHour, 4>),
    method(names::setUTCMilliseconds, 1, date_set<Zone::kUtc, kMillisecond, 1>),
    method(names::setUTCMinutes, 3, date_set<Zone::kUtc, kMinute, 3>),
    method(names::setUTCMonth, 2, date_set<Zone::kUtc, kMonth, 2>),
    method(names::setUTCSeconds, 2, date_set<Zone::kUtc, kSecond, 2>),
    method(names::setYear, 1, date_set_year),
};

}  // namespace

const std::span<const BuiltinProperty> k_date_getter_properties = k_getters;
const std::span<const BuiltinProperty> k_date_setter_properties = k_setters;

}  // namespace kaze
