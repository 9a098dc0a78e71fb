// Arithmetic on magnitudes: raw runs of digits, least significant first. Shared by the bigint_*.cpp
// files and by nobody else. Lengths need not be normalised unless said.
#pragma once

#include <cstdlib>
#include <cstring>

#include "base/bigint.h"

namespace kaze::bigint::detail {

using u128 = unsigned __int128;

// Scratch digits: on the stack when few. Uninitialised.
class Buffer {
 public:
  explicit Buffer(usize length) {
    if (length > kInline) {
      data_ = static_cast<Digit*>(std::malloc(length * sizeof(Digit)));
      if (!data_) fatal("out of memory");
    }
  }
  ~Buffer() {
    if (data_ != inline_) std::free(data_);
  }
  KAZE_NON_COPYABLE(Buffer);
  Digit* data() { return data_; }
  Digit& operator[](usize index) { return data_[index]; }

 private:
  static constexpr usize kInline = 40;
  Digit inline_[kInline];
  Digit* data_ = inline_;
};

inline usize normalized(const Digit* a, usize length) {
  while (length && a[length - 1] == 0) length--;
  return length;
}

inline void copy(Digit* r, const Digit* a, usize n) {
  if (n) std::memmove(r, a, n * sizeof(Digit));
}
inline void clear(Digit* r, usize n) {
  if (n) std::memset(r, 0, n * sizeof(Digit));
}

inline int compare_n(const Digit* a, const Digit* b, usize n) {
  while (n--) {
    if (a[n] != b[n]) return a[n] < b[n] ? -1 : 1;
  }
  return 0;
}
// Both normalised.
inline int compare(const Digit* a, usize an, const Digit* b, usize bn) {
  if (an != bn) return an < bn ? -1 : 1;
  return compare_n(a, b, an);
}

inline Digit add_with_carry(Digit a, Digit b, Digit& carry) {
  u128 sum = static_cast<u128>(a) + b + carry;
  carry = static_cast<Digit>(sum >> 64);
  return static_cast<Digit>(sum);
}
inline Digit subtract_with_borrow(Digit a, Digit b, Digit& borrow) {
  u128 difference = static_cast<u128>(a) - b - borrow;
  borrow = static_cast<Digit>(difference >> 64) & 1;
  return static_cast<Digit>(difference);
}

// r[0, an) = a + b, an >= bn; returns the carry. r may be a or b.
inline Digit add(Digit* r, const Digit* a, usize an, const Digit* b, usize bn) {
  Digit carry = 0;
  usize i = 0;
  for (; i < bn; i++) r[i] = add_with_carry(a[i], b[i], carry);
  for (; i < an && carry; i++) r[i] = add_with_carry(a[i], 0, carry);
  if (i < an && r != a) copy(r + i, a + i, an - i);
  return carry;
}

// r[0, an) = a - b, an >= bn; returns the borrow. r may be a or b.
inline Digit subtract(Digit* r, const Digit* a, usize an, const Digit* b, usize bn) {
  Digit borrow = 0;
  usize i = 0;
  for (; i < bn; i++) r[i] = subtract_with_borrow(a[i], b[i], borrow);
  for (; i < an && borrow; i++) r[i] = subtract_with_borrow(a[i], 0, borrow);
  if (i < an && r != a) copy(r + i, a + i, an - i);
  return borrow;
}

// r[0, n) = a * m + carry; returns the high digit. r may be a.
inline Digit multiply_1(Digit* r, const Digit* a, usize n, Digit m, Digit carry) {
  for (usize i = 0; i < n; i++) {
    u128 t = static_cast<u128>(a[i]) * m + carry;
    r[i] = static_cast<Digit>(t);
    carry = static_cast<Digit>(t >> 64);
  }
  return carry;
}

// r[0, n) += a * m; returns the carry.
inline Digit add_multiply_1(Digit* r, const Digit* a, usize n, Digit m) {
  Digit carry = 0;
  for (usize i = 0; i < n; i++) {
    u128 t = static_cast<u128>(a[i]) * m + r[i] + carry;
    r[i] = static_cast<Digit>(t);
    carry = static_cast<Digit>(t >> 64);
  }
  return carry;
}

// r[0, n) -= a * m; returns what is still to be subtracted from the digit above.
inline Digit subtract_multiply_1(Digit* r, const Digit* a, usize n, Digit m) {
  Digit carry = 0;
  for (usize i = 0; i < n; i++) {
    u128 t = static_cast<u128>(a[i]) * m + carry;
    Digit low = static_cast<Digit>(t);
    carry = static_cast<Digit>(t >> 64) + (r[i] < low);
    r[i] -= low;
  }
  return carry;
}

// r[0, n) = a << shift, shift < 64; returns the bits pushed out. r may be a or lie above it.
inline Digit shift_left_bits(Digit* r, const Digit* a, usize n, u32 shift) {
  if (shift == 0) {
    copy(r, a, n);
    return 0;
  }
  Digit out = n ? a[n - 1] >> (64 - shift) : 0;
  for (usize i = n; i-- > 1;) r[i] = a[i] << shift | a[i - 1] >> (64 - shift);
  if (n) r[0] = a[0] << shift;
  return out;
}

// r[0, n) = a >> shift, shift < 64. r may be a or lie below it.
inline void shift_right_bits(Digit* r, const Digit* a, usize n, u32 shift) {
  if (shift == 0) {
    copy(r, a, n);
    return;
  }
  for (usize i = 0; i + 1 < n; i++) r[i] = a[i] >> shift | a[i + 1] << (64 - shift);
  if (n) r[n - 1] = a[n - 1] >> shift;
}

// r[0, an + bn) = a * b; an and bn may be zero. r overlaps neither. (bigint_multiply.cpp)
void multiply(Digit* r, const Digit* a, usize an, const Digit* b, usize bn);

// q[0, an - bn + 1) and r[0, bn) of a / b, b normalised, an >= bn >= 1. Either may be null.
// (bigint_divide.cpp)
void divide(Digit* q, Digit* r, const Digit* a, usize an, const Digit* b, usize bn);
// q[0, n) = a / divisor; returns the remainder. q may be a or null.
Digit divide_1(Digit* q, const Digit* a, usize n, Digit divisor);

}  // namespace kaze::bigint::detail
