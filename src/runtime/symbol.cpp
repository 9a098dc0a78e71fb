#include "runtime/isolate.h"
#include "runtime/symbol_registry.h"

namespace kaze {

void Symbol::trace(Cell* cell, Visitor& visitor) {
  visitor.visit(static_cast<Symbol*>(cell)->description_);
}

Symbol* new_symbol(Isolate& isolate, Value description, u8 flags) {
  KAZE_ASSERT(description.is_undefined() || description.is_string());
  Symbol* symbol = isolate.heap().allocate_cell<Symbol>(static_cast<u8>(CellKind::kSymbol));
  symbol->shape_id_ = k_symbol_shape_id;
  symbol->flags_ = flags;
  // Cells do not move, so the address will do.
  symbol->hash_ = hash_u64(reinterpret_cast<u64>(symbol));
  symbol->padding_ = 0;
  symbol->description_.init(description);
  return symbol;
}

usize SymbolRegistry::index_of(const String* key) const {
  usize mask = slots_.size() - 1;
  usize at = key->hash() & mask;
  while (slots_[at] && slots_[at]->description().as_string() != key) at = (at + 1) & mask;
  return at;
}

Symbol* SymbolRegistry::find(const String* key) const {
  return slots_.empty() ? nullptr : slots_[index_of(key)];
}

void SymbolRegistry::insert(Symbol* symbol) {
  if ((count_ + 1) * 4 > slots_.size() * 3) {
    std::vector<Symbol*> old = std::move(slots_);
    slots_.assign(old.empty() ? 16 : old.size() * 2, nullptr);
    for (Symbol* moved : old) {
      if (moved) slots_[index_of(moved->description().as_string())] = moved;
    }
  }
  slots_[index_of(symbol->description().as_string())] = symbol;
  count_++;
}

void SymbolRegistry::visit_roots(Visitor& visitor) {
  for (Symbol* symbol : slots_) visitor.visit(symbol);
}

// 20.4.2.2 Symbol.for ( key ), steps 2 to 6
Symbol* Isolate::symbol_for(String* key) {
  String* atom = intern(*this, key);
  if (Symbol* symbol = symbol_registry_.find(atom)) return symbol;
  Symbol* symbol = new_symbol(*this, atom, symbol_flags::kRegistered);
  symbol_registry_.insert(symbol);
  return symbol;
}

}  // namespace kaze
