// Completion records (ECMA-262 6.2.4) on the engine's own paths.
//
// A function that can throw returns `Completion<T>`. When it is abrupt, the thrown value is in
// `Isolate::exception`. `TRY(expression)` yields the value or returns the abrupt completion from the
// enclosing function, as the specification's `?` does; `MUST(expression)` is its `!`.
#pragma once

#include <type_traits>
#include <utility>

#include "base/common.h"
#include "runtime/value.h"

namespace kaze {

// An abrupt completion of any type: what the `throw_*` functions return.
struct [[nodiscard]] Thrown {};

template <typename T>
class [[nodiscard]] Completion {
 public:
  Completion(Thrown) : ok_(false) {}                            // NOLINT
  Completion(T value) : value_(std::move(value)), ok_(true) {}  // NOLINT
  bool is_abrupt() const { return !ok_; }
  T& value() { return value_; }
  T release() { return std::move(value_); }

 private:
  T value_{};
  bool ok_;
};

template <>
class [[nodiscard]] Completion<void> {
 public:
  Completion(Thrown) : ok_(false) {}  // NOLINT
  Completion() : ok_(true) {}
  bool is_abrupt() const { return !ok_; }
  void release() {}

 private:
  bool ok_;
};

// Pointers to cells: null stands for the abrupt case.
template <typename T>
class [[nodiscard]] Completion<T*> {
 public:
  Completion(Thrown) : pointer_(nullptr) {}      // NOLINT
  Completion(T* pointer) : pointer_(pointer) {}  // NOLINT
  template <typename U>
    requires(std::is_convertible_v<U*, T*> && !std::is_same_v<U, T>)
  Completion(Completion<U*> other)  // NOLINT
      : pointer_(other.is_abrupt() ? nullptr : other.release()) {}
  bool is_abrupt() const { return pointer_ == nullptr; }
  T* value() const { return pointer_; }
  T* release() const { return pointer_; }

 private:
  T* pointer_;
};

// In one register: a marker stands for the abrupt case.
template <>
class [[nodiscard]] Completion<Value> {
 public:
  Completion(Thrown) : value_(Value::from_bits(Value::k_exception)) {}  // NOLINT
  Completion(Value value) : value_(value) {}                            // NOLINT
  template <typename C>
    requires std::is_convertible_v<C*, const Cell*>
  Completion(C* cell) : value_(cell) {}  // NOLINT
  template <typename C>
    requires std::is_convertible_v<C*, const Cell*>
  Completion(Completion<C*> other)  // NOLINT: an object completion is a value completion
      : value_(other.is_abrupt() ? Value::from_bits(Value::k_exception) : Value(other.release())) {}
  bool is_abrupt() const { return value_.bits() == Value::k_exception; }
  Value value() const { return value_; }
  Value release() const { return value_; }

 private:
  Value value_;
};

}  // namespace kaze

#define TRY(expression)                                                       \
  ({                                                                          \
    auto&& kaze_completion_ = (expression);                                   \
    if (KAZE_UNLIKELY(kaze_completion_.is_abrupt())) return ::kaze::Thrown{}; \
    kaze_completion_.release();                                               \
  })

// For operations that cannot throw on these operands.
#define MUST(expression)                       \
  ({                                           \
    auto&& kaze_completion_ = (expression);    \
    KAZE_CHECK(!kaze_completion_.is_abrupt()); \
    kaze_completion_.release();                \
  })
