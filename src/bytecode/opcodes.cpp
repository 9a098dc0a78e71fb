#include "bytecode/opcodes.h"

namespace kaze {

namespace {

using enum OperandKind;
constexpr OperandKind Out = kOut, Reg = kReg, Imm = kImm, Count = kCount, Const = kConst,
                      Func = kFunc, Fb = kFb, Label = kLabel, Table = kTable, Scope = kScope;

template <typename... Kinds>
constexpr OpcodeInfo make_info(const char* name, Kinds... kinds) {
  static_assert(sizeof...(kinds) <= k_max_operands);
  OpcodeInfo info{name, sizeof...(kinds), {}};
  [[maybe_unused]] usize i = 0;
  ((info.operands[i++] = kinds), ...);
  return info;
}

}  // namespace

// The operand list comes in parentheses, so the name has to be spliced in behind the opening one.
#define KAZE_STRIP(...) __VA_OPT__(, ) __VA_ARGS__
const OpcodeInfo k_opcode_info[] = {
#define KAZE_OPCODE(Name, operands) make_info(#Name KAZE_STRIP operands),
#include "bytecode/opcodes.def"
#undef KAZE_OPCODE
    make_info("Wide"),
};
#undef KAZE_STRIP

Instruction decode_instruction(const u16* pc) {
  Instruction instruction;
  instruction.wide = *pc == static_cast<u16>(Opcode::kWide);
  const u16* unit = instruction.wide ? pc + 1 : pc;
  instruction.opcode = static_cast<Opcode>(*unit++);
  const OpcodeInfo& info = opcode_info(instruction.opcode);
  for (u32 i = 0; i < info.operand_count; i++) {
    if (instruction.wide) {
      instruction.operands[i] = static_cast<i32>(unit[0] | static_cast<u32>(unit[1]) << 16);
      unit += 2;
    } else {
      u16 raw = *unit++;
      instruction.operands[i] =
          is_signed_operand(info.operands[i]) ? static_cast<i16>(raw) : static_cast<i32>(raw);
    }
  }
  instruction.size = static_cast<u8>(unit - pc);
  return instruction;
}

}  // namespace kaze
