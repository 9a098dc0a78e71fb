#include "bytecode/generator/generator.h"

#include <cmath>

namespace kaze {

Generator::Generator(Compilation& compilation, FunctionTemplate& function, Scope* closure_scope)
    : compilation_(compilation),
      id_(compilation.next_generator()),
      function_(function),
      closure_scope_(closure_scope),
      scope_(closure_scope),
      is_strict_(function.is_strict) {}

Register Generator::allocate() {
  Register reg = top_++;
  if (static_cast<usize>(top_) > is_variable_.size()) is_variable_.resize(static_cast<usize>(top_));
  is_variable_[static_cast<usize>(reg)] = false;
  if (top_ > max_top_) max_top_ = top_;
  return reg;
}

Register Generator::allocate_variable() {
  Register reg = allocate();
  is_variable_[static_cast<usize>(reg)] = true;
  return reg;
}

Register Generator::allocate_consecutive(u32 count) {
  Register first = top_;
  for (u32 i = 0; i < count; i++) allocate();
  return first;
}

void Generator::release_to(Register top) {
  KAZE_ASSERT(top <= top_);
  top_ = top;
}

Register Generator::settle(Register from, Register dst) {
  if (dst == k_no_register) return from;
  move(dst, from);
  return dst;
}

void Generator::move(Register to, Register from) {
  if (to != from) emit(Opcode::kMove, to, from);
}

bool Generator::stack_is_low() const {
  return reinterpret_cast<usize>(__builtin_frame_address(0)) < compilation_.stack_limit();
}

Register Generator::fail(Register dst) {
  compilation_.fail();
  return destination(dst);
}

void Generator::load_number(Register dst, f64 value) {
  i32 integer = static_cast<i32>(value >= -2147483648.0 && value <= 2147483647.0 ? value : 0);
  if (integer == value && !(integer == 0 && std::signbit(value))) {
    load_int(dst, integer);
  } else {
    emit(Opcode::kLoadConst, dst, builder_.number(value));
  }
}

}  // namespace kaze
