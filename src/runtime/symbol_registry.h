// The GlobalSymbolRegistry (ECMA-262 20.4.2.2), one for each isolate: symbols by their keys, which
// are their descriptions. An entry lives as long as the isolate. One thread at a time.
#pragma once

#include <vector>

#include "gc/heap.h"
#include "runtime/string.h"

namespace kaze {

class SymbolRegistry : public RootProvider {
 public:
  explicit SymbolRegistry(Heap& heap) : heap_(heap) { heap_.add_root_provider(this); }
  ~SymbolRegistry() { heap_.remove_root_provider(this); }
  KAZE_NON_COPYABLE(SymbolRegistry);

  // `key` is an atom.
  Symbol* find(const String* key) const;
  void insert(Symbol* symbol);
  void visit_roots(Visitor& visitor) override;

 private:
  // Where the symbol with this key is or would be; the table has a free slot.
  usize index_of(const String* key) const;

  Heap& heap_;
  // Open addressing over a power of two of slots.
  std::vector<Symbol*> slots_;
  usize count_ = 0;
};

}  // namespace kaze
