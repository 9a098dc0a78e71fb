// Array, object and template literals.

#include "base/number.h"
#include "bytecode/generator/generator.h"

namespace kaze {

namespace {
// Elements that are evaluated side by side before the array is made; longer literals append.
constexpr usize k_max_array_registers = 32;
}  // namespace

// 13.2.4.1 Runtime Semantics: ArrayAccumulation. Also makes the argument lists of calls with spread.
Register Generator::array_literal(std::span<Node*> elements, Register dst) {
  Register result = early(dst);
  usize batch = 0;
  {
    Temporaries temporaries(*this);
    Register first = top_;
    while (batch < elements.size() && batch < k_max_array_registers &&
           !(elements[batch] && elements[batch]->kind == NodeKind::kSpread)) {
      Register element = allocate();
      if (elements[batch]) {
        visit(elements[batch], element);
      } else {
        emit(Opcode::kLoadEmpty, element);
      }
      batch++;
    }
    emit(Opcode::kNewArray, result, first, static_cast<u32>(batch),
         feedback(FeedbackKind::kAllocation));
  }
  for (usize i = batch; i < elements.size(); i++) {
    Temporaries temporaries(*this);
    Node* element = elements[i];
    if (!element) {
      Register hole = allocate();
      emit(Opcode::kLoadEmpty, hole);
      emit(Opcode::kArrayPush, result, hole);
    } else if (element->kind == NodeKind::kSpread) {
      Node* argument = element->as<SpreadNode>()->argument;
      Register iterable = visit(argument);
      at_text(argument->start, argument);
      emit(Opcode::kArraySpread, result, iterable);
    } else {
      emit(Opcode::kArrayPush, result, visit(element));
    }
  }
  return settle(result, dst);
}

// The text that a literal key gives to a function as its name; null if only known at run time.
const AstString* Generator::key_text(Node* key) {
  if (key->kind == NodeKind::kStringLiteral) return key->as<StringLiteralNode>()->value;
  if (key->kind != NodeKind::kNumberLiteral) return nullptr;
  char buffer[32];
  usize length = double_to_chars(key->as<NumberLiteralNode>()->value, buffer);
  return strings().intern_latin1(std::string_view(buffer, length));
}

// The key as a value that is a property key, or a number that stands for one.
void Generator::property_key(Node* key, bool is_computed, Register dst) {
  visit(key, dst);
  bool is_ready = key->kind == NodeKind::kStringLiteral || key->kind == NodeKind::kNumberLiteral;
  if (is_ready) return;
  at(key);
  emit(Opcode::kToPropertyKey, dst, dst);
}

void Generator::define_property(Register object, Node* key, Register key_register,
                                Register value) {
  if (key_register == k_no_register) {
    if (const AstString* name = property_name(key)) {
      emit(Opcode::kDefineById, object, constant(name), value,
           feedback(FeedbackKind::kProperty));
      return;
    }
    Temporaries temporaries(*this);
    Register reg = allocate();
    property_key(key, false, reg);
    emit(Opcode::kDefineByVal, object, reg, value);
    return;
  }
  emit(Opcode::kDefineByVal, object, key_register, value);
}

// 13.2.5.4 Runtime Semantics: Evaluation of ObjectLiteral
Register Generator::object_literal(ObjectLiteralNode* node, Register dst) {
  Register object = early(dst);
  emit(Opcode::kNewObject, object, static_cast<u32>(node->properties.size()),
       feedback(FeedbackKind::kAllocation));
  for (Node* element : node->properties) {
    if (KAZE_UNLIKELY(compilation_.failed())) break;
    Temporaries temporaries(*this);
    if (element->kind == NodeKind::kSpread) {
      Node* argument = element->as<SpreadNode>()->argument;
      Register source = visit(argument);
      at(argument);
      emit(Opcode::kCopyDataProperties, object, source, 0, 0u);
      continue;
    }
    auto* property = element->as<PropertyNode>();
    Register key = k_no_register;
    if (property->is_computed && !property_name(property->key)) {
      key = allocate();
      property_key(property->key, true, key);
    }
    switch (property->property_kind) {
    case PropertyKind::kPrototype: {
      Register value = visit(property->value);
      emit(Opcode::kSetLiteralPrototype, object, value);
      break;
    }
    case PropertyKind::kInit:
    case PropertyKind::kShorthand: {
      Register value;
      if (key == k_no_register) {
        const AstString* name = key_text(property->key);
        value = visit_named(property->value, name, k_no_register);
        if (!name && is_anonymous_function(property->value)) {
          key = allocate();
          property_key(property->key, false, key);
          emit(Opcode::kSetFunctionName, value, key, 0u);
        }
      } else if (is_anonymous_function(property->value)) {
        value = allocate();
        if (property->value->kind == NodeKind::kClass) {
          class_expression(property->value->as<ClassNode>(), nullptr, key, value);
        } else {
          visit(property->value, value);
          emit(Opcode::kSetFunctionName, value, key, 0u);
        }
      } else {
        value = visit(property->value);
      }
      at(property);
      define_property(object, property->key, key, value);
      break;
    }
    case PropertyKind::kMethod:
    case PropertyKind::kGetter:
    case PropertyKind::kSetter: {
      bool is_getter = property->property_kind == PropertyKind::kGetter;
      bool is_method = property->property_kind == PropertyKind::kMethod;
      Register function = allocate();
      const AstString* name = key == k_no_register ? key_text(property->key) : nullptr;
      function_expression(property->value->as<FunctionNode>(), name, function, object,
                          is_method ? "" : is_getter ? "get " : "set ");
      bool is_by_name = key == k_no_register && property_name(property->key);
      if (key == k_no_register && !(is_method && is_by_name)) {
        key = allocate();
        property_key(property->key, false, key);
      }
      if (!name) emit(Opcode::kSetFunctionName, function, key, is_method ? 0u : is_getter ? 1u : 2u);
      at(property);
      if (is_method) {
        define_property(object, property->key, key, function);
      } else {
        emit(is_getter ? Opcode::kDefineGetter : Opcode::kDefineSetter, object, key, function, 1u);
      }
      break;
    }
    }
  }
  return settle(object, dst);
}

// 13.2.8.6 Runtime Semantics: Evaluation of TemplateLiteral
Register Generator::template_literal(TemplateLiteralNode* node, Register dst) {
  dst = destination(dst);
  Temporaries temporaries(*this);
  Register first = top_;
  u32 count = 0;
  auto flush = [&] {
    // Long templates are joined piece by piece, so that they do not take a register per part.
    if (count < 32) return;
    emit(Opcode::kConcatStrings, first, first, count);
    release_to(first + 1);
    count = 1;
  };
  for (usize i = 0; i < node->elements.size(); i++) {
    const AstString* text = node->elements[i].cooked;
    if (text->length || (i == 0 && node->expressions.empty())) {
      load_string(allocate(), text);
      count++;
      flush();
    }
    if (i < node->expressions.size()) {
      Register value = allocate();
      visit(node->expressions[i], value);
      at(node->expressions[i]);
      emit(Opcode::kToString, value, value);
      count++;
      flush();
    }
  }
  if (count == 1) {
    move(dst, first);
  } else {
    emit(Opcode::kConcatStrings, dst, first, count);
  }
  return dst;
}

}  // namespace kaze
