// Object, array, function and class literals; arguments objects and rest parameters.
#include "bytecode/function_code.h"
#include "runtime/arguments.h"
#include "runtime/builtin_iterators.h"
#include "runtime/function_properties.h"
#include "runtime/realm.h"
#include "vm/function_calls.h"
#include "vm/slow_paths.h"

namespace kaze::vm {

Value new_literal_object(Interpreter& vm, u32 expected, AllocationFeedback* feedback) {
  Isolate& isolate = vm.isolate;
  CodeBlock* block = Interpreter::code_block(vm.fp);
  u32 capacity = std::min(std::max(expected, 2u), 64u);
  // An empty literal is about to get properties as a rule.
  if (expected == 0) capacity = 4;
  Shape* shape = block->realm->object_literal_shape(isolate, capacity);
  gc::write_barrier(block);
  feedback->shape_id = shape->id();
  return new_object_with_shape(isolate, shape);
}

Completion<Value> new_literal_array(Interpreter& vm, Value* first, u32 count,
                                    AllocationFeedback*) {
  Isolate& isolate = vm.isolate;
  bool has_holes = false;
  for (u32 i = 0; i < count; i++) has_holes |= first[i].is_empty();
  if (KAZE_LIKELY(!has_holes)) return new_array_from(isolate, {first, count});
  Array* array = new_array_with_length(isolate, count);
  for (u32 i = 0; i < count; i++) {
    if (!first[i].is_empty()) TRY(put_element(isolate, array, i, first[i]));
  }
  return array;
}

Completion<void> literal_push(Interpreter& vm, Value array, Value value) {
  auto* list = static_cast<Array*>(array.as_cell());
  if (KAZE_LIKELY(!value.is_empty())) {
    if (KAZE_LIKELY(try_append(list, value))) return {};
    return push_element(vm.isolate, list, value);
  }
  TRY(set_array_length(vm.isolate, list, list->length() + 1));
  return {};
}

namespace {

// [...source] for an array without holes of tagged elements: a copy.
bool spread_into_empty(Isolate& isolate, Array* list, Array* source) {
  ElementsKind kind = source->elements_kind();
  if (list->length() != 0 || source->length() == 0 ||
      (kind != ElementsKind::kPackedTagged && kind != ElementsKind::kPackedInt32)) {
    return false;
  }
  u32 count = source->length();
  TaggedElements* storage = new_tagged_elements(isolate, count);
  if (!storage) return false;
  init_slots(storage->slots(), static_cast<TaggedElements*>(source->elements())->slots(), count);
  list->set_elements(storage, kind);
  list->set_length_unchecked(count);
  return true;
}

}  // namespace

Value spread_argument(Interpreter& vm, Value iterable) {
  if (!iterates_directly(vm, iterable) || !is_fast_array(vm.isolate, iterable)) return Value::empty();
  return iterable;
}

Completion<void> literal_spread(Interpreter& vm, Value array, Value iterable) {
  Isolate& isolate = vm.isolate;
  auto* list = static_cast<Array*>(array.as_cell());
  if (iterates_directly(vm, iterable)) {
    auto* source = static_cast<Array*>(iterable.as_cell());
    if (spread_into_empty(isolate, list, source)) return {};
    // Both may be sparse: many elisions before an element make the list so.
    u64 length = u64{list->length()} + source->length();
    if (is_dense_elements(source->elements_kind()) && is_dense_elements(list->elements_kind())) {
      TRY(ensure_dense_capacity(isolate, list, static_cast<u32>(std::min<u64>(length, 0xffffffff))));
    }
    for (u32 i = 0; i < source->length(); i++) {
      Value element = TRY(array_element(vm, source, i));
      if (!try_append(list, element)) TRY(push_element(isolate, list, element));
    }
    return {};
  }
  if (TRY(append_builtin_iterable(isolate, list, iterable))) return {};
  IteratorRecord record = TRY(get_iterator(isolate, iterable));
  Value value;
  while (TRY(iterator_step_value(isolate, record, &value))) {
    TRY(push_element(isolate, list, value));
  }
  return {};
}

// 13.2.8.4 GetTemplateObject. One per site and realm: it becomes the literal's value.
Completion<Value> make_template_object(Interpreter& vm, u32 literal) {
  Isolate& isolate = vm.isolate;
  CodeBlock* block = Interpreter::code_block(vm.fp);
  const FunctionCode& code = block->code();
  const TemplateStrings& strings = code.templates[code.literals[literal].template_index];
  auto to_value = [&](const LiteralString& text) -> Value {
    if (text.is_latin1) {
      return new_string_latin1(isolate, {static_cast<const char*>(text.units), text.length});
    }
    return new_string_utf16(isolate, {static_cast<const char16_t*>(text.units), text.length});
  };
  ValueList cooked(isolate);
  ValueList raw(isolate);
  for (const TemplateStrings::Part& part : strings.parts) {
    cooked.push(part.has_cooked ? to_value(part.cooked) : Value::undefined());
    raw.push(to_value(part.raw));
  }
  Array* object = new_array_from(isolate, cooked.span());
  Array* raw_object = new_array_from(isolate, raw.span());
  TRY(set_integrity_level(isolate, raw_object, IntegrityLevel::kFrozen));
  TRY(define_property_or_throw(isolate, object, names::raw,
                               PropertyDescriptor::data(raw_object, attributes::kNone)));
  TRY(set_integrity_level(isolate, object, IntegrityLevel::kFrozen));
  block->set_literal(literal, object);
  return object;
}

namespace {

Environment* as_environment(Value value) {
  return value.is_undefined() ? nullptr : static_cast<Environment*>(value.as_cell());
}

}  // namespace

Value new_closure(Interpreter& vm, u32 index, Value environment, Value home) {
  CodeBlock* block = inner_code_block(vm.isolate, Interpreter::code_block(vm.fp), index);
  return new_function(vm.isolate, block, as_environment(environment),
                      home.is_object() ? home.as_object() : nullptr);
}

// 15.7.14 ClassDefinitionEvaluation, steps 7 to 15 without the elements.
Completion<Value> new_class(Interpreter& vm, u32 index, Value environment, Value superclass) {
  Isolate& isolate = vm.isolate;
  Realm& realm = isolate.realm();
  Value prototype_parent = realm.intrinsic(isolate, Intrinsic::kObjectPrototype);
  Value constructor_parent = Value::empty();
  if (superclass.is_null()) {
    prototype_parent = Value::null();
    constructor_parent = realm.intrinsic(isolate, Intrinsic::kFunctionPrototype);
  } else if (!superclass.is_empty()) {
    if (!superclass.is_constructor()) {
      return throw_error(isolate, Message::kExtendsNotConstructor, superclass);
    }
    prototype_parent = TRY(superclass.as_object()->get(isolate, names::prototype));
    if (!prototype_parent.is_object() && !prototype_parent.is_null()) {
      return throw_error(isolate, Message::kExtendsPrototype, prototype_parent);
    }
    constructor_parent = superclass;
  }
  Object* prototype = new_object_with_prototype(isolate, prototype_parent, 0);
  CodeBlock* block = inner_code_block(isolate, Interpreter::code_block(vm.fp), index);
  Function* constructor =
      new_function(isolate, block, as_environment(environment), prototype, constructor_parent);
  // "length", "name", "prototype", in this order.
  materialize_function_properties(isolate, constructor);
  constructor->put_direct(isolate, names::prototype, prototype, attributes::kNone);
  prototype->put_direct(isolate, names::constructor, constructor, attributes::kHidden);
  vm.result = prototype;
  return constructor;
}

// 10.2.9 SetFunctionName, for names known at run time only.
Completion<void> set_function_name(Interpreter& vm, Value function, Value key, u32 prefix) {
  Isolate& isolate = vm.isolate;
  Object* object = function.as_object();
  String* name;
  if (key.is_symbol()) {
    Symbol* symbol = key.as_symbol();
    Value description = symbol->description();
    if (symbol->is_private()) {
      name = description.as_string();
    } else if (description.is_undefined()) {
      name = names::empty;
    } else {
      StringBuilder builder(isolate);
      builder.append_unit('[');
      builder.append(description.as_string());
      builder.append_unit(']');
      name = TRY(builder.finish());
    }
  } else {
    name = TRY(to_string(isolate, key));
  }
  if (prefix) {
    StringBuilder builder(isolate);
    builder.append_latin1(prefix == 1 ? "get " : "set ");
    builder.append(name);
    name = TRY(builder.finish());
  }
  // A class with a static member called "name" keeps it.
  if (object->flags_ & object_flags::kLazyProperties) materialize_function_properties(isolate, object);
  object->put_direct(isolate, names::name, name, attributes::kConfigurable);
  return {};
}

// --- Arguments ----------------------------------------------------------------------------------------------

namespace {

// The arguments of the running frame, whose code says needs_all_arguments.
std::span<const Value> all_arguments(Interpreter& vm) {
  u32 count = frame::argument_count(Interpreter::packed(vm.fp));
  return {vm.fp - frame::k_header_size - count, count};
}

// What `arguments` names in a function that did without the object until now.
Object* make_elided_arguments(Interpreter& vm) {
  std::span<const Value> arguments = all_arguments(vm);
  if (Interpreter::code_block(vm.fp)->is_strict) return new_unmapped_arguments(vm.isolate, arguments);
  return new_mapped_arguments(vm.isolate, arguments, vm.fp[frame::k_callee].as_object(), nullptr, {});
}

}  // namespace

Completion<Value> load_argument(Interpreter& vm, Value key) {
  Object* object = make_elided_arguments(vm);
  PropertyKey property_key = TRY(to_property_key(vm.isolate, key));
  return object->get(vm.isolate, property_key);
}

// A method called apply that is not Function.prototype's may write to the object: the parameters follow.
static CallOutcome call_with_mapped_arguments(Interpreter& vm, Value* first) {
  Value* fp = vm.fp;
  Persistent<Object> object(vm.isolate.heap(), first[1].as_object());
  Completion<Value> result = call(vm.isolate, first[frame::k_callee], first[frame::k_this],
                                  {first, 2});
  if (result.is_abrupt()) return CallOutcome::kThrown;
  u32 count = frame::argument_count(Interpreter::packed(fp));
  count = std::min(count, Interpreter::code_block(fp)->parameter_count);
  for (u32 i = 0; i < count; i++) {
    Value element = object.get()->get_direct(vm.isolate, PropertyKey::from_index(i));
    if (!element.is_empty()) fp[i] = element;
  }
  vm.result = result.value();
  return CallOutcome::kReturned;
}

CallOutcome call_apply_arguments(Interpreter& vm, Value* first, i32 result_register,
                                 const u16* return_address) {
  Value apply = first[frame::k_callee];
  NativeFunction* native = apply.is_object() ? apply.as_object()->as_if<NativeFunction>() : nullptr;
  if (!native || native->code() != function_apply || !first[frame::k_this].is_callable()) {
    first[1] = Value::undefined();
    first[1] = make_elided_arguments(vm);
    if (Interpreter::code_block(vm.fp)->is_strict) {
      return vm.call_at(first, 2, result_register, return_address);
    }
    return call_with_mapped_arguments(vm, first);
  }
  std::span<const Value> arguments = all_arguments(vm);
  u32 count = static_cast<u32>(arguments.size());
  if (first + count + k_stack_slack >= vm.stack_limit()) {
    (void)throw_error(vm.isolate, Message::kStackOverflow);
    return CallOutcome::kThrown;
  }
  first[frame::k_callee] = first[frame::k_this];
  first[frame::k_this] = first[0];
  std::copy(arguments.begin(), arguments.end(), first);
  return vm.call_at(first, count, result_register, return_address);
}

Completion<Value> create_rest(Interpreter& vm, u32 from) {
  std::span<const Value> arguments = all_arguments(vm);
  if (from >= arguments.size()) return new_array(vm.isolate);
  return new_array_from(vm.isolate, arguments.subspan(from));
}

// 10.4.4.6 CreateUnmappedArgumentsObject.
Completion<Value> create_unmapped_arguments(Interpreter& vm) {
  return new_unmapped_arguments(vm.isolate, all_arguments(vm));
}

// 10.4.4.7 CreateMappedArgumentsObject.
Completion<Value> create_mapped_arguments(Interpreter& vm, Value environment) {
  CodeBlock* block = Interpreter::code_block(vm.fp);
  return new_mapped_arguments(vm.isolate, all_arguments(vm), vm.fp[frame::k_callee].as_object(),
                              as_environment(environment), block->code().mapped_parameters);
}

}  // namespace kaze::vm
