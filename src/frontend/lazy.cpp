#include "frontend/lazy.h"

#include <algorithm>
#include <numeric>

#include "frontend/parser_impl.h"

namespace kaze {

u32 LazyTableBuilder::add(const LazyFunction& function, u32 first_descendant) {
  u32 id = size();
  pending_.push_back({function, id - first_descendant});
  return id;
}

u32 LazyTableBuilder::intern(const AstString* name) {
  if (!name->lazy_name) {
    names_.push_back(name);
    name->lazy_name = static_cast<u32>(names_.size());
  }
  return name->lazy_name - 1;
}

void LazyTableBuilder::add_free_name(const AstString* name, bool is_assigned, bool is_dynamic) {
  FreeName free;
  free.name = intern(name) & 0x3fffffff;
  free.is_assigned = is_assigned;
  free.is_dynamic = is_dynamic;
  free_names_.push_back(free);
}

Ref<LazyFunctionTable> LazyTableBuilder::finish(bool is_module, std::vector<u32>* final_index) {
  auto table = make_ref<LazyFunctionTable>();
  table->is_module_ = is_module;
  // The records come in the order in which functions end; the table is in the order of starts.
  // Functions nest, and no two start at one place, so that is pre-order.
  std::vector<u32> order(pending_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](u32 a, u32 b) {
    return pending_[a].data.parse_start < pending_[b].data.parse_start;
  });
  final_index->resize(order.size());
  table->functions_.reserve(order.size());
  for (u32 index = 0; index < order.size(); index++) {
    const PendingLazyFunction& pending = pending_[order[index]];
    (*final_index)[order[index]] = index;
    table->functions_.push_back(pending.data);
    table->functions_.back().subtree_end = index + 1 + pending.descendants;
  }
  table->free_names_ = std::move(free_names_);
  table->free_names_.shrink_to_fit();
  usize size = 0;
  for (const AstString* name : names_) size += usize{name->length} * (name->is_latin1 ? 1 : 2) + 1;
  table->pool_.reserve(size);
  table->names_.reserve(names_.size());
  for (const AstString* name : names_) {
    if (!name->is_latin1 && table->pool_.size() % 2) table->pool_ += '\0';  // alignment
    table->names_.push_back({static_cast<u32>(table->pool_.size()), name->length, name->is_latin1});
    table->pool_.append(static_cast<const char*>(name->units),
                        usize{name->length} * (name->is_latin1 ? 1 : 2));
  }
  return table;
}

const AstString* Parser::table_name(u32 index) {
  const LazyFunctionTable::Name& name = table_->name(index);
  const char* units = table_->pool() + name.begin;
  if (name.is_latin1) {
    return strings_.intern_latin1(units, name.length, hash_units(units, name.length), true);
  }
  return strings_.intern_utf16(reinterpret_cast<const char16_t*>(units), name.length);
}

void Parser::finish_lazy_table() {
  if (table_ || failed() || !lazy_.size()) return;
  std::vector<u32> final_index;
  ast_.lazy_functions = lazy_.finish(is_module_, &final_index);
  for (FunctionNode* function : kept_lazy_) {
    function->lazy_index = final_index[function->lazy_index];
  }
}

}  // namespace kaze
