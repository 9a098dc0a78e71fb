// Lists of values and of property keys in C++ memory (the specification's List). Roots: their items
// live as long as the list does. One thread at a time, the isolate's.
//
// A long list counts as memory of the heap, so that its limit holds for it too: a list that grows
// beyond the limit asks for an interrupt, and whoever fills a list as long as a script likes polls
// for those (Isolate::poll_interrupts).
#pragma once

#include <span>

#include "gc/roots.h"
#include "runtime/completion.h"
#include "runtime/property_key.h"

namespace kaze {

class ValueList {
 public:
  explicit ValueList(Isolate& isolate);
  ~ValueList() {
    if (KAZE_UNLIKELY(reported_)) report_end();
  }
  KAZE_NON_COPYABLE(ValueList);
  usize size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  Value operator[](usize index) const { return values_[index]; }
  Value& operator[](usize index) { return values_[index]; }
  void push(Value value) {
    if (KAZE_UNLIKELY(values_.size() == values_.items().capacity())) grow(values_.size() + 1);
    values_.push_back(value);
  }
  // For counts that do not exceed what exists already.
  void reserve(usize count) {
    if (count > values_.items().capacity()) grow(count);
  }
  // For counts that a script chooses: RangeError if the heap's limit does not allow them.
  Completion<void> try_reserve(u64 count);
  void resize(usize count) {
    reserve(count);
    values_.resize(count);
  }
  void clear() { values_.clear(); }
  Value* data() { return values_.data(); }
  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  std::span<const Value> span() const { return {values_.data(), values_.size()}; }

 private:
  void grow(usize count);
  void report_end();

  Isolate& isolate_;
  RootedValues<Value> values_;
  usize reported_ = 0;  // bytes
};

// Keys are kept as their bits: an index is a number, an atom or symbol itself.
class KeyList {
 public:
  explicit KeyList(Isolate& isolate) : values_(isolate) {}
  usize size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  PropertyKey operator[](usize index) const { return PropertyKey::from_bits(values_[index].bits()); }
  void push(PropertyKey key) { values_.push(Value::from_bits(key.bits())); }
  void reserve(usize count) { values_.reserve(count); }
  void clear() { values_.clear(); }
  bool contains(PropertyKey key) const {
    for (Value value : values_) {
      if (value.bits() == key.bits()) return true;
    }
    return false;
  }
  struct Iterator {
    const Value* at;
    PropertyKey operator*() const { return PropertyKey::from_bits(at->bits()); }
    Iterator& operator++() {
      ++at;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at != other.at; }
  };
  Iterator begin() const { return {values_.span().data()}; }
  Iterator end() const { return {values_.span().data() + values_.size()}; }

 private:
  ValueList values_;
};

}  // namespace kaze
