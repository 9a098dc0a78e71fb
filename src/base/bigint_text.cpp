// BigInts to text and back. Both directions are a simple quadratic loop for short numbers; long
// ones are halved at powers radix^(chunk * 2^level), so that multiplication and division do the
// work.
#include <bit>
#include <cmath>
#include <vector>

#include "base/bigint_internal.h"
#include "base/chars.h"
#include "base/unicode.h"

namespace kaze::bigint {

using namespace detail;

namespace {

constexpr char kDigits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr usize kShortDigits = 40;  // up to here conversion is quadratic

u32 digit_value(u8 c) {
  return c <= '9' ? c - '0' : (c | 0x20u) - 'a' + 10;
}

u32 power_of_two_bits(u32 radix) {
  return (radix & (radix - 1)) == 0 ? static_cast<u32>(__builtin_ctz(radix)) : 0;
}

// The greatest power of the radix that fits one digit.
struct Chunk {
  u32 chars = 0;
  Digit power = 1;
  explicit Chunk(u32 radix) {
    while (power <= ~Digit{0} / radix) {
      power *= radix;
      chars++;
    }
  }
};

// powers[i] = chunk.power ^ (2^i), so that it stands for chunk.chars << i characters.
class Powers {
 public:
  explicit Powers(Chunk chunk) : chunk_(chunk) { powers_.push_back({chunk.power}); }

  View get(usize level) const { return {powers_[level]}; }
  usize levels() const { return powers_.size(); }
  usize chars(usize level) const { return static_cast<usize>(chunk_.chars) << level; }
  Chunk chunk() const { return chunk_; }

  void square_last() {
    const std::vector<Digit>& last = powers_.back();
    std::vector<Digit> square(2 * last.size());
    detail::multiply(square.data(), last.data(), last.size(), last.data(), last.size());
    square.resize(normalized(square.data(), square.size()));
    powers_.push_back(std::move(square));
  }

 private:
  Chunk chunk_;
  std::vector<std::vector<Digit>> powers_;
};

// --- Printing ------------------------------------------------------------------------------------

std::string power_of_two_string(View a, u32 bits) {
  usize total = bit_length(a);
  usize chars = (total + bits - 1) / bits;
  std::string out(chars + a.negative, '-');
  char* cursor = out.data() + out.size();
  Digit mask = (Digit{1} << bits) - 1;
  for (usize i = 0; i < chars; i++) {
    usize bit = i * bits;
    Digit value = a.digits[bit / 64] >> (bit % 64);
    if (bit % 64 + bits > 64 && bit / 64 + 1 < a.length()) {
      value |= a.digits[bit / 64 + 1] << (64 - bit % 64);
    }
    *--cursor = kDigits[value & mask];
  }
  return out;
}

class Printer {
 public:
  Printer(u32 radix, char* out) : radix_(radix), powers_(Chunk(radix)), cursor_(out) {}

  // Writes the number without leading zeros and returns the end.
  char* print(const Digit* a, usize n) {
    while (n > kShortDigits && powers_.get(powers_.levels() - 1).length() * 2 - 1 <= n) {
      powers_.square_last();
    }
    print_part(a, n, 0);
    return cursor_;
  }

 private:
  // Writes a number, padded with zeros to `width` characters.
  void print_part(const Digit* a, usize n, usize width) {
    n = normalized(a, n);
    if (n <= kShortDigits) {
      print_short(a, n, width);
      return;
    }
    // The greatest power of at most about half the length.
    usize level = powers_.levels() - 1;
    while (level > 0 && powers_.get(level).length() > (n + 1) / 2 + 1) level--;
    while (level > 0 && powers_.get(level).length() > n) level--;
    View power = powers_.get(level);
    Buffer memory(n + 1);
    Digit* quotient = memory.data();
    Digit* remainder = quotient + (n - power.length() + 1);
    divide(quotient, remainder, a, n, power.digits.data(), power.length());
    usize low = powers_.chars(level);
    print_part(quotient, n - power.length() + 1, width > low ? width - low : 0);
    print_part(remainder, power.length(), low);
  }

  void print_short(const Digit* a, usize n, usize width) {
    Digit digits[kShortDigits];
    copy(digits, a, n);
    char scratch[kShortDigits * 64];
    char* end = scratch + sizeof(scratch);
    char* at = end;
    Chunk chunk = powers_.chunk();
    while (n) {
      Digit rest = divide_1(digits, digits, n, chunk.power);
      n = normalized(digits, n);
      for (u32 i = 0; n ? i < chunk.chars : rest != 0; i++) {
        *--at = kDigits[rest % radix_];
        rest /= radix_;
      }
    }
    usize length = static_cast<usize>(end - at);
    for (; width > length; width--) *cursor_++ = '0';
    std::memcpy(cursor_, at, length);
    cursor_ += length;
  }

  u32 radix_;
  Powers powers_;
  char* cursor_;
};

// --- Parsing -------------------------------------------------------------------------------------

std::string_view without_leading_zeros(std::string_view digits) {
  usize zeros = 0;
  while (zeros < digits.size() && digits[zeros] == '0') zeros++;
  return digits.substr(zeros);
}

// An upper bound for the digits that `chars` characters of any radix make.
usize digits_for_chars(usize chars, u32 radix) {
  f64 bits = static_cast<f64>(chars) * std::log2(static_cast<f64>(radix));
  return static_cast<usize>(bits * (1 + 1e-12) / 64) + 1;
}

usize parse_power_of_two(std::string_view text, u32 bits, Digit* out, usize length) {
  clear(out, length);
  usize bit = 0;
  for (usize i = text.size(); i-- > 0; bit += bits) {
    Digit value = digit_value(static_cast<u8>(text[i]));
    out[bit / 64] |= value << (bit % 64);
    if (bit % 64 + bits > 64 && bit / 64 + 1 < length) {
      out[bit / 64 + 1] |= value >> (64 - bit % 64);
    }
  }
  return normalized(out, length);
}

class Parser {
 public:
  explicit Parser(u32 radix) : radix_(radix), powers_(Chunk(radix)) {}

  // Writes at most digits_for_chars(text) digits; returns the normalised length.
  usize parse(std::string_view text, Digit* out) {
    while (powers_.chars(powers_.levels()) < text.size()) powers_.square_last();
    return parse_part(text, out);
  }

 private:
  usize parse_part(std::string_view text, Digit* out) {
    if (text.size() <= kShortDigits * powers_.chunk().chars) return parse_short(text, out);
    usize level = powers_.levels() - 1;
    while (powers_.chars(level) >= text.size()) level--;
    usize low = powers_.chars(level);
    View power = powers_.get(level);
    std::string_view high_text = text.substr(0, text.size() - low);
    Buffer memory(digits_for_chars(high_text.size(), radix_) + digits_for_chars(low, radix_));
    Digit* high = memory.data();
    usize high_length = parse_part(high_text, high);
    Digit* rest = high + high_length;
    usize rest_length = parse_part(text.substr(text.size() - low), rest);
    usize length = high_length + power.length();
    // `out` may lack the digit that a product's top one needs only when it is zero.
    Buffer product(length);
    detail::multiply(product.data(), high, high_length, power.digits.data(), power.length());
    if (rest_length) detail::add(product.data(), product.data(), length, rest, rest_length);
    length = normalized(product.data(), length);
    copy(out, product.data(), length);
    return length;
  }

  usize parse_short(std::string_view text, Digit* out) {
    Chunk chunk = powers_.chunk();
    usize length = 0;
    for (usize i = 0; i < text.size();) {
      Digit multiplier = 1, addend = 0;
      for (u32 k = 0; k < chunk.chars && i < text.size(); k++) {
        multiplier *= radix_;
        addend = addend * radix_ + digit_value(static_cast<u8>(text[i++]));
      }
      Digit carry = multiply_1(out, out, length, multiplier, addend);
      if (carry) out[length++] = carry;
    }
    return length;
  }

  u32 radix_;
  Powers powers_;
};

template <typename Unit>
struct Scanned {
  const Unit* digits = nullptr;
  usize length = 0;
  Literal literal;
};

template <typename Unit>
u32 code(Unit unit) {
  if constexpr (sizeof(Unit) == 1) return static_cast<u8>(unit);
  return static_cast<u32>(unit);
}

// StringIntegerLiteral of 7.1.14.1
template <typename Unit>
Scanned<Unit> scan_impl(const Unit* text, usize length) {
  Scanned<Unit> result;
  while (length && is_trimmed(code(text[0]))) text++, length--;
  while (length && is_trimmed(code(text[length - 1]))) length--;
  u32& radix = result.literal.radix;
  if (length > 1 && code(text[0]) == '0') {
    u32 marker = code(text[1]) | 0x20;
    if (marker == 'x') radix = 16;
    if (marker == 'o') radix = 8;
    if (marker == 'b') radix = 2;
  }
  bool needs_digits = false;
  if (radix != 10) {
    text += 2, length -= 2;
    needs_digits = true;
  } else if (length && (code(text[0]) == '+' || code(text[0]) == '-')) {
    result.literal.negative = code(text[0]) == '-';
    text++, length--;
    needs_digits = true;
  }
  if (needs_digits && !length) return result;
  for (usize i = 0; i < length; i++) {
    u32 c = code(text[i]);
    u32 letter = (c | 0x20) - 'a';
    if (!(c - '0' < 10u ? c - '0' < radix : letter < 26u && letter + 10 < radix)) return result;
  }
  result.digits = text;
  result.length = length;
  result.literal.valid = true;
  return result;
}

}  // namespace

usize to_string_length(View a, u32 radix) {
  return static_cast<usize>(static_cast<f64>(bit_length(a)) / std::log2(static_cast<f64>(radix)) *
                            (1 + 1e-12)) +
         2 + a.negative;
}

std::string to_string(View a, u32 radix) {
  KAZE_ASSERT(radix >= 2 && radix <= 36);
  if (a.is_zero()) return "0";
  if (u32 bits = power_of_two_bits(radix)) return power_of_two_string(a, bits);
  std::string out(to_string_length(a, radix), '-');
  char* end = Printer(radix, out.data() + a.negative).print(a.digits.data(), a.length());
  out.resize(static_cast<usize>(end - out.data()));
  return out;
}

usize from_digits_length(std::string_view digits, u32 radix) {
  digits = without_leading_zeros(digits);
  if (digits.empty()) return 0;
  if (u32 bits = power_of_two_bits(radix)) {
    if (digits.size() > k_max_bits) return k_too_large;
    u64 total = u64{digits.size() - 1} * bits + static_cast<u64>(std::bit_width(digit_value(digits[0])));
    if (total > k_max_bits) return k_too_large;
    return (digits.size() * bits + 63) / 64;
  }
  f64 least = static_cast<f64>(digits.size() - 1) * std::log2(static_cast<f64>(radix));
  if (least * (1 - 1e-12) > static_cast<f64>(k_max_bits)) return k_too_large;
  return digits_for_chars(digits.size(), radix);
}

Result from_digits(std::string_view digits, u32 radix, std::span<Digit> out) {
  digits = without_leading_zeros(digits);
  if (digits.empty()) return {};
  KAZE_ASSERT(out.size() >= from_digits_length(digits, radix));
  Result result;
  if (u32 bits = power_of_two_bits(radix)) {
    usize length = (digits.size() * bits + 63) / 64;
    result.length = parse_power_of_two(digits, bits, out.data(), length);
  } else {
    result.length = Parser(radix).parse(digits, out.data());
  }
  result.too_large = result.length > k_max_digits;
  return result;
}

Literal scan(std::string_view latin1) {
  auto scanned = scan_impl(latin1.data(), latin1.size());
  if (scanned.literal.valid) scanned.literal.digits = {scanned.digits, scanned.length};
  return scanned.literal;
}

Literal scan(std::u16string_view text, std::string& storage) {
  auto scanned = scan_impl(text.data(), text.size());
  if (!scanned.literal.valid) return scanned.literal;
  storage.resize(scanned.length);
  narrow(scanned.digits, reinterpret_cast<u8*>(storage.data()), scanned.length);
  scanned.literal.digits = storage;
  return scanned.literal;
}

}  // namespace kaze::bigint
