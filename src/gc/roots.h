// References from C++ memory outside the heap.
//
// On the native stack nothing is needed: it is scanned conservatively, so locals hold raw pointers.
// Off the stack there are `Persistent<T>`, `PersistentValue<V>`, `RootedVector<T>` and
// `RootedValues<V>`, and for an engine's own structures a `RootProvider`. There is no other way.
//
// Roots are linked into a list of their heap and may be created, moved, assigned and destroyed only
// by the thread that is in the heap (Heap::enter_thread) or, when none is, by the one that owns it.
// When the heap dies first its roots become empty.
#pragma once

#include <bit>
#include <utility>
#include <vector>

#include "gc/cell.h"
#include "gc/visitor.h"

namespace kaze {

// Visits what an engine structure refers to (VM stack, microtask queue, caches, …) at every
// collection, minor ones included. Registered with Heap::add_root_provider.
class RootProvider {
 public:
  virtual void visit_roots(Visitor& visitor) = 0;

 protected:
  ~RootProvider() = default;
};

// Drops references to dead cells after marking, at every collection: Heap::is_marked tells the dead
// ones (see also Heap::collection_kind: after a minor collection only young cells can be dead).
class WeakProcessor {
 public:
  virtual void process_weak(Heap& heap) = 0;

 protected:
  ~WeakProcessor() = default;
};

namespace gc {

// A node of a heap's circular list of off-stack roots.
class RootNode {
 public:
  RootNode(const RootNode&) = delete;
  RootNode& operator=(const RootNode&) = delete;
  bool is_linked() const { return next_ != this; }

 protected:
  friend class ::kaze::Heap;
  using VisitFunction = void (*)(RootNode*, Visitor&);

  explicit RootNode(VisitFunction visit) : visit_(visit) {}
  ~RootNode() { unlink(); }
  void link(Heap& heap);
  void link_before(RootNode& other) {
    previous_ = other.previous_;
    next_ = &other;
    previous_->next_ = this;
    other.previous_ = this;
  }
  void unlink() {
    previous_->next_ = next_;
    next_->previous_ = previous_;
    previous_ = next_ = this;
  }
  // Takes the place of `other` in its list.
  void replace(RootNode& other) {
    if (!other.is_linked()) return;
    link_before(other);
    other.unlink();
  }

  RootNode* previous_ = this;
  RootNode* next_ = this;
  VisitFunction visit_;
};

class RootList : public RootNode {
 public:
  RootList() : RootNode(nullptr) {}
};

}  // namespace gc

// A strong reference, movable; empty when default-constructed.
template <typename T>
class Persistent : gc::RootNode {
 public:
  Persistent() : RootNode(&visit_node) {}
  Persistent(Heap& heap, T* target) : RootNode(&visit_node), target_(target) { link(heap); }
  Persistent(Persistent&& other) noexcept : RootNode(&visit_node), target_(other.target_) {
    replace(other);
    other.target_ = nullptr;
  }
  Persistent& operator=(Persistent&& other) noexcept {
    if (this == &other) return *this;
    reset();
    target_ = std::exchange(other.target_, nullptr);
    replace(other);
    return *this;
  }

  T* get() const { return is_linked() ? target_ : nullptr; }
  operator T*() const { return get(); }
  T* operator->() const { return get(); }
  explicit operator bool() const { return get() != nullptr; }

  void set(Heap& heap, T* target) {
    target_ = target;
    if (!is_linked()) link(heap);
  }
  void reset() {
    unlink();
    target_ = nullptr;
  }

 private:
  static void visit_node(RootNode* node, Visitor& visitor) {
    visitor.visit(reinterpret_cast<Cell*>(static_cast<Persistent*>(node)->target_));
  }
  T* target_ = nullptr;
};

// A strong reference to a NaN-boxed value.
template <typename V>
class PersistentValue : gc::RootNode {
 public:
  static_assert(sizeof(V) == 8 && std::is_trivially_copyable_v<V>);
  PersistentValue(Heap& heap, V value) : RootNode(&visit_node), value_(value) { link(heap); }
  PersistentValue(PersistentValue&& other) noexcept : RootNode(&visit_node), value_(other.value_) {
    replace(other);
  }
  PersistentValue& operator=(PersistentValue&& other) noexcept {
    if (this == &other) return *this;
    unlink();
    value_ = other.value_;
    replace(other);
    return *this;
  }

  V get() const { return value_; }
  // False once the heap is gone, or after a move: the value may then not be used.
  bool is_valid() const { return is_linked(); }
  void set(V value) { value_ = value; }

 private:
  static void visit_node(RootNode* node, Visitor& visitor) {
    visitor.visit_value(std::bit_cast<u64>(static_cast<PersistentValue*>(node)->value_));
  }
  V value_;
};

namespace gc {

// A vector whose items are roots. `Item` is a pointer to a cell or a NaN-boxed value.
template <typename Item>
class RootedItems : RootNode {
 public:
  explicit RootedItems(Heap& heap) : RootNode(&visit_node) { link(heap); }
  RootedItems(RootedItems&& other) noexcept
      : RootNode(&visit_node), items_(std::move(other.items_)) {
    replace(other);
  }
  RootedItems& operator=(RootedItems&&) = delete;

  usize size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  Item& operator[](usize i) { return items_[i]; }
  Item operator[](usize i) const { return items_[i]; }
  Item& front() { return items_.front(); }
  Item& back() { return items_.back(); }
  Item* data() { return items_.data(); }
  const Item* data() const { return items_.data(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  void push_back(Item item) { items_.push_back(item); }
  void pop_back() { items_.pop_back(); }
  void clear() { items_.clear(); }
  void reserve(usize count) { items_.reserve(count); }
  void resize(usize count, Item item = Item{}) { items_.resize(count, item); }
  // The underlying vector, for algorithms.
  std::vector<Item>& items() { return items_; }
  const std::vector<Item>& items() const { return items_; }

 private:
  static void visit_node(RootNode* node, Visitor& visitor) {
    for (const Item& item : static_cast<RootedItems*>(node)->items_) {
      if constexpr (std::is_pointer_v<Item>) {
        visitor.visit(reinterpret_cast<Cell*>(item));
      } else {
        static_assert(sizeof(Item) == 8);
        visitor.visit_value(std::bit_cast<u64>(item));
      }
    }
  }
  std::vector<Item> items_;
};

}  // namespace gc

template <typename T>
using RootedVector = gc::RootedItems<T*>;
template <typename V>
using RootedValues = gc::RootedItems<V>;

}  // namespace kaze
