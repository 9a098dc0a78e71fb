// The timers of one context: which JavaScript value is due when.
//
// A binary heap ordered by due time and, among equals, by the order of starting; times are whole
// milliseconds of a monotonic clock, as programs see them. A timer that keeps the event loop alive
// is "referenced". Entries live in a table so that an id finds its entry at once; ids of ended
// timers are used again. Only the context's thread touches it.
#pragma once

#include <vector>

#include "gc/roots.h"
#include "runtime/value.h"

namespace kaze {

class Heap;

class Timers final : public RootProvider {
 public:
  explicit Timers(Heap& heap);
  ~Timers();
  KAZE_NON_COPYABLE(Timers);

  // `target` is what `take_due` will give back.
  u32 start(Value target, i64 due, bool referenced);
  // An id that is not running is ignored.
  void stop(u32 id);
  void set_referenced(u32 id, bool referenced);
  bool is_running(u32 id) const { return id < entries_.size() && entries_[id].position != k_free; }

  bool empty() const { return heap_.empty(); }
  usize referenced_count() const { return referenced_; }
  // Of the first timer; there is one.
  i64 next_due() const { return entries_[heap_[0]].due; }
  // Ends the first timer if it is due, and yields its target; empty otherwise.
  Value take_due(i64 now);

  void visit_roots(Visitor& visitor) override;

 private:
  static constexpr u32 k_free = ~u32{0};
  struct Entry {
    Value target;
    i64 due;
    u64 sequence;
    u32 position;  // in heap_, or k_free
    bool referenced;
  };
  bool before(u32 a, u32 b) const;
  void place(u32 position, u32 id);
  void sift_up(u32 position);
  void sift_down(u32 position);
  void remove(u32 id);

  Heap& gc_heap_;
  std::vector<Entry> entries_;
  std::vector<u32> heap_;
  std::vector<u32> free_;
  u64 next_sequence_ = 0;
  usize referenced_ = 0;
};

}  // namespace kaze
