// Opcodes and their encoding, from the table opcodes.def.
//
// An instruction is a sequence of 16-bit units: the opcode, then one unit per operand. When some
// operand does not fit 16 bits (signed kinds as i16, unsigned ones as u16) the whole instruction is
// wide: the unit `Wide`, the opcode, then two units (low half first) per operand.
#pragma once

#include "base/common.h"

namespace kaze {

enum class Opcode : u16 {
#define KAZE_OPCODE(Name, operands) k##Name,
#include "bytecode/opcodes.def"
#undef KAZE_OPCODE
  kWide,
  kCount,
};

enum class OperandKind : u8 { kNone, kOut, kReg, kImm, kCount, kConst, kFunc, kFb, kLabel, kTable, kScope };
inline constexpr u32 k_max_operands = 6;

struct OpcodeInfo {
  const char* name;
  u8 operand_count;
  OperandKind operands[k_max_operands];
};
extern const OpcodeInfo k_opcode_info[];

inline const OpcodeInfo& opcode_info(Opcode opcode) {
  return k_opcode_info[static_cast<usize>(opcode)];
}
constexpr bool is_signed_operand(OperandKind kind) {
  return kind == OperandKind::kOut || kind == OperandKind::kReg || kind == OperandKind::kImm ||
         kind == OperandKind::kLabel;
}

// A decoded instruction. `operands` are sign- or zero-extended by kind.
struct Instruction {
  Opcode opcode;
  bool wide;
  u8 size;  // in units
  i32 operands[k_max_operands];
};
Instruction decode_instruction(const u16* pc);

// Control never reaches the next instruction.
constexpr bool is_terminator(Opcode opcode) {
  switch (opcode) {
  case Opcode::kJump:
  case Opcode::kJumpLoop:
  case Opcode::kThrow:
  case Opcode::kThrowError:
  case Opcode::kThrowConstAssignment:
  case Opcode::kReturn:
  case Opcode::kReturnUndefined:
  case Opcode::kReturnDerived:
    return true;
  default:
    return false;
  }
}

}  // namespace kaze
