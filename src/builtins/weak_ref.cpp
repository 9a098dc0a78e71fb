// WeakRef objects (ECMA-262 26.1).
#include "builtins/weak_ref.h"

#include "builtins/keyed_collections.h"
#include "vm/jobs.h"

namespace kaze {

void WeakRef::trace(Cell* cell, Visitor& visitor) {
  trace_object(static_cast<Object*>(cell), visitor);
  visitor.defer_weak(cell);
}

void WeakRef::process_weak(Cell* cell, Heap& heap) {
  auto* reference = static_cast<WeakRef*>(cell);
  if (reference->target_ && !heap.is_marked(reference->target_)) reference->target_ = nullptr;
}

WeakRef* initialize_weak_ref(Isolate& isolate, WeakRef* reference, Value target) {
  reference->target_ = target.as_cell();
  reference->kept_period_ = 0;
  (void)reference->deref(isolate);
  return reference;
}

// 26.1.4.1 WeakRefDeref ( weakRef )
Value WeakRef::deref(Isolate& isolate) {
  if (!target_) return Value::undefined();
  JobQueue& queue = JobQueue::of(isolate);
  if (kept_period_ != queue.kept_period()) {
    kept_period_ = queue.kept_period();
    queue.add_to_kept_objects(Value(target_));
  }
  return Value(target_);
}

namespace {

// 26.1.1.1 WeakRef ( target )
Completion<Value> weak_ref_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, throw a TypeError exception.
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "WeakRef");
  }
  // 2. If CanBeHeldWeakly(target) is false, throw a TypeError exception.
  if (!can_be_held_weakly(arguments[0])) {
    return throw_error(isolate, Message::kInvalidWeakRefTarget);
  }
  // 3. to 6.
  WeakRef* reference = TRY(ordinary_create_from_constructor<WeakRef>(
      isolate, arguments, Intrinsic::kWeakRefPrototype));
  return initialize_weak_ref(isolate, reference, arguments[0]);
}

// 26.1.3.2 WeakRef.prototype.deref ( )
Completion<Value> weak_ref_deref(Isolate& isolate, const Arguments& arguments) {
  Value receiver = arguments.this_value();
  if (!receiver.is_object() || !WeakRef::is(receiver.as_cell())) {
    return throw_error(isolate, Message::kIncompatibleReceiver, "WeakRef.prototype.deref",
                       receiver);
  }
  return receiver.as_object()->as<WeakRef>()->deref(isolate);
}

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::deref, 0, weak_ref_deref),
    to_string_tag(names::WeakRef),
};

constexpr BuiltinClass k_weak_ref_class = {
    .constructor = Intrinsic::kWeakRef,
    .prototype = Intrinsic::kWeakRefPrototype,
    .name = names::WeakRef,
    .length = 1,
    .code = weak_ref_constructor,
    .static_properties = {},
    .prototype_properties = k_prototype_properties,
};

}  // namespace

void make_weak_ref_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, k_weak_ref_class);
}

}  // namespace kaze
