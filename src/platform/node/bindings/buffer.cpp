// binding.buffer: the parts of node:buffer that touch bytes. Functions in `methods` are put on
// Buffer.prototype as they are.
#include "platform/node/bindings/buffer.h"

#include <cstring>

#include "base/chars.h"
#include "runtime/elements.h"

namespace kaze {

Value new_buffer(Isolate& isolate, ArrayBuffer* memory, usize byte_offset, usize length) {
  return new_typed_array(isolate, ElementsKind::kUint8,
                         Platform::of(isolate).buffer_prototype(), memory, byte_offset, length);
}

Completion<Value> new_buffer_uninitialized(Isolate& isolate, usize length, u8** bytes) {
  ArrayBuffer* memory = TRY(new_array_buffer_uninitialized(isolate, length));
  *bytes = memory->data();
  return new_buffer(isolate, memory, 0, length);
}

Encoding encoding_named(const String* name) {
  if (!name->is_latin1() || name->length() > 9) return Encoding::kCount;
  char lower[10];
  for (u32 i = 0; i < name->length(); i++) {
    u8 c = name->units8()[i];
    lower[i] = static_cast<char>(c >= 'A' && c <= 'Z' ? c | 32 : c);
  }
  std::string_view text(lower, name->length());
  struct Row {
    std::string_view name;
    Encoding encoding;
  };
  static constexpr Row k_names[] = {
      {"utf8", Encoding::kUtf8},       {"utf-8", Encoding::kUtf8},
      {"hex", Encoding::kHex},         {"base64", Encoding::kBase64},
      {"latin1", Encoding::kLatin1},   {"binary", Encoding::kLatin1},
      {"ascii", Encoding::kAscii},     {"base64url", Encoding::kBase64Url},
      {"ucs2", Encoding::kUtf16le},    {"ucs-2", Encoding::kUtf16le},
      {"utf16le", Encoding::kUtf16le}, {"utf-16le", Encoding::kUtf16le},
  };
  for (const Row& row : k_names) {
    if (row.name == text) return row.encoding;
  }
  return Encoding::kCount;
}

namespace {

Encoding encoding_at(Value index) { return static_cast<Encoding>(index.as_int32()); }

std::span<u8> bytes_at(Value value) {
  std::span<u8> bytes;
  bytes_of(value, &bytes);
  return bytes;
}

// A relative index that was checked to be a Number, cut to [0, limit].
usize clamped(Value value, usize limit) {
  f64 number = value.is_number() ? value.as_number() : 0;
  if (!(number > 0)) return 0;
  return number < static_cast<f64>(limit) ? static_cast<usize>(number) : limit;
}

// --- Making. ---

// setPrototype(Buffer.prototype)
Completion<Value> set_prototype(Isolate& isolate, const Arguments& arguments) {
  Platform::of(isolate).set_buffer_prototype(arguments[0].as_object());
  return Value();
}

// allocate(size), allocateUnsafe(size): the size was checked.
Completion<Value> allocate(Isolate& isolate, const Arguments& arguments) {
  usize length = clamped(arguments[0], k_max_array_buffer_length);
  return new_buffer(isolate, TRY(new_array_buffer(isolate, length)), 0, length);
}
Completion<Value> allocate_unsafe(Isolate& isolate, const Arguments& arguments) {
  u8* bytes;
  return new_buffer_uninitialized(isolate, clamped(arguments[0], k_max_array_buffer_length), &bytes);
}

// fromString(string, encoding)
Completion<Value> from_string(Isolate& isolate, const Arguments& arguments) {
  const String* string = arguments[0].as_string();
  Encoding encoding = encoding_at(arguments[1]);
  usize length = encoded_length(string, encoding);
  u8* bytes;
  Value buffer = TRY(new_buffer_uninitialized(isolate, length, &bytes));
  usize written = encode(string, encoding, {bytes, length});
  if (written == length) return buffer;
  // Text that was not all of the encoding.
  return new_buffer(isolate, buffer.as_object()->as<TypedArray>()->buffer(), 0, written);
}

// fromBytes(view or buffer): a copy.
Completion<Value> from_bytes(Isolate& isolate, const Arguments& arguments) {
  usize length = bytes_at(arguments[0]).size();
  u8* bytes;
  Value buffer = TRY(new_buffer_uninitialized(isolate, length, &bytes));
  if (length > 0) std::memcpy(bytes, bytes_at(arguments[0]).data(), length);
  return buffer;
}

// view(arrayBuffer, offset, length): in bounds.
Completion<Value> view_of(Isolate& isolate, const Arguments& arguments) {
  auto* memory = arguments[0].as_object()->as<ArrayBuffer>();
  usize offset = clamped(arguments[1], memory->byte_length());
  usize length = clamped(arguments[2], memory->byte_length() - offset);
  return new_buffer(isolate, memory, offset, length);
}

// encodingIndex(name): the index of the encoding, or -1.
Completion<Value> encoding_index(Isolate&, const Arguments& arguments) {
  if (!arguments[0].is_string()) return Value::int32(-1);
  Encoding encoding = encoding_named(arguments[0].as_string());
  return Value::int32(encoding == Encoding::kCount ? -1 : static_cast<i32>(encoding));
}

// byteLength(string, encoding)
Completion<Value> byte_length(Isolate&, const Arguments& arguments) {
  return Value::number(u64{encoded_length(arguments[0].as_string(), encoding_at(arguments[1]))});
}

// --- Text. ---

Completion<Value> slice_text(Isolate& isolate, const Arguments& arguments, Encoding encoding,
                             u32 first) {
  std::span<u8> bytes;
  if (!bytes_of(arguments.this_value(), &bytes)) {
    return throw_node_error(isolate, "typeError", text_value(isolate, "ERR_INVALID_ARG_TYPE"),
                            text_value(isolate, "argument must be a buffer"));
  }
  usize start = 0;
  usize end = bytes.size();
  if (!arguments[first].is_undefined()) {
    f64 number = TRY(to_integer_or_infinity(isolate, arguments[first]));
    start = clamped(Value::number(number), end);
  }
  if (!arguments[first + 1].is_undefined()) {
    f64 number = TRY(to_integer_or_infinity(isolate, arguments[first + 1]));
    end = clamped(Value::number(number), end);
  }
  // Converting the numbers may have shrunk the buffer.
  bytes = bytes_at(arguments.this_value());
  end = std::min(end, bytes.size());
  if (start >= end) return names::empty.atom();
  return decode(isolate, bytes.subspan(start, end - start), encoding);
}
template <Encoding encoding>
Completion<Value> slice_as(Isolate& isolate, const Arguments& arguments) {
  return slice_text(isolate, arguments, encoding, 0);
}

// buffer.toString([encoding[, start[, end]]])
Completion<Value> to_string_method(Isolate& isolate, const Arguments& arguments) {
  Encoding encoding = Encoding::kUtf8;
  if (!arguments[0].is_undefined()) {
    String* name = TRY(to_string(isolate, arguments[0]));
    encoding = encoding_named(name);
    // An unknown encoding is an error even if there is nothing to decode, but not `null`.
    if (encoding == Encoding::kCount) {
      if (arguments[0].is_null()) {
        encoding = Encoding::kUtf8;
      } else {
        return throw_node_error(isolate, "unknownEncoding", arguments[0]);
      }
    }
  }
  return slice_text(isolate, arguments, encoding, 1);
}

// writeText(buffer, string, offset, length, encoding): how many bytes were written.
Completion<Value> write_text(Isolate&, const Arguments& arguments) {
  std::span<u8> bytes = bytes_at(arguments[0]);
  usize offset = clamped(arguments[2], bytes.size());
  usize length = clamped(arguments[3], bytes.size() - offset);
  return Value::number(u64{encode(arguments[1].as_string(), encoding_at(arguments[4]),
                                  bytes.subspan(offset, length))});
}

// --- Bytes. ---

int compare_bytes(std::span<const u8> a, std::span<const u8> b) {
  usize common = std::min(a.size(), b.size());
  int order = common == 0 ? 0 : std::memcmp(a.data(), b.data(), common);
  if (order == 0 && a.size() != b.size()) order = a.size() < b.size() ? -1 : 1;
  return order < 0 ? -1 : order > 0 ? 1 : 0;
}

// compare(a, b)
Completion<Value> compare(Isolate&, const Arguments& arguments) {
  return Value::int32(compare_bytes(bytes_at(arguments[0]), bytes_at(arguments[1])));
}

// comparePart(source, target, targetStart, targetEnd, sourceStart, sourceEnd)
Completion<Value> compare_part(Isolate&, const Arguments& arguments) {
  auto part = [&](u32 which, u32 start_index, u32 end_index) {
    std::span<u8> bytes = bytes_at(arguments[which]);
    usize end = clamped(arguments[end_index], bytes.size());
    usize start = clamped(arguments[start_index], end);
    return bytes.subspan(start, end - start);
  };
  return Value::int32(compare_bytes(part(0, 4, 5), part(1, 2, 3)));
}

// equals(a, b)
Completion<Value> equals(Isolate&, const Arguments& arguments) {
  std::span<u8> a = bytes_at(arguments[0]);
  std::span<u8> b = bytes_at(arguments[1]);
  return Value::boolean(a.size() == b.size() && compare_bytes(a, b) == 0);
}

// copy(source, target, targetStart, sourceStart, sourceEnd): how many bytes.
Completion<Value> copy(Isolate&, const Arguments& arguments) {
  std::span<u8> source = bytes_at(arguments[0]);
  std::span<u8> target = bytes_at(arguments[1]);
  usize to = clamped(arguments[2], target.size());
  usize end = clamped(arguments[4], source.size());
  usize from = clamped(arguments[3], end);
  usize count = std::min(end - from, target.size() - to);
  if (count > 0) std::memmove(target.data() + to, source.data() + from, count);
  return Value::number(u64{count});
}

// fill(buffer, pattern, start, end, encoding): the pattern is a string or has bytes. False if it is empty.
Completion<Value> fill(Isolate&, const Arguments& arguments) {
  std::span<u8> bytes = bytes_at(arguments[0]);
  usize end = clamped(arguments[3], bytes.size());
  usize start = clamped(arguments[2], end);
  std::span<u8> target = bytes.subspan(start, end - start);
  if (target.empty()) return Value::boolean(true);
  usize size;
  if (arguments[1].is_string()) {
    // The last copy may end within a character.
    const String* string = arguments[1].as_string();
    Encoding encoding = encoding_at(arguments[4]);
    std::string text(encoded_length(string, encoding), '\0');
    size = encode(string, encoding, {reinterpret_cast<u8*>(text.data()), text.size()});
    size = std::min(size, target.size());
    if (size > 0) std::memcpy(target.data(), text.data(), size);
  } else {
    std::span<u8> pattern = bytes_at(arguments[1]);
    size = std::min(pattern.size(), target.size());
    if (size > 0) std::memmove(target.data(), pattern.data(), size);
  }
  if (size == 0) return Value::boolean(false);
  // What is filled already is copied behind itself, twice as much each time.
  for (usize done = size; done < target.size();) {
    usize count = std::min(done, target.size() - done);
    std::memcpy(target.data() + done, target.data(), count);
    done += count;
  }
  return Value::boolean(true);
}

// --- Search. ---

// Where a search begins that was asked to at `offset` (negative: from the end); -1: nothing is found.
i64 search_start(i64 length, f64 offset, i64 needle_length, bool forward) {
  if (offset < 0) {
    if (offset + static_cast<f64>(length) >= 0) return length + static_cast<i64>(offset);
    return forward || needle_length == 0 ? 0 : -1;
  }
  if (offset + static_cast<f64>(needle_length) <= static_cast<f64>(length)) {
    return static_cast<i64>(offset);
  }
  if (needle_length == 0) return length;
  return forward ? -1 : length - 1;
}

template <typename Unit>
i64 search(std::span<const Unit> hay, std::span<const Unit> needle, i64 start, bool forward) {
  if (needle.size() > hay.size()) return -1;
  usize found;
  if (forward) {
    found = find_units(hay.data(), hay.size(), needle.data(), needle.size(),
                       static_cast<usize>(start));
  } else {
    usize last = hay.size() - needle.size();
    found = find_last_units(hay.data(), hay.size(), needle.data(), needle.size(),
                            std::min(static_cast<usize>(start), last));
  }
  return found == k_not_found ? -1 : static_cast<i64>(found);
}

// indexOf(buffer, needle, offset, encoding, forward): the needle is a string, has bytes, or is a byte.
Completion<Value> index_of(Isolate&, const Arguments& arguments) {
  std::span<const u8> hay = bytes_at(arguments[0]);
  f64 offset = arguments[2].as_number();
  offset = std::trunc(offset);
  Encoding encoding = encoding_at(arguments[3]);
  bool forward = arguments[4].is_true();
  u8 byte;
  std::string text;
  std::span<const u8> needle;
  if (arguments[1].is_string()) {
    const String* string = arguments[1].as_string();
    text.resize(encoded_length(string, encoding));
    text.resize(encode(string, encoding, {reinterpret_cast<u8*>(text.data()), text.size()}));
    needle = {units_of(text), text.size()};
  } else if (arguments[1].is_number()) {
    byte = static_cast<u8>(static_cast<i64>(arguments[1].as_number()));
    needle = {&byte, 1};
  } else {
    needle = bytes_at(arguments[1]);
  }
  i64 length = static_cast<i64>(hay.size());
  i64 start = search_start(length, offset, static_cast<i64>(needle.size()), forward);
  if (needle.empty()) return Value::number(start);
  if (hay.empty() || start < 0) return Value::int32(-1);
  if (encoding != Encoding::kUtf16le || arguments[1].is_number()) {
    return Value::number(search(hay, needle, start, forward));
  }
  // Whole units only, so only even places.
  if (hay.size() < 2 || needle.size() < 2) return Value::int32(-1);
  auto units = [](std::span<const u8> bytes) {
    std::u16string result(bytes.size() / 2, u'\0');
    std::memcpy(result.data(), bytes.data(), result.size() * 2);
    return result;
  };
  std::u16string wide_hay = units(hay);
  std::u16string wide_needle = units(needle);
  i64 found = search<char16_t>(wide_hay, wide_needle, start / 2, forward);
  return Value::number(found < 0 ? found : found * 2);
}

// --- The rest. ---

// subarray(start, end) of a Buffer: another on the same memory.
Completion<Value> subarray(Isolate& isolate, const Arguments& arguments) {
  Value receiver = arguments.this_value();
  if (!receiver.is_object() || !TypedArray::is(receiver.as_cell())) {
    return throw_node_error(isolate, "invalidArgType", text_value(isolate, "buffer"),
                            text_value(isolate, "Buffer"), receiver);
  }
  auto* array = receiver.as_object()->as<TypedArray>();
  f64 length = static_cast<f64>(array->length());
  f64 start = TRY(to_relative_index(isolate, arguments[0], length, 0));
  f64 end = TRY(to_relative_index(isolate, arguments[1], length, length));
  // Converting the numbers may have detached the memory.
  usize available = array->length();
  usize from = std::min(static_cast<usize>(start), available);
  usize to = std::min(static_cast<usize>(end), available);
  return new_buffer(isolate, array->buffer(), array->byte_offset() + from * array->element_size(),
                    (to > from ? to - from : 0) * array->element_size());
}

// swap(buffer, size): reverses the bytes of each item; the length is a multiple of the size.
Completion<Value> swap(Isolate&, const Arguments& arguments) {
  std::span<u8> bytes = bytes_at(arguments[0]);
  usize size = static_cast<usize>(arguments[1].as_int32());
  for (usize at = 0; at + size <= bytes.size(); at += size) {
    for (usize i = 0; i < size / 2; i++) std::swap(bytes[at + i], bytes[at + size - 1 - i]);
  }
  return arguments[0];
}

// isAscii(view), isUtf8(view)
Completion<Value> is_ascii_bytes(Isolate&, const Arguments& arguments) {
  std::span<u8> bytes = bytes_at(arguments[0]);
  return Value::boolean(all_ascii(bytes.data(), bytes.size()));
}
Completion<Value> is_utf8_bytes(Isolate&, const Arguments& arguments) {
  return Value::boolean(is_valid_utf8(bytes_at(arguments[0])));
}

// isDetached(view or buffer)
Completion<Value> is_detached(Isolate&, const Arguments& arguments) {
  if (!arguments[0].is_object()) return Value::boolean(false);
  Object* object = arguments[0].as_object();
  ArrayBuffer* buffer = object->as_if<ArrayBuffer>();
  if (auto* array = object->as_if<TypedArray>()) buffer = array->buffer();
  if (auto* view = object->as_if<DataView>()) buffer = view->buffer();
  return Value::boolean(buffer && buffer->is_detached());
}

}  // namespace

void make_buffer_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"setPrototype", set_prototype}, {"allocate", allocate},
      {"allocateUnsafe", allocate_unsafe}, {"fromString", from_string},
      {"fromBytes", from_bytes},       {"view", view_of},
      {"encodingIndex", encoding_index}, {"byteLength", byte_length},
      {"writeText", write_text},       {"compare", compare},
      {"comparePart", compare_part},   {"equals", equals},
      {"copy", copy},                  {"fill", fill},
      {"indexOf", index_of},           {"swap", swap},
      {"isAscii", is_ascii_bytes},     {"isUtf8", is_utf8_bytes},
      {"isDetached", is_detached},
  };
  define_functions(isolate, realm, object, k_functions);
  static constexpr BindingFunction k_methods[] = {
      {"asciiSlice", slice_as<Encoding::kAscii>},
      {"base64Slice", slice_as<Encoding::kBase64>},
      {"base64urlSlice", slice_as<Encoding::kBase64Url>},
      {"latin1Slice", slice_as<Encoding::kLatin1>},
      {"hexSlice", slice_as<Encoding::kHex>},
      {"ucs2Slice", slice_as<Encoding::kUtf16le>},
      {"utf8Slice", slice_as<Encoding::kUtf8>},
      {"toString", to_string_method, 3},
      {"subarray", subarray, 2},
      {"slice", subarray, 2},
  };
  Object* methods = new_object(isolate, realm);
  define_functions(isolate, realm, methods, buffer_number_functions());
  define_functions(isolate, realm, methods, k_methods);
  put(isolate, object, "methods", methods);
}

}  // namespace kaze
