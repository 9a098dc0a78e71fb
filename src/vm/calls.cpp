// Calls and constructions that the handlers do not push inline.
//
// `call_at` and `construct_at` serve every callable whose callee, this and arguments already lie on the VM
// stack. A closure gets a frame (the caller dispatches); anything else is carried out and leaves its
// result in `result`.
#include <cstring>

#include "bytecode/function_code.h"
#include "runtime/bound_function.h"
#include "base/unicode.h"
#include "runtime/proxy.h"
#include "runtime/realm.h"
#include "vm/function_calls.h"
#include "vm/generator.h"
#include "vm/slow_paths.h"

namespace kaze {

using CallOutcome = Interpreter::CallOutcome;

// Writes the header of a frame whose callee, this and arguments stand, and makes it the running one.
inline void Interpreter::enter_frame(CodeBlock* block, Value* first, u32 argument_count, u64 flags,
                                     i32 result_register, const u16* return_address,
                                     Value new_target) {
  for (u32 i = argument_count; i < block->parameter_count; i++) first[i] = Value::undefined();
  block->call_count++;
  first[frame::k_new_target] = new_target;
  first[frame::k_code_block] = raw(block);
  first[frame::k_caller] = raw(fp);
  first[frame::k_return_address] = raw(return_address);
  first[frame::k_packed] =
      Value::from_bits(frame::pack(argument_count, flags, result_register));
  fp = first;
  pc = block->instructions;
  native_top_ = nullptr;
}

bool Interpreter::push_frame(Function* function, Value* first, u32 argument_count, u64 flags,
                             i32 result_register, const u16* return_address, Value new_target) {
  CodeBlock* block = function->code_block();
  if (KAZE_UNLIKELY(!block->is_prepared())) {
    // The arguments may lie above the running frame.
    Value* saved = native_top_;
    native_top_ = std::max(stack_top(), first + argument_count);
    bool failed = prepare_code(isolate, block).is_abrupt();
    native_top_ = saved;
    if (failed) return false;
  }
  if (KAZE_UNLIKELY(first + argument_count + frame::k_header_size + block->register_count +
                        k_stack_slack >=
                    stack_limit_)) {
    (void)throw_error(isolate, Message::kStackOverflow);
    return false;
  }
  if (block->entry_flags & CodeBlock::k_needs_all_arguments) {
    // The frame goes above the arguments, which stay where they are.
    Value* above = first + argument_count + frame::k_header_size;
    above[frame::k_callee] = first[frame::k_callee];
    above[frame::k_this] = first[frame::k_this];
    u32 copied = std::min(argument_count, block->parameter_count);
    for (u32 i = 0; i < copied; i++) above[i] = first[i];
    first = above;
  }
  if (block->entry_flags & CodeBlock::k_suspendable) block->clear_registers(first);
  if (block->realm.get() != isolate.realm_or_null()) {
    flags |= frame::k_special;
    isolate.set_realm(block->realm.get());
  }
  enter_frame(block, first, argument_count, flags, result_register, return_address, new_target);
  return true;
}

namespace {

// Puts a bound function's arguments in front. False: no room.
bool unwrap_bound(Interpreter& vm, BoundFunction* bound, Value* first, u32* argument_count) {
  u32 extra = bound->argument_count();
  if (first + *argument_count + extra + k_stack_slack >= vm.stack_limit()) {
    (void)throw_error(vm.isolate, Message::kStackOverflow);
    return false;
  }
  std::memmove(static_cast<void*>(first + extra), first, *argument_count * sizeof(Value));
  for (u32 i = 0; i < extra; i++) first[i] = bound->argument(i);
  *argument_count += extra;
  return true;
}

// Runs C++ code on behalf of a callee whose arguments lie at `first`, in the callee's realm.
class NativeCallScope {
 public:
  NativeCallScope(Interpreter& vm, Value* top, Realm* realm)
      : vm_(vm), top_(vm.native_top_), realm_(vm.isolate.realm_or_null()) {
    vm.native_top_ = std::max(vm.stack_top(), top);
    if (realm) vm.isolate.set_realm(realm);
  }
  ~NativeCallScope() {
    vm_.native_top_ = top_;
    vm_.isolate.set_realm(realm_);
  }

 private:
  Interpreter& vm_;
  Value* top_;
  Realm* realm_;
};

// The elements of a dense array as arguments: holes are undefined.
void copy_elements(Array* list, Value* to, u32 count) {
  ElementsKind kind = list->elements_kind();
  if (KAZE_LIKELY(kind == ElementsKind::kPackedTagged || kind == ElementsKind::kPackedInt32)) {
    Slot* slots = static_cast<TaggedElements*>(list->elements())->slots();
    for (u32 i = 0; i < count; i++) to[i] = slots[i].get();
    return;
  }
  for (u32 i = 0; i < count; i++) {
    Value element = get_element_direct(list, i);
    to[i] = element.is_empty() ? Value::undefined() : element;
  }
}

// Whether so many arguments from `first` on leave room on the stack.
bool has_room(Interpreter& vm, Value* first, u32 count) {
  return count < static_cast<usize>(vm.stack_limit() - first) &&
         first + count + k_stack_slack < vm.stack_limit();
}

// Puts a call of `callee` with the array's elements where another call stands. False, and nothing is done, if
// the list is no array that can be read without running code, or too long.
bool place_call(Interpreter& vm, Value* first, Value callee, Value this_value, Value list_value,
                u32* argument_count) {
  if (!is_fast_array(vm.isolate, list_value)) return false;
  auto* list = static_cast<Array*>(list_value.as_cell());
  u32 count = list->length();
  if (!has_room(vm, first, count)) return false;
  copy_elements(list, first, count);
  first[frame::k_callee] = callee;
  first[frame::k_this] = this_value;
  *argument_count = count;
  return true;
}

// Turns the callee and arguments of Function.prototype.apply into those of the function it is called on.
bool place_applied(Interpreter& vm, Value* first, u32* argument_count) {
  Value function = first[frame::k_this];
  Value this_value = *argument_count ? first[0] : Value::undefined();
  if (*argument_count > 1 && !first[1].is_nullish()) {
    return place_call(vm, first, function, this_value, first[1], argument_count);
  }
  first[frame::k_callee] = function;
  first[frame::k_this] = this_value;
  *argument_count = 0;
  return true;
}

CallOutcome finish(Interpreter& vm, Completion<Value> value) {
  if (KAZE_UNLIKELY(value.is_abrupt())) return CallOutcome::kThrown;
  vm.result = value.value();
  return CallOutcome::kReturned;
}

}  // namespace

CallOutcome Interpreter::call_at(Value* first, u32 argument_count, i32 result_register,
                                 const u16* return_address, u64 flags) {
  for (;;) {
    Value callee = first[frame::k_callee];
    CellKind kind = callee.is_cell() ? kind_of(callee.as_cell()) : CellKind::kFree;
    if (kind == CellKind::kFunction) {
      auto* function = static_cast<Function*>(callee.as_cell());
      if (KAZE_UNLIKELY(function->is_class_constructor())) {
        // 10.2.1, step 4.a: an error of the callee's realm.
        std::string name = vm::function_name(function);
        Realm* realm = isolate.realm_or_null();
        isolate.set_realm(function->code_block()->realm.get());
        (void)throw_error(isolate, Message::kClassConstructorCall, name);
        isolate.set_realm(realm);
        return CallOutcome::kThrown;
      }
      bool pushed = push_frame(function, first, argument_count, flags, result_register,
                               return_address, Value::undefined());
      return pushed ? CallOutcome::kFramePushed : CallOutcome::kThrown;
    }
    if (kind == CellKind::kNativeFunction) {
      auto* native = static_cast<NativeFunction*>(callee.as_cell());
      if (native->code() == vm::function_call && first[frame::k_this].is_callable()) {
        first[frame::k_callee] = first[frame::k_this];
        first[frame::k_this] = argument_count ? first[0] : Value::undefined();
        if (argument_count) {
          argument_count--;
          std::memmove(static_cast<void*>(first), first + 1, argument_count * sizeof(Value));
        }
        continue;
      }
      if (native->code() == vm::function_apply && first[frame::k_this].is_callable() &&
          place_applied(*this, first, &argument_count)) {
        continue;
      }
      if (native->code() == vm::reflect_apply && argument_count > 2 && first[0].is_callable() &&
          place_call(*this, first, first[0], first[1], first[2], &argument_count)) {
        continue;
      }
      if (native->code() == vm::generator_next && flags == 0 && fp && first[frame::k_this].is_object()) {
        Value sent = argument_count ? first[0] : Value::undefined();
        if (vm::resume_in_frame(*this, first[frame::k_this].as_object(), sent, result_register,
                                return_address, 0)) {
          return CallOutcome::kFramePushed;
        }
      }
      NativeCallScope scope(*this, first + argument_count, native->realm());
      return finish(*this, native->code()(isolate, Arguments(first, argument_count, Value())));
    }
    if (kind == CellKind::kBoundFunction) {
      auto* bound = static_cast<BoundFunction*>(callee.as_cell());
      if (!unwrap_bound(*this, bound, first, &argument_count)) return CallOutcome::kThrown;
      first[frame::k_callee] = bound->target();
      first[frame::k_this] = bound->bound_this();
      continue;
    }
    if (kind == CellKind::kProxy && callee.is_callable()) {
      NativeCallScope scope(*this, first + argument_count, nullptr);
      return finish(*this, proxy_call(isolate, static_cast<Proxy*>(callee.as_cell()), first[frame::k_this],
                                      {first, argument_count}));
    }
    (void)vm::throw_not_callable(*this, callee);
    return CallOutcome::kThrown;
  }
}

namespace {

// How many properties instances of a constructor will have, by what it and its superclasses assign.
u32 estimate_instance_properties(Function* constructor) {
  u32 total = 0;
  Object* object = constructor;
  for (int depth = 0; depth < 16 && object; depth++) {
    Function* function = object->as_if<Function>();
    if (!function || !function->code_block()->is_prepared()) break;
    total += function->code_block()->code().this_property_estimate;
    Function* fields = function->fields();
    if (fields && fields->code_block()->code_) {
      total += fields->code_block()->code().this_property_estimate;
    }
    Value parent = function->shape()->prototype();
    object = parent.is_object() ? parent.as_object() : nullptr;
  }
  return std::min(std::max(total, 2u), 32u);
}

// What earlier instances grew to, in steps so that few shapes come of it.
u32 learned_capacity(Value prototype) {
  PrototypeInfo* info = prototype.as_object()->shape()->prototype_info();
  u32 slots = info ? info->instance_slots : 0;
  return slots == 0 ? 0 : slots <= 4 ? 4 : slots <= 8 ? 8 : slots <= 16 ? 16 : 32;
}

bool outgrown(Shape* shape) {
  return KAZE_UNLIKELY(learned_capacity(shape->prototype()) > shape->inline_capacity());
}

// OrdinaryCreateFromConstructor(newTarget, "%Object.prototype%") with the shape remembered.
Completion<Object*> create_instance(Isolate& isolate, Object* new_target) {
  Function* function = new_target->as_if<Function>();
  if (!function) {
    Object* prototype =
        TRY(get_prototype_from_constructor(isolate, new_target, Intrinsic::kObjectPrototype));
    return new_object_with_prototype(isolate, prototype);
  }
  Shape* shape = function->current_initial_shape();
  if (KAZE_LIKELY(shape && !outgrown(shape))) return new_object_with_shape(isolate, shape);
  Value prototype = function->prototype_property(isolate);
  shape = function->initial_shape();
  if (shape && shape->prototype() == prototype && !outgrown(shape)) {
    return new_object_with_shape(isolate, shape);
  }
  if (!prototype.is_object()) {
    prototype = TRY(get_prototype_from_constructor(isolate, new_target,
                                                   Intrinsic::kObjectPrototype));
    return new_object_with_prototype(isolate, prototype);
  }
  become_prototype(isolate, prototype.as_object());
  u32 capacity = std::max(estimate_instance_properties(function), learned_capacity(prototype));
  shape = root_shape(isolate, prototype, capacity);
  function->set_initial_shape(shape);
  return new_object_with_shape(isolate, shape);
}

}  // namespace

CallOutcome Interpreter::construct_at(Value* first, u32 argument_count, Value new_target,
                                      i32 result_register, const u16* return_address) {
  u64 entry = return_address ? 0 : frame::k_entry;
  for (;;) {
    Value callee = first[frame::k_callee];
    if (KAZE_UNLIKELY(!callee.is_constructor())) {
      (void)vm::throw_not_constructor(*this, callee);
      return CallOutcome::kThrown;
    }
    switch (kind_of(callee.as_cell())) {
    case CellKind::kFunction: {
      auto* function = static_cast<Function*>(callee.as_cell());
      Value this_value = Value::empty();
      if (!vm::is_derived_constructor(function)) {
        NativeCallScope scope(*this, first + argument_count, nullptr);
        CodeBlock* block = function->code_block();
        // The code says how large instances get.
        if (!block->is_prepared() && prepare_code(isolate, block).is_abrupt()) {
          return CallOutcome::kThrown;
        }
        Completion<Object*> object = create_instance(isolate, new_target.as_object());
        if (object.is_abrupt()) return CallOutcome::kThrown;
        this_value = object.value();
      }
      first[frame::k_this] = this_value;
      bool pushed = push_frame(function, first, argument_count, frame::k_construct | entry,
                               result_register, return_address, new_target);
      return pushed ? CallOutcome::kFramePushed : CallOutcome::kThrown;
    }
    case CellKind::kNativeFunction: {
      auto* native = static_cast<NativeFunction*>(callee.as_cell());
      NativeCallScope scope(*this, first + argument_count, native->realm());
      first[frame::k_this] = Value::undefined();
      return finish(*this, native->code()(isolate, Arguments(first, argument_count, new_target)));
    }
    case CellKind::kBoundFunction: {
      auto* bound = static_cast<BoundFunction*>(callee.as_cell());
      if (!unwrap_bound(*this, bound, first, &argument_count)) return CallOutcome::kThrown;
      first[frame::k_callee] = bound->target();
      if (new_target == callee) new_target = bound->target();
      continue;
    }
    case CellKind::kProxy: {
      NativeCallScope scope(*this, first + argument_count, nullptr);
      return finish(*this, proxy_construct(isolate, static_cast<Proxy*>(callee.as_cell()), {first, argument_count},
                                           new_target.as_object()));
    }
    default:
      (void)vm::throw_not_constructor(*this, callee);
      return CallOutcome::kThrown;
    }
  }
}

// --- From C++ ------------------------------------------------------------------------------------------

namespace {

// Saves and restores the machine state around an entry from C++.
class EntryScope {
 public:
  explicit EntryScope(Interpreter& vm)
      : vm_(vm),
        pc_(vm.pc),
        fp_(vm.fp),
        native_top_(vm.native_top_),
        realm_(vm.isolate.realm_or_null()) {}
  ~EntryScope() {
    vm_.pc = pc_;
    vm_.fp = fp_;
    vm_.native_top_ = native_top_;
    vm_.isolate.set_realm(realm_);
  }

 private:
  Interpreter& vm_;
  const u16* pc_;
  Value* fp_;
  Value* native_top_;
  Realm* realm_;
};

}  // namespace

Value* Interpreter::place_arguments(Value callee, Value this_value,
                                    std::span<const Value> arguments) {
  Value* first = stack_top() + frame::k_header_size;
  if (first + arguments.size() + k_stack_slack >= stack_limit_) {
    (void)throw_error(isolate, Message::kStackOverflow);
    return nullptr;
  }
  first[frame::k_callee] = callee;
  first[frame::k_this] = this_value;
  Value* to = first;
  for (Value argument : arguments) *to++ = argument;
  return first;
}

Completion<Value> Interpreter::call(Object* function, Value this_value,
                                    std::span<const Value> arguments) {
  TRY(isolate.check_native_stack());
  Value* first = place_arguments(function, this_value, arguments);
  if (!first) return Thrown{};
  EntryScope scope(*this);
  u32 count = static_cast<u32>(arguments.size());
  if (KAZE_LIKELY(kind_of(function) == CellKind::kFunction)) {
    CodeBlock* block = static_cast<Function*>(function)->code_block();
    if (KAZE_LIKELY(block->instructions && block->entry_flags == 0 &&
                    block->realm.get() == isolate.realm_or_null() &&
                    first + count + block->register_count + k_stack_slack < stack_limit_)) {
      enter_frame(block, first, count, frame::k_entry, 0, pc, Value::undefined());
      return run();
    }
  }
  switch (call_at(first, count, 0, pc, frame::k_entry)) {
  case CallOutcome::kFramePushed:
    return run();
  case CallOutcome::kReturned:
    return result;
  case CallOutcome::kThrown:
    break;
  }
  return Thrown{};
}

Completion<Object*> Interpreter::construct(Object* constructor, std::span<const Value> arguments,
                                           Object* new_target) {
  TRY(isolate.check_native_stack());
  Value* first = place_arguments(constructor, Value::undefined(), arguments);
  if (!first) return Thrown{};
  EntryScope scope(*this);
  Value value;
  switch (construct_at(first, static_cast<u32>(arguments.size()),
                       new_target ? new_target : constructor, 0, nullptr)) {
  case CallOutcome::kFramePushed:
    value = TRY(run());
    break;
  case CallOutcome::kReturned:
    value = result;
    break;
  case CallOutcome::kThrown:
    return Thrown{};
  }
  KAZE_ASSERT(value.is_object());
  return value.as_object();
}

Completion<Value> Interpreter::run_code(Function* function, Value this_value, Value new_target) {
  TRY(isolate.check_native_stack());
  Value* first = place_arguments(function, this_value, {});
  if (!first) return Thrown{};
  EntryScope scope(*this);
  if (!push_frame(function, first, 0, frame::k_entry, 0, pc, new_target)) return Thrown{};
  return run();
}

// --- Handlers' slow paths ---------------------------------------------------------------------------------

namespace vm {

void note_call_target(CodeBlock* block, CallFeedback* feedback, Cell* target) {
  if (feedback->target) {
    // Closures of one function are one target to a compiler; which closure is not.
    feedback->is_megamorphic = 1;
    feedback->target = nullptr;
    return;
  }
  gc::write_barrier(block);
  feedback->target = target;
}

bool is_derived_constructor(Function* function) {
  return function->code_block()->function_template()->kind == FunctionKind::kDerivedConstructor;
}

std::string function_name(Function* function) {
  const LiteralString& name = function->code_block()->function_template()->name;
  if (name.is_latin1) {
    return latin1_to_utf8({static_cast<const char*>(name.units), name.length});
  }
  return utf16_to_utf8({static_cast<const char16_t*>(name.units), name.length});
}

// 10.2.1.2 OrdinaryCallBindThis for sloppy functions; `value` is no object.
Value coerce_this(Interpreter& vm, Value value) {
  if (value.is_nullish()) return Interpreter::code_block(vm.fp)->realm->global_this();
  return MUST(to_object(vm.isolate, value));
}

namespace {

// Spreads an array that the code made itself (dense, no holes left) above the running frame.
Value* place_spread(Interpreter& vm, Value callee, Value this_value, Value array, u32* count) {
  auto* list = static_cast<Array*>(array.as_cell());
  *count = list->length();
  Value* first = vm.stack_top() + frame::k_header_size;
  if (!has_room(vm, first, *count)) {
    (void)throw_error(vm.isolate, Message::kStackOverflow);
    return nullptr;
  }
  first[frame::k_callee] = callee;
  first[frame::k_this] = this_value;
  copy_elements(list, first, *count);
  return first;
}

}  // namespace

CallOutcome call_spread(Interpreter& vm, Value callee, Value this_value, Value array,
                        i32 result_register, const u16* return_address) {
  u32 count;
  Value* first = place_spread(vm, callee, this_value, array, &count);
  if (!first) return CallOutcome::kThrown;
  return vm.call_at(first, count, result_register, return_address);
}

CallOutcome construct_spread(Interpreter& vm, Value callee, Value array, Value new_target,
                             i32 result_register, const u16* return_address) {
  u32 count;
  Value* first = place_spread(vm, callee, Value::undefined(), array, &count);
  if (!first) return CallOutcome::kThrown;
  return vm.construct_at(first, count, new_target, result_register, return_address);
}

// Replaces the running frame (15.10.3 PrepareForTailCall): arguments move down to where its own were.
CallOutcome tail_call(Interpreter& vm, Value* first, u32 count, i32 result_in_place,
                      const u16* next) {
  Value callee = first[frame::k_callee];
  Value* fp = vm.fp;
  u64 packed = Interpreter::packed(fp);
  bool is_closure = callee.is_cell() && kind_of(callee.as_cell()) == CellKind::kFunction &&
                    !static_cast<Function*>(callee.as_cell())->is_class_constructor();
  // Anything else than a closure leaves no frame behind anyway; a construct call, a suspended one, or
  // one with a realm to restore must come back here.
  u64 keep = packed & frame::k_flag_mask & ~(frame::k_entry | frame::k_discard);
  if (!is_closure || keep) return vm.call_at(first, count, result_in_place, next);
  CodeBlock* running = Interpreter::code_block(fp);
  Value* target = fp;
  if (running->entry_flags & CodeBlock::k_needs_all_arguments) {
    target = fp - frame::k_header_size - frame::argument_count(packed);
  }
  u64 flags = packed & frame::k_flag_mask;
  i32 result_register = frame::result_register(packed);
  const u16* return_address = Interpreter::return_address(fp);
  Value* caller = Interpreter::caller(fp);
  target[frame::k_callee] = callee;
  Value this_value = first[frame::k_this];
  std::memmove(static_cast<void*>(target), first, count * sizeof(Value));
  target[frame::k_this] = this_value;
  // The frame is gone: its caller is the running one until the new frame stands.
  vm.fp = caller;
  if (caller) {
    vm.pc = (flags & frame::k_entry) ? return_address : return_address - 1;
  }
  Value* saved_top = vm.native_top_;
  vm.native_top_ = target + count;
  bool pushed = vm.push_frame(static_cast<Function*>(callee.as_cell()), target, count, flags,
                              result_register, return_address, Value::undefined());
  if (pushed) return CallOutcome::kFramePushed;
  vm.native_top_ = saved_top;
  // The exception belongs to the caller; if that is C++, to nobody here.
  if (flags & frame::k_entry) {
    vm.fp = fp;
    vm.leave_thrown = true;
  }
  return CallOutcome::kThrown;
}

CallOutcome tail_call_spread(Interpreter& vm, Value callee, Value this_value, Value array,
                             i32 result_in_place, const u16* next) {
  u32 count;
  Value* first = place_spread(vm, callee, this_value, array, &count);
  if (!first) return CallOutcome::kThrown;
  return tail_call(vm, first, count, result_in_place, next);
}

CallOutcome super_call(Interpreter& vm, Value* first, u32 count, Value new_target,
                       i32 result_register, const u16* return_address) {
  if (!first[frame::k_callee].is_constructor()) {
    (void)throw_error(vm.isolate, Message::kSuperNotConstructor, first[frame::k_callee]);
    return CallOutcome::kThrown;
  }
  return vm.construct_at(first, count, new_target, result_register, return_address);
}

CallOutcome super_call_spread(Interpreter& vm, Value callee, Value array, Value new_target,
                              i32 result_register, const u16* return_address) {
  if (!callee.is_constructor()) {
    (void)throw_error(vm.isolate, Message::kSuperNotConstructor, callee);
    return CallOutcome::kThrown;
  }
  return construct_spread(vm, callee, array, new_target, result_register, return_address);
}

// 13.3.7.2 GetSuperConstructor.
Completion<Value> get_super_constructor(Interpreter& vm, Value function) {
  return function.as_object()->get_prototype_of(vm.isolate);
}

// 7.3.33 InitializeInstanceElements: the class's own function does it all.
Completion<void> initialize_fields(Interpreter& vm, Value this_value, Value function) {
  Function* fields = function.as_object()->as<Function>()->fields();
  if (!fields) return {};
  TRY(vm.call(fields, this_value, {}));
  return {};
}

// 10.2.2 [[Construct]], steps 10 to 14, for derived constructors. The callee's context is gone by then:
// errors are of the caller's realm.
Completion<Value> derived_result(Interpreter& vm, Value value, Value this_value) {
  if (value.is_object()) return value;
  if (!this_value.is_empty() && value.is_undefined()) return this_value;
  if (Value* caller = Interpreter::caller(vm.fp)) {
    vm.isolate.set_realm(Interpreter::code_block(caller)->realm.get());
  }
  if (!value.is_undefined()) return throw_error(vm.isolate, Message::kDerivedConstructorReturn);
  return throw_error(vm.isolate, Message::kSuperNotCalled);
}

}  // namespace vm
}  // namespace kaze
