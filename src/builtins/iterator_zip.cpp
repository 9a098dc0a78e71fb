// Iterator.zip and Iterator.zipKeyed (ECMA-262 27.1.3.2).
//
// A helper of kind zip keeps its iterators in `callback`: an array with three items for each, the
// iterator, its next method and whether it is open. An iterator that is done is no longer open.
#include "builtins/iterator.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// The lists that a zip is made from; the array is what becomes the helper's.
class OpenIterators {
 public:
  explicit OpenIterators(Array* items) : items_(items) {}
  explicit OpenIterators(IteratorHelper* helper)
      : items_(helper->callback.get().as_object()->as<Array>()) {}

  u32 count() const { return items_->length() / 3; }
  Array* items() const { return items_; }
  Completion<void> append(Isolate& isolate, const IteratorRecord& record) {
    TRY(push_element(isolate, items_, record.iterator));
    TRY(push_element(isolate, items_, record.next_method));
    return push_element(isolate, items_, Value::boolean(true));
  }
  IteratorRecord record(u32 index) const {
    return {get_element_direct(items_, index * 3).as_object(),
            get_element_direct(items_, index * 3 + 1), false};
  }
  bool is_open(u32 index) const { return get_element_direct(items_, index * 3 + 2).is_true(); }
  void remove(Isolate& isolate, u32 index) {
    MUST(put_element(isolate, items_, index * 3 + 2, Value::boolean(false)));
  }
  bool any_open() const {
    for (u32 i = 0; i < count(); i++) {
      if (is_open(i)) return true;
    }
    return false;
  }

  // IteratorCloseAll(openIters, completion): from the last to the first; `throwing`: the completion is
  // a throw completion.
  Completion<void> close_all(Isolate& isolate, bool throwing) {
    for (u32 i = count(); i-- > 0;) {
      if (!is_open(i)) continue;
      IteratorRecord iterator = record(i);
      if (throwing) {
        (void)iterator_close_throwing(isolate, iterator);
      } else {
        throwing = iterator_close(isolate, iterator).is_abrupt();
      }
    }
    if (throwing) return Thrown{};
    return {};
  }
  // IfAbruptCloseIterators, of an abrupt completion.
  Thrown fail(Isolate& isolate) {
    (void)close_all(isolate, true);
    return Thrown{};
  }

 private:
  Array* items_;
};

// The value for iterator `index`, whose turn it is; false when the zip has come to its end.
Completion<bool> zip_value(Isolate& isolate, IteratorHelper* helper, u32 index, Value* value) {
  OpenIterators iterators(helper);
  if (!iterators.is_open(index)) {
    // Of mode longest: it was done before.
    *value = get_element_direct(helper->padding.get().as_object(), index);
    return true;
  }
  IteratorRecord record = iterators.record(index);
  Completion<bool> found = iterator_step_value(isolate, record, value);
  if (found.is_abrupt()) {
    iterators.remove(isolate, index);
    return iterators.fail(isolate);
  }
  if (found.value()) return true;
  iterators.remove(isolate, index);
  if (helper->is_longest) {
    if (!iterators.any_open()) return false;
    *value = get_element_direct(helper->padding.get().as_object(), index);
    return true;
  }
  if (!helper->is_strict) {
    TRY(iterators.close_all(isolate, false));
    return false;
  }
  // Strict: either it was the first one, and all others are done too, or that is an error.
  if (index != 0) {
    (void)throw_error(isolate, Message::kZipLengthsDiffer);
    return iterators.fail(isolate);
  }
  for (u32 k = 1; k < iterators.count(); k++) {
    IteratorRecord other = iterators.record(k);
    Completion<bool> open = iterator_step(isolate, other);
    if (open.is_abrupt()) {
      iterators.remove(isolate, k);
      return iterators.fail(isolate);
    }
    if (open.value()) {
      (void)throw_error(isolate, Message::kZipLengthsDiffer);
      return iterators.fail(isolate);
    }
    iterators.remove(isolate, k);
  }
  return false;
}

// finishResults: an array, or of zipKeyed an object without prototype.
Completion<Value> finish_results(Isolate& isolate, IteratorHelper* helper, ValueList& results) {
  if (helper->keys.get().is_undefined()) return new_array_from(isolate, results.span());
  Object* object = new_object_with_prototype(isolate, Value::null());
  for (u32 i = 0; i < results.size(); i++) {
    Value name = get_element_direct(helper->keys.get().as_object(), i);
    PropertyKey key = TRY(to_property_key(isolate, name));
    TRY(create_data_property_or_throw(isolate, object, key, results[i]));
  }
  return object;
}

struct ZipOptions {
  bool is_longest = false;
  bool is_strict = false;
  Value padding;  // undefined or an object
};

// Iterator.zip and Iterator.zipKeyed, steps 2 to 7
Completion<ZipOptions> get_zip_options(Isolate& isolate, Value options) {
  ZipOptions result;
  // 2. Set options to ? GetOptionsObject(options).
  if (options.is_undefined()) return result;
  if (!options.is_object()) return throw_error(isolate, Message::kOptionsNotObject);
  // 3. to 5.
  Value mode = TRY(options.as_object()->get(isolate, names::mode));
  if (!mode.is_undefined()) {
    bool is_text = mode.is_string();
    result.is_longest = is_text && mode.as_string()->equals("longest");
    result.is_strict = is_text && mode.as_string()->equals("strict");
    bool is_shortest = is_text && mode.as_string()->equals("shortest");
    if (!result.is_longest && !result.is_strict && !is_shortest) {
      return throw_error(isolate, Message::kInvalidZipMode, mode);
    }
  }
  // 6, 7. If mode is "longest", then
  if (result.is_longest) {
    result.padding = TRY(options.as_object()->get(isolate, names::padding));
    if (!result.padding.is_undefined() && !result.padding.is_object()) {
      return throw_error(isolate, Message::kNotObject, result.padding);
    }
  }
  return result;
}

// Iterator.zip, step 14.b: as many values of the padding as there are iterators.
Completion<void> collect_padding(Isolate& isolate, OpenIterators& iterators, Value option,
                                 Array* padding) {
  Completion<IteratorRecord> opened = get_iterator(isolate, option);
  if (opened.is_abrupt()) return iterators.fail(isolate);
  IteratorRecord record = opened.value();
  bool using_iterator = true;
  for (u32 i = 0; i < iterators.count(); i++) {
    Value value;
    if (using_iterator) {
      Completion<bool> found = iterator_step_value(isolate, record, &value);
      if (found.is_abrupt()) return iterators.fail(isolate);
      using_iterator = found.value();
    }
    TRY(push_element(isolate, padding, using_iterator ? value : Value::undefined()));
  }
  if (using_iterator && iterator_close(isolate, record).is_abrupt()) return iterators.fail(isolate);
  return {};
}

Completion<void> fill_with_undefined(Isolate& isolate, OpenIterators& iterators, Array* padding) {
  while (padding->length() < iterators.count()) {
    TRY(push_element(isolate, padding, Value::undefined()));
  }
  return {};
}

// 27.1.3.2.x IteratorZip ( iters, mode, padding, finishResults )
IteratorHelper* new_zip(Isolate& isolate, const ZipOptions& options, OpenIterators& iterators,
                        Array* padding, Value keys) {
  IteratorHelper* helper = new_iterator_helper(isolate, IteratorHelper::Kind::kZip);
  helper->callback.set(helper, iterators.items());
  helper->padding.set(helper, padding);
  helper->keys.set(helper, keys);
  helper->is_longest = options.is_longest;
  helper->is_strict = options.is_strict;
  return helper;
}

}  // namespace

Completion<bool> zip_step(Isolate& isolate, IteratorHelper* helper, Value* value) {
  u32 count = OpenIterators(helper).count();
  if (count == 0) return false;
  ValueList results(isolate);
  for (u32 i = 0; i < count; i++) {
    Value result;
    if (!TRY(zip_value(isolate, helper, i, &result))) return false;
    results.push(result);
  }
  *value = TRY(finish_results(isolate, helper, results));
  return true;
}

Completion<void> zip_return(Isolate& isolate, IteratorHelper* helper) {
  return OpenIterators(helper).close_all(isolate, false);
}

// 27.1.3.2.4 Iterator.zip ( iterables [ , options ] )
Completion<Value> iterator_zip(Isolate& isolate, const Arguments& arguments) {
  // 1. If iterables is not an Object, throw a TypeError exception.
  if (!arguments[0].is_object()) return throw_error(isolate, Message::kNotObject, arguments[0]);
  ZipOptions options = TRY(get_zip_options(isolate, arguments[1]));
  OpenIterators iterators(new_array(isolate));
  // 10. Let inputIter be ? GetIterator(iterables, sync).
  IteratorRecord input = TRY(get_iterator(isolate, arguments[0]));
  // 12. Repeat, while next is not done,
  for (;;) {
    Value next;
    Completion<bool> found = iterator_step_value(isolate, input, &next);
    if (found.is_abrupt()) return iterators.fail(isolate);
    if (!found.value()) break;
    Completion<IteratorRecord> record = get_iterator_flattenable(isolate, next, false);
    if (record.is_abrupt()) {
      // IfAbruptCloseIterators(iter, « inputIter » + iters): the input is the last to be closed.
      (void)iterators.fail(isolate);
      return iterator_close_throwing(isolate, input);
    }
    TRY(iterators.append(isolate, record.value()));
  }
  // 14. If mode is "longest", then
  Array* padding = new_array(isolate);
  if (options.is_longest && !options.padding.is_undefined()) {
    TRY(collect_padding(isolate, iterators, options.padding, padding));
  }
  TRY(fill_with_undefined(isolate, iterators, padding));
  return new_zip(isolate, options, iterators, padding, Value::undefined());
}

// 27.1.3.2.5 Iterator.zipKeyed ( iterables [ , options ] )
Completion<Value> iterator_zip_keyed(Isolate& isolate, const Arguments& arguments) {
  // 1. If iterables is not an Object, throw a TypeError exception.
  if (!arguments[0].is_object()) return throw_error(isolate, Message::kNotObject, arguments[0]);
  Object* iterables = arguments[0].as_object();
  ZipOptions options = TRY(get_zip_options(isolate, arguments[1]));
  OpenIterators iterators(new_array(isolate));
  // 10. Let allKeys be ? iterables.[[OwnPropertyKeys]]().
  KeyList all_keys(isolate);
  TRY(iterables->own_property_keys(isolate, &all_keys));
  Array* keys = new_array(isolate);
  // 12. For each element key of allKeys, do
  for (PropertyKey key : all_keys) {
    PropertyDescriptor descriptor;
    Completion<bool> found = iterables->get_own_property(isolate, key, &descriptor);
    if (found.is_abrupt()) return iterators.fail(isolate);
    if (!found.value() || !descriptor.enumerable()) continue;
    Completion<Value> value = iterables->get(isolate, key);
    if (value.is_abrupt()) return iterators.fail(isolate);
    if (value.value().is_undefined()) continue;
    TRY(push_element(isolate, keys, key.to_value(isolate)));
    Completion<IteratorRecord> record = get_iterator_flattenable(isolate, value.value(), false);
    if (record.is_abrupt()) return iterators.fail(isolate);
    TRY(iterators.append(isolate, record.value()));
  }
  // 14. If mode is "longest", then
  Array* padding = new_array(isolate);
  if (options.is_longest && !options.padding.is_undefined()) {
    for (u32 i = 0; i < keys->length(); i++) {
      PropertyKey key = TRY(to_property_key(isolate, get_element_direct(keys, i)));
      Completion<Value> value = options.padding.as_object()->get(isolate, key);
      if (value.is_abrupt()) return iterators.fail(isolate);
      TRY(push_element(isolate, padding, value.value()));
    }
  }
  TRY(fill_with_undefined(isolate, iterators, padding));
  return new_zip(isolate, options, iterators, padding, keys);
}

}  // namespace kaze
