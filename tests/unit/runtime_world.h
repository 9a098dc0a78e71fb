// An isolate with a realm, entered, for tests of the runtime.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "builtins/cell_table.h"
#include "runtime/elements.h"
#include "runtime/isolate.h"
#include "runtime/native_function.h"
#include "runtime/realm.h"
#include "stress.h"

namespace kaze {

struct World {
  World() : World(stressed_by_environment()) {}
  explicit World(int stress, u32 interval = 100)
      : World(stress ? HeapOptions{.stress = stress, .stress_interval = interval}
                     : stressed_by_environment()) {}
  explicit World(const HeapOptions& heap) : isolate(k_cell_kinds, {.heap = heap}) {
    isolate.enter_thread();
    realm = new_realm(isolate);
    isolate.set_realm(realm);
  }
  ~World() {
    isolate.set_realm(nullptr);
    isolate.leave_thread();
  }

  PropertyKey key(std::string_view text) {
    return to_key(isolate, new_string_latin1(isolate, text));
  }
  PropertyKey key(u32 index) { return PropertyKey::from_index(index); }
  Value string(std::string_view text) { return new_string_latin1(isolate, text); }
  // The own keys, separated by commas.
  std::string keys(Object* object) {
    KeyList list(isolate);
    MUST(object->own_property_keys(isolate, &list));
    std::string text;
    for (PropertyKey key : list) {
      if (!text.empty()) text += ',';
      text += key.to_display_string();
    }
    return text;
  }
  f64 number(Object* object, PropertyKey key) {
    Value value = MUST(object->get(isolate, key));
    return value.is_number() ? value.as_number() : -999;
  }
  bool set(Object* object, PropertyKey key, Value value) {
    return MUST(object->set(isolate, key, value, object));
  }

  Isolate isolate;
  Realm* realm;
};

}  // namespace kaze
