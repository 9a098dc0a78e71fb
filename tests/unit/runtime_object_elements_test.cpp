// Elements: kinds and their transitions, arrays' length, sparse storage.
#include "runtime_world.h"

namespace kaze {
namespace {

ElementsKind kind_of_elements(Object* object) { return object->elements_kind(); }

TEST(RuntimeElements, KindsGeneraliseWithTheirValues) {
  World w;
  Array* array = new_array(w.isolate);
  EXPECT_EQ(kind_of_elements(array), ElementsKind::kPackedInt32);
  MUST(push_element(w.isolate, array, Value::int32(1)));
  MUST(push_element(w.isolate, array, Value::number_as_double(2.0)));
  EXPECT_EQ(kind_of_elements(array), ElementsKind::kPackedInt32);
  MUST(push_element(w.isolate, array, Value::number(0.5)));
  EXPECT_EQ(kind_of_elements(array), ElementsKind::kPackedDouble);
  MUST(push_element(w.isolate, array, Value::nan()));
  MUST(push_element(w.isolate, array, Value::number(-0.0)));
  MUST(put_element(w.isolate, array, 6, Value::int32(6)));
  EXPECT_EQ(kind_of_elements(array), ElementsKind::kHoleyDouble);
  EXPECT_EQ(array->length(), 7u);
  EXPECT_TRUE(get_element_direct(array, 5).is_empty());
  EXPECT_EQ(w.number(array, w.key(1)), 2);
  EXPECT_EQ(w.number(array, w.key(2)), 0.5);
  EXPECT_TRUE(std::isnan(w.number(array, w.key(3))));
  EXPECT_TRUE(std::signbit(w.number(array, w.key(4))));
  MUST(put_element(w.isolate, array, 0, w.string("x")));
  EXPECT_EQ(kind_of_elements(array), ElementsKind::kHoleyTagged);
  EXPECT_EQ(w.number(array, w.key(2)), 0.5);
  EXPECT_EQ(w.number(array, w.key(6)), 6);
  EXPECT_EQ(w.keys(array), "0,1,2,3,4,6,length");
}

TEST(RuntimeElements, FarIndicesGoSparseAndDenseOnesComeBack) {
  World w;
  Array* array = new_array(w.isolate);
  EXPECT_TRUE(w.set(array, w.key(1000000), Value::int32(1)));
  EXPECT_EQ(kind_of_elements(array), ElementsKind::kSparse);
  EXPECT_EQ(array->length(), 1000001u);
  EXPECT_EQ(w.keys(array), "1000000,length");

  Array* descending = new_array(w.isolate);
  for (int i = 9999; i >= 0; i--) w.set(descending, w.key(i), Value::int32(i));
  EXPECT_NE(kind_of_elements(descending), ElementsKind::kSparse);
  for (int i = 0; i < 10000; i++) ASSERT_EQ(w.number(descending, w.key(i)), i);
}

TEST(RuntimeElements, LengthTruncatesAndGrows) {
  World w;
  Array* array = new_array(w.isolate);
  for (int i = 0; i < 200; i++) MUST(push_element(w.isolate, array, Value::int32(i)));
  EXPECT_TRUE(w.set(array, names::length, Value::int32(3)));
  EXPECT_EQ(w.keys(array), "0,1,2,length");
  EXPECT_EQ(kind_of_elements(array), ElementsKind::kPackedInt32);
  EXPECT_TRUE(w.set(array, names::length, Value::number(u32{4294967295u})));
  EXPECT_EQ(array->length(), 4294967295u);
  EXPECT_EQ(kind_of_elements(array), ElementsKind::kHoleyInt32);
  EXPECT_EQ(w.keys(array), "0,1,2,length");
  EXPECT_TRUE(array->set(w.isolate, names::length, Value::number(1.5), array).is_abrupt());
  w.isolate.take_exception();
  EXPECT_TRUE(w.set(array, names::length, Value::int32(0)));
  EXPECT_EQ(w.keys(array), "length");
}

TEST(RuntimeElements, AnElementThatCannotBeDeletedStopsTruncation) {
  World w;
  Array* array = new_array(w.isolate);
  for (int i = 0; i < 10; i++) MUST(push_element(w.isolate, array, Value::int32(i)));
  PropertyDescriptor fixed;
  fixed.set_configurable(false);
  EXPECT_TRUE(MUST(array->define_own_property(w.isolate, w.key(4), fixed)));
  EXPECT_FALSE(w.set(array, names::length, Value::int32(2)));
  EXPECT_EQ(array->length(), 5u);
  EXPECT_EQ(w.keys(array), "0,1,2,3,4,length");
  EXPECT_TRUE(w.set(array, w.key(4), Value::int32(44)));
  EXPECT_EQ(w.number(array, w.key(4)), 44);
}

TEST(RuntimeElements, AReadOnlyLengthRefusesNewIndices) {
  World w;
  Array* array = new_array(w.isolate);
  MUST(push_element(w.isolate, array, Value::int32(0)));
  PropertyDescriptor read_only;
  read_only.set_writable(false);
  EXPECT_TRUE(MUST(array->define_own_property(w.isolate, names::length, read_only)));
  EXPECT_FALSE(w.set(array, w.key(1), Value::int32(1)));
  EXPECT_TRUE(w.set(array, w.key(0), Value::int32(1)));
  EXPECT_FALSE(w.set(array, names::length, Value::int32(5)));
  PropertyDescriptor own;
  EXPECT_TRUE(MUST(array->get_own_property(w.isolate, names::length, &own)));
  EXPECT_FALSE(own.writable());
  EXPECT_FALSE(own.configurable());
  EXPECT_EQ(own.value.as_number(), 1);
}

TEST(RuntimeElements, AccessorsAmongElements) {
  World w;
  Object* object = new_object(w.isolate);
  w.set(object, w.key(0), Value::int32(1));
  NativeCode code = [](Isolate&, const Arguments& arguments) -> Completion<Value> {
    return arguments.this_value();
  };
  Value getter = new_native_closure(w.isolate, code, 0, 0);
  EXPECT_TRUE(MUST(object->define_own_property(
      w.isolate, w.key(1),
      PropertyDescriptor::accessor(getter, Value(), attributes::kConfigurable))));
  EXPECT_EQ(MUST(object->get(w.isolate, w.key(1))), Value(object));
  EXPECT_FALSE(w.set(object, w.key(1), Value::int32(1)));
  EXPECT_EQ(w.number(object, w.key(0)), 1);
  EXPECT_TRUE(MUST(object->delete_property(w.isolate, w.key(1))));
  EXPECT_EQ(w.keys(object), "0");
}

TEST(RuntimeElements, NonExtensibleObjectsRefuseNewIndices) {
  World w;
  Array* array = new_array(w.isolate);
  MUST(push_element(w.isolate, array, Value::int32(0)));
  EXPECT_TRUE(MUST(array->prevent_extensions(w.isolate)));
  EXPECT_FALSE(w.set(array, w.key(1), Value::int32(1)));
  EXPECT_TRUE(w.set(array, w.key(0), Value::int32(9)));
  EXPECT_TRUE(MUST(array->delete_property(w.isolate, w.key(0))));
  EXPECT_FALSE(w.set(array, w.key(0), Value::int32(9)));
}

TEST(RuntimeElements, HugeLengthsCostNothing) {
  World w;
  Array* array = MUST(array_create(w.isolate, 4294967295.0));
  EXPECT_EQ(array->length(), 4294967295u);
  EXPECT_TRUE(w.set(array, w.key(4294967294u), Value::int32(1)));
  EXPECT_EQ(w.number(array, w.key(4294967294u)), 1);
  EXPECT_TRUE(array_create(w.isolate, 4294967296.0).is_abrupt());
  w.isolate.take_exception();
}

TEST(RuntimeElements, SurviveCollections) {
  World w(2, 3);
  Array* array = new_array(w.isolate);
  for (int i = 0; i < 300; i++) {
    MUST(push_element(w.isolate, array, w.string("string number " + std::to_string(i))));
  }
  Object* sparse = new_object(w.isolate);
  for (u32 i = 0; i < 100; i++) {
    w.set(sparse, w.key(i * 100000), w.string("sparse " + std::to_string(i)));
  }
  for (int i = 0; i < 300; i++) {
    Value value = MUST(array->get(w.isolate, w.key(i)));
    ASSERT_TRUE(value.as_string()->equals("string number " + std::to_string(i)));
  }
  for (u32 i = 0; i < 100; i++) {
    Value value = MUST(sparse->get(w.isolate, w.key(i * 100000)));
    ASSERT_TRUE(value.as_string()->equals("sparse " + std::to_string(i)));
  }
}

}  // namespace
}  // namespace kaze
