// DataView objects (ECMA-262 25.3): views of a buffer whose accesses name type and byte order.
#pragma once

#include "runtime/array_buffer.h"

namespace kaze {

class DataView : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kDataView;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  // As a length: auto, that is whatever the buffer has from the offset on.
  static constexpr usize k_auto_length = ~usize{0};

  ArrayBuffer* buffer() const { return buffer_.get(); }
  usize byte_offset() const { return byte_offset_; }
  bool is_length_tracking() const { return byte_length_ == k_auto_length; }
  // IsViewOutOfBounds (25.3.1.3).
  bool is_out_of_bounds() const {
    if (buffer_->is_detached()) return true;
    usize length = buffer_->byte_length();
    if (byte_offset_ > length) return true;
    return !is_length_tracking() && byte_length_ > length - byte_offset_;
  }
  // GetViewByteLength (25.3.1.2); zero when out of bounds.
  usize byte_length() const {
    if (is_out_of_bounds()) return 0;
    return is_length_tracking() ? buffer_->byte_length() - byte_offset_ : byte_length_;
  }
  static void trace(Cell* cell, Visitor& visitor) {
    auto* view = static_cast<DataView*>(cell);
    trace_object(view, visitor);
    visitor.visit(view->buffer_);
  }
  // For whoever has just made the object.
  void initialize(ArrayBuffer* buffer, usize byte_offset, usize byte_length) {
    buffer_.init(buffer);
    byte_offset_ = byte_offset;
    byte_length_ = byte_length;
  }

 private:
  Member<ArrayBuffer> buffer_;
  usize byte_offset_;
  usize byte_length_;
};

}  // namespace kaze
