// The assembler: encodings, forms, relaxation, handlers, tables and positions.

#include <gtest/gtest.h>

#include "bytecode/assembler.h"
#include "frontend/ast.h"

namespace kaze {
namespace {

std::vector<Instruction> decode_all(const FunctionCode& code) {
  std::vector<Instruction> list;
  for (u32 offset = 0; offset < code.instruction_count; offset += list.back().size) {
    list.push_back(decode_instruction(code.instructions + offset));
  }
  return list;
}

TEST(Assembler, NarrowInstructionsRoundTrip) {
  CodeBuilder builder;
  builder.emit(Opcode::kLoadInt, 3, -32768);
  builder.emit(Opcode::kAdd, -1, 32767, -7, 65535u);
  builder.emit(Opcode::kReturn, 3);
  Ref<FunctionCode> code = builder.finish();
  std::vector<Instruction> list = decode_all(*code);
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(code->instruction_count, 3u + 5u + 2u);
  EXPECT_EQ(list[0].opcode, Opcode::kLoadInt);
  EXPECT_EQ(list[0].operands[0], 3);
  EXPECT_EQ(list[0].operands[1], -32768);
  EXPECT_FALSE(list[1].wide);
  EXPECT_EQ(list[1].operands[0], -1);
  EXPECT_EQ(list[1].operands[1], 32767);
  EXPECT_EQ(list[1].operands[2], -7);
  EXPECT_EQ(list[1].operands[3], 65535);
}

TEST(Assembler, OperandsBeyond16BitsMakeTheInstructionWide) {
  CodeBuilder builder;
  builder.emit(Opcode::kLoadInt, 0, 32768);
  builder.emit(Opcode::kLoadInt, 0, INT32_MIN);
  builder.emit(Opcode::kMove, 40000, -7);
  builder.emit(Opcode::kCreateEnvironment, 1, 2, 65536u);
  builder.emit(Opcode::kReturnUndefined);
  Ref<FunctionCode> code = builder.finish();
  std::vector<Instruction> list = decode_all(*code);
  ASSERT_EQ(list.size(), 5u);
  for (usize i = 0; i < 4; i++) EXPECT_TRUE(list[i].wide) << i;
  EXPECT_EQ(list[0].size, 6);
  EXPECT_EQ(list[0].operands[1], 32768);
  EXPECT_EQ(list[1].operands[1], INT32_MIN);
  EXPECT_EQ(list[2].operands[0], 40000);
  EXPECT_EQ(list[2].operands[1], -7);
  EXPECT_EQ(list[3].operands[2], 65536);
  EXPECT_FALSE(list[4].wide);
}

TEST(Assembler, JumpsOverFortyThousandInstructionsAreRelaxed) {
  CodeBuilder builder;
  Label start = builder.new_label(), end = builder.new_label();
  builder.bind(start);
  builder.emit(Opcode::kJumpIfTrue, 0, end);
  std::vector<Label> nears;
  for (int i = 0; i < 20000; i++) {
    Label near = builder.new_label();
    builder.emit(Opcode::kJumpIfFalse, 1, near);
    builder.emit(Opcode::kLoadInt, 1, i);
    builder.bind(near);
  }
  builder.emit(Opcode::kJumpLoop, start, builder.feedback(FeedbackKind::kLoop));
  builder.bind(end);
  builder.emit(Opcode::kReturnUndefined);
  Ref<FunctionCode> code = builder.finish();

  std::vector<Instruction> list = decode_all(*code);
  ASSERT_EQ(list.size(), 40003u);
  EXPECT_TRUE(list[0].wide);
  EXPECT_EQ(static_cast<u32>(list[0].operands[1]), code->instruction_count - 1);
  EXPECT_FALSE(list[1].wide);
  EXPECT_EQ(list[1].operands[1], 6);
  EXPECT_TRUE(list[40001].wide);
  EXPECT_EQ(static_cast<u32>(-list[40001].operands[0]), code->instruction_count - 1 - 6);
}

// Jumps whose distance fits only as long as the jumps in between stay narrow.
TEST(Assembler, WideningOneJumpCanWidenOthers) {
  CodeBuilder builder;
  Label end = builder.new_label();
  // 32,767 units is the longest narrow distance. The first jump is 3 + 3 * 10,921 + 1 units away.
  for (int i = 0; i < 3; i++) builder.emit(Opcode::kJumpIfTrue, 0, end);
  for (int i = 0; i < 10919; i++) builder.emit(Opcode::kLoadInt, 1, 2);
  builder.emit(Opcode::kLoadUndefined, 1);
  builder.bind(end);
  builder.emit(Opcode::kReturnUndefined);
  Ref<FunctionCode> code = builder.finish();
  std::vector<Instruction> list = decode_all(*code);
  for (usize i = 0, offset = 0; i < 3; i++) {
    EXPECT_EQ(offset + static_cast<usize>(list[i].operands[1]), code->instruction_count - 1);
    offset += list[i].size;
  }
  EXPECT_TRUE(list[0].wide);
  EXPECT_FALSE(list[2].wide);
}

TEST(Assembler, MovesInARowBecomeOneInstruction) {
  CodeBuilder builder;
  Label middle = builder.new_label();
  builder.emit(Opcode::kJumpIfTrue, 0, middle);
  for (int i = 1; i <= 5; i++) builder.emit(Opcode::kMove, i, 100000 * (i == 5));
  builder.bind(middle);  // keeps what comes after apart
  builder.emit(Opcode::kMove, 6, 7);
  builder.emit(Opcode::kReturnUndefined);
  std::vector<Instruction> list = decode_all(*builder.finish());
  ASSERT_EQ(list.size(), 5u);
  EXPECT_EQ(list[1].opcode, Opcode::kMove3);
  EXPECT_EQ(list[1].operands[4], 3);
  EXPECT_EQ(list[2].opcode, Opcode::kMove2);
  EXPECT_TRUE(list[2].wide);
  EXPECT_EQ(list[2].operands[2], 5);
  EXPECT_EQ(list[2].operands[3], 100000);
  EXPECT_EQ(list[3].opcode, Opcode::kMove);
}

TEST(Assembler, UnreachableInstructionsAreDropped) {
  CodeBuilder builder;
  Label unused = builder.new_label();
  builder.emit(Opcode::kReturnUndefined);
  builder.emit(Opcode::kLoadInt, 0, 1);
  builder.bind(unused);
  builder.emit(Opcode::kReturn, 0);
  EXPECT_EQ(builder.finish()->instruction_count, 1u);
}

TEST(Assembler, InnerHandlersComeFirst) {
  CodeBuilder builder;
  Label outer = builder.new_label(), inner = builder.new_label();
  for (int i = 0; i < 4; i++) builder.emit(Opcode::kLoadUndefined, i);
  builder.emit(Opcode::kReturnUndefined);
  builder.add_handler(0, 4, outer, 8, 1);
  builder.add_handler(1, 2, inner, 9, 2);
  builder.add_handler(2, 2, inner, 9, 3);  // empty: dropped
  builder.bind(outer);
  builder.emit(Opcode::kThrow, 8);
  builder.bind(inner);
  builder.emit(Opcode::kThrow, 9);
  Ref<FunctionCode> code = builder.finish();
  ASSERT_EQ(code->handlers.size(), 2u);
  EXPECT_EQ(code->handlers[0].value_register, 9);
  EXPECT_EQ(code->handlers[0].start, 2u);
  EXPECT_EQ(code->handlers[0].end, 4u);
  EXPECT_EQ(code->handlers[1].start, 0u);
  EXPECT_EQ(code->handlers[1].end, 8u);
  EXPECT_EQ(code->handlers[1].target, 9u);
}

TEST(Assembler, JumpTablesAreRelativeToTheSwitch) {
  CodeBuilder builder;
  Label one = builder.new_label(), three = builder.new_label();
  builder.emit(Opcode::kLoadUndefined, 0);
  builder.emit(Opcode::kSwitchInt, 0, builder.new_jump_table(1, {one, Label{}, three}));
  builder.emit(Opcode::kReturnUndefined);
  builder.bind(one);
  builder.emit(Opcode::kReturn, 1);
  builder.bind(three);
  builder.emit(Opcode::kReturn, 3);
  Ref<FunctionCode> code = builder.finish();
  ASSERT_EQ(code->jump_tables.size(), 1u);
  EXPECT_EQ(code->jump_tables[0].low, 1);
  EXPECT_EQ(code->jump_tables[0].targets, (std::vector<i32>{4, 0, 6}));
}

TEST(Assembler, PositionsAreFoundByInstruction) {
  CodeBuilder builder;
  builder.at(100);
  builder.emit(Opcode::kGetById, 0, 1, 2u, 0u);
  builder.emit(Opcode::kMove, 1, 0);
  builder.at(20, 10, 19);
  builder.emit(Opcode::kCall, 0, 8, 0u, 4u);
  builder.emit(Opcode::kReturn, 0);
  Ref<FunctionCode> code = builder.finish();
  EXPECT_EQ(code->position_at(0), 100u);
  EXPECT_EQ(code->position_at(5), 100u);
  EXPECT_EQ(code->position_at(8), 20u);
  EXPECT_EQ(code->position_at(10), 20u);
  EXPECT_EQ(code->expression_at(0).start, code->expression_at(0).end);
  EXPECT_EQ(code->expression_at(8).start, 10u);
  EXPECT_EQ(code->expression_at(8).end, 19u);
  EXPECT_EQ(code->expression_at(13).start, code->expression_at(13).end);
}

TEST(Assembler, LiteralsAndFeedbackAreShared) {
  Arena arena;
  AstStringTable strings(arena);
  const AstString* a = strings.intern_latin1("a");
  const AstString* b = strings.intern_utf8("\xc5\x8d");
  CodeBuilder earlier, first;
  EXPECT_EQ(earlier.string(b), 0u);
  EXPECT_EQ(first.string(a), 0u);
  EXPECT_EQ(first.string(b), 1u);
  EXPECT_EQ(first.string(b), 1u);
  EXPECT_EQ(first.string(a), 0u);
  EXPECT_EQ(first.number(0.5), first.number(0.5));
  EXPECT_NE(first.number(0.0), first.number(-0.0));
  u32 property = first.feedback(FeedbackKind::kProperty);
  EXPECT_EQ(first.feedback(FeedbackKind::kCall), property + feedback_words(FeedbackKind::kProperty));
  first.emit(Opcode::kReturnUndefined);
  Ref<FunctionCode> code = first.finish();
  EXPECT_EQ(code->literals[0].string.length, 1u);
  EXPECT_TRUE(code->literals[0].string.is_latin1);
  EXPECT_FALSE(code->literals[1].string.is_latin1);
  EXPECT_EQ(static_cast<const char16_t*>(code->literals[1].string.units)[0], u'\x14d');
  earlier.emit(Opcode::kReturnUndefined);
  earlier.finish();
}

}  // namespace
}  // namespace kaze
