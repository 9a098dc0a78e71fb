// Numbers for people: what toLocaleString prints in the one locale that Kaze has, en-US.
#pragma once

#include <string>

#include "base/common.h"

namespace kaze {

// Puts a comma before every third digit of the integer part. `digits` may have a sign and a fraction.
std::string group_digits(const std::string& digits);
// UTF-8: grouped, at most three digits of fraction.
std::string format_number(f64 value);

}  // namespace kaze
