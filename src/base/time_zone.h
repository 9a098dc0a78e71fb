// The local time zone: offsets from UTC and display names, from ICU's copy of the IANA database.
//
// A LocalTimeZone remembers the stretches of time with a constant offset that it has met, so that
// almost every query is answered by one comparison. It is mutable and unlocked: an isolate owns one
// and uses it from one thread at a time. ICU is opened at the first query that needs it.
#pragma once

#include <string>
#include <string_view>

#include "base/common.h"

namespace kaze {

class LocalTimeZone {
 public:
  // The zone of the process: the environment variable TZ if it names a zone, else the system's.
  LocalTimeZone() = default;
  // A named zone ("Europe/Berlin"); an unknown name acts as UTC.
  explicit LocalTimeZone(std::string_view id) : id_(id) {}
  ~LocalTimeZone();
  KAZE_NON_COPYABLE(LocalTimeZone);

  // Takes the zone from the process anew, as after a change of TZ.
  void reset() { reset({}); }
  void reset(std::string_view id);

  // The IANA name, such as "Europe/Berlin".
  const std::string& id();

  // 21.4.1.24 LocalTime ( t ): the local time value of the UTC time value `t` (finite).
  f64 to_local(f64 t) { return t + offset_at_utc(t); }
  // 21.4.1.26 UTC ( t ): a local time that was skipped is read with the offset before the
  // transition, one that occurred twice means the earlier occurrence.
  f64 to_utc(f64 local) { return local - offset_at_local(local); }

  // Milliseconds to add to UTC.
  f64 offset_at_utc(f64 t) {
    if (KAZE_LIKELY(t >= recent_.start && t < recent_.end)) return recent_.offset;
    return find(t).offset;
  }
  f64 offset_at_local(f64 local);

  // The English long name at time `t`, such as "Central European Summer Time".
  std::string_view display_name(f64 t);

 private:
  // The offset in [start, end); an empty span contains nothing.
  struct Span {
    f64 start = 0;
    f64 end = 0;
    f64 offset = 0;
    bool daylight_saving = false;
  };

  void open();
  void close();
  const Span& find(f64 t);
  Span query(f64 t);

  static constexpr u32 kCachedSpans = 32;

  Span recent_;
  Span spans_[kCachedSpans];
  u32 next_victim_ = 0;
  void* calendar_ = nullptr;  // UCalendar
  std::string id_;            // empty until known
  std::string names_[2];      // standard, daylight saving
};

}  // namespace kaze
