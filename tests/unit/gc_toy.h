// A toy object model for the collector's tests: nodes with slots, leaves, finalizable cells, weak
// references and an ephemeron table.
#pragma once

#include <span>

#include "gc/heap.h"

namespace kaze::toy {

enum Kind : u8 { kFree, kNode, kLeaf, kHandle, kWeakRef, kWeakMap, kKindCount };

// Numbers are boxed so that they never look like cells.
constexpr u64 number(u32 n) {
  return 0xfffe'0000'0000'0000ull | n;
}
constexpr u64 k_undefined = 0x0a;
inline u64 box(const void* cell) {
  return reinterpret_cast<u64>(cell);
}

struct Node : Cell {
  Member<Node> next;
  u64 id;
  ValueSlot<u64> slots[];  // shape_id_ of them

  u32 slot_count() const { return shape_id_; }
  Node* node_at(u32 i) const {
    u64 raw = slots[i].raw();
    return gc::is_cell_bits(raw) ? reinterpret_cast<Node*>(raw) : nullptr;
  }
};

struct Leaf : Cell {
  u64 words[];
};

// Owns an external counter, decremented when it is finalized.
struct Handle : Cell {
  int* alive;
};

struct WeakRef : Cell {
  Member<Cell> target;  // weak
};

struct WeakMap : Cell {
  static constexpr u32 k_capacity = 8;
  Member<Cell> keys[k_capacity];  // weak
  ValueSlot<u64> values[k_capacity];

  void put(u32 i, Cell* key, u64 value) {
    keys[i].set(this, key);
    values[i].set(this, value);
  }
};

inline void trace_node(Cell* cell, Visitor& visitor) {
  auto* node = static_cast<Node*>(cell);
  visitor.visit(node->next);
  visitor.visit_slots(node->slots, node->slot_count());
}
inline void finalize_handle(Cell* cell) {
  --*static_cast<Handle*>(cell)->alive;
}
inline void trace_weak(Cell* cell, Visitor& visitor) {
  visitor.defer_weak(cell);
}
inline void process_weak_ref(Cell* cell, Heap& heap) {
  auto* ref = static_cast<WeakRef*>(cell);
  if (ref->target && !heap.is_marked(ref->target)) ref->target.clear();
}
inline void trace_weak_map_ephemerons(Cell* cell, Visitor& visitor) {
  auto* map = static_cast<WeakMap*>(cell);
  for (u32 i = 0; i < WeakMap::k_capacity; i++) {
    if (map->keys[i]) visitor.visit_ephemeron(map->keys[i], map->values[i].raw());
  }
}
inline void process_weak_map(Cell* cell, Heap& heap) {
  auto* map = static_cast<WeakMap*>(cell);
  for (u32 i = 0; i < WeakMap::k_capacity; i++) {
    if (!map->keys[i] || heap.is_marked(map->keys[i])) continue;
    map->keys[i].clear();
    map->values[i].set_non_cell(k_undefined);
  }
}

inline constexpr CellKindInfo k_kinds[] = {
    {"free"},
    {"node", trace_node},
    {"leaf"},
    {"handle", nullptr, finalize_handle},
    {"weak-ref", trace_weak, nullptr, nullptr, process_weak_ref},
    {"weak-map", trace_weak, nullptr, trace_weak_map_ephemerons, process_weak_map},
};
static_assert(std::size(k_kinds) == kKindCount);

inline Node* make_node(Heap& heap, u32 slots = 0, u64 id = 0) {
  auto* node = heap.allocate_cell<Node>(kNode, slots * 8);
  node->shape_id_ = slots;
  node->next.init(nullptr);
  node->id = id;
  init_slots(node->slots, slots, k_undefined);
  return node;
}
inline Leaf* make_leaf(Heap& heap, usize bytes) {
  return static_cast<Leaf*>(heap.allocate_zeroed(sizeof(Leaf) + bytes, kLeaf));
}
inline Handle* make_handle(Heap& heap, int* alive) {
  auto* handle = static_cast<Handle*>(heap.allocate_finalizable(sizeof(Handle), kHandle));
  handle->alive = alive;
  ++*alive;
  return handle;
}
inline WeakRef* make_weak_ref(Heap& heap, Cell* target) {
  auto* ref = heap.allocate_cell<WeakRef>(kWeakRef);
  ref->target.init(target);
  return ref;
}
inline WeakMap* make_weak_map(Heap& heap) {
  auto* map = heap.allocate_cell<WeakMap>(kWeakMap);
  for (auto& key : map->keys) key.init(nullptr);
  init_slots(map->values, WeakMap::k_capacity, k_undefined);
  return map;
}

// How many cells of a kind there are, dead ones that have not been swept excluded.
inline u64 count_kind(Heap& heap, Kind kind) {
  KindCensus by_kind[kKindCount] = {};
  heap.census(by_kind);
  return by_kind[kind].count;
}

// Calls `function` in a frame of its own and then overwrites the stack where it ran, so that
// no stale copy of a pointer keeps a cell alive.
KAZE_NOINLINE inline void clobber_stack() {
  volatile u64 words[2048];
  for (auto& word : words) word = 0;
  asm volatile("" ::"r"(words) : "memory");
}
template <typename Function>
KAZE_NOINLINE void in_own_frame(Function&& function) {
  [&]() __attribute__((noinline)) { function(); }();
  clobber_stack();
}

}  // namespace kaze::toy
