// Functions written in C++, and how builtins declare themselves.
//
// A native function reads its arguments where the caller left them on the VM stack: nothing is
// copied. It runs in the realm of its function object.
//
// A builtin object is declared by a table of `BuiltinProperty`; `define_builtins` gives the object
// all of them at once. Functions and accessors in it stay lazy: a marker in the slot until the
// property is first read (Value::lazy).
#pragma once

#include "runtime/object.h"
#include "runtime/realm.h"

namespace kaze {

// The arguments of a call, on the VM stack: base[-2] callee, base[-1] this, base[0..count) arguments.
class Arguments {
 public:
  Arguments(Value* base, u32 count, Value new_target)
      : base_(base), count_(count), new_target_(new_target) {}
  u32 count() const { return count_; }
  // Undefined beyond the count.
  Value operator[](u32 index) const { return index < count_ ? base_[index] : Value(); }
  Value this_value() const { return base_[-1]; }
  inline class NativeFunction* callee() const;
  // Undefined for a [[Call]].
  Value new_target() const { return new_target_; }
  bool is_construct() const { return !new_target_.is_undefined(); }
  std::span<const Value> span(u32 from = 0) const {
    return from < count_ ? std::span<const Value>(base_ + from, count_ - from)
                         : std::span<const Value>();
  }

 private:
  Value* base_;
  u32 count_;
  Value new_target_;
};

using NativeCode = Completion<Value> (*)(Isolate&, const Arguments&);

// Also made by builtins that need a function with state: `slot_count` internal slots.
class NativeFunction : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kNativeFunction;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  NativeCode code() const { return code_; }
  Realm* realm() const { return realm_.get(); }
  u32 slot_count() const { return slot_count_; }
  Slot& slot(u32 index) {
    KAZE_ASSERT(index < slot_count_);
    return reinterpret_cast<Slot*>(this + 1)[index];
  }
  // "name" and "length" until they are materialised.
  Value initial_name() const { return name_.get(); }
  u32 initial_length() const { return length_; }
  static void trace(Cell* cell, Visitor& visitor);
  static constexpr usize k_code_offset = 24;

 private:
  friend class NativeFunctionFactory;
  NativeCode code_;
  Member<Realm> realm_;
  Slot name_;  // a String
  u32 length_;
  u32 slot_count_;
};
inline NativeFunction* Arguments::callee() const {
  return static_cast<NativeFunction*>(base_[-2].as_cell());
}

// CreateBuiltinFunction (10.3.4) in the realm; `name` a String (with prefix "get " … already).
// `flags`: object_flags::kConstructor for constructors. Prototype: %Function.prototype% unless given.
NativeFunction* new_native_function(Isolate& isolate, Realm& realm, NativeCode code, String* name,
                                    u32 length, u32 slot_count = 0, u8 flags = 0,
                                    Value prototype = Value::empty());
// GetPrototypeFromConstructor (10.1.14) in the constructor of a builtin class, whose own "prototype" is
// that intrinsic and cannot be changed: `new` of the class itself need not look.
Completion<Object*> get_prototype_from_constructor(Isolate& isolate, const Arguments& arguments,
                                                   Intrinsic fallback);
// OrdinaryCreateFromConstructor (10.1.13) there.
template <typename T>
Completion<T*> ordinary_create_from_constructor(Isolate& isolate, const Arguments& arguments,
                                                Intrinsic fallback, u8 flags = 0) {
  Object* prototype = TRY(get_prototype_from_constructor(isolate, arguments, fallback));
  return new_object_of<T>(isolate, prototype, flags);
}

// In the current realm, anonymous, for closures of the specification ("Promise resolve functions").
NativeFunction* new_native_closure(Isolate& isolate, NativeCode code, u32 length, u32 slot_count);

// Calls (or, with a new target, constructs) a native function whose arguments are not on the VM stack.
// TypeError for any other object.
Completion<Value> call_native_function(Isolate& isolate, Object* function, Value this_value,
                                       std::span<const Value> arguments, Value new_target);

// --- Tables of builtins. ---
enum class BuiltinKind : u8 {
  kFunction,      // a method
  kGetter,        // an accessor without setter
  kAccessor,      // getter and setter
  kIntrinsic,     // the value is an intrinsic object
  kInt32,
  kDouble,
  kString,        // a name
  kUndefined,
  kScripted,      // a function written in JavaScript (builtins/js): found by its name in `script`
};

struct BuiltinProperty {
  // One of the two: a name, or a well-known symbol when `symbol` is below kCount.
  Name name = Name::kCount;
  WellKnownSymbol symbol = WellKnownSymbol::kCount;
  BuiltinKind kind = BuiltinKind::kFunction;
  u8 attributes = attributes::kHidden;
  u8 length = 0;
  NativeCode code = nullptr;    // the function or the getter
  NativeCode setter = nullptr;
  Intrinsic intrinsic = Intrinsic::kCount;
  f64 number = 0;
  // The function's "name" when it is not the key's; kCount otherwise.
  Name function_name = Name::kCount;
  const char* script = nullptr;
};

// Shorthands for tables.
constexpr BuiltinProperty method(NameRef name, u8 length, NativeCode code) {
  return {.name = name.name, .kind = BuiltinKind::kFunction, .length = length, .code = code};
}
// A method under a well-known symbol: its name is "[Symbol.iterator]" and the like unless given.
constexpr BuiltinProperty symbol_method(SymbolRef symbol, NameRef function_name, u8 length,
                                        NativeCode code, u8 attributes = attributes::kHidden) {
  return {.symbol = symbol.symbol, .kind = BuiltinKind::kFunction, .attributes = attributes,
          .length = length, .code = code, .function_name = function_name.name};
}
constexpr BuiltinProperty getter(NameRef name, NativeCode code) {
  return {.name = name.name, .kind = BuiltinKind::kGetter,
          .attributes = attributes::kConfigurable, .code = code};
}
constexpr BuiltinProperty symbol_getter(SymbolRef symbol, NameRef function_name, NativeCode code) {
  return {.symbol = symbol.symbol, .kind = BuiltinKind::kGetter,
          .attributes = attributes::kConfigurable, .code = code,
          .function_name = function_name.name};
}
constexpr BuiltinProperty accessor(NameRef name, NativeCode get, NativeCode set) {
  return {.name = name.name, .kind = BuiltinKind::kAccessor,
          .attributes = attributes::kConfigurable, .code = get, .setter = set};
}
// Symbol.toStringTag and other constant strings.
constexpr BuiltinProperty to_string_tag(NameRef text) {
  return {.symbol = WellKnownSymbol::k_to_string_tag, .kind = BuiltinKind::kString,
          .attributes = attributes::kConfigurable, .function_name = text.name};
}
constexpr BuiltinProperty constant(NameRef name, f64 value, u8 attributes = attributes::kNone) {
  return {.name = name.name, .kind = BuiltinKind::kDouble, .attributes = attributes,
          .number = value};
}
constexpr BuiltinProperty intrinsic_property(NameRef name, Intrinsic intrinsic,
                                             u8 attributes = attributes::kHidden) {
  return {.name = name.name, .kind = BuiltinKind::kIntrinsic, .attributes = attributes,
          .intrinsic = intrinsic};
}
constexpr BuiltinProperty symbol_intrinsic(SymbolRef symbol, Intrinsic intrinsic,
                                           u8 attributes = attributes::kHidden) {
  return {.symbol = symbol.symbol, .kind = BuiltinKind::kIntrinsic, .attributes = attributes,
          .intrinsic = intrinsic};
}
// A function of builtins/js/SCRIPT.js, by its name there.
constexpr BuiltinProperty scripted(NameRef name, u8 length, const char* script) {
  return {.name = name.name, .kind = BuiltinKind::kScripted, .length = length, .script = script};
}

// Gives `object` (extensible, without these properties) every property of the table, lazily. May be
// called several times with different tables. A table is static data: the object refers to it for as
// long as one of its functions has not been made. Entries for intrinsics that have no maker yet are
// left out.
void define_builtins(Isolate& isolate, Realm& realm, Object* object,
                     std::span<const BuiltinProperty> table);
// Makes the value of a lazy slot and puts it there.
Value materialize_lazy_slot(Isolate& isolate, Object* object, u32 slot);

// A constructor function and its prototype, tied together by "prototype" and "constructor" and
// given their tables. Both are set as intrinsics before they are filled. `parent` is the
// constructor's [[Prototype]] (%Function.prototype% as a rule), `parent_prototype` the prototype's.
struct BuiltinClass {
  Intrinsic constructor;
  Intrinsic prototype;
  NameRef name;
  u8 length;
  NativeCode code;
  std::span<const BuiltinProperty> static_properties;
  std::span<const BuiltinProperty> prototype_properties;
  Intrinsic parent = Intrinsic::kFunctionPrototype;
  Intrinsic parent_prototype = Intrinsic::kObjectPrototype;
  // The prototype object, when it is not an ordinary one (Array.prototype is an array, …).
  Object* (*make_prototype)(Isolate&, Realm&, Value parent) = nullptr;
};
void make_builtin_class(Isolate& isolate, Realm& realm, const BuiltinClass& builtin);
// An ordinary intrinsic object (Math, an iterator prototype, …) with a table.
Object* make_builtin_object(Isolate& isolate, Realm& realm, Intrinsic id, Intrinsic parent,
                            std::span<const BuiltinProperty> table);

}  // namespace kaze
