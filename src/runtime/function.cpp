#include "runtime/function.h"

#include <cstdlib>
#include <cstring>

#include "bytecode/function_code.h"
#include "runtime/bigint.h"
#include "runtime/object_internals.h"
#include "runtime/isolate.h"
#include "runtime/realm.h"
#include "runtime/static_cells.h"

namespace kaze {

void Environment::trace(Cell* cell, Visitor& visitor) {
  auto* environment = static_cast<Environment*>(cell);
  visitor.visit(environment->parent_);
  visitor.visit_slots(reinterpret_cast<Slot*>(environment + 1), environment->capacity());
}

Environment* new_environment(Isolate& isolate, Environment* parent, u32 capacity, u8 flags) {
  auto* environment = isolate.heap().allocate_cell<Environment>(
      static_cast<u8>(CellKind::kEnvironment), capacity * sizeof(Value));
  environment->shape_id_ = capacity;
  environment->flags_ = flags;
  environment->parent_.init(parent);
  init_slots(reinterpret_cast<Slot*>(environment + 1), capacity, Value::undefined());
  return environment;
}

// --- CodeBlock ---------------------------------------------------------------------------------

CodeBlock* new_code_block(Isolate& isolate, Realm& realm, FunctionTemplate* function_template,
                          Cell* script_or_module) {
  auto* block = static_cast<CodeBlock*>(isolate.heap().allocate_finalizable(
      sizeof(CodeBlock), static_cast<u8>(CellKind::kCodeBlock)));
  block->realm.init(&realm);
  block->script_or_module.init(script_or_module);
  block->template_ = function_template;
  function_template->retain();
  return block;
}

static String* atom_of(Isolate& isolate, const LiteralString& literal) {
  if (literal.is_latin1) {
    return intern_latin1(isolate, {static_cast<const char*>(literal.units), literal.length});
  }
  return intern_utf16(isolate, {static_cast<const char16_t*>(literal.units), literal.length});
}

Completion<Value> literal_to_value(Isolate& isolate, const FunctionCode& code, u32 index) {
  const Literal& literal = code.literals[index];
  switch (literal.kind) {
  case Literal::Kind::kNumber:
    return Value::number(literal.number);
  case Literal::Kind::kString:
    return atom_of(isolate, literal.string);
  case Literal::Kind::kBigInt:
    return TRY(bigint_from_literal(
        isolate, {static_cast<const char*>(literal.string.units), literal.string.length}));
  case Literal::Kind::kNull:
    return Value::null();
  case Literal::Kind::kTrue:
    return Value::boolean(true);
  case Literal::Kind::kFalse:
    return Value::boolean(false);
  case Literal::Kind::kUndefined:
    return Value::undefined();
  case Literal::Kind::kRegExp:
  case Literal::Kind::kTemplate:
    return Value::empty();  // made by the instruction that uses it
  }
  KAZE_UNREACHABLE();
}

// Undoes what attach_code has begun.
static void detach_code(CodeBlock* block) {
  std::free(block->feedback - block->code_->literals.size());
  block->feedback = nullptr;
  block->code_->release();
  block->code_ = nullptr;
}

Completion<void> attach_code(Isolate& isolate, CodeBlock* block, const FunctionCode* code) {
  if (block->is_prepared()) return {};
  usize literal_count = code->literals.size();
  usize words = literal_count + code->feedback_word_count;
  auto* data = static_cast<u64*>(std::calloc(words ? words : 1, sizeof(u64)));
  if (!data) fatal("out of memory");
  for (usize i = 0; i < literal_count; i++) data[i] = Value::k_undefined;
  block->feedback = data + literal_count;
  code->retain();
  block->code_ = code;
  // From here on the block's literals are traced; making them may collect.
  for (u32 i = 0; i < literal_count; i++) {
    Completion<Value> value = literal_to_value(isolate, *code, i);
    if (value.is_abrupt()) {
      detach_code(block);
      return Thrown{};
    }
    block->set_literal(i, value.value());
  }
  if (!code->functions.empty()) {
    u32 count = static_cast<u32>(code->functions.size());
    block->functions.set(block, new_property_storage(isolate, count));
  }
  block->parameter_count = code->parameter_count;
  block->register_count = code->register_count;
  block->entry_flags = (code->needs_all_arguments ? CodeBlock::k_needs_all_arguments : 0) |
                       (code->is_class_constructor ? CodeBlock::k_class_constructor : 0) |
                       (block->template_->kind == FunctionKind::kDerivedConstructor
                            ? CodeBlock::k_derived_constructor
                            : 0) |
                       (code->is_generator || code->is_async ? CodeBlock::k_suspendable : 0);
  block->is_strict = code->is_strict;
  block->instructions = code->instructions;
  return {};
}

void CodeBlock::set_literal(u32 index, Value value) {
  feedback[-1 - static_cast<i64>(index)] = value.bits();
  gc::write_barrier(this);
}

CodeBlock* inner_code_block(Isolate& isolate, CodeBlock* block, u32 index) {
  Value known = block->functions->slot(index).get();
  if (!known.is_empty()) return static_cast<CodeBlock*>(known.as_cell());
  CodeBlock* inner = new_code_block(isolate, *block->realm.get(),
                                    block->code().functions[index].get(),
                                    block->script_or_module.get());
  PropertyStorage* functions = block->functions.get();
  functions->slot(index).set(functions, Value(inner));
  return inner;
}

void CodeBlock::trace(Cell* cell, Visitor& visitor) {
  auto* block = static_cast<CodeBlock*>(cell);
  visitor.visit(block->realm);
  visitor.visit(block->script_or_module);
  visitor.visit(block->functions);
  if (block->code_) {
    usize count = block->code_->literals.size();
    visitor.visit_values({block->feedback - count, count});
    visitor.defer_weak(cell);
  }
}

void CodeBlock::finalize(Cell* cell) {
  auto* block = static_cast<CodeBlock*>(cell);
  if (block->code_) {
    release_feedback(block);
    std::free(block->feedback - block->code_->literals.size());
    block->code_->release();
  }
  if (block->template_) block->template_->release();
}

// --- Function ------------------------------------------------------------------------------------

Value Function::prototype_property(Isolate& isolate) {
  // Third of the properties that every constructor begins with, unless it was tampered with.
  std::span<const PropertyTable::Entry> entries = shape()->entries();
  if (KAZE_LIKELY(entries.size() > 2)) {
    const PropertyTable::Entry& entry = entries[2];
    if (entry.key.raw() == PropertyKey(names::prototype).bits() &&
        !(entry.attributes & attributes::kAccessor)) {
      return get_slot_materialized(isolate, entry.slot);
    }
  }
  return get_direct(isolate, names::prototype);
}

Function* new_function(Isolate& isolate, CodeBlock* block, Environment* environment,
                       Object* home_object, Value prototype) {
  const FunctionTemplate& function_template = *block->function_template();
  Realm& realm = *block->realm.get();
  Shape* shape;
  if (!prototype.is_empty()) {
    shape = root_shape(isolate, prototype, 0, CellKind::kFunction);
  } else if (function_template.is_generator || function_template.is_async) {
    Intrinsic id = !function_template.is_generator ? Intrinsic::kAsyncFunctionPrototype
                   : function_template.is_async    ? Intrinsic::kAsyncGeneratorFunctionPrototype
                                                   : Intrinsic::kGeneratorFunctionPrototype;
    shape = root_shape(isolate, realm.intrinsic(isolate, id), 0, CellKind::kFunction);
  } else {
    shape = realm.function_shape(isolate);
  }
  auto* function =
      isolate.heap().allocate_cell<Function>(static_cast<u8>(CellKind::kFunction));
  u8 flags = object_flags::kCallable | object_flags::kLazyProperties;
  if (function_template.is_constructor()) flags |= object_flags::kConstructor;
  if (function_template.is_class_constructor) flags |= object_flags::kClassConstructor;
  function->shape_id_ = shape->id();
  function->flags_ = flags;
  function->elements_kind_ = static_cast<u8>(ElementsKind::kHoleyTagged);
  function->properties_.init(empty_property_storage());
  function->elements_.init(empty_tagged_elements());
  function->code_block_.init(block);
  function->environment_.init(environment);
  function->home_object_.init(home_object);
  function->fields_.init(nullptr);
  function->initial_shape_.init(nullptr);
  return function;
}

void Function::trace(Cell* cell, Visitor& visitor) {
  auto* function = static_cast<Function*>(cell);
  trace_object(function, visitor);
  visitor.visit(function->code_block_);
  visitor.visit(function->environment_);
  visitor.visit(function->home_object_);
  visitor.visit(function->fields_);
  visitor.visit(function->initial_shape_);
}

// 10.2.9 SetFunctionName, 10.2.10 SetFunctionLength, 10.2.5 MakeConstructor, in the order in which the
// specification adds them: length, name, prototype.
void materialize_closure_properties(Isolate& isolate, Object* object) {
  auto* function = object->as<Function>();
  const FunctionTemplate& function_template = *function->code_block()->function_template();
  function->flags_ &= ~object_flags::kLazyProperties;
  function->put_direct(isolate, names::length, Value::number(function_template.length),
                       attributes::kConfigurable);
  function->put_direct(isolate, names::name, atom_of(isolate, function_template.name),
                       attributes::kConfigurable);
  if (!function_template.has_prototype_property()) return;
  Realm& realm = *function->realm();
  if (function_template.is_generator) {
    Intrinsic parent = function_template.is_async ? Intrinsic::kAsyncGeneratorPrototype
                                                  : Intrinsic::kGeneratorPrototype;
    Object* prototype = new_object_with_prototype(isolate, realm.intrinsic(isolate, parent), 0);
    function->put_direct(isolate, names::prototype, prototype, attributes::kWritable);
    return;
  }
  // A class's prototype is put there when the class is made (vm/classes.cpp).
  if (function_template.is_class_constructor) return;
  Object* prototype = new_object(isolate, realm);
  prototype->put_direct(isolate, names::constructor, function, attributes::kHidden);
  function->put_direct(isolate, names::prototype, prototype, attributes::kWritable);
}

}  // namespace kaze
