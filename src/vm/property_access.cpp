// Property access beyond the handlers' inline hits: polymorphic caches, cache filling, the generic
// operations.
//
// Filling: a look-up along the prototype chain by shapes alone decides whether and how the access can be
// cached. Own properties need only the receiver's shape. Everything found (or missed) beyond it needs
// the validity cell of the chain (runtime/shape.h). Exotic receivers and holders are not cached.
#include <cstdlib>

#include "runtime/elements.h"
#include "runtime/function_properties.h"
#include "runtime/realm.h"
#include "runtime/typed_array.h"
#include "vm/scopes.h"
#include "vm/function_calls.h"
#include "vm/slow_paths.h"

namespace kaze::vm {

namespace {

// Where a named property was found, or how it is missing, and what a cache may rely on.
struct Found {
  bool cacheable = false;
  bool found = false;
  Object* holder = nullptr;  // the receiver itself for own properties
  PropertySlot slot;
};

// Whether the exotic object has nothing exotic about this name: a typed array has about numeric ones.
bool has_ordinary_names(Object* object, PropertyKey key) {
  if (!TypedArray::is(object) || !key.is_string()) return false;
  f64 ignored;
  return !canonical_numeric_index(key.string(), &ignored);
}

// Looks the name up along shapes. Stops, not cacheable, at exotic objects.
Found find_named(Isolate& isolate, Object* receiver, PropertyKey key) {
  Object* object = receiver;
  for (;;) {
    if ((object->flags_ & object_flags::kExotic) && !has_ordinary_names(object, key)) return {};
    if (object->is_array() && key == PropertyKey(names::length)) return {};  // in no slot
    if (object->flags_ & object_flags::kLazyProperties) {
      if (key == names::length || key == names::name || key == names::prototype) {
        materialize_function_properties(isolate, object);
      }
    }
    PropertySlot slot = object->shape()->lookup(key);
    if (slot.found) {
      object->get_slot_materialized(isolate, slot.slot);
      return {true, true, object, object->shape()->lookup(key)};
    }
    Value prototype = object->shape()->prototype();
    if (prototype.is_null()) return {true, false, nullptr, {}};
    object = prototype.as_object();
  }
}

// What an instruction accesses, and its cache.
struct Site {
  PropertyCache* cache;
  PropertyKey key;
  AccessKind access;
};

// The cache entry to (re)write for a receiver of `shape_id`; null when memory is short.
PropertyCache* entry_for(Interpreter& vm, const Site& site, u32 shape_id) {
  PropertyCache* cache = site.cache;
  if (cache->state == CacheState::kMegamorphic) {
    return vm.megamorphic.entry_for(shape_id, site.key, site.access);
  }
  gc::write_barrier(Interpreter::code_block(vm.fp));
  if (cache->state == CacheState::kEmpty) return cache;
  if (cache->misses < UINT16_MAX) cache->misses++;
  if (cache->state != CacheState::kPolymorphic) {
    // A stale entry of the same shape (validity lost, say) is replaced in place.
    if (cache->shape_id == shape_id) return cache;
    auto* entries = static_cast<PropertyCache*>(
        std::calloc(k_max_polymorphic, sizeof(PropertyCache)));
    if (!entries) return nullptr;
    entries[0] = *cache;
    u16 misses = cache->misses;
    *cache = PropertyCache{};
    cache->state = CacheState::kPolymorphic;
    cache->entries = entries;
    cache->entry_count = 1;
    cache->misses = misses;
  }
  for (u8 i = 0; i < cache->entry_count; i++) {
    if (cache->entries[i].shape_id == shape_id) return &cache->entries[i];
  }
  if (cache->entry_count < k_max_polymorphic) return &cache->entries[cache->entry_count++];
  std::free(cache->entries);
  *cache = PropertyCache{};
  cache->state = CacheState::kMegamorphic;
  return vm.megamorphic.entry_for(shape_id, site.key, site.access);
}

void fill(Interpreter& vm, const Site& site, u32 shape_id, CacheState state, u32 slot,
          Cell* holder, ValidityCell* validity, u32 new_shape_id = 0) {
  PropertyCache* entry = entry_for(vm, site, shape_id);
  if (!entry) return;
  u16 misses = entry->misses;
  *entry = PropertyCache{};
  entry->shape_id = shape_id;
  entry->state = state;
  entry->misses = misses;
  entry->slot = slot;
  entry->new_shape_id = new_shape_id;
  entry->holder = holder;
  entry->validity = validity;
}

// Index within inline slots or within the storage.
u32 slot_index(Object* holder, u32 slot, bool* is_inline) {
  u32 inline_capacity = holder->shape()->inline_capacity();
  *is_inline = slot < inline_capacity;
  return *is_inline ? slot : slot - inline_capacity;
}

void fill_load(Interpreter& vm, const Site& site, u32 shape_id, Object* receiver,
               const Found& found) {
  Isolate& isolate = vm.isolate;
  if (!found.cacheable) return;
  bool is_own = found.found && found.holder == receiver;
  ValidityCell* validity = nullptr;
  if (!is_own) {
    // A primitive receiver's chain begins with its prototype: `receiver` is that one.
    bool is_primitive = shape_id < 16;
    Value start = is_primitive ? Value(receiver) : receiver->shape()->prototype();
    if (start.is_object()) {
      validity = chain_validity(isolate, start.as_object());
      if (!validity) return;
    }
    if (!is_primitive) receiver->shape()->note_miss_cached();
  }
  if (!found.found) {
    fill(vm, site, shape_id, CacheState::kMissing, 0, nullptr, validity);
    return;
  }
  bool is_inline;
  u32 index = slot_index(found.holder, found.slot.slot, &is_inline);
  if (found.slot.is_accessor()) {
    if (is_own) {
      fill(vm, site, shape_id, CacheState::kOwnGetter, found.slot.slot, nullptr, nullptr);
    } else {
      // The pair is immutable once it sits in a slot; replacing it changes the holder's shape.
      Cell* pair = found.holder->get_slot(found.slot.slot).as_cell();
      fill(vm, site, shape_id, CacheState::kHolderGetter, found.slot.slot, pair, validity);
    }
    return;
  }
  if (is_own) {
    fill(vm, site, shape_id, is_inline ? CacheState::kOwnInline : CacheState::kOwnOut, index,
         nullptr, nullptr);
  } else {
    fill(vm, site, shape_id, is_inline ? CacheState::kHolderInline : CacheState::kHolderOut, index,
         found.holder, validity);
  }
}

// Calls a getter: in a frame of its own if it is a closure that needs nothing special.
Access call_getter(Interpreter& vm, Value getter, Value receiver, i32 result_register,
                   const u16* return_address) {
  if (getter.is_undefined()) {
    vm.result = Value::undefined();
    return Access::kDone;
  }
  if (kind_of(getter.as_cell()) == CellKind::kFunction && return_address) {
    Value* first = vm.stack_top() + frame::k_header_size;
    if (first + k_stack_slack < vm.stack_limit()) {
      first[frame::k_callee] = getter;
      first[frame::k_this] = receiver;
      switch (vm.call_at(first, 0, result_register, return_address)) {
      case CallOutcome::kFramePushed:
        return Access::kFramePushed;
      case CallOutcome::kReturned:
        return Access::kDone;
      case CallOutcome::kThrown:
        return Access::kThrown;
      }
    }
  }
  Completion<Value> result = call(vm.isolate, getter, receiver);
  if (result.is_abrupt()) return Access::kThrown;
  vm.result = result.value();
  return Access::kDone;
}

// Carries out a hit. False: the entry does not apply after all.
bool load_hit(Interpreter& vm, const PropertyCache& entry, Value object, i32 result_register,
              const u16* return_address, Access* access) {
  Object* receiver = static_cast<Object*>(object.as_cell());
  if (entry.validity && !entry.validity->is_valid()) return false;
  *access = Access::kDone;
  switch (entry.state) {
  case CacheState::kOwnInline:
    vm.result = receiver->inline_slots()[entry.slot].get();
    return true;
  case CacheState::kOwnOut:
    vm.result = receiver->properties()->slot(entry.slot).get();
    return true;
  case CacheState::kHolderInline:
    vm.result = static_cast<Object*>(entry.holder)->inline_slots()[entry.slot].get();
    return true;
  case CacheState::kHolderOut:
    vm.result = static_cast<Object*>(entry.holder)->properties()->slot(entry.slot).get();
    return true;
  case CacheState::kMissing:
    vm.result = Value::undefined();
    return true;
  case CacheState::kArrayLength:
    if (!receiver->is_array()) return false;
    vm.result = Value::number(static_cast<Array*>(receiver)->length());
    return true;
  case CacheState::kStringLength:
    vm.result = Value::int32(static_cast<i32>(object.as_string()->length()));
    return true;
  case CacheState::kOwnGetter: {
    auto* pair = static_cast<AccessorPair*>(receiver->get_slot(entry.slot).as_cell());
    *access = call_getter(vm, pair->getter.get(), object, result_register, return_address);
    return true;
  }
  case CacheState::kHolderGetter:
    *access = call_getter(vm, static_cast<AccessorPair*>(entry.holder)->getter.get(), object,
                          result_register, return_address);
    return true;
  default:
    return false;
  }
}

const PropertyCache* find_entry(Interpreter& vm, const Site& site, u32 shape_id) {
  const PropertyCache* cache = site.cache;
  if (cache->state == CacheState::kMegamorphic) {
    return vm.megamorphic.find(shape_id, site.key, site.access);
  }
  if (cache->state == CacheState::kPolymorphic) {
    for (u8 i = 0; i < cache->entry_count; i++) {
      if (cache->entries[i].shape_id == shape_id) return &cache->entries[i];
    }
    return nullptr;
  }
  return cache->shape_id == shape_id ? cache : nullptr;
}

Access done(Interpreter& vm, Completion<Value> value) {
  if (value.is_abrupt()) return Access::kThrown;
  vm.result = value.value();
  return Access::kDone;
}

}  // namespace

// Whether the closure inherits Function.prototype's @@hasInstance, which nothing can replace there; then the
// cache knows.
static bool has_default_instance_check(Interpreter& vm, Function* target, PropertyCache* cache) {
  Site site{cache, symbols::has_instance, AccessKind::kInstanceOf};
  const PropertyCache* entry = find_entry(vm, site, target->shape_id());
  if (entry && entry->state == CacheState::kHasInstance && entry->validity->is_valid()) return true;
  constexpr u8 k_mutable = attributes::kAccessor | attributes::kWritable | attributes::kConfigurable;
  Found found = find_named(vm.isolate, target, PropertyKey(symbols::has_instance));
  if (!found.cacheable || !found.found || (found.slot.attributes & k_mutable)) return false;
  Value method = found.holder->get_slot(found.slot.slot);
  NativeFunction* native = method.is_object() ? method.as_object()->as_if<NativeFunction>() : nullptr;
  if (!native || native->code() != function_has_instance || found.holder == target) return false;
  ValidityCell* validity = chain_validity(vm.isolate, target->shape()->prototype().as_object());
  if (validity) {
    target->shape()->note_miss_cached();
    fill(vm, site, target->shape_id(), CacheState::kHasInstance, 0, nullptr, validity);
  }
  return true;
}

Completion<Value> instance_of(Interpreter& vm, Value value, Value target, PropertyCache* cache) {
  if (target.is_object()) {
    if (Function* function = target.as_object()->as_if<Function>()) {
      if (has_default_instance_check(vm, function, cache)) {
        Shape* shape = function->current_initial_shape();
        Value prototype = shape ? shape->prototype() : function->prototype_property(vm.isolate);
        Value answer = prototype.is_object() ? inherits_from(value, prototype) : Value::empty();
        if (!answer.is_empty()) return answer;
      }
    }
  }
  return Value::boolean(TRY(kaze::instance_of(vm.isolate, value, target)));
}

Access get_by_id(Interpreter& vm, Value object, String* name, PropertyCache* cache,
                 i32 result_register, const u16* return_address) {
  Isolate& isolate = vm.isolate;
  PropertyKey key = PropertyKey::from_atom(name);
  if (KAZE_UNLIKELY(!object.is_cell())) {
    if (object.is_nullish()) {
      (void)throw_error(isolate, Message::kReadOfNullish, object.is_null() ? "null" : "undefined", key);
      return Access::kThrown;
    }
    return done(vm, get_v(isolate, object, key));
  }
  u32 shape_id = object.as_cell()->shape_id_;
  Site site{cache, key, AccessKind::kLoad};
  if (const PropertyCache* entry = find_entry(vm, site, shape_id)) {
    Access access;
    if (load_hit(vm, *entry, object, result_register, return_address, &access)) return access;
  }
  if (object.is_object()) {
    Object* receiver = object.as_object();
    if (receiver->is_array() && name == static_cast<String*>(names::length)) {
      fill(vm, site, shape_id, CacheState::kArrayLength, 0, nullptr, nullptr);
      vm.result = Value::number(static_cast<Array*>(receiver)->length());
      return Access::kDone;
    }
    Found found = find_named(isolate, receiver, key);
    if (!found.cacheable) return done(vm, receiver->get(isolate, key, object));
    fill_load(vm, site, receiver->shape_id(), receiver, found);
    if (!found.found) {
      vm.result = Value::undefined();
      return Access::kDone;
    }
    Value value = found.holder->get_slot(found.slot.slot);
    if (!found.slot.is_accessor()) {
      vm.result = value;
      return Access::kDone;
    }
    return call_getter(vm, static_cast<AccessorPair*>(value.as_cell())->getter.get(), object,
                       result_register, return_address);
  }
  if (object.is_string() && name == static_cast<String*>(names::length)) {
    fill(vm, site, k_string_shape_id, CacheState::kStringLength, 0, nullptr, nullptr);
    vm.result = Value::int32(static_cast<i32>(object.as_string()->length()));
    return Access::kDone;
  }
  // String, Symbol, BigInt: their prototypes. String.prototype is a StringObject, exotic for indices and
  // "length" only, which `name` is not.
  Object* prototype = prototype_of_primitive(isolate, object);
  PropertySlot slot = prototype->shape()->lookup(key);
  if (slot.found && !slot.is_accessor()) {
    Value value = prototype->get_slot_materialized(isolate, slot.slot);
    ValidityCell* validity = chain_validity(isolate, prototype);
    if (validity) {
      bool is_inline;
      u32 index = slot_index(prototype, slot.slot, &is_inline);
      fill(vm, site, shape_id, is_inline ? CacheState::kHolderInline : CacheState::kHolderOut,
           index, prototype, validity);
    }
    vm.result = value;
    return Access::kDone;
  }
  return done(vm, get_v(isolate, object, key));
}

// --- Stores -------------------------------------------------------------------------------------------

namespace {

Access call_setter(Interpreter& vm, Value setter, Value receiver, Value value, PropertyKey key,
                   const u16* return_address) {
  if (setter.is_undefined()) {
    if (!is_running_strict(vm)) return Access::kDone;
    (void)throw_error(vm.isolate, Message::kNoSetter, key, receiver);
    return Access::kThrown;
  }
  if (kind_of(setter.as_cell()) == CellKind::kFunction && return_address) {
    Value* first = vm.stack_top() + frame::k_header_size;
    if (first + k_stack_slack < vm.stack_limit()) {
      first[frame::k_callee] = setter;
      first[frame::k_this] = receiver;
      first[0] = value;
      switch (vm.call_at(first, 1, 0, return_address, frame::k_discard)) {
      case CallOutcome::kFramePushed:
        return Access::kFramePushed;
      case CallOutcome::kReturned:
        return Access::kDone;
      case CallOutcome::kThrown:
        return Access::kThrown;
      }
    }
  }
  const Value arguments[] = {value};
  return call(vm.isolate, setter, receiver, arguments).is_abrupt() ? Access::kThrown
                                                                    : Access::kDone;
}

bool store_hit(Interpreter& vm, const PropertyCache& entry, Object* receiver, Value value,
               PropertyKey key, const u16* return_address, Access* access) {
  if (entry.validity && !entry.validity->is_valid()) return false;
  *access = Access::kDone;
  switch (entry.state) {
  case CacheState::kStoreInline:
    receiver->inline_slots()[entry.slot].set(receiver, value);
    return true;
  case CacheState::kStoreOut: {
    PropertyStorage* storage = receiver->properties();
    storage->slot(entry.slot).set(storage, value);
    return true;
  }
  case CacheState::kAddInline:
    receiver->inline_slots()[entry.slot].set(receiver, value);
    receiver->shape_id_ = entry.new_shape_id;
    gc::write_barrier(receiver);
    return true;
  case CacheState::kAddOut: {
    // Growing the storage may collect garbage, the entry and what it refers to weakly included.
    Shape* new_shape = gc::pinned(Shape::from_id(entry.new_shape_id));
    u32 slot = entry.slot;
    receiver->ensure_slot(vm.isolate, receiver->shape()->inline_capacity() + slot);
    PropertyStorage* storage = receiver->properties();
    storage->slot(slot).set(storage, value);
    receiver->shape_id_ = new_shape->id();
    gc::write_barrier(receiver);
    return true;
  }
  case CacheState::kOwnSetter: {
    auto* pair = static_cast<AccessorPair*>(receiver->get_slot(entry.slot).as_cell());
    *access = call_setter(vm, pair->setter.get(), receiver, value, key, return_address);
    return true;
  }
  case CacheState::kHolderSetter:
    *access = call_setter(vm, static_cast<AccessorPair*>(entry.holder)->setter.get(), receiver,
                          value, key, return_address);
    return true;
  default:
    return false;
  }
}

// After the generic operation added `key` to a receiver that had `old_shape`: cache the transition if it
// is one that the next receiver can repeat.
void fill_add(Interpreter& vm, const Site& site, Shape* old_shape, Object* receiver) {
  Shape* new_shape = receiver->shape();
  if (new_shape == old_shape || new_shape->is_unique() || old_shape->is_unique()) return;
  if (new_shape->property_count() != old_shape->property_count() + 1) return;
  PropertySlot slot = new_shape->lookup(site.key);
  if (!slot.found || slot.attributes != attributes::kAll ||
      slot.slot + 1 != new_shape->slot_count()) {
    return;
  }
  ValidityCell* validity = nullptr;
  if (old_shape->prototype().is_object()) {
    validity = chain_validity(vm.isolate, old_shape->prototype().as_object());
    if (!validity) return;
  }
  bool is_inline;
  u32 index = slot_index(receiver, slot.slot, &is_inline);
  fill(vm, site, old_shape->id(), is_inline ? CacheState::kAddInline : CacheState::kAddOut, index,
       nullptr, validity, new_shape->id());
}

}  // namespace

Access set_by_id(Interpreter& vm, Value object, String* name, Value value, PropertyCache* cache,
                 const u16* return_address) {
  Isolate& isolate = vm.isolate;
  PropertyKey key = PropertyKey::from_atom(name);
  if (KAZE_UNLIKELY(!object.is_object())) {
    if (object.is_nullish()) {
      (void)throw_error(isolate, Message::kWriteOfNullish, object.is_null() ? "null" : "undefined", key);
      return Access::kThrown;
    }
    return set_on_primitive(vm, object, key, value).is_abrupt() ? Access::kThrown : Access::kDone;
  }
  Object* receiver = object.as_object();
  Site site{cache, key, AccessKind::kStore};
  if (const PropertyCache* entry = find_entry(vm, site, receiver->shape_id())) {
    Access access;
    if (store_hit(vm, *entry, receiver, value, key, return_address, &access)) return access;
  }
  Found found;
  bool is_array_length = receiver->is_array() && name == static_cast<String*>(names::length);
  if (!is_array_length) found = find_named(isolate, receiver, key);
  if (found.cacheable && found.found) {
    bool is_own = found.holder == receiver;
    u32 shape_id = receiver->shape_id();
    if (found.slot.is_accessor()) {
      Cell* pair = found.holder->get_slot(found.slot.slot).as_cell();
      if (is_own) {
        fill(vm, site, shape_id, CacheState::kOwnSetter, found.slot.slot, nullptr, nullptr);
      } else if (ValidityCell* validity =
                     chain_validity(isolate, receiver->shape()->prototype().as_object())) {
        receiver->shape()->note_miss_cached();
        fill(vm, site, shape_id, CacheState::kHolderSetter, 0, pair, validity);
      }
      return call_setter(vm, static_cast<AccessorPair*>(pair)->setter.get(), object, value, key,
                         return_address);
    }
    constexpr u8 k_plain_mask = attributes::kWritable | attributes::kWatched;
    if (is_own && (found.slot.attributes & k_plain_mask) == attributes::kWritable) {
      bool is_inline;
      u32 index = slot_index(receiver, found.slot.slot, &is_inline);
      fill(vm, site, shape_id, is_inline ? CacheState::kStoreInline : CacheState::kStoreOut, index,
           nullptr, nullptr);
      receiver->set_slot(found.slot.slot, value);
      return Access::kDone;
    }
  }
  Shape* old_shape = receiver->shape();
  Completion<bool> ok = receiver->set(isolate, key, value, object);
  if (ok.is_abrupt()) return Access::kThrown;
  if (!ok.value()) {
    if (!is_running_strict(vm)) return Access::kDone;
    (void)throw_cannot_set(isolate, receiver, key);
    return Access::kThrown;
  }
  if (found.cacheable) fill_add(vm, site, old_shape, receiver);
  return Access::kDone;
}

Completion<void> define_by_id(Interpreter& vm, Object* object, String* name, Value value,
                              PropertyCache* cache) {
  Isolate& isolate = vm.isolate;
  PropertyKey key = PropertyKey::from_atom(name);
  Site site{cache, key, AccessKind::kDefine};
  if (const PropertyCache* entry = find_entry(vm, site, object->shape_id())) {
    Access access;
    if ((entry->state == CacheState::kAddInline || entry->state == CacheState::kAddOut) &&
        store_hit(vm, *entry, object, value, key, nullptr, &access)) {
      return {};
    }
  }
  Shape* old_shape = object->shape();
  TRY(create_data_property_or_throw(isolate, object, key, value));
  if (object->flags_ & (object_flags::kExotic | object_flags::kLazyProperties)) return {};
  Shape* new_shape = object->shape();
  if (new_shape == old_shape || new_shape->is_unique() || old_shape->is_unique()) return {};
  if (new_shape->property_count() != old_shape->property_count() + 1) return {};
  PropertySlot slot = new_shape->lookup(key);
  if (slot.found && slot.attributes == attributes::kAll &&
      slot.slot + 1 == new_shape->slot_count()) {
    bool is_inline;
    u32 index = slot_index(object, slot.slot, &is_inline);
    fill(vm, site, old_shape->id(), is_inline ? CacheState::kAddInline : CacheState::kAddOut,
         index, nullptr, nullptr, new_shape->id());
  }
  return {};
}

// --- Globals (9.1.1.4) --------------------------------------------------------------------------------------

Completion<Value> load_global(Interpreter& vm, String* name, PropertyCache* cache, bool throws) {
  Isolate& isolate = vm.isolate;
  Realm* realm = Interpreter::code_block(vm.fp)->realm.get();
  PropertyKey key = PropertyKey::from_atom(name);
  Object* bindings = realm->lexical_bindings();
  PropertySlot slot = bindings->shape()->lookup(key);
  if (slot.found) {
    Value value = bindings->get_slot(slot.slot);
    if (value.is_empty()) return throw_error(isolate, Message::kAccessedBeforeInitialization, name);
    fill_global(vm, cache, bindings, CacheState::kGlobalLexical, slot.slot);
    return value;
  }
  Object* global = realm->global_object();
  if (!global->is_exotic()) {
    slot = global->shape()->lookup(key);
    if (slot.found && !slot.is_accessor()) {
      Value value = global->get_slot_materialized(isolate, slot.slot);
      slot = global->shape()->lookup(key);
      fill_global(vm, cache, global, CacheState::kGlobalObject, slot.slot);
      return value;
    }
  }
  if (!TRY(global->has_property(isolate, key))) {
    if (!throws) return Value::undefined();
    return throw_error(isolate, Message::kNotDefined, name);
  }
  return global->get(isolate, key, realm->global_this());
}

Completion<void> store_global(Interpreter& vm, String* name, Value value, PropertyCache* cache) {
  Isolate& isolate = vm.isolate;
  Realm* realm = Interpreter::code_block(vm.fp)->realm.get();
  PropertyKey key = PropertyKey::from_atom(name);
  Object* bindings = realm->lexical_bindings();
  PropertySlot slot = bindings->shape()->lookup(key);
  if (slot.found) {
    if (bindings->get_slot(slot.slot).is_empty()) {
      return throw_error(isolate, Message::kAccessedBeforeInitialization, name);
    }
    if (!(slot.attributes & attributes::kWritable)) {
      return throw_error(isolate, Message::kConstAssignment);
    }
    bindings->set_slot(slot.slot, value);
    fill_global(vm, cache, bindings, CacheState::kGlobalLexical, slot.slot);
    return {};
  }
  Object* global = realm->global_object();
  bool strict = is_running_strict(vm);
  if (!global->is_exotic()) {
    slot = global->shape()->lookup(key);
    constexpr u8 k_mask = attributes::kAccessor | attributes::kWritable | attributes::kWatched;
    if (slot.found && (slot.attributes & k_mask) == attributes::kWritable) {
      global->set_slot(slot.slot, value);
      fill_global(vm, cache, global, CacheState::kGlobalObject, slot.slot);
      return {};
    }
  }
  if (strict && !TRY(global->has_property(isolate, key))) {
    return throw_error(isolate, Message::kNotDefined, name);
  }
  return set_property(isolate, global, key, value, strict);
}

void fill_global(Interpreter& vm, PropertyCache* cache, Object* holder, CacheState state,
                 u32 slot) {
  // Both hold their properties out of the object; a full cache of another kind is overwritten.
  if (holder->shape()->inline_capacity() != 0) return;
  gc::write_barrier(Interpreter::code_block(vm.fp));
  *cache = PropertyCache{};
  cache->shape_id = holder->shape_id();
  cache->state = state;
  cache->slot = slot;
  cache->holder = holder;
  cache->new_shape_id = vm.isolate.global_lexical_epoch;
}

// --- Keyed access -----------------------------------------------------------------------------------------------

namespace {

// An array index in a double or int32, or false.
bool as_index(Value key, u32* index) {
  if (key.is_int32()) {
    *index = static_cast<u32>(key.as_int32());
    return key.as_int32() >= 0;
  }
  if (key.is_double()) {
    f64 d = key.as_double();
    u32 i = d >= 0 && d < 4294967295.0 ? static_cast<u32>(d) : 0;
    *index = i;
    return static_cast<f64>(i) == d;
  }
  return false;
}

}  // namespace

Completion<Value> get_by_val(Interpreter& vm, Value object, Value key, ElementFeedback* feedback) {
  Isolate& isolate = vm.isolate;
  u32 index;
  if (as_index(key, &index)) {
    if (object.is_object()) {
      Object* receiver = object.as_object();
      feedback->elements_kinds |= static_cast<u16>(1u << static_cast<u32>(receiver->elements_kind()));
      if (!receiver->is_exotic()) {
        Value value = get_element_direct(receiver, index);
        if (!value.is_empty()) return value;
        feedback->flags |= element_feedback::kHole;
        if (receiver->elements_kind() != ElementsKind::kSparse &&
            holes_read_undefined(isolate, receiver)) {
          return Value::undefined();
        }
      }
      if (auto* array = receiver->as_if<TypedArray>()) {
        return index < array->length() ? array->get(isolate, index) : Value::undefined();
      }
      return receiver->get(isolate, PropertyKey::from_index(index), object);
    }
    if (object.is_string()) {
      String* string = object.as_string();
      if (index < string->length()) return single_unit_string(isolate, string->at(index));
    }
  }
  if (object.is_nullish()) {
    return throw_error(isolate, Message::kReadOfNullish, object.is_null() ? "null" : "undefined",
                       key);
  }
  feedback->flags |= element_feedback::kNamedKey;
  PropertyKey property_key = TRY(to_property_key(isolate, key));
  if (!object.is_object()) return get_v(isolate, object, property_key);
  Object* receiver = object.as_object();
  // One named key with one shape: `o[k]` in a loop over objects alike.
  if (feedback->shape_id == receiver->shape_id() && feedback->key_bits == property_key.bits()) {
    if (feedback->state == CacheState::kOwnInline) {
      return receiver->inline_slots()[feedback->slot].get();
    }
    if (feedback->state == CacheState::kOwnOut) {
      return receiver->properties()->slot(feedback->slot).get();
    }
  }
  if (!receiver->is_exotic() && !property_key.is_index() &&
      !(receiver->flags_ & object_flags::kLazyProperties)) {
    PropertySlot slot = receiver->shape()->lookup(property_key);
    if (slot.found && !slot.is_accessor()) {
      Value value = receiver->get_slot_materialized(isolate, slot.slot);
      if (!receiver->shape()->is_unique()) {
        bool is_inline;
        gc::write_barrier(Interpreter::code_block(vm.fp));
        feedback->slot = slot_index(receiver, slot.slot, &is_inline);
        feedback->state = is_inline ? CacheState::kOwnInline : CacheState::kOwnOut;
        feedback->shape_id = receiver->shape_id();
        feedback->key_bits = property_key.bits();
        feedback->holder = nullptr;
      }
      return value;
    }
  }
  return receiver->get(isolate, property_key, object);
}

Completion<void> set_by_val(Interpreter& vm, Value object, Value key, Value value,
                            ElementFeedback* feedback) {
  Isolate& isolate = vm.isolate;
  u32 index;
  if (object.is_object()) {
    Object* receiver = object.as_object();
    if (as_index(key, &index)) {
      feedback->elements_kinds |=
          static_cast<u16>(1u << static_cast<u32>(receiver->elements_kind()));
      if (auto* array = receiver->as_if<TypedArray>()) return array->set(isolate, index, value);
      // Appending to, or filling a hole of, an array whose chain has no elements.
      if (receiver->is_array() && index == static_cast<Array*>(receiver)->length() &&
          holes_read_undefined(isolate, receiver) &&
          try_append(static_cast<Array*>(receiver), value)) {
        feedback->flags |= element_feedback::kGrew;
        return {};
      }
      if (receiver->is_array() && receiver->elements_kind() != ElementsKind::kSparse &&
          receiver->shape()->is_extensible() && static_cast<Array*>(receiver)->length_writable() &&
          !(receiver->flags_ & object_flags::kIsPrototype) &&
          holes_read_undefined(isolate, receiver)) {
        feedback->flags |= element_feedback::kGrew;
        return put_element(isolate, receiver, index, value);
      }
    }
    PropertyKey property_key = TRY(to_property_key(isolate, key));
    if (!TRY(receiver->set(isolate, property_key, value, object)) && is_running_strict(vm)) {
      return throw_cannot_set(isolate, receiver, property_key);
    }
    return {};
  }
  if (object.is_nullish()) {
    return throw_error(isolate, Message::kWriteOfNullish, object.is_null() ? "null" : "undefined",
                       key);
  }
  PropertyKey property_key = TRY(to_property_key(isolate, key));
  return set_on_primitive(vm, object, property_key, value);
}

// PutValue on a primitive base (6.2.5.6): setters on the prototype chain see the primitive as `this`.
Completion<void> set_on_primitive(Interpreter& vm, Value object, PropertyKey key, Value value) {
  Isolate& isolate = vm.isolate;
  Object* base = TRY(to_object(isolate, object));
  bool ok = TRY(base->set(isolate, key, value, object));
  if (!ok && is_running_strict(vm)) return throw_error(isolate, Message::kCannotSet, key, object);
  return {};
}

// Why a [[Set]] returned false, as V8 words it.
Thrown throw_cannot_set(Isolate& isolate, Object* object, PropertyKey key) {
  PropertyDescriptor own;
  if (!object->is_exotic()) {
    Completion<bool> found = ordinary_get_own_property(isolate, object, key, &own);
    if (found.is_abrupt()) return Thrown{};
    if (found.value()) {
      if (own.is_accessor_descriptor()) {
        return throw_error(isolate, Message::kNoSetter, key, object);
      }
      return throw_error(isolate, Message::kReadOnlyProperty, key, object);
    }
    if (!object->shape()->is_extensible()) {
      return throw_error(isolate, Message::kNotExtensible, key);
    }
  }
  return throw_error(isolate, Message::kReadOnlyProperty, key, object);
}

}  // namespace kaze::vm
