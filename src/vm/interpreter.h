// The interpreter: its state, and how C++ enters it.
//
// Threaded code with pinned registers: instruction pointer, frame pointer, feedback base and the
// interpreter state travel from handler to handler in machine registers (clang: tail calls with the
// preserve_none convention; elsewhere: computed goto). Handlers are written once, in
// vm/handlers/*.inc; each is compiled for narrow and for wide operands.
//
// JavaScript calls do not recurse on the native stack: a frame is pushed on the VM stack
// (bytecode/frame_layout.h) and dispatch goes on. Only calls from C++ (accessors, native callbacks,
// jobs) enter anew, through `Interpreter::call`.
//
// Handlers store `pc` and `fp` in the state before anything that can throw, allocate or call: the
// collector, stack traces and the unwinder start from there.
#pragma once

#include <span>

#include "base/reserved_memory.h"
#include "bytecode/frame_layout.h"
#include "runtime/feedback.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"
#include "vm/megamorphic_cache.h"

namespace kaze {

class Interpreter;


class Interpreter : public RootProvider {
 public:
  explicit Interpreter(Isolate& isolate, usize stack_values);
  ~Interpreter();
  KAZE_NON_COPYABLE(Interpreter);
  static Interpreter& of(const Isolate& isolate) { return *static_cast<Interpreter*>(isolate.vm); }

  // [[Call]] and [[Construct]] of any object, from C++.
  Completion<Value> call(Object* function, Value this_value, std::span<const Value> arguments);
  Completion<Object*> construct(Object* constructor, std::span<const Value> arguments,
                                Object* new_target);
  // Runs a script's or eval's code block with the given this, environment and callee.
  Completion<Value> run_code(Function* function, Value this_value, Value new_target);

  // Puts a suspended function's registers back on the stack and continues it with what was sent
  // (vm/generator.cpp). `state` is what the frame knows itself by.
  Completion<Value> resume(class RegisterFile* file, Value state, i32 mode, Value value);

  void visit_roots(Visitor& visitor) override;

  // --- The stack. ---
  // The first free value above the running frame.
  Value* stack_top() const {
    return native_top_ ? native_top_ : fp ? fp + code_block(fp)->register_count : stack_base_;
  }
  Value* stack_limit() const { return stack_limit_; }
  static CodeBlock* code_block(Value* fp) {
    return reinterpret_cast<CodeBlock*>(fp[frame::k_code_block].bits());
  }
  static u64 packed(Value* fp) { return fp[frame::k_packed].bits(); }
  static Value* caller(Value* fp) { return reinterpret_cast<Value*>(fp[frame::k_caller].bits()); }
  static const u16* return_address(Value* fp) {
    return reinterpret_cast<const u16*>(fp[frame::k_return_address].bits());
  }
  static Value raw(const void* pointer) {
    return Value::from_bits(reinterpret_cast<u64>(pointer));
  }

  Isolate& isolate;
  // Of the running frame; valid whenever C++ outside the handlers runs. Null fp: no frame.
  const u16* pc = nullptr;
  Value* fp = nullptr;
  // Polled at loop back edges and calls: set by another thread or a timer (relaxed atomic).
  u32 interrupt_requested = 0;
  static constexpr u32 k_heap_limit = 1;  // RangeError
  static constexpr u32 k_terminate = 2;   // asks on_interrupt
  MegamorphicCache megamorphic;
  // Proper tail calls (a debug flag turns them off).
  bool tail_calls = true;
  // Ends the run with a termination exception when it returns true. Called on the isolate's thread.
  bool (*on_interrupt)(void* data, Isolate&) = nullptr;
  void* on_interrupt_data = nullptr;

  // --- For the handlers. ---
  enum class Entered { kReady, kThrown };
  // Result of the innermost `run`.
  Value result;
  bool run_thrown = false;

  // Pushes a frame for `function` whose arguments begin at `first`; null and an exception when the
  // stack is full or compilation failed. Sets fp; the caller dispatches at pc.
  bool push_frame(Function* function, Value* first, u32 argument_count, u64 flags,
                  i32 result_register, const u16* return_address, Value new_target);
  // The general forms behind the Call and Construct handlers; see calls.cpp.
  enum class CallOutcome { kFramePushed, kReturned, kThrown };
  CallOutcome call_at(Value* first, u32 argument_count, i32 result_register,
                      const u16* return_address, u64 flags = 0);
  CallOutcome construct_at(Value* first, u32 argument_count, Value new_target, i32 result_register,
                           const u16* return_address);
  // Return through a frame with flags. True: dispatch at pc/fp; false: leave the interpreter.
  bool return_slow(Value value);
  // The same without regard to what kind of function it is: pops the frame and delivers the value.
  bool leave_frame(Value value);
  // Callee, this and arguments above the running frame; null and a RangeError if there is no room.
  Value* place_arguments(Value callee, Value this_value, std::span<const Value> arguments);
  // Set when the frame that an exception belongs to is gone and C++ called it: unwind() leaves.
  bool leave_thrown = false;
  // Finds the handler for the pending exception. True: dispatch there; false: leave.
  bool unwind();

  void enter_frame(CodeBlock* block, Value* first, u32 argument_count, u64 flags,
                   i32 result_register, const u16* return_address, Value new_target);

  // The registers of native functions that are being called: guards the stack above the arguments.
  Value* native_top_ = nullptr;

  // Runs from pc and fp until the entry frame returns.
  Completion<Value> run();

 private:
  static constexpr usize k_stack_reserve = 1024;
  // It never moves, so registers are plain pointers.
  ReservedMemory stack_memory_;
  Value* stack_base_ = nullptr;
  Value* stack_limit_ = nullptr;
};

namespace vm {
// What an interrupt that was asked for does: it may throw.
Completion<void> handle_interrupt(Interpreter& vm);
}  // namespace vm

// Compiles (or finds) the code of a block that was never called. SyntaxErrors cannot happen here;
// RangeError if the source nests too deeply for the native stack.
Completion<void> prepare_code(Isolate& isolate, CodeBlock* block);

}  // namespace kaze
