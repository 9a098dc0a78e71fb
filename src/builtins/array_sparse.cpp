// Arrays whose length is far beyond what they hold, rewritten at once (see also
// runtime/element_candidates.h).
#include "builtins/array.h"
#include "runtime/isolate.h"

namespace kaze::array {

bool is_plain_sparse(Isolate& isolate, Object* object) {
  if (!object->is_array() || !own_elements_decide(isolate, object)) return false;
  Array* array = static_cast<Array*>(object);
  if (is_dense_elements(array->elements_kind())) {
    return array->length() - stored_length(array) > k_max_stored_gap;
  }
  if (!array->length_writable() || !array->shape()->is_extensible()) return false;
  auto* table = static_cast<SparseElements*>(array->elements());
  for (u32 i = 0; i < table->capacity(); i++) {
    SparseElements::Entry& entry = table->entries()[i];
    // Free entries are empty and have no attributes.
    if (!entry.value.get().is_empty() && entry.attributes != attributes::kAll) return false;
  }
  return true;
}

void take_contents(Isolate& isolate, Array* array, SparseContents* contents) {
  KeyList keys(isolate);
  collect_element_indices(isolate, array, &keys);
  for (PropertyKey key : keys) {
    contents->indices.push_back(key.index());
    contents->values.push(get_element_direct(array, key.index()));
  }
}

Completion<void> put_contents(Isolate& isolate, Array* array, const SparseContents& contents,
                              u32 length) {
  TRY(set_array_length(isolate, array, 0));
  for (usize i = 0; i < contents.indices.size(); i++) {
    TRY(put_element(isolate, array, contents.indices[i], contents.values[i]));
  }
  TRY(set_array_length(isolate, array, length));
  return {};
}

}  // namespace kaze::array
