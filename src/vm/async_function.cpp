// Async functions (ECMA-262 27.7.5) and await.
#include "runtime/function.h"
#include "runtime/isolate.h"
#include "vm/generator.h"
#include "vm/jobs.h"

namespace kaze::vm {

// 27.7.5.1 AsyncFunctionStart: the body runs on in the frame of the call.
void start_async(Interpreter& vm) {
  Value* fp = vm.fp;
  Promise* promise = new_promise(vm.isolate);
  fp[frame::k_new_target] = promise;
  fp[frame::k_packed] = Value::from_bits(Interpreter::packed(fp) | frame::k_suspendable);
}

// 27.7.5.3 Await ( value )
Suspension suspend_await(Interpreter& vm, Value value, i32 value_register, i32 mode_register,
                         const u16* resume_address) {
  Cell* state = vm.fp[frame::k_new_target].as_cell();
  Value for_caller;
  RegisterFile* file;
  Object* owner;
  if (Promise::is(state)) {
    owner = static_cast<Promise*>(state);
    file = nullptr;
    for_caller = owner;
  } else if (kind_of(state) == CellKind::kRegisterFile) {
    file = static_cast<RegisterFile*>(state);
    owner = file->owner;
  } else {
    auto* generator = static_cast<AsyncGenerator*>(state);
    owner = generator;
    file = generator->frame;
  }
  file = save_frame(vm, file, owner, resume_address, value_register, mode_register);
  if (await_value(vm.isolate, file, value).is_abrupt()) {
    // PromiseResolve threw: the function goes on at once.
    if (mode_register == k_no_register || vm.isolate.is_terminating()) return Suspension::kThrown;
    vm.fp[value_register] = vm.isolate.take_exception();
    vm.fp[mode_register] = Value::int32(static_cast<i32>(ResumeMode::kThrow));
    vm.pc = resume_address;
    return Suspension::kReturned;
  }
  return leave_suspended(vm, for_caller) ? Suspension::kReturned : Suspension::kLeft;
}

Completion<void> continue_awaiting(Isolate& isolate, RegisterFile* file, bool fulfilled,
                                   Value argument) {
  Object* owner = file->owner;
  // A generator's frame knows itself by the generator, an async function's by the file.
  Value state = AsyncGenerator::is(owner) ? Value(owner) : Value(file);
  ResumeMode mode = fulfilled ? ResumeMode::kNext : ResumeMode::kThrow;
  Completion<Value> result =
      Interpreter::of(isolate).resume(file, state, static_cast<i32>(mode), argument);
  if (!result.is_abrupt()) return {};
  if (isolate.is_terminating()) return Thrown{};
  // It did not get to run: the stack is full.
  Value reason = isolate.take_exception();
  if (auto* generator = owner->as_if<AsyncGenerator>()) {
    TRY(finish_async_generator(Interpreter::of(isolate), generator, false, reason));
    return {};
  }
  reject_promise(isolate, owner->as<Promise>(), reason);
  return {};
}

}  // namespace kaze::vm
