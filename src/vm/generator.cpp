#include "vm/generator.h"

#include "runtime/function.h"
#include "runtime/isolate.h"

namespace kaze {

void RegisterFile::trace(Cell* cell, Visitor& visitor) {
  auto* file = static_cast<RegisterFile*>(cell);
  visitor.visit(file->owner);
  visitor.visit_slots(file->slots(), file->capacity());
}

void GeneratorObject::trace(Cell* cell, Visitor& visitor) {
  auto* generator = static_cast<GeneratorObject*>(cell);
  trace_object(generator, visitor);
  visitor.visit(generator->frame);
}

namespace vm {

// --- Frames on the heap ---------------------------------------------------------------------------------

// What a register holds, as a value. The registers began as undefined, and from then on every collection has
// scanned them (Interpreter::visit_roots): an address of the heap among them is that of a live cell. Left behind by calls, there are also
// the raw words of frame headers.
static Value saved_value(Heap& heap, Value value) {
  if (!value.is_cell()) return value;
  if (KAZE_LIKELY(gc::in_small_range(value.as_cell()))) {
    KAZE_ASSERT(heap.find_cell(value.bits()) == value.as_cell());
    return value;
  }
  bool is_cell = is_static_cell(value.bits()) || heap.find_cell(value.bits()) == value.as_cell();
  return is_cell ? value : Value::undefined();
}

RegisterFile* save_frame(Interpreter& vm, RegisterFile* file, Object* owner, const u16* pc,
                         i32 value_register, i32 mode_register) {
  Heap& heap = vm.isolate.heap();
  Value* first = vm.fp + frame::k_callee;
  if (!file) {
    u32 capacity = Interpreter::code_block(vm.fp)->register_count - frame::k_callee;
    file = heap.allocate_cell<RegisterFile>(static_cast<u8>(CellKind::kRegisterFile),
                                            capacity * sizeof(Value));
    file->shape_id_ = capacity;
    file->owner.init(owner);
    file->padding = 0;
  }
  Slot* slots = file->slots();
  for (u32 i = 0; i < file->capacity(); i++) slots[i].init(saved_value(heap, first[i]));
  gc::write_barrier(file);
  file->pc = pc;
  file->value_register = value_register;
  file->mode_register = mode_register;
  file->argument_count = frame::argument_count(Interpreter::packed(vm.fp));
  return file;
}

void clear_suspendable_flag(Value* fp) {
  fp[frame::k_packed] = Value::from_bits(Interpreter::packed(fp) & ~frame::k_suspendable);
}

bool leave_suspended(Interpreter& vm, Value value) {
  clear_suspendable_flag(vm.fp);
  return vm.return_slow(value);
}

// Puts a frame on top of the stack and what was sent into its registers. False: no room.
static bool restore_frame(Interpreter& vm, RegisterFile* file, Value state, i32 mode, Value value,
                          u64 flags, i32 result_register, const u16* return_address) {
  CodeBlock* block = file->function()->code_block();
  Value* fp = vm.stack_top() + frame::k_header_size;
  if (fp + block->register_count + k_stack_slack >= vm.stack_limit()) return false;
  fp[frame::k_new_target] = state;
  fp[frame::k_code_block] = Interpreter::raw(block);
  fp[frame::k_caller] = Interpreter::raw(vm.fp);
  fp[frame::k_return_address] = Interpreter::raw(return_address);
  fp[frame::k_packed] = Value::from_bits(
      frame::pack(file->argument_count, flags | frame::k_suspendable, result_register));
  Slot* slots = file->slots();
  Value* first = fp + frame::k_callee;
  for (u32 i = 0; i < file->capacity(); i++) first[i] = slots[i].get();
  if (file->value_register != k_no_register) fp[file->value_register] = value;
  if (file->mode_register != k_no_register) fp[file->mode_register] = Value::int32(mode);
  vm.fp = fp;
  vm.pc = file->pc;
  vm.native_top_ = nullptr;
  return true;
}

}  // namespace vm

Completion<Value> Interpreter::resume(RegisterFile* file, Value state, i32 mode, Value value) {
  TRY(isolate.check_native_stack());
  const u16* saved_pc = pc;
  Value* saved_fp = fp;
  Value* saved_top = native_top_;
  Realm* saved_realm = isolate.realm_or_null();
  if (!vm::restore_frame(*this, file, state, mode, value, frame::k_entry, 0, saved_pc)) {
    return throw_error(isolate, Message::kStackOverflow);
  }
  isolate.set_realm(file->function()->realm());
  Completion<Value> completion = Value::undefined();
  // A rejection that nothing in the code waits for is thrown by the instruction that suspended.
  bool throws = static_cast<ResumeMode>(mode) == ResumeMode::kThrow &&
                file->mode_register == k_no_register;
  if (throws) {
    pc--;
    isolate.set_exception(value);
  }
  if (!throws || unwind()) {
    completion = run();
  } else if (run_thrown) {
    run_thrown = false;
    completion = Thrown{};
  } else {
    completion = result;
  }
  isolate.set_realm(saved_realm);
  native_top_ = saved_top;
  fp = saved_fp;
  pc = saved_pc;
  return completion;
}

// --- Generators (27.5.3) -------------------------------------------------------------------------------------

// 27.5.3.2 GeneratorValidate, and the handling of completed generators common to all three methods.
// Empty: go on with `*out`.
static Completion<Value> prepare_generator(Isolate& isolate, Value value, ResumeMode mode,
                                           Value sent, const char* method, GeneratorObject** out) {
  if (!value.is_object() || !GeneratorObject::is(value.as_object())) {
    return throw_error(isolate, Message::kIncompatibleReceiver, method, value);
  }
  auto* generator = value.as_object()->as<GeneratorObject>();
  if (generator->state == GeneratorObject::State::kExecuting) {
    return throw_error(isolate, Message::kGeneratorRunning);
  }
  if (generator->state == GeneratorObject::State::kSuspendedStart && mode != ResumeMode::kNext) {
    generator->state = GeneratorObject::State::kCompleted;
    generator->frame.clear();
  }
  if (generator->state == GeneratorObject::State::kCompleted) {
    switch (mode) {
    case ResumeMode::kNext:
      return create_iterator_result(isolate, Value::undefined(), true);
    case ResumeMode::kReturn:
      return create_iterator_result(isolate, sent, true);
    case ResumeMode::kThrow:
      return throw_value(isolate, sent);
    }
  }
  *out = generator;
  return Value::empty();
}

Completion<Value> generator_resume(Isolate& isolate, Value value, ResumeMode mode, Value sent,
                                   const char* method) {
  GeneratorObject* generator = nullptr;
  Value done = TRY(prepare_generator(isolate, value, mode, sent, method, &generator));
  if (!done.is_empty()) return done;
  GeneratorObject::State state = generator->state;
  generator->state = GeneratorObject::State::kExecuting;
  Completion<Value> result = Interpreter::of(isolate).resume(generator->frame, generator,
                                                             static_cast<i32>(mode), sent);
  // It did not get to run: the stack is full.
  if (result.is_abrupt() && generator->state == GeneratorObject::State::kExecuting) {
    generator->state = state;
  }
  return result;
}

namespace vm {

Completion<Value> generator_next(Isolate& isolate, const Arguments& arguments) {
  return generator_resume(isolate, arguments.this_value(), ResumeMode::kNext, arguments[0],
                          "[Generator].prototype.next");
}

bool resume_in_frame(Interpreter& vm, Object* object, Value value, i32 result_register,
                     const u16* return_address, u64 flags) {
  if (!GeneratorObject::is(object)) return false;
  auto* generator = static_cast<GeneratorObject*>(object);
  if (generator->state != GeneratorObject::State::kSuspendedStart &&
      generator->state != GeneratorObject::State::kSuspendedYield) {
    return false;
  }
  if (generator->frame->function()->realm() != &vm.isolate.realm()) return false;
  if (!restore_frame(vm, generator->frame, generator, static_cast<i32>(ResumeMode::kNext), value,
                     flags, result_register, return_address)) {
    return false;
  }
  generator->state = GeneratorObject::State::kExecuting;
  return true;
}

CallOutcome step_generator(Interpreter& vm, Value iterator, i32 result_register,
                           const u16* return_address) {
  auto* generator = static_cast<GeneratorObject*>(iterator.as_cell());
  if (resume_in_frame(vm, generator, Value::undefined(), result_register, return_address,
                      frame::k_bare_results)) {
    return CallOutcome::kFramePushed;
  }
  if (generator->state == GeneratorObject::State::kCompleted) {
    vm.result = Value::empty();
    return CallOutcome::kReturned;
  }
  Completion<Value> result = generator_resume(vm.isolate, generator, ResumeMode::kNext,
                                              Value::undefined(), "[Generator].prototype.next");
  if (result.is_abrupt()) return CallOutcome::kThrown;
  result = take_iterator_value(vm, result.value());
  if (result.is_abrupt()) return CallOutcome::kThrown;
  vm.result = result.value();
  return CallOutcome::kReturned;
}

Completion<Value> create_generator(Interpreter& vm, bool is_async) {
  auto* function = static_cast<Function*>(vm.fp[frame::k_callee].as_cell());
  // 15.5.2 EvaluateGeneratorBody, 15.6.2 EvaluateAsyncGeneratorBody
  if (is_async) {
    Object* prototype = TRY(get_prototype_from_constructor(vm.isolate, function,
                                                           Intrinsic::kAsyncGeneratorPrototype));
    auto* generator = new_object_of<AsyncGenerator>(vm.isolate, prototype);
    generator->state = AsyncGenerator::State::kSuspendedStart;
    RegisterFile* file = save_frame(vm, nullptr, generator, vm.pc, k_no_register, k_no_register);
    generator->frame.set(generator, file);
    return generator;
  }
  Object* prototype =
      TRY(get_prototype_from_constructor(vm.isolate, function, Intrinsic::kGeneratorPrototype));
  auto* generator = new_object_of<GeneratorObject>(vm.isolate, prototype);
  generator->state = GeneratorObject::State::kSuspendedStart;
  RegisterFile* file = save_frame(vm, nullptr, generator, vm.pc, k_no_register, k_no_register);
  generator->frame.set(generator, file);
  return generator;
}

static bool leave_generator(Interpreter& vm, Value result, i32 value_register, i32 mode_register) {
  auto* generator = static_cast<GeneratorObject*>(vm.fp[frame::k_new_target].as_cell());
  save_frame(vm, generator->frame, generator, vm.pc, value_register, mode_register);
  generator->state = GeneratorObject::State::kSuspendedYield;
  return leave_suspended(vm, result);
}

// 27.5.3.7 Yield
bool suspend_yield(Interpreter& vm, Value value, i32 value_register, i32 mode_register) {
  Cell* state = vm.fp[frame::k_new_target].as_cell();
  if (AsyncGenerator::is(state)) {
    return suspend_async_yield(vm, static_cast<AsyncGenerator*>(state), value, value_register,
                               mode_register);
  }
  bool is_bare = Interpreter::packed(vm.fp) & frame::k_bare_results;
  return leave_generator(vm, is_bare ? value : create_iterator_result(vm.isolate, value, false),
                         value_register, mode_register);
}

bool suspend_yield_result(Interpreter& vm, Value result, i32 value_register, i32 mode_register) {
  u64 packed = Interpreter::packed(vm.fp);
  bool goes_on = leave_generator(vm, result, value_register, mode_register);
  if (!(packed & frame::k_bare_results)) return goes_on;
  // The caller takes the inner iterator's result apart; what that throws is thrown there.
  Completion<Value> value = take_iterator_value(vm, result);
  if (value.is_abrupt()) {
    vm.pc--;
    return vm.unwind();
  }
  vm.fp[frame::result_register(packed)] = value.value();
  return true;
}

// --- The end of a frame ------------------------------------------------------------------------------------------

// An async function's promise, and what its caller gets: the promise, if it is still in the call.
static Promise* async_function_promise(Cell* state, Value* for_caller) {
  if (Promise::is(state)) {
    *for_caller = state;
    return static_cast<Promise*>(state);
  }
  KAZE_ASSERT(kind_of(state) == CellKind::kRegisterFile);
  *for_caller = Value::undefined();
  return static_cast<RegisterFile*>(state)->owner->as<Promise>();
}

static Value value_or_empty(Completion<Value> completion) {
  return completion.is_abrupt() ? Value::empty() : completion.value();
}

void finish_bare_generator(Interpreter& vm) {
  auto* generator = static_cast<GeneratorObject*>(vm.fp[frame::k_new_target].as_cell());
  clear_suspendable_flag(vm.fp);
  generator->state = GeneratorObject::State::kCompleted;
  generator->frame.clear();
}

Value finish_suspendable(Interpreter& vm, Value result) {
  Cell* state = vm.fp[frame::k_new_target].as_cell();
  clear_suspendable_flag(vm.fp);
  if (GeneratorObject::is(state)) {
    auto* generator = static_cast<GeneratorObject*>(state);
    generator->state = GeneratorObject::State::kCompleted;
    generator->frame.clear();
    return create_iterator_result(vm.isolate, result, true);
  }
  if (AsyncGenerator::is(state)) {
    return value_or_empty(
        finish_async_generator(vm, static_cast<AsyncGenerator*>(state), true, result));
  }
  Value for_caller;
  Promise* promise = async_function_promise(state, &for_caller);
  if (resolve_promise(vm.isolate, promise, result).is_abrupt()) return Value::empty();
  return for_caller;
}

Value fail_suspendable(Interpreter& vm) {
  Cell* state = vm.fp[frame::k_new_target].as_cell();
  clear_suspendable_flag(vm.fp);
  if (GeneratorObject::is(state)) {
    auto* generator = static_cast<GeneratorObject*>(state);
    generator->state = GeneratorObject::State::kCompleted;
    generator->frame.clear();
    return Value::empty();
  }
  if (vm.isolate.is_terminating()) return Value::empty();
  Value reason = vm.isolate.take_exception();
  if (AsyncGenerator::is(state)) {
    return value_or_empty(
        finish_async_generator(vm, static_cast<AsyncGenerator*>(state), false, reason));
  }
  Value for_caller;
  Promise* promise = async_function_promise(state, &for_caller);
  reject_promise(vm.isolate, promise, reason);
  return for_caller;
}

}  // namespace vm
}  // namespace kaze
