// Promises (ECMA-262 27.2.1): the objects, their reactions and the abstract operations. The
// constructor and its methods are in builtins/promise.cpp, the queue of jobs in vm/jobs.h.
//
// A pending promise keeps its reactions in one list, latest first; it is turned round when the promise
// settles. A reaction says what to do in both cases, so there is one list where the specification
// has two.
//
// Reactions that the engine makes for itself hold no closures: `await` refers to the suspended frame,
// following another promise to the promise that follows, and C++ code gives a function and a value.
// A capability whose resolving functions nobody can see has none either.
#pragma once

#include "runtime/object.h"
#include "runtime/realm.h"

namespace kaze {

class RegisterFile;

enum class PromiseState : u8 { kPending, kFulfilled, kRejected };

class PromiseReaction;

class Promise : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kPromise;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  PromiseState state() const { return state_; }
  // The value or the reason; undefined while pending.
  Value result() const { return state_ == PromiseState::kPending ? Value() : slot_.get(); }
  // [[PromiseIsHandled]]
  bool is_handled() const { return is_handled_; }
  void set_handled() { is_handled_ = true; }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend Promise* initialize_promise(Promise* promise);
  friend void fulfill_promise(Isolate&, Promise*, Value);
  friend void reject_promise(Isolate&, Promise*, Value);
  friend void add_reaction(Isolate&, Promise*, PromiseReaction*);
  friend class JobQueue;
  void settle(Isolate& isolate, PromiseState state, Value value);

  // Pending: the latest PromiseReaction, or undefined. Settled: the result.
  Slot slot_;
  PromiseState state_;
  bool is_handled_;
  bool was_reported_;  // the embedder was told of the rejection (jobs.h)
};

// PromiseCapability Records (27.2.1.1). Three forms: with resolving functions; with a promise of the
// engine and no functions (`resolve` empty), which is settled directly and at most once; and none
// (`promise` undefined).
struct PromiseCapability {
  Value promise;
  Value resolve = Value::empty();
  Value reject = Value::empty();
  bool is_absent() const { return promise.is_undefined(); }
};
Completion<void> resolve_capability(Isolate& isolate, const PromiseCapability& capability,
                                    Value value);
Completion<void> reject_capability(Isolate& isolate, const PromiseCapability& capability,
                                   Value reason);

// What C++ code does when a promise settles. An exception ends up with whoever runs the jobs.
using NativeReaction = Completion<void> (*)(Isolate&, Value data, bool fulfilled, Value argument);

class PromiseReaction : public Cell {
 public:
  enum class Kind : u8 {
    kThen,     // handlers and a capability: ThenReaction
    kAwait,    // target: the RegisterFile of the frame to continue
    kResolve,  // target: a promise that takes over the outcome
    kNative,   // target: the data; NativePromiseReaction
  };
  Kind kind() const { return static_cast<Kind>(flags_); }
  static void trace(Cell* cell, Visitor& visitor);
  Member<PromiseReaction> next;
  Slot target;  // kThen: the handler for fulfilment
};
class ThenReaction : public PromiseReaction {
 public:
  Slot on_rejected;
  Slot promise;
  Slot resolve;
  Slot reject;
  PromiseCapability capability() const { return {promise.get(), resolve.get(), reject.get()}; }
};
class NativePromiseReaction : public PromiseReaction {
 public:
  NativeReaction callback;
};

// A pending promise of the current realm's %Promise%.
Promise* new_promise(Isolate& isolate);
Promise* new_promise(Isolate& isolate, Realm& realm);
// Sets the fields of a promise object that was just allocated (by the constructor).
Promise* initialize_promise(Promise* promise);

// 27.2.1.4 FulfillPromise, 27.2.1.7 RejectPromise. The promise is pending.
void fulfill_promise(Isolate& isolate, Promise* promise, Value value);
void reject_promise(Isolate& isolate, Promise* promise, Value reason);
// 27.2.1.3.2, steps 7 to 15, of a promise that is not resolved yet. What a resolution throws becomes
// the reason; nothing escapes but a termination.
Completion<void> resolve_promise(Isolate& isolate, Promise* promise, Value resolution);
// Takes the pending exception for the reason, unless it is a termination.
Completion<void> reject_with_exception(Isolate& isolate, Promise* promise);

// 27.2.1.3 CreateResolvingFunctions ( promise )
struct ResolvingFunctions {
  Object* resolve;
  Object* reject;
};
ResolvingFunctions create_resolving_functions(Isolate& isolate, Promise* promise);

// 27.2.1.5 NewPromiseCapability ( C ), with resolving functions.
Completion<PromiseCapability> new_promise_capability(Isolate& isolate, Value constructor);
// The same, without functions where `constructor` is the realm's own: for code that settles at most
// once and hands the functions to nobody.
Completion<PromiseCapability> new_private_promise_capability(Isolate& isolate, Value constructor);

// 27.2.4.7.1 PromiseResolve ( C, x )
Completion<Object*> promise_resolve(Isolate& isolate, Value constructor, Value x);
// With the realm's %Promise%.
Completion<Promise*> promise_resolve(Isolate& isolate, Value x);

// 27.2.5.4.1 PerformPromiseThen. Handlers that are not callable count as undefined.
void perform_promise_then(Isolate& isolate, Promise* promise, Value on_fulfilled,
                          Value on_rejected, const PromiseCapability& capability);
// The engine's own reactions.
void promise_then_native(Isolate& isolate, Promise* promise, NativeReaction callback, Value data);
void promise_then_resolve(Isolate& isolate, Promise* promise, Promise* follower);
// Await (27.7.5.3) in the suspended `frame`. Throws what PromiseResolve throws.
Completion<void> await_value(Isolate& isolate, RegisterFile* frame, Value value);

// A promise of the current realm that has no property of its own, while the prototype and the
// constructor are untouched: Get(promise, "constructor"), "then" and the species cannot be observed.
bool is_intact_promise(Isolate& isolate, Value value);

}  // namespace kaze
