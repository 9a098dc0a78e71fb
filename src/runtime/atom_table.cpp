#include "runtime/atom_table.h"

#include "base/chars.h"

namespace kaze {

namespace {

constexpr usize k_initial_capacity = 256;

// Marks the slot of a removed atom: a search goes on past it.
String* removed_marker() { return reinterpret_cast<String*>(usize{1}); }
bool is_atom_slot(String* slot) { return reinterpret_cast<usize>(slot) > 1; }

}  // namespace

AtomTable::AtomTable(Heap& heap) : heap_(heap) { heap_.add_weak_processor(this); }

AtomTable::~AtomTable() { heap_.remove_weak_processor(this); }

template <typename Unit>
String* AtomTable::find_units(const Unit* units, usize length, u32 hash) const {
  if (slots_.empty()) return nullptr;
  usize mask = slots_.size() - 1;
  for (usize at = hash & mask;; at = (at + 1) & mask) {
    String* atom = slots_[at];
    if (atom == nullptr) return nullptr;
    if (!is_atom_slot(atom) || atom->hash() != hash || atom->length() != length) continue;
    // An atom has 8-bit units whenever they fit, and so has the caller's text.
    if constexpr (sizeof(Unit) == 1) {
      if (atom->is_latin1() && equal_units(atom->units8(), units, length)) return atom;
    } else {
      if (!atom->is_latin1() && equal_units(atom->units16(), units, length)) return atom;
    }
  }
}

String* AtomTable::find(std::string_view latin1, u32 hash) const {
  return find_units(units_of(latin1), latin1.size(), hash);
}

String* AtomTable::find(std::u16string_view units, u32 hash) const {
  return find_units(units_of(units), units.size(), hash);
}

void AtomTable::insert(String* atom) {
  KAZE_ASSERT(atom->is_flat() && atom->is_atom());
  if (slots_.empty()) {
    slots_.resize(k_initial_capacity);
  } else if ((count_ + deleted_ + 1) * 4 > slots_.size() * 3) {
    // Mostly removed slots: clean up at the same size.
    rehash(count_ * 2 > slots_.size() ? slots_.size() * 2 : slots_.size());
  }
  usize mask = slots_.size() - 1;
  usize at = atom->hash() & mask;
  while (is_atom_slot(slots_[at])) at = (at + 1) & mask;
  if (slots_[at] == removed_marker()) deleted_--;
  slots_[at] = atom;
  count_++;
  young_.push_back(atom);
}

void AtomTable::rehash(usize capacity) {
  std::vector<String*> old = std::move(slots_);
  slots_.assign(capacity, nullptr);
  deleted_ = 0;
  usize mask = capacity - 1;
  for (String* atom : old) {
    if (!is_atom_slot(atom)) continue;
    usize at = atom->hash() & mask;
    while (slots_[at] != nullptr) at = (at + 1) & mask;
    slots_[at] = atom;
  }
}

void AtomTable::remove(String* atom) {
  usize mask = slots_.size() - 1;
  for (usize at = atom->hash() & mask; slots_[at] != nullptr; at = (at + 1) & mask) {
    if (slots_[at] != atom) continue;
    slots_[at] = removed_marker();
    count_--;
    deleted_++;
    return;
  }
}

// Dead cells are intact until they are swept, which is after this.
void AtomTable::process_weak(Heap& heap) {
  if (heap.collection_kind() == CollectionKind::kMinor) {
    for (String* atom : young_) {
      if (!heap.is_marked(atom)) remove(atom);
    }
  } else {
    for (String*& slot : slots_) {
      if (!is_atom_slot(slot) || heap.is_marked(slot)) continue;
      slot = removed_marker();
      count_--;
      deleted_++;
    }
  }
  young_.clear();
}

}  // namespace kaze
