#include "async/timers.h"

#include "gc/heap.h"

namespace kaze {

Timers::Timers(Heap& heap) : gc_heap_(heap) { heap.add_root_provider(this); }
Timers::~Timers() { gc_heap_.remove_root_provider(this); }

void Timers::visit_roots(Visitor& visitor) {
  for (u32 id : heap_) visitor.visit_value(entries_[id].target.bits());
}

bool Timers::before(u32 a, u32 b) const {
  const Entry& x = entries_[a];
  const Entry& y = entries_[b];
  return x.due != y.due ? x.due < y.due : x.sequence < y.sequence;
}

void Timers::place(u32 position, u32 id) {
  heap_[position] = id;
  entries_[id].position = position;
}

void Timers::sift_up(u32 position) {
  u32 id = heap_[position];
  while (position > 0) {
    u32 parent = (position - 1) / 2;
    if (!before(id, heap_[parent])) break;
    place(position, heap_[parent]);
    position = parent;
  }
  place(position, id);
}

void Timers::sift_down(u32 position) {
  u32 id = heap_[position];
  u32 count = static_cast<u32>(heap_.size());
  for (;;) {
    u32 child = 2 * position + 1;
    if (child >= count) break;
    if (child + 1 < count && before(heap_[child + 1], heap_[child])) child++;
    if (!before(heap_[child], id)) break;
    place(position, heap_[child]);
    position = child;
  }
  place(position, id);
}

u32 Timers::start(Value target, i64 due, bool referenced) {
  u32 id;
  if (free_.empty()) {
    id = static_cast<u32>(entries_.size());
    entries_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  entries_[id] = {target, due, next_sequence_++, 0, referenced};
  referenced_ += referenced;
  heap_.push_back(id);
  sift_up(static_cast<u32>(heap_.size() - 1));
  return id;
}

void Timers::remove(u32 id) {
  Entry& entry = entries_[id];
  u32 position = entry.position;
  u32 last = heap_.back();
  heap_.pop_back();
  if (last != id) {
    place(position, last);
    sift_up(position);
    sift_down(entries_[last].position);
  }
  referenced_ -= entry.referenced;
  entry.position = k_free;
  entry.target = Value();
  free_.push_back(id);
}

void Timers::stop(u32 id) {
  if (is_running(id)) remove(id);
}

void Timers::set_referenced(u32 id, bool referenced) {
  if (!is_running(id) || entries_[id].referenced == referenced) return;
  entries_[id].referenced = referenced;
  if (referenced) {
    referenced_++;
  } else {
    referenced_--;
  }
}

Value Timers::take_due(i64 now) {
  if (heap_.empty() || next_due() > now) return Value::empty();
  u32 id = heap_[0];
  Value target = entries_[id].target;
  remove(id);
  return target;
}

}  // namespace kaze
