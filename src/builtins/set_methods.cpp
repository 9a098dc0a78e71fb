// The methods of Set.prototype that take another set (ECMA-262 24.2.4).
#include "builtins/hash_table.h"
#include "builtins/iterate.h"

namespace kaze {

namespace {

// 24.2.1.1 Set Records
struct SetRecord {
  Object* object;
  f64 size;  // an integer or +∞
  Value has;
  Value keys;

  // SetRecord.[[Has]]
  Completion<bool> contains(Isolate& isolate, Value value) const {
    return to_boolean(TRY(call_with(isolate, has, object, value)));
  }
  // GetIteratorFromMethod(SetRecord.[[SetObject]], SetRecord.[[Keys]])
  Completion<IteratorRecord> iterate(Isolate& isolate) const {
    Value iterator = TRY(call(isolate, keys, object));
    if (!iterator.is_object()) return throw_error(isolate, Message::kNotObject, iterator);
    return get_iterator_direct(isolate, iterator.as_object());
  }
};

// 24.2.1.2 GetSetRecord ( obj )
Completion<SetRecord> get_set_record(Isolate& isolate, Value value) {
  // 1. If obj is not an Object, throw a TypeError exception.
  if (!value.is_object()) return throw_error(isolate, Message::kNotObject, value);
  SetRecord record{};
  record.object = value.as_object();
  // 2. to 4.
  Value raw_size = TRY(record.object->get(isolate, names::size));
  f64 number = TRY(to_number(isolate, raw_size));
  if (number != number) return throw_error(isolate, Message::kSetSizeIsNaN);
  // 5, 6.
  record.size = integer_or_infinity(number);
  if (record.size < 0) {
    return throw_error(isolate, Message::kInvalidSetSize, Value::number(record.size));
  }
  // 7, 8.
  record.has = TRY(record.object->get(isolate, names::has));
  if (!record.has.is_callable()) {
    return throw_error(isolate, Message::kSetMethodNotCallable, names::has);
  }
  // 9, 10.
  record.keys = TRY(record.object->get(isolate, names::keys));
  if (!record.keys.is_callable()) {
    return throw_error(isolate, Message::kSetMethodNotCallable, names::keys);
  }
  return record;
}

struct Operands {
  Set* set;
  SetRecord other;
  bool is_smaller() const { return set->size() <= other.size; }
};

Completion<Operands> operands(Isolate& isolate, const Arguments& arguments, const char* method) {
  Operands result{};
  result.set = TRY(this_set(isolate, arguments, method));
  result.other = TRY(get_set_record(isolate, arguments[0]));
  return result;
}

// The other set's keys, in canonical form, until `body` returns false.
template <typename Body>
Completion<void> for_each_key(Isolate& isolate, const SetRecord& other, Body&& body) {
  IteratorRecord record = TRY(other.iterate(isolate));
  Value key;
  while (TRY(iterator_step_value(isolate, record, &key))) {
    Completion<bool> outcome = body(canonical_key(key));
    if (outcome.is_abrupt()) return Thrown{};
    if (!outcome.value()) return iterator_close(isolate, record);
  }
  return {};
}

Completion<Set*> copy_of(Isolate& isolate, Set* set) {
  Set* copy = new_set(isolate);
  TRY(copy->copy_from(isolate, set));
  return copy;
}

// 24.2.4.5 Set.prototype.difference ( other )
Completion<Value> set_difference(Isolate& isolate, const Arguments& arguments) {
  Operands both = TRY(operands(isolate, arguments, "Set.prototype.difference"));
  Set* result = TRY(copy_of(isolate, both.set));
  // 5. If SetDataSize(O.[[SetData]]) ≤ otherRec.[[Size]], then
  if (both.is_smaller()) {
    HashCursor cursor(both.set->storage());
    Value value;
    while (cursor.next(&value)) {
      if (TRY(both.other.contains(isolate, value))) result->remove(isolate, value);
    }
    return result;
  }
  // 6. Else,
  TRY(for_each_key(isolate, both.other, [&](Value key) -> Completion<bool> {
    result->remove(isolate, key);
    return true;
  }));
  return result;
}

// 24.2.4.9 Set.prototype.intersection ( other )
Completion<Value> set_intersection(Isolate& isolate, const Arguments& arguments) {
  Operands both = TRY(operands(isolate, arguments, "Set.prototype.intersection"));
  Set* result = new_set(isolate);
  // 5. If SetDataSize(O.[[SetData]]) ≤ otherRec.[[Size]], then
  if (both.is_smaller()) {
    HashCursor cursor(both.set->storage());
    Value value;
    while (cursor.next(&value)) {
      if (TRY(both.other.contains(isolate, value))) TRY(result->put(isolate, value));
    }
    return result;
  }
  // 6. Else,
  TRY(for_each_key(isolate, both.other, [&](Value key) -> Completion<bool> {
    if (both.set->has(key)) TRY(result->put(isolate, key));
    return true;
  }));
  return result;
}

// 24.2.4.10 Set.prototype.isDisjointFrom ( other )
Completion<Value> set_is_disjoint_from(Isolate& isolate, const Arguments& arguments) {
  Operands both = TRY(operands(isolate, arguments, "Set.prototype.isDisjointFrom"));
  if (both.is_smaller()) {
    HashCursor cursor(both.set->storage());
    Value value;
    while (cursor.next(&value)) {
      if (TRY(both.other.contains(isolate, value))) return Value::boolean(false);
    }
    return Value::boolean(true);
  }
  bool disjoint = true;
  TRY(for_each_key(isolate, both.other, [&](Value key) -> Completion<bool> {
    disjoint = !both.set->has(key);
    return disjoint;
  }));
  return Value::boolean(disjoint);
}

// 24.2.4.11 Set.prototype.isSubsetOf ( other )
Completion<Value> set_is_subset_of(Isolate& isolate, const Arguments& arguments) {
  Operands both = TRY(operands(isolate, arguments, "Set.prototype.isSubsetOf"));
  // 4. If SetDataSize(O.[[SetData]]) > otherRec.[[Size]], return false.
  if (!both.is_smaller()) return Value::boolean(false);
  HashCursor cursor(both.set->storage());
  Value value;
  while (cursor.next(&value)) {
    if (!TRY(both.other.contains(isolate, value))) return Value::boolean(false);
  }
  return Value::boolean(true);
}

// 24.2.4.12 Set.prototype.isSupersetOf ( other )
Completion<Value> set_is_superset_of(Isolate& isolate, const Arguments& arguments) {
  Operands both = TRY(operands(isolate, arguments, "Set.prototype.isSupersetOf"));
  // 4. If SetDataSize(O.[[SetData]]) < otherRec.[[Size]], return false.
  if (both.set->size() < both.other.size) return Value::boolean(false);
  bool is_superset = true;
  TRY(for_each_key(isolate, both.other, [&](Value key) -> Completion<bool> {
    is_superset = both.set->has(key);
    return is_superset;
  }));
  return Value::boolean(is_superset);
}

// 24.2.4.15 Set.prototype.symmetricDifference ( other )
Completion<Value> set_symmetric_difference(Isolate& isolate, const Arguments& arguments) {
  Operands both = TRY(operands(isolate, arguments, "Set.prototype.symmetricDifference"));
  IteratorRecord record = TRY(both.other.iterate(isolate));
  Set* result = TRY(copy_of(isolate, both.set));
  // 7. Repeat, while next is not done,
  Value key;
  while (TRY(iterator_step_value(isolate, record, &key))) {
    // If next is in O (which may have changed since), it is not in the result; else it is.
    if (both.set->has(key)) {
      result->remove(isolate, key);
    } else {
      TRY(result->put(isolate, key));
    }
  }
  return result;
}

// 24.2.4.16 Set.prototype.union ( other )
Completion<Value> set_union(Isolate& isolate, const Arguments& arguments) {
  Operands both = TRY(operands(isolate, arguments, "Set.prototype.union"));
  IteratorRecord record = TRY(both.other.iterate(isolate));
  Set* result = TRY(copy_of(isolate, both.set));
  Value key;
  while (TRY(iterator_step_value(isolate, record, &key))) TRY(result->put(isolate, key));
  return result;
}

constexpr BuiltinProperty k_methods[] = {
    method(names::difference, 1, set_difference),
    method(names::intersection, 1, set_intersection),
    method(names::isDisjointFrom, 1, set_is_disjoint_from),
    method(names::isSubsetOf, 1, set_is_subset_of),
    method(names::isSupersetOf, 1, set_is_superset_of),
    method(names::symmetricDifference, 1, set_symmetric_difference),
    method(names::union_, 1, set_union),
};

}  // namespace

const std::span<const BuiltinProperty> k_set_methods = k_methods;

}  // namespace kaze
