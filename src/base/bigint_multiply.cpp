// Multiplication: schoolbook, then Karatsuba, then a number-theoretic transform.
#include <bit>
#include <utility>

#include "base/bigint_internal.h"

namespace kaze::bigint::detail {

namespace {

// Digits of the shorter factor from which the next method pays; measured on x86-64.
constexpr usize kKaratsuba = 36;
constexpr usize kTransform = 4000;

void schoolbook(Digit* r, const Digit* a, usize an, const Digit* b, usize bn) {
  r[an] = multiply_1(r, a, an, b[0], 0);
  for (usize i = 1; i < bn; i++) r[an + i] = add_multiply_1(r + i, a, an, b[i]);
}

// r[0, n) = |a - b| where b has `bn` <= n digits; true if a < b.
bool absolute_difference(Digit* r, const Digit* a, usize n, const Digit* b, usize bn) {
  bool less = normalized(a + bn, n - bn) == 0 && compare_n(a, b, bn) < 0;
  if (less) {
    subtract(r, b, bn, a, bn);
    clear(r + bn, n - bn);
  } else {
    subtract(r, a, n, b, bn);
  }
  return less;
}

// Scratch that karatsuba() needs for n digits: 4 * ceil(n / 2) + 2 for each level.
usize karatsuba_scratch(usize n) {
  return 4 * n + 8 * 64;
}

// r[0, 2n) = a * b with (a0 + a1 B)(b0 + b1 B) = z0 + (z0 + z2 - (a0 - a1)(b0 - b1)) B + z2 B^2.
void karatsuba(Digit* r, const Digit* a, const Digit* b, usize n, Digit* scratch) {
  if (n < kKaratsuba) {
    schoolbook(r, a, n, b, n);
    return;
  }
  usize low = (n + 1) / 2, high = n - low;
  Digit* middle = scratch;                 // 2 * low + 2: first the two differences, then the sum
  Digit* product = scratch + 2 * low + 2;  // 2 * low
  Digit* deeper = product + 2 * low;
  bool negative = absolute_difference(middle, a, low, a + low, high) !=
                  absolute_difference(middle + low, b, low, b + low, high);
  karatsuba(product, middle, middle + low, low, deeper);
  karatsuba(r, a, b, low, deeper);
  karatsuba(r + 2 * low, a + low, b + low, high, deeper);

  middle[2 * low] = add(middle, r, 2 * low, r + 2 * low, 2 * high);
  if (negative) {
    middle[2 * low] += add(middle, middle, 2 * low, product, 2 * low);
  } else {
    middle[2 * low] -= subtract(middle, middle, 2 * low, product, 2 * low);
  }
  usize room = 2 * n - low;
  // The sum is below B^room, so a top digit that does not fit is zero.
  usize length = 2 * low + 1 < room ? 2 * low + 1 : room;
  add(r + low, r + low, room, middle, length);
}

// --- Number-theoretic transform modulo p = 2^64 - 2^32 + 1
// ---------------------------------------- A factor is cut into 16-bit pieces; a sum of up to 2^27
// products of two pieces stays below p, so one prime is enough for every size that k_max_bits
// allows.

constexpr Digit kPrime = 0xffffffff00000001ull;
constexpr Digit kEpsilon = 0xffffffffull;  // 2^64 mod p

Digit reduce(u128 x) {
  // 2^64 = 2^32 - 1 and 2^96 = -1 modulo p.
  Digit low = static_cast<Digit>(x), high = static_cast<Digit>(x >> 64);
  Digit top = high >> 32, middle = high & kEpsilon;
  Digit t = low - top;
  if (low < top) t -= kEpsilon;
  Digit product = middle * kEpsilon;
  Digit result = t + product;
  if (result < product) result += kEpsilon;
  return result >= kPrime ? result - kPrime : result;
}
Digit multiply_mod(Digit a, Digit b) {
  return reduce(static_cast<u128>(a) * b);
}
Digit add_mod(Digit a, Digit b) {
  Digit sum = a + b;
  return sum < a || sum >= kPrime ? sum - kPrime : sum;
}
Digit subtract_mod(Digit a, Digit b) {
  return a >= b ? a - b : a - b + kPrime;
}
Digit power_mod(Digit base, u64 exponent) {
  Digit result = 1;
  for (; exponent; exponent >>= 1, base = multiply_mod(base, base)) {
    if (exponent & 1) result = multiply_mod(result, base);
  }
  return result;
}

// Roots of unity: those of order 2h are at [h, 2h), so each layer reads its own run.
void fill_roots(Digit* roots, usize size) {
  usize half = size / 2;
  Digit root = power_mod(7, (kPrime - 1) / size);
  Digit value = 1;
  for (usize i = 0; i < half; i++) {
    roots[half + i] = value;
    value = multiply_mod(value, root);
  }
  for (usize i = half; i-- > 1;) roots[i] = roots[2 * i];
}

// Natural order in, bit-reversed order out. Depth first, so that small halves stay in the cache.
void transform(Digit* x, usize size, const Digit* roots) {
  if (size == 1) return;
  usize half = size / 2;
  const Digit* w = roots + half;
  for (usize i = 0; i < half; i++) {
    Digit u = x[i], v = x[i + half];
    x[i] = add_mod(u, v);
    x[i + half] = multiply_mod(subtract_mod(u, v), w[i]);
  }
  transform(x, half, roots);
  transform(x + half, half, roots);
}

// The inverse of transform() but for the factor `size`.
void inverse_transform(Digit* x, usize size, const Digit* roots) {
  if (size == 1) return;
  usize half = size / 2;
  inverse_transform(x, half, roots);
  inverse_transform(x + half, half, roots);
  const Digit* w = roots + half;
  for (usize i = 0; i < half; i++) {
    // w^-i = -w^(half - i), as w^half = -1.
    Digit v = i ? multiply_mod(x[i + half], w[half - i]) : x[half];
    Digit u = x[i];
    if (i) {
      x[i] = subtract_mod(u, v);
      x[i + half] = add_mod(u, v);
    } else {
      x[i] = add_mod(u, v);
      x[i + half] = subtract_mod(u, v);
    }
  }
}

void spread(Digit* x, usize size, const Digit* a, usize n) {
  for (usize i = 0; i < n; i++) {
    Digit digit = a[i];
    for (usize k = 0; k < 4; k++, digit >>= 16) x[4 * i + k] = digit & 0xffff;
  }
  clear(x + 4 * n, size - 4 * n);
}

void multiply_by_transform(Digit* r, const Digit* a, usize an, const Digit* b, usize bn) {
  usize size = std::bit_ceil(4 * (an + bn));
  bool square = a == b && an == bn;
  Buffer memory(square ? 2 * size : 3 * size);
  Digit* roots = memory.data();
  Digit* x = roots + size;
  Digit* y = square ? x : x + size;
  fill_roots(roots, size);
  spread(x, size, a, an);
  transform(x, size, roots);
  if (!square) {
    spread(y, size, b, bn);
    transform(y, size, roots);
  }
  Digit scale = power_mod(size, kPrime - 2);
  for (usize i = 0; i < size; i++) x[i] = multiply_mod(multiply_mod(x[i], y[i]), scale);
  inverse_transform(x, size, roots);
  u128 carry = 0;
  for (usize i = 0; i < an + bn; i++) {
    Digit digit = 0;
    for (usize k = 0; k < 4; k++) {
      carry += x[4 * i + k];
      digit |= (static_cast<Digit>(carry) & 0xffff) << (16 * k);
      carry >>= 16;
    }
    r[i] = digit;
  }
}

}  // namespace

void multiply(Digit* r, const Digit* a, usize an, const Digit* b, usize bn) {
  if (an < bn) {
    std::swap(a, b);
    std::swap(an, bn);
  }
  if (bn == 0) {
    clear(r, an);
    return;
  }
  if (bn < kKaratsuba) {
    schoolbook(r, a, an, b, bn);
    return;
  }
  bool transforms = bn >= kTransform;
  if (transforms && an <= 3 * bn) {
    multiply_by_transform(r, a, an, b, bn);
    return;
  }
  if (an == bn) {
    Buffer scratch(karatsuba_scratch(an));
    karatsuba(r, a, b, an, scratch.data());
    return;
  }
  // Cut the longer factor into pieces that are as long as the shorter one (twice that for the
  // transform), the last piece being what is left.
  usize piece = transforms ? 2 * bn : bn;
  Buffer product(piece + bn);
  Buffer scratch(transforms ? 0 : karatsuba_scratch(bn));
  clear(r, an + bn);
  for (usize at = 0; at < an; at += piece) {
    usize n = an - at < piece ? an - at : piece;
    if (n == bn && !transforms) {
      karatsuba(product.data(), a + at, b, bn, scratch.data());
    } else {
      multiply(product.data(), a + at, n, b, bn);
    }
    add(r + at, r + at, an + bn - at, product.data(), n + bn);
  }
}

}  // namespace kaze::bigint::detail
