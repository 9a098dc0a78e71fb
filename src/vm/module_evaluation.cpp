// Evaluating modules, with top-level await (ECMA-262 16.2.1.6.1.3).
#include <algorithm>

#include "runtime/isolate.h"
#include "runtime/object_internals.h"
#include "vm/module_internals.h"
#include "vm/vm.h"

namespace kaze::vm {

using ModuleStack = RootedVector<ModuleRecord>;
using Status = ModuleRecord::Status;

// The body, in its environment. A promise if the module has top-level await.
static Completion<Value> run_body(Isolate& isolate, ModuleRecord* module) {
  Function* function = new_function(isolate, module->code_block, module->environment);
  return Interpreter::of(isolate).run_code(function, Value::undefined(), Value::undefined());
}

// Takes the pending exception for the error of the module, unless it is a termination.
static Completion<Value> take_error(Isolate& isolate) {
  if (isolate.is_terminating()) return Thrown{};
  return isolate.take_exception();
}

static ModuleRecord* async_parent(ModuleRecord* module, u32 i) {
  return static_cast<ModuleRecord*>(module->async_parents->slot(i).get().as_cell());
}

// 16.2.1.6.1.3.5 AsyncModuleExecutionRejected ( module, error )
static void execution_rejected(Isolate& isolate, ModuleRecord* module, Value error) {
  if (module->status == Status::kEvaluated) {
    KAZE_ASSERT(module->has_error());
    return;
  }
  KAZE_ASSERT(module->status == Status::kEvaluatingAsync);
  module->evaluation_error.set(module, error);
  module->status = Status::kEvaluated;
  module->async_order = ModuleRecord::k_order_done;
  if (module->top_level_promise) reject_promise(isolate, module->top_level_promise, error);
  for (u32 i = 0; i < module->async_parent_count; i++) {
    execution_rejected(isolate, async_parent(module, i), error);
  }
}

static Completion<void> execution_fulfilled(Isolate& isolate, ModuleRecord* module);

static Completion<void> on_body_settled(Isolate& isolate, Value data, bool fulfilled,
                                        Value argument) {
  auto* module = static_cast<ModuleRecord*>(data.as_cell());
  if (fulfilled) return execution_fulfilled(isolate, module);
  execution_rejected(isolate, module, argument);
  return {};
}

// 16.2.1.6.1.3.2 ExecuteAsyncModule ( module )
static Completion<void> execute_async_module(Isolate& isolate, ModuleRecord* module) {
  Completion<Value> body = run_body(isolate, module);
  if (body.is_abrupt()) {
    // It could not even start: the stack is full.
    Value error = TRY(take_error(isolate));
    Promise* promise = new_promise(isolate, *module->realm.get());
    promise_then_native(isolate, promise, on_body_settled, module);
    reject_promise(isolate, promise, error);
    return {};
  }
  promise_then_native(isolate, body.value().as_object()->as<Promise>(), on_body_settled, module);
  return {};
}

// 16.2.1.6.1.3.3 GatherAvailableAncestors ( module, execList )
static void gather_available_ancestors(ModuleRecord* module, ModuleStack* list) {
  for (u32 i = 0; i < module->async_parent_count; i++) {
    ModuleRecord* parent = async_parent(module, i);
    if (std::find(list->begin(), list->end(), parent) != list->end()) continue;
    if (parent->cycle_root->has_error()) continue;
    if (--parent->pending_async_dependencies > 0) continue;
    list->push_back(parent);
    if (!parent->has_top_level_await) gather_available_ancestors(parent, list);
  }
}

// 16.2.1.6.1.3.4 AsyncModuleExecutionFulfilled ( module )
static Completion<void> execution_fulfilled(Isolate& isolate, ModuleRecord* module) {
  if (module->status == Status::kEvaluated) {
    KAZE_ASSERT(module->has_error());
    return {};
  }
  module->async_order = ModuleRecord::k_order_done;
  module->status = Status::kEvaluated;
  if (module->top_level_promise) {
    fulfill_promise(isolate, module->top_level_promise, Value::undefined());
  }
  ModuleStack list(isolate.heap());
  gather_available_ancestors(module, &list);
  std::sort(list.begin(), list.end(), [](ModuleRecord* a, ModuleRecord* b) {
    return a->async_order < b->async_order;
  });
  for (usize i = 0; i < list.size(); i++) {
    ModuleRecord* parent = list[i];
    if (parent->status == Status::kEvaluated) {
      KAZE_ASSERT(parent->has_error());
    } else if (parent->has_top_level_await) {
      TRY(execute_async_module(isolate, parent));
    } else if (run_body(isolate, parent).is_abrupt()) {
      execution_rejected(isolate, parent, TRY(take_error(isolate)));
    } else {
      parent->async_order = ModuleRecord::k_order_done;
      parent->status = Status::kEvaluated;
      if (parent->top_level_promise) {
        fulfill_promise(isolate, parent->top_level_promise, Value::undefined());
      }
    }
  }
  return {};
}

// Evaluate ( ) of a synthetic module, once: its outcome is kept.
static Completion<void> evaluate_synthetic(Isolate& isolate, ModuleRecord* module) {
  if (module->has_error()) return throw_value(isolate, module->evaluation_error.get());
  if (module->status == Status::kEvaluated) return {};
  module->status = Status::kEvaluated;
  Realm* saved = isolate.realm_or_null();
  isolate.set_realm(module->realm);
  Completion<void> result = module->evaluation(isolate, module, module->data.get());
  isolate.set_realm(saved);
  if (!result.is_abrupt() || isolate.is_terminating()) return result;
  module->evaluation_error.set(module, isolate.exception());
  return Thrown{};
}

// 16.2.1.6.1.3.1 InnerModuleEvaluation ( module, stack, index )
static Completion<void> inner_module_evaluation(Isolate& isolate, ModuleRecord* module,
                                                ModuleStack* stack, u32* index) {
  if (module->is_synthetic()) return evaluate_synthetic(isolate, module);
  if (module->status == Status::kEvaluatingAsync || module->status == Status::kEvaluated) {
    if (module->has_error()) return throw_value(isolate, module->evaluation_error.get());
    return {};
  }
  if (module->status == Status::kEvaluating) return {};
  KAZE_ASSERT(module->status == Status::kLinked);
  TRY(isolate.check_native_stack());
  module->status = Status::kEvaluating;
  module->dfs_index = module->dfs_ancestor_index = (*index)++;
  module->pending_async_dependencies = 0;
  stack->push_back(module);
  for (u32 i = 0; i < module->request_count(); i++) {
    ModuleRecord* required = module->loaded(i);
    TRY(inner_module_evaluation(isolate, required, stack, index));
    if (required->is_synthetic()) continue;
    if (required->status == Status::kEvaluating) {
      module->dfs_ancestor_index =
          std::min(module->dfs_ancestor_index, required->dfs_ancestor_index);
    } else {
      required = required->cycle_root;
      if (required->has_error()) return throw_value(isolate, required->evaluation_error.get());
    }
    if (required->has_async_order()) {
      module->pending_async_dependencies++;
      append_cell(isolate, required, required->async_parents, required->async_parent_count,
                  module);
    }
  }
  if (module->pending_async_dependencies > 0 || module->has_top_level_await) {
    module->async_order = VmState::of(isolate).modules.next_async_order++;
    if (module->pending_async_dependencies == 0) TRY(execute_async_module(isolate, module));
  } else {
    TRY(run_body(isolate, module));
  }
  if (module->dfs_ancestor_index == module->dfs_index) {
    for (ModuleRecord* member = nullptr; member != module;) {
      member = stack->back();
      stack->pop_back();
      member->status = member->async_order == ModuleRecord::k_order_unset
                           ? Status::kEvaluated
                           : Status::kEvaluatingAsync;
      member->cycle_root.set(member, module);
    }
  }
  return {};
}

// 16.2.1.6.1.3 Evaluate ( )
Promise* evaluate_module(Isolate& isolate, ModuleRecord* module) {
  if (module->status == Status::kEvaluatingAsync || module->status == Status::kEvaluated) {
    if (module->cycle_root) module = module->cycle_root;
  }
  if (module->top_level_promise) return module->top_level_promise;
  Promise* promise = new_promise(isolate, *module->realm.get());
  module->top_level_promise.set(module, promise);
  ModuleStack stack(isolate.heap());
  u32 index = 0;
  Completion<void> result = inner_module_evaluation(isolate, module, &stack, &index);
  if (result.is_abrupt()) {
    // A termination leaves the promise pending; it travels on as the pending exception.
    if (isolate.is_terminating()) return promise;
    Value error = isolate.take_exception();
    for (ModuleRecord* member : stack) {
      member->status = Status::kEvaluated;
      member->evaluation_error.set(member, error);
    }
    reject_promise(isolate, promise, error);
    return promise;
  }
  if (module->async_order == ModuleRecord::k_order_unset) {
    fulfill_promise(isolate, promise, Value::undefined());
  }
  return promise;
}

}  // namespace kaze::vm
