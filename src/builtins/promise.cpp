// Promise (ECMA-262 27.2.3 to 27.2.5).
#include "vm/promise.h"

#include "builtins/async_builtins.h"
#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"
#include "runtime/object_internals.h"

namespace kaze {

namespace {

// 27.2.3.1 Promise ( executor )
Completion<Value> promise_constructor(Isolate& isolate, const Arguments& arguments) {
  if (!arguments.is_construct()) {
    return throw_type_error(isolate, "Promise constructor cannot be invoked without 'new'");
  }
  Value executor = arguments[0];
  if (!executor.is_callable()) {
    return throw_type_error(isolate,
                            "Promise resolver " + describe(isolate, executor) + " is not a function");
  }
  Promise* promise = initialize_promise(TRY(ordinary_create_from_constructor<Promise>(
      isolate, arguments, Intrinsic::kPromisePrototype)));
  ResolvingFunctions functions = create_resolving_functions(isolate, promise);
  Completion<Value> completion = call_with(isolate, executor, Value::undefined(),
                                           Value(functions.resolve), Value(functions.reject));
  if (completion.is_abrupt()) {
    if (isolate.is_terminating()) return Thrown{};
    Value reason = isolate.take_exception();
    TRY(call_with(isolate, functions.reject, Value::undefined(), reason));
  }
  return promise;
}

// 27.2.1.1.1 IfAbruptRejectPromise ( value, capability ), of an abrupt value.
Completion<Value> reject_with_pending(Isolate& isolate, const PromiseCapability& capability) {
  if (isolate.is_terminating()) return Thrown{};
  Value reason = isolate.take_exception();
  TRY(reject_capability(isolate, capability, reason));
  return capability.promise;
}

// The data of a reaction with two parts.
Value new_pair(Isolate& isolate, Value first, Value second) {
  PropertyStorage* pair = new_property_storage(isolate, 2);
  pair->slot(0).set(pair, first);
  pair->slot(1).set(pair, second);
  return pair;
}

// --- The combinators (27.2.4.1 to 27.2.4.3, 27.2.4.5) ------------------------------------------------------

enum class Combinator : u8 { kAll, kAllSettled, kAny };

// What the element functions of one call share: a storage with these slots.
constexpr u32 k_values_slot = 0;     // an array that nobody has seen yet
constexpr u32 k_remaining_slot = 1;  // [[RemainingElements]]
constexpr u32 k_settle_slot = 2;     // the capability's resolve, or reject for `any`
constexpr u32 k_decide_slot = 3;     // the other one: what one element decides alone
constexpr u32 k_shared_slot_count = 4;

// Slots of an element function.
constexpr u32 k_shared_slot = 0;
constexpr u32 k_index_slot = 1;
constexpr u32 k_sibling_slot = 2;  // allSettled: the other one, which shares [[AlreadyCalled]]
constexpr u32 k_element_slot_count = 3;

// Takes one off the count; at zero hands the values over.
Completion<Value> count_down(Isolate& isolate, PropertyStorage* shared, Combinator kind) {
  i32 remaining = shared->slot(k_remaining_slot).get().as_int32() - 1;
  shared->slot(k_remaining_slot).set_non_cell(Value::int32(remaining));
  if (remaining > 0) return Value::undefined();
  Value values = shared->slot(k_values_slot).get();
  Value settle = shared->slot(k_settle_slot).get();
  if (kind == Combinator::kAny) {
    Object* error =
        new_error(isolate, ErrorType::kAggregateError, "All promises were rejected");
    error->put_direct(isolate, names::errors, values, attributes::kHidden);
    values = error;
  }
  return call_with(isolate, settle, Value::undefined(), values);
}

// The storage shared, unless the function (or its sibling) was called before.
PropertyStorage* take_shared(NativeFunction* function) {
  Value shared = function->slot(k_shared_slot).get();
  if (shared.is_undefined()) return nullptr;
  function->slot(k_shared_slot).set_non_cell(Value::undefined());
  Value sibling = function->slot(k_sibling_slot).get();
  if (sibling.is_object()) {
    static_cast<NativeFunction*>(sibling.as_cell())
        ->slot(k_shared_slot)
        .set_non_cell(Value::undefined());
  }
  return static_cast<PropertyStorage*>(shared.as_cell());
}

Completion<Value> settle_element(Isolate& isolate, Value index, PropertyStorage* shared,
                                 Value value, Combinator kind) {
  Object* values = shared->slot(k_values_slot).get().as_object();
  TRY(put_element(isolate, values, static_cast<u32>(index.as_number()), value));
  return count_down(isolate, shared, kind);
}

// 27.2.4.1.3 Promise.all Resolve Element Functions; 27.2.4.3.2 Promise.any Reject Element Functions
template <Combinator kind>
Completion<Value> plain_element(Isolate& isolate, const Arguments& arguments) {
  PropertyStorage* shared = take_shared(arguments.callee());
  if (!shared) return Value::undefined();
  Value index = arguments.callee()->slot(k_index_slot).get();
  return settle_element(isolate, index, shared, arguments[0], kind);
}

// What allSettled tells of a promise.
Object* new_outcome(Isolate& isolate, bool is_fulfilled, Value value) {
  Object* object = new_object(isolate);
  String* status = is_fulfilled ? intern_latin1(isolate, "fulfilled") : names::rejected.atom();
  object->put_direct(isolate, names::status, status);
  object->put_direct(isolate, is_fulfilled ? names::value : names::reason, value);
  return object;
}

// 27.2.4.2.2 and 27.2.4.2.3 Promise.allSettled Resolve and Reject Element Functions
template <bool is_fulfilled>
Completion<Value> settled_element(Isolate& isolate, const Arguments& arguments) {
  PropertyStorage* shared = take_shared(arguments.callee());
  if (!shared) return Value::undefined();
  Value index = arguments.callee()->slot(k_index_slot).get();
  Value outcome = new_outcome(isolate, is_fulfilled, arguments[0]);
  return settle_element(isolate, index, shared, outcome, Combinator::kAllSettled);
}

NativeFunction* new_element_function(Isolate& isolate, NativeCode code, PropertyStorage* shared,
                                     u32 index) {
  NativeFunction* function = new_native_closure(isolate, code, 1, k_element_slot_count);
  function->slot(k_shared_slot).set(function, Value(shared));
  function->slot(k_index_slot).set_non_cell(Value::number(index));
  function->slot(k_sibling_slot).set_non_cell(Value::undefined());
  return function;
}

// The same as a reaction of the promise itself, where nobody can see that its "then" is not called. The data
// is a storage with the shared one and the index.
template <Combinator kind>
Completion<void> element_reaction(Isolate& isolate, Value data, bool is_fulfilled, Value argument) {
  auto* element = static_cast<PropertyStorage*>(data.as_cell());
  auto* shared = static_cast<PropertyStorage*>(element->slot(0).get().as_cell());
  if (kind != Combinator::kAllSettled && is_fulfilled != (kind == Combinator::kAll)) {
    TRY(call_with(isolate, shared->slot(k_decide_slot).get(), Value::undefined(), argument));
    return {};
  }
  // What is made here is of the combinator's realm.
  Value settle = shared->slot(k_settle_slot).get();
  RealmScope scope(isolate, static_cast<NativeFunction*>(settle.as_cell())->realm());
  if (kind == Combinator::kAllSettled) argument = new_outcome(isolate, is_fulfilled, argument);
  TRY(settle_element(isolate, element->slot(1).get(), shared, argument, kind));
  return {};
}

// 27.2.4.1.1 GetPromiseResolve ( promiseConstructor )
Completion<Value> get_promise_resolve(Isolate& isolate, Object* constructor) {
  Value resolve = TRY(constructor->get(isolate, names::resolve));
  if (!resolve.is_callable()) {
    return throw_type_error(isolate, "Promise resolve or reject function is not callable");
  }
  return resolve;
}

// Promise.prototype.then of a promise for which is_intact_promise holds.
Value then_of_intact(Isolate& isolate, Value promise, Value on_fulfilled, Value on_rejected) {
  Promise* derived = new_promise(isolate);
  perform_promise_then(isolate, promise.as_object()->as<Promise>(), on_fulfilled, on_rejected,
                       {derived});
  return derived;
}

Completion<Value> invoke_then(Isolate& isolate, Value promise, Value on_fulfilled,
                              Value on_rejected) {
  if (KAZE_LIKELY(is_intact_promise(isolate, promise))) {
    return then_of_intact(isolate, promise, on_fulfilled, on_rejected);
  }
  const Value handlers[] = {on_fulfilled, on_rejected};
  return invoke(isolate, promise, names::then, handlers);
}

Completion<void> require_object_receiver(Isolate& isolate, Value value, const char* method) {
  if (value.is_object()) return {};
  return throw_error(isolate, Message::kIncompatibleReceiver, method, value);
}

// 27.2.4.7 Promise.resolve ( x )
Completion<Value> promise_resolve_method(Isolate& isolate, const Arguments& arguments) {
  TRY(require_object_receiver(isolate, arguments.this_value(), "Promise.resolve"));
  return promise_resolve(isolate, arguments.this_value(), arguments[0]);
}

// That is what the combinator calls for each element, and the constructor makes plain promises.
bool has_plain_resolve(Isolate& isolate, Object* constructor, Value function) {
  if (constructor != isolate.realm().intrinsic_if_made(Intrinsic::kPromise)) return false;
  NativeFunction* native = function.as_object()->as_if<NativeFunction>();
  return native && native->code() == promise_resolve_method;
}

// 27.2.4.1.2 PerformPromiseAll, 27.2.4.2.1 PerformPromiseAllSettled, 27.2.4.3.1 PerformPromiseAny
template <Combinator kind>
Completion<Value> perform_combinator(Isolate& isolate, IteratorRecord& record, Object* constructor,
                                     const PromiseCapability& capability,
                                     Value promise_resolve_function) {
  PropertyStorage* shared = new_property_storage(isolate, k_shared_slot_count);
  shared->slot(k_remaining_slot).init(Value::int32(1));
  Array* values = new_array(isolate);
  shared->slot(k_values_slot).set(shared, values);
  shared->slot(k_settle_slot)
      .set(shared, kind == Combinator::kAny ? capability.reject : capability.resolve);
  shared->slot(k_decide_slot)
      .set(shared, kind == Combinator::kAny ? capability.resolve : capability.reject);
  bool is_plain = has_plain_resolve(isolate, constructor, promise_resolve_function);
  for (u32 index = 0;; index++) {
    Value next;
    if (!TRY(iterator_step_value(isolate, record, &next))) {
      TRY(count_down(isolate, shared, kind));
      return capability.promise;
    }
    TRY(push_element(isolate, values, Value::undefined()));
    Value promise = is_plain ? Value(TRY(promise_resolve(isolate, constructor, next)))
                             : TRY(call_with(isolate, promise_resolve_function, constructor, next));
    i32 remaining = shared->slot(k_remaining_slot).get().as_int32() + 1;
    shared->slot(k_remaining_slot).set_non_cell(Value::int32(remaining));
    if (is_plain && is_intact_promise(isolate, promise)) {
      promise_then_native(isolate, promise.as_object()->as<Promise>(), element_reaction<kind>,
                          new_pair(isolate, Value(shared), Value::number(index)));
      continue;
    }
    Value on_fulfilled;
    Value on_rejected;
    if constexpr (kind == Combinator::kAllSettled) {
      NativeFunction* fulfilled =
          new_element_function(isolate, settled_element<true>, shared, index);
      NativeFunction* rejected =
          new_element_function(isolate, settled_element<false>, shared, index);
      fulfilled->slot(k_sibling_slot).set(fulfilled, rejected);
      rejected->slot(k_sibling_slot).set(rejected, fulfilled);
      on_fulfilled = fulfilled;
      on_rejected = rejected;
    } else {
      Value element = new_element_function(isolate, plain_element<kind>, shared, index);
      on_fulfilled = kind == Combinator::kAll ? element : capability.resolve;
      on_rejected = kind == Combinator::kAll ? capability.reject : element;
    }
    TRY(invoke_then(isolate, promise, on_fulfilled, on_rejected));
  }
}

// 27.2.4.5.1 PerformPromiseRace
Completion<Value> perform_race(Isolate& isolate, IteratorRecord& record, Object* constructor,
                               const PromiseCapability& capability, Value promise_resolve) {
  for (;;) {
    Value next;
    if (!TRY(iterator_step_value(isolate, record, &next))) return capability.promise;
    Value promise = TRY(call_with(isolate, promise_resolve, constructor, next));
    TRY(invoke_then(isolate, promise, capability.resolve, capability.reject));
  }
}

using Perform = Completion<Value> (*)(Isolate&, IteratorRecord&, Object*,
                                      const PromiseCapability&, Value);

// The steps that the four combinators share.
template <Perform perform>
Completion<Value> combine(Isolate& isolate, const Arguments& arguments) {
  Value constructor = arguments.this_value();
  PromiseCapability capability = TRY(new_promise_capability(isolate, constructor));
  Completion<Value> promise_resolve = get_promise_resolve(isolate, constructor.as_object());
  if (promise_resolve.is_abrupt()) return reject_with_pending(isolate, capability);
  Completion<IteratorRecord> iterator = get_iterator(isolate, arguments[0]);
  if (iterator.is_abrupt()) return reject_with_pending(isolate, capability);
  IteratorRecord& record = iterator.value();
  Completion<Value> result =
      perform(isolate, record, constructor.as_object(), capability, promise_resolve.value());
  if (!result.is_abrupt()) return result;
  if (isolate.is_terminating()) return Thrown{};
  if (!record.done) static_cast<void>(iterator_close_throwing(isolate, record));
  return reject_with_pending(isolate, capability);
}

// --- The other static methods ---------------------------------------------------------------------------------

// 27.2.4.6 Promise.reject ( r )
Completion<Value> promise_reject(Isolate& isolate, const Arguments& arguments) {
  PromiseCapability capability =
      TRY(new_private_promise_capability(isolate, arguments.this_value()));
  TRY(reject_capability(isolate, capability, arguments[0]));
  return capability.promise;
}

// 27.2.4.8 Promise.try ( callback, ...args )
Completion<Value> promise_try(Isolate& isolate, const Arguments& arguments) {
  TRY(require_object_receiver(isolate, arguments.this_value(), "Promise.try"));
  PromiseCapability capability =
      TRY(new_private_promise_capability(isolate, arguments.this_value()));
  Completion<Value> status = call(isolate, arguments[0], Value::undefined(), arguments.span(1));
  if (status.is_abrupt()) return reject_with_pending(isolate, capability);
  TRY(resolve_capability(isolate, capability, status.value()));
  return capability.promise;
}

// 27.2.4.9 Promise.withResolvers ( )
Completion<Value> promise_with_resolvers(Isolate& isolate, const Arguments& arguments) {
  PromiseCapability capability = TRY(new_promise_capability(isolate, arguments.this_value()));
  Object* object = new_object(isolate);
  object->put_direct(isolate, names::promise, capability.promise);
  object->put_direct(isolate, names::resolve, capability.resolve);
  object->put_direct(isolate, names::reject, capability.reject);
  return object;
}

// 27.2.4.10 get Promise [ %Symbol.species% ]
Completion<Value> promise_species(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}

// --- The prototype -----------------------------------------------------------------------------------------------

// 27.2.5.1 Promise.prototype.catch ( onRejected )
Completion<Value> promise_catch(Isolate& isolate, const Arguments& arguments) {
  return invoke_then(isolate, arguments.this_value(), Value::undefined(), arguments[0]);
}

// 27.2.5.3.1 Then Finally Functions, 27.2.5.3.2 Catch Finally Functions. Slots: onFinally, C.
template <bool is_fulfilled>
Completion<Value> return_or_throw(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments.callee()->slot(0).get();
  if (is_fulfilled) return value;
  return throw_value(isolate, value);
}

template <bool is_fulfilled>
Completion<Value> finally_function(Isolate& isolate, const Arguments& arguments) {
  NativeFunction* self = arguments.callee();
  Value result = TRY(call(isolate, self->slot(0).get(), Value::undefined()));
  Object* promise = TRY(promise_resolve(isolate, self->slot(1).get(), result));
  NativeFunction* continuation =
      new_native_closure(isolate, return_or_throw<is_fulfilled>, 0, 1);
  continuation->slot(0).set(continuation, arguments[0]);
  Value handler = continuation;
  return invoke(isolate, promise, names::then, {&handler, 1});
}

// What `finally` makes of a plain promise: reactions without functions. The data is a pair of the promise to be
// settled and, in the first, onFinally; in the second, the outcome that is passed on.

// The thunk and the thrower of 27.2.5.3.1 and 27.2.5.3.2, once onFinally's own promise is settled.
template <bool was_fulfilled>
Completion<void> pass_on_reaction(Isolate& isolate, Value data, bool is_fulfilled, Value reason) {
  auto* storage = static_cast<PropertyStorage*>(data.as_cell());
  auto* derived = static_cast<Promise*>(storage->slot(0).get().as_cell());
  if (is_fulfilled && was_fulfilled) {
    return resolve_promise(isolate, derived, storage->slot(1).get());
  }
  reject_promise(isolate, derived, is_fulfilled ? storage->slot(1).get() : reason);
  return {};
}

Completion<void> finally_reaction(Isolate& isolate, Value data, bool is_fulfilled, Value outcome) {
  auto* storage = static_cast<PropertyStorage*>(data.as_cell());
  auto* derived = static_cast<Promise*>(storage->slot(0).get().as_cell());
  Completion<Value> result = call(isolate, storage->slot(1).get(), Value::undefined());
  if (result.is_abrupt()) return reject_with_exception(isolate, derived);
  Completion<Promise*> promise = promise_resolve(isolate, result.value());
  if (promise.is_abrupt()) return reject_with_exception(isolate, derived);
  Value own = promise.value();
  if (!is_intact_promise(isolate, own)) {
    NativeFunction* continuation = new_native_closure(
        isolate, is_fulfilled ? return_or_throw<true> : return_or_throw<false>, 0, 1);
    continuation->slot(0).set(continuation, outcome);
    Value handler = continuation;
    Completion<Value> then = invoke(isolate, own.as_object(), names::then, {&handler, 1});
    if (then.is_abrupt()) return reject_with_exception(isolate, derived);
    return resolve_promise(isolate, derived, then.value());
  }
  Promise* next = new_promise(isolate);
  promise_then_native(isolate, promise.value(),
                      is_fulfilled ? pass_on_reaction<true> : pass_on_reaction<false>,
                      new_pair(isolate, next, outcome));
  return resolve_promise(isolate, derived, next);
}

template <bool is_fulfilled>
NativeFunction* new_finally_function(Isolate& isolate, Value on_finally, Object* constructor) {
  NativeFunction* function = new_native_closure(isolate, finally_function<is_fulfilled>, 1, 2);
  function->slot(0).set(function, on_finally);
  function->slot(1).set(function, constructor);
  return function;
}

// 27.2.5.3 Promise.prototype.finally ( onFinally )
Completion<Value> promise_finally(Isolate& isolate, const Arguments& arguments) {
  Value promise = arguments.this_value();
  TRY(require_object_receiver(isolate, promise, "Promise.prototype.finally"));
  if (arguments[0].is_callable() && is_intact_promise(isolate, promise)) {
    Promise* derived = new_promise(isolate);
    promise_then_native(isolate, promise.as_object()->as<Promise>(), finally_reaction,
                        new_pair(isolate, derived, arguments[0]));
    return derived;
  }
  Object* constructor =
      TRY(species_constructor(isolate, promise.as_object(),
                              isolate.realm().intrinsic(isolate, Intrinsic::kPromise)));
  Value on_finally = arguments[0];
  if (!on_finally.is_callable()) return invoke_then(isolate, promise, on_finally, on_finally);
  NativeFunction* then_finally = new_finally_function<true>(isolate, on_finally, constructor);
  NativeFunction* catch_finally = new_finally_function<false>(isolate, on_finally, constructor);
  return invoke_then(isolate, promise, then_finally, catch_finally);
}

// 27.2.5.4 Promise.prototype.then ( onFulfilled, onRejected )
Completion<Value> promise_then(Isolate& isolate, const Arguments& arguments) {
  Value receiver = arguments.this_value();
  if (!receiver.is_object() || !Promise::is(receiver.as_object())) {
    return throw_error(isolate, Message::kIncompatibleReceiver, "Promise.prototype.then",
                       receiver);
  }
  if (KAZE_LIKELY(is_intact_promise(isolate, receiver))) {
    return then_of_intact(isolate, receiver, arguments[0], arguments[1]);
  }
  auto* promise = receiver.as_object()->as<Promise>();
  Object* constructor = TRY(species_constructor(
      isolate, promise, isolate.realm().intrinsic(isolate, Intrinsic::kPromise)));
  PromiseCapability capability = TRY(new_private_promise_capability(isolate, constructor));
  perform_promise_then(isolate, promise, arguments[0], arguments[1], capability);
  return capability.promise;
}

constexpr u8 k_watched_method = attributes::kHidden | attributes::kWatched;

constexpr BuiltinProperty k_promise_statics[] = {
    method(names::all, 1, combine<perform_combinator<Combinator::kAll>>),
    method(names::allSettled, 1, combine<perform_combinator<Combinator::kAllSettled>>),
    method(names::any, 1, combine<perform_combinator<Combinator::kAny>>),
    method(names::race, 1, combine<perform_race>),
    method(names::reject, 1, promise_reject),
    intrinsic_property(names::resolve, Intrinsic::kPromiseResolve, k_watched_method),
    method(names::try_, 1, promise_try),
    method(names::withResolvers, 0, promise_with_resolvers),
    {.symbol = symbols::species.symbol, .kind = BuiltinKind::kGetter,
     .attributes = attributes::kConfigurable | attributes::kWatched, .code = promise_species,
     .function_name = names::get_species.name},
};

constexpr BuiltinProperty k_promise_prototype[] = {
    method(names::catch_, 1, promise_catch),
    method(names::finally_, 1, promise_finally),
    intrinsic_property(names::then, Intrinsic::kPromiseThen, k_watched_method),
    to_string_tag(names::Promise),
};

}  // namespace

void make_promise(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm,
                     {.constructor = Intrinsic::kPromise,
                      .prototype = Intrinsic::kPromisePrototype,
                      .name = names::Promise,
                      .length = 1,
                      .code = promise_constructor,
                      .static_properties = k_promise_statics,
                      .prototype_properties = k_promise_prototype});
}

void make_promise_then(Isolate& isolate, Realm& realm, Intrinsic id) {
  realm.set_intrinsic(id, new_native_function(isolate, realm, promise_then, names::then, 2));
}

void make_promise_resolve(Isolate& isolate, Realm& realm, Intrinsic id) {
  realm.set_intrinsic(
      id, new_native_function(isolate, realm, promise_resolve_method, names::resolve, 1));
}

}  // namespace kaze
