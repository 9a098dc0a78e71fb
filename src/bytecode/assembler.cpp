#include "bytecode/assembler.h"

#include <algorithm>
#include <cstring>

#include "bytecode/literal_strings.h"
#include "frontend/ast.h"

namespace kaze {

CodeBuilder::CodeBuilder() : code_(make_ref<FunctionCode>()) {}

Label CodeBuilder::new_label() {
  labels_.emplace_back();
  return {static_cast<u32>(labels_.size() - 1)};
}

void CodeBuilder::bind(Label label) {
  LabelInfo& info = labels_[label.id];
  KAZE_ASSERT(info.instruction == k_unbound);
  info.instruction = here();
  last_bound_ = here();
  if (info.is_used) reachable_ = true;
  has_pending_ = false;
}

void CodeBuilder::append(Opcode opcode, const i32* operands, u32 count) {
  bool has_position = has_pending_;
  has_pending_ = false;
  if (!reachable_) return;
  if (opcode == Opcode::kMove && join_moves(operands)) return;
  const OpcodeInfo& info = opcode_info(opcode);
  KAZE_ASSERT(info.operand_count == count);
  if (has_position) {
    pending_.unit = here();
    positions_.push_back(pending_);
  }
  instructions_.push_back({opcode, false, static_cast<u32>(operands_.size())});
  for (u32 i = 0; i < count; i++) {
    operands_.push_back(operands[i]);
    switch (info.operands[i]) {
    case OperandKind::kLabel:
      labels_[static_cast<u32>(operands[i])].is_used = true;
      break;
    case OperandKind::kTable: {
      Table& table = tables_[static_cast<u32>(operands[i])];
      table.instruction = here() - 1;
      for (Label target : table.targets) {
        if (target.is_valid()) labels_[target.id].is_used = true;
      }
      break;
    }
    case OperandKind::kOut:
    case OperandKind::kReg:
      KAZE_ASSERT(operands[i] != k_no_register);
      break;
    default:
      break;
    }
  }
  if (is_terminator(opcode)) reachable_ = false;
}

// A Move right behind others, which nothing jumps to, becomes one instruction with them: there are several
// in a row before most calls. Moves never throw, so handlers and positions do not matter.
bool CodeBuilder::join_moves(const i32* operands) {
  if (instructions_.empty() || last_bound_ == here()) return false;
  Entry& last = instructions_.back();
  if (last.opcode == Opcode::kMove) last.opcode = Opcode::kMove2;
  else if (last.opcode == Opcode::kMove2) last.opcode = Opcode::kMove3;
  else return false;
  operands_.push_back(operands[0]);
  operands_.push_back(operands[1]);
  return true;
}

void CodeBuilder::add_handler(u32 start, u32 end, Label target, Register value, u32 depth) {
  if (start == end) return;
  labels_[target.id].is_used = true;
  handlers_.push_back({start, end, target, value, depth});
}

u32 CodeBuilder::new_jump_table(i32 low, std::vector<Label> targets) {
  tables_.push_back({low, k_unbound, std::move(targets)});
  return static_cast<u32>(tables_.size() - 1);
}

u32 CodeBuilder::feedback(FeedbackKind kind) {
  if (!reachable_) return 0;
  u32 offset = code_->feedback_word_count;
  code_->feedback.push_back({kind, offset});
  code_->feedback_word_count += feedback_words(kind);
  return offset;
}

u32 CodeBuilder::string(const AstString* string) {
  // The cookie is a guess from another function or this one: it holds if the entry says so.
  u32 guess = string->cookie;
  if (guess && guess <= strings_.size() && strings_[guess - 1] == string &&
      code_->literals[guess - 1].kind == Literal::Kind::kString) {
    return guess - 1;
  }
  code_->literals.emplace_back().kind = Literal::Kind::kString;
  strings_.resize(code_->literals.size());
  strings_.back() = string;
  string->cookie = static_cast<u32>(strings_.size());
  return string->cookie - 1;
}

u32 CodeBuilder::number(f64 value) {
  u64 bits;
  std::memcpy(&bits, &value, sizeof bits);
  auto [entry, is_new] = numbers_.try_emplace(bits, static_cast<u32>(code_->literals.size()));
  if (is_new) {
    Literal& literal = code_->literals.emplace_back();
    literal.kind = Literal::Kind::kNumber;
    literal.number = value;
  }
  return entry->second;
}

u32 CodeBuilder::bigint(const AstString* digits) {
  code_->literals.emplace_back().kind = Literal::Kind::kBigInt;
  strings_.resize(code_->literals.size());
  strings_.back() = digits;
  return static_cast<u32>(code_->literals.size() - 1);
}

u32 CodeBuilder::regexp(const AstString* pattern, const AstString* flags) {
  code_->literals.emplace_back().kind = Literal::Kind::kRegExp;
  strings_.resize(code_->literals.size());
  strings_.back() = pattern;
  seconds_.resize(code_->literals.size());
  seconds_.back() = flags;
  return static_cast<u32>(code_->literals.size() - 1);
}

u32 CodeBuilder::template_strings(std::span<const TemplateElement> elements) {
  Literal& literal = code_->literals.emplace_back();
  literal.kind = Literal::Kind::kTemplate;
  literal.template_index = static_cast<u32>(templates_.size());
  auto& parts = templates_.emplace_back();
  for (const TemplateElement& element : elements) parts.push_back({element.cooked, element.raw});
  return static_cast<u32>(code_->literals.size() - 1);
}

u32 CodeBuilder::undefined() {
  if (undefined_ == 0xffffffff) {
    undefined_ = static_cast<u32>(code_->literals.size());
    code_->literals.emplace_back().kind = Literal::Kind::kUndefined;
  }
  return undefined_;
}

u32 CodeBuilder::function(Ref<FunctionTemplate> function) {
  code_->functions.push_back(std::move(function));
  return static_cast<u32>(code_->functions.size() - 1);
}

u32 CodeBuilder::eval_site(EvalSite site) {
  code_->eval_sites.push_back(std::move(site));
  return static_cast<u32>(code_->eval_sites.size() - 1);
}

u32 CodeBuilder::scope(Ref<ScopeInfo> scope) {
  code_->scopes.push_back(std::move(scope));
  return static_cast<u32>(code_->scopes.size() - 1);
}

bool CodeBuilder::fits_narrow(const Entry& entry) const {
  const OpcodeInfo& info = opcode_info(entry.opcode);
  for (u32 i = 0; i < info.operand_count; i++) {
    if (info.operands[i] == OperandKind::kLabel) continue;
    i32 value = operands_[entry.operands + i];
    if (is_signed_operand(info.operands[i]) ? value != static_cast<i16>(value)
                                            : static_cast<u32>(value) > 0xffff) {
      return false;
    }
  }
  return true;
}

void CodeBuilder::choose_sizes() {
  offsets_.resize(instructions_.size() + 1);
  for (Entry& entry : instructions_) entry.is_wide = !fits_narrow(entry);
  // Widening only ever makes distances longer, so each round may only widen further, and the rounds end.
  for (bool changed = true; changed;) {
    u32 offset = 0;
    for (usize i = 0; i < instructions_.size(); i++) {
      offsets_[i] = offset;
      u32 count = opcode_info(instructions_[i].opcode).operand_count;
      offset += instructions_[i].is_wide ? 2 + 2 * count : 1 + count;
    }
    offsets_[instructions_.size()] = offset;
    changed = false;
    if (offset <= 0x7fff) break;
    for (usize i = 0; i < instructions_.size(); i++) {
      Entry& entry = instructions_[i];
      if (entry.is_wide) continue;
      const OpcodeInfo& info = opcode_info(entry.opcode);
      for (u32 j = 0; j < info.operand_count; j++) {
        if (info.operands[j] != OperandKind::kLabel) continue;
        Label label{static_cast<u32>(operands_[entry.operands + j])};
        i32 distance = static_cast<i32>(label_offset(label) - offsets_[i]);
        if (distance != static_cast<i16>(distance)) entry.is_wide = changed = true;
      }
    }
  }
}

void CodeBuilder::encode() {
  u32 size = offsets_.back();
  code_->instruction_storage_.reset(new u16[size]);
  code_->instructions = code_->instruction_storage_.get();
  code_->instruction_count = size;
  u16* out = code_->instruction_storage_.get();
  for (usize i = 0; i < instructions_.size(); i++) {
    const Entry& entry = instructions_[i];
    const OpcodeInfo& info = opcode_info(entry.opcode);
    if (entry.is_wide) *out++ = static_cast<u16>(Opcode::kWide);
    *out++ = static_cast<u16>(entry.opcode);
    for (u32 j = 0; j < info.operand_count; j++) {
      i32 value = operands_[entry.operands + j];
      if (info.operands[j] == OperandKind::kLabel) {
        value = static_cast<i32>(label_offset({static_cast<u32>(value)}) - offsets_[i]);
      }
      *out++ = static_cast<u16>(value);
      if (entry.is_wide) *out++ = static_cast<u16>(static_cast<u32>(value) >> 16);
    }
  }
}

void CodeBuilder::encode_handlers() {
  std::sort(handlers_.begin(), handlers_.end(), [](const Handler& a, const Handler& b) {
    return a.depth != b.depth ? a.depth > b.depth : a.start < b.start;
  });
  for (const Handler& handler : handlers_) {
    code_->handlers.push_back({offsets_[handler.start], offsets_[handler.end],
                               label_offset(handler.target), handler.value});
  }
}

void CodeBuilder::encode_tables() {
  for (const Table& table : tables_) {
    FunctionCode::JumpTable& encoded = code_->jump_tables.emplace_back();
    encoded.low = table.low;
    if (table.instruction == k_unbound) continue;  // the instruction could not be reached
    for (Label target : table.targets) {
      encoded.targets.push_back(
          target.is_valid() ? static_cast<i32>(label_offset(target) - offsets_[table.instruction])
                            : 0);
    }
  }
}

void CodeBuilder::copy_literals() {
  LiteralStringCopier copier;
  for (usize i = 0; i < strings_.size(); i++) {
    if (strings_[i]) copier.add(&code_->literals[i].string, *strings_[i]);
  }
  for (usize i = 0; i < seconds_.size(); i++) {
    if (seconds_[i]) copier.add(&code_->literals[i].second, *seconds_[i]);
  }
  code_->templates.resize(templates_.size());
  for (usize i = 0; i < templates_.size(); i++) {
    auto& parts = code_->templates[i].parts;
    parts.resize(templates_[i].size());
    for (usize j = 0; j < parts.size(); j++) {
      auto [cooked, raw] = templates_[i][j];
      parts[j].has_cooked = cooked != nullptr;
      if (cooked) copier.add(&parts[j].cooked, *cooked);
      copier.add(&parts[j].raw, *raw);
    }
  }
  code_->literal_storage_ = copier.finish();
}

Ref<FunctionCode> CodeBuilder::finish() {
  KAZE_ASSERT(!reachable_);
  choose_sizes();
  encode();
  encode_handlers();
  encode_tables();
  for (auto [start, end] : strict_ranges_) {
    code_->strict_ranges.push_back({offsets_[start], offsets_[end]});
  }
  copy_literals();
  PositionWriter writer;
  for (PositionEntry entry : positions_) {
    entry.unit = offsets_[entry.unit];
    writer.add(entry);
  }
  code_->positions_ = writer.take();
  return std::move(code_);
}

}  // namespace kaze
