#include "base/time_zone.h"

#include <stdlib.h>
#include <unicode/ucal.h>
#include <unistd.h>

#include <limits>

#include "base/unicode.h"

namespace kaze {

namespace {

constexpr f64 kInfinity = std::numeric_limits<f64>::infinity();
constexpr f64 kMsPerDay = 86400000;

bool is_known_zone(const std::u16string& id) {
  UErrorCode status = U_ZERO_ERROR;
  UChar canonical[128];
  ucal_getCanonicalTimeZoneID(id.data(), static_cast<int32_t>(id.size()), canonical, 128, nullptr,
                              &status);
  return U_SUCCESS(status);
}

// What TZ, or else the link /etc/localtime, names. ICU's own detection is the last resort: it keeps
// unlocked state, and is right only about rare forms of TZ.
std::u16string process_zone() {
  if (const char* variable = ::getenv("TZ")) {
    if (*variable == ':') variable++;
    std::u16string id = utf8_to_utf16(variable);
    if (!id.empty() && is_known_zone(id)) return id;
    return u"UTC";
  }
  char link[512];
  ssize_t length = ::readlink("/etc/localtime", link, sizeof(link));
  if (length > 0) {
    std::string_view target(link, static_cast<usize>(length));
    constexpr std::string_view kMark = "/zoneinfo/";
    usize at = target.find(kMark);
    if (at != std::string_view::npos) {
      std::u16string id = utf8_to_utf16(target.substr(at + kMark.size()));
      if (is_known_zone(id)) return id;
    }
  }
  UChar host[128];
  UErrorCode status = U_ZERO_ERROR;
  int32_t host_length = ucal_getHostTimeZone(host, 128, &status);
  if (U_FAILURE(status) || host_length <= 0 || host_length > 128) return u"UTC";
  std::u16string id(host, static_cast<usize>(host_length));
  return is_known_zone(id) ? id : std::u16string(u"UTC");
}

UCalendar* as_calendar(void* calendar) {
  return static_cast<UCalendar*>(calendar);
}

}  // namespace

LocalTimeZone::~LocalTimeZone() {
  close();
}

void LocalTimeZone::close() {
  if (calendar_) ucal_close(as_calendar(calendar_));
  calendar_ = nullptr;
}

void LocalTimeZone::reset(std::string_view id) {
  close();
  id_ = id;
  recent_ = {};
  for (Span& span : spans_) span = {};
  names_[0].clear();
  names_[1].clear();
}

void LocalTimeZone::open() {
  if (calendar_) return;
  std::u16string id = id_.empty() ? process_zone() : utf8_to_utf16(id_);
  if (!is_known_zone(id)) id = u"UTC";
  UErrorCode status = U_ZERO_ERROR;
  calendar_ =
      ucal_open(id.data(), static_cast<int32_t>(id.size()), "en_US", UCAL_GREGORIAN, &status);
  if (U_FAILURE(status)) fatal("cannot open the time zone data");
  id_ = utf16_to_utf8(id);
}

const std::string& LocalTimeZone::id() {
  open();
  return id_;
}

LocalTimeZone::Span LocalTimeZone::query(f64 t) {
  open();
  UCalendar* calendar = as_calendar(calendar_);
  UErrorCode status = U_ZERO_ERROR;
  ucal_setMillis(calendar, t, &status);
  i32 raw = ucal_get(calendar, UCAL_ZONE_OFFSET, &status);
  i32 saving = ucal_get(calendar, UCAL_DST_OFFSET, &status);
  if (U_FAILURE(status)) fatal("time zone query failed");
  Span span;
  span.offset = static_cast<f64>(raw) + saving;
  span.daylight_saving = saving != 0;
  UDate edge;
  span.start = ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE,
                                              &edge, &status) &&
                       U_SUCCESS(status)
                   ? edge
                   : -kInfinity;
  status = U_ZERO_ERROR;
  span.end = ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &edge, &status) &&
                     U_SUCCESS(status)
                 ? edge
                 : kInfinity;
  // Whatever the data say, a span holds the time it was asked for.
  if (!(span.start <= t)) span.start = t;
  if (!(span.end > t)) span.end = t + 1;
  return span;
}

const LocalTimeZone::Span& LocalTimeZone::find(f64 t) {
  for (Span& span : spans_) {
    if (t >= span.start && t < span.end) {
      recent_ = span;
      return recent_;
    }
  }
  recent_ = query(t);
  spans_[next_victim_] = recent_;
  next_victim_ = (next_victim_ + 1) % kCachedSpans;
  return recent_;
}

f64 LocalTimeZone::offset_at_local(f64 local) {
  // Wherever in the world, the instant lies within a day of `local` read as UTC. The first span
  // from there that has not ended at the instant is the one: either the instant is in it, or it is
  // before its start, which means that the transition skipped it.
  f64 early = local - kMsPerDay;
  if (!(early >= recent_.start && local - recent_.offset < recent_.end)) {
    find(early);
    f64 before = recent_.offset;
    while (local - recent_.offset >= recent_.end) {
      before = recent_.offset;
      find(recent_.end);
    }
    if (local - recent_.offset < recent_.start) return before;
  }
  return recent_.offset;
}

std::string_view LocalTimeZone::display_name(f64 t) {
  open();
  offset_at_utc(t);
  bool saving = recent_.daylight_saving;
  std::string& name = names_[saving];
  if (name.empty()) {
    UChar text[256];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = ucal_getTimeZoneDisplayName(
        as_calendar(calendar_), saving ? UCAL_DST : UCAL_STANDARD, "en_US", text, 256, &status);
    name = U_SUCCESS(status) && length > 0 && length < 256
               ? utf16_to_utf8({text, static_cast<usize>(length)})
               : id_;
  }
  return name;
}

}  // namespace kaze
