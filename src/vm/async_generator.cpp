// Async generators (ECMA-262 27.6.3): a generator with a queue of requests, each with its promise.
#include "runtime/function.h"
#include "runtime/isolate.h"
#include "vm/generator.h"

namespace kaze {

using State = AsyncGenerator::State;

void AsyncGenerator::trace(Cell* cell, Visitor& visitor) {
  auto* generator = static_cast<AsyncGenerator*>(cell);
  trace_object(generator, visitor);
  visitor.visit(generator->frame);
  visitor.visit(generator->first);
  visitor.visit(generator->last);
}

void AsyncGeneratorRequest::trace(Cell* cell, Visitor& visitor) {
  auto* request = static_cast<AsyncGeneratorRequest*>(cell);
  visitor.visit(request->next);
  visitor.visit(request->promise);
  visitor.visit(request->value);
}

namespace {

// 27.6.3.4 AsyncGeneratorEnqueue
void enqueue(Isolate& isolate, AsyncGenerator* generator, ResumeMode mode, Value value,
             Promise* promise) {
  auto* request = isolate.heap().allocate_cell<AsyncGeneratorRequest>(
      static_cast<u8>(CellKind::kAsyncGeneratorRequest));
  request->flags_ = static_cast<u8>(mode);
  request->next.init(nullptr);
  request->promise.init(promise);
  request->value.init(value);
  if (AsyncGeneratorRequest* last = generator->last) {
    last->next.set(last, request);
  } else {
    generator->first.set(generator, request);
  }
  generator->last.set(generator, request);
}

// 27.6.3.5 AsyncGeneratorCompleteStep
Completion<void> complete_step(Isolate& isolate, AsyncGenerator* generator, bool is_normal,
                               Value value, bool done) {
  AsyncGeneratorRequest* request = generator->first;
  generator->first.set(generator, request->next);
  if (!request->next) generator->last.clear();
  Promise* promise = request->promise;
  if (!is_normal) {
    reject_promise(isolate, promise, value);
    return {};
  }
  return resolve_promise(isolate, promise, create_iterator_result(isolate, value, done));
}

Completion<void> drain_queue(Isolate& isolate, AsyncGenerator* generator);

Completion<void> on_return_awaited(Isolate& isolate, Value data, bool fulfilled, Value argument) {
  auto* generator = static_cast<AsyncGenerator*>(data.as_cell());
  KAZE_ASSERT(generator->state == State::kDrainingQueue);
  TRY(complete_step(isolate, generator, fulfilled, argument, true));
  return drain_queue(isolate, generator);
}

// 27.6.3.8 AsyncGeneratorAwaitReturn, up to the await: false if the queue can be drained further.
Completion<bool> await_return(Isolate& isolate, AsyncGenerator* generator) {
  KAZE_ASSERT(generator->state == State::kDrainingQueue);
  Completion<Promise*> promise = promise_resolve(isolate, generator->first->value.get());
  if (promise.is_abrupt()) {
    if (isolate.is_terminating()) return Thrown{};
    Value reason = isolate.take_exception();
    TRY(complete_step(isolate, generator, false, reason, true));
    return false;
  }
  promise_then_native(isolate, promise.value(), on_return_awaited, generator);
  return true;
}

// 27.6.3.10 AsyncGeneratorDrainQueue
Completion<void> drain_queue(Isolate& isolate, AsyncGenerator* generator) {
  while (AsyncGeneratorRequest* request = generator->first) {
    if (request->mode() == ResumeMode::kReturn) {
      if (TRY(await_return(isolate, generator))) return {};
      continue;
    }
    bool is_normal = request->mode() == ResumeMode::kNext;
    TRY(complete_step(isolate, generator, is_normal,
                      is_normal ? Value::undefined() : request->value.get(), true));
  }
  generator->state = State::kCompleted;
  return {};
}

// 27.6.3.6 AsyncGeneratorResume, with the first request of the queue.
Completion<void> resume_with_request(Isolate& isolate, AsyncGenerator* generator) {
  AsyncGeneratorRequest* request = generator->first;
  State state = generator->state;
  generator->state = State::kExecuting;
  Completion<Value> result = Interpreter::of(isolate).resume(
      generator->frame, generator, static_cast<i32>(request->mode()), request->value.get());
  if (!result.is_abrupt()) return {};
  if (isolate.is_terminating()) return Thrown{};
  // It did not get to run: the stack is full.
  generator->state = state;
  Value reason = isolate.take_exception();
  return complete_step(isolate, generator, false, reason, true);
}

// The requests of the three methods once the generator is known to be one (steps 5 and on).
Completion<void> request(Isolate& isolate, AsyncGenerator* generator, ResumeMode mode, Value value,
                         Promise* promise) {
  State state = generator->state;
  switch (mode) {
  case ResumeMode::kNext:
    if (state == State::kCompleted) {
      Object* result = create_iterator_result(isolate, Value::undefined(), true);
      return resolve_promise(isolate, promise, result);
    }
    break;
  case ResumeMode::kThrow:
    if (state == State::kSuspendedStart) {
      state = generator->state = State::kCompleted;
      generator->frame.clear();
    }
    if (state == State::kCompleted) {
      reject_promise(isolate, promise, value);
      return {};
    }
    break;
  case ResumeMode::kReturn:
    if (state == State::kSuspendedStart || state == State::kCompleted) {
      enqueue(isolate, generator, mode, value, promise);
      generator->state = State::kDrainingQueue;
      generator->frame.clear();
      return drain_queue(isolate, generator);
    }
    break;
  }
  enqueue(isolate, generator, mode, value, promise);
  if (state == State::kSuspendedStart || state == State::kSuspendedYield) {
    return resume_with_request(isolate, generator);
  }
  return {};
}

}  // namespace

Completion<Value> async_generator_resume(Isolate& isolate, Value value, ResumeMode mode,
                                         Value sent, const char* method) {
  Promise* promise = new_promise(isolate);
  // 27.6.3.3 AsyncGeneratorValidate
  if (!value.is_object() || !AsyncGenerator::is(value.as_object())) {
    static_cast<void>(throw_error(isolate, Message::kIncompatibleReceiver, method, value));
    TRY(reject_with_exception(isolate, promise));
    return promise;
  }
  TRY(request(isolate, value.as_object()->as<AsyncGenerator>(), mode, sent, promise));
  return promise;
}

namespace vm {

// 27.6.3.7 AsyncGeneratorYield, from step 6 on: the value was awaited already.
bool suspend_async_yield(Interpreter& vm, AsyncGenerator* generator, Value value,
                         i32 value_register, i32 mode_register) {
  const u16* resume_address = vm.pc;
  if (complete_step(vm.isolate, generator, true, value, false).is_abrupt()) return vm.unwind();
  vm.pc = resume_address;
  if (AsyncGeneratorRequest* request = generator->first) {
    vm.fp[value_register] = request->value.get();
    vm.fp[mode_register] = Value::int32(static_cast<i32>(request->mode()));
    return true;
  }
  save_frame(vm, generator->frame, generator, resume_address, value_register, mode_register);
  generator->state = State::kSuspendedYield;
  return leave_suspended(vm, Value::undefined());
}

// 27.6.3.2 AsyncGeneratorStart, steps 4.g to 4.k
Completion<Value> finish_async_generator(Interpreter& vm, AsyncGenerator* generator, bool is_normal,
                                         Value result) {
  generator->state = State::kDrainingQueue;
  generator->frame.clear();
  TRY(complete_step(vm.isolate, generator, is_normal, result, true));
  TRY(drain_queue(vm.isolate, generator));
  return Value::undefined();
}

}  // namespace vm
}  // namespace kaze
