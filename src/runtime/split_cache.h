// The pieces of texts that were split lately, for code that splits the same constant again and again: a
// direct-mapped table, emptied at every collection. Texts and separators are atoms, so that a pointer
// stands for the contents.
#pragma once

#include "gc/heap.h"
#include "runtime/elements.h"

namespace kaze {

class SplitCache : public WeakProcessor {
 public:
  explicit SplitCache(Heap& heap) : heap_(heap) { heap_.add_weak_processor(this); }
  ~SplitCache() { heap_.remove_weak_processor(this); }
  KAZE_NON_COPYABLE(SplitCache);

  static bool accepts(const String* text, const String* separator) {
    return text->is_atom() && separator->is_atom();
  }
  // The pieces, as many as the capacity says, or null. Nobody may write to them.
  TaggedElements* find(const String* text, const String* separator) const {
    const Entry& entry = entries_[index_of(text, separator)];
    return entry.text == text && entry.separator == separator ? entry.pieces : nullptr;
  }
  void insert(const String* text, const String* separator, TaggedElements* pieces) {
    entries_[index_of(text, separator)] = {text, separator, pieces};
  }
  void process_weak(Heap&) override {
    for (Entry& entry : entries_) entry = {};
  }

 private:
  static constexpr u32 k_size = 32;
  struct Entry {
    const String* text = nullptr;
    const String* separator = nullptr;
    TaggedElements* pieces = nullptr;
  };
  static u32 index_of(const String* text, const String* separator) {
    return hash_u64(gc::address_of(text) ^ gc::address_of(separator) << 1) % k_size;
  }
  Heap& heap_;
  Entry entries_[k_size];
};

}  // namespace kaze
