// Functions that suspend: generators, async functions, async generators.
//
// The frame of such a function is like any other while it runs, but for the flag k_suspendable and a
// state object in fp[k_new_target]:
//
//   generator         the GeneratorObject
//   async generator   the AsyncGenerator
//   async function    its Promise, until the first await; from then on its RegisterFile
//
// Suspending copies the registers into a RegisterFile, which is made once and used again, and leaves
// the frame as a return would. Resuming puts them back on the stack in a new frame. Returning from such
// a frame, and unwinding through it, goes through `finish_suspendable` and `fail_suspendable`.
//
// An async function that never awaits allocates its promise only.
#pragma once

#include "vm/promise.h"
#include "vm/slow_paths.h"

namespace kaze {

// How a generator goes on: the mode that Yield finds in its register.
enum class ResumeMode : u8 { kNext = 0, kThrow = 1, kReturn = 2 };

// The registers of a suspended frame, from the callee up.
class RegisterFile : public Cell {
 public:
  u32 capacity() const { return shape_id_; }
  Slot* slots() { return reinterpret_cast<Slot*>(this + 1); }
  Function* function() { return static_cast<Function*>(slots()[0].get().as_cell()); }
  static void trace(Cell* cell, Visitor& visitor);

  // The promise of an async function, or the generator.
  Member<Object> owner;
  const u16* pc;       // where it goes on
  i32 value_register;  // what gets the value sent and the mode, if any
  i32 mode_register;
  u32 argument_count;
  u32 padding;
};

class GeneratorObject : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kGenerator;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  enum class State : u8 { kSuspendedStart, kSuspendedYield, kExecuting, kCompleted };
  static void trace(Cell* cell, Visitor& visitor);
  Member<RegisterFile> frame;
  State state;
};

// 27.6.3.1 AsyncGeneratorRequest Records. The capability is always one of the engine's own.
class AsyncGeneratorRequest : public Cell {
 public:
  ResumeMode mode() const { return static_cast<ResumeMode>(flags_); }
  static void trace(Cell* cell, Visitor& visitor);
  Member<AsyncGeneratorRequest> next;
  Member<Promise> promise;
  Slot value;
};

class AsyncGenerator : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kAsyncGenerator;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  enum class State : u8 {
    kSuspendedStart,
    kSuspendedYield,
    kExecuting,
    kDrainingQueue,
    kCompleted,
  };
  static void trace(Cell* cell, Visitor& visitor);
  Member<RegisterFile> frame;
  Member<AsyncGeneratorRequest> first;  // the queue
  Member<AsyncGeneratorRequest> last;
  State state;
};

// 27.5.3.3 GeneratorResume and 27.5.3.4 GeneratorResumeAbrupt: the methods of %GeneratorPrototype%.
// `method` names the one called, for the message when `generator` is none.
Completion<Value> generator_resume(Isolate& isolate, Value generator, ResumeMode mode, Value value,
                                   const char* method);
// 27.6.1.2 to 27.6.1.4: the methods of %AsyncGeneratorPrototype%. A promise, whatever happens.
Completion<Value> async_generator_resume(Isolate& isolate, Value generator, ResumeMode mode,
                                         Value value, const char* method);

namespace vm {

// Continues a suspended generator within the running interpreter: its frame returns to the running
// one, which saved pc and fp. For `next` only; false if the generator is not in a state for it or
// belongs to another realm (then take generator_resume). Flags: none or frame::k_bare_results.
bool resume_in_frame(Interpreter& vm, Object* generator, Value value, i32 result_register,
                     const u16* return_address, u64 flags);

// The outcome of the await that the frame waits for has come.
Completion<void> continue_awaiting(Isolate& isolate, RegisterFile* frame, bool fulfilled,
                                   Value argument);

// --- Between the three sources. ---
// Copies the running frame's registers; `file` null: into a new one.
RegisterFile* save_frame(Interpreter& vm, RegisterFile* file, Object* owner, const u16* pc,
                         i32 value_register, i32 mode_register);
// Leaves the running frame with `value` while its state object lives on. As `return_slow`.
bool leave_suspended(Interpreter& vm, Value value);
void clear_suspendable_flag(Value* fp);
bool suspend_async_yield(Interpreter& vm, AsyncGenerator* generator, Value value,
                               i32 value_register, i32 mode_register);
Completion<Value> finish_async_generator(Interpreter& vm, AsyncGenerator* generator, bool is_normal,
                                         Value result);

}  // namespace vm
}  // namespace kaze
