#include "builtins/regexp_string_iterator.h"

#include "builtins/makers.h"
#include "builtins/regexp_support.h"

namespace kaze {

void RegExpStringIterator::trace(Cell* cell, Visitor& visitor) {
  RegExpStringIterator* iterator = static_cast<RegExpStringIterator*>(cell);
  trace_object(iterator, visitor);
  visitor.visit(iterator->regexp);
  visitor.visit(iterator->string);
}

// 22.2.9.1 CreateRegExpStringIterator ( R, S, global, fullUnicode )
Value new_regexp_string_iterator(Isolate& isolate, Object* regexp, String* string, bool global,
                                 bool full_unicode) {
  Object* prototype =
      isolate.realm().intrinsic(isolate, Intrinsic::kRegExpStringIteratorPrototype);
  RegExpStringIterator* iterator = new_object_of<RegExpStringIterator>(isolate, prototype);
  iterator->regexp.set(iterator, regexp);
  iterator->string.set(iterator, string);
  iterator->global = global;
  iterator->full_unicode = full_unicode;
  return iterator;
}

namespace {

// 22.2.9.2.1 %RegExpStringIteratorPrototype%.next ( )
Completion<Value> regexp_string_iterator_next(Isolate& isolate, const Arguments& arguments) {
  Value value = arguments.this_value();
  if (!value.is_object() || !RegExpStringIterator::is(value.as_object())) {
    return throw_error(isolate, Message::kIncompatibleReceiver,
                       "%RegExpStringIterator%.prototype.next", value);
  }
  RegExpStringIterator* iterator = value.as_object()->as<RegExpStringIterator>();
  Object* regexp = iterator->regexp;
  if (!regexp) return create_iterator_result(isolate, Value::undefined(), true);
  String* string = iterator->string;
  // The generator of the specification is done as soon as it throws.
  iterator->regexp.clear();
  // 22.2.9.1, step 4.a.i. Let match be ? RegExpExec(R, S).
  Value match = TRY(regexp_exec(isolate, regexp, string));
  // ii. If match is null, return undefined.
  if (match.is_null()) return create_iterator_result(isolate, Value::undefined(), true);
  // iii. If global is false, this is the only match.
  if (iterator->global) {
    // iv, v. Let matchStr be ? ToString(? Get(match, "0")); step over an empty one.
    Value text_value = TRY(match.as_object()->get(isolate, PropertyKey::from_index(0)));
    String* text = TRY(to_string(isolate, text_value));
    if (text->length() == 0) {
      TRY(advance_last_index(isolate, regexp, string, iterator->full_unicode));
    }
    iterator->regexp.set(iterator, regexp);
  }
  return create_iterator_result(isolate, match, false);
}

constexpr BuiltinProperty k_properties[] = {
    method(names::next, 0, regexp_string_iterator_next),
    to_string_tag(names::regexp_string_iterator_tag),
};

}  // namespace

void make_regexp_string_iterator_prototype(Isolate& isolate, Realm& realm, Intrinsic id) {
  make_builtin_object(isolate, realm, id, Intrinsic::kIteratorPrototype, k_properties);
}

}  // namespace kaze
