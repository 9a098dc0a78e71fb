#include <cstdlib>

#include "base/chars.h"
#include "base/number.h"
#include "base/unicode.h"
#include "runtime/isolate.h"

namespace kaze {

namespace {

// Buffers from this size on are reported to the heap, so that its limit holds for them too.
constexpr u64 k_reported_bytes = 1 << 20;

u64 buffer_bytes(u64 capacity, bool wide) { return wide ? capacity * 2 : capacity; }
u64 reported(u64 bytes) { return bytes >= k_reported_bytes ? bytes : 0; }

}  // namespace

StringBuilder::~StringBuilder() { release(); }

void StringBuilder::release() {
  if (data_ != inline_) {
    std::free(data_);
    u64 bytes = reported(buffer_bytes(capacity_, wide_));
    if (bytes) isolate_.heap().report_external(-static_cast<i64>(bytes));
  }
  data_ = inline_;
  size_ = 0;
  capacity_ = sizeof inline_;
  wide_ = false;
  overflow_ = false;
}

bool StringBuilder::reserve(u64 extra, bool wide) {
  if (overflow_) return false;
  wide |= wide_;
  u64 needed = size_ + extra;
  if (needed <= capacity_ && wide == wide_) return true;
  if (needed > k_max_string_length) {
    overflow_ = true;
    return false;
  }
  u64 capacity = needed <= capacity_ ? capacity_ : needed + needed / 2;
  if (capacity > k_max_string_length) capacity = k_max_string_length;
  u64 bytes = buffer_bytes(capacity, wide);
  u64 old_bytes = data_ == inline_ ? 0 : reported(buffer_bytes(capacity_, wide_));
  if (reported(bytes) && !isolate_.heap().try_report_external(bytes)) {
    overflow_ = true;
    return false;
  }
  void* data = std::malloc(bytes);
  if (data == nullptr) {
    if (reported(bytes)) isolate_.heap().report_external(-static_cast<i64>(bytes));
    overflow_ = true;
    return false;
  }
  if (wide == wide_) {
    std::memcpy(data, data_, buffer_bytes(size_, wide));
  } else {
    widen(static_cast<const u8*>(data_), static_cast<char16_t*>(data), size_);
  }
  if (data_ != inline_) std::free(data_);
  if (old_bytes) isolate_.heap().report_external(-static_cast<i64>(old_bytes));
  data_ = data;
  capacity_ = capacity;
  wide_ = wide;
  return true;
}

void StringBuilder::append_unit_slow(char16_t unit) {
  if (!reserve(1, unit >= 0x100)) return;
  if (wide_) {
    static_cast<char16_t*>(data_)[size_++] = unit;
  } else {
    static_cast<u8*>(data_)[size_++] = static_cast<u8>(unit);
  }
}

void StringBuilder::append_code_point(u32 code_point) {
  if (code_point < 0x10000) return append_unit(static_cast<char16_t>(code_point));
  append_unit(lead_surrogate(code_point));
  append_unit(trail_surrogate(code_point));
}

void StringBuilder::append(const String* string) { append(string, 0, string->length()); }

void StringBuilder::append(const String* string, u32 start, u32 end) {
  KAZE_ASSERT(start <= end && end <= string->length());
  if (string->is_latin1()) {
    append_latin1(string->view8().substr(start, end - start));
  } else {
    append_utf16(string->view16().substr(start, end - start));
  }
}

void StringBuilder::append_latin1_slow(std::string_view units) {
  if (units.empty() || !reserve(units.size(), false)) return;
  if (wide_) {
    widen(units_of(units), static_cast<char16_t*>(data_) + size_, units.size());
  } else {
    std::memcpy(static_cast<u8*>(data_) + size_, units.data(), units.size());
  }
  size_ += units.size();
}

void StringBuilder::append_utf16(std::u16string_view units) {
  if (units.empty()) return;
  bool wide = wide_ || !all_latin1(units.data(), units.size());
  if (!reserve(units.size(), wide)) return;
  if (wide_) {
    std::memcpy(static_cast<char16_t*>(data_) + size_, units.data(),
                units.size() * sizeof(char16_t));
  } else {
    narrow(units.data(), static_cast<u8*>(data_) + size_, units.size());
  }
  size_ += units.size();
}

template <typename Number>
void StringBuilder::append_decimal(Number value, usize (*to_chars)(Number, char*)) {
  constexpr usize k_longest = 32;
  if (KAZE_LIKELY(!wide_ && capacity_ - size_ >= k_longest)) {
    size_ += to_chars(value, static_cast<char*>(data_) + size_);
    return;
  }
  char buffer[k_longest];
  append_latin1({buffer, to_chars(value, buffer)});
}

void StringBuilder::append_number(f64 value) { append_decimal(value, double_to_chars); }

void StringBuilder::append_int32(i32 value) { append_decimal(value, int32_to_chars); }

Completion<String*> StringBuilder::to_string() {
  if (overflow_) return throw_error(isolate_, Message::kInvalidStringLength);
  if (!wide_) {
    std::string_view units(static_cast<const char*>(data_), size_);
    if (size_ <= 1) return new_string_latin1(isolate_, units);
    u8* out;
    String* string = TRY(new_string_buffer8(isolate_, size_, &out));
    std::memcpy(out, units.data(), size_);
    return string;
  }
  char16_t* out;
  String* string = TRY(new_string_buffer16(isolate_, size_, &out));
  std::memcpy(out, data_, size_ * sizeof(char16_t));
  return string;
}

Completion<String*> StringBuilder::to_narrow_string() {
  const char16_t* units = static_cast<const char16_t*>(data_);
  if (!wide_ || overflow_ || !all_latin1(units, size_)) return to_string();
  if (size_ <= 1) return new_string_utf16(isolate_, {units, size_});
  u8* out;
  String* string = TRY(new_string_buffer8(isolate_, size_, &out));
  narrow(units, out, size_);
  return string;
}

Completion<String*> StringBuilder::finish() {
  Completion<String*> result = to_string();
  release();
  return result;
}

}  // namespace kaze
