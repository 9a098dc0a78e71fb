#include "builtins/number_format.h"

#include <cmath>

#include "base/number.h"

namespace kaze {

std::string group_digits(const std::string& digits) {
  usize start = !digits.empty() && digits[0] == '-' ? 1 : 0;
  usize end = digits.find('.');
  if (end == std::string::npos) end = digits.size();
  std::string grouped(digits, 0, start);
  for (usize i = start; i < end; i++) {
    if (i > start && (end - i) % 3 == 0) grouped += ',';
    grouped += digits[i];
  }
  return grouped.append(digits, end);
}

namespace {

// The digits of an integer of 1e21 or above, written out: the shortest ones, then zeros.
std::string large_integer_digits(f64 value) {
  std::string text = double_to_exponential(value, -1);
  usize e = text.find('e');
  usize exponent = std::stoul(text.substr(e + 2));
  std::string digits;
  for (char c : text.substr(0, e)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  digits.resize(exponent + 1, '0');
  return digits;
}

}  // namespace

std::string format_number(f64 value) {
  if (std::isnan(value)) return "NaN";
  if (std::signbit(value)) return "-" + format_number(-value);
  if (std::isinf(value)) return "\u221e";
  if (value >= 1e21) return group_digits(large_integer_digits(value));
  std::string text = double_to_fixed(value, 3);
  // The shortest form with as much precision.
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return group_digits(text);
}

}  // namespace kaze
