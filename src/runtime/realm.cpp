#include "runtime/realm.h"

#include "runtime/isolate.h"
#include "runtime/names.h"

namespace kaze {

void Realm::trace(Cell* cell, Visitor& visitor) {
  Realm* realm = static_cast<Realm*>(cell);
  visitor.visit(realm->host_data);
  visitor.visit(realm->global_object_);
  visitor.visit(realm->global_this_);
  visitor.visit(realm->lexical_bindings_);
  for (const Member<Shape>& shape : realm->literal_shapes_) visitor.visit(shape);
  visitor.visit(realm->array_shape_);
  visitor.visit(realm->iterator_result_shape_);
  visitor.visit(realm->function_shape_);
  visitor.visit(realm->native_function_shape_);
  visitor.visit(realm->regexp_shape_);
  for (const Member<Shape>& shape : realm->match_result_shapes_) visitor.visit(shape);
  visitor.visit(realm->arguments_shape_);
  visitor.visit(realm->throw_type_error_pair_);
  for (const Member<Object>& intrinsic : realm->intrinsics_) visitor.visit(intrinsic);
}

// 9.3.1 InitializeHostDefinedRealm ( ), without a host's additions
Realm* new_realm(Isolate& isolate) {
  Cell* cell =
      isolate.heap().allocate_zeroed(sizeof(Realm), static_cast<u8>(CellKind::kRealm));
  Realm* realm = static_cast<Realm*>(cell);
  realm->host_data.init(Value::empty());
  RealmScope scope(isolate, realm);

  // The declarative record has no object environment's semantics, so its object has no prototype.
  Shape* lexical_shape = new_root_shape(isolate, Value::null(), 0);
  realm->lexical_bindings_.set(realm, new_object_with_shape(isolate, lexical_shape));

  Value prototype = realm->intrinsic(isolate, Intrinsic::kObjectPrototype);
  Shape* shape = new_root_shape(isolate, prototype, 0, CellKind::kGlobalObject);
  Object* global =
      new_object_cell(isolate, CellKind::kGlobalObject, sizeof(Object), shape);
  realm->global_object_.set(realm, global);
  realm->global_this_.set(realm, global);
  define_global_properties(isolate, *realm);
  return realm;
}

Object* Realm::make_intrinsic(Isolate& isolate, Intrinsic id) {
  RealmScope scope(isolate, this);
  IntrinsicMaker maker = k_intrinsic_makers[static_cast<usize>(id)];
  if (maker) {
    maker(isolate, *this, id);
  } else {
    set_intrinsic(id, new_object(isolate, *this));
  }
  Object* object = intrinsic_if_made(id);
  KAZE_CHECK(object != nullptr);
  return object;
}

Shape* Realm::object_literal_shape(Isolate& isolate, u32 inline_capacity) {
  if (inline_capacity < k_cached_literal_capacities) {
    if (Shape* shape = literal_shapes_[inline_capacity]) return shape;
  }
  Shape* shape =
      root_shape(isolate, intrinsic(isolate, Intrinsic::kObjectPrototype), inline_capacity);
  if (inline_capacity < k_cached_literal_capacities) {
    literal_shapes_[inline_capacity].set(this, shape);
  }
  return shape;
}

Shape* Realm::iterator_result_shape(Isolate& isolate) {
  if (!iterator_result_shape_) {
    Shape* shape = object_literal_shape(isolate, 2)
                       ->add_property(isolate, names::value, attributes::kAll)
                       ->add_property(isolate, names::done, attributes::kAll);
    iterator_result_shape_.set(this, shape);
  }
  return iterator_result_shape_;
}

Shape* Realm::make_array_shape(Isolate& isolate) {
  Object* prototype = intrinsic(isolate, Intrinsic::kArrayPrototype);
  array_shape_.set(this, root_shape(isolate, prototype, 0, CellKind::kArray));
  return array_shape_;
}

Shape* Realm::function_shape(Isolate& isolate) {
  if (!function_shape_) {
    Object* prototype = intrinsic(isolate, Intrinsic::kFunctionPrototype);
    function_shape_.set(this, root_shape(isolate, prototype, 0, CellKind::kFunction));
  }
  return function_shape_;
}

Shape* Realm::native_function_shape(Isolate& isolate) {
  if (!native_function_shape_) {
    Object* prototype = intrinsic(isolate, Intrinsic::kFunctionPrototype);
    native_function_shape_.set(this,
                               root_shape(isolate, prototype, 0, CellKind::kNativeFunction));
  }
  return native_function_shape_;
}

Shape* Realm::regexp_shape(Isolate& isolate) {
  if (!regexp_shape_) {
    Object* prototype = intrinsic(isolate, Intrinsic::kRegExpPrototype);
    Shape* root = root_shape(isolate, prototype, 0, CellKind::kRegExp);
    regexp_shape_.set(this, root->add_property(isolate, names::lastIndex, attributes::kWritable));
  }
  return regexp_shape_;
}

Shape* Realm::match_result_shape(Isolate& isolate, bool has_indices) {
  Member<Shape>& known = match_result_shapes_[has_indices];
  if (known) return known;
  Shape* shape = array_shape(isolate);
  for (NameRef name : {names::index, names::input, names::groups}) {
    shape = shape->add_property(isolate, name, attributes::kAll);
    if (shape->is_unique()) return nullptr;
  }
  if (has_indices) {
    shape = shape->add_property(isolate, names::indices, attributes::kAll);
    if (shape->is_unique()) return nullptr;
  }
  known.set(this, shape);
  return shape;
}

// 10.1.14 GetPrototypeFromConstructor ( constructor, intrinsicDefaultProto )
Completion<Object*> get_prototype_from_constructor(Isolate& isolate, Object* new_target,
                                                   Intrinsic fallback) {
  Value prototype = TRY(new_target->get(isolate, names::prototype));
  if (prototype.is_object()) return prototype.as_object();
  Realm* realm = TRY(get_function_realm(isolate, new_target));
  return realm->intrinsic(isolate, fallback);
}

}  // namespace kaze
