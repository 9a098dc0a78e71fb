#include "bytecode/function_code.h"

#include <algorithm>

#include "bytecode/literal_strings.h"
#include "bytecode/module_code.h"
#include "bytecode/positions.h"

namespace kaze {

FunctionTemplate::~FunctionTemplate() {
  if (FunctionCode* code = code_.load(std::memory_order_relaxed)) code->release();
}

FunctionCode* FunctionTemplate::publish(Ref<FunctionCode> code) {
  FunctionCode* expected = nullptr;
  if (!code_.compare_exchange_strong(expected, code.get(), std::memory_order_acq_rel,
                                     std::memory_order_acquire)) {
    return expected;
  }
  code->retain();
  return code.get();
}

FunctionCode::~FunctionCode() = default;

u32 FunctionCode::position_at(u32 unit_offset) const {
  u32 position = function_template ? function_template->source_start : 0;
  PositionReader reader(positions_);
  while (reader.next() && reader.current().unit <= unit_offset) {
    position = reader.current().position;
  }
  return position;
}

FunctionCode::Range FunctionCode::expression_at(u32 unit_offset) const {
  Range range;
  PositionReader reader(positions_);
  while (reader.next() && reader.current().unit <= unit_offset) {
    range = {};
    // Only the instruction itself: a later one without an entry has no range.
    Instruction instruction = decode_instruction(instructions + reader.current().unit);
    if (unit_offset < reader.current().unit + instruction.size) {
      range = {reader.current().range_start, reader.current().range_end};
    }
  }
  return range;
}

usize FunctionCode::memory_size() const {
  usize size = sizeof(*this) + instruction_count * sizeof(u16) + positions_.capacity();
  size += literals.capacity() * sizeof(Literal) + functions.capacity() * sizeof(functions[0]);
  size += handlers.capacity() * sizeof(ExceptionHandler);
  size += feedback.capacity() * sizeof(FeedbackSlot);
  size += eval_sites.capacity() * sizeof(EvalSite) + scopes.capacity() * sizeof(scopes[0]);
  for (const JumpTable& table : jump_tables) size += table.targets.capacity() * sizeof(i32);
  for (const Literal& literal : literals) {
    size += literal.string.length * (literal.string.is_latin1 ? 1 : 2);
  }
  return size;
}

namespace {

template <typename Name>
const ScopeBinding* find_binding(const std::vector<ScopeBinding>& bindings, const Name& name) {
  auto at = std::lower_bound(
      bindings.begin(), bindings.end(), name.hash,
      [](const ScopeBinding& binding, u32 hash) { return binding.name.hash < hash; });
  for (; at != bindings.end() && at->name.hash == name.hash; ++at) {
    if (equal(at->name, name)) return &*at;
  }
  return nullptr;
}

// Pseudo-variables and private names are found through everything: no `with` object and no eval
// can offer them.
bool is_always_static(const AstString& name) {
  if (!name.length || !name.is_latin1) return false;
  u32 first = name.unit_at(0);
  return first == '#' || first == '%' || name.equals(k_this_name) ||
         name.equals(k_new_target_name);
}

}  // namespace

const ScopeBinding* ScopeInfo::find(const LiteralString& name) const {
  return find_binding(bindings, name);
}

OuterBinding ScopeInfo::lookup(const AstString& name) const {
  OuterBinding result;
  bool crosses_dynamic = false;
  u32 hops = 0;
  for (const ScopeInfo* scope = this; scope; scope = scope->parent.get()) {
    if (const ScopeBinding* binding = find_binding(scope->bindings, name)) {
      result.kind = crosses_dynamic && !is_always_static(name) ? OuterBinding::Kind::kDynamic
                                                                : OuterBinding::Kind::kSlot;
      result.variable_kind = binding->kind;
      result.private_kind = binding->private_kind;
      result.is_static = binding->is_static;
      result.needs_tdz_check = binding->needs_tdz_check;
      result.is_strict_function_name = binding->is_strict_function_name;
      result.hops = hops;
      result.slot = binding->slot;
      return result;
    }
    if (scope->is_with || scope->may_gain_variables) crosses_dynamic = true;
    if (scope->has_environment) hops++;
  }
  if (crosses_dynamic && !is_always_static(name)) result.kind = OuterBinding::Kind::kDynamic;
  return result;
}

}  // namespace kaze
