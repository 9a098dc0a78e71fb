// BigInt values: allocation of the results of base/bigint.h.
#include "runtime/bigint.h"

#include "base/number.h"
#include "runtime/isolate.h"

namespace kaze {

class BigIntFactory {
 public:
  // With room for `capacity` digits, zero so far; null if the heap has no room.
  static BigInt* try_new(Isolate& isolate, usize capacity) {
    usize size = sizeof(BigInt) + capacity * sizeof(u64);
    u8 kind = static_cast<u8>(CellKind::kBigInt);
    Heap& heap = isolate.heap();
    Cell* cell = KAZE_LIKELY(size <= gc::k_max_small_size) ? heap.allocate(size, kind)
                                                           : heap.try_allocate(size, kind);
    if (cell == nullptr) return nullptr;
    cell->shape_id_ = k_bigint_shape_id;
    auto* bigint = static_cast<BigInt*>(cell);
    bigint->length_ = 0;
    bigint->padding_ = 0;
    return bigint;
  }
  static std::span<u64> room(BigInt* bigint, usize capacity) {
    return {reinterpret_cast<u64*>(bigint + 1), capacity};
  }
  static void set(BigInt* bigint, const bigint::Result& result) {
    bigint->length_ = static_cast<u32>(result.length);
    bigint->flags_ = result.negative ? 1 : 0;
  }
};

namespace {

constexpr usize k_word_capacity = 1;

// A bigint of at most `capacity` digits which compute(out) writes.
template <typename Compute>
Completion<BigInt*> make(Isolate& isolate, usize capacity, Compute&& compute) {
  if (capacity == bigint::k_too_large) return throw_error(isolate, Message::kBigIntTooBig);
  BigInt* bigint = BigIntFactory::try_new(isolate, capacity);
  if (bigint == nullptr) return throw_error(isolate, Message::kHeapLimit);
  bigint::Result result = compute(BigIntFactory::room(bigint, capacity));
  if (result.too_large) return throw_error(isolate, Message::kBigIntTooBig);
  BigIntFactory::set(bigint, result);
  return bigint;
}

BigInt* make_word(Isolate& isolate, u64 magnitude, bool negative) {
  BigInt* bigint = BigIntFactory::try_new(isolate, k_word_capacity);
  BigIntFactory::room(bigint, k_word_capacity)[0] = magnitude;
  BigIntFactory::set(bigint, {.length = magnitude != 0, .negative = negative && magnitude != 0});
  return bigint;
}

// --- Numbers of one digit, which most are. ---

// Sign and magnitude of a number below 2^64.
struct Word {
  u64 magnitude;
  bool negative;
  explicit Word(const BigInt* value)
      : magnitude(value->is_zero() ? 0 : value->digits()[0]), negative(value->is_negative()) {}
  Word(u64 magnitude, bool negative) : magnitude(magnitude), negative(negative) {}
  bool fits_i64() const { return magnitude >> 63 == 0; }
  i64 as_i64() const {
    return negative ? -static_cast<i64>(magnitude) : static_cast<i64>(magnitude);
  }
  static Word from_i64(i64 value) {
    return {value < 0 ? u64{0} - static_cast<u64>(value) : static_cast<u64>(value), value < 0};
  }
};

// a + b; false if that takes two digits.
bool add_words(Word a, Word b, Word* out) {
  if (a.negative == b.negative) {
    out->negative = a.negative;
    return !__builtin_add_overflow(a.magnitude, b.magnitude, &out->magnitude);
  }
  bool a_is_greater = a.magnitude >= b.magnitude;
  out->negative = a_is_greater ? a.negative : b.negative;
  out->magnitude = a_is_greater ? a.magnitude - b.magnitude : b.magnitude - a.magnitude;
  return true;
}

// The operation on words; false if it is not one of words, or its result none.
bool operate_on_words(BigIntOperation operation, Word a, Word b, Word* out) {
  bool fit = a.fits_i64() && b.fits_i64();
  switch (operation) {
  case BigIntOperation::kAdd: return add_words(a, b, out);
  case BigIntOperation::kSubtract: return add_words(a, {b.magnitude, !b.negative}, out);
  case BigIntOperation::kMultiply:
    out->negative = a.negative != b.negative;
    return !__builtin_mul_overflow(a.magnitude, b.magnitude, &out->magnitude);
  case BigIntOperation::kDivide:
    if (b.magnitude == 0) return false;
    *out = {a.magnitude / b.magnitude, a.negative != b.negative};
    return true;
  case BigIntOperation::kRemainder:
    if (b.magnitude == 0) return false;
    *out = {a.magnitude % b.magnitude, a.negative};
    return true;
  case BigIntOperation::kExponentiate: return false;
  case BigIntOperation::kAnd:
    if (fit) *out = Word::from_i64(a.as_i64() & b.as_i64());
    return fit;
  case BigIntOperation::kOr:
    if (fit) *out = Word::from_i64(a.as_i64() | b.as_i64());
    return fit;
  case BigIntOperation::kXor:
    if (fit) *out = Word::from_i64(a.as_i64() ^ b.as_i64());
    return fit;
  case BigIntOperation::kShiftLeft:
    if (b.negative || b.magnitude >= 64) return false;
    *out = {a.magnitude << b.magnitude, a.negative};
    return out->magnitude >> b.magnitude == a.magnitude;
  case BigIntOperation::kShiftRight:
    // The arithmetic shift rounds towards negative infinity, too.
    if (b.negative || b.magnitude >= 64 || !a.fits_i64()) return false;
    *out = Word::from_i64(a.as_i64() >> b.magnitude);
    return true;
  }
  KAZE_UNREACHABLE();
}

constexpr bigint::Digit k_one_digit[] = {1};
constexpr bigint::View k_one{k_one_digit, false};
constexpr bigint::View k_minus_one{k_one_digit, true};

}  // namespace

BigInt* bigint_from_i64(Isolate& isolate, i64 value) {
  u64 magnitude = value < 0 ? u64{0} - static_cast<u64>(value) : static_cast<u64>(value);
  return make_word(isolate, magnitude, value < 0);
}

BigInt* bigint_from_u64(Isolate& isolate, u64 value) { return make_word(isolate, value, false); }

Completion<BigInt*> bigint_from_double(Isolate& isolate, f64 value) {
  return make(isolate, bigint::from_double_length(value),
              [=](std::span<u64> out) { return bigint::from_double(value, out); });
}

Completion<BigInt*> bigint_from_scanned(Isolate& isolate, const bigint::Literal& literal) {
  KAZE_ASSERT(literal.valid);
  usize capacity = bigint::from_digits_length(literal.digits, literal.radix);
  return make(isolate, capacity, [&](std::span<u64> out) {
    bigint::Result result = bigint::from_digits(literal.digits, literal.radix, out);
    result.negative = literal.negative && result.length != 0;
    return result;
  });
}

Completion<BigInt*> bigint_from_literal(Isolate& isolate, std::string_view text) {
  return bigint_from_scanned(isolate, bigint::scan(text));
}

f64 bigint_to_double(const BigInt* value) { return bigint::to_double(value->view()); }

u64 bigint_to_u64(const BigInt* value) { return bigint::to_u64(value->view()); }

Completion<String*> bigint_to_string(Isolate& isolate, const BigInt* value, int radix) {
  if (value->is_zero()) return static_unit_atom('0');
  u32 base = static_cast<u32>(radix);
  if (value->length() == 1) {
    char buffer[65];
    buffer[0] = '-';
    usize sign = value->is_negative();
    usize length = u64_to_radix_chars(value->digits()[0], base, buffer + sign);
    return new_string_latin1(isolate, {buffer, sign + length});
  }
  // The bound is a few characters too high, which a text near the limit can bear.
  if (bigint::to_string_length(value->view(), base) > k_max_string_length) {
    return throw_error(isolate, Message::kInvalidStringLength);
  }
  return new_string_latin1(isolate, bigint::to_string(value->view(), base));
}

bool bigint_equal(const BigInt* a, const BigInt* b) {
  return bigint::equal(a->view(), b->view());
}

int bigint_compare(const BigInt* a, const BigInt* b) {
  return bigint::compare(a->view(), b->view());
}

int bigint_compare_double(const BigInt* a, f64 b) {
  switch (bigint::compare_double(a->view(), b)) {
  case bigint::Order::kLess:
    return -1;
  case bigint::Order::kEqual:
    return 0;
  case bigint::Order::kGreater:
    return 1;
  case bigint::Order::kUnordered:
    return 2;
  }
  KAZE_UNREACHABLE();
}

bool bigint_equal_double(const BigInt* a, f64 b) { return bigint_compare_double(a, b) == 0; }

Completion<BigInt*> bigint_binary(Isolate& isolate, BigIntOperation operation, const BigInt* left,
                                  const BigInt* right) {
  if (KAZE_LIKELY(left->length() <= 1 && right->length() <= 1)) {
    Word result(0, false);
    if (operate_on_words(operation, Word(left), Word(right), &result)) {
      return make_word(isolate, result.magnitude, result.negative);
    }
  }
  bigint::View a = left->view();
  bigint::View b = right->view();
  using Out = std::span<u64>;
  switch (operation) {
  case BigIntOperation::kAdd:
    return make(isolate, bigint::add_length(a, b), [=](Out out) { return bigint::add(a, b, out); });
  case BigIntOperation::kSubtract:
    return make(isolate, bigint::add_length(a, b),
                [=](Out out) { return bigint::subtract(a, b, out); });
  case BigIntOperation::kMultiply:
    return make(isolate, bigint::multiply_length(a, b),
                [=](Out out) { return bigint::multiply(a, b, out); });
  case BigIntOperation::kDivide:
    if (b.is_zero()) return throw_error(isolate, Message::kBigIntDivisionByZero);
    return make(isolate, bigint::quotient_length(a, b),
                [=](Out out) { return bigint::divide_remainder(a, b, out, {}).quotient; });
  case BigIntOperation::kRemainder:
    if (b.is_zero()) return throw_error(isolate, Message::kBigIntDivisionByZero);
    return make(isolate, bigint::remainder_length(a, b),
                [=](Out out) { return bigint::divide_remainder(a, b, {}, out).remainder; });
  case BigIntOperation::kExponentiate:
    if (b.negative) return throw_error(isolate, Message::kBigIntNegativeExponent);
    return make(isolate, bigint::exponentiate_length(a, b),
                [=](Out out) { return bigint::exponentiate(a, b, out); });
  case BigIntOperation::kAnd:
    return make(isolate, bigint::bitwise_length(a, b),
                [=](Out out) { return bigint::bitwise_and(a, b, out); });
  case BigIntOperation::kOr:
    return make(isolate, bigint::bitwise_length(a, b),
                [=](Out out) { return bigint::bitwise_or(a, b, out); });
  case BigIntOperation::kXor:
    return make(isolate, bigint::bitwise_length(a, b),
                [=](Out out) { return bigint::bitwise_xor(a, b, out); });
  case BigIntOperation::kShiftLeft:
    return make(isolate, bigint::left_shift_length(a, b),
                [=](Out out) { return bigint::left_shift(a, b, out); });
  case BigIntOperation::kShiftRight:
    return make(isolate, bigint::signed_right_shift_length(a, b),
                [=](Out out) { return bigint::signed_right_shift(a, b, out); });
  }
  KAZE_UNREACHABLE();
}

Completion<BigInt*> bigint_negate(Isolate& isolate, const BigInt* value) {
  std::span<const u64> digits = value->digits();
  return make(isolate, digits.size(), [=](std::span<u64> out) {
    for (usize i = 0; i < digits.size(); i++) out[i] = digits[i];
    return bigint::Result{digits.size(), !digits.empty() && !value->is_negative(), false};
  });
}

Completion<BigInt*> bigint_not(Isolate& isolate, const BigInt* value) {
  bigint::View a = value->view();
  return make(isolate, bigint::bitwise_not_length(a),
              [=](std::span<u64> out) { return bigint::bitwise_not(a, out); });
}

Completion<BigInt*> bigint_increment(Isolate& isolate, const BigInt* value, int by) {
  KAZE_ASSERT(by == 1 || by == -1);
  if (KAZE_LIKELY(value->length() <= 1)) {
    Word result(0, false);
    if (add_words(Word(value), {1, by < 0}, &result)) {
      return make_word(isolate, result.magnitude, result.negative);
    }
  }
  bigint::View a = value->view();
  bigint::View b = by < 0 ? k_minus_one : k_one;
  return make(isolate, bigint::add_length(a, b),
              [=](std::span<u64> out) { return bigint::add(a, b, out); });
}

Completion<BigInt*> bigint_as_int_n(Isolate& isolate, u64 bits, const BigInt* value) {
  if (value->length() <= 1 && bits > 0) {
    // BigInts are immutable: the same one will do.
    if (bits > 64) return const_cast<BigInt*>(value);
    u32 unused = static_cast<u32>(64 - bits);
    return bigint_from_i64(isolate, static_cast<i64>(bigint_to_u64(value) << unused) >> unused);
  }
  bigint::View a = value->view();
  return make(isolate, bigint::as_n_length(bits, a),
              [=](std::span<u64> out) { return bigint::as_int_n(bits, a, out); });
}

Completion<BigInt*> bigint_as_uint_n(Isolate& isolate, u64 bits, const BigInt* value) {
  if (value->length() <= 1 && (bits <= 64 || !value->is_negative())) {
    if (bits >= 64 && !value->is_negative()) return const_cast<BigInt*>(value);
    u64 mask = bits == 64 ? ~u64{0} : (u64{1} << bits) - 1;
    return bigint_from_u64(isolate, bigint_to_u64(value) & mask);
  }
  bigint::View a = value->view();
  return make(isolate, bigint::as_uint_n_length(bits, a),
              [=](std::span<u64> out) { return bigint::as_uint_n(bits, a, out); });
}

}  // namespace kaze
