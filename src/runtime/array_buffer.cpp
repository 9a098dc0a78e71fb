#include "runtime/array_buffer.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "base/reserved_memory.h"
#include "runtime/conversions.h"
#include "runtime/isolate.h"

namespace kaze {

// --- Backing stores. ---

namespace {

// The bytes of a small store follow its header.
constexpr usize k_header_size = (sizeof(BackingStore) + 15) / 16 * 16;

// A reservation of nothing is none.
usize reserved_size(usize max_byte_length) { return max_byte_length ? max_byte_length : 1; }

}  // namespace

Ref<BackingStore> BackingStore::allocate_inline(usize byte_length, bool zeroed) {
  if (byte_length > k_max_array_buffer_length) return nullptr;
  usize size = k_header_size + byte_length;
  void* memory = zeroed ? std::calloc(1, size) : std::malloc(size);
  if (!memory) return nullptr;
  auto* store = new (memory) BackingStore;
  store->data_ = static_cast<u8*>(memory) + k_header_size;
  store->byte_length_.store(byte_length, std::memory_order_relaxed);
  store->max_byte_length_ = byte_length;
  return Ref<BackingStore>(store);
}

Ref<BackingStore> BackingStore::allocate(usize byte_length, Sharing sharing) {
  Ref<BackingStore> store = allocate_inline(byte_length, true);
  if (store) store->shared_ = sharing == Sharing::kShared;
  return store;
}

Ref<BackingStore> BackingStore::allocate_uninitialized(usize byte_length) {
  return allocate_inline(byte_length, false);
}

Ref<BackingStore> BackingStore::allocate_header() {
  void* memory = std::malloc(sizeof(BackingStore));
  return memory ? Ref<BackingStore>(new (memory) BackingStore) : nullptr;
}

Ref<BackingStore> BackingStore::allocate_resizable(usize byte_length, usize max_byte_length,
                                                   Sharing sharing) {
  KAZE_ASSERT(byte_length <= max_byte_length);
  if (max_byte_length > k_max_array_buffer_length) return nullptr;
  Ref<BackingStore> store = allocate_header();
  if (!store) return nullptr;
  store->data_ = static_cast<u8*>(ReservedMemory::try_reserve(reserved_size(max_byte_length)));
  if (!store->data_) return nullptr;
  store->byte_length_.store(byte_length, std::memory_order_relaxed);
  store->max_byte_length_ = max_byte_length;
  store->shared_ = sharing == Sharing::kShared;
  store->resizable_ = true;
  return store;
}

Ref<BackingStore> BackingStore::adopt(void* data, usize byte_length, Release release,
                                      void* context) {
  Ref<BackingStore> store = allocate_header();
  if (!store) return nullptr;
  store->data_ = static_cast<u8*>(data);
  store->byte_length_.store(byte_length, std::memory_order_relaxed);
  store->max_byte_length_ = byte_length;
  store->release_ = release;
  store->context_ = context;
  return store;
}

void BackingStore::destroy() const {
  if (resizable_) {
    if (data_) ReservedMemory::release(data_, reserved_size(max_byte_length_));
  } else if (release_) {
    release_(data_, byte_length(), context_);
  }
  std::free(const_cast<BackingStore*>(this));
}

void BackingStore::resize(usize byte_length) {
  KAZE_CHECK(resizable_ && !shared_ && byte_length <= max_byte_length_);
  usize old = byte_length_.load(std::memory_order_relaxed);
  // What lies beyond the length is zero at all times.
  if (byte_length < old) ReservedMemory::clear(data_ + byte_length, old - byte_length);
  byte_length_.store(byte_length, std::memory_order_relaxed);
}

bool BackingStore::grow(usize byte_length) {
  KAZE_CHECK(resizable_ && shared_ && byte_length <= max_byte_length_);
  usize current = this->byte_length();
  do {
    if (byte_length < current) return false;
  } while (!byte_length_.compare_exchange_weak(current, byte_length, std::memory_order_seq_cst));
  return true;
}

// --- Buffers. ---

class ArrayBufferFactory {
 public:
  // `reported` bytes were reported to the heap for the store.
  static ArrayBuffer* make(Isolate& isolate, Value prototype, Ref<BackingStore> store,
                           usize reported) {
    auto* buffer = new_object_of<ArrayBuffer>(isolate, prototype);
    buffer->detach_key_.init(Value::undefined());
    buffer->data_ = store->data();
    buffer->byte_length_ = store->byte_length();
    buffer->max_byte_length_ = store->max_byte_length();
    buffer->shared_ = store->is_shared();
    buffer->resizable_ = store->is_resizable();
    buffer->reported_ = reported;
    buffer->store_ = store.get();
    buffer->store_->retain();
    return buffer;
  }
  static void set_byte_length(ArrayBuffer* buffer, usize byte_length) {
    buffer->byte_length_ = byte_length;
  }
  static void detach(ArrayBuffer* buffer) {
    buffer->drop_store();
    buffer->data_ = nullptr;
    buffer->byte_length_ = 0;
    buffer->max_byte_length_ = 0;
  }
  static void add_reported(ArrayBuffer* buffer, usize bytes) { buffer->reported_ += bytes; }
  static void subtract_reported(ArrayBuffer* buffer, usize bytes) {
    buffer->reported_ -= std::min(bytes, buffer->reported_);
  }
};

void ArrayBuffer::trace(Cell* cell, Visitor& visitor) {
  auto* buffer = static_cast<ArrayBuffer*>(cell);
  trace_object(buffer, visitor);
  visitor.visit(buffer->detach_key_);
}

void ArrayBuffer::drop_store() {
  if (!store_) return;
  if (reported_) Heap::of(this)->report_external(-static_cast<i64>(reported_));
  reported_ = 0;
  store_->release();
  store_ = nullptr;
}

void ArrayBuffer::finalize(Cell* cell) { static_cast<ArrayBuffer*>(cell)->drop_store(); }

namespace {

Thrown throw_allocation_failed(Isolate& isolate) {
  return throw_error(isolate, Message::kOutOfMemory);
}

// Reports `bytes` and makes a store with `allocate`, undoing the report if that fails.
template <typename Allocate>
Completion<ArrayBuffer*> make_buffer(Isolate& isolate, Value prototype, usize bytes,
                                     Allocate&& allocate) {
  Heap& heap = isolate.heap();
  if (bytes > k_max_array_buffer_length || !heap.try_report_external(bytes)) {
    return throw_allocation_failed(isolate);
  }
  Ref<BackingStore> store = allocate();
  if (!store) {
    heap.report_external(-static_cast<i64>(bytes));
    return throw_allocation_failed(isolate);
  }
  return ArrayBufferFactory::make(isolate, prototype, std::move(store), bytes);
}

Value default_prototype(Isolate& isolate, bool shared) {
  return isolate.realm().intrinsic(
      isolate, shared ? Intrinsic::kSharedArrayBufferPrototype : Intrinsic::kArrayBufferPrototype);
}

// 25.1.3.1 and 25.2.2.1
Completion<ArrayBuffer*> allocate_buffer(Isolate& isolate, Object* constructor, f64 byte_length,
                                         f64 max_byte_length, bool shared) {
  // 3. If allocatingResizableBuffer is true, then
  //   a. If byteLength > maxByteLength, throw a RangeError exception.
  bool resizable = max_byte_length >= 0;
  if (resizable && byte_length > max_byte_length) {
    return throw_error(isolate, Message::kArrayBufferMaxLength);
  }
  // 4. Let obj be ? OrdinaryCreateFromConstructor(constructor, "%ArrayBuffer.prototype%", slots).
  Object* prototype = TRY(get_prototype_from_constructor(
      isolate, constructor,
      shared ? Intrinsic::kSharedArrayBufferPrototype : Intrinsic::kArrayBufferPrototype));
  // 5. Let block be ? CreateByteDataBlock(byteLength).
  constexpr f64 limit = static_cast<f64>(k_max_array_buffer_length);
  if (byte_length > limit || max_byte_length > limit) return throw_allocation_failed(isolate);
  usize length = static_cast<usize>(byte_length);
  auto sharing = shared ? BackingStore::Sharing::kShared : BackingStore::Sharing::kExclusive;
  return make_buffer(isolate, prototype, length, [&] {
    return resizable ? BackingStore::allocate_resizable(
                           length, static_cast<usize>(max_byte_length), sharing)
                     : BackingStore::allocate(length, sharing);
  });
}

}  // namespace

Completion<ArrayBuffer*> allocate_array_buffer(Isolate& isolate, Object* constructor,
                                               f64 byte_length, f64 max_byte_length) {
  return allocate_buffer(isolate, constructor, byte_length, max_byte_length, false);
}

Completion<ArrayBuffer*> allocate_shared_array_buffer(Isolate& isolate, Object* constructor,
                                                      f64 byte_length, f64 max_byte_length) {
  return allocate_buffer(isolate, constructor, byte_length, max_byte_length, true);
}

Completion<ArrayBuffer*> new_array_buffer(Isolate& isolate, usize byte_length) {
  return make_buffer(isolate, default_prototype(isolate, false), byte_length,
                     [&] { return BackingStore::allocate(byte_length); });
}

Completion<ArrayBuffer*> new_array_buffer_uninitialized(Isolate& isolate, usize byte_length) {
  return make_buffer(isolate, default_prototype(isolate, false), byte_length,
                     [&] { return BackingStore::allocate_uninitialized(byte_length); });
}

Completion<ArrayBuffer*> new_array_buffer(Isolate& isolate, Ref<BackingStore> store,
                                          Value prototype) {
  if (prototype.is_empty()) prototype = default_prototype(isolate, store->is_shared());
  return make_buffer(isolate, prototype, store->byte_length(), [&] { return store; });
}

// 25.1.3.4 DetachArrayBuffer ( arrayBuffer [ , key ] )
Completion<void> detach_array_buffer(Isolate& isolate, ArrayBuffer* buffer, Value key) {
  KAZE_CHECK(!buffer->is_shared());
  // 3. If arrayBuffer.[[ArrayBufferDetachKey]] is not key, throw a TypeError exception.
  if (!same_value(buffer->detach_key(), key)) {
    return throw_error(isolate, Message::kArrayBufferDetachKey);
  }
  ArrayBufferFactory::detach(buffer);
  return {};
}

Completion<ArrayBuffer*> clone_array_buffer(Isolate& isolate, ArrayBuffer* source,
                                            usize byte_offset, usize byte_length) {
  ArrayBuffer* target = TRY(new_array_buffer_uninitialized(isolate, byte_length));
  KAZE_CHECK(byte_offset + byte_length <= source->byte_length());
  if (byte_length) std::memcpy(target->data(), source->data() + byte_offset, byte_length);
  return target;
}

Completion<void> resize_array_buffer(Isolate& isolate, ArrayBuffer* buffer, usize byte_length) {
  KAZE_CHECK(buffer->is_resizable() && byte_length <= buffer->max_byte_length());
  usize old = buffer->byte_length();
  Heap& heap = isolate.heap();
  usize more = byte_length > old ? byte_length - old : 0;
  if (!heap.try_report_external(more)) return throw_allocation_failed(isolate);
  Ref<BackingStore> store = buffer->store();
  if (buffer->is_shared()) {
    if (!store->grow(byte_length)) {
      heap.report_external(-static_cast<i64>(more));
      return throw_error(isolate, Message::kArrayBufferResize, "SharedArrayBuffer.prototype.grow");
    }
  } else {
    store->resize(byte_length);
    ArrayBufferFactory::set_byte_length(buffer, byte_length);
  }
  if (byte_length < old) {
    heap.report_external(-static_cast<i64>(old - byte_length));
    ArrayBufferFactory::subtract_reported(buffer, old - byte_length);
  } else {
    ArrayBufferFactory::add_reported(buffer, more);
  }
  return {};
}

Ref<BackingStore> clone_backing_store(ArrayBuffer* buffer) {
  KAZE_CHECK(!buffer->is_detached());
  if (buffer->is_shared()) return buffer->store();
  usize length = buffer->byte_length();
  Ref<BackingStore> copy =
      buffer->is_resizable() ? BackingStore::allocate_resizable(length, buffer->max_byte_length())
                             : BackingStore::allocate_uninitialized(length);
  if (copy && length) std::memcpy(copy->data(), buffer->data(), length);
  return copy;
}

Completion<void> transfer_backing_store(Isolate& isolate, ArrayBuffer* buffer,
                                        Ref<BackingStore>* out) {
  if (buffer->is_shared()) return throw_error(isolate, Message::kArrayBufferNotTransferable);
  if (buffer->is_detached()) {
    return throw_error(isolate, Message::kDetachedOperation, "structuredClone");
  }
  Ref<BackingStore> store = buffer->store();
  TRY(detach_array_buffer(isolate, buffer));
  *out = std::move(store);
  return {};
}

}  // namespace kaze
