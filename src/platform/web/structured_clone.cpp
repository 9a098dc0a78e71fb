#include "platform/web/structured_clone.h"

#include <cstring>

#include "builtins/date_object.h"
#include "builtins/hash_table.h"
#include "platform/node/binding.h"
#include "platform/web/clone_format.h"
#include "platform/web/dom_exception.h"
#include "runtime/bigint.h"
#include "runtime/data_view.h"
#include "runtime/elements.h"
#include "runtime/error_object.h"
#include "runtime/primitive_object.h"
#include "runtime/realm.h"
#include "runtime/typed_array.h"
#include "vm/regexp_object.h"

namespace kaze {

namespace {

// Which record number an object has: an open-addressed table. The objects are kept alive by a list
// beside it, since getters may drop them while the table has only their addresses.
class ObjectNumbers {
 public:
  explicit ObjectNumbers(Isolate& isolate) : objects_(isolate) { slots_.resize(16); }
  u32 count() const { return static_cast<u32>(objects_.size()); }
  // The object's number, or -1.
  i64 find(const Object* object) const {
    u32 index = slots_[slot_of(object)];
    return index == 0 ? -1 : static_cast<i64>(index) - 1;
  }
  u32 add(Object* object) {
    u32 number = count();
    objects_.push(object);
    if (objects_.size() * 2 > slots_.size()) {
      slots_.assign(slots_.size() * 2, 0);
      for (u32 i = 0; i <= number; i++) slots_[slot_of(objects_[i].as_object())] = i + 1;
    } else {
      slots_[slot_of(object)] = number + 1;
    }
    return number;
  }

 private:
  // Where the object is, or would be.
  usize slot_of(const Object* object) const {
    usize mask = slots_.size() - 1;
    usize at = hash_u64(reinterpret_cast<u64>(object)) & mask;
    while (slots_[at] != 0 && objects_[slots_[at] - 1].as_cell() != object) at = (at + 1) & mask;
    return at;
  }
  ValueList objects_;
  std::vector<u32> slots_;  // number + 1; 0: free
};

Thrown throw_not_cloneable(Isolate& isolate, Value value) {
  return throw_dom_exception(isolate, describe(isolate, value) + " could not be cloned.",
                             "DataCloneError");
}

class Serializer {
 public:
  Serializer(Isolate& isolate, SerializedValue* out)
      : isolate_(isolate), out_(out), writer_(out->bytes), numbers_(isolate) {}

  // Steps 1 and 2 of StructuredSerializeWithTransfer: the buffers have the first numbers, and their
  // stores the first places.
  Completion<void> reserve(std::span<const Value> transfer) {
    for (Value item : transfer) {
      if (!item.is_object() || !ArrayBuffer::is(item.as_cell()) ||
          item.as_object()->as<ArrayBuffer>()->is_shared()) {
        return throw_with_code(isolate_, ErrorType::kTypeError, "ERR_INVALID_TRANSFER_OBJECT",
                               "Found invalid object in transferList");
      }
      if (numbers_.find(item.as_object()) >= 0) {
        return throw_dom_exception(isolate_, "Transfer list contains duplicate ArrayBuffer",
                                   "DataCloneError");
      }
      numbers_.add(item.as_object());
    }
    transferred_ = numbers_.count();
    writer_.number(transferred_);
    out_->stores.resize(transferred_);
    return {};
  }

  // Step 5: takes the stores, once the value is written.
  Completion<void> transfer(std::span<const Value> list) {
    for (Value item : list) {
      if (item.as_object()->as<ArrayBuffer>()->is_detached()) {
        return throw_dom_exception(isolate_, "An ArrayBuffer is detached and could not be cloned.",
                                   "DataCloneError");
      }
    }
    for (usize i = 0; i < list.size(); i++) {
      TRY(transfer_backing_store(isolate_, list[i].as_object()->as<ArrayBuffer>(),
                                 &out_->stores[i]));
    }
    return {};
  }

  // 2.7.3 StructuredSerializeInternal ( value, forStorage, memory )
  Completion<void> write(Value value) {
    // A string that is met often is written as often.
    static constexpr usize k_max_bytes = usize{1} << 31;
    if (out_->bytes.size() > k_max_bytes) {
      return throw_dom_exception(isolate_, "Data cannot be cloned, out of memory.", "DataCloneError");
    }
    // 4. Primitives; 5. symbols cannot be cloned.
    if (!value.is_object()) return write_primitive(value);
    TRY(isolate_.check_native_stack());
    Object* object = value.as_object();
    // 2. What has been met before.
    i64 number = numbers_.find(object);
    if (number >= 0) {
      writer_.tag(number < transferred_ ? Tag::kTransferred : Tag::kReference);
      writer_.number(static_cast<u64>(number));
      return {};
    }
    if (object->is_callable()) return throw_not_cloneable(isolate_, value);
    switch (object->object_kind()) {
      case CellKind::kBooleanObject:
      case CellKind::kNumberObject:
      case CellKind::kStringObject:
      case CellKind::kBigIntObject:
        numbers_.add(object);
        writer_.tag(Tag::kPrimitiveObject);
        return write_primitive(static_cast<PrimitiveObject*>(object)->primitive());
      case CellKind::kDate:
        numbers_.add(object);
        writer_.tag(Tag::kDate);
        writer_.f64_bits(object->as<Date>()->time);
        return {};
      case CellKind::kRegExp: {
        numbers_.add(object);
        RegExp* regexp = object->as<RegExp>();
        writer_.tag(Tag::kRegExp);
        writer_.string(regexp->source());
        writer_.byte(regexp->flags().bits);
        return {};
      }
      case CellKind::kArrayBuffer: return write_buffer(object->as<ArrayBuffer>());
      case CellKind::kTypedArray: return write_typed_array(object->as<TypedArray>());
      case CellKind::kDataView: return write_data_view(object->as<DataView>());
      case CellKind::kMap:
      case CellKind::kSet: return write_collection(static_cast<HashTable*>(object));
      case CellKind::kError: return write_error(object);
      case CellKind::kArray:
        numbers_.add(object);
        writer_.tag(Tag::kArray);
        writer_.number(object->as<Array>()->length());
        return write_properties(object);
      case CellKind::kObject:
        numbers_.add(object);
        writer_.tag(Tag::kObject);
        return write_properties(object);
      // 20 to 23. What has internal slots of other kinds, and what is exotic.
      default: return throw_not_cloneable(isolate_, value);
    }
  }

 private:
  Completion<void> write_primitive(Value value) {
    if (value.is_int32()) {
      writer_.tag(Tag::kInt32);
      writer_.number(zigzag(value.as_int32()));
    } else if (value.is_number()) {
      writer_.tag(Tag::kDouble);
      writer_.f64_bits(value.as_number());
    } else if (value.is_string()) {
      writer_.tag(Tag::kString);
      writer_.string(value.as_string());
    } else if (value.is_bigint()) {
      const BigInt* bigint = value.as_bigint();
      writer_.tag(bigint->is_negative() ? Tag::kNegativeBigInt : Tag::kBigInt);
      std::span<const u64> digits = bigint->digits();
      writer_.number(digits.size());
      writer_.raw(digits.data(), digits.size_bytes());
    } else if (value.is_symbol()) {
      return throw_not_cloneable(isolate_, value);
    } else {
      writer_.tag(value.is_undefined() ? Tag::kUndefined
                  : value.is_null()    ? Tag::kNull
                  : value.is_true()    ? Tag::kTrue
                                       : Tag::kFalse);
    }
    return {};
  }

  // 13. [[ArrayBufferData]]
  Completion<void> write_buffer(ArrayBuffer* buffer) {
    if (buffer->is_detached()) {
      return throw_dom_exception(isolate_, "An ArrayBuffer is detached and could not be cloned.",
                                 "DataCloneError");
    }
    numbers_.add(buffer);
    Ref<BackingStore> store = clone_backing_store(buffer);
    if (!store.get()) {
      return throw_dom_exception(isolate_, describe(isolate_, buffer) + " could not be cloned.",
                                 "DataCloneError");
    }
    writer_.tag(Tag::kBuffer);
    writer_.number(out_->stores.size());
    out_->stores.push_back(std::move(store));
    return {};
  }

  // 14. [[ViewedArrayBuffer]]: the buffer first, then the view.
  Completion<void> write_typed_array(TypedArray* array) {
    if (array->is_out_of_bounds()) return throw_not_cloneable(isolate_, array);
    numbers_.add(array);
    writer_.tag(Tag::kTypedArray);
    writer_.byte(static_cast<u8>(array->elements_kind()));
    writer_.number(array->byte_offset());
    writer_.number(array->is_length_tracking() ? 0 : array->length() + 1);
    return write(array->buffer());
  }
  Completion<void> write_data_view(DataView* view) {
    if (view->is_out_of_bounds()) return throw_not_cloneable(isolate_, view);
    numbers_.add(view);
    writer_.tag(Tag::kDataView);
    writer_.number(view->byte_offset());
    writer_.number(view->is_length_tracking() ? 0 : view->byte_length() + 1);
    return write(view->buffer());
  }

  // 15, 16 and 26.1, 26.2: the entries as they are now, whatever serializing them changes.
  Completion<void> write_collection(HashTable* table) {
    numbers_.add(table);
    bool is_map = Map::is(table);
    ValueList entries(isolate_);
    HashCursor cursor(table->storage());
    Value key;
    Value value;
    while (cursor.next(&key, &value)) {
      entries.push(key);
      if (is_map) entries.push(value);
    }
    writer_.tag(is_map ? Tag::kMap : Tag::kSet);
    writer_.number(entries.size());
    for (usize i = 0; i < entries.size(); i++) TRY(write(entries[i]));
    return {};
  }

  // 17. [[ErrorData]], with V8's additions: stack and cause.
  Completion<void> write_error(Object* error) {
    numbers_.add(error);
    bool is_dom = is_dom_exception(isolate_, error);
    Value name = TRY(error->get(isolate_, names::name));
    ErrorType type = ErrorType::kError;
    if (!is_dom && !name.is_undefined()) {
      String* text = TRY(to_string(isolate_, name));
      static constexpr std::string_view k_names[] = {"Error", "EvalError", "RangeError",
                                                     "ReferenceError", "SyntaxError",
                                                     "TypeError", "URIError"};
      for (usize i = 0; i < std::size(k_names); i++) {
        if (text->equals(k_names[i])) type = static_cast<ErrorType>(i);
      }
    }
    Value parts[3];
    static constexpr NameRef k_parts[] = {names::message, names::stack, names::cause};
    bool present[3];
    for (usize i = 0; i < 3; i++) {
      PropertyDescriptor property;
      present[i] = TRY(error->get_own_property(isolate_, k_parts[i], &property)) &&
                   property.has_value();
      if (present[i]) parts[i] = property.value;
      if (present[i] && i < 2) parts[i] = TRY(to_string(isolate_, parts[i]));
    }
    if (is_dom) {
      parts[0] = TRY(to_string(isolate_, TRY(error->get(isolate_, names::message))));
      writer_.tag(Tag::kDomException);
      TRY(write_primitive(TRY(to_string(isolate_, name))));
      TRY(write_primitive(parts[0]));
      return write_primitive(parts[1]);
    }
    writer_.tag(Tag::kError);
    writer_.byte(static_cast<u8>(type));
    writer_.byte(static_cast<u8>(present[0] | present[1] << 1 | present[2] << 2));
    for (usize i = 0; i < 3; i++) {
      if (present[i]) TRY(write(parts[i]));
    }
    return {};
  }

  // 26.4: the enumerable own properties under strings, those of them that are still there when their
  // turn comes.
  Completion<void> write_properties(Object* object) {
    KeyList keys(isolate_);
    TRY(object->own_property_keys(isolate_, &keys));
    for (PropertyKey key : keys) {
      if (key.is_symbol()) continue;
      PropertyDescriptor property;
      if (!TRY(object->get_own_property(isolate_, key, &property)) || !property.enumerable()) {
        continue;
      }
      Value value = property.has_value() ? property.value : TRY(object->get(isolate_, key));
      if (key.is_index()) {
        writer_.tag(Tag::kIndex);
        writer_.number(key.index());
      } else {
        writer_.tag(Tag::kKey);
        writer_.string(key.string());
      }
      TRY(write(value));
    }
    writer_.tag(Tag::kEnd);
    return {};
  }

  Isolate& isolate_;
  SerializedValue* out_;
  CloneWriter writer_;
  ObjectNumbers numbers_;
  u32 transferred_ = 0;
};

// 2.7.6 StructuredDeserialize. The bytes are the serializer's own: what they say is not doubted.
class Deserializer {
 public:
  Deserializer(Isolate& isolate, SerializedValue& message)
      : isolate_(isolate), realm_(isolate.realm()), message_(message), reader_(message.bytes),
        objects_(isolate) {}

  Completion<Value> read_message() {
    u64 transferred = reader_.number();
    for (u64 i = 0; i < transferred; i++) {
      objects_.push(TRY(new_array_buffer(isolate_, std::move(message_.stores[i]))));
    }
    return read();
  }

 private:
  Completion<Value> read() {
    TRY(isolate_.check_native_stack());
    switch (Tag tag = reader_.tag()) {
      case Tag::kUndefined: return Value::undefined();
      case Tag::kNull: return Value::null();
      case Tag::kTrue: return Value::boolean(true);
      case Tag::kFalse: return Value::boolean(false);
      case Tag::kInt32: return Value::int32(unzigzag(reader_.number()));
      case Tag::kDouble: return Value::number(reader_.f64_bits());
      case Tag::kString: return reader_.string(isolate_);
      case Tag::kBigInt:
      case Tag::kNegativeBigInt: return read_bigint(tag == Tag::kNegativeBigInt);
      case Tag::kReference:
      case Tag::kTransferred: return objects_[reader_.number()];
      case Tag::kPrimitiveObject: {
        Value primitive = TRY(read());
        return remember(TRY(to_object(isolate_, primitive)));
      }
      case Tag::kDate: {
        Date* date = new_object_of<Date>(isolate_, prototype(Intrinsic::kDatePrototype));
        date->time = reader_.f64_bits();
        return remember(date);
      }
      case Tag::kRegExp: {
        String* source = reader_.string(isolate_);
        regexp::Flags flags{reader_.byte()};
        return remember(
            new_regexp(isolate_, source, TRY(compile_regexp(isolate_, source, flags))));
      }
      case Tag::kBuffer: return read_buffer();
      case Tag::kTypedArray: {
        usize place = reserve();
        ElementsKind kind = static_cast<ElementsKind>(reader_.byte());
        usize byte_offset = reader_.number();
        usize length = reader_.number() - 1;  // 0 stands for auto, which is the maximum
        ArrayBuffer* buffer = TRY(read()).as_object()->as<ArrayBuffer>();
        return remember(new_typed_array(isolate_, kind, prototype(typed_array_prototype(kind)),
                                        buffer, byte_offset, length),
                        place);
      }
      case Tag::kDataView: {
        usize place = reserve();
        usize byte_offset = reader_.number();
        usize length = reader_.number() - 1;
        ArrayBuffer* buffer = TRY(read()).as_object()->as<ArrayBuffer>();
        DataView* view =
            new_object_of<DataView>(isolate_, prototype(Intrinsic::kDataViewPrototype));
        view->initialize(buffer, byte_offset, length);
        return remember(view, place);
      }
      case Tag::kMap: {
        Map* map = new_map(isolate_);
        remember(map);
        for (u64 count = reader_.number() / 2; count > 0; count--) {
          Value key = TRY(read());
          Value value = TRY(read());
          TRY(map->put(isolate_, canonical_key(key), value));
        }
        return map;
      }
      case Tag::kSet: {
        Set* set = new_set(isolate_);
        remember(set);
        for (u64 count = reader_.number(); count > 0; count--) {
          TRY(set->put(isolate_, canonical_key(TRY(read()))));
        }
        return set;
      }
      case Tag::kError: return read_error();
      case Tag::kDomException: {
        usize place = reserve();
        Value name = TRY(read());
        Value text = TRY(read());
        Value stack = TRY(read());
        Object* exception = TRY(new_dom_exception(isolate_, text.as_string()->to_utf8(),
                                                  name.as_string()->to_utf8()));
        if (stack.is_string()) {
          exception->put_direct(isolate_, names::stack, stack, attributes::kHidden);
        }
        return remember(exception, place);
      }
      case Tag::kArray: {
        Array* array = new_array_with_length(isolate_, static_cast<u32>(reader_.number()));
        remember(array);
        TRY(read_properties(array));
        return array;
      }
      case Tag::kObject: {
        Object* object = new_object(isolate_);
        remember(object);
        TRY(read_properties(object));
        return object;
      }
      case Tag::kIndex:
      case Tag::kKey:
      case Tag::kEnd: break;
    }
    KAZE_UNREACHABLE();
  }

  Completion<Value> read_bigint(bool negative) {
    usize count = reader_.number();
    std::string text = "0x0";
    static constexpr char k_hex[] = "0123456789abcdef";
    std::vector<u64> digits(count);
    reader_.raw(digits.data(), count * sizeof(u64));
    for (usize i = count; i-- > 0;) {
      for (int shift = 60; shift >= 0; shift -= 4) text += k_hex[digits[i] >> shift & 15];
    }
    BigInt* bigint = TRY(bigint_from_literal(isolate_, text));
    return negative ? bigint_negate(isolate_, bigint) : Completion<BigInt*>(bigint);
  }

  Completion<Value> read_buffer() {
    usize place = reserve();
    Ref<BackingStore> store = std::move(message_.stores[reader_.number()]);
    bool shared = store->is_shared();
    return remember(TRY(new_array_buffer(isolate_, std::move(store),
                                         prototype(shared ? Intrinsic::kSharedArrayBufferPrototype
                                                          : Intrinsic::kArrayBufferPrototype))),
                    place);
  }

  Completion<Value> read_error() {
    usize place = reserve();
    u32 type = reader_.byte();
    u8 present = reader_.byte();
    auto intrinsic = static_cast<Intrinsic>(static_cast<u32>(Intrinsic::kErrorPrototype) + 2 * type);
    Error* error = new_error_object(isolate_, prototype(intrinsic));
    remember(error, place);
    Value parts[3];
    for (usize i = 0; i < 3; i++) {
      if (present >> i & 1) parts[i] = TRY(read());
    }
    // In the order that V8 adds them.
    if (present & 2) error->put_direct(isolate_, names::stack, parts[1], attributes::kHidden);
    if (present & 1) error->put_direct(isolate_, names::message, parts[0], attributes::kHidden);
    if (present & 4) error->put_direct(isolate_, names::cause, parts[2], attributes::kHidden);
    return error;
  }

  Completion<void> read_properties(Object* object) {
    for (;;) {
      switch (reader_.tag()) {
        case Tag::kEnd: return {};
        case Tag::kIndex: {
          u32 index = static_cast<u32>(reader_.number());
          TRY(put_element(isolate_, object, index, TRY(read())));
          break;
        }
        default: {
          PropertyKey key = to_key(isolate_, reader_.string(isolate_));
          Value value = TRY(read());
          object->put_direct(isolate_, key, value);
        }
      }
    }
  }

  Object* prototype(Intrinsic id) { return realm_.intrinsic(isolate_, id); }
  // Objects have their numbers from where their records begin, in the serializer's order.
  usize reserve() {
    objects_.push(Value());
    return objects_.size() - 1;
  }
  Value remember(Object* object, usize place) {
    objects_[place] = object;
    return object;
  }
  Value remember(Object* object) { return remember(object, reserve()); }

  Isolate& isolate_;
  Realm& realm_;
  SerializedValue& message_;
  CloneReader reader_;
  ValueList objects_;
};

}  // namespace

Completion<void> serialize(Isolate& isolate, Value value, std::span<const Value> transfer,
                           SerializedValue* out) {
  Serializer serializer(isolate, out);
  TRY(serializer.reserve(transfer));
  TRY(serializer.write(value));
  return serializer.transfer(transfer);
}

Completion<Value> deserialize(Isolate& isolate, SerializedValue message) {
  return Deserializer(isolate, message).read_message();
}

Completion<Value> structured_clone(Isolate& isolate, const Arguments& arguments) {
  if (arguments.count() == 0) {
    return throw_with_code(isolate, ErrorType::kTypeError, "ERR_MISSING_ARGS",
                           "The \"value\" argument must be specified");
  }
  ValueList transfer(isolate);
  Value options = arguments[1];
  if (!options.is_nullish()) {
    if (!options.is_object()) {
      return throw_with_code(isolate, ErrorType::kTypeError, "ERR_INVALID_ARG_TYPE",
                             "The options argument must be either an object or undefined");
    }
    Value list = TRY(options.as_object()->get(
        isolate, to_key(isolate, intern_latin1(isolate, "transfer"))));
    if (!list.is_undefined()) {
      if (!list.is_object()) {
        return throw_with_code(isolate, ErrorType::kTypeError, "ERR_INVALID_ARG_TYPE",
                               "Optional transferList argument must be an iterable");
      }
      TRY(iterable_to_list(isolate, list, &transfer));
    }
  }
  // What is not shared between threads needs no bytes in between.
  if (!arguments[0].is_object() && !arguments[0].is_symbol() && transfer.empty()) {
    return arguments[0];
  }
  SerializedValue message;
  TRY(serialize(isolate, arguments[0], transfer.span(), &message));
  return deserialize(isolate, std::move(message));
}

}  // namespace kaze
