// What needs a realm: errors and how messages describe objects, conversion of objects, iteration.
#include "runtime/conversions.h"
#include "runtime/error_object.h"
#include "runtime/primitive_object.h"
#include "runtime_world.h"

namespace kaze {
namespace {

Completion<Value> fail(Isolate& isolate, const Arguments&) {
  return throw_type_error(isolate, "must not run");
}
Completion<Value> return_seven(Isolate&, const Arguments&) { return Value::int32(7); }
Completion<Value> return_object(Isolate& isolate, const Arguments&) { return new_object(isolate); }
Completion<Value> return_this(Isolate&, const Arguments& arguments) {
  return arguments.this_value();
}
// Counts "value" of its receiver up to "count".
Completion<Value> count_up(Isolate& isolate, const Arguments& arguments) {
  Object* self = arguments.this_value().as_object();
  i32 value = self->get_direct(isolate, names::value).as_int32();
  self->put_direct(isolate, names::value, Value::int32(value + 1));
  bool done = value == self->get_direct(isolate, names::count).as_int32();
  return create_iterator_result(isolate, Value::int32(value), done);
}
// Notes that it was called; throws if "reason" is true.
Completion<Value> close(Isolate& isolate, const Arguments& arguments) {
  Object* self = arguments.this_value().as_object();
  self->put_direct(isolate, names::status, Value::boolean(true));
  if (self->get_direct(isolate, names::reason).is_true()) {
    return throw_range_error(isolate, "from return");
  }
  return new_object(isolate);
}

class RuntimeErrors : public testing::TestWithParam<int> {
 protected:
  Object* function(NativeCode code) { return new_native_closure(w.isolate, code, 0, 0); }
  Object* counter(i32 count) {
    Object* object = new_object(w.isolate);
    object->put_direct(w.isolate, names::value, Value::int32(0));
    object->put_direct(w.isolate, names::count, Value::int32(count));
    object->put_direct(w.isolate, symbols::iterator, function(return_this));
    object->put_direct(w.isolate, names::next, function(count_up));
    object->put_direct(w.isolate, names::return_, function(close));
    return object;
  }
  // "TypeError: message" of the pending exception.
  std::string thrown() { return describe(w.isolate, w.isolate.take_exception()); }

  World w{GetParam(), 5};
};
INSTANTIATE_TEST_SUITE_P(Plain, RuntimeErrors, testing::Values(0));
INSTANTIATE_TEST_SUITE_P(Stress, RuntimeErrors, testing::Values(2));

TEST_P(RuntimeErrors, AnErrorHasItsMessageAndTheRealmsPrototype) {
  EXPECT_TRUE(Completion<Value>(throw_range_error(w.isolate, "caf\u00e9")).is_abrupt());
  Value value = w.isolate.take_exception();
  EXPECT_FALSE(w.isolate.has_exception());
  ASSERT_TRUE(value.is_object() && Error::is(value.as_cell()));
  Object* error = value.as_object();
  EXPECT_EQ(w.keys(error), "message");
  PropertyDescriptor own;
  ASSERT_TRUE(MUST(error->get_own_property(w.isolate, names::message, &own)));
  EXPECT_EQ(own.attributes, attributes::kHidden);
  EXPECT_EQ(own.value.as_string()->to_utf8(), "caf\u00e9");
  EXPECT_EQ(MUST(error->get_prototype_of(w.isolate)),
            Value(w.realm->intrinsic(w.isolate, Intrinsic::kRangeErrorPrototype)));
}

TEST_P(RuntimeErrors, DescribingRunsNoJavaScript) {
  Object* object = new_object(w.isolate);
  Value getter = function(fail);
  for (PropertyKey key : {PropertyKey(names::constructor), PropertyKey(names::toString),
                          PropertyKey(symbols::to_string_tag), PropertyKey(names::name)}) {
    object->put_accessor_direct(w.isolate, key, getter, Value(), attributes::kHidden);
  }
  EXPECT_EQ(describe(w.isolate, object), "[object Object]");
  EXPECT_FALSE(w.isolate.has_exception());
  // What is pending stays so.
  w.isolate.set_exception(Value::int32(3));
  EXPECT_EQ(describe(w.isolate, object), "[object Object]");
  EXPECT_EQ(w.isolate.take_exception(), Value::int32(3));
}

TEST_P(RuntimeErrors, DescribesObjectsByTheirKind) {
  EXPECT_EQ(describe(w.isolate, new_array(w.isolate)), "[object Array]");
  EXPECT_EQ(describe(w.isolate, new_object_with_prototype(w.isolate, Value::null())),
            "[object Object]");
  EXPECT_EQ(describe(w.isolate, function(fail)), "function () { [native code] }");
  Object* error = new_error(w.isolate, ErrorType::kError, "text");
  error->put_direct(w.isolate, names::name, w.string("Oops"));
  EXPECT_EQ(describe(w.isolate, error), "Oops: text");
  Object* tagged = new_object_with_prototype(w.isolate, Value::null());
  tagged->put_direct(w.isolate, symbols::to_string_tag, w.string("Tag"));
  EXPECT_EQ(describe(w.isolate, tagged), "[object Tag]");
  // A very long text is cut.
  EXPECT_LT(describe(w.isolate, w.string(std::string(100000, 'x'))).size(), 5000u);
}

TEST_P(RuntimeErrors, AnObjectIsKnownByItsConstructor) {
  // The prototype may come from builtins, or stay bare when only the runtime is at hand.
  Object* base = w.realm->intrinsic(w.isolate, Intrinsic::kObjectPrototype);
  base->put_direct(w.isolate, names::toString, function(fail), attributes::kHidden);
  NativeFunction* constructor = new_native_function(w.isolate, *w.realm, fail,
                                                    intern_latin1(w.isolate, "Foo"), 0);
  Object* object = new_object(w.isolate);
  object->put_direct(w.isolate, names::constructor, constructor);
  EXPECT_EQ(describe(w.isolate, object), "#<Foo>");
  EXPECT_EQ(describe(w.isolate, constructor), "function Foo() { [native code] }");
}

TEST_P(RuntimeErrors, ObjectsConvertByTheirMethods) {
  Object* object = new_object_with_prototype(w.isolate, Value::null());
  EXPECT_TRUE(to_number(w.isolate, object).is_abrupt());
  EXPECT_NE(thrown().find("Cannot convert object to primitive value"), std::string::npos);
  object->put_direct(w.isolate, names::toString, function(return_object));
  object->put_direct(w.isolate, names::valueOf, function(return_seven));
  EXPECT_EQ(MUST(to_number(w.isolate, object)), 7);
  EXPECT_EQ(MUST(to_string(w.isolate, object))->view8(), "7");
  EXPECT_EQ(MUST(to_property_key(w.isolate, object)), PropertyKey::from_index(7));
  EXPECT_TRUE(MUST(is_loosely_equal(w.isolate, Value::int32(7), object)));
  object->put_direct(w.isolate, symbols::to_primitive, function(return_object));
  EXPECT_TRUE(to_numeric(w.isolate, object).is_abrupt());
  EXPECT_NE(thrown().find("Cannot convert object to primitive value"), std::string::npos);
  EXPECT_TRUE(to_object(w.isolate, Value::null()).is_abrupt());
  EXPECT_NE(thrown().find("Cannot convert undefined or null to object"), std::string::npos);
}

TEST_P(RuntimeErrors, PrimitivesHaveWrappers) {
  Object* wrapper = MUST(to_object(w.isolate, w.string("ab\xe9")));
  EXPECT_EQ(wrapper->object_kind(), CellKind::kStringObject);
  EXPECT_EQ(w.keys(wrapper), "0,1,2,length");
  EXPECT_EQ(w.number(wrapper, names::length), 3);
  EXPECT_FALSE(w.set(wrapper, w.key(1), Value::int32(1)));
  EXPECT_FALSE(MUST(wrapper->delete_property(w.isolate, w.key(2))));
  EXPECT_TRUE(w.set(wrapper, w.key(3), Value::int32(1)));
  EXPECT_EQ(w.keys(wrapper), "0,1,2,3,length");
  Object* number = MUST(to_object(w.isolate, Value::int32(5)));
  EXPECT_EQ(static_cast<PrimitiveObject*>(number)->primitive(), Value::int32(5));
}

TEST_P(RuntimeErrors, IteratesByTheProtocol) {
  Object* object = counter(4);
  ValueList list(w.isolate);
  MUST(iterable_to_list(w.isolate, object, &list));
  ASSERT_EQ(list.size(), 4u);
  for (i32 i = 0; i < 4; i++) EXPECT_EQ(list[static_cast<usize>(i)], Value::int32(i));
  EXPECT_TRUE(get_iterator(w.isolate, Value::int32(5)).is_abrupt());
  EXPECT_NE(thrown().find("number 5 is not iterable (cannot read property "
                          "Symbol(Symbol.iterator))"),
            std::string::npos);
  EXPECT_TRUE(get_iterator(w.isolate, Value::undefined()).is_abrupt());
  EXPECT_NE(thrown().find("undefined is not iterable"), std::string::npos);
}

TEST_P(RuntimeErrors, ClosingKeepsTheExceptionInFlight) {
  for (bool throws : {false, true}) {
    Object* object = counter(4);
    object->put_direct(w.isolate, names::reason, Value::boolean(throws));
    IteratorRecord record = MUST(get_iterator(w.isolate, object));
    w.isolate.set_exception(Value::int32(99));
    (void)iterator_close_throwing(w.isolate, record);
    EXPECT_EQ(w.isolate.take_exception(), Value::int32(99));
    EXPECT_TRUE(object->get_direct(w.isolate, names::status).is_true());
    EXPECT_EQ(iterator_close(w.isolate, record).is_abrupt(), throws);
    if (throws) EXPECT_NE(thrown().find("from return"), std::string::npos);
  }
}

}  // namespace
}  // namespace kaze
