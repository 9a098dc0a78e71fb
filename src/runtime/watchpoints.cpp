// Facts that fast paths rely on, as flags of the isolate: "Array.prototype[Symbol.iterator] is as it was
// made" and the like. The properties concerned carry attributes::kWatched from the tables of
// builtins; the first write to one, its redefinition or deletion clears the flag for good, in all
// realms of the isolate. An inline cache for such a write is filled by a first write that comes
// through here, so caches need not know.
#include "runtime/object_internals.h"
#include "runtime/realm.h"

namespace kaze {

namespace {

struct WatchedHolder {
  Intrinsic intrinsic;
  bool Isolate::*flag;
};

constexpr WatchedHolder k_watched_holders[] = {
    {Intrinsic::kArray, &Isolate::array_species_intact},
    {Intrinsic::kArrayIteratorPrototype, &Isolate::array_iteration_intact},
    {Intrinsic::kPromise, &Isolate::promise_intact},
    {Intrinsic::kPromisePrototype, &Isolate::promise_intact},
    {Intrinsic::kRegExp, &Isolate::regexp_intact},
    {Intrinsic::kRegExpPrototype, &Isolate::regexp_intact},
    {Intrinsic::kMapPrototype, &Isolate::collections_intact},
    {Intrinsic::kSetPrototype, &Isolate::collections_intact},
    {Intrinsic::kMapIteratorPrototype, &Isolate::collections_intact},
    {Intrinsic::kSetIteratorPrototype, &Isolate::collections_intact},
    {Intrinsic::kStringPrototype, &Isolate::string_iteration_intact},
    {Intrinsic::kStringIteratorPrototype, &Isolate::string_iteration_intact},
};

bool is_intrinsic(Isolate& isolate, Object* object, Intrinsic id) {
  return isolate.realm().intrinsic_if_made(id) == object;
}

}  // namespace

void notice_watched_change(Isolate& isolate, Object* holder, PropertyKey key) {
  if (is_intrinsic(isolate, holder, Intrinsic::kArrayPrototype)) {
    (key == PropertyKey(names::constructor) ? isolate.array_species_intact
                                            : isolate.array_iteration_intact) = false;
    return;
  }
  for (const WatchedHolder& watched : k_watched_holders) {
    if (is_intrinsic(isolate, holder, watched.intrinsic)) {
      isolate.*watched.flag = false;
      return;
    }
  }
  // Of another realm: rare enough to give up everything.
  isolate.array_species_intact = false;
  for (const WatchedHolder& watched : k_watched_holders) isolate.*watched.flag = false;
}

namespace {

// Closing an array's iterator would call a "return" that it inherits.
void notice_iterator_prototype(Isolate& isolate, Object* object) {
  for (Intrinsic id : {Intrinsic::kArrayIteratorPrototype, Intrinsic::kIteratorPrototype,
                       Intrinsic::kObjectPrototype}) {
    if (is_intrinsic(isolate, object, id)) isolate.array_iteration_intact = false;
  }
}

}  // namespace

void notice_prototype_change(Isolate& isolate, Object* object) {
  notice_iterator_prototype(isolate, object);
}

void notice_watched_addition(Isolate& isolate, Object* object, PropertyKey key) {
  if (key == PropertyKey(names::constructor)) {
    // Of Array.prototype when that is made, too: its own "constructor" is no change.
    if (object->is_array() && !is_intrinsic(isolate, object, Intrinsic::kArrayPrototype)) {
      isolate.array_species_intact = false;
    }
    return;
  }
  notice_iterator_prototype(isolate, object);
}

}  // namespace kaze
