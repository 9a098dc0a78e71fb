// ArrayBuffer and SharedArrayBuffer objects (ECMA-262 25.1, 25.2) and the memory behind them.
//
// A BackingStore is a block of bytes outside every heap, counted by reference. It never moves: one
// that may grow reserves the address space of its maximum at once, and the system commits pages as
// they are touched. A store that is not shared belongs to one buffer at a time, and `transfer` hands
// it on; a shared one may belong to buffers of several isolates, in several threads.
//
// An ArrayBuffer is a cell that owns a reference to its store and reports its bytes to its heap. A
// detached buffer has no store. Views (runtime/typed_array.h, runtime/data_view.h) ask the buffer
// for data and length at every access, so that resizing and detaching have nobody to tell:
//
//   data()         null if and only if the buffer is detached
//   byte_length()  now; of a growable shared buffer, atomically
//
// What threads may do with the bytes of a shared store is the memory model's (29): accesses of the
// engine to elements are relaxed atomic ones (runtime/element_access.h).
#pragma once

#include <atomic>

#include "base/ref_counted.h"
#include "runtime/object.h"
#include "runtime/realm.h"

namespace kaze {

// No buffer is longer, whatever memory there is.
inline constexpr usize k_max_array_buffer_length = usize{1} << 36;

class BackingStore {
 public:
  enum class Sharing : u8 { kExclusive, kShared };
  // Zeroed bytes, 16-byte aligned. Null when memory is short.
  static Ref<BackingStore> allocate(usize byte_length, Sharing sharing = Sharing::kExclusive);
  // The bytes are garbage: for callers that write all of them at once.
  static Ref<BackingStore> allocate_uninitialized(usize byte_length);
  // May change its length up to `max_byte_length`.
  static Ref<BackingStore> allocate_resizable(usize byte_length, usize max_byte_length,
                                              Sharing sharing = Sharing::kExclusive);
  // Takes over memory of an embedder, aligned to 8 bytes; `release` is called once, on whatever
  // thread drops the last reference.
  using Release = void (*)(void* data, usize byte_length, void* context);
  static Ref<BackingStore> adopt(void* data, usize byte_length, Release release, void* context);

  u8* data() const { return data_; }
  usize byte_length() const { return byte_length_.load(std::memory_order_seq_cst); }
  usize max_byte_length() const { return max_byte_length_; }
  bool is_shared() const { return shared_; }
  bool is_resizable() const { return resizable_; }

  // Of a resizable store that is not shared; at most the maximum. Bytes that come anew are zero.
  void resize(usize byte_length);
  // Of a growable shared store: false if it is longer than that already.
  bool grow(usize byte_length);

  void retain() const { references_.fetch_add(1, std::memory_order_relaxed); }
  void release() const {
    if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) destroy();
  }

 private:
  BackingStore() = default;
  ~BackingStore() = default;
  KAZE_NON_COPYABLE(BackingStore);
  static Ref<BackingStore> allocate_inline(usize byte_length, bool zeroed);
  static Ref<BackingStore> allocate_header();
  void destroy() const;

  u8* data_ = nullptr;
  std::atomic<usize> byte_length_{0};
  usize max_byte_length_ = 0;
  Release release_ = nullptr;  // null: the bytes follow the header, or are reserved memory
  void* context_ = nullptr;
  mutable std::atomic<u32> references_{0};
  bool shared_ = false;
  bool resizable_ = false;
};

class ArrayBuffer : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kArrayBuffer;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }

  bool is_shared() const { return shared_; }
  // IsFixedLengthArrayBuffer is the opposite. Stays as it is when the buffer is detached.
  bool is_resizable() const { return resizable_; }
  bool is_detached() const { return data_ == nullptr; }
  u8* data() const { return data_; }
  // Zero when detached.
  usize byte_length() const {
    return KAZE_UNLIKELY(shared_ && resizable_) ? store_->byte_length() : byte_length_;
  }
  usize max_byte_length() const { return max_byte_length_; }
  Value detach_key() const { return detach_key_; }
  void set_detach_key(Value key) { detach_key_.set(this, key); }
  // Null when detached.
  Ref<BackingStore> store() const { return Ref<BackingStore>(store_); }

  static void trace(Cell* cell, Visitor& visitor);
  static void finalize(Cell* cell);
  static constexpr usize k_data_offset = 24;

 private:
  friend class ArrayBufferFactory;
  // Lets go of the store and of what was reported for it.
  void drop_store();

  u8* data_;
  usize byte_length_;  // not kept for growable shared buffers
  usize max_byte_length_;
  BackingStore* store_;  // owned
  usize reported_;       // bytes reported to the heap
  Slot detach_key_;
  bool shared_;
  bool resizable_;
};

// 25.1.3.1 AllocateArrayBuffer ( constructor, byteLength [ , maxByteLength ] ), and
// 25.2.2.1 AllocateSharedArrayBuffer. `max_byte_length` negative: absent.
Completion<ArrayBuffer*> allocate_array_buffer(Isolate& isolate, Object* constructor,
                                               f64 byte_length, f64 max_byte_length = -1);
Completion<ArrayBuffer*> allocate_shared_array_buffer(Isolate& isolate, Object* constructor,
                                                      f64 byte_length, f64 max_byte_length = -1);
// Of the current realm's %ArrayBuffer%, zeroed; RangeError if memory is short.
Completion<ArrayBuffer*> new_array_buffer(Isolate& isolate, usize byte_length);
// The same with garbage in it: the caller writes every byte before JavaScript runs.
Completion<ArrayBuffer*> new_array_buffer_uninitialized(Isolate& isolate, usize byte_length);
// A buffer that owns (or, of a shared store, shares) the store; of the current realm unless a prototype
// is given. RangeError if the heap's limit forbids the bytes.
Completion<ArrayBuffer*> new_array_buffer(Isolate& isolate, Ref<BackingStore> store,
                                          Value prototype = Value::empty());

// 25.1.3.4 DetachArrayBuffer ( arrayBuffer [ , key ] ); the buffer is not shared.
Completion<void> detach_array_buffer(Isolate& isolate, ArrayBuffer* buffer,
                                     Value key = Value::undefined());
// 25.1.3.5 CloneArrayBuffer ( srcBuffer, srcByteOffset, srcLength ); the range lies in the buffer.
Completion<ArrayBuffer*> clone_array_buffer(Isolate& isolate, ArrayBuffer* source,
                                            usize byte_offset, usize byte_length);
// 25.1.6.6 resize and 25.2.5.3 grow, from where the new length is known to be in bounds. RangeError if
// memory is short, or if a shared buffer is longer already.
Completion<void> resize_array_buffer(Isolate& isolate, ArrayBuffer* buffer, usize byte_length);

// --- For structuredClone and postMessage. ---
// What the serializer keeps of a buffer: of a shared one the store itself, of any other a copy with
// the same length and maximum (null when memory is short). The buffer is not detached.
Ref<BackingStore> clone_backing_store(ArrayBuffer* buffer);
// Detaches the buffer and yields its store, to be given to new_array_buffer anywhere. TypeError if the
// buffer has a detach key, is shared, or is detached.
Completion<void> transfer_backing_store(Isolate& isolate, ArrayBuffer* buffer,
                                        Ref<BackingStore>* out);

}  // namespace kaze
