// Listings for people: one instruction per line.

#include <cstdio>

#include "base/number.h"
#include "bytecode/frame_layout.h"
#include "bytecode/function_code.h"
#include "bytecode/intrinsic_functions.h"
#include "bytecode/literal_strings.h"
#include "bytecode/module_code.h"

namespace kaze {

namespace {

std::string quote(const LiteralString& string) {
  std::string text = "\"";
  for (char c : to_utf8(string)) {
    switch (c) {
    case '"': text += "\\\""; break;
    case '\\': text += "\\\\"; break;
    case '\n': text += "\\n"; break;
    case '\r': text += "\\r"; break;
    case '\t': text += "\\t"; break;
    default:
      if (static_cast<u8>(c) < 0x20) {
        char buffer[8];
        std::snprintf(buffer, sizeof buffer, "\\x%02x", static_cast<u8>(c));
        text += buffer;
      } else {
        text += c;
      }
    }
  }
  return text + "\"";
}

std::string literal_text(const Literal& literal) {
  switch (literal.kind) {
  case Literal::Kind::kNumber: return double_to_string(literal.number);
  case Literal::Kind::kString: return quote(literal.string);
  case Literal::Kind::kBigInt: return to_utf8(literal.string) + "n";
  case Literal::Kind::kRegExp:
    return "/" + to_utf8(literal.string) + "/" + to_utf8(literal.second);
  case Literal::Kind::kTemplate: return "template " + std::to_string(literal.template_index);
  case Literal::Kind::kUndefined: return "undefined";
  case Literal::Kind::kNull: return "null";
  case Literal::Kind::kTrue: return "true";
  case Literal::Kind::kFalse: return "false";
  }
  return "?";
}

std::string register_text(i32 reg) {
  switch (reg) {
  case frame::k_this: return "this";
  case frame::k_callee: return "callee";
  case frame::k_new_target: return "new.target";
  default: return "r" + std::to_string(reg);
  }
}

const char* kind_text(FunctionKind kind) {
  switch (kind) {
  case FunctionKind::kScript: return "script";
  case FunctionKind::kModule: return "module";
  case FunctionKind::kEval: return "eval";
  case FunctionKind::kNormal: return "function";
  case FunctionKind::kArrow: return "arrow";
  case FunctionKind::kMethod: return "method";
  case FunctionKind::kGetter: return "getter";
  case FunctionKind::kSetter: return "setter";
  case FunctionKind::kBaseConstructor: return "constructor";
  case FunctionKind::kDerivedConstructor: return "derived constructor";
  case FunctionKind::kFieldInitializer: return "field initializer";
  case FunctionKind::kStaticBlock: return "static initializer";
  }
  return "?";
}

std::string pad(std::string text, usize width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

class Listing {
 public:
  explicit Listing(const FunctionCode& code) : code_(code) {}
  std::string run();

 private:
  void header();
  void instruction(u32 offset, const Instruction& instruction);
  std::string operand(u32 offset, const Instruction& instruction, u32 index);
  void tables();
  void scope(const ScopeInfo& info);

  const FunctionCode& code_;
  std::string out_;
};

void Listing::header() {
  out_ += kind_text(code_.kind);
  out_ += ' ';
  out_ += code_.debug_name.empty() ? "(anonymous)" : code_.debug_name;
  out_ += ": " + std::to_string(code_.parameter_count) + " parameters, " +
          std::to_string(code_.register_count) + " registers, " +
          std::to_string(code_.instruction_count) + " units, " +
          std::to_string(code_.feedback_word_count) + " feedback words";
  if (code_.is_strict) out_ += ", strict";
  if (code_.is_async) out_ += ", async";
  if (code_.is_generator) out_ += ", generator";
  if (code_.needs_all_arguments) out_ += ", needs all arguments";
  out_ += '\n';
}

std::string Listing::operand(u32 offset, const Instruction& instruction, u32 index) {
  i32 value = instruction.operands[index];
  switch (opcode_info(instruction.opcode).operands[index]) {
  case OperandKind::kOut:
  case OperandKind::kReg:
    return register_text(value);
  case OperandKind::kImm:
    return "#" + std::to_string(value);
  case OperandKind::kCount:
    if (instruction.opcode == Opcode::kIntrinsic && index == 3) {
      return std::string("%") + intrinsic_function_info(static_cast<u32>(value)).name;
    }
    return std::to_string(static_cast<u32>(value));
  case OperandKind::kConst:
    return literal_text(code_.literals[static_cast<u32>(value)]);
  case OperandKind::kFunc: {
    const FunctionTemplate& function = *code_.functions[static_cast<u32>(value)];
    return "function " + std::to_string(value) + " " + quote(function.name);
  }
  case OperandKind::kFb:
    return "f" + std::to_string(static_cast<u32>(value));
  case OperandKind::kLabel:
    return "@" + std::to_string(static_cast<i64>(offset) + value);
  case OperandKind::kTable:
    return "table " + std::to_string(value);
  case OperandKind::kScope:
    return "scope " + std::to_string(value);
  case OperandKind::kNone:
    break;
  }
  return "?";
}

void Listing::instruction(u32 offset, const Instruction& instruction) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%6u  ", offset);
  out_ += buffer;
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  std::string name = info.name;
  if (instruction.wide) name += ".w";
  out_ += info.operand_count ? pad(name, 24) : name;
  for (u32 i = 0; i < info.operand_count; i++) {
    if (i) out_ += ", ";
    out_ += operand(offset, instruction, i);
  }
  if (instruction.opcode == Opcode::kSwitchInt) {
    const auto& table = code_.jump_tables[static_cast<u32>(instruction.operands[1])];
    for (usize i = 0; i < table.targets.size(); i++) {
      if (!table.targets[i]) continue;
      out_ += "  " + std::to_string(table.low + static_cast<i64>(i)) + ":@" +
              std::to_string(static_cast<i64>(offset) + table.targets[i]);
    }
  }
  out_ += '\n';
}

void Listing::scope(const ScopeInfo& info) {
  if (info.is_with) {
    out_ += "with";
  } else {
    out_ += "{";
    for (usize i = 0; i < info.bindings.size(); i++) {
      if (i) out_ += ", ";
      out_ += to_utf8(info.bindings[i].name) + ":" + std::to_string(info.bindings[i].slot);
    }
    out_ += "}";
    if (info.may_gain_variables) out_ += " extensible";
  }
  if (info.parent) {
    out_ += " in ";
    scope(*info.parent);
  }
}

void Listing::tables() {
  if (!code_.handlers.empty()) out_ += "  handlers:\n";
  for (const ExceptionHandler& handler : code_.handlers) {
    out_ += "    [" + std::to_string(handler.start) + ", " + std::to_string(handler.end) + ") -> " +
            std::to_string(handler.target) + ", " + register_text(handler.value_register) + "\n";
  }
  auto name_list = [&](const char* title, const std::vector<Declarations::Name>& names) {
    if (names.empty()) return;
    out_ += std::string("  ") + title + ":";
    for (const Declarations::Name& name : names) out_ += " " + to_utf8(name.name);
    out_ += '\n';
  };
  if (code_.declarations) {
    name_list("lexical", code_.declarations->lexical);
    name_list("variables", code_.declarations->variables);
    name_list("functions", code_.declarations->functions);
  }
  for (usize i = 0; i < code_.scopes.size(); i++) {
    out_ += "  scope " + std::to_string(i) + ": ";
    scope(*code_.scopes[i]);
    out_ += '\n';
  }
  for (usize i = 0; i < code_.eval_sites.size(); i++) {
    out_ += "  eval site " + std::to_string(i) + ": ";
    if (code_.eval_sites[i].scope) {
      scope(*code_.eval_sites[i].scope);
    } else {
      out_ += "global";
    }
    out_ += '\n';
  }
  if (code_.module) {
    const ModuleCode& module = *code_.module;
    out_ += "  module: " + std::to_string(module.environment_slots) + " slots\n";
    for (const auto& entry : module.imports) {
      out_ += "    import " +
              (entry.is_namespace ? std::string("*") : to_utf8(entry.import_name)) + " from " +
              quote(module.requests[entry.request].specifier) + " -> " +
              std::to_string(entry.slot) + "\n";
    }
    for (const auto& entry : module.local_exports) {
      out_ += "    export " + to_utf8(entry.export_name) + " <- " + std::to_string(entry.slot) +
              "\n";
    }
    for (const auto& entry : module.functions) {
      out_ += "    function " + std::to_string(entry.function) + " -> " +
              std::to_string(entry.slot) + "\n";
    }
  }
}

std::string Listing::run() {
  header();
  for (u32 offset = 0; offset < code_.instruction_count;) {
    Instruction decoded = decode_instruction(code_.instructions + offset);
    instruction(offset, decoded);
    offset += decoded.size;
  }
  tables();
  return std::move(out_);
}

}  // namespace

std::string disassemble(const FunctionCode& code) {
  std::string text;
  // Inner functions come after the one that makes them, in the order they are listed there.
  std::vector<const FunctionCode*> pending{&code};
  while (!pending.empty()) {
    const FunctionCode* next = pending.back();
    pending.pop_back();
    if (!text.empty()) text += '\n';
    text += Listing(*next).run();
    for (usize i = next->functions.size(); i-- > 0;) {
      if (const FunctionCode* inner = next->functions[i]->code()) pending.push_back(inner);
    }
  }
  return text;
}

}  // namespace kaze
