// DisposableStack (ECMA-262 27.3) and AsyncDisposableStack (27.4).
#include "builtins/async_builtins.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"
#include "vm/disposal.h"
#include "vm/promise.h"

namespace kaze {

namespace {

// Both classes: [[DisposableState]] is disposed when there is no capability.
class DisposableStack : public Object {
 public:
  Array* capability() const { return capability_.get(); }
  void set_capability(Array* capability) { capability_.set(this, capability); }
  bool is_disposed() const { return !capability_; }
  void dispose() { capability_.clear(); }
  static void trace(Cell* cell, Visitor& visitor) {
    auto* stack = static_cast<DisposableStack*>(cell);
    trace_object(stack, visitor);
    visitor.visit(stack->capability_);
  }

 private:
  Member<Array> capability_;
};

struct SyncTraits {
  static constexpr CellKind k_kind = CellKind::kDisposableStack;
  static constexpr DisposeHint k_hint = DisposeHint::kSync;
  static constexpr Intrinsic k_prototype = Intrinsic::kDisposableStackPrototype;
  static constexpr const char* k_name = "DisposableStack";
};
struct AsyncTraits {
  static constexpr CellKind k_kind = CellKind::kAsyncDisposableStack;
  static constexpr DisposeHint k_hint = DisposeHint::kAsync;
  static constexpr Intrinsic k_prototype = Intrinsic::kAsyncDisposableStackPrototype;
  static constexpr const char* k_name = "AsyncDisposableStack";
};

// RequireInternalSlot(stack, [[DisposableState]]), and that it is not disposed.
template <typename Traits>
Completion<DisposableStack*> require_stack(Isolate& isolate, Value value) {
  if (!value.is_object() || kind_of(value.as_cell()) != Traits::k_kind) {
    return throw_error(isolate, Message::kIncompatibleReceiver, Traits::k_name, value);
  }
  return static_cast<DisposableStack*>(value.as_cell());
}
template <typename Traits>
Completion<DisposableStack*> require_pending_stack(Isolate& isolate, Value value) {
  DisposableStack* stack = TRY(require_stack<Traits>(isolate, value));
  if (!stack->is_disposed()) return stack;
  return throw_new_error(isolate, ErrorType::kReferenceError,
                         std::string(Traits::k_name) + " already disposed");
}

template <typename Traits>
DisposableStack* new_stack(Isolate& isolate, Value prototype, Array* capability) {
  auto* stack = static_cast<DisposableStack*>(
      new_object_of_kind(isolate, Traits::k_kind, sizeof(DisposableStack), prototype));
  stack->set_capability(capability);
  return stack;
}

// 27.3.1.1 DisposableStack ( ), 27.4.1.1 AsyncDisposableStack ( )
template <typename Traits>
Completion<Value> construct_stack(Isolate& isolate, const Arguments& arguments) {
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, Traits::k_name);
  }
  Object* prototype = TRY(get_prototype_from_constructor(
      isolate, arguments, Traits::k_prototype));
  return new_stack<Traits>(isolate, prototype, new_dispose_capability(isolate));
}

// The closure of adopt. Slots: onDispose, value.
Completion<Value> call_adopted(Isolate& isolate, const Arguments& arguments) {
  NativeFunction* self = arguments.callee();
  return call_with(isolate, self->slot(0).get(), Value::undefined(), self->slot(1).get());
}

// 27.3.3.1 DisposableStack.prototype.adopt ( value, onDispose ), 27.4.3.1
template <typename Traits>
Completion<Value> stack_adopt(Isolate& isolate, const Arguments& arguments) {
  DisposableStack* stack = TRY(require_pending_stack<Traits>(isolate, arguments.this_value()));
  if (!arguments[1].is_callable()) {
    return throw_error(isolate, Message::kNotCallable, arguments[1]);
  }
  NativeFunction* closure = new_native_closure(isolate, call_adopted, 0, 2);
  closure->slot(0).set(closure, arguments[1]);
  closure->slot(1).set(closure, arguments[0]);
  TRY(add_disposable_resource(isolate, stack->capability(), Value::undefined(), Traits::k_hint,
                              closure));
  return arguments[0];
}

// 27.3.3.2 DisposableStack.prototype.defer ( onDispose ), 27.4.3.2
template <typename Traits>
Completion<Value> stack_defer(Isolate& isolate, const Arguments& arguments) {
  DisposableStack* stack = TRY(require_pending_stack<Traits>(isolate, arguments.this_value()));
  TRY(add_disposable_resource(isolate, stack->capability(), Value::undefined(), Traits::k_hint,
                              arguments[0]));
  return Value::undefined();
}

// 27.3.3.6 DisposableStack.prototype.use ( value ), 27.4.3.6
template <typename Traits>
Completion<Value> stack_use(Isolate& isolate, const Arguments& arguments) {
  DisposableStack* stack = TRY(require_pending_stack<Traits>(isolate, arguments.this_value()));
  TRY(add_disposable_resource(isolate, stack->capability(), arguments[0], Traits::k_hint));
  return arguments[0];
}

// 27.3.3.5 DisposableStack.prototype.move ( ), 27.4.3.5
template <typename Traits>
Completion<Value> stack_move(Isolate& isolate, const Arguments& arguments) {
  DisposableStack* stack = TRY(require_pending_stack<Traits>(isolate, arguments.this_value()));
  Object* prototype = isolate.realm().intrinsic(isolate, Traits::k_prototype);
  DisposableStack* moved = new_stack<Traits>(isolate, prototype, stack->capability());
  stack->dispose();
  return moved;
}

// 27.3.3.4 get DisposableStack.prototype.disposed, 27.4.3.4
template <typename Traits>
Completion<Value> stack_disposed(Isolate& isolate, const Arguments& arguments) {
  DisposableStack* stack = TRY(require_stack<Traits>(isolate, arguments.this_value()));
  return Value::boolean(stack->is_disposed());
}

// 27.3.3.3 DisposableStack.prototype.dispose ( )
Completion<Value> stack_dispose(Isolate& isolate, const Arguments& arguments) {
  DisposableStack* stack = TRY(require_stack<SyncTraits>(isolate, arguments.this_value()));
  if (stack->is_disposed()) return Value::undefined();
  Array* capability = stack->capability();
  stack->dispose();
  DisposeCompletion completion;
  TRY(dispose_resources(isolate, capability, &completion));
  if (completion.is_throw) return throw_value(isolate, completion.value);
  return Value::undefined();
}

// --- Asynchronous disposal ------------------------------------------------------------------------------------

// What a disposal in progress is: an array of these elements.
constexpr u32 k_promise_index = 0;
constexpr u32 k_capability_index = 1;
constexpr u32 k_is_throw_index = 2;
constexpr u32 k_thrown_index = 3;

Completion<void> on_disposed(Isolate& isolate, Value data, bool fulfilled, Value argument);

// Goes on until something has to be awaited, or settles the promise.
Completion<void> continue_disposal(Isolate& isolate, Array* disposal,
                                   DisposeCompletion completion) {
  auto* promise = get_element_direct(disposal, k_promise_index).as_object()->as<Promise>();
  auto* capability = get_element_direct(disposal, k_capability_index).as_object()->as<Array>();
  for (;;) {
    Value awaited = TRY(dispose_step(isolate, capability, &completion));
    if (awaited.is_empty()) break;
    Completion<Promise*> wrapper = promise_resolve(isolate, awaited);
    if (wrapper.is_abrupt()) {
      if (isolate.is_terminating()) return Thrown{};
      dispose_outcome(isolate, &completion, true, isolate.take_exception());
      continue;
    }
    TRY(put_element(isolate, disposal, k_is_throw_index, Value::boolean(completion.is_throw)));
    TRY(put_element(isolate, disposal, k_thrown_index, completion.value));
    promise_then_native(isolate, wrapper.value(), on_disposed, disposal);
    return {};
  }
  if (completion.is_throw) {
    reject_promise(isolate, promise, completion.value);
  } else {
    fulfill_promise(isolate, promise, Value::undefined());
  }
  return {};
}

Completion<void> on_disposed(Isolate& isolate, Value data, bool fulfilled, Value argument) {
  auto* disposal = static_cast<Array*>(data.as_cell());
  DisposeCompletion completion{get_element_direct(disposal, k_is_throw_index).is_true(),
                               get_element_direct(disposal, k_thrown_index)};
  dispose_outcome(isolate, &completion, !fulfilled, argument);
  return continue_disposal(isolate, disposal, completion);
}

// 27.4.3.3 AsyncDisposableStack.prototype.disposeAsync ( )
Completion<Value> stack_dispose_async(Isolate& isolate, const Arguments& arguments) {
  Promise* promise = new_promise(isolate);
  Completion<DisposableStack*> stack =
      require_stack<AsyncTraits>(isolate, arguments.this_value());
  if (stack.is_abrupt()) {
    TRY(reject_with_exception(isolate, promise));
    return promise;
  }
  if (stack.value()->is_disposed()) {
    fulfill_promise(isolate, promise, Value::undefined());
    return promise;
  }
  Array* capability = stack.value()->capability();
  stack.value()->dispose();
  const Value parts[] = {promise, capability, Value::boolean(false), Value::undefined()};
  TRY(continue_disposal(isolate, new_array_from(isolate, parts), {}));
  return promise;
}

constexpr BuiltinProperty k_disposable_stack_prototype[] = {
    method(names::adopt, 2, stack_adopt<SyncTraits>),
    method(names::defer, 1, stack_defer<SyncTraits>),
    method(names::dispose, 0, stack_dispose),
    getter(names::disposed, stack_disposed<SyncTraits>),
    method(names::move, 0, stack_move<SyncTraits>),
    method(names::use, 1, stack_use<SyncTraits>),
    to_string_tag(names::DisposableStack),
};

constexpr BuiltinProperty k_async_disposable_stack_prototype[] = {
    method(names::adopt, 2, stack_adopt<AsyncTraits>),
    method(names::defer, 1, stack_defer<AsyncTraits>),
    method(names::disposeAsync, 0, stack_dispose_async),
    getter(names::disposed, stack_disposed<AsyncTraits>),
    method(names::move, 0, stack_move<AsyncTraits>),
    method(names::use, 1, stack_use<AsyncTraits>),
    to_string_tag(names::AsyncDisposableStack),
};

// %Symbol.dispose% and %Symbol.asyncDispose% are the same functions as "dispose", "disposeAsync".
void alias_method(Isolate& isolate, Object* prototype, PropertyKey symbol, PropertyKey name) {
  Value method = MUST(prototype->get(isolate, name));
  prototype->put_direct(isolate, symbol, method, attributes::kHidden);
}

}  // namespace

void trace_disposable_stack(Cell* cell, Visitor& visitor) {
  DisposableStack::trace(cell, visitor);
}

void make_disposable_stack(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm,
                     {.constructor = Intrinsic::kDisposableStack,
                      .prototype = Intrinsic::kDisposableStackPrototype,
                      .name = names::DisposableStack,
                      .length = 0,
                      .code = construct_stack<SyncTraits>,
                      .prototype_properties = k_disposable_stack_prototype});
  alias_method(isolate, realm.intrinsic(isolate, Intrinsic::kDisposableStackPrototype),
               symbols::dispose, names::dispose);
}

void make_async_disposable_stack(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm,
                     {.constructor = Intrinsic::kAsyncDisposableStack,
                      .prototype = Intrinsic::kAsyncDisposableStackPrototype,
                      .name = names::AsyncDisposableStack,
                      .length = 0,
                      .code = construct_stack<AsyncTraits>,
                      .prototype_properties = k_async_disposable_stack_prototype});
  alias_method(isolate, realm.intrinsic(isolate, Intrinsic::kAsyncDisposableStackPrototype),
               symbols::async_dispose, names::disposeAsync);
}

}  // namespace kaze
