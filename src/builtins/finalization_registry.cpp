// FinalizationRegistry objects (ECMA-262 26.2).
#include "builtins/keyed_collections.h"
#include "builtins/weak_ref.h"
#include "runtime/static_cells.h"
#include "vm/jobs.h"

namespace kaze {

namespace {

// 9.10.4.1 CleanupFinalizationRegistry ( finalizationRegistry ), as a job.
Completion<void> cleanup_job(Isolate& isolate, Value data) {
  auto* registry = data.as_object()->as<FinalizationRegistry>();
  registry->set_job_queued(false);
  Value held;
  while (registry->take_dead(&held)) {
    if (call_with(isolate, registry->cleanup(), Value::undefined(), held).is_abrupt()) {
      // The other records have their turn when this exception was reported.
      registry->set_job_queued(true);
      JobQueue::of(isolate).enqueue_native(cleanup_job, registry);
      return Thrown{};
    }
  }
  return {};
}

}  // namespace

void FinalizationRegistry::initialize(Isolate& isolate, Value cleanup) {
  cleanup_.set(this, cleanup);
  held_.set(this, empty_tagged_elements());
  isolate_ = &isolate;
}

void FinalizationRegistry::trace(Cell* cell, Visitor& visitor) {
  auto* registry = static_cast<FinalizationRegistry*>(cell);
  trace_object(registry, visitor);
  visitor.visit(registry->cleanup_);
  visitor.visit(registry->cells_);
  visitor.visit(registry->held_);
  visitor.defer_weak(cell);
}

void FinalizationRegistry::process_weak(Cell* cell, Heap& heap) {
  auto* registry = static_cast<FinalizationRegistry*>(cell);
  bool any_dead = false;
  for (u32 i = 0; i < registry->count_; i++) {
    Cell*& target = registry->cells_->at(2 * i);
    Cell*& token = registry->cells_->at(2 * i + 1);
    if (token && !heap.is_marked(token)) token = nullptr;
    if (target && !heap.is_marked(target)) target = nullptr;
    any_dead |= target == nullptr;
  }
  if (any_dead && !registry->is_job_queued_ && registry->isolate_->vm) {
    registry->is_job_queued_ = true;
    // HostEnqueueFinalizationRegistryCleanupJob: the queue is no memory of the heap.
    JobQueue::of(*registry->isolate_).enqueue_native(cleanup_job, registry);
  }
}

Completion<void> FinalizationRegistry::add(Isolate& isolate, Value target, Value held,
                                           Value token) {
  if (count_ == capacity_) {
    u32 capacity = capacity_ * 2 + 4;
    TaggedElements* values = new_tagged_elements(isolate, capacity);
    if (!values) return throw_error(isolate, Message::kHeapLimit);
    Cell* cell = isolate.heap().try_allocate(
        sizeof(WeakList) + usize{capacity} * 2 * sizeof(Cell*), static_cast<u8>(CellKind::kWeakList));
    if (!cell) return throw_error(isolate, Message::kHeapLimit);
    // From here on nothing is allocated: the collector sees one state or the other.
    auto* cells = static_cast<WeakList*>(cell);
    cells->shape_id_ = capacity * 2;
    for (u32 i = 0; i < capacity * 2; i++) {
      cells->at(i) = i < count_ * 2 ? cells_->at(i) : nullptr;
    }
    move_slots(values, values->slots(), held_->slots(), count_);
    cells_.set(this, cells);
    held_.set(this, values);
    capacity_ = capacity;
  }
  u32 index = count_++;
  cells_->at(2 * index) = target.as_cell();
  cells_->at(2 * index + 1) = token.is_empty() ? nullptr : token.as_cell();
  TaggedElements* values = held_;
  values->slot(index).set(values, held);
  // A young target of an old registry must be looked at in the next collection.
  gc::write_barrier(this);
  return {};
}

void FinalizationRegistry::remove_at(u32 index) {
  u32 last = --count_;
  cells_->at(2 * index) = cells_->at(2 * last);
  cells_->at(2 * index + 1) = cells_->at(2 * last + 1);
  TaggedElements* values = held_;
  values->slot(index).set(values, values->slot(last));
  values->slot(last).set_non_cell(Value::empty());
}

bool FinalizationRegistry::remove(Value token) {
  bool removed = false;
  for (u32 i = count_; i-- > 0;) {
    if (cells_->at(2 * i + 1) != token.as_cell()) continue;
    remove_at(i);
    removed = true;
  }
  return removed;
}

bool FinalizationRegistry::take_dead(Value* held) {
  // All round from where the last one was found, so that taking them all is one pass and not one each.
  if (next_ >= count_) next_ = 0;
  for (u32 i = 0; i < count_; i++, next_++) {
    if (next_ == count_) next_ = 0;
    if (cells_->at(2 * next_)) continue;
    *held = held_->slot(next_);
    remove_at(next_);
    return true;
  }
  return false;
}

namespace {

Completion<FinalizationRegistry*> this_registry(Isolate& isolate, const Arguments& arguments,
                                                const char* method) {
  Value receiver = arguments.this_value();
  if (receiver.is_object() && FinalizationRegistry::is(receiver.as_cell())) {
    return receiver.as_object()->as<FinalizationRegistry>();
  }
  return throw_error(isolate, Message::kIncompatibleReceiver, method, receiver);
}

// 26.2.1.1 FinalizationRegistry ( cleanupCallback )
Completion<Value> registry_constructor(Isolate& isolate, const Arguments& arguments) {
  // 1. If NewTarget is undefined, throw a TypeError exception.
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "FinalizationRegistry");
  }
  // 2. If IsCallable(cleanupCallback) is false, throw a TypeError exception.
  if (!arguments[0].is_callable()) return throw_error(isolate, Message::kCleanupNotCallable);
  // 3. to 8.
  FinalizationRegistry* registry = TRY(ordinary_create_from_constructor<FinalizationRegistry>(
      isolate, arguments, Intrinsic::kFinalizationRegistryPrototype));
  registry->initialize(isolate, arguments[0]);
  return registry;
}

// 26.2.3.2 FinalizationRegistry.prototype.register ( target, heldValue [ , unregisterToken ] )
Completion<Value> registry_register(Isolate& isolate, const Arguments& arguments) {
  auto* registry =
      TRY(this_registry(isolate, arguments, "FinalizationRegistry.prototype.register"));
  // 3. If CanBeHeldWeakly(target) is false, throw a TypeError exception.
  Value target = arguments[0];
  if (!can_be_held_weakly(target)) return throw_error(isolate, Message::kInvalidRegisterTarget);
  // 4. If SameValue(target, heldValue) is true, throw a TypeError exception.
  if (target == arguments[1]) return throw_error(isolate, Message::kRegisterTargetIsHoldings);
  // 5. If CanBeHeldWeakly(unregisterToken) is false, then it has to be undefined.
  Value token = arguments[2];
  if (!can_be_held_weakly(token)) {
    if (!token.is_undefined()) return throw_error(isolate, Message::kInvalidUnregisterToken, token);
    token = Value::empty();
  }
  // 6, 7.
  TRY(registry->add(isolate, target, arguments[1], token));
  return Value::undefined();
}

// 26.2.3.3 FinalizationRegistry.prototype.unregister ( unregisterToken )
Completion<Value> registry_unregister(Isolate& isolate, const Arguments& arguments) {
  auto* registry =
      TRY(this_registry(isolate, arguments, "FinalizationRegistry.prototype.unregister"));
  // 3. If CanBeHeldWeakly(unregisterToken) is false, throw a TypeError exception.
  if (!can_be_held_weakly(arguments[0])) {
    return throw_error(isolate, Message::kInvalidUnregisterToken, arguments[0]);
  }
  return Value::boolean(registry->remove(arguments[0]));
}

constexpr BuiltinProperty k_prototype_properties[] = {
    method(names::register_, 2, registry_register),
    method(names::unregister, 1, registry_unregister),
    to_string_tag(names::FinalizationRegistry),
};

constexpr BuiltinClass k_registry_class = {
    .constructor = Intrinsic::kFinalizationRegistry,
    .prototype = Intrinsic::kFinalizationRegistryPrototype,
    .name = names::FinalizationRegistry,
    .length = 1,
    .code = registry_constructor,
    .static_properties = {},
    .prototype_properties = k_prototype_properties,
};

}  // namespace

void make_finalization_registry_class(Isolate& isolate, Realm& realm, Intrinsic) {
  make_builtin_class(isolate, realm, k_registry_class);
}

}  // namespace kaze
