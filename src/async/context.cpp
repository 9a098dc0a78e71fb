#include "async/context.h"

#include "builtins/cell_table.h"
#include "builtins/hooks.h"
#include "vm/scripts.h"

namespace kaze {

namespace {

IsolateOptions with_delegate(IsolateOptions options, HeapDelegate* delegate) {
  options.heap.delegate = delegate;
  return options;
}

}  // namespace

Context::Context(const ContextOptions& options)
    : isolate_(k_cell_kinds, with_delegate(options.isolate, &limit_delegate_)) {
  vm::Options vm_options;
  vm_options.stack_values = options.isolate.vm_stack_values;
  VmState& state = vm::attach(isolate_, vm_options);
  state.tail_calls = options.tail_calls;
  install_builtin_hooks(isolate_);
  limit_delegate_.context = this;
  Scope scope(*this);
  realm_.set(isolate_.heap(), new_realm(isolate_));
  isolate_.set_realm(realm_.get());
}

Context::~Context() {
  isolate_.set_realm(nullptr);
  realm_.reset();
  vm::detach(isolate_);
}

void Context::LimitDelegate::on_limit(Heap&) {
  if (!context || !context->isolate_.vm) return;
  __atomic_fetch_or(&context->vm().interrupt_requested, Interpreter::k_heap_limit,
                    __ATOMIC_RELEASE);
}

Completion<Value> Context::run_script(Ref<SourceText> source, bool strict) {
  return vm::run_script(isolate_, realm(), std::move(source), strict);
}

void Context::drain_microtasks() { vm::run_microtasks(isolate_); }

Context::Scope::Scope(Context& context) : context_(context) { context_.isolate_.enter_thread(); }
Context::Scope::~Scope() { context_.isolate_.leave_thread(); }

}  // namespace kaze
