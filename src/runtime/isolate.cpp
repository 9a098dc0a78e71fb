#include "runtime/isolate.h"

#include <cstring>

#include "base/time_zone.h"
#include "gc/stack.h"
#include "runtime/native_function.h"
#include "runtime/realm.h"

namespace kaze {

namespace {

// Of the thread's stack, what is never given to a script: the collector and the system run there.
constexpr usize k_stack_reserve = 64 * 1024;
// What throwing the RangeError may use beyond the limit.
constexpr usize k_stack_slack = 128 * 1024;

Completion<Value> default_call(Isolate& isolate, Object* function, Value this_value,
                               std::span<const Value> arguments) {
  return call_native_function(isolate, function, this_value, arguments, Value::undefined());
}

Completion<Object*> default_construct(Isolate& isolate, Object* constructor,
                                      std::span<const Value> arguments, Object* new_target) {
  Value result =
      TRY(call_native_function(isolate, constructor, Value::undefined(), arguments, new_target));
  if (!result.is_object()) return throw_error(isolate, Message::kNotConstructor, constructor);
  return result.as_object();
}

}  // namespace

const VmHooks k_default_hooks = {.call = default_call,
                                 .construct = default_construct};

void LookupCache::clear() {
  std::memset(entries, 0, sizeof entries);
  std::memset(root_shapes, 0, sizeof root_shapes);
}

struct Isolate::Roots final : RootProvider, WeakProcessor {
  explicit Roots(Isolate& isolate) : isolate(isolate) {
    isolate.heap_.add_root_provider(this);
    isolate.heap_.add_weak_processor(this);
  }
  ~Roots() {
    isolate.heap_.remove_root_provider(this);
    isolate.heap_.remove_weak_processor(this);
  }
  void visit_roots(Visitor& visitor) override {
    visitor.visit_value(isolate.exception_.bits());
    visitor.visit(isolate.realm_);
    visitor.visit(null_prototype_info);
  }
  void process_weak(Heap&) override { isolate.lookup_cache_->clear(); }

  Isolate& isolate;
  PrototypeInfo* null_prototype_info = nullptr;
  std::unique_ptr<LocalTimeZone> local_time_zone;
};

Isolate::Isolate(std::span<const CellKindInfo> kinds, const IsolateOptions& options)
    : heap_(kinds, options.heap),
      atoms_(heap_),
      native_stack_size_(options.native_stack_limit),
      lookup_cache_(std::make_unique<LookupCache>()),
      roots_(std::make_unique<Roots>(*this)) {
  lookup_cache_->clear();
}

Isolate::~Isolate() = default;

PrototypeInfo* Isolate::null_prototype_info() {
  if (!roots_->null_prototype_info) roots_->null_prototype_info = new_prototype_info(*this);
  return roots_->null_prototype_info;
}

LocalTimeZone& Isolate::local_time_zone() {
  if (!roots_->local_time_zone) roots_->local_time_zone = std::make_unique<LocalTimeZone>();
  return *roots_->local_time_zone;
}

void Isolate::enter_thread() {
  bool is_outermost = !heap_.is_entered();
  heap_.enter_thread();
  if (!is_outermost) return;
  gc::StackBounds bounds = gc::current_stack_bounds();
  usize here = reinterpret_cast<usize>(__builtin_frame_address(0));
  native_stack_end_ = static_cast<usize>(bounds.low) + k_stack_reserve;
  usize lowest = native_stack_end_ + k_stack_slack;
  usize wanted = here > native_stack_size_ ? here - native_stack_size_ : 0;
  native_stack_limit_ = wanted > lowest ? wanted : lowest;
}

void Isolate::leave_thread() { heap_.leave_thread(); }

Completion<void> Isolate::stack_overflow() {
  usize limit = native_stack_limit_;
  native_stack_limit_ = limit > native_stack_end_ + k_stack_slack ? limit - k_stack_slack
                                                                  : native_stack_end_;
  Thrown thrown = throw_error(*this, Message::kStackOverflow);
  native_stack_limit_ = limit;
  return thrown;
}

}  // namespace kaze
