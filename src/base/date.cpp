#include "base/date.h"

#include <cmath>
#include <limits>

namespace kaze::date {

namespace {

constexpr f64 kNaN = std::numeric_limits<f64>::quiet_NaN();
constexpr i64 kMsPerDay = 86400000;

constexpr const char* kWeekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

constexpr i64 floor_divide(i64 a, i64 b) {
  return a / b - (a % b < 0);
}

// The calendar repeats every 400 years. Years are counted from March, so that the leap day is the
// last, and a day number in such a year maps to a month by a linear formula.
constexpr i64 kDaysPerEra = 146097;
constexpr i64 kDaysToEpoch = 719468;  // from 0000-03-01 to 1970-01-01

struct Civil {
  i64 year;
  i32 month;  // 0..11
  i32 day;
};

// Divisions of u32 by constants are multiplications.
Civil civil_from_days(i64 days) {
  days += kDaysToEpoch;
  i64 era = floor_divide(days, kDaysPerEra);
  u32 day_of_era = static_cast<u32>(days - era * kDaysPerEra);
  u32 year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  u32 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  u32 march_month = (5 * day_of_year + 2) / 153;  // 0 is March
  i32 day = static_cast<i32>(day_of_year - (153 * march_month + 2) / 5 + 1);
  i32 month = static_cast<i32>(march_month < 10 ? march_month + 2 : march_month - 10);
  return {year_of_era + era * 400 + (month < 2), month, day};
}

// ToIntegerOrInfinity for a finite argument.
f64 to_integer(f64 value) {
  return std::trunc(value) + 0.0;
}

void append_padded(std::string& out, i64 value, int width) {
  char digits[20];
  int length = 0;
  do {
    digits[length++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value);
  for (int i = length; i < width; i++) out.push_back('0');
  while (length) out.push_back(digits[--length]);
}

void append_year(std::string& out, i32 year) {
  if (year < 0) out.push_back('-');
  append_padded(out, year < 0 ? -static_cast<i64>(year) : year, 4);
}

// 21.4.4.41.1 TimeString ( tv )
void append_time(std::string& out, const Fields& fields) {
  append_padded(out, fields.hour, 2);
  out.push_back(':');
  append_padded(out, fields.minute, 2);
  out.push_back(':');
  append_padded(out, fields.second, 2);
  out += " GMT";
}

// 21.4.4.41.2 DateString ( tv )
void append_date(std::string& out, const Fields& fields) {
  out += kWeekdays[fields.weekday];
  out.push_back(' ');
  out += kMonths[fields.month];
  out.push_back(' ');
  append_padded(out, fields.day, 2);
  out.push_back(' ');
  append_year(out, fields.year);
}

// 21.4.4.41.3 TimeZoneString ( tv )
void append_zone(std::string& out, f64 t, LocalTimeZone& zone) {
  i64 offset = static_cast<i64>(zone.offset_at_utc(t));
  out.push_back(offset < 0 ? '-' : '+');
  i64 minutes = (offset < 0 ? -offset : offset) / 60000;
  append_padded(out, minutes / 60, 2);
  append_padded(out, minutes % 60, 2);
  out += " (";
  out += zone.display_name(t);
  out.push_back(')');
}

}  // namespace

i64 days_from_civil(i64 year, i32 month, i64 day) {
  year -= month < 2;
  i64 era = floor_divide(year, 400);
  i64 year_of_era = year - era * 400;
  i64 march_month = month < 2 ? month + 10 : month - 2;
  i64 day_of_year = (153 * march_month + 2) / 5 + day - 1;
  i64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kDaysToEpoch;
}

Fields fields_from_time(f64 t) {
  i64 ms = static_cast<i64>(t);
  i64 days = floor_divide(ms, kMsPerDay);
  i32 rest = static_cast<i32>(ms - days * kMsPerDay);
  Civil civil = civil_from_days(days);
  Fields fields;
  fields.year = static_cast<i32>(civil.year);
  fields.month = civil.month;
  fields.day = civil.day;
  fields.millisecond = rest % 1000;
  rest /= 1000;
  fields.second = rest % 60;
  rest /= 60;
  fields.minute = rest % 60;
  fields.hour = rest / 60;
  i64 weekday = (days + 4) % 7;  // day 0 was a Thursday
  fields.weekday = static_cast<i32>(weekday < 0 ? weekday + 7 : weekday);
  return fields;
}

f64 day(f64 t) {
  return std::floor(t / k_ms_per_day);
}
f64 time_within_day(f64 t) {
  i64 ms = static_cast<i64>(t);
  return static_cast<f64>(ms - floor_divide(ms, kMsPerDay) * kMsPerDay);
}
i32 year_from_time(f64 t) {
  return static_cast<i32>(civil_from_days(floor_divide(static_cast<i64>(t), kMsPerDay)).year);
}
i32 month_from_time(f64 t) {
  return civil_from_days(floor_divide(static_cast<i64>(t), kMsPerDay)).month;
}
i32 date_from_time(f64 t) {
  return civil_from_days(floor_divide(static_cast<i64>(t), kMsPerDay)).day;
}
i32 week_day(f64 t) {
  i64 weekday = (floor_divide(static_cast<i64>(t), kMsPerDay) + 4) % 7;
  return static_cast<i32>(weekday < 0 ? weekday + 7 : weekday);
}
i32 hour_from_time(f64 t) {
  return static_cast<i32>(time_within_day(t)) / 3600000;
}
i32 minute_from_time(f64 t) {
  return static_cast<i32>(time_within_day(t)) / 60000 % 60;
}
i32 second_from_time(f64 t) {
  return static_cast<i32>(time_within_day(t)) / 1000 % 60;
}
i32 millisecond_from_time(f64 t) {
  return static_cast<i32>(time_within_day(t)) % 1000;
}

// 21.4.1.27 MakeTime ( hour, min, sec, ms )
f64 make_time(f64 hour, f64 minute, f64 second, f64 millisecond) {
  if (!std::isfinite(hour) || !std::isfinite(minute) || !std::isfinite(second) ||
      !std::isfinite(millisecond)) {
    return kNaN;
  }
  // "The arithmetic is performed … as if using IEEE 754" in this order.
  return ((to_integer(hour) * k_ms_per_hour + to_integer(minute) * k_ms_per_minute) +
          to_integer(second) * k_ms_per_second) +
         to_integer(millisecond);
}

// 21.4.1.28 MakeDay ( year, month, date )
f64 make_day(f64 year, f64 month, f64 date) {
  if (!std::isfinite(year) || !std::isfinite(month) || !std::isfinite(date)) return kNaN;
  f64 y = to_integer(year), m = to_integer(month), dt = to_integer(date);
  f64 ym = y + std::floor(m / 12);
  // A date that brings a farther year back into range would not be an exact integer.
  if (std::fabs(ym) > 1e12 || std::fabs(m) > 1e13) return kNaN;
  i32 mn = static_cast<i32>(m - std::floor(m / 12) * 12);
  return static_cast<f64>(days_from_civil(static_cast<i64>(ym), mn, 1)) + dt - 1;
}

// 21.4.1.29 MakeDate ( day, time )
f64 make_date(f64 day, f64 time) {
  if (!std::isfinite(day) || !std::isfinite(time)) return kNaN;
  f64 result = day * k_ms_per_day + time;
  return std::isfinite(result) ? result : kNaN;
}

// 21.4.1.30 MakeFullYear ( year )
f64 make_full_year(f64 year) {
  if (std::isnan(year)) return kNaN;
  if (std::isinf(year)) return year;
  f64 truncated = to_integer(year);
  return truncated >= 0 && truncated <= 99 ? 1900 + truncated : truncated;
}

// 21.4.1.31 TimeClip ( time )
f64 time_clip(f64 time) {
  if (!(std::fabs(time) <= k_max_time)) return kNaN;
  return to_integer(time);
}

// 21.4.4.41.4 ToDateString ( tv )
std::string to_string(f64 t, LocalTimeZone& zone) {
  if (std::isnan(t)) return "Invalid Date";
  Fields fields = fields_from_time(zone.to_local(t));
  std::string out;
  out.reserve(80);
  append_date(out, fields);
  out.push_back(' ');
  append_time(out, fields);
  append_zone(out, t, zone);
  return out;
}

// 21.4.4.35 Date.prototype.toDateString ( )
std::string to_date_string(f64 t, LocalTimeZone& zone) {
  if (std::isnan(t)) return "Invalid Date";
  std::string out;
  append_date(out, fields_from_time(zone.to_local(t)));
  return out;
}

// 21.4.4.42 Date.prototype.toTimeString ( )
std::string to_time_string(f64 t, LocalTimeZone& zone) {
  if (std::isnan(t)) return "Invalid Date";
  std::string out;
  append_time(out, fields_from_time(zone.to_local(t)));
  append_zone(out, t, zone);
  return out;
}

// 21.4.4.43 Date.prototype.toUTCString ( )
std::string to_utc_string(f64 t) {
  if (std::isnan(t)) return "Invalid Date";
  Fields fields = fields_from_time(t);
  std::string out;
  out += kWeekdays[fields.weekday];
  out += ", ";
  append_padded(out, fields.day, 2);
  out.push_back(' ');
  out += kMonths[fields.month];
  out.push_back(' ');
  append_year(out, fields.year);
  out.push_back(' ');
  append_time(out, fields);
  return out;
}

// 21.4.4.36 Date.prototype.toISOString ( )
std::string to_iso_string(f64 t) {
  Fields fields = fields_from_time(t);
  std::string out;
  if (fields.year >= 0 && fields.year <= 9999) {
    append_padded(out, fields.year, 4);
  } else {
    out.push_back(fields.year < 0 ? '-' : '+');
    append_padded(out, fields.year < 0 ? -static_cast<i64>(fields.year) : fields.year, 6);
  }
  out.push_back('-');
  append_padded(out, fields.month + 1, 2);
  out.push_back('-');
  append_padded(out, fields.day, 2);
  out.push_back('T');
  append_padded(out, fields.hour, 2);
  out.push_back(':');
  append_padded(out, fields.minute, 2);
  out.push_back(':');
  append_padded(out, fields.second, 2);
  out.push_back('.');
  append_padded(out, fields.millisecond, 3);
  out.push_back('Z');
  return out;
}

}  // namespace kaze::date
