#include "vm/promise.h"

#include "runtime/isolate.h"
#include "runtime/native_function.h"
#include "vm/generator.h"
#include "vm/jobs.h"

namespace kaze {

void Promise::trace(Cell* cell, Visitor& visitor) {
  auto* promise = static_cast<Promise*>(cell);
  trace_object(promise, visitor);
  visitor.visit(promise->slot_);
}

void PromiseReaction::trace(Cell* cell, Visitor& visitor) {
  auto* reaction = static_cast<PromiseReaction*>(cell);
  visitor.visit(reaction->next);
  visitor.visit(reaction->target);
  if (reaction->kind() != Kind::kThen) return;
  auto* then = static_cast<ThenReaction*>(reaction);
  visitor.visit(then->on_rejected);
  visitor.visit(then->promise);
  visitor.visit(then->resolve);
  visitor.visit(then->reject);
}

template <typename T>
static T* new_reaction(Isolate& isolate, PromiseReaction::Kind kind, Value target) {
  auto* reaction =
      isolate.heap().allocate_cell<T>(static_cast<u8>(CellKind::kPromiseReaction));
  reaction->flags_ = static_cast<u8>(kind);
  reaction->next.init(nullptr);
  reaction->target.init(target);
  return reaction;
}

Promise* initialize_promise(Promise* promise) {
  promise->slot_.init(Value::undefined());
  promise->state_ = PromiseState::kPending;
  promise->is_handled_ = false;
  promise->was_reported_ = false;
  return promise;
}

Promise* new_promise(Isolate& isolate, Realm& realm) {
  return initialize_promise(
      new_object_of<Promise>(isolate, realm.intrinsic(isolate, Intrinsic::kPromisePrototype)));
}

Promise* new_promise(Isolate& isolate) {
  return new_promise(isolate, isolate.realm());
}

bool is_intact_promise(Isolate& isolate, Value value) {
  if (!isolate.promise_intact || !value.is_cell()) return false;
  if (kind_of(value.as_cell()) != CellKind::kPromise) return false;
  Shape* shape = value.as_object()->shape();
  return shape->property_count() == 0 &&
         shape->prototype() ==
             Value(isolate.realm().intrinsic(isolate, Intrinsic::kPromisePrototype));
}

// --- Settling ---------------------------------------------------------------------------------------

// 27.2.1.8 TriggerPromiseReactions
void Promise::settle(Isolate& isolate, PromiseState state, Value value) {
  KAZE_ASSERT(state_ == PromiseState::kPending);
  Value list = slot_.get();
  slot_.set(this, value);
  state_ = state;
  if (list.is_undefined()) return;
  auto* reaction = static_cast<PromiseReaction*>(list.as_cell());
  PromiseReaction* first = nullptr;
  while (reaction) {
    PromiseReaction* following = reaction->next;
    reaction->next.set(reaction, first);
    first = reaction;
    reaction = following;
  }
  JobQueue& queue = JobQueue::of(isolate);
  for (; first; first = first->next) {
    queue.enqueue_reaction(first, state == PromiseState::kFulfilled, value);
  }
}

void fulfill_promise(Isolate& isolate, Promise* promise, Value value) {
  promise->settle(isolate, PromiseState::kFulfilled, value);
}

void reject_promise(Isolate& isolate, Promise* promise, Value reason) {
  bool unhandled = !promise->is_handled_;
  promise->settle(isolate, PromiseState::kRejected, reason);
  if (unhandled) JobQueue::of(isolate).note_rejected(promise);
}

Completion<void> reject_with_exception(Isolate& isolate, Promise* promise) {
  if (isolate.is_terminating()) return Thrown{};
  reject_promise(isolate, promise, isolate.take_exception());
  return {};
}

Completion<void> resolve_promise(Isolate& isolate, Promise* promise, Value resolution) {
  if (!resolution.is_object()) {
    fulfill_promise(isolate, promise, resolution);
    return {};
  }
  if (resolution == Value(promise)) {
    reject_promise(isolate, promise,
                   new_error(isolate, ErrorType::kTypeError,
                             "Chaining cycle detected for promise #<Promise>"));
    return {};
  }
  Value then;
  if (is_intact_promise(isolate, resolution)) {
    then = isolate.realm().intrinsic(isolate, Intrinsic::kPromiseThen);
  } else {
    Completion<Value> got = resolution.as_object()->get(isolate, names::then);
    if (got.is_abrupt()) return reject_with_exception(isolate, promise);
    then = got.value();
  }
  if (!then.is_callable()) {
    fulfill_promise(isolate, promise, resolution);
    return {};
  }
  JobQueue::of(isolate).enqueue_thenable(promise, resolution.as_object(), then.as_object());
  return {};
}

// --- Capabilities -------------------------------------------------------------------------------------

Completion<void> resolve_capability(Isolate& isolate, const PromiseCapability& capability,
                                    Value value) {
  if (capability.resolve.is_empty()) {
    return resolve_promise(isolate, capability.promise.as_object()->as<Promise>(), value);
  }
  TRY(call_with(isolate, capability.resolve, Value::undefined(), value));
  return {};
}

Completion<void> reject_capability(Isolate& isolate, const PromiseCapability& capability,
                                   Value reason) {
  if (capability.resolve.is_empty()) {
    reject_promise(isolate, capability.promise.as_object()->as<Promise>(), reason);
    return {};
  }
  TRY(call_with(isolate, capability.reject, Value::undefined(), reason));
  return {};
}

// Slots of a resolving function: the promise (undefined once either of the pair was called) and the
// other function. Together they are the [[AlreadyResolved]] record.
static constexpr u32 k_promise_slot = 0;
static constexpr u32 k_sibling_slot = 1;

// Null if a resolving function of the pair was called before.
static Promise* take_promise(NativeFunction* function) {
  Value promise = function->slot(k_promise_slot).get();
  if (promise.is_undefined()) return nullptr;
  auto* sibling = static_cast<NativeFunction*>(function->slot(k_sibling_slot).get().as_cell());
  function->slot(k_promise_slot).set_non_cell(Value::undefined());
  sibling->slot(k_promise_slot).set_non_cell(Value::undefined());
  return static_cast<Promise*>(promise.as_cell());
}

// 27.2.1.3.2 Promise Resolve Functions
static Completion<Value> promise_resolve_function(Isolate& isolate, const Arguments& arguments) {
  if (Promise* promise = take_promise(arguments.callee())) {
    TRY(resolve_promise(isolate, promise, arguments[0]));
  }
  return Value::undefined();
}

// 27.2.1.3.1 Promise Reject Functions
static Completion<Value> promise_reject_function(Isolate& isolate, const Arguments& arguments) {
  if (Promise* promise = take_promise(arguments.callee())) {
    reject_promise(isolate, promise, arguments[0]);
  }
  return Value::undefined();
}

ResolvingFunctions create_resolving_functions(Isolate& isolate, Promise* promise) {
  NativeFunction* resolve = new_native_closure(isolate, promise_resolve_function, 1, 2);
  NativeFunction* reject = new_native_closure(isolate, promise_reject_function, 1, 2);
  resolve->slot(k_promise_slot).set(resolve, promise);
  resolve->slot(k_sibling_slot).set(resolve, reject);
  reject->slot(k_promise_slot).set(reject, promise);
  reject->slot(k_sibling_slot).set(reject, resolve);
  return {resolve, reject};
}

// The executor of NewPromiseCapability: slots for the two functions, undefined at first.
static Completion<Value> capability_executor(Isolate& isolate, const Arguments& arguments) {
  NativeFunction* executor = arguments.callee();
  for (u32 i = 0; i < 2; i++) {
    if (!executor->slot(i).get().is_undefined()) {
      return throw_type_error(isolate, "Promise executor has already been invoked with non-undefined arguments");
    }
  }
  executor->slot(0).set(executor, arguments[0]);
  executor->slot(1).set(executor, arguments[1]);
  return Value::undefined();
}

static bool is_own_promise_constructor(Isolate& isolate, Value constructor) {
  return constructor == Value(isolate.realm().intrinsic(isolate, Intrinsic::kPromise));
}

Completion<PromiseCapability> new_promise_capability(Isolate& isolate, Value constructor) {
  // The realm's own constructor would do just this: its "prototype" cannot change.
  if (is_own_promise_constructor(isolate, constructor)) {
    Promise* promise = new_promise(isolate);
    ResolvingFunctions functions = create_resolving_functions(isolate, promise);
    return PromiseCapability{promise, functions.resolve, functions.reject};
  }
  if (!constructor.is_constructor()) {
    return throw_error(isolate, Message::kNotConstructor, constructor);
  }
  NativeFunction* executor = new_native_closure(isolate, capability_executor, 2, 2);
  executor->slot(0).set_non_cell(Value::undefined());
  executor->slot(1).set_non_cell(Value::undefined());
  Value argument = executor;
  Object* promise = TRY(construct(isolate, constructor.as_object(), {&argument, 1}));
  for (u32 i = 0; i < 2; i++) {
    if (!executor->slot(i).get().is_callable()) {
      return throw_type_error(isolate, "Promise resolve or reject function is not callable");
    }
  }
  return PromiseCapability{promise, executor->slot(0).get(), executor->slot(1).get()};
}

Completion<PromiseCapability> new_private_promise_capability(Isolate& isolate,
                                                             Value constructor) {
  if (is_own_promise_constructor(isolate, constructor)) {
    return PromiseCapability{new_promise(isolate)};
  }
  return new_promise_capability(isolate, constructor);
}

Completion<Object*> promise_resolve(Isolate& isolate, Value constructor, Value x) {
  bool own = is_own_promise_constructor(isolate, constructor);
  if (x.is_object() && Promise::is(x.as_object())) {
    if (own && is_intact_promise(isolate, x)) return x.as_object();
    Value x_constructor = TRY(x.as_object()->get(isolate, names::constructor));
    if (same_value(x_constructor, constructor)) return x.as_object();
  }
  PromiseCapability capability = TRY(new_private_promise_capability(isolate, constructor));
  TRY(resolve_capability(isolate, capability, x));
  return capability.promise.as_object();
}

Completion<Promise*> promise_resolve(Isolate& isolate, Value x) {
  Object* promise =
      TRY(promise_resolve(isolate, isolate.realm().intrinsic(isolate, Intrinsic::kPromise), x));
  return promise->as<Promise>();
}

// --- Reactions ---------------------------------------------------------------------------------------------

// Steps 9 to 12 of PerformPromiseThen.
void add_reaction(Isolate& isolate, Promise* promise, PromiseReaction* reaction) {
  switch (promise->state_) {
  case PromiseState::kPending: {
    Value list = promise->slot_.get();
    if (!list.is_undefined()) {
      reaction->next.set(reaction, static_cast<PromiseReaction*>(list.as_cell()));
    }
    promise->slot_.set(promise, reaction);
    break;
  }
  case PromiseState::kFulfilled:
    JobQueue::of(isolate).enqueue_reaction(reaction, true, promise->slot_.get());
    break;
  case PromiseState::kRejected:
    if (!promise->is_handled_) JobQueue::of(isolate).note_handled(promise);
    JobQueue::of(isolate).enqueue_reaction(reaction, false, promise->slot_.get());
    break;
  }
  promise->is_handled_ = true;
}

void perform_promise_then(Isolate& isolate, Promise* promise, Value on_fulfilled,
                          Value on_rejected, const PromiseCapability& capability) {
  if (!on_fulfilled.is_callable()) on_fulfilled = Value::undefined();
  if (!on_rejected.is_callable()) on_rejected = Value::undefined();
  auto* reaction =
      new_reaction<ThenReaction>(isolate, PromiseReaction::Kind::kThen, on_fulfilled);
  reaction->on_rejected.init(on_rejected);
  reaction->promise.init(capability.promise);
  reaction->resolve.init(capability.resolve);
  reaction->reject.init(capability.reject);
  add_reaction(isolate, promise, reaction);
}

void promise_then_native(Isolate& isolate, Promise* promise, NativeReaction callback, Value data) {
  auto* reaction =
      new_reaction<NativePromiseReaction>(isolate, PromiseReaction::Kind::kNative, data);
  reaction->callback = callback;
  add_reaction(isolate, promise, reaction);
}

void promise_then_resolve(Isolate& isolate, Promise* promise, Promise* follower) {
  add_reaction(isolate, promise,
               new_reaction<PromiseReaction>(isolate, PromiseReaction::Kind::kResolve, follower));
}

Completion<void> await_value(Isolate& isolate, RegisterFile* frame, Value value) {
  // A promise made for a value that is no thenable would be fulfilled at once.
  if (!value.is_object()) {
    JobQueue::of(isolate).enqueue_resumption(frame, true, value);
    return {};
  }
  Promise* promise = TRY(promise_resolve(isolate, value));
  add_reaction(isolate, promise,
               new_reaction<PromiseReaction>(isolate, PromiseReaction::Kind::kAwait, frame));
  return {};
}

}  // namespace kaze
