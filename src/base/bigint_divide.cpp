// Division: by one digit, Knuth's algorithm D, and recursive division (Burnikel and Ziegler 1998;
// Brent and Zimmermann, Modern Computer Arithmetic, 1.4.3) which costs a few multiplications.
#include "base/bigint_internal.h"

namespace kaze::bigint::detail {

namespace {

constexpr usize kRecursive = 60;  // quotient digits from which recursion pays

// In all functions below the divisor b[0, n) has its top bit set, n >= 2, and the dividend
// a[0, n + m) has a top part a[m, m + n) below b, so that the quotient fits q[0, m). The remainder
// replaces a[0, n), and a[n, n + m) becomes zero.

// The Art of Computer Programming, volume 2, 4.3.1, algorithm D.
void divide_schoolbook(Digit* q, Digit* a, usize m, const Digit* b, usize n) {
  Digit top = b[n - 1], second = b[n - 2];
  for (usize j = m; j-- > 0;) {
    Digit* window = a + j;  // n + 1 digits
    Digit high = window[n];
    Digit estimate, rest;
    bool correct = true;
    if (high >= top) {
      // The quotient of the two leading digits would not fit; the digit's greatest value does.
      estimate = ~Digit{0};
      u128 r = static_cast<u128>(window[n - 1]) + top;
      rest = static_cast<Digit>(r);
      correct = !(r >> 64);
    } else {
      u128 numerator = static_cast<u128>(high) << 64 | window[n - 1];
#if defined(__x86_64__)
      // The quotient fits because high < top; the compiler would call a 128-bit division routine.
      __asm__("divq %4"
              : "=a"(estimate), "=d"(rest)
              : "a"(window[n - 1]), "d"(high), "r"(top)
              : "cc");
      (void)numerator;
#else
      estimate = static_cast<Digit>(numerator / top);
      rest = static_cast<Digit>(numerator % top);
#endif
    }
    while (correct &&
           static_cast<u128>(estimate) * second > (static_cast<u128>(rest) << 64 | window[n - 2])) {
      estimate--;
      rest += top;
      correct = rest >= top;  // stops once the rest overflows
    }
    Digit borrow = subtract_multiply_1(window, b, n, estimate);
    bool negative = window[n] < borrow;
    window[n] -= borrow;
    if (negative) {
      estimate--;
      window[n] += add(window, window, n, b, n);
    }
    q[j] = estimate;
  }
}

void divide_recursive(Digit* q, Digit* a, usize m, const Digit* b, usize n);

// Divides a[0, n + m) by the high part b1 of the divisor alone, where the top part may equal b1:
// the quotient is then the greatest that fits. a[n] may end up 1.
void divide_by_part(Digit* q, Digit* a, usize m, const Digit* b1, usize n) {
  if (compare_n(a + m, b1, n) < 0) {
    divide_recursive(q, a, m, b1, n);
    return;
  }
  // a - (B^m - 1) * b1 = (a mod B^m) + b1
  std::memset(q, 0xff, m * sizeof(Digit));
  clear(a + m, n);
  a[n] += add(a, a, n, b1, n);
}

// a[0, length) -= q * b0; while that is negative, q-- and a += b. The digit a[length - 1] holds the
// sign: it is zero for a proper remainder.
void correct_part(Digit* q, usize qn, Digit* a, usize length, const Digit* b, usize n, usize b0n,
                  Digit* product) {
  multiply(product, q, qn, b, b0n);
  // The product is at most one multiple of b0 too large, which `length` digits can express.
  usize pn = normalized(product, qn + b0n);
  subtract(a, a, length, product, pn);
  while (a[length - 1] >> 63) {
    Digit one = 1;
    subtract(q, q, qn, &one, 1);
    add(a, a, length, b, n);
  }
}

// m <= n.
void divide_recursive(Digit* q, Digit* a, usize m, const Digit* b, usize n) {
  if (m < kRecursive || n - m / 2 < 2) {
    divide_schoolbook(q, a, m, b, n);
    return;
  }
  usize k = m / 2;  // b = b1 * B^k + b0
  Buffer product(m);
  divide_by_part(q + k, a + 2 * k, m - k, b + k, n - k);
  correct_part(q + k, m - k, a + k, n + 1, b, n, k, product.data());
  divide_by_part(q, a + k, k, b + k, n - k);
  correct_part(q, k, a, n + 1, b, n, k, product.data());
}

}  // namespace

Digit divide_1(Digit* q, const Digit* a, usize n, Digit divisor) {
  Digit rest = 0;
  for (usize i = n; i-- > 0;) {
    Digit quotient;
#if defined(__x86_64__)
    __asm__("divq %4" : "=a"(quotient), "=d"(rest) : "a"(a[i]), "d"(rest), "r"(divisor) : "cc");
#else
    u128 numerator = static_cast<u128>(rest) << 64 | a[i];
    quotient = static_cast<Digit>(numerator / divisor);
    rest = static_cast<Digit>(numerator % divisor);
#endif
    if (q) q[i] = quotient;
  }
  return rest;
}

void divide(Digit* q, Digit* r, const Digit* a, usize an, const Digit* b, usize bn) {
  if (bn == 1) {
    Digit rest = divide_1(q, a, an, b[0]);
    if (r) r[0] = rest;
    return;
  }
  u32 shift = static_cast<u32>(__builtin_clzll(b[bn - 1]));
  usize m = an - bn + 1;
  Buffer memory(an + 1 + bn + (q ? 0 : m));
  Digit* dividend = memory.data();
  Digit* divisor = dividend + an + 1;
  if (!q) q = divisor + bn;
  dividend[an] = shift_left_bits(dividend, a, an, shift);
  shift_left_bits(divisor, b, bn, shift);
  // Quotient digits in groups of at most bn, highest first.
  for (usize done = m; done > 0;) {
    usize group = done % bn ? done % bn : bn;
    done -= group;
    divide_recursive(q + done, dividend + done, group, divisor, bn);
  }
  if (r) shift_right_bits(r, dividend, bn, shift);
}

}  // namespace kaze::bigint::detail
