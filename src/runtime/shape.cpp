#include "runtime/shape.h"

#include "runtime/isolate.h"

namespace kaze {

// Transitions that concern the whole object are found by one of these in place of attributes.
enum class Shape::Link : u8 {
  kPrototype = 0x80,  // the key is the prototype
  kPreventExtensions,
  kSeal,
  kFreeze,
};

namespace {

constexpr u32 k_initial_transitions = 8;

Shape* as_single_transition(Cell* transitions) {
  return transitions && kind_of(transitions) == CellKind::kShape ? static_cast<Shape*>(transitions)
                                                                 : nullptr;
}

u32 transition_hash(u64 key_bits, u8 attributes) { return hash_u64(key_bits ^ attributes); }

}  // namespace

AccessorPair* new_accessor_pair(Isolate& isolate, Value getter, Value setter) {
  AccessorPair* pair =
      isolate.heap().allocate_cell<AccessorPair>(static_cast<u8>(CellKind::kAccessorPair));
  pair->getter.init(getter);
  pair->setter.init(setter);
  return pair;
}

void AccessorPair::trace(Cell* cell, Visitor& visitor) {
  AccessorPair* pair = static_cast<AccessorPair*>(cell);
  visitor.visit(pair->getter);
  visitor.visit(pair->setter);
}

// --- Tracing. ---

void Shape::trace(Cell* cell, Visitor& visitor) {
  Shape* shape = static_cast<Shape*>(cell);
  visitor.visit(shape->prototype_);
  visitor.visit(shape->table_);
  visitor.visit(shape->parent_);
  visitor.visit(shape->prototype_info_);
  visitor.visit(shape->for_in_keys_);
  visitor.visit(shape->transition_key_);
  Cell* transitions = shape->transitions_;
  if (as_single_transition(transitions)) {
    visitor.defer_weak(shape);
  } else {
    visitor.visit(transitions);
  }
}

void Shape::process_weak(Cell* cell, Heap& heap) {
  Shape* shape = static_cast<Shape*>(cell);
  Shape* target = as_single_transition(shape->transitions_);
  if (target && !heap.is_marked(target)) shape->transitions_.clear();
}

void TransitionTable::trace(Cell* cell, Visitor& visitor) { visitor.defer_weak(cell); }

void TransitionTable::process_weak(Cell* cell, Heap& heap) {
  TransitionTable* table = static_cast<TransitionTable*>(cell);
  for (u32 i = 0; i < table->capacity(); i++) {
    Shape* target = table->at(i);
    if (!target || target == dead() || heap.is_marked(target)) continue;
    table->at(i) = dead();
    table->count_--;
  }
}

// --- Making shapes. ---

Shape* Shape::clone(Isolate& isolate) const {
  Shape* shape = isolate.heap().allocate_cell<Shape>(static_cast<u8>(CellKind::kShape));
  shape->prototype_.init(prototype_.get());
  shape->table_.init(table_.get());
  shape->transitions_.init(nullptr);
  shape->parent_.init(nullptr);
  shape->prototype_info_.init(prototype_info_.get());
  shape->for_in_keys_.init(nullptr);
  shape->transition_key_.init(Value::empty());
  shape->property_count_ = property_count_;
  shape->slot_count_ = slot_count_;
  shape->shape_flags_ = shape_flags_;
  shape->inline_capacity_ = inline_capacity_;
  shape->transition_attributes_ = 0;
  shape->object_kind_ = object_kind_;
  return shape;
}

Shape* new_root_shape(Isolate& isolate, Value prototype, u32 inline_capacity, CellKind kind) {
  KAZE_ASSERT(prototype.is_object() || prototype.is_null());
  KAZE_ASSERT(inline_capacity <= Shape::k_max_inline_capacity && is_object_kind(kind));
  if (prototype.is_object()) become_prototype(isolate, prototype.as_object());
  Shape* shape = isolate.heap().allocate_cell<Shape>(static_cast<u8>(CellKind::kShape));
  shape->prototype_.init(prototype);
  shape->table_.init(nullptr);
  shape->transitions_.init(nullptr);
  shape->parent_.init(nullptr);
  shape->prototype_info_.init(nullptr);
  shape->for_in_keys_.init(nullptr);
  shape->transition_key_.init(Value::empty());
  shape->property_count_ = 0;
  shape->slot_count_ = 0;
  shape->shape_flags_ = shape_flags::kUnique;
  shape->inline_capacity_ = static_cast<u8>(inline_capacity);
  shape->transition_attributes_ = 0;
  shape->object_kind_ = static_cast<u8>(kind);
  // A unique shape has a table from the start, so that `visible` need not ask.
  PropertyTable* table = PropertyTable::make(isolate, 0);
  shape->table_.set(shape, table);
  return shape;
}

Shape* root_shape(Isolate& isolate, Value prototype, u32 inline_capacity, CellKind kind) {
  // Shared shapes are immutable, so one that fits is found without a look at the prototype.
  Shape*& recent = isolate.lookup_cache().root_shape_entry(prototype, inline_capacity, kind);
  if (recent && recent->prototype() == prototype && recent->inline_capacity() == inline_capacity &&
      recent->object_kind() == kind) {
    return recent;
  }
  if (prototype.is_object()) become_prototype(isolate, prototype.as_object());
  PrototypeInfo* info = prototype.is_object()
                            ? ensure_prototype_info(isolate, prototype.as_object())
                            : isolate.null_prototype_info();
  WeakList* list = static_cast<WeakList*>(info->root_shapes.get());
  for (u32 i = 0; i < info->root_shape_count; i++) {
    Shape* shape = static_cast<Shape*>(list->at(i));
    if (shape->inline_capacity() == inline_capacity && shape->object_kind() == kind) {
      return recent = shape;
    }
  }
  Shape* shape = new_root_shape(isolate, prototype, inline_capacity, kind);
  shape->shape_flags_ &= ~shape_flags::kUnique;
  shape->table_.clear();
  info->append(isolate, info->root_shapes, info->root_shape_count, shape);
  return recent = shape;
}

// --- Looking up. ---

PropertySlot Shape::lookup_slow(PropertyKey key) const {
  KAZE_ASSERT(!key.is_index());
  i32 position = table_->find(key, visible());
  if (position < 0) return {};
  const PropertyTable::Entry& entry = table_->entries()[position];
  return {entry.slot, entry.attributes, true};
}

// --- Transitions. ---

Shape* Shape::find_transition(u64 key_bits, u8 attributes) const {
  Cell* transitions = transitions_;
  if (!transitions) return nullptr;
  if (Shape* single = as_single_transition(transitions)) {
    bool match = single->transition_key_.raw() == key_bits &&
                 single->transition_attributes_ == attributes;
    return match ? single : nullptr;
  }
  TransitionTable* table = static_cast<TransitionTable*>(transitions);
  u32 mask = table->capacity() - 1;
  for (u32 probe = transition_hash(key_bits, attributes) & mask;; probe = (probe + 1) & mask) {
    Shape* target = table->at(probe);
    if (!target) return nullptr;
    if (target == TransitionTable::dead()) continue;
    if (target->transition_key_.raw() == key_bits &&
        target->transition_attributes_ == attributes) {
      return target;
    }
  }
}

namespace {

TransitionTable* new_transition_table(Isolate& isolate, u32 capacity) {
  TransitionTable* table = isolate.heap().allocate_cell<TransitionTable>(
      static_cast<u8>(CellKind::kTransitionTable), usize{capacity} * sizeof(Shape*));
  table->shape_id_ = capacity;
  table->count_ = 0;
  table->used_ = 0;
  for (u32 i = 0; i < capacity; i++) table->at(i) = nullptr;
  return table;
}

void insert_transition(TransitionTable* table, u32 hash, Shape* target) {
  u32 mask = table->capacity() - 1;
  u32 probe = hash & mask;
  while (table->at(probe)) probe = (probe + 1) & mask;
  table->at(probe) = target;
  table->count_++;
  table->used_++;
}

}  // namespace

bool Shape::add_transition(Isolate& isolate, u64 key_bits, u8 attributes, Shape* target) {
  auto link = [&] {
    target->parent_.set(target, this);
    target->transition_key_.set(target, Value::from_bits(key_bits));
    target->transition_attributes_ = attributes;
  };
  Cell* transitions = transitions_;
  if (!transitions) {
    link();
    transitions_.set(this, target);
    return true;
  }
  TransitionTable* table;
  Shape* single = as_single_transition(transitions);
  if (single || static_cast<TransitionTable*>(transitions)->used_ * 4 >=
                    static_cast<TransitionTable*>(transitions)->capacity() * 3) {
    TransitionTable* old = single ? nullptr : static_cast<TransitionTable*>(transitions);
    if (old && old->count_ >= k_max_transitions) return false;
    u32 capacity = k_initial_transitions;
    while (old && capacity < old->count_ * 2 + 2) capacity *= 2;
    table = new_transition_table(isolate, capacity);
    auto reinsert = [&](Shape* shape) {
      insert_transition(
          table, transition_hash(shape->transition_key_.raw(), shape->transition_attributes_),
          shape);
    };
    // The allocation may have dropped a target that died: read again.
    if (single) {
      reinsert(single);
    } else {
      for (u32 i = 0; i < old->capacity(); i++) {
        Shape* shape = old->at(i);
        if (shape && shape != TransitionTable::dead()) reinsert(shape);
      }
    }
    transitions_.set(this, table);
  } else {
    table = static_cast<TransitionTable*>(transitions);
  }
  link();
  insert_transition(table, transition_hash(key_bits, attributes), target);
  gc::write_barrier(table, target);
  return true;
}

void Shape::note_property(PropertyKey key, u8 attributes) {
  if (key.is_symbol()) shape_flags_ |= shape_flags::kHasSymbols;
  if ((attributes & (attributes::kAll | attributes::kAccessor)) != attributes::kAll) {
    shape_flags_ |= shape_flags::kHasSpecialAttributes;
  }
}

// --- Unique shapes. ---

Shape* Shape::to_unique(Isolate& isolate, u16 extra_flags) {
  KAZE_ASSERT(!is_unique());
  Shape* shape = clone(isolate);
  PropertyTable* table = PropertyTable::copy(isolate, table_, property_count_, property_count_ / 2);
  shape->table_.set(shape, table);
  shape->shape_flags_ |= shape_flags::kUnique | extra_flags;
  return shape;
}

Shape* Shape::supersede(Isolate& isolate) {
  KAZE_ASSERT(is_unique());
  Shape* shape = clone(isolate);
  shape->shape_flags_ &= ~shape_flags::kMissCached;
  // Nobody has this shape any more: let it hold nothing.
  table_.clear();
  prototype_info_.clear();
  property_count_ = 0;
  return shape;
}

Shape* Shape::add_in_place(Isolate& isolate, PropertyKey key, u8 attributes) {
  Shape* shape = shape_flags_ & shape_flags::kMissCached ? supersede(isolate) : this;
  PropertyTable* table = shape->table_;
  if (table->is_full()) {
    table = PropertyTable::copy(isolate, table, table->count(), table->count());
    shape->table_.set(shape, table);
  }
  table->append(key, shape->slot_count_, attributes);
  shape->property_count_++;
  shape->slot_count_++;
  shape->note_property(key, attributes);
  return shape;
}

u32 Shape::add_anonymous_slot() {
  KAZE_ASSERT(is_unique());
  return slot_count_++;
}

void Shape::reserve_properties(Isolate& isolate, u32 count) {
  KAZE_ASSERT(is_unique());
  PropertyTable* table = table_;
  if (table->capacity() - table->count() >= count) return;
  table_.set(this, PropertyTable::copy(isolate, table, table->count(), count));
}

Shape* Shape::with_slots(Isolate& isolate, std::span<const u32> new_slots, u32 slot_count) {
  KAZE_ASSERT(is_unique());
  PropertyTable* table = PropertyTable::make(isolate, property_count_ + property_count_ / 2 + 1);
  u32 position = 0;
  for (u32 i = 0; i < table_->count(); i++) {
    const PropertyTable::Entry& entry = table_->entries()[i];
    if (entry.key.get().is_empty()) continue;
    table->append(PropertyKey::from_bits(entry.key.raw()), new_slots[position++],
                  entry.attributes);
  }
  KAZE_ASSERT(position == property_count_ && position == new_slots.size());
  u32 property_count = property_count_;
  Shape* shape = supersede(isolate);
  shape->table_.set(shape, table);
  shape->property_count_ = property_count;
  shape->slot_count_ = slot_count;
  shape->shape_flags_ &= ~shape_flags::kHasDeleted;
  return shape;
}

// --- What objects do. ---

Shape* Shape::add_property(Isolate& isolate, PropertyKey key, u8 attributes) {
  KAZE_ASSERT(!lookup(key).found);
  if (is_unique()) return add_in_place(isolate, key, attributes);
  if (Shape* known = find_transition(key.bits(), attributes)) return known;
  if (property_count_ >= k_max_shared_properties) {
    return to_unique(isolate)->add_in_place(isolate, key, attributes);
  }
  Shape* shape = clone(isolate);
  // The lineage's table, if this shape is its youngest and there is room; else a copy of our part.
  PropertyTable* table = table_;
  if (!table || table->count() != property_count_ || table->is_full()) {
    table = PropertyTable::copy(isolate, table, property_count_,
                                property_count_ ? property_count_ : 1);
    shape->table_.set(shape, table);
  }
  if (!add_transition(isolate, key.bits(), attributes, shape)) {
    return to_unique(isolate)->add_in_place(isolate, key, attributes);
  }
  table->append(key, slot_count_, attributes);
  shape->property_count_++;
  shape->slot_count_++;
  shape->note_property(key, attributes);
  return shape;
}

Shape* Shape::change_attributes(Isolate& isolate, PropertyKey key, u8 attributes) {
  i32 position = table_->find(key, visible());
  KAZE_ASSERT(position >= 0);
  if (is_unique()) {
    Shape* shape = supersede(isolate);
    shape->table_->entries()[position].attributes = attributes;
    shape->note_property(key, attributes);
    return shape;
  }
  if (Shape* known = find_transition(key.bits(), attributes)) return known;
  Shape* shape = clone(isolate);
  PropertyTable* table = PropertyTable::copy(isolate, table_, property_count_, 1);
  table->entries()[position].attributes = attributes;
  shape->table_.set(shape, table);
  shape->note_property(key, attributes);
  if (!add_transition(isolate, key.bits(), attributes, shape)) {
    shape->shape_flags_ |= shape_flags::kUnique;
  }
  return shape;
}

Shape* Shape::change_prototype(Isolate& isolate, Value prototype) {
  if (prototype.is_object()) become_prototype(isolate, prototype.as_object());
  if (is_unique()) {
    Shape* shape = supersede(isolate);
    shape->prototype_.set(shape, prototype);
    if (PrototypeInfo* info = shape->prototype_info_) info->registered = 0;
    return shape;
  }
  constexpr u8 kind = static_cast<u8>(Link::kPrototype);
  if (property_count_ == 0 && is_extensible()) {
    Shape* root = root_shape(isolate, prototype, inline_capacity_, object_kind());
    // Slots without a key exist in unique shapes only.
    KAZE_ASSERT(slot_count_ == 0);
    return root;
  }
  if (Shape* known = find_transition(prototype.bits(), kind)) return known;
  // The table is shared with the lineage: whoever appends first keeps it.
  Shape* shape = clone(isolate);
  shape->prototype_.set(shape, prototype);
  if (!add_transition(isolate, prototype.bits(), kind, shape)) {
    return to_unique(isolate)->change_prototype(isolate, prototype);
  }
  return shape;
}

Shape* Shape::prevent_extensions(Isolate& isolate) {
  if (!is_extensible()) return this;
  if (is_unique()) {
    Shape* shape = supersede(isolate);
    shape->shape_flags_ |= shape_flags::kNonExtensible;
    return shape;
  }
  constexpr u8 kind = static_cast<u8>(Link::kPreventExtensions);
  if (Shape* known = find_transition(Value::k_undefined, kind)) return known;
  Shape* shape = clone(isolate);
  shape->shape_flags_ |= shape_flags::kNonExtensible;
  if (!add_transition(isolate, Value::k_undefined, kind, shape)) {
    return to_unique(isolate, shape_flags::kNonExtensible);
  }
  return shape;
}

Shape* Shape::seal(Isolate& isolate, bool freeze) {
  u8 kind = static_cast<u8>(freeze ? Link::kFreeze : Link::kSeal);
  Shape* shape;
  if (is_unique()) {
    shape = supersede(isolate);
  } else {
    if (Shape* known = find_transition(Value::k_undefined, kind)) return known;
    shape = clone(isolate);
    if (property_count_) {
      PropertyTable* table = PropertyTable::copy(isolate, table_, property_count_, 0);
      shape->table_.set(shape, table);
    }
  }
  shape->shape_flags_ |= shape_flags::kNonExtensible;
  u32 count = shape->property_count_ ? shape->visible() : 0;
  for (u32 i = 0; i < count; i++) {
    PropertyTable::Entry& entry = shape->table_->entries()[i];
    if (entry.key.get().is_empty()) continue;
    PropertyKey key = PropertyKey::from_bits(entry.key.raw());
    if (key.is_private()) continue;
    entry.attributes &= ~attributes::kConfigurable;
    if (freeze && !(entry.attributes & attributes::kAccessor)) {
      entry.attributes &= ~attributes::kWritable;
    }
    shape->note_property(key, entry.attributes);
  }
  if (!shape->is_unique() && !add_transition(isolate, Value::k_undefined, kind, shape)) {
    if (!shape->table_) shape->table_.set(shape, PropertyTable::make(isolate, 0));
    shape->shape_flags_ |= shape_flags::kUnique;
  }
  return shape;
}

Shape* Shape::remove_property(Isolate& isolate, PropertyKey key) {
  if (!is_unique()) {
    // Undoing the last addition leads back to the parent, whose other children may be ours again.
    Shape* parent = parent_;
    if (parent && transition_key_.raw() == key.bits() &&
        parent->property_count_ + 1 == property_count_) {
      return parent;
    }
    return to_unique(isolate)->remove_property(isolate, key);
  }
  Shape* shape = supersede(isolate);
  PropertyTable* table = shape->table_;
  i32 position = table->find(key, table->count());
  KAZE_ASSERT(position >= 0);
  PropertyTable::Entry& entry = table->entries()[position];
  entry.key.set_non_cell(Value::empty());
  entry.attributes = 0;
  table->deleted_++;
  shape->property_count_--;
  shape->shape_flags_ |= shape_flags::kHasDeleted;
  return shape;
}

}  // namespace kaze
