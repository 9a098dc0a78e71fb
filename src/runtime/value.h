// A JavaScript value in 64 bits.
//
// NaN-boxed so that a cell pointer is its own bits:
//
//   0000'pppp'pppp'pppp   cell: String, Symbol, BigInt or an Object (never null, 16-byte aligned)
//   0000'....'....'..xx   bit 1 set: undefined, null, true, false, empty and internal markers
//   0002..FFFC            double, its bits plus 2^49
//   FFFE'0000'iiii'iiii   int32
//
// Int32 and double are one language type, Number. A number that is an int32 other than -0 may be in
// either form; code that compares bits must normalise (`Value::number` does).
//
// The encoding follows JavaScriptCore's published one ("JSVALUE64"): type tests are one mask.
#pragma once

#include <bit>
#include <cmath>

#include "base/common.h"
#include "gc/cell.h"
#include "gc/member.h"

namespace kaze {


class Object;
class String;
class Symbol;
class BigInt;

class Value {
 public:
  static constexpr u64 k_number_tag = 0xfffe'0000'0000'0000ull;
  static constexpr u64 k_double_offset = 0x0002'0000'0000'0000ull;
  static constexpr u64 k_other_bit = 0x2;
  static constexpr u64 k_not_cell_mask = k_number_tag | k_other_bit;

  static constexpr u64 k_null = 0x02;
  static constexpr u64 k_false = 0x06;
  static constexpr u64 k_true = 0x07;
  static constexpr u64 k_undefined = 0x0a;
  static constexpr u64 k_empty = 0x12;
  static constexpr u64 k_exception = 0x1a;
  // Internal markers carry a payload above their low byte; see `Value::lazy`.
  static constexpr u64 k_lazy = 0x22;

  constexpr Value() : bits_(k_undefined) {}
  Value(const Cell* cell) : bits_(reinterpret_cast<u64>(cell)) {}  // NOLINT: a cell is a value

  static constexpr Value from_bits(u64 bits) { return Value(bits, 0); }
  static constexpr Value undefined() { return from_bits(k_undefined); }
  static constexpr Value null() { return from_bits(k_null); }
  static constexpr Value boolean(bool b) { return from_bits(k_false | u64(b)); }
  // A hole, an uninitialised binding, an unused slot: never seen by JavaScript.
  static constexpr Value empty() { return from_bits(k_empty); }
  static constexpr Value int32(i32 i) { return from_bits(k_number_tag | u32(i)); }
  // Keeps the double form, also where an int32 would do. NaN must be pure.
  static constexpr Value number_as_double(f64 d) {
    return from_bits(std::bit_cast<u64>(d) + k_double_offset);
  }
  // The canonical form: int32 where the value is one, with NaN purified.
  static Value number(f64 d) {
    i32 i = static_cast<i32>(d >= -2147483648.0 && d <= 2147483647.0 ? d : 0);
    if (static_cast<f64>(i) == d && (i != 0 || !std::signbit(d))) return int32(i);
    if (d != d) return nan();
    return number_as_double(d);
  }
  static constexpr Value number(i32 i) { return int32(i); }
  static constexpr Value number(u32 u) {
    return u <= 0x7fffffffu ? int32(static_cast<i32>(u)) : number_as_double(u);
  }
  static constexpr Value number(i64 i) {
    return i == static_cast<i32>(i) ? int32(static_cast<i32>(i))
                                    : number_as_double(static_cast<f64>(i));
  }
  static constexpr Value number(u64 u) {
    return u <= 0x7fffffffu ? int32(static_cast<i32>(u)) : number_as_double(static_cast<f64>(u));
  }
  static constexpr Value nan() { return from_bits(0x7ff8'0000'0000'0000ull + k_double_offset); }
  // A property slot whose builtin is made at first use: the slot `table` of the same object leads to
  // a table of builtins, `index` is the entry there (runtime/native_function.cpp).
  static constexpr Value lazy(u32 table, u32 index) {
    return from_bits(k_lazy | (u64(index) << 8) | (u64(table) << 32));
  }

  constexpr u64 bits() const { return bits_; }
  constexpr bool is_undefined() const { return bits_ == k_undefined; }
  constexpr bool is_null() const { return bits_ == k_null; }
  constexpr bool is_nullish() const { return (bits_ & ~8ull) == k_null; }
  constexpr bool is_boolean() const { return (bits_ & ~1ull) == k_false; }
  constexpr bool is_true() const { return bits_ == k_true; }
  constexpr bool is_false() const { return bits_ == k_false; }
  constexpr bool is_empty() const { return bits_ == k_empty; }
  constexpr bool is_lazy() const { return (bits_ & 0xffff'0000'0000'00ffull) == k_lazy; }
  constexpr bool is_int32() const { return (bits_ & k_number_tag) == k_number_tag; }
  constexpr bool is_number() const { return (bits_ & k_number_tag) != 0; }
  constexpr bool is_double() const { return is_number() && !is_int32(); }
  constexpr bool is_cell() const { return (bits_ & k_not_cell_mask) == 0; }
  // Defined in runtime/cell_kinds.h, object.h.
  inline bool is_object() const;
  inline bool is_string() const;
  inline bool is_symbol() const;
  inline bool is_bigint() const;
  inline bool is_callable() const;
  inline bool is_constructor() const;

  constexpr i32 as_int32() const { return static_cast<i32>(bits_); }
  constexpr f64 as_double() const { return std::bit_cast<f64>(bits_ - k_double_offset); }
  constexpr f64 as_number() const { return is_int32() ? as_int32() : as_double(); }
  constexpr bool as_boolean() const { return bits_ & 1; }
  Cell* as_cell() const { return reinterpret_cast<Cell*>(bits_); }
  inline Object* as_object() const;
  inline String* as_string() const;
  inline Symbol* as_symbol() const;
  inline BigInt* as_bigint() const;
  constexpr u32 lazy_table() const { return static_cast<u32>(bits_ >> 32); }
  constexpr u32 lazy_index() const { return static_cast<u32>(bits_ >> 8) & 0xffffff; }

  // Bitwise identity: neither SameValue nor strict equality.
  constexpr bool operator==(const Value& other) const = default;

 private:
  constexpr Value(u64 bits, int) : bits_(bits) {}
  u64 bits_;
};

static_assert(sizeof(Value) == 8);

// A field of a cell that holds a value.
using Slot = ValueSlot<Value>;

}  // namespace kaze
