// Date.parse. The standard format is recognised first; whatever is not in it is read word by word
// with the rules that programs have come to rely on:
//   - words before the first number mean nothing, after it only month names, AM, PM, zone names and
//     (before a time) nothing else may occur; text in parentheses is skipped;
//   - a number followed by ':' belongs to the time of day, as does the one after it; '.' leads to
//   the
//     milliseconds; other numbers are parts of the date;
//   - a sign after a time, or after UTC, GMT or Z, starts an offset (+hh, +hhmm, +hh:mm);
//   - date numbers are month, day, year, unless the first is no day: year, month, day. With a month
//     name they are day, year or year, day. Missing ones are 1. Years 0 to 49 are in the 2000s, 50
//     to 99 in the 1900s.
#include <cmath>
#include <limits>

#include "base/date.h"
#include "base/unicode.h"

namespace kaze::date {

namespace {

constexpr f64 kNaN = std::numeric_limits<f64>::quiet_NaN();
constexpr i32 kUnset = std::numeric_limits<i32>::min();

enum class TokenKind : u8 {
  kEnd,
  kNumber,
  kSymbol,  // `value` is the unit: one of : - + . ) and others that mean nothing
  kSpace,
  kMonth,       // `value` is 1 to 12
  kMeridiem,    // `value` is 0 or 12
  kZone,        // `value` is the offset in hours
  kTimeMarker,  // the letter T
  kWord,        // any other
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  i32 value = 0;
  i32 length = 0;  // in units

  bool is(char symbol) const { return kind == TokenKind::kSymbol && value == symbol; }
  bool is_sign() const { return is('+') || is('-'); }
  bool is_number(i32 wanted_length) const {
    return kind == TokenKind::kNumber && length == wanted_length;
  }
  bool is_z() const { return kind == TokenKind::kZone && length == 1; }
};

struct Keyword {
  char prefix[4];
  TokenKind kind;
  i32 value;
};

constexpr Keyword kKeywords[] = {
    {"jan", TokenKind::kMonth, 1},    {"feb", TokenKind::kMonth, 2},
    {"mar", TokenKind::kMonth, 3},    {"apr", TokenKind::kMonth, 4},
    {"may", TokenKind::kMonth, 5},    {"jun", TokenKind::kMonth, 6},
    {"jul", TokenKind::kMonth, 7},    {"aug", TokenKind::kMonth, 8},
    {"sep", TokenKind::kMonth, 9},    {"oct", TokenKind::kMonth, 10},
    {"nov", TokenKind::kMonth, 11},   {"dec", TokenKind::kMonth, 12},
    {"am", TokenKind::kMeridiem, 0},  {"pm", TokenKind::kMeridiem, 12},
    {"ut", TokenKind::kZone, 0},      {"utc", TokenKind::kZone, 0},
    {"gmt", TokenKind::kZone, 0},     {"z", TokenKind::kZone, 0},
    {"est", TokenKind::kZone, -5},    {"edt", TokenKind::kZone, -4},
    {"cst", TokenKind::kZone, -6},    {"cdt", TokenKind::kZone, -5},
    {"mst", TokenKind::kZone, -7},    {"mdt", TokenKind::kZone, -6},
    {"pst", TokenKind::kZone, -8},    {"pdt", TokenKind::kZone, -7},
    {"t", TokenKind::kTimeMarker, 0},
};

template <typename Unit>
class Scanner {
 public:
  Scanner(const Unit* text, usize length) : cursor_(text), end_(text + length) { advance(); }

  const Token& peek() const { return token_; }
  Token next() {
    Token token = token_;
    advance();
    return token;
  }
  bool skip(char symbol) {
    if (!token_.is(symbol)) return false;
    advance();
    return true;
  }

 private:
  u32 unit(usize ahead = 0) const {
    if (ahead >= static_cast<usize>(end_ - cursor_)) return 0;
    if constexpr (sizeof(Unit) == 1) return static_cast<u8>(cursor_[ahead]);
    return static_cast<u32>(cursor_[ahead]);
  }
  static bool is_digit(u32 c) { return c - '0' < 10u; }
  bool is_space(u32 c) const { return is_trimmed(c); }
  // Any unit from 'A' up that is no white space belongs to a word.
  bool is_word(u32 c) const { return c >= 'A' && !is_space(c); }

  void advance() {
    const Unit* start = cursor_;
    token_ = {};
    if (cursor_ == end_) return;
    u32 c = unit();
    if (is_digit(c)) {
      token_.kind = TokenKind::kNumber;
      token_.value = number();
    } else if (is_word(c)) {
      word();
      return;
    } else if (is_space(c)) {
      token_.kind = TokenKind::kSpace;
      while (cursor_ != end_ && is_space(unit())) cursor_++;
    } else {
      token_.kind = TokenKind::kSymbol;
      token_.value = static_cast<i32>(c);
      cursor_++;
      if (c == '(') skip_parentheses();
    }
    token_.length = clamp_length(cursor_ - start);
  }

  static i32 clamp_length(std::ptrdiff_t length) {
    return static_cast<i32>(length < 1000000 ? length : 1000000);
  }

  // The value of the first nine significant digits; the others are passed over.
  i32 number() {
    while (unit() == '0') cursor_++;
    i32 value = 0;
    for (i32 significant = 0; is_digit(unit()); significant++, cursor_++) {
      if (significant < 9) value = value * 10 + static_cast<i32>(unit() - '0');
    }
    return value;
  }

  void word() {
    const Unit* start = cursor_;
    char prefix[4] = {};
    for (; cursor_ != end_ && is_word(unit()); cursor_++) {
      usize at = static_cast<usize>(cursor_ - start);
      if (at < 3) prefix[at] = unit() < 0x80 ? static_cast<char>(unit() | 0x20) : '\x7f';
    }
    token_.kind = TokenKind::kWord;
    token_.length = clamp_length(cursor_ - start);
    for (const Keyword& keyword : kKeywords) {
      if (std::string_view(keyword.prefix) != prefix) continue;
      // Months may be written out (or go on in any way); other words must be just the keyword.
      if (token_.length > 3 && keyword.kind != TokenKind::kMonth) continue;
      token_.kind = keyword.kind;
      token_.value = keyword.value;
      return;
    }
  }

  // The cursor is past one '('. To the matching ')' or the end.
  void skip_parentheses() {
    for (u32 depth = 1; depth && cursor_ != end_; cursor_++) {
      if (unit() == '(') depth++;
      if (unit() == ')') depth--;
    }
    token_.value = '(';
  }

  const Unit* cursor_;
  const Unit* end_;
  Token token_;
};

constexpr bool between(i32 value, i32 low, i32 high) {
  return value >= low && value <= high;
}
constexpr bool is_day(i32 n) {
  return between(n, 1, 31);
}
constexpr bool is_month(i32 n) {
  return between(n, 1, 12);
}
constexpr bool is_hour(i32 n) {
  return between(n, 0, 23);
}
constexpr bool is_minute(i32 n) {
  return between(n, 0, 59);
}

// Up to N numbers in the order in which they were read.
template <u32 N>
struct Components {
  i32 values[N] = {};
  u32 count = 0;

  bool add(i32 value) {
    if (count == N) return false;
    values[count++] = value;
    return true;
  }
};

// What has been read of a date.
struct DateParts {
  Components<3> date;
  i32 named_month = kUnset;
  bool standard = false;  // year, month, day in the standard format

  Components<4> time;  // hour, minute, second, millisecond
  i32 meridiem = kUnset;

  i32 zone_sign = kUnset;
  i32 zone_hour = kUnset;
  i32 zone_minute = kUnset;

  bool expects_time(i32 n) const {
    return (time.count == 1 && is_minute(n)) || (time.count == 2 && is_minute(n)) ||
           (time.count == 3 && between(n, 0, 999));
  }
  bool finish_time(i32 n) {
    if (!time.add(n)) return false;
    time.count = 4;  // the rest is zero
    return true;
  }
  bool zone_is_utc() const { return zone_hour == 0 && zone_minute == 0; }
  bool expects_zone_minute(i32 n) const {
    return zone_hour != kUnset && zone_minute == kUnset && is_minute(n);
  }
  void set_zone(i32 hours) {
    zone_sign = hours < 0 ? -1 : 1;
    zone_hour = hours < 0 ? -hours : hours;
    zone_minute = 0;
  }

  f64 value(LocalTimeZone& zone) const;
};

f64 DateParts::value(LocalTimeZone& zone) const {
  if (date.count == 0) return kNaN;
  i32 parts[3] = {1, 1, 1};
  for (u32 i = 0; i < date.count; i++) parts[i] = date.values[i];
  i32 year, month, day;
  if (named_month == kUnset) {
    bool year_first = standard || !is_day(parts[0]);
    year = parts[year_first ? 0 : 2];
    month = parts[year_first ? 1 : 0];
    day = parts[year_first ? 2 : 1];
  } else {
    month = named_month;
    bool year_first = !is_day(parts[0]);
    year = parts[year_first ? 0 : 1];
    day = parts[year_first ? 1 : 0];
  }
  if (!standard) {
    if (between(year, 0, 49))
      year += 2000;
    else if (between(year, 50, 99))
      year += 1900;
  }
  if (!is_month(month) || !is_day(day)) return kNaN;

  i32 hour = time.values[0];
  if (meridiem != kUnset) {
    if (!between(hour, 0, 12)) return kNaN;
    hour = hour % 12 + meridiem;
  }
  i32 minute = time.values[1], second = time.values[2], millisecond = time.values[3];
  bool in_range =
      is_hour(hour) && is_minute(minute) && is_minute(second) && between(millisecond, 0, 999);
  bool midnight = hour == 24 && minute == 0 && second == 0 && millisecond == 0;
  if (!in_range && !midnight) return kNaN;

  f64 local =
      make_date(make_day(year, month - 1, day), make_time(hour, minute, second, millisecond));
  if (zone_sign == kUnset) {
    // Far outside the range there is no zone to ask.
    if (!(std::fabs(local) <= k_max_time + k_ms_per_day)) return kNaN;
    return time_clip(zone.to_utc(local));
  }
  f64 offset = (zone_hour == kUnset ? 0 : zone_hour) * k_ms_per_hour +
               (zone_minute == kUnset ? 0 : zone_minute) * k_ms_per_minute;
  if (offset > 2147483647 * k_ms_per_second) return kNaN;
  return time_clip(local - zone_sign * offset);
}

// A fraction of a second, cut to milliseconds.
i32 milliseconds(const Token& number) {
  i32 value = number.value;
  i32 length = number.length;
  if (length == 1) return value * 100;
  if (length == 2) return value * 10;
  for (length = length > 9 ? 9 : length; length > 3; length--) value /= 10;
  return value;
}

enum class Standard : u8 { kComplete, kOther, kMalformed };

// 21.4.1.32 Date Time String Format. kOther leaves what was read in `parts` and the rest in the
// scanner (`pending` first) for the informal rules; after a 'T' there is no way back.
template <typename Unit>
Standard parse_standard(Scanner<Unit>& scanner, DateParts& parts, Token& pending) {
  auto other = [&] {
    pending = scanner.next();
    return Standard::kOther;
  };
  if (scanner.peek().is_sign()) {
    Token sign = scanner.next();
    i32 year = scanner.peek().value;
    bool is_year = scanner.peek().is_number(6);
    if (is_year) scanner.next();
    if (!is_year || (sign.is('-') && year == 0)) {  // there is no year -000000
      pending = sign;
      return Standard::kOther;
    }
    parts.date.add(sign.is('-') ? -year : year);
  } else if (scanner.peek().is_number(4)) {
    parts.date.add(scanner.next().value);
  } else {
    return other();
  }
  if (scanner.skip('-')) {
    if (!scanner.peek().is_number(2) || !is_month(scanner.peek().value)) return other();
    parts.date.add(scanner.next().value);
    if (scanner.skip('-')) {
      if (!scanner.peek().is_number(2) || !is_day(scanner.peek().value)) return other();
      parts.date.add(scanner.next().value);
    }
  }
  if (scanner.peek().kind != TokenKind::kTimeMarker) {
    if (scanner.peek().kind != TokenKind::kEnd) return other();
    parts.set_zone(0);
    parts.standard = true;
    return Standard::kComplete;
  }

  scanner.next();
  if (!scanner.peek().is_number(2) || !between(scanner.peek().value, 0, 24)) {
    return Standard::kMalformed;
  }
  bool midnight = scanner.peek().value == 24;
  auto sixtieth = [&] {
    const Token& token = scanner.peek();
    if (!token.is_number(2) || !is_minute(token.value) || (midnight && token.value)) return false;
    return parts.time.add(scanner.next().value);
  };
  parts.time.add(scanner.next().value);
  if (!scanner.skip(':') || !sixtieth()) return Standard::kMalformed;
  if (scanner.skip(':')) {
    if (!sixtieth()) return Standard::kMalformed;
    if (scanner.skip('.')) {
      const Token& fraction = scanner.peek();
      if (fraction.kind != TokenKind::kNumber || (midnight && fraction.value)) {
        return Standard::kMalformed;
      }
      parts.time.add(milliseconds(scanner.next()));
    }
  }
  if (scanner.peek().is_z()) {
    scanner.next();
    parts.set_zone(0);
  } else if (scanner.peek().is_sign()) {
    parts.zone_sign = scanner.next().is('-') ? -1 : 1;
    const Token& number = scanner.peek();
    if (number.is_number(4)) {
      parts.zone_hour = number.value / 100;
      parts.zone_minute = number.value % 100;
      scanner.next();
    } else {
      if (!number.is_number(2)) return Standard::kMalformed;
      parts.zone_hour = scanner.next().value;
      if (!scanner.skip(':') || !scanner.peek().is_number(2)) return Standard::kMalformed;
      parts.zone_minute = scanner.next().value;
    }
    if (!is_hour(parts.zone_hour) || !is_minute(parts.zone_minute)) return Standard::kMalformed;
  }
  if (scanner.peek().kind != TokenKind::kEnd) return Standard::kMalformed;
  parts.standard = true;
  return Standard::kComplete;
}

// The informal rules at the head of this file, one function for each kind of token. Each returns
// false for a text that means no date.
template <typename Unit>
class InformalParser {
 public:
  InformalParser(Scanner<Unit>& scanner, DateParts& parts) : scanner_(scanner), parts_(parts) {
    has_number_ = parts.date.count > 0;
  }

  bool parse(Token token) {
    for (; token.kind != TokenKind::kEnd; token = scanner_.next()) {
      if (!parse_token(token)) return false;
    }
    return true;
  }

 private:
  bool parse_token(const Token& token) {
    switch (token.kind) {
    case TokenKind::kNumber: return parse_number(token.value);
    case TokenKind::kSymbol: return parse_symbol(token);
    case TokenKind::kSpace:
    case TokenKind::kEnd: return true;
    case TokenKind::kMeridiem:
      if (parts_.time.count == 0) return parse_meaningless_word();
      parts_.meridiem = token.value;
      return true;
    case TokenKind::kMonth:
      parts_.named_month = token.value;
      scanner_.skip('-');
      return true;
    case TokenKind::kZone:
      if (!has_number_) return parse_meaningless_word();
      parts_.set_zone(token.value);
      return true;
    case TokenKind::kTimeMarker:
    case TokenKind::kWord: return parse_meaningless_word();
    }
    return false;
  }

  bool parse_number(i32 n) {
    has_number_ = true;
    if (scanner_.skip(':')) {
      if (scanner_.skip(':')) {
        // "n::" is n and zero minutes.
        return parts_.time.count == 0 && parts_.time.add(n) && parts_.time.add(0);
      }
      if (!parts_.time.add(n)) return false;
      scanner_.skip('.');
      return true;
    }
    if (scanner_.skip('.')) {
      if (parts_.expects_time(n)) {
        parts_.time.add(n);
        if (scanner_.peek().kind != TokenKind::kNumber) return false;
        // After four parts the fraction has no place left and is dropped.
        parts_.finish_time(milliseconds(scanner_.next()));
        return true;
      }
      // Otherwise the point separates parts of a date like any other sign.
    }
    if (parts_.expects_zone_minute(n)) {
      parts_.zone_minute = n;
      return true;
    }
    if (parts_.expects_time(n)) {
      parts_.finish_time(n);
      const Token& after = scanner_.peek();
      return after.kind == TokenKind::kEnd || after.kind == TokenKind::kSpace || after.is_z() ||
             after.is_sign();
    }
    if (!parts_.date.add(n)) return false;
    scanner_.skip('-');
    return true;
  }

  bool parse_symbol(const Token& token) {
    if (token.is_sign() && (parts_.zone_is_utc() || parts_.time.count > 0)) {
      return parse_offset(token);
    }
    return !((token.is_sign() || token.is(')')) && has_number_);
  }

  bool parse_offset(const Token& sign) {
    parts_.zone_sign = sign.is('-') ? -1 : 1;
    has_number_ = true;
    i32 n = 0, length = 0;
    if (scanner_.peek().kind == TokenKind::kNumber) {
      Token number = scanner_.next();
      n = number.value;
      length = number.length;
    }
    if (scanner_.peek().is(':')) {
      parts_.zone_hour = n;
      parts_.zone_minute = kUnset;  // the number after the colon
      return true;
    }
    if (length == 1 || length == 2) {
      parts_.zone_hour = n;
      parts_.zone_minute = 0;
      return true;
    }
    if (length == 3 || length == 4) {
      parts_.zone_hour = n / 100;
      parts_.zone_minute = n % 100;
      return true;
    }
    return false;
  }

  // Only before the first number, and not touching it.
  bool parse_meaningless_word() {
    return !has_number_ && scanner_.peek().kind != TokenKind::kNumber;
  }

  Scanner<Unit>& scanner_;
  DateParts& parts_;
  bool has_number_;
};

// The usual forms of the standard format, of fixed width: YYYY-MM-DD and YYYY-MM-DDTHH:mm:ss.sssZ, the
// latter also without the milliseconds. False, and nothing is known of the text, if it is none of them.
template <typename Unit>
bool parse_fixed(const Unit* text, usize length, f64* time) {
  if (length != 10 && length != 20 && length != 24) return false;
  bool are_digits = true;
  auto number = [&](usize at, usize count) {
    i32 value = 0;
    for (usize i = at; i < at + count; i++) {
      u32 digit = static_cast<u32>(text[i]) - '0';
      are_digits &= digit < 10;
      value = value * 10 + static_cast<i32>(digit);
    }
    return value;
  };
  i32 year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (!are_digits || text[4] != '-' || text[7] != '-' || !is_month(month) || !is_day(day)) {
    return false;
  }
  i64 ms = days_from_civil(year, month - 1, day) * static_cast<i64>(k_ms_per_day);
  if (length > 10) {
    i32 hour = number(11, 2), minute = number(14, 2), second = number(17, 2);
    i32 millisecond = 0;
    if (length == 24) {
      if (text[19] != '.') return false;
      millisecond = number(20, 3);
    }
    if (!are_digits || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text[length - 1] != 'Z' || !is_hour(hour) || !is_minute(minute) || !is_minute(second)) {
      return false;
    }
    ms += ((hour * 60 + minute) * 60 + second) * i64{1000} + millisecond;
  }
  *time = static_cast<f64>(ms);  // years of four digits are all in range
  return true;
}

template <typename Unit>
f64 parse_impl(const Unit* text, usize length, LocalTimeZone& zone) {
  f64 time;
  if (parse_fixed(text, length, &time)) return time;
  Scanner<Unit> scanner(text, length);
  DateParts parts;
  Token pending;
  switch (parse_standard(scanner, parts, pending)) {
  case Standard::kComplete: break;
  case Standard::kMalformed: return kNaN;
  case Standard::kOther:
    if (!InformalParser<Unit>(scanner, parts).parse(pending)) return kNaN;
    break;
  }
  return parts.value(zone);
}

}  // namespace

f64 parse(std::string_view latin1, LocalTimeZone& zone) {
  return parse_impl(latin1.data(), latin1.size(), zone);
}

f64 parse(std::u16string_view text, LocalTimeZone& zone) {
  return parse_impl(text.data(), text.size(), zone);
}

}  // namespace kaze::date
