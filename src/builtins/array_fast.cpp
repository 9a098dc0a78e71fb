// Dense elements of arrays, moved and copied in bulk.
#include "builtins/array.h"
#include "runtime/isolate.h"

#include <algorithm>
#include <cstring>

namespace kaze::array {

namespace {

TaggedElements* tagged(Array* array) { return static_cast<TaggedElements*>(array->elements()); }
DoubleElements* doubles(Array* array) { return static_cast<DoubleElements*>(array->elements()); }

bool has_doubles(const Array* array) { return is_double_elements(array->elements_kind()); }

}  // namespace

u32 stored_length(const Array* array) {
  return std::min(array->length(), array->elements()->shape_id_);
}

void move_elements(Array* array, u32 to, u32 from, u32 count) {
  if (count == 0) return;
  KAZE_ASSERT(u64{std::max(to, from)} + count <= array->elements()->shape_id_);
  if (has_doubles(array)) {
    f64* data = doubles(array)->doubles();
    std::memmove(data + to, data + from, usize{count} * sizeof(f64));
  } else {
    TaggedElements* storage = tagged(array);
    move_slots(storage, storage->slots() + to, storage->slots() + from, count);
  }
}

void clear_elements(Array* array, u32 begin, u32 end) {
  end = std::min(end, array->elements()->shape_id_);
  if (has_doubles(array)) {
    for (u32 i = begin; i < end; i++) doubles(array)->set_hole(i);
  } else {
    for (u32 i = begin; i < end; i++) tagged(array)->slot(i).set_non_cell(Value::empty());
  }
}

Array* copy_elements(Isolate& isolate, Array* source, u32 from, u32 count) {
  Array* array = new_array(isolate);
  if (count == 0) return array;
  KAZE_ASSERT(from <= source->length() && count <= source->length() - from);
  u32 stored = stored_length(source);
  u32 copied = from < stored ? std::min(count, stored - from) : 0;
  ElementsKind kind = source->elements_kind();
  if (has_doubles(source)) {
    DoubleElements* storage = new_double_elements(isolate, copied);
    if (!storage) return nullptr;
    if (copied) {
      std::memcpy(storage->doubles(), doubles(source)->doubles() + from,
                  usize{copied} * sizeof(f64));
    }
    array->set_elements(storage, kind);
  } else {
    TaggedElements* storage = new_tagged_elements(isolate, copied);
    if (!storage) return nullptr;
    if (copied) init_slots(storage->slots(), tagged(source)->slots() + from, copied);
    array->set_elements(storage, kind);
  }
  array->set_length_unchecked(count);
  return array;
}

Array* copy_elements_reversed(Isolate& isolate, Array* source) {
  Array* array = copy_elements(isolate, source, 0, source->length());
  if (!array || array->length() == 0) return array;
  if (has_doubles(array)) {
    f64* data = doubles(array)->doubles();
    std::reverse(data, data + array->length());
  } else {
    Slot* slots = tagged(array)->slots();
    for (u32 i = 0, k = array->length() - 1; i < k; i++, k--) {
      Value value = slots[i].get();
      slots[i].init(slots[k].get());
      slots[k].init(value);  // the storage is still new
    }
  }
  return array;
}

Completion<void> append_elements(Isolate& isolate, Array* target, Array* source) {
  u32 length = target->length();
  u32 added = source->length();
  if (added == 0) return {};
  if (added > k_max_array_length - length) return throw_error(isolate, Message::kInvalidArrayLength);
  u32 stored = stored_length(source);
  ElementsBase base = join(elements_base(target->elements_kind()),
                           elements_base(source->elements_kind()));
  bool holey = is_holey(target->elements_kind()) || is_holey(source->elements_kind());
  TRY(transition_elements(isolate, target, elements_kind(base, holey)));
  TRY(ensure_dense_capacity(isolate, target, length + stored));
  if (base == ElementsBase::kDouble) {
    f64* to = doubles(target)->doubles() + length;
    if (has_doubles(source)) {
      std::memcpy(to, doubles(source)->doubles(), usize{stored} * sizeof(f64));
    } else {
      for (u32 i = 0; i < stored; i++) {
        Value value = tagged(source)->slot(i);
        if (!value.is_empty()) to[i] = value.as_number();
      }
    }
  } else {
    TaggedElements* storage = tagged(target);
    if (has_doubles(source)) {
      for (u32 i = 0; i < stored; i++) {
        if (doubles(source)->is_hole(i)) continue;
        storage->slot(length + i).init(Value::number(doubles(source)->doubles()[i]));
      }
    } else {
      move_slots(storage, storage->slots() + length, tagged(source)->slots(), stored);
    }
  }
  target->set_length_unchecked(length + added);
  return {};
}

Completion<void> prepare_for_values(Isolate& isolate, Array* array, u32 capacity,
                                    std::span<const Value> values) {
  ElementsKind kind = array->elements_kind();
  ElementsBase base = elements_base(kind);
  for (Value value : values) {
    if (value.is_double()) value = Value::number(value.as_double());
    base = join(base, elements_base_for(value));
  }
  if (base != elements_base(kind)) {
    TRY(transition_elements(isolate, array, elements_kind(base, is_holey(kind))));
  }
  u32 existing = array->elements()->shape_id_;
  if (capacity <= existing) return {};
  u64 grown = std::max<u64>(capacity, u64{existing} + existing / 2 + 4) | 1;
  if (!ensure_dense_capacity(isolate, array, static_cast<u32>(grown)).is_abrupt()) return {};
  (void)isolate.take_exception();
  return ensure_dense_capacity(isolate, array, capacity);
}

void store_element(Array* array, u32 index, Value value) {
  if (value.is_double()) value = Value::number(value.as_double());
  KAZE_ASSERT(elements_base_for(value) <= elements_base(array->elements_kind()));
  if (has_doubles(array)) {
    doubles(array)->doubles()[index] = value.as_number();
  } else {
    tagged(array)->slot(index).set(tagged(array), value);
  }
}

void fill_elements(Array* array, u32 begin, u32 end, Value value) {
  if (begin >= end) return;
  if (value.is_double()) value = Value::number(value.as_double());
  KAZE_ASSERT(end <= array->elements()->shape_id_);
  KAZE_ASSERT(elements_base_for(value) <= elements_base(array->elements_kind()));
  if (has_doubles(array)) {
    std::fill(doubles(array)->doubles() + begin, doubles(array)->doubles() + end,
              value.as_number());
  } else {
    fill_slots(tagged(array), tagged(array)->slots() + begin, end - begin, value);
  }
}

namespace {

template <bool k_backwards, typename Matches>
i64 scan(u32 from, u32 to, Matches&& matches) {
  if constexpr (k_backwards) {
    for (u32 i = to; i > from; i--) {
      if (matches(i - 1)) return i - 1;
    }
  } else {
    for (u32 i = from; i < to; i++) {
      if (matches(i)) return i;
    }
  }
  return -1;
}

// The same where `matches` is cheap and may be asked of any index: in blocks without a branch.
template <bool k_backwards, typename Matches>
i64 scan_blocks(u32 from, u32 to, Matches&& matches) {
  constexpr u32 k_block = 8;
  while (to - from >= k_block) {
    u32 first = k_backwards ? to - k_block : from;
    u32 hit = 0;
    for (u32 i = 0; i < k_block; i++) hit |= matches(first + i);
    if (hit) break;
    (k_backwards ? to : from) = k_backwards ? first : first + k_block;
  }
  return scan<k_backwards>(from, to, matches);
}

template <bool k_backwards>
i64 find_equal(Array* array, u32 from, u32 to, Value value) {
  to = std::min(to, stored_length(array));
  if (from >= to) return -1;
  if (value.is_double()) value = Value::number(value.as_double());
  switch (elements_base(array->elements_kind())) {
  case ElementsBase::kInt32: {
    if (value.is_double() && value.as_double() == 0) value = Value::int32(0);  // -0
    if (!value.is_int32()) return -1;
    const Slot* slots = tagged(array)->slots();
    u64 bits = value.bits();
    return scan_blocks<k_backwards>(from, to, [&](u32 i) { return slots[i].raw() == bits; });
  }
  case ElementsBase::kDouble: {
    if (!value.is_number()) return -1;
    const f64* data = doubles(array)->doubles();
    f64 number = value.as_number();  // a hole is a NaN: equal to nothing
    return scan_blocks<k_backwards>(from, to, [&](u32 i) { return data[i] == number; });
  }
  case ElementsBase::kTagged: {
    const Slot* slots = tagged(array)->slots();
    if (value.is_object() || value.is_symbol() || value.is_boolean() || value.is_nullish()) {
      u64 bits = value.bits();
      return scan_blocks<k_backwards>(from, to, [&](u32 i) { return slots[i].raw() == bits; });
    }
    if (value.is_string()) {
      const String* wanted = value.as_string();
      u32 length = wanted->length();
      u16 last_unit = length ? wanted->at(length - 1) : 0;
      return scan<k_backwards>(from, to, [&](u32 i) {
        Value item = slots[i].get();
        if (!item.is_string()) return false;
        const String* string = item.as_string();
        if (string == wanted) return true;
        // Most strings of one length differ in their ends.
        return string->length() == length && length != 0 && string->at(length - 1) == last_unit &&
               string->equals(wanted);
      });
    }
    return scan<k_backwards>(from, to, [&](u32 i) {
      Value item = slots[i].get();
      return !item.is_empty() && is_strictly_equal(item, value);
    });
  }
  }
  KAZE_UNREACHABLE();
}

}  // namespace

i64 find_strictly_equal(Array* array, u32 from, u32 to, Value value) {
  return find_equal<false>(array, from, to, value);
}
i64 find_last_strictly_equal(Array* array, u32 from, u32 to, Value value) {
  return find_equal<true>(array, from, to, value);
}

}  // namespace kaze::array
