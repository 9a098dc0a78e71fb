// The dispatch loop. See interpreter.h for the model; handler bodies are in vm/handlers/.
//
// Two forms of the same bodies:
//   KAZE_TAIL_CALLS      every handler is a function; NEXT is a guaranteed tail call. The four pinned
//                        values are the arguments, which preserve_none keeps in callee-saved
//                        registers, so that calls to ordinary C++ spill nothing.
//   otherwise            one function with a label per handler and computed gotos.
#include "vm/interpreter.h"

#include "bytecode/opcodes.h"
#include "runtime/for_in_iterator.h"
#include "runtime/object_allocation.h"
#include "runtime/typed_array.h"
#include "vm/function_calls.h"
#include "vm/slow_paths.h"

#if defined(__clang__) && defined(__has_cpp_attribute)
#if __has_cpp_attribute(clang::musttail) && __has_attribute(preserve_none)
#define KAZE_TAIL_CALLS 1
#endif
#endif

namespace kaze {

namespace {

// Operand counts by opcode, as constants.
namespace operand_names {
enum { Out, Reg, Imm, Count, Const, Func, Fb, Label, Table, Scope };
}
template <typename... Kinds>
constexpr u32 count_operands(Kinds... kinds) {
  return sizeof...(kinds);
}
enum : u32 {
#define KAZE_OPCODE(Name, operands) k_operand_count_##Name = [] { \
  using namespace operand_names; return count_operands operands; }(),
#include "bytecode/opcodes.def"
#undef KAZE_OPCODE
};

KAZE_ALWAYS_INLINE u32 wide_operand(const u16* pc, u32 index) {
  u32 value;
  __builtin_memcpy(&value, pc + 2 + 2 * index, sizeof value);
  return value;
}

// The site's entry for the value's shape: monomorphic or polymorphic, not megamorphic.
KAZE_ALWAYS_INLINE const PropertyCache* find_entry(const PropertyCache* cache, Value value) {
  if (KAZE_UNLIKELY(!value.is_cell())) return nullptr;
  u32 shape_id = value.as_cell()->shape_id_;
  if (KAZE_LIKELY(shape_id == cache->shape_id)) return cache;
  if (cache->state != CacheState::kPolymorphic) return nullptr;
  const PropertyCache* entry = cache->entries;
  for (u32 i = cache->entry_count; i > 0; i--, entry++) {
    if (entry->shape_id == shape_id) return entry;
  }
  return nullptr;
}

KAZE_ALWAYS_INLINE bool certainly_has_element(Value key, Value object) {
  return key.is_int32() && object.is_object() &&
         has_dense_element(object.as_object(), static_cast<u32>(key.as_int32()));
}

// An array that is iterated by index is left, and nobody can see that its iterator is closed.
KAZE_ALWAYS_INLINE bool is_closed_unseen(const Interpreter& vm, Value next) {
  return next.is_int32() && next.as_int32() >= 0 && vm.isolate.array_iteration_intact;
}

KAZE_ALWAYS_INLINE Value double_value(f64 d) { return Value::number_as_double(d); }

// The own element with that index, or empty if it takes more than a look to find one.
KAZE_ALWAYS_INLINE Value fast_element(Value object, Value key) {
  if (KAZE_UNLIKELY(!object.is_cell() || !key.is_int32() ||
                    !is_object_kind(kind_of(object.as_cell())))) {
    return Value::empty();
  }
  Object* receiver = static_cast<Object*>(object.as_cell());
  u32 index = static_cast<u32>(key.as_int32());
  switch (receiver->elements_kind()) {
  case ElementsKind::kPackedInt32:
  case ElementsKind::kPackedTagged:
  case ElementsKind::kHoleyInt32:
  case ElementsKind::kHoleyTagged: {
    auto* storage = static_cast<TaggedElements*>(receiver->elements());
    return KAZE_LIKELY(index < storage->capacity()) ? storage->slots()[index].get()
                                                    : Value::empty();
  }
  case ElementsKind::kPackedDouble:
  case ElementsKind::kHoleyDouble: {
    auto* storage = static_cast<DoubleElements*>(receiver->elements());
    return KAZE_LIKELY(index < storage->capacity() && !storage->is_hole(index))
               ? double_value(storage->doubles()[index])
               : Value::empty();
  }
  case ElementsKind::kSparse:
    return Value::empty();
  default:
    return fast_typed_array_get(static_cast<TypedArray*>(receiver), receiver->elements_kind(),
                                index);
  }
}

}  // namespace

#define KAZE_ARGS const u16 *pc, Value *fp, u64 *feedback, Interpreter *vm

#if KAZE_TAIL_CALLS
#define KAZE_HANDLER_CC __attribute__((preserve_none))
using Handler = KAZE_HANDLER_CC void (*)(KAZE_ARGS);
extern const Handler k_narrow_handlers[];
extern const Handler k_wide_handlers[];
#define DISPATCH() [[clang::musttail]] return k_narrow_handlers[*pc](pc, fp, feedback, vm)
#define GOTO_UNWIND() [[clang::musttail]] return handle_exception(pc, fp, feedback, vm)
#define LEAVE() return

KAZE_HANDLER_CC KAZE_NOINLINE static void handle_exception(KAZE_ARGS) {
  if (!vm->unwind()) return;
  pc = vm->pc;
  fp = vm->fp;
  feedback = Interpreter::code_block(fp)->feedback;
  DISPATCH();
}
#else
#define DISPATCH() goto* narrow_labels[*pc]
#define GOTO_UNWIND() goto unwind_label
#define LEAVE() return
#endif

// --- The vocabulary of handler bodies. ---
#define S(i) KAZE_SIGNED(i)
#define U(i) KAZE_UNSIGNED(i)
#define REG(i) fp[S(i)]
#define CONST(i) std::bit_cast<Value>(feedback[-1 - static_cast<i64>(U(i))])
#define ATOM(i) (static_cast<String*>(CONST(i).as_cell()))
#define FEEDBACK(Type, i) feedback_at<Type>(feedback, U(i))
#define FEEDBACK_BITS(i) feedback[U(i)]
#define NEXT(Name)       \
  do {                   \
    pc += LENGTH(Name);  \
    DISPATCH();          \
  } while (0)
#define JUMP(i)   \
  do {            \
    pc += S(i);   \
    DISPATCH();   \
  } while (0)
// Before anything that may throw, allocate or call.
#define SAVE() (vm->pc = pc, vm->fp = fp)
#define THROW() GOTO_UNWIND()
// Continues where C++ left pc and fp (a frame was pushed or popped).
#define RELOAD()                                                  \
  do {                                                            \
    pc = vm->pc;                                                  \
    fp = vm->fp;                                                  \
    feedback = Interpreter::code_block(fp)->feedback;             \
    DISPATCH();                                                   \
  } while (0)
// r[0] = the completion's value, or throw.
#define FINISH(Name, completion)                       \
  do {                                                 \
    Completion<Value> finish_result = (completion);    \
    if (KAZE_UNLIKELY(finish_result.is_abrupt())) THROW(); \
    REG(0) = finish_result.value();                    \
    NEXT(Name);                                        \
  } while (0)
#define FINISH_VOID(Name, completion)                    \
  do {                                                   \
    if (KAZE_UNLIKELY((completion).is_abrupt())) THROW(); \
    NEXT(Name);                                          \
  } while (0)

#if KAZE_TAIL_CALLS

#define KAZE_WIDE 0
#define HANDLER(Name) KAZE_HANDLER_CC static void narrow_##Name(KAZE_ARGS)
#define LENGTH(Name) (1 + k_operand_count_##Name)
#define KAZE_SIGNED(i) static_cast<i32>(static_cast<i16>(pc[1 + (i)]))
#define KAZE_UNSIGNED(i) static_cast<u32>(pc[1 + (i)])
#include "vm/handlers/all.inc"
#undef KAZE_WIDE
#undef HANDLER
#undef LENGTH
#undef KAZE_SIGNED
#undef KAZE_UNSIGNED

#define KAZE_WIDE 1
#define HANDLER(Name) KAZE_HANDLER_CC static void wide_##Name(KAZE_ARGS)
#define LENGTH(Name) (2 + 2 * k_operand_count_##Name)
#define KAZE_SIGNED(i) static_cast<i32>(wide_operand(pc, i))
#define KAZE_UNSIGNED(i) wide_operand(pc, i)
#include "vm/handlers/all.inc"
#undef KAZE_WIDE
#undef HANDLER
#undef LENGTH
#undef KAZE_SIGNED
#undef KAZE_UNSIGNED

KAZE_HANDLER_CC static void narrow_Wide(KAZE_ARGS) {
  [[clang::musttail]] return k_wide_handlers[pc[1]](pc, fp, feedback, vm);
}

const Handler k_narrow_handlers[] = {
#define KAZE_OPCODE(Name, operands) narrow_##Name,
#include "bytecode/opcodes.def"
#undef KAZE_OPCODE
    narrow_Wide,
};
const Handler k_wide_handlers[] = {
#define KAZE_OPCODE(Name, operands) wide_##Name,
#include "bytecode/opcodes.def"
#undef KAZE_OPCODE
};

static void enter(KAZE_ARGS) { k_narrow_handlers[*pc](pc, fp, feedback, vm); }

#else

static void enter(KAZE_ARGS) {
  static const void* const narrow_labels[] = {
#define KAZE_OPCODE(Name, operands) &&narrow_##Name,
#include "bytecode/opcodes.def"
#undef KAZE_OPCODE
      &&narrow_Wide,
  };
  static const void* const wide_labels[] = {
#define KAZE_OPCODE(Name, operands) &&wide_##Name,
#include "bytecode/opcodes.def"
#undef KAZE_OPCODE
  };
  DISPATCH();

#define KAZE_WIDE 0
#define HANDLER(Name) narrow_##Name:
#define LENGTH(Name) (1 + k_operand_count_##Name)
#define KAZE_SIGNED(i) static_cast<i32>(static_cast<i16>(pc[1 + (i)]))
#define KAZE_UNSIGNED(i) static_cast<u32>(pc[1 + (i)])
#include "vm/handlers/all.inc"
#undef KAZE_WIDE
#undef HANDLER
#undef LENGTH
#undef KAZE_SIGNED
#undef KAZE_UNSIGNED

#define KAZE_WIDE 1
#define HANDLER(Name) wide_##Name:
#define LENGTH(Name) (2 + 2 * k_operand_count_##Name)
#define KAZE_SIGNED(i) static_cast<i32>(wide_operand(pc, i))
#define KAZE_UNSIGNED(i) wide_operand(pc, i)
#include "vm/handlers/all.inc"
#undef KAZE_WIDE
#undef HANDLER
#undef LENGTH
#undef KAZE_SIGNED
#undef KAZE_UNSIGNED

narrow_Wide:
  goto* wide_labels[pc[1]];

unwind_label:
  if (!vm->unwind()) return;
  pc = vm->pc;
  fp = vm->fp;
  feedback = Interpreter::code_block(fp)->feedback;
  DISPATCH();
}

#endif

Completion<Value> Interpreter::run() {
  enter(pc, fp, code_block(fp)->feedback, this);
  if (KAZE_UNLIKELY(run_thrown)) {
    run_thrown = false;
    return Thrown{};
  }
  return result;
}

}  // namespace kaze
