// What handlers call when their inline path does not apply. One section per source file.
//
// All run with the frame saved in the interpreter (pc at the instruction, fp). Those that return two
// values leave the second in `Interpreter::result`.
#pragma once

#include "runtime/conversions.h"
#include "runtime/elements.h"
#include "vm/interpreter.h"

namespace kaze {

inline constexpr i32 k_no_register = INT32_MIN;
// Values kept free above a frame for accessor calls made from it.
inline constexpr usize k_stack_slack = 64;

namespace vm {

using CallOutcome = Interpreter::CallOutcome;

// --- errors.cpp: errors that instructions throw ---------------------------------------------------
void throw_uninitialized(Interpreter& vm, String* name);
void throw_this_uninitialized(Interpreter& vm);
void throw_super_called_twice(Interpreter& vm);
void throw_const_assignment(Interpreter& vm, String* name);
// `kind` is a ThrowKind (bytecode/throw_kinds.h).
void throw_kind(Interpreter& vm, u32 kind, Value argument);
void throw_not_coercible(Interpreter& vm, Value value, Value description);
// "a.b is not a function", with the text of the expression from the source.
Thrown throw_not_callable(Interpreter& vm, Value callee);
Thrown throw_not_constructor(Interpreter& vm, Value callee);

// --- operators.cpp -----------------------------------------------------------------------------------
#define KAZE_BINARY(Name) \
  Completion<Value> binary_##Name(Interpreter& vm, Value a, Value b, u64* feedback);
KAZE_BINARY(Add)
KAZE_BINARY(Sub)
KAZE_BINARY(Mul)
KAZE_BINARY(Div)
KAZE_BINARY(Mod)
KAZE_BINARY(Exp)
KAZE_BINARY(ShiftLeft)
KAZE_BINARY(ShiftRight)
KAZE_BINARY(ShiftRightLogical)
KAZE_BINARY(BitAnd)
KAZE_BINARY(BitOr)
KAZE_BINARY(BitXor)
#undef KAZE_BINARY
Completion<Value> increment(Interpreter& vm, Value a, i32 by, u64* feedback);
Completion<Value> negate(Interpreter& vm, Value a, u64* feedback);
Completion<Value> bit_not(Interpreter& vm, Value a, u64* feedback);
Completion<Value> to_number_value(Interpreter& vm, Value a);
Completion<Value> loosely_equal(Interpreter& vm, Value a, Value b, bool negate);
Completion<Value> compare_Less(Interpreter& vm, Value a, Value b);
Completion<Value> compare_LessEqual(Interpreter& vm, Value a, Value b);
Completion<Value> compare_Greater(Interpreter& vm, Value a, Value b);
Completion<Value> compare_GreaterEqual(Interpreter& vm, Value a, Value b);
Completion<Value> concat_strings(Interpreter& vm, Value* first, u32 count);
i32 switch_target(Value* fp, Value value, u32 table);

// --- property_access.cpp --------------------------------------------------------------------------------
enum class Access : u8 { kDone, kFramePushed, kThrown };
// kDone: the value is in vm.result.
Access get_by_id(Interpreter& vm, Value object, String* name, PropertyCache* cache,
                 i32 result_register, const u16* return_address);
Access set_by_id(Interpreter& vm, Value object, String* name, Value value, PropertyCache* cache,
                 const u16* return_address);
Completion<void> define_by_id(Interpreter& vm, Object* object, String* name, Value value,
                              PropertyCache* cache);
Completion<Value> get_by_val(Interpreter& vm, Value object, Value key, ElementFeedback* feedback);
Completion<void> set_by_val(Interpreter& vm, Value object, Value key, Value value,
                            ElementFeedback* feedback);
Completion<Value> load_global(Interpreter& vm, String* name, PropertyCache* cache, bool throws);
Completion<void> store_global(Interpreter& vm, String* name, Value value, PropertyCache* cache);
void fill_global(Interpreter& vm, PropertyCache* cache, Object* holder, CacheState state, u32 slot);
Completion<void> set_on_primitive(Interpreter& vm, Value object, PropertyKey key, Value value);
// Why a [[Set]] returned false, as V8 words it.
Thrown throw_cannot_set(Isolate& isolate, Object* object, PropertyKey key);

// --- property_operations.cpp ---------------------------------------------------------------------------
Completion<void> define_by_val(Interpreter& vm, Value object, Value key, Value value);
Completion<void> define_method(Interpreter& vm, Value object, Value key, Value function,
                               bool enumerable);
Completion<void> define_accessor(Interpreter& vm, Value object, Value key, Value function,
                                 bool is_getter, bool enumerable);
Completion<void> set_literal_prototype(Interpreter& vm, Value object, Value prototype);
Completion<Value> delete_property(Interpreter& vm, Value object, Value key);
Completion<Value> load_super_base(Interpreter& vm, Value home);
Completion<Value> get_super(Interpreter& vm, Value home, Value key, Value receiver);
Completion<void> set_super(Interpreter& vm, Value home, Value key, Value receiver, Value value);
Completion<Value> has_property(Interpreter& vm, Value key, Value object);
// 7.3.22 OrdinaryHasInstance, step 6: whether the value inherits from the prototype, an object. Empty where
// something exotic is on the way.
KAZE_ALWAYS_INLINE Value inherits_from(Value value, Value prototype) {
  if (!value.is_object()) return Value::boolean(false);
  for (Object* object = value.as_object();;) {
    if (object->is_exotic()) return Value::empty();
    Value parent = object->shape()->prototype();
    if (parent == prototype) return Value::boolean(true);
    if (parent.is_null()) return Value::boolean(false);
    object = parent.as_object();
  }
}
Completion<Value> instance_of(Interpreter& vm, Value value, Value target, PropertyCache* cache);
Completion<Value> to_property_key_value(Interpreter& vm, Value value);
Completion<Value> to_reference_key(Interpreter& vm, Value base, Value key);
Completion<Value> get_private(Interpreter& vm, Value object, Value name, PropertyCache* cache);
Completion<void> set_private(Interpreter& vm, Value object, Value name, Value value,
                             PropertyCache* cache);
Completion<void> define_private(Interpreter& vm, Value object, Value name, Value value,
                                bool is_method);
Completion<void> define_private_accessor(Interpreter& vm, Value object, Value name, Value getter,
                                         Value setter);
Completion<Value> has_private(Interpreter& vm, Value name, Value object);

// --- calls.cpp -----------------------------------------------------------------------------------------------
void note_call_target(CodeBlock* block, CallFeedback* feedback, Cell* target);
Value coerce_this(Interpreter& vm, Value value);
bool is_derived_constructor(Function* function);
std::string function_name(Function* function);
CallOutcome call_spread(Interpreter& vm, Value callee, Value this_value, Value array,
                        i32 result_register, const u16* return_address);
CallOutcome call_apply_arguments(Interpreter& vm, Value* first, i32 result_register,
                                 const u16* return_address);
// `result_in_place` and `next`: for a frame that has to stay, where the result goes and what comes then.
CallOutcome tail_call(Interpreter& vm, Value* first, u32 count, i32 result_in_place,
                      const u16* next);
CallOutcome tail_call_spread(Interpreter& vm, Value callee, Value this_value, Value array,
                             i32 result_in_place, const u16* next);
CallOutcome construct_spread(Interpreter& vm, Value callee, Value array, Value new_target,
                             i32 result_register, const u16* return_address);
CallOutcome super_call(Interpreter& vm, Value* first, u32 count, Value new_target,
                       i32 result_register, const u16* return_address);
CallOutcome super_call_spread(Interpreter& vm, Value callee, Value array, Value new_target,
                              i32 result_register, const u16* return_address);
Completion<Value> get_super_constructor(Interpreter& vm, Value function);
Completion<void> initialize_fields(Interpreter& vm, Value this_value, Value function);
Completion<Value> derived_result(Interpreter& vm, Value value, Value this_value);
Completion<Value> run_intrinsic(Interpreter& vm, Value* first, u32 count, u32 index);

// --- literals.cpp ---------------------------------------------------------------------------------------------
Value new_literal_object(Interpreter& vm, u32 expected, AllocationFeedback* feedback);
Completion<Value> new_literal_array(Interpreter& vm, Value* first, u32 count,
                                    AllocationFeedback* feedback);
Completion<void> literal_push(Interpreter& vm, Value array, Value value);
// The iterable itself if it is an array whose elements are what iterating it would yield, now; else empty.
Value spread_argument(Interpreter& vm, Value iterable);
Completion<void> literal_spread(Interpreter& vm, Value array, Value iterable);
Completion<Value> new_regexp_literal(Interpreter& vm, u32 literal);
Completion<Value> make_template_object(Interpreter& vm, u32 literal);
Value new_closure(Interpreter& vm, u32 index, Value environment, Value home);
// The constructor; the prototype in vm.result.
Completion<Value> new_class(Interpreter& vm, u32 index, Value environment, Value superclass);
Completion<void> set_function_name(Interpreter& vm, Value function, Value key, u32 prefix);
Completion<Value> create_mapped_arguments(Interpreter& vm, Value environment);
Completion<Value> create_unmapped_arguments(Interpreter& vm);
Completion<Value> load_argument(Interpreter& vm, Value key);
Completion<Value> create_rest(Interpreter& vm, u32 from);

// --- environments.cpp: scopes and names at run time -------------------------------------------------------------
Value create_named_environment(Interpreter& vm, Value parent, u32 capacity, u32 scope);
Completion<Value> create_with_environment(Interpreter& vm, Value parent, Value object);
Value copy_environment(Interpreter& vm, Environment* environment);
Completion<Value> load_dynamic(Interpreter& vm, Value environment, String* name, bool throws);
// The callee; its `this` in vm.result.
Completion<Value> load_dynamic_callee(Interpreter& vm, Value environment, String* name);
Completion<Value> resolve_dynamic(Interpreter& vm, Value environment, String* name);
Completion<void> store_dynamic_at(Interpreter& vm, Value base, String* name, Value value);
Completion<Value> load_dynamic_at(Interpreter& vm, Value base, String* name);
Completion<void> store_dynamic(Interpreter& vm, Value environment, String* name, Value value);
Completion<Value> delete_dynamic(Interpreter& vm, Value environment, String* name);

// --- declarations.cpp: global and eval declaration instantiation, eval itself --------------------------------------
Completion<void> declare_eval(Interpreter& vm, Value environment);
Completion<void> store_eval_variable(Interpreter& vm, Value environment, String* name, Value value);
Completion<void> declare_globals(Interpreter& vm);
Completion<void> store_global_function(Interpreter& vm, String* name, Value value);
Completion<Value> resolve_global(Interpreter& vm, String* name);
Completion<void> store_global_resolved(Interpreter& vm, String* name, Value value, Value resolved,
                                       PropertyCache* cache);
void initialize_global_lexical(Interpreter& vm, String* name, Value value);
Completion<Value> delete_global(Interpreter& vm, String* name);
CallOutcome call_eval(Interpreter& vm, Value* first, u32 count, Value environment, u32 site,
                      i32 result_register, const u16* return_address);
CallOutcome call_eval_spread(Interpreter& vm, Value callee, Value array, Value environment,
                             u32 site, i32 result_register, const u16* return_address);

// --- iteration.cpp ----------------------------------------------------------------------------------------------------
bool iterates_directly(Interpreter& vm, Value iterable);
// The index in the second register once the end of the array was reached; no packed array is so long.
inline constexpr i32 k_exhausted_index = 0x7fffffff;
// The iterator; its next method in vm.result.
Completion<Value> open_iterator(Interpreter& vm, Value iterable);
// What stands in the second register: next itself, or a negative int32 for iterators that need no call.
Value direct_next(Value iterator, Value next);
CallOutcome step_directly(Interpreter& vm, Value iterator, i32 mark, i32 result_register,
                          const u16* return_address);
Completion<Value> open_async_iterator(Interpreter& vm, Value iterable);
Completion<Value> array_element(Interpreter& vm, Array* array, u32 index);
CallOutcome iterator_next(Interpreter& vm, Value iterator, Value next, i32 result_register,
                          const u16* return_address);
// The next step of a generator that is iterated directly: a bare value, or empty when done.
CallOutcome step_generator(Interpreter& vm, Value iterator, i32 result_register,
                           const u16* return_address);
// Empty when done.
Completion<Value> unpack_iterator_result(Interpreter& vm, Value result,
                                         IterationFeedback* feedback);
// The same where there is no feedback.
Completion<Value> take_iterator_value(Interpreter& vm, Value result);
Completion<Value> iterator_done(Interpreter& vm, Value result, Value next);
Completion<Value> iterator_value(Interpreter& vm, Value result, Value next);
// `next` tells whether `iterator` is an array that is iterated directly.
Completion<void> close_iterator(Interpreter& vm, Value iterator, Value next);
void close_iterator_silently(Interpreter& vm, Value iterator, Value next);
Completion<Value> get_method_by_name(Interpreter& vm, Value object, String* name);
Completion<Value> for_in_prepare(Interpreter& vm, Value object);
Completion<Value> for_in_next(Interpreter& vm, Value enumerator);  // empty: no more

// --- generator.cpp, async_function.cpp ----------------------------------------------------------------------------------
// From the saved pc on; returns the generator object.
Completion<Value> create_generator(Interpreter& vm, bool is_async);
void start_async(Interpreter& vm);
// False: leave the interpreter; true: dispatch at pc and fp.
bool suspend_yield(Interpreter& vm, Value value, i32 value_register, i32 mode_register);
// As above, for yield*: `result` is an iterator result that goes out as it is.
bool suspend_yield_result(Interpreter& vm, Value result, i32 value_register, i32 mode_register);
// The frame of a generator or async function is being left, by return or with the pending exception.
// What its caller gets; empty: the pending exception goes on to the caller. Afterwards the frame is an
// ordinary one.
Value finish_suspendable(Interpreter& vm, Value value);
Value fail_suspendable(Interpreter& vm);
// The same as the first for a generator's frame with k_bare_results, whose caller gets the empty value.
void finish_bare_generator(Interpreter& vm);
enum class Suspension : u8 { kLeft, kReturned, kThrown };
// kReturned: the function's promise went to the caller, where execution goes on.
Suspension suspend_await(Interpreter& vm, Value value, i32 value_register, i32 mode_register,
                         const u16* resume_address);

// --- modules.cpp ----------------------------------------------------------------------------------------------------------
Completion<Value> import_call(Interpreter& vm, Value specifier, Value options);
Completion<Value> import_meta(Interpreter& vm);

// --- disposal.cpp -------------------------------------------------------------------------------------------------------------
Value new_dispose_scope(Interpreter& vm);
Completion<void> add_disposable(Interpreter& vm, Value scope, Value value, bool is_async);
Completion<void> dispose_scope(Interpreter& vm, Value scope, Value* mode, Value* value);
Completion<Value> dispose_async_next(Interpreter& vm, Value scope, Value* mode, Value* value);
Completion<void> dispose_async_result(Interpreter& vm, Value scope, Value* mode, Value* value,
                                      Value outcome_mode, Value outcome);

}  // namespace vm
}  // namespace kaze
