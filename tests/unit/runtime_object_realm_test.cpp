// Isolates, realms, native functions, lazy builtins and arguments objects.
#include "runtime/arguments.h"
#include "runtime/function.h"
#include "runtime/primitive_object.h"
#include "runtime_world.h"

namespace kaze {
namespace {

Completion<Value> return_seven(Isolate&, const Arguments&) { return Value::int32(7); }
Completion<Value> return_this(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}
Completion<Value> add_up(Isolate&, const Arguments& arguments) {
  f64 sum = 0;
  for (Value value : arguments.span()) sum += value.as_number();
  return Value::number(sum);
}

constexpr BuiltinProperty k_table[] = {
    method(names::map, 1, return_seven),
    getter(names::size, return_this),
    symbol_method(symbols::iterator, names::values, 0, return_seven),
    symbol_getter(symbols::species, names::get_species, return_this),
    constant(names::PI_, 3.5),
    intrinsic_property(names::prototype, Intrinsic::kArrayPrototype),
    intrinsic_property(names::Map, Intrinsic::kForInIteratorPrototype),
    to_string_tag(names::Math),
};

TEST(RuntimeLazy, BuiltinsAreMadeAtFirstUse) {
  World w;
  Object* object = new_object(w.isolate);
  define_builtins(w.isolate, *w.realm, object, k_table);
  PropertySlot slot = object->shape()->lookup(names::map);
  ASSERT_TRUE(slot);
  EXPECT_TRUE(object->get_slot(slot.slot).is_lazy());
  Value function = MUST(object->get(w.isolate, names::map));
  ASSERT_TRUE(function.is_callable());
  EXPECT_EQ(MUST(object->get(w.isolate, names::map)), function);
  EXPECT_EQ(MUST(call(w.isolate, function, Value())).as_int32(), 7);
  EXPECT_EQ(MUST(object->get(w.isolate, names::size)), Value(object));
  EXPECT_EQ(MUST(object->get(w.isolate, names::prototype)),
            Value(w.realm->intrinsic(w.isolate, Intrinsic::kArrayPrototype)));
  PropertyDescriptor own;
  EXPECT_TRUE(MUST(object->get_own_property(w.isolate, symbols::species, &own)));
  Value name = MUST(own.getter.as_object()->get(w.isolate, names::name));
  EXPECT_TRUE(name.as_string()->equals("get [Symbol.species]"));
  EXPECT_EQ(own.attributes, attributes::kConfigurable);
  // An intrinsic without maker is not listed.
  EXPECT_EQ(w.keys(object),
            "map,size,PI,prototype,Symbol(Symbol.iterator),Symbol(Symbol.species),"
            "Symbol(Symbol.toStringTag)");
}

TEST(RuntimeLazy, OverwritingNeedsNoFunction) {
  World w;
  Object* object = new_object(w.isolate);
  define_builtins(w.isolate, *w.realm, object, k_table);
  EXPECT_TRUE(w.set(object, names::map, Value::int32(1)));
  EXPECT_EQ(w.number(object, names::map), 1);
  // Two tables, and deletions that move slots, leave the other markers right.
  static constexpr BuiltinProperty more[] = {method(names::filter, 1, add_up)};
  define_builtins(w.isolate, *w.realm, object, more);
  for (int i = 0; i < 500; i++) {
    w.set(object, w.key("t" + std::to_string(i)), Value::int32(i));
    MUST(object->delete_property(w.isolate, w.key("t" + std::to_string(i))));
  }
  EXPECT_LT(object->properties()->capacity(), 100u);
  Value function = MUST(object->get(w.isolate, names::filter));
  Value list[] = {Value::int32(1), Value::int32(2)};
  EXPECT_EQ(MUST(call(w.isolate, function, Value(), list)).as_int32(), 3);
  EXPECT_EQ(MUST(object->get(w.isolate, names::size)), Value(object));
}

TEST(RuntimeFunction, PropertiesComeFirstHoweverLate) {
  World w;
  Object* function = new_native_function(w.isolate, *w.realm, return_seven, names::map, 2);
  EXPECT_EQ(w.number(function, w.key("other")), -999);
  EXPECT_TRUE(function->flags_ & object_flags::kLazyProperties);
  w.set(function, w.key("other"), Value::int32(1));
  EXPECT_EQ(w.keys(function), "length,name,other");
  EXPECT_EQ(w.number(function, names::length), 2);
  Object* second = new_native_function(w.isolate, *w.realm, return_seven, names::map, 2);
  EXPECT_TRUE(MUST(second->delete_property(w.isolate, names::length)));
  EXPECT_EQ(w.keys(second), "name");
}

Completion<Value> make_point(Isolate& isolate, const Arguments& arguments) {
  if (!arguments.is_construct()) {
    return throw_error(isolate, Message::kConstructorRequiresNew, "Point");
  }
  Object* prototype = TRY(get_prototype_from_constructor(
      isolate, arguments.new_target().as_object(), Intrinsic::kMapPrototype));
  return new_object_with_prototype(isolate, prototype);
}

TEST(RuntimeRealm, ClassesTieConstructorAndPrototype) {
  World w;
  make_builtin_class(w.isolate, *w.realm,
                     {.constructor = Intrinsic::kMap,
                      .prototype = Intrinsic::kMapPrototype,
                      .name = names::Map,
                      .length = 0,
                      .code = make_point,
                      .static_properties = {},
                      .prototype_properties = k_table});
  Object* constructor = w.realm->intrinsic(w.isolate, Intrinsic::kMap);
  Object* prototype = w.realm->intrinsic(w.isolate, Intrinsic::kMapPrototype);
  EXPECT_EQ(MUST(constructor->get(w.isolate, names::prototype)), Value(prototype));
  EXPECT_EQ(MUST(prototype->get(w.isolate, names::constructor)), Value(constructor));
  Object* instance = MUST(construct(w.isolate, constructor));
  EXPECT_EQ(instance->shape()->prototype(), Value(prototype));
  EXPECT_TRUE(MUST(instance_of(w.isolate, instance, constructor)));
  EXPECT_TRUE(call(w.isolate, constructor, Value()).is_abrupt());
  EXPECT_TRUE(w.isolate.take_exception().is_object());
  EXPECT_EQ(w.keys(constructor), "length,name,prototype");
}

TEST(RuntimeRealm, WatchedPropertiesClearTheirFlag) {
  static constexpr BuiltinProperty table[] = {
      {.name = names::then.name,
       .attributes = attributes::kHidden | attributes::kWatched,
       .length = 2,
       .code = return_seven},
      method(names::finally_, 1, return_seven),
  };
  World w;
  make_builtin_class(w.isolate, *w.realm,
                     {.constructor = Intrinsic::kPromise,
                      .prototype = Intrinsic::kPromisePrototype,
                      .name = names::Promise,
                      .length = 1,
                      .code = make_point,
                      .static_properties = {},
                      .prototype_properties = table});
  Object* prototype = w.realm->intrinsic(w.isolate, Intrinsic::kPromisePrototype);
  PropertyDescriptor own;
  EXPECT_TRUE(MUST(prototype->get_own_property(w.isolate, names::then, &own)));
  EXPECT_EQ(own.attributes, attributes::kHidden);
  EXPECT_TRUE(w.set(prototype, names::finally_, Value::int32(1)));
  EXPECT_TRUE(w.isolate.promise_intact);
  EXPECT_TRUE(w.set(prototype, names::then, Value::int32(1)));
  EXPECT_FALSE(w.isolate.promise_intact);
  EXPECT_TRUE(w.isolate.array_species_intact);

  Array* array = new_array(w.isolate);
  w.set(array, names::constructor, Value::int32(1));
  EXPECT_FALSE(w.isolate.array_species_intact);
  EXPECT_TRUE(w.isolate.array_iteration_intact);
  Object* root = w.realm->intrinsic(w.isolate, Intrinsic::kObjectPrototype);
  w.set(root, names::return_, Value::int32(1));
  EXPECT_FALSE(w.isolate.array_iteration_intact);
}

TEST(RuntimeObject, SpreadCopiesEnumerableOwnProperties) {
  World w;
  Object* source = new_object(w.isolate);
  for (const char* name : {"a", "b", "c", "d"}) w.set(source, w.key(name), w.string(name));
  w.set(source, symbols::iterator, Value::int32(1));
  source->put_direct(w.isolate, new_symbol(w.isolate, Value(), symbol_flags::kPrivate),
                     Value::int32(1));
  Object* target = new_object(w.isolate);
  w.set(target, w.key("d"), Value::int32(9));
  Value excluded[] = {w.string("b")};
  MUST(copy_data_properties(w.isolate, target, source, excluded));
  EXPECT_EQ(w.keys(target), "d,a,c,Symbol(Symbol.iterator)");
  EXPECT_TRUE(MUST(target->get(w.isolate, w.key("d"))).is_string());
  // The general way: elements, attributes.
  w.set(source, w.key(3), Value::int32(3));
  source->put_direct(w.isolate, w.key("hidden"), Value::int32(1), attributes::kHidden);
  Object* second = new_object(w.isolate);
  MUST(copy_data_properties(w.isolate, second, source));
  EXPECT_EQ(w.keys(second), "3,a,b,c,d,Symbol(Symbol.iterator)");
}

TEST(RuntimeObject, DefiningFollowsTheSpecifiedTable) {
  World w;
  Object* object = new_object(w.isolate);
  PropertyDescriptor empty;
  EXPECT_TRUE(MUST(object->define_own_property(w.isolate, w.key("a"), empty)));
  PropertyDescriptor own;
  EXPECT_TRUE(MUST(object->get_own_property(w.isolate, w.key("a"), &own)));
  EXPECT_TRUE(own.value.is_undefined());
  EXPECT_EQ(own.attributes, attributes::kNone);
  // Not configurable: the same again is fine, anything else is not.
  EXPECT_TRUE(MUST(object->define_own_property(w.isolate, w.key("a"), own)));
  own.set_enumerable(true);
  EXPECT_FALSE(MUST(object->define_own_property(w.isolate, w.key("a"), own)));
  PropertyDescriptor accessor = PropertyDescriptor::accessor(Value(), Value(), 0);
  EXPECT_FALSE(MUST(object->define_own_property(w.isolate, w.key("a"), accessor)));
  // Configurable: from data to accessor and back.
  object->put_direct(w.isolate, w.key("b"), Value::int32(1));
  PropertyDescriptor getter_only;
  getter_only.getter = Value::undefined();
  EXPECT_TRUE(MUST(object->define_own_property(w.isolate, w.key("b"), getter_only)));
  EXPECT_TRUE(MUST(object->get_own_property(w.isolate, w.key("b"), &own)));
  EXPECT_TRUE(own.is_accessor_descriptor());
  EXPECT_EQ(own.attributes, attributes::kEnumerable | attributes::kConfigurable);
  PropertyDescriptor value_only;
  value_only.value = Value::int32(2);
  EXPECT_TRUE(MUST(object->define_own_property(w.isolate, w.key("b"), value_only)));
  EXPECT_TRUE(MUST(object->get_own_property(w.isolate, w.key("b"), &own)));
  EXPECT_EQ(own.value.as_int32(), 2);
  EXPECT_FALSE(own.writable());
}

TEST(RuntimeObject, SettingLooksAtTheWholeChain) {
  World w;
  Object* prototype = new_object(w.isolate);
  prototype->put_direct(w.isolate, w.key("fixed"), Value::int32(1), attributes::kEnumerable);
  prototype->put_accessor_direct(w.isolate, w.key("g"), Value(), Value(), attributes::kAll);
  prototype->put_direct(w.isolate, w.key("open"), Value::int32(1));
  Object* object = new_object_with_prototype(w.isolate, prototype);
  EXPECT_FALSE(w.set(object, w.key("fixed"), Value::int32(2)));
  EXPECT_FALSE(w.set(object, w.key("g"), Value::int32(2)));
  EXPECT_TRUE(w.set(object, w.key("open"), Value::int32(2)));
  EXPECT_EQ(w.number(prototype, w.key("open")), 1);
  EXPECT_EQ(w.keys(object), "open");
  // Another receiver gets the property.
  Object* receiver = new_object(w.isolate);
  EXPECT_TRUE(MUST(object->set(w.isolate, w.key("n"), Value::int32(5), receiver)));
  EXPECT_EQ(w.keys(receiver), "n");
  EXPECT_FALSE(MUST(object->set(w.isolate, w.key("n"), Value::int32(5), Value::int32(1))));
  EXPECT_TRUE(set_property(w.isolate, object, w.key("fixed"), Value::int32(2), true).is_abrupt());
  w.isolate.take_exception();
}

TEST(RuntimeRealm, TwoRealmsHaveTheirOwnIntrinsics) {
  World w;
  Realm* other = new_realm(w.isolate);
  EXPECT_EQ(&w.isolate.realm(), w.realm);
  EXPECT_NE(other->intrinsic(w.isolate, Intrinsic::kArrayPrototype),
            w.realm->intrinsic(w.isolate, Intrinsic::kArrayPrototype));
  EXPECT_EQ(MUST(other->global_object()->get(w.isolate, names::globalThis)),
            Value(other->global_object()));
}

TEST(RuntimeRealm, SurvivesStress) {
  World w(1);
  Object* object = new_object(w.isolate);
  define_builtins(w.isolate, *w.realm, object, k_table);
  for (int i = 0; i < 50; i++) {
    Object* child = new_object_with_prototype(w.isolate, object);
    for (int j = 0; j < 20; j++) w.set(child, w.key("k" + std::to_string(j)), w.string("v"));
    ASSERT_TRUE(MUST(child->get(w.isolate, names::map)).is_callable());
    chain_validity(w.isolate, child);
  }
  EXPECT_EQ(w.keys(new_object(w.isolate)), "");
}

TEST(RuntimeArguments, UnmappedOnesAreOrdinary) {
  World w;
  Value list[] = {Value::int32(4), w.string("b")};
  Object* object = new_unmapped_arguments(w.isolate, list);
  EXPECT_EQ(w.keys(object), "0,1,length,callee,Symbol(Symbol.iterator)");
  EXPECT_EQ(w.number(object, names::length), 2);
  EXPECT_EQ(w.number(object, w.key(0)), 4);
  EXPECT_TRUE(object->get(w.isolate, names::callee).is_abrupt());
  w.isolate.take_exception();
}

TEST(RuntimeString, UnitsOfAStringObjectAreItsOwn) {
  World w;
  Object* prototype = new_object(w.isolate);
  Object* object = new_primitive_object(w.isolate, w.string("abc"), prototype);
  EXPECT_EQ(w.keys(object), "0,1,2,length");
  w.set(object, w.key(7), Value::int32(1));
  EXPECT_FALSE(w.set(object, w.key(1), Value::int32(1)));
  EXPECT_EQ(w.keys(object), "0,1,2,7,length");
  EXPECT_TRUE(MUST(object->has_property(w.isolate, w.key(2))));
  EXPECT_FALSE(MUST(object->has_property(w.isolate, w.key(3))));
}

Completion<Value> recurse(Isolate& isolate, const Arguments& arguments) {
  return call(isolate, arguments.callee(), Value());
}

TEST(RuntimeIsolate, EndlessRecursionIsARangeError) {
  World w;
  Object* function = new_native_closure(w.isolate, recurse, 0, 0);
  EXPECT_TRUE(call(w.isolate, function, Value()).is_abrupt());
  EXPECT_TRUE(w.isolate.take_exception().is_object());
}

}  // namespace
}  // namespace kaze
