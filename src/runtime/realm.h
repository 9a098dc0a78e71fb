// Realms (ECMA-262 9.3): a global object, its intrinsics and its lexical declarations.
//
// An intrinsic is made when somebody first asks for it; a fresh realm holds little more than its
// global object. A realm is a cell, kept alive by its functions.
#pragma once

#include "runtime/object.h"

namespace kaze {

enum class Intrinsic : u16 {
#define KAZE_INTRINSIC(Name) k##Name,
#include "runtime/intrinsics.def"
#undef KAZE_INTRINSIC
  kCount,
};
inline constexpr usize k_intrinsic_count = static_cast<usize>(Intrinsic::kCount);

class Realm : public Cell {
 public:
  // The object, made now if need be. Never throws.
  Object* intrinsic(Isolate& isolate, Intrinsic id) {
    Object* object = intrinsics_[static_cast<usize>(id)].get();
    return KAZE_LIKELY(object != nullptr) ? object : make_intrinsic(isolate, id);
  }
  Object* intrinsic_if_made(Intrinsic id) const { return intrinsics_[static_cast<usize>(id)].get(); }
  // For makers: the object before it is complete, so that cycles end.
  void set_intrinsic(Intrinsic id, Object* object) {
    intrinsics_[static_cast<usize>(id)].set(this, object);
  }
  Object* global_object() const { return global_object_.get(); }
  // What `this` is at the top level of a script.
  Object* global_this() const { return global_this_.get(); }
  // The declarative record of the global environment: an object without prototype whose unique
  // shape maps names to bindings. Empty values are uninitialised; not writable means const.
  Object* lexical_bindings() const { return lexical_bindings_.get(); }

  // Initial shapes that literals and the interpreter need; made with their intrinsic.
  Shape* object_literal_shape(Isolate& isolate, u32 inline_capacity);
  Shape* array_shape(Isolate& isolate) {
    return KAZE_LIKELY(array_shape_ != nullptr) ? array_shape_.get() : make_array_shape(isolate);
  }
  // Of { value, done }, both in the object.
  Shape* iterator_result_shape(Isolate& isolate);
  Shape* function_shape(Isolate& isolate);
  Shape* native_function_shape(Isolate& isolate);
  // Of regular expressions as they are made: "lastIndex" in slot 0.
  Shape* regexp_shape(Isolate& isolate);
  // Of the arrays that matches yield: "index", "input", "groups" and, if asked for, "indices". Null if
  // such objects can no longer share a shape.
  Shape* match_result_shape(Isolate& isolate, bool has_indices);
  // Of unmapped arguments objects: "length", @@iterator and "callee" in the object, in this order.
  Shape* arguments_shape(Isolate& isolate);
  // The getter and setter of their "callee": %ThrowTypeError% twice.
  AccessorPair* throw_type_error_pair(Isolate& isolate);

  static void trace(Cell* cell, Visitor& visitor);

  // The embedder's data for this realm (a host object or empty).
  Slot host_data;

 private:
  friend Realm* new_realm(Isolate&);
  Object* make_intrinsic(Isolate& isolate, Intrinsic id);
  Shape* make_array_shape(Isolate& isolate);

  Member<Object> global_object_;
  Member<Object> global_this_;
  Member<Object> lexical_bindings_;
  static constexpr u32 k_cached_literal_capacities = 9;
  Member<Shape> literal_shapes_[k_cached_literal_capacities];
  Member<Shape> array_shape_;
  Member<Shape> iterator_result_shape_;
  Member<Shape> function_shape_;
  Member<Shape> native_function_shape_;
  Member<Shape> regexp_shape_;
  Member<Shape> match_result_shapes_[2];
  Member<Shape> arguments_shape_;
  Member<AccessorPair> throw_type_error_pair_;
  Member<Object> intrinsics_[k_intrinsic_count];
};

// A realm with its global object, whose standard properties are lazy.
Realm* new_realm(Isolate& isolate);

// Makes one intrinsic: calls realm.set_intrinsic(id, …) with the object before filling it.
using IntrinsicMaker = void (*)(Isolate&, Realm&, Intrinsic id);
// Indexed by Intrinsic; defined in builtins/intrinsics.cpp. Null for an intrinsic that Kaze does not
// have yet: the properties of builtins that refer to it are left out, and asking for it yields an
// ordinary object without properties, so that the engine itself does not fail.
extern const IntrinsicMaker k_intrinsic_makers[];
// The properties of the global object: defined in builtins/global.cpp.
void define_global_properties(Isolate& isolate, Realm& realm);

// GetPrototypeFromConstructor (10.1.14): `new_target`'s "prototype", or that intrinsic of its realm.
Completion<Object*> get_prototype_from_constructor(Isolate& isolate, Object* new_target,
                                                   Intrinsic fallback);
// OrdinaryCreateFromConstructor (10.1.13) for a class T of builtins.
template <typename T>
Completion<T*> ordinary_create_from_constructor(Isolate& isolate, Object* new_target,
                                                Intrinsic fallback, u8 flags = 0) {
  Object* prototype = TRY(get_prototype_from_constructor(isolate, new_target, fallback));
  return new_object_of<T>(isolate, prototype, flags);
}

}  // namespace kaze
