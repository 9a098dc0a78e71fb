// The strings of recently printed numbers: a direct-mapped table, emptied at every collection.
#pragma once

#include "gc/heap.h"
#include "runtime/string.h"

namespace kaze {

class NumberStringCache : public WeakProcessor {
 public:
  explicit NumberStringCache(Heap& heap) : heap_(heap) { heap_.add_weak_processor(this); }
  ~NumberStringCache() { heap_.remove_weak_processor(this); }
  KAZE_NON_COPYABLE(NumberStringCache);

  // The string of the number with these bits (as a canonical Value), or null.
  String* find(u64 bits) const {
    const Entry& entry = entries_[hash_u64(bits) % k_size];
    return entry.bits == bits ? entry.string : nullptr;
  }
  void insert(u64 bits, String* string) { entries_[hash_u64(bits) % k_size] = {bits, string}; }
  void process_weak(Heap&) override {
    for (Entry& entry : entries_) entry = {};
  }

 private:
  static constexpr u32 k_size = 256;
  struct Entry {
    u64 bits = 0;  // of no number
    String* string = nullptr;
  };
  Heap& heap_;
  Entry entries_[k_size];
};

}  // namespace kaze
