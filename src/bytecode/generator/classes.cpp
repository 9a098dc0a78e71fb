// Classes (15.7).
//
// The class scope's environment holds the inner name, the private names and, in extra slots, what the
// initialiser functions need: the keys of computed fields and the functions of private instance methods.
// Two functions are synthesised per class, at most: one initialises an instance (private methods, then
// fields, in order), one the class itself (static fields and blocks, in order). The source's own
// initialiser functions, each a scope of its own, are generated into these as blocks.

#include "bytecode/frame_layout.h"
#include "bytecode/generator/generator.h"
#include "bytecode/literal_strings.h"

namespace kaze {

namespace {

bool is_private(const ClassMemberNode* member) {
  return member->key && member->key->kind == NodeKind::kPrivateName;
}
bool is_function(const ClassMemberNode* member) {
  return member->member_kind == ClassMemberKind::kMethod ||
         member->member_kind == ClassMemberKind::kGetter ||
         member->member_kind == ClassMemberKind::kSetter;
}
// Has an extra slot in the class scope's environment.
bool needs_slot(const ClassMemberNode* member) {
  if (member->member_kind == ClassMemberKind::kField) return member->is_computed;
  return is_function(member) && is_private(member) && !member->is_static;
}
u32 extra_slot_count(const ClassNode* node) {
  u32 count = 0;
  for (const ClassMemberNode* member : node->members) count += needs_slot(member);
  return count;
}
const char* name_prefix(const ClassMemberNode* member) {
  return member->member_kind == ClassMemberKind::kGetter   ? "get "
         : member->member_kind == ClassMemberKind::kSetter ? "set "
                                                           : "";
}
const AstString* private_name_of(const ClassMemberNode* member) {
  return member->key->as<PrivateNameNode>()->name;
}

// A private method, or an accessor's getter and setter, which may stand apart in the source.
struct PrivateElement {
  ClassMemberNode* method = nullptr;
  ClassMemberNode* getter = nullptr;
  ClassMemberNode* setter = nullptr;
  ClassMemberNode* first() const { return method ? method : getter ? getter : setter; }
};
std::vector<PrivateElement> private_elements(const ClassNode* node, bool is_static) {
  std::vector<PrivateElement> elements;
  for (ClassMemberNode* member : node->members) {
    if (!is_function(member) || !is_private(member) || member->is_static != is_static) continue;
    if (member->member_kind == ClassMemberKind::kMethod) {
      elements.push_back({member, nullptr, nullptr});
      continue;
    }
    PrivateElement* element = nullptr;
    for (PrivateElement& other : elements) {
      if (!other.method && private_name_of(other.first()) == private_name_of(member)) {
        element = &other;
      }
    }
    if (!element) element = &elements.emplace_back();
    (member->member_kind == ClassMemberKind::kGetter ? element->getter : element->setter) = member;
  }
  return elements;
}

}  // namespace

struct Generator::ClassState {
  ClassNode* node;
  Register constructor;
  Register prototype;
  // The functions of static private methods, by member index.
  std::vector<Register> functions;
};

void Generator::private_names(ClassNode* node) {
  for (Variable* variable : node->scope->variables()) {
    if (variable->kind != VariableKind::kPrivateName) continue;
    Temporaries temporaries(*this);
    Register name = allocate();
    emit(Opcode::kNewPrivateName, name, constant(variable->name),
         variable->private_kind == PrivateKind::kField ? 0u : 1u);
    initialize(variable, name);
  }
}

// 15.7.14 Runtime Semantics: ClassDefinitionEvaluation
Register Generator::class_expression(ClassNode* node, const AstString* name, Register name_register,
                                     Register dst) {
  if (KAZE_UNLIKELY(compilation_.failed() || stack_is_low())) return fail(dst);
  Register result = early(dst);
  if (!builder_.is_reachable()) return settle(result, dst);
  ScopeState scope_state{environment_, scope_, top_};
  bool was_strict = is_strict_;
  is_strict_ = true;  // all parts of a class are strict code
  u32 start = builder_.here();
  compilation_.announce_class_scope(node->scope, extra_slot_count(node));
  open_scope(node->scope);
  for (Variable* variable : node->scope->variables()) place_variable(variable);
  create_environment(node->scope);
  mark_uninitialized(node->scope);
  private_names(node);

  ClassState state{node, result, allocate(), {}};
  {
    Temporaries temporaries(*this);
    Register superclass = allocate();
    if (node->superclass) {
      visit(node->superclass, superclass);
    } else {
      emit(Opcode::kLoadEmpty, superclass);
    }
    FunctionKind kind =
        node->superclass ? FunctionKind::kDerivedConstructor : FunctionKind::kBaseConstructor;
    Ref<FunctionTemplate> function = node->constructor
                                         ? compilation_.make_template(node->constructor, scope_)
                                         : compilation_.make_class_function(node, kind);
    function->has_instance_fields = node->has_instance_fields;
    compilation_.set_name(*function, node->name ? node->name : name);
    if (!node->constructor) function->publish(generate_default_constructor(*function));
    Register scope = environment();
    at(node->superclass ? node->superclass : node);
    emit(Opcode::kNewClass, state.constructor, state.prototype,
         builder_.function(std::move(function)), scope, superclass);
    if (name_register != k_no_register) {
      emit(Opcode::kSetFunctionName, state.constructor, name_register, 0u);
    }
  }
  state.functions.resize(node->members.size(), k_no_register);
  u32 slot = layout(node->scope).extra_slots_begin;
  for (u32 i = 0; i < node->members.size(); i++) {
    if (KAZE_UNLIKELY(compilation_.failed())) break;
    class_member(state, i, slot);
    slot += needs_slot(node->members[i]);
  }
  if (Variable* inner = node->inner_variable; inner && (inner->is_referenced || inner->is_captured)) {
    initialize(inner, state.constructor);
  }
  if (node->has_instance_fields) {
    Temporaries temporaries(*this);
    Register initializer = make_initializer(state, false);
    emit(Opcode::kSetClassFields, state.constructor, initializer);
  }
  static_private_methods(state);
  if (node->has_static_elements) {
    Temporaries temporaries(*this);
    CallArea area = allocate_call_area();
    Register initializer = make_initializer(state, true);
    move(area.callee, initializer);
    release_to(area.first());
    move(area.this_value, state.constructor);
    Register ignored = area.callee;
    emit(Opcode::kCall, ignored, area.first(), 0u, feedback(FeedbackKind::kCall));
  }
  is_strict_ = was_strict;
  if (!was_strict) builder_.add_strict_range(start, builder_.here());
  leave_scope(scope_state);
  return settle(result, dst);
}

// The synthesised function, as a method of the object that `super` is to mean in it.
Register Generator::make_initializer(ClassState& state, bool is_static) {
  Register dst = allocate();
  Ref<FunctionTemplate> function = compilation_.make_class_function(
      state.node, is_static ? FunctionKind::kStaticBlock : FunctionKind::kFieldInitializer);
  compilation_.set_name(*function, intern(is_static ? "<static_initializer>"
                                                    : "<instance_members_initializer>"));
  compilation_.enqueue(function, state.node, state.node->scope,
                       is_static ? Compilation::Work::kStaticInitializer
                                 : Compilation::Work::kInstanceInitializer);
  Temporaries temporaries(*this);
  Register scope = environment();
  emit(Opcode::kNewMethod, dst, builder_.function(std::move(function)), scope,
       is_static ? state.constructor : state.prototype);
  return dst;
}

void Generator::class_member(ClassState& state, u32 index, u32 slot) {
  ClassMemberNode* member = state.node->members[index];
  Register environment = layout(state.node->scope).environment;
  if (!is_function(member)) {
    // 15.7.10 ClassFieldDefinitionEvaluation: only a computed key is evaluated now.
    if (member->member_kind != ClassMemberKind::kField || !member->is_computed) return;
    Temporaries temporaries(*this);
    Register key = allocate();
    property_key(member->key, true, key);
    emit(Opcode::kStoreEnv, environment, slot, key);
    return;
  }
  Register home = member->is_static ? state.constructor : state.prototype;
  if (is_private(member)) {
    // A static one is kept in a register until all members have been evaluated.
    Register function = allocate();
    function_expression(member->value, private_name_of(member), function, home,
                        name_prefix(member));
    if (member->is_static) {
      state.functions[index] = function;
    } else {
      emit(Opcode::kStoreEnv, environment, slot, function);
      release_to(function);
    }
    return;
  }
  // 15.4.5 MethodDefinitionEvaluation
  Temporaries temporaries(*this);
  Register key = allocate();
  property_key(member->key, member->is_computed, key);
  const AstString* name = member->is_computed ? nullptr : key_text(member->key);
  Register function = allocate();
  function_expression(member->value, name, function, home, name_prefix(member));
  bool is_getter = member->member_kind == ClassMemberKind::kGetter;
  bool is_setter = member->member_kind == ClassMemberKind::kSetter;
  if (!name) emit(Opcode::kSetFunctionName, function, key, is_getter ? 1u : is_setter ? 2u : 0u);
  at(member);
  emit(is_getter   ? Opcode::kDefineGetter
       : is_setter ? Opcode::kDefineSetter
                   : Opcode::kDefineMethod,
       home, key, function, 0u);
}

void Generator::static_private_methods(ClassState& state) {
  auto function_of = [&](ClassMemberNode* member, Register absent) {
    for (usize i = 0; member && i < state.node->members.size(); i++) {
      if (state.node->members[i] == member) return state.functions[i];
    }
    emit(Opcode::kLoadUndefined, absent);
    return absent;
  };
  for (const PrivateElement& element : private_elements(state.node, true)) {
    Temporaries temporaries(*this);
    Register name = visit(element.first()->key);
    at(element.first());
    if (element.method) {
      emit(Opcode::kDefinePrivateMethod, state.constructor, name,
           function_of(element.method, k_no_register));
      continue;
    }
    Register absent = allocate();
    Register getter = function_of(element.getter, absent);
    Register setter = function_of(element.setter, absent);
    at(element.first());
    emit(Opcode::kDefinePrivateAccessor, state.constructor, name, getter, setter);
  }
}

// ---------------------------------------------------------------------------------------------
// The synthesised initialisers

Ref<FunctionCode> Generator::generate_initializer(ClassNode* node, bool is_static) {
  is_strict_ = true;
  auto slot_of = [&](const ClassMemberNode* wanted) {
    u32 slot = layout(node->scope).extra_slots_begin;
    for (const ClassMemberNode* member : node->members) {
      if (member == wanted) break;
      slot += needs_slot(member);
    }
    return slot;
  };
  if (!is_static) {
    // 7.3.30 InitializeInstanceElements: private methods and accessors come before all fields.
    for (const PrivateElement& element : private_elements(node, false)) {
      Temporaries temporaries(*this);
      Register name = visit(element.first()->key);
      auto load = [&](ClassMemberNode* member) {
        Register function = allocate();
        if (member) {
          emit(Opcode::kLoadOuter, function, 0u, slot_of(member));
        } else {
          emit(Opcode::kLoadUndefined, function);
        }
        return function;
      };
      if (element.method) {
        Register function = load(element.method);
        at(element.first());
        emit(Opcode::kDefinePrivateMethod, frame::k_this, name, function);
        continue;
      }
      Register getter = load(element.getter);
      Register setter = load(element.setter);
      at(element.first());
      emit(Opcode::kDefinePrivateAccessor, frame::k_this, name, getter, setter);
    }
  }
  u32 slot = layout(node->scope).extra_slots_begin;
  for (ClassMemberNode* member : node->members) {
    if (KAZE_UNLIKELY(compilation_.failed())) break;
    Temporaries temporaries(*this);
    if (member->is_static == is_static || member->member_kind == ClassMemberKind::kStaticBlock) {
      if (member->member_kind == ClassMemberKind::kField) {
        define_field(member, slot);
      } else if (member->member_kind == ClassMemberKind::kStaticBlock && is_static) {
        run_initializer(member->value, nullptr, k_no_register, k_no_register);
      }
    }
    slot += needs_slot(member);
  }
  emit(Opcode::kReturnUndefined);
  return finish();
}

// 7.3.31 DefineField
void Generator::define_field(ClassMemberNode* member, u32 slot) {
  Register key = k_no_register;
  const AstString* name = nullptr;
  if (is_private(member)) {
    name = private_name_of(member);
  } else if (member->is_computed) {
    key = allocate();
    emit(Opcode::kLoadOuter, key, 0u, slot);
  } else {
    name = key_text(member->key);
    if (!name) {
      key = allocate();
      property_key(member->key, false, key);
    }
  }
  Register value = allocate();
  if (member->value) {
    run_initializer(member->value, name, key, value);
  } else {
    emit(Opcode::kLoadUndefined, value);
  }
  if (is_private(member)) {
    Register private_name = visit(member->key);
    at(member);
    emit(Opcode::kDefinePrivateField, frame::k_this, private_name, value);
    return;
  }
  at(member);
  define_property(frame::k_this, member->key, key, value);
}

// Generates the code of an initialiser or static block in place. `result`: where the value goes.
void Generator::run_initializer(FunctionNode* function, const AstString* name,
                                Register name_register, Register result) {
  KAZE_ASSERT(!function->is_lazy);
  ScopeState state{environment_, scope_, top_};
  Scope* scope = function->scope;
  open_scope(scope);
  for (Variable* variable : scope->variables()) {
    if (variable->kind == VariableKind::kThis &&
        static_cast<Location>(variable->location_kind) == Location::kRegister) {
      variable->location = static_cast<u32>(frame::k_this);
    } else {
      place_variable(variable);
    }
  }
  create_environment(scope);
  mark_uninitialized(scope);
  auto set = [&](Variable* variable, Opcode load) {
    if (!variable) return;
    Temporaries temporaries(*this);
    Register value = local(variable);
    if (value == k_no_register) value = allocate();
    emit(load, value);
    initialize(variable, value);
  };
  if (Variable* variable = scope->this_variable; variable && local(variable) == k_no_register) {
    initialize(variable, frame::k_this);
  }
  set(scope->home_object_variable, Opcode::kLoadHomeObject);
  set(scope->new_target_variable, Opcode::kLoadUndefined);
  if (function->body_scope != scope) {
    open_scope(function->body_scope);
    for (Variable* variable : function->body_scope->variables()) place_variable(variable);
    create_environment(function->body_scope);
    mark_uninitialized(function->body_scope);
  }
  initialize_vars(function->body_scope);
  instantiate_functions(function->body_scope);
  if (result == k_no_register) {
    if (function->body_scope->has_using) {
      with_disposal(function->body_scope, [&] { statements(function->body); });
    } else {
      statements(function->body);
    }
  } else {
    Node* value = function->body[0]->as<ReturnNode>()->argument;
    if (name || name_register == k_no_register || !is_anonymous_function(value)) {
      visit_named(value, name, result);
    } else if (value->kind == NodeKind::kClass) {
      class_expression(value->as<ClassNode>(), nullptr, name_register, result);
    } else {
      visit(value, result);
      emit(Opcode::kSetFunctionName, result, name_register, 0u);
    }
  }
  leave_scope(state);
}

// 15.7.14 step 14: what a class without constructor gets.
Ref<FunctionCode> Generator::generate_default_constructor(FunctionTemplate& function) {
  CodeBuilder builder;
  FunctionCode& code = builder.code();
  builder.at(function.source_start);
  if (function.kind == FunctionKind::kBaseConstructor) {
    if (function.has_instance_fields) {
      builder.emit(Opcode::kInitializeFields, frame::k_this, frame::k_callee);
    }
    builder.emit(Opcode::kReturnUndefined);
  } else {
    // Hands on all arguments without going through Array.prototype[Symbol.iterator].
    builder.emit(Opcode::kGetSuperConstructor, 0, frame::k_callee);
    builder.emit(Opcode::kCreateRest, 1, 0u);
    builder.at(function.source_start);
    builder.emit(Opcode::kSuperCallSpread, 2, 0, 1, frame::k_new_target,
                 builder.feedback(FeedbackKind::kCall));
    builder.at(function.source_start);
    builder.emit(Opcode::kInitializeFields, 2, frame::k_callee);
    builder.emit(Opcode::kReturn, 2);
    code.needs_all_arguments = true;
    code.is_derived_constructor = true;
    builder.set_register_count(3);
  }
  code.is_strict = true;
  code.is_class_constructor = true;
  code.kind = function.kind;
  code.source = function.source;
  code.function_template = &function;
  code.debug_name = to_utf8(function.name);
  return builder.finish();
}

}  // namespace kaze
