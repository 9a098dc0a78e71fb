#include "vm/disposal.h"

#include "runtime/isolate.h"
#include "vm/promise.h"
#include "vm/slow_paths.h"

namespace kaze {

namespace {

constexpr u32 k_state_index = 0;
constexpr u32 k_first_resource = 1;
constexpr u32 k_elements_per_resource = 3;

// Bits of the state.
constexpr i32 k_needs_await = 1;
constexpr i32 k_has_awaited = 2;

// How a resource is disposed of.
enum class How : i32 {
  kSync,
  kAsync,
  kSyncAwaited,  // by its @@dispose in an asynchronous block: the result is not awaited, undefined is
};

i32 state_of(Array* capability) {
  return get_element_direct(capability, k_state_index).as_int32();
}

void set_state(Isolate& isolate, Array* capability, i32 state) {
  MUST(put_element(isolate, capability, k_state_index, Value::int32(state)));
}

}  // namespace

Array* new_dispose_capability(Isolate& isolate) {
  const Value state[] = {Value::int32(0)};
  return new_array_from(isolate, state);
}

// 7.5.6 GetDisposeMethod ( V, hint ): undefined if there is none.
static Completion<Value> get_dispose_method(Isolate& isolate, Value value, DisposeHint hint,
                                            How* how) {
  *how = How::kSync;
  if (hint == DisposeHint::kAsync) {
    *how = How::kAsync;
    Value method = TRY(get_method(isolate, value, symbols::async_dispose));
    if (!method.is_undefined()) return method;
    *how = How::kSyncAwaited;
  }
  return get_method(isolate, value, symbols::dispose);
}

Completion<void> add_disposable_resource(Isolate& isolate, Array* capability, Value value,
                                         DisposeHint hint, Value method) {
  How how = hint == DisposeHint::kAsync ? How::kAsync : How::kSync;
  if (!method.is_empty()) {
    if (!method.is_callable()) return throw_error(isolate, Message::kNotCallable, method);
  } else if (value.is_nullish()) {
    if (hint == DisposeHint::kSync) return {};
    value = method = Value::undefined();
  } else {
    // 7.5.5 CreateDisposableResource
    if (!value.is_object()) return throw_error(isolate, Message::kNotObject, value);
    method = TRY(get_dispose_method(isolate, value, hint, &how));
    if (method.is_undefined()) {
      return throw_type_error(isolate, hint == DisposeHint::kAsync
                                           ? "Symbol.asyncDispose or Symbol.dispose is not a function"
                                           : "Symbol.dispose is not a function");
    }
  }
  TRY(push_element(isolate, capability, value));
  TRY(push_element(isolate, capability, Value::int32(static_cast<i32>(how))));
  return push_element(isolate, capability, method);
}

void dispose_outcome(Isolate& isolate, DisposeCompletion* completion, bool is_throw,
                     Value value) {
  if (!is_throw) return;
  if (!completion->is_throw) {
    *completion = {true, value};
    return;
  }
  Object* error = new_error(isolate, ErrorType::kSuppressedError,
                            "An error was suppressed during disposal");
  error->put_direct(isolate, names::error, value, attributes::kHidden);
  error->put_direct(isolate, names::suppressed, completion->value, attributes::kHidden);
  completion->value = error;
}

Completion<Value> dispose_step(Isolate& isolate, Array* capability,
                               DisposeCompletion* completion) {
  while (capability->length() > k_first_resource) {
    u32 base = capability->length() - k_elements_per_resource;
    Value value = get_element_direct(capability, base);
    auto how = static_cast<How>(get_element_direct(capability, base + 1).as_int32());
    Value method = get_element_direct(capability, base + 2);
    i32 state = state_of(capability);
    if (how == How::kSync && state == k_needs_await) {
      // 3.d. `await using` of null earlier on: one tick, then this resource.
      set_state(isolate, capability, 0);
      return Value::undefined();
    }
    MUST(set_array_length(isolate, capability, base));
    if (method.is_undefined()) {
      set_state(isolate, capability, state | k_needs_await);
      continue;
    }
    Completion<Value> result = call(isolate, method, value);
    if (result.is_abrupt() && isolate.is_terminating()) return Thrown{};
    if (how == How::kSync) {
      if (result.is_abrupt()) {
        dispose_outcome(isolate, completion, true, isolate.take_exception());
      }
      continue;
    }
    if (how == How::kSyncAwaited) {
      // The closure of GetDisposeMethod, step 1.b.ii: a promise of its own.
      set_state(isolate, capability, state | k_has_awaited);
      if (!result.is_abrupt()) return Value::undefined();
      Promise* promise = new_promise(isolate);
      reject_promise(isolate, promise, isolate.take_exception());
      return promise;
    }
    if (result.is_abrupt()) {
      dispose_outcome(isolate, completion, true, isolate.take_exception());
      continue;
    }
    set_state(isolate, capability, state | k_has_awaited);
    return result.value();
  }
  bool awaits = state_of(capability) == k_needs_await;
  set_state(isolate, capability, 0);
  return awaits ? Value::undefined() : Value::empty();
}

Completion<void> dispose_resources(Isolate& isolate, Array* capability,
                                   DisposeCompletion* completion) {
  Value awaited = TRY(dispose_step(isolate, capability, completion));
  KAZE_ASSERT(awaited.is_empty());
  static_cast<void>(awaited);
  return {};
}

// --- Instructions -------------------------------------------------------------------------------------------

namespace vm {

static Array* capability_of(Value scope) {
  return static_cast<Array*>(scope.as_cell());
}

static DisposeCompletion load_completion(const Value* mode, const Value* value) {
  return {mode->as_int32() != 0, *value};
}

static void store_completion(const DisposeCompletion& completion, Value* mode, Value* value) {
  *mode = Value::int32(completion.is_throw);
  *value = completion.value;
}

Value new_dispose_scope(Interpreter& vm) {
  return new_dispose_capability(vm.isolate);
}

Completion<void> add_disposable(Interpreter& vm, Value scope, Value value, bool is_async) {
  return add_disposable_resource(vm.isolate, capability_of(scope), value,
                                 is_async ? DisposeHint::kAsync : DisposeHint::kSync);
}

Completion<void> dispose_scope(Interpreter& vm, Value scope, Value* mode, Value* value) {
  DisposeCompletion completion = load_completion(mode, value);
  TRY(dispose_resources(vm.isolate, capability_of(scope), &completion));
  store_completion(completion, mode, value);
  return {};
}

Completion<Value> dispose_async_next(Interpreter& vm, Value scope, Value* mode, Value* value) {
  DisposeCompletion completion = load_completion(mode, value);
  Value awaited = TRY(dispose_step(vm.isolate, capability_of(scope), &completion));
  store_completion(completion, mode, value);
  return awaited;
}

Completion<void> dispose_async_result(Interpreter& vm, Value, Value* mode, Value* value,
                                      Value outcome_mode, Value outcome) {
  DisposeCompletion completion = load_completion(mode, value);
  dispose_outcome(vm.isolate, &completion, outcome_mode.as_int32() != 0, outcome);
  store_completion(completion, mode, value);
  return {};
}

}  // namespace vm
}  // namespace kaze
