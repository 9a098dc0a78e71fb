#include "runtime/value_list.h"

#include <algorithm>

#include "runtime/isolate.h"

namespace kaze {

namespace {

// Lists from this size on are reported to the heap.
constexpr usize k_reported_bytes = 1 << 20;

}  // namespace

ValueList::ValueList(Isolate& isolate) : isolate_(isolate), values_(isolate.heap()) {}

Completion<void> ValueList::try_reserve(u64 count) {
  Heap& heap = isolate_.heap();
  if (count <= values_.items().capacity()) return {};
  if (count > heap.options().max_heap_bytes / sizeof(Value)) {
    return throw_error(isolate_, Message::kHeapLimit);
  }
  usize bytes = count * sizeof(Value);
  if (bytes >= k_reported_bytes) {
    if (!heap.try_report_external(bytes - reported_)) {
      return throw_error(isolate_, Message::kHeapLimit);
    }
    reported_ = bytes;
  }
  values_.reserve(count);
  return {};
}

void ValueList::grow(usize count) {
  usize capacity = std::max({count, values_.items().capacity() * 2, usize{8}});
  usize bytes = capacity * sizeof(Value);
  if (bytes >= k_reported_bytes) {
    reported_ += isolate_.heap().report_external_or_limit(bytes - reported_);
  }
  values_.reserve(capacity);
}

void ValueList::report_end() { isolate_.heap().report_external(-static_cast<i64>(reported_)); }

}  // namespace kaze
