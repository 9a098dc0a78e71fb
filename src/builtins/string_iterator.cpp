#include "builtins/string_iterator.h"

#include "builtins/makers.h"
#include "builtins/string_support.h"
#include "runtime/builtin_iterators.h"
#include "runtime/isolate.h"

namespace kaze {

void StringIterator::trace(Cell* cell, Visitor& visitor) {
  StringIterator* iterator = static_cast<StringIterator*>(cell);
  trace_object(iterator, visitor);
  visitor.visit(iterator->string);
}

// 22.1.3.36 String.prototype [ %Symbol.iterator% ] ( )
Completion<Value> string_iterator(Isolate& isolate, const Arguments& arguments) {
  String* string = TRY(this_string(isolate, arguments, "String.prototype[Symbol.iterator]"));
  Object* prototype = isolate.realm().intrinsic(isolate, Intrinsic::kStringIteratorPrototype);
  StringIterator* iterator = new_object_of<StringIterator>(isolate, prototype);
  iterator->string.set(iterator, string);
  return iterator;
}

Completion<Value> string_iterator_step(Isolate& isolate, Object* object) {
  auto* iterator = static_cast<StringIterator*>(object);
  String* string = iterator->string;
  if (!string || iterator->position >= string->length()) {
    iterator->string.clear();
    return Value::empty();
  }
  u32 code_point = code_point_at(string, iterator->position);
  iterator->position += code_point > 0xffff ? 2 : 1;
  return code_point_string(isolate, code_point);
}

// 22.1.5.1.1 %StringIteratorPrototype%.next ( )
Completion<Value> string_iterator_next(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments.this_value();
  if (!value.is_object() || !StringIterator::is(value.as_object())) {
    return throw_error(isolate, Message::kIncompatibleReceiver, "String Iterator.prototype.next",
                       value);
  }
  return step_result(isolate, string_iterator_step(isolate, value.as_object()));
}

namespace {

constexpr BuiltinProperty k_properties[] = {
    {.name = names::next.name,
     .attributes = attributes::kHidden | attributes::kWatched,
     .code = string_iterator_next},
    to_string_tag(names::string_iterator_tag),
};

}  // namespace

void make_string_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kIteratorPrototype, k_properties);
}

}  // namespace kaze
