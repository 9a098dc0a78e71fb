// From an instruction list to encoded bytecode.
//
// The generator appends instructions whose operands are 32 bits wide and whose jump operands name
// labels. `finish` chooses for every instruction the narrow or the wide form (a fix-point: making one
// wide can push a jump out of range), lays the code out, resolves labels and packs handlers, jump
// tables, feedback slots, literals and positions into a FunctionCode. Instructions that cannot be
// reached are never appended. Used by one thread; nothing here outlives the compilation of one function.
#pragma once

#include <unordered_map>
#include <vector>

#include "bytecode/function_code.h"
#include "bytecode/positions.h"

namespace kaze {

using Register = i32;
inline constexpr Register k_no_register = INT32_MIN;

// A place in the code, perhaps not yet known.
struct Label {
  static constexpr u32 k_none = 0xffffffff;
  u32 id = k_none;
  bool is_valid() const { return id != k_none; }
};

class CodeBuilder {
 public:
  CodeBuilder();
  KAZE_NON_COPYABLE(CodeBuilder);

  Label new_label();
  void bind(Label label);
  bool is_bound(Label label) const { return labels_[label.id].instruction != k_unbound; }
  // Something jumps there (or an exception handler leads there).
  bool is_used(Label label) const { return labels_[label.id].is_used; }
  // The place that comes next can be reached.
  bool is_reachable() const { return reachable_; }

  // Appends an instruction. Operands are registers, indexes, integers and Labels, in table order.
  template <typename... Operands>
  void emit(Opcode opcode, Operands... operands) {
    i32 list[] = {operand(operands)..., 0};
    append(opcode, list, sizeof...(operands));
  }
  // The source position of the next instruction emitted, and of its interesting operand's text.
  void at(u32 position) { pending_ = {0, position, 0, 0}, has_pending_ = true; }
  void at(u32 position, u32 range_start, u32 range_end) {
    pending_ = {0, position, range_start, range_end}, has_pending_ = true;
  }
  // For regions: the index of the next instruction.
  u32 here() const { return static_cast<u32>(instructions_.size()); }

  // [start, end) are instruction indexes. Handlers of greater depth come first in the table.
  void add_handler(u32 start, u32 end, Label target, Register value, u32 depth);
  void add_strict_range(u32 start, u32 end) { strict_ranges_.push_back({start, end}); }
  u32 new_jump_table(i32 low, std::vector<Label> targets);  // an invalid label falls through

  u32 feedback(FeedbackKind kind);
  u32 string(const AstString* string);
  u32 number(f64 value);
  u32 bigint(const AstString* digits);
  u32 regexp(const AstString* pattern, const AstString* flags);
  u32 template_strings(std::span<const struct TemplateElement> elements);
  u32 undefined();
  u32 function(Ref<FunctionTemplate> function);
  u32 eval_site(EvalSite site);
  u32 scope(Ref<ScopeInfo> scope);

  FunctionCode& code() { return *code_; }
  // The number of registers used; the call areas' headers are included by the generator.
  void set_register_count(u32 count) { code_->register_count = count; }

  // Encodes everything. The builder is empty afterwards.
  Ref<FunctionCode> finish();

 private:
  static constexpr u32 k_unbound = 0xffffffff;
  struct LabelInfo {
    u32 instruction = k_unbound;
    bool is_used = false;
  };
  struct Entry {
    Opcode opcode;
    bool is_wide;
    u32 operands;  // index of the first in operands_
  };
  struct Handler {
    u32 start;
    u32 end;
    Label target;
    Register value;
    u32 depth;
  };
  struct Table {
    i32 low;
    u32 instruction;
    std::vector<Label> targets;
  };

  static i32 operand(i32 value) { return value; }
  static i32 operand(u32 value) { return static_cast<i32>(value); }
  static i32 operand(Label label) { return static_cast<i32>(label.id); }
  void append(Opcode opcode, const i32* operands, u32 count);
  bool join_moves(const i32* operands);
  bool fits_narrow(const Entry& entry) const;
  void choose_sizes();
  u32 label_offset(Label label) const { return offsets_[labels_[label.id].instruction]; }
  void encode();
  void encode_handlers();
  void encode_tables();
  void copy_literals();

  Ref<FunctionCode> code_;
  std::vector<Entry> instructions_;
  std::vector<i32> operands_;
  std::vector<u32> offsets_;  // in units, by instruction, with one more at the end
  std::vector<LabelInfo> labels_;
  u32 last_bound_ = k_unbound;  // the instruction that the last bound label names
  std::vector<Handler> handlers_;
  std::vector<Table> tables_;
  std::vector<FunctionCode::UnitRange> strict_ranges_;  // of instruction indexes
  std::vector<PositionEntry> positions_;  // `unit` is the instruction's index
  std::vector<const AstString*> strings_;  // of the literals, by index; null for others
  std::vector<const AstString*> seconds_;
  std::vector<std::vector<std::pair<const AstString*, const AstString*>>> templates_;
  std::unordered_map<u64, u32> numbers_;
  PositionEntry pending_{0, 0, 0, 0};
  u32 undefined_ = 0xffffffff;
  bool has_pending_ = false;
  bool reachable_ = true;
};

}  // namespace kaze
