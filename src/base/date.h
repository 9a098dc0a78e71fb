// Dates as ECMA-262 21.4.1 counts them: a time value is a double, the milliseconds since 1970-01-01
// UTC in the proleptic Gregorian calendar, an integer of magnitude <= 8.64e15, or NaN. Pure
// arithmetic without loops or tables of years; only what depends on the local zone takes a
// LocalTimeZone.
#pragma once

#include <string>
#include <string_view>

#include "base/common.h"
#include "base/time_zone.h"

namespace kaze::date {

constexpr f64 k_ms_per_second = 1000;
constexpr f64 k_ms_per_minute = 60000;
constexpr f64 k_ms_per_hour = 3600000;
constexpr f64 k_ms_per_day = 86400000;
constexpr f64 k_max_time = 8.64e15;

// A time value taken apart. `month` is 0 to 11, `day` 1 to 31, `weekday` 0 (Sunday) to 6.
struct Fields {
  i32 year = 1970;
  i32 month = 0;
  i32 day = 1;
  i32 hour = 0;
  i32 minute = 0;
  i32 second = 0;
  i32 millisecond = 0;
  i32 weekday = 4;
};

// `t` is a finite integer within two days of the range of time values. For local fields pass
// zone.to_local(t).
Fields fields_from_time(f64 t);

// The day number (0 is 1970-01-01) of a date; `month` is 0 to 11, `day` may be out of its range.
i64 days_from_civil(i64 year, i32 month, i64 day);

// 21.4.1.3 and following, for finite integral `t`.
f64 day(f64 t);
f64 time_within_day(f64 t);
i32 year_from_time(f64 t);
i32 month_from_time(f64 t);
i32 date_from_time(f64 t);
i32 week_day(f64 t);
i32 hour_from_time(f64 t);
i32 minute_from_time(f64 t);
i32 second_from_time(f64 t);
i32 millisecond_from_time(f64 t);

// 21.4.1.27 to 21.4.1.31; any argument may be NaN or infinite.
f64 make_time(f64 hour, f64 minute, f64 second, f64 millisecond);
f64 make_day(f64 year, f64 month, f64 date);
f64 make_date(f64 day, f64 time);
f64 make_full_year(f64 year);
f64 time_clip(f64 time);

// The time value a text stands for, or NaN: the format of 21.4.1.32 first, then the informal forms
// that browsers take ("Mar 1, 2022 10:00 GMT+1"). Without an offset a text means local time, except
// that a date alone in the standard format means UTC.
f64 parse(std::string_view latin1, LocalTimeZone& zone);
f64 parse(std::u16string_view text, LocalTimeZone& zone);

// The texts of 21.4.4.41 and following; `t` is a time value, for NaN they are "Invalid Date".
std::string to_string(f64 t, LocalTimeZone& zone);
std::string to_date_string(f64 t, LocalTimeZone& zone);
std::string to_time_string(f64 t, LocalTimeZone& zone);
std::string to_utc_string(f64 t);
// `t` is not NaN: the caller throws the RangeError.
std::string to_iso_string(f64 t);

}  // namespace kaze::date
