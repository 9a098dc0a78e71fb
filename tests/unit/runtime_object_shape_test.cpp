// Shapes: property order, transitions, dictionaries, prototypes and their validity cells.
#include "runtime/proxy.h"
#include "runtime_world.h"

namespace kaze {
namespace {

TEST(RuntimeShape, PropertiesKeepTheOrderOfCreationAfterIndices) {
  World w;
  Object* object = new_object(w.isolate);
  for (const char* name : {"b", "a", "7", "c", "2"}) {
    EXPECT_TRUE(w.set(object, w.key(name), Value::int32(1)));
  }
  EXPECT_TRUE(w.set(object, symbols::iterator, Value::int32(1)));
  EXPECT_TRUE(w.set(object, w.key("d"), Value::int32(1)));
  EXPECT_EQ(w.keys(object), "2,7,b,a,c,d,Symbol(Symbol.iterator)");
}

TEST(RuntimeShape, ObjectsMadeAlikeShareAShape) {
  World w;
  Object* first = new_object(w.isolate);
  Object* second = new_object(w.isolate);
  EXPECT_EQ(first->shape(), second->shape());
  for (const char* name : {"x", "y", "z"}) {
    first->put_direct(w.isolate, w.key(name), Value::int32(1));
    second->put_direct(w.isolate, w.key(name), Value::int32(2));
    EXPECT_EQ(first->shape(), second->shape());
  }
  // The lineage shares one table.
  Object* third = new_object(w.isolate);
  third->put_direct(w.isolate, w.key("x"), Value::int32(3));
  EXPECT_EQ(third->shape()->table(), first->shape()->table());
  EXPECT_FALSE(third->shape()->lookup(w.key("y")));
  // A branch copies what it shares with it.
  third->put_direct(w.isolate, w.key("w"), Value::int32(4));
  EXPECT_NE(third->shape(), first->shape());
  EXPECT_EQ(w.keys(third), "x,w");
  EXPECT_EQ(w.keys(first), "x,y,z");
  EXPECT_EQ(w.number(first, w.key("z")), 1);
  EXPECT_EQ(w.number(third, w.key("w")), 4);
}

TEST(RuntimeShape, ShapesThatNobodyUsesAreForgotten) {
  World w;
  Shape* root = new_object(w.isolate)->shape();
  u32 id;
  {
    Object* object = new_object(w.isolate);
    object->put_direct(w.isolate, w.key("lonely"), Value::int32(1));
    id = object->shape_id();
  }
  (void)id;
  // A thousand other shapes off the same root, all garbage.
  KindCensus before[k_cell_kind_count] = {};
  {
    NoGcScope scope(w.isolate.heap());
    for (int i = 0; i < 1000; i++) {
      Object* object = new_object(w.isolate);
      object->put_direct(w.isolate, w.key("k" + std::to_string(i)), Value::int32(i));
    }
    w.isolate.heap().census(before);
  }
  w.isolate.heap().collect();
  KindCensus after[k_cell_kind_count] = {};
  w.isolate.heap().census(after);
  usize kind = static_cast<usize>(CellKind::kShape);
  EXPECT_GT(before[kind].count, 1000u);
  EXPECT_LT(after[kind].count, before[kind].count - 900);
  // And the root still works.
  Object* object = new_object_with_shape(w.isolate, root);
  object->put_direct(w.isolate, w.key("k5"), Value::int32(5));
  EXPECT_EQ(w.number(object, w.key("k5")), 5);
}

TEST(RuntimeShape, DeletingTheLastPropertyLeadsBack) {
  World w;
  Object* object = new_object(w.isolate);
  object->put_direct(w.isolate, w.key("a"), Value::int32(1));
  Shape* with_a = object->shape();
  object->put_direct(w.isolate, w.key("b"), Value::int32(2));
  EXPECT_TRUE(MUST(object->delete_property(w.isolate, w.key("b"))));
  EXPECT_EQ(object->shape(), with_a);
  EXPECT_EQ(w.keys(object), "a");
}

TEST(RuntimeShape, DeletingAnotherPropertyMakesTheShapeUnique) {
  World w;
  Object* object = new_object(w.isolate);
  for (const char* name : {"a", "b", "c"}) {
    object->put_direct(w.isolate, w.key(name), Value::int32(name[0]));
  }
  Shape* before = object->shape();
  EXPECT_TRUE(MUST(object->delete_property(w.isolate, w.key("b"))));
  EXPECT_NE(object->shape(), before);
  EXPECT_TRUE(object->shape()->is_unique());
  EXPECT_EQ(w.keys(object), "a,c");
  EXPECT_EQ(w.number(object, w.key("c")), 'c');
  object->put_direct(w.isolate, w.key("b"), Value::int32(7));
  EXPECT_EQ(w.keys(object), "a,c,b");
  EXPECT_EQ(w.number(object, w.key("b")), 7);
}

TEST(RuntimeShape, AUniqueShapeKeepsItsIdWhenPropertiesAreAdded) {
  World w;
  Object* object = new_object(w.isolate);
  object->put_direct(w.isolate, w.key("a"), Value::int32(1));
  object->put_direct(w.isolate, w.key("b"), Value::int32(1));
  MUST(object->delete_property(w.isolate, w.key("a")));
  u32 id = object->shape_id();
  object->put_direct(w.isolate, w.key("c"), Value::int32(1));
  EXPECT_EQ(object->shape_id(), id);
  // Unless a cache relies on absence.
  object->shape()->note_miss_cached();
  object->put_direct(w.isolate, w.key("d"), Value::int32(1));
  EXPECT_NE(object->shape_id(), id);
  id = object->shape_id();
  MUST(object->delete_property(w.isolate, w.key("c")));
  EXPECT_NE(object->shape_id(), id);
  EXPECT_EQ(w.keys(object), "b,d");
}

TEST(RuntimeShape, ManyPropertiesBecomeADictionary) {
  World w;
  Object* object = new_object(w.isolate);
  constexpr int count = 3000;
  for (int i = 0; i < count; i++) {
    EXPECT_TRUE(w.set(object, w.key("p" + std::to_string(i)), Value::int32(i)));
  }
  EXPECT_TRUE(object->shape()->is_unique());
  for (int i = 0; i < count; i++) {
    ASSERT_EQ(w.number(object, w.key("p" + std::to_string(i))), i);
  }
  // Used as a map, it does not grow without bound.
  for (int i = 0; i < 20000; i++) {
    PropertyKey old_key = w.key("p" + std::to_string(i));
    ASSERT_TRUE(MUST(object->delete_property(w.isolate, old_key)));
    ASSERT_TRUE(w.set(object, w.key("p" + std::to_string(i + count)), Value::int32(i + count)));
  }
  EXPECT_LT(object->properties()->capacity(), 4u * count);
  EXPECT_EQ(object->shape()->property_count(), u32{count});
  for (int i = 20000; i < 20000 + count; i++) {
    ASSERT_EQ(w.number(object, w.key("p" + std::to_string(i))), i);
  }
}

TEST(RuntimeShape, ChangedAttributesAreATransition) {
  World w;
  Object* first = new_object(w.isolate);
  Object* second = new_object(w.isolate);
  for (Object* object : {first, second}) {
    object->put_direct(w.isolate, w.key("a"), Value::int32(1));
    object->put_direct(w.isolate, w.key("b"), Value::int32(2));
  }
  PropertyDescriptor read_only;
  read_only.set_writable(false);
  EXPECT_TRUE(MUST(first->define_own_property(w.isolate, w.key("a"), read_only)));
  EXPECT_NE(first->shape(), second->shape());
  EXPECT_FALSE(w.set(first, w.key("a"), Value::int32(5)));
  EXPECT_TRUE(w.set(second, w.key("a"), Value::int32(5)));
  EXPECT_EQ(w.number(first, w.key("a")), 1);
  EXPECT_TRUE(MUST(second->define_own_property(w.isolate, w.key("a"), read_only)));
  EXPECT_EQ(first->shape(), second->shape());
  EXPECT_EQ(w.keys(first), "a,b");
}

TEST(RuntimeShape, FreezingIsOneTransition) {
  World w;
  Object* first = new_object(w.isolate);
  Object* second = new_object(w.isolate);
  for (Object* object : {first, second}) {
    object->put_direct(w.isolate, w.key("a"), Value::int32(1));
    object->put_direct(w.isolate, w.key(0), Value::int32(2));
    EXPECT_TRUE(MUST(set_integrity_level(w.isolate, object, IntegrityLevel::kFrozen)));
    EXPECT_TRUE(MUST(test_integrity_level(w.isolate, object, IntegrityLevel::kFrozen)));
  }
  EXPECT_EQ(first->shape(), second->shape());
  EXPECT_FALSE(w.set(first, w.key("a"), Value::int32(5)));
  EXPECT_FALSE(w.set(first, w.key(0), Value::int32(5)));
  EXPECT_FALSE(w.set(first, w.key("n"), Value::int32(5)));
  EXPECT_FALSE(w.set(first, w.key(1), Value::int32(5)));
  EXPECT_FALSE(MUST(first->delete_property(w.isolate, w.key("a"))));
  EXPECT_FALSE(MUST(first->delete_property(w.isolate, w.key(0))));
  EXPECT_EQ(w.keys(first), "0,a");
}

TEST(RuntimePrototype, BecomingOneGivesAUniqueShape) {
  World w;
  Object* prototype = new_object(w.isolate);
  prototype->put_direct(w.isolate, w.key("inherited"), Value::int32(7));
  EXPECT_FALSE(prototype->shape()->is_unique());
  Object* object = new_object_with_prototype(w.isolate, prototype);
  EXPECT_TRUE(prototype->shape()->is_unique());
  EXPECT_TRUE(prototype->shape()->is_prototype());
  EXPECT_EQ(w.number(object, w.key("inherited")), 7);
  EXPECT_EQ(new_object_with_prototype(w.isolate, prototype)->shape(), object->shape());
}

TEST(RuntimePrototype, AStructuralChangeInvalidatesTheChain) {
  World w;
  Object* top = new_object(w.isolate);
  Object* middle = new_object_with_prototype(w.isolate, top);
  Object* bottom = new_object_with_prototype(w.isolate, middle);
  ValidityCell* cell = chain_validity(w.isolate, bottom);
  ASSERT_NE(cell, nullptr);
  EXPECT_EQ(chain_validity(w.isolate, bottom), cell);
  // A change of value is none of structure.
  top->put_direct(w.isolate, w.key("x"), Value::int32(1));
  EXPECT_FALSE(cell->is_valid());
  cell = chain_validity(w.isolate, bottom);
  top->put_direct(w.isolate, w.key("x"), Value::int32(2));
  EXPECT_TRUE(cell->is_valid());

  MUST(top->delete_property(w.isolate, w.key("x")));
  EXPECT_FALSE(cell->is_valid());

  cell = chain_validity(w.isolate, bottom);
  ValidityCell* top_cell = chain_validity(w.isolate, top);
  middle->put_direct(w.isolate, w.key("y"), Value::int32(1));
  EXPECT_FALSE(cell->is_valid());
  EXPECT_TRUE(top_cell->is_valid());

  cell = chain_validity(w.isolate, bottom);
  Object* other = new_object(w.isolate);
  EXPECT_TRUE(MUST(middle->set_prototype_of(w.isolate, other)));
  EXPECT_FALSE(cell->is_valid());
  cell = chain_validity(w.isolate, bottom);
  other->put_direct(w.isolate, w.key("z"), Value::int32(1));
  EXPECT_FALSE(cell->is_valid());

  cell = chain_validity(w.isolate, bottom);
  top->put_direct(w.isolate, w.key("unrelated"), Value::int32(1));
  EXPECT_TRUE(cell->is_valid());
}

TEST(RuntimePrototype, ReplacingAnAccessorInvalidates) {
  World w;
  Object* prototype = new_object(w.isolate);
  NativeCode code = [](Isolate&, const Arguments&) -> Completion<Value> { return Value::int32(3); };
  Value getter = new_native_closure(w.isolate, code, 0, 0);
  prototype->put_accessor_direct(w.isolate, w.key("g"), getter, Value(), attributes::kAll);
  ValidityCell* cell = chain_validity(w.isolate, prototype);
  prototype->put_accessor_direct(w.isolate, w.key("g"), getter, getter, attributes::kAll);
  EXPECT_FALSE(cell->is_valid());
  Object* object = new_object_with_prototype(w.isolate, prototype);
  EXPECT_EQ(w.number(object, w.key("g")), 3);
}

TEST(RuntimePrototype, AProxyMakesAChainUncacheable) {
  World w;
  Object* proxy = new_proxy(w.isolate, new_object(w.isolate), new_object(w.isolate));
  Object* object = new_object_with_prototype(w.isolate, proxy);
  EXPECT_EQ(chain_validity(w.isolate, object), nullptr);
  EXPECT_TRUE(w.isolate.prototypes_may_have_elements);
}

TEST(RuntimePrototype, ElementsOfPrototypesAreNoticed) {
  World w;
  Object* prototype = new_object(w.isolate);
  new_object_with_prototype(w.isolate, prototype);
  EXPECT_FALSE(w.isolate.prototypes_may_have_elements);
  w.set(prototype, w.key(3), Value::int32(1));
  EXPECT_TRUE(w.isolate.prototypes_may_have_elements);

  World other;
  Object* with_elements = new_object(other.isolate);
  other.set(with_elements, other.key(3), Value::int32(1));
  EXPECT_FALSE(other.isolate.prototypes_may_have_elements);
  new_object_with_prototype(other.isolate, with_elements);
  EXPECT_TRUE(other.isolate.prototypes_may_have_elements);
}

TEST(RuntimePrototype, CyclesAreRefused) {
  World w;
  Object* a = new_object(w.isolate);
  Object* b = new_object_with_prototype(w.isolate, a);
  EXPECT_FALSE(MUST(a->set_prototype_of(w.isolate, b)));
  EXPECT_FALSE(MUST(a->set_prototype_of(w.isolate, a)));
  EXPECT_TRUE(MUST(a->set_prototype_of(w.isolate, Value::null())));
  Object* immutable = w.realm->intrinsic(w.isolate, Intrinsic::kObjectPrototype);
  EXPECT_FALSE(MUST(immutable->set_prototype_of(w.isolate, a)));
  EXPECT_TRUE(MUST(immutable->set_prototype_of(w.isolate, Value::null())));
}

TEST(RuntimePrototype, ClassesMayDieBeforeObjectPrototype) {
  World w;
  for (int i = 0; i < 2000; i++) {
    Object* prototype = new_object(w.isolate);
    chain_validity(w.isolate, prototype);
    new_object_with_prototype(w.isolate, prototype);
  }
  w.isolate.heap().collect();
  KindCensus census[k_cell_kind_count] = {};
  w.isolate.heap().census(census);
  EXPECT_LT(census[static_cast<usize>(CellKind::kPrototypeInfo)].count, 100u);
}

}  // namespace
}  // namespace kaze
