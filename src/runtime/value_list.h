// Lists of values and of property keys in C++ memory (the specification's List). Roots: their items
// live as long as the list does. One thread at a time, the isolate's.
#pragma once

#include <span>

#include "gc/roots.h"
#include "runtime/property_key.h"

namespace kaze {

class ValueList {
 public:
  explicit ValueList(Isolate& isolate);
  usize size() const { return values_.size(); }
  bool empty() const { return values_.empty(); }
  Value operator[](usize index) const { return values_[index]; }
  Value& operator[](usize index) { return values_[index]; }
  void push(Value value) { values_.push_back(value); }
  void reserve(usize count) { values_.reserve(count); }
  void resize(usize count) { values_.resize(count); }
  void clear() { values_.clear(); }
  Value* data() { return values_.data(); }
  auto begin() { return values_.begin(); }
  auto end() { return values_.end(); }
  auto begin() const { return values_.begin(); }
  auto end() const { return values_.end(); }
  std::span<const Value> span() const { return {values_.data(), values_.size()}; }

 private:
  RootedValues<Value> values_;
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
