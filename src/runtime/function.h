// Function objects, their per-isolate code, and scopes.
//
// FunctionCode (bytecode room) is immutable and shared by every isolate. A CodeBlock is its companion
// in one isolate and realm: the literals as values, the feedback and caches, and the CodeBlocks of
// inner functions. Closures refer to the CodeBlock and to the Environment they were made in.
//
// A CodeBlock starts as a stand-in for a function that was never called: template and realm only.
// `vm::prepare_code` compiles (or finds) the code and makes the data. Literals and feedback lie in one
// allocation around `feedback`: literal i is feedback[-1 - i], feedback words count upwards, so that
// the interpreter reaches both from one register.
//
// Feedback refers to cells weakly: entries whose cells died are cleared after marking. Literals are
// traced.
//
// "length", "name" and "prototype" of a function are made when somebody looks: until then the flag
// kLazyProperties is set and the shape is the empty one.
#pragma once

#include "runtime/object.h"

namespace kaze {

class FunctionCode;
class FunctionTemplate;
class Realm;

// A scope with captured variables. Slots are values; an uninitialised binding is empty.
class Environment : public Cell {
 public:
  static bool is(const Cell* cell) { return kind_of(cell) == CellKind::kEnvironment; }
  u32 capacity() const { return shape_id_; }
  Environment* parent() const { return parent_.get(); }
  Slot& slot(u32 index) {
    KAZE_ASSERT(index < capacity());
    return reinterpret_cast<Slot*>(this + 1)[index];
  }
  // Slot 0 is the object of a `with` statement.
  bool is_with() const { return flags_ & k_with; }
  // Slots 0 to 2: CodeBlock, index of the scope descriptor, object of eval-made variables.
  bool is_named() const { return flags_ & k_named; }
  static void trace(Cell* cell, Visitor& visitor);

  static constexpr u8 k_with = 1;
  static constexpr u8 k_named = 2;
  static constexpr u32 k_code_block_slot = 0;
  static constexpr u32 k_scope_slot = 1;
  static constexpr u32 k_eval_variables_slot = 2;
  static constexpr u32 k_first_named_slot = 3;
  static constexpr usize k_slots_offset = 16;
  Member<Environment> parent_;
};
static_assert(sizeof(Environment) == 16);
// Slots are undefined. `parent` may be null.
Environment* new_environment(Isolate& isolate, Environment* parent, u32 capacity, u8 flags = 0);

class CodeBlock : public Cell {
 public:
  static bool is(const Cell* cell) { return kind_of(cell) == CellKind::kCodeBlock; }
  bool is_prepared() const { return instructions != nullptr; }
  const FunctionCode& code() const { return *code_; }
  FunctionTemplate* function_template() const { return template_; }
  Value literal(u32 index) const { return std::bit_cast<Value>(feedback[-1 - static_cast<i64>(index)]); }
  // Literals made at first use (template objects).
  void set_literal(u32 index, Value value);
  static void trace(Cell* cell, Visitor& visitor);
  static void finalize(Cell* cell);
  static void process_weak(Cell* cell, Heap& heap);

  // Copies of what a call needs, beside each other. Null instructions: not prepared.
  const u16* instructions;
  u64* feedback;
  u32 parameter_count;
  u32 register_count;
  u32 entry_flags;  // what a call must take the slow way for; see below
  u32 call_count;
  bool is_strict;
  Member<Realm> realm;
  // The Script or Module Record's stand-in that import() and import.meta resolve against (or null).
  Member<Cell> script_or_module;
  // CodeBlocks of inner functions, made at first use: an array of literals' length in PropertyStorage.
  Member<PropertyStorage> functions;
  // Owned references.
  const FunctionCode* code_;
  FunctionTemplate* template_;

  // Of a frame that is being pushed: those behind the parameters.
  void clear_registers(Value* registers) const {
    for (u32 i = parameter_count; i < register_count; i++) registers[i] = Value::undefined();
  }

  static constexpr u32 k_needs_all_arguments = 1;
  static constexpr u32 k_class_constructor = 2;  // [[Call]] throws
  static constexpr u32 k_derived_constructor = 4;  // [[Construct]] leaves `this` to super()
  static constexpr u32 k_suspendable = 8;  // a generator or async: registers begin as undefined
};

// A stand-in for `function_template` in this realm.
CodeBlock* new_code_block(Isolate& isolate, Realm& realm, FunctionTemplate* function_template,
                          Cell* script_or_module);
// Gives the block its data once the template is compiled. Throws if a literal is beyond a limit.
Completion<void> attach_code(Isolate& isolate, CodeBlock* block, const FunctionCode* code);
// The block of inner function `index`.
CodeBlock* inner_code_block(Isolate& isolate, CodeBlock* block, u32 index);

// ECMAScript function objects (10.2).
class Function : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kFunction;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  CodeBlock* code_block() const { return code_block_.get(); }
  Environment* environment() const { return environment_.get(); }  // may be null
  Object* home_object() const { return home_object_.get(); }       // may be null
  void set_home_object(Object* object) { home_object_.set(this, object); }
  // The function that initialises the fields of a class's instances, or null.
  Function* fields() const { return fields_.get(); }
  void set_fields(Function* function) { fields_.set(this, function); }
  // The shape that `new` gave the last instance, or null; valid while its prototype is still the value
  // of "prototype".
  Shape* initial_shape() const { return initial_shape_.get(); }
  void set_initial_shape(Shape* shape) { initial_shape_.set(this, shape); }
  void clear_initial_shape() { initial_shape_.clear(); }
  // The shape for a new instance if "prototype" is certain to be what it was at the last one; else null.
  Shape* current_initial_shape() const {
    Shape* shape = initial_shape_.get();
    if (!shape) return nullptr;
    // A constructor's "prototype" has its place in the order in which a function's properties are made, and
    // cannot be deleted.
    PropertyStorage* storage = properties();
    bool is_current = storage->capacity() > k_prototype_slot &&
                      storage->slot(k_prototype_slot).get() == shape->prototype();
    return is_current ? shape : nullptr;
  }
  Realm* realm() const { return code_block()->realm.get(); }
  // The value of an own data property "prototype", which is where constructors have it; else empty.
  Value prototype_property(Isolate& isolate);
  bool is_class_constructor() const { return flags_ & object_flags::kClassConstructor; }
  static void trace(Cell* cell, Visitor& visitor);

  static constexpr usize k_code_block_offset = 24;
  static constexpr usize k_environment_offset = 32;
  static constexpr u32 k_prototype_slot = 2;

 private:
  friend Function* new_function(Isolate&, CodeBlock*, Environment*, Object*, Value);
  Member<CodeBlock> code_block_;
  Member<Environment> environment_;
  Member<Object> home_object_;
  Member<Function> fields_;
  Member<Shape> initial_shape_;
};

// A closure. `prototype` empty: the intrinsic for the function's kind in the block's realm.
Function* new_function(Isolate& isolate, CodeBlock* block, Environment* environment,
                       Object* home_object = nullptr, Value prototype = Value::empty());
// Adds "length", "name" and, where the kind has one, "prototype" (VmHooks).
void materialize_closure_properties(Isolate& isolate, Object* function);
// Frees what feedback entries own, and clears entries whose cells died (runtime/feedback.cpp).
void release_feedback(CodeBlock* block);
// The strings of a literal table as values.
Completion<Value> literal_to_value(Isolate& isolate, const FunctionCode& code, u32 index);

}  // namespace kaze
