// An isolate: one heap and everything that changes as JavaScript runs in it.
//
// It owns the heap, the table of atoms, the VM stack, the realms and the microtask queue. One
// thread at a time is inside an isolate; which one may change between turns. Nothing here is shared
// with another isolate but immutable data (static atoms, FunctionCode, tables).
//
// The runtime room does not know how code is executed: the vm room installs `VmHooks` and derives
// its state from `VmState`.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/random.h"
#include "gc/heap.h"
#include "runtime/atom_table.h"
#include "runtime/completion.h"
#include "runtime/errors.h"
#include "runtime/number_string_cache.h"
#include "runtime/split_cache.h"
#include "runtime/object.h"
#include "runtime/symbol_registry.h"

namespace kaze {

class Function;
class LocalTimeZone;
class Realm;
struct BuiltinProperty;

// What executing code provides to the runtime.
struct VmHooks {
  Completion<Value> (*call)(Isolate&, Object* function, Value this_value,
                            std::span<const Value> arguments);
  Completion<Object*> (*construct)(Isolate&, Object* constructor, std::span<const Value> arguments,
                                   Object* new_target);
  // Records the stack of a new Error and gives it the property `stack`.
  void (*capture_stack)(Isolate&, Object* error, Value header_or_undefined, Object* skip_until);
  // The source text of a function of kind Function, for messages. May be null.
  std::string (*function_text)(Isolate&, Object* function);
  // Adds "length", "name" and "prototype" to a function of kind Function (function_properties.h).
  void (*materialize_function_properties)(Isolate&, Object* function);
  // The function that a builtin of kind kScripted names. May run JavaScript; does not throw.
  Object* (*make_scripted_function)(Isolate&, Realm&, const BuiltinProperty& property);
  // What an interrupt that was asked for does: it may throw.
  Completion<void> (*handle_interrupt)(Isolate&);
  // TypedArraySpeciesCreate (23.2.4.1) with a length; `method` is for messages.
  Completion<Object*> (*typed_array_species_create)(Isolate&, Object* exemplar, f64 length,
                                                    const char* method);
};
// Those that an isolate begins with: they call native functions and nothing else.
extern const VmHooks k_default_hooks;

// Lookups of (shape, key) that have no cache of their own: a direct-mapped table that shape death
// and structural changes cannot make wrong, since it is cleared at every collection and holds what
// was found, or not found, in shared shapes only: those are immutable.
struct LookupCache {
  struct Entry {
    u32 shape_id;  // 0: free
    u32 slot;
    u64 key_bits;
    u8 attributes;
    bool found;
  };
  static constexpr u32 k_size = 1024;
  Entry entries[k_size];

  // As Shape::lookup.
  PropertySlot lookup(const Shape* shape, PropertyKey key) {
    if (shape->property_count() == 0) return {};
    // A short table is searched faster than this one.
    if (shape->is_unique() || shape->property_count() <= 6) return shape->lookup(key);
    u64 mixed = key.bits() + u64{shape->id()} * 0x9e3779b97f4a7c15ull;
    Entry& entry = entries[(mixed >> 4 ^ mixed >> 40) % k_size];
    if (entry.shape_id == shape->id() && entry.key_bits == key.bits()) {
      return {entry.slot, entry.attributes, entry.found};
    }
    PropertySlot found = shape->lookup(key);
    entry = {shape->id(), found.slot, key.bits(), found.attributes, found.found};
    return found;
  }

  // Root shapes that were asked for lately, where their prototype, kind and capacity say.
  static constexpr u32 k_root_shapes = 64;
  Shape* root_shapes[k_root_shapes];
  Shape*& root_shape_entry(Value prototype, u32 inline_capacity, CellKind kind) {
    u64 mixed = (prototype.bits() >> 4) + static_cast<u32>(kind) * 5 + inline_capacity * 3;
    return root_shapes[(mixed ^ mixed >> 8) % k_root_shapes];
  }

  void clear();
};

struct IsolateOptions {
  HeapOptions heap;
  // Bytes of native stack that the isolate's thread may use before RangeError.
  usize native_stack_limit = 900 * 1024;
  // Values on the VM stack.
  usize vm_stack_values = 1 << 20;
};

class Isolate {
 public:
  Isolate(std::span<const CellKindInfo> kinds, const IsolateOptions& options);
  ~Isolate();
  KAZE_NON_COPYABLE(Isolate);

  Heap& heap() { return heap_; }
  AtomTable& atoms() { return atoms_; }
  NumberStringCache& number_strings() { return number_strings_; }
  SplitCache& split_texts() { return split_texts_; }

  // --- Exceptions: the value of the abrupt completion in flight. ---
  bool has_exception() const { return !exception_.is_empty(); }
  Value exception() const { return exception_; }
  void set_exception(Value value) { exception_ = value; }
  // Takes it: the caller has caught it.
  Value take_exception() {
    Value value = exception_;
    exception_ = Value::empty();
    return value;
  }
  // True for an exception that JavaScript cannot catch (the isolate is being terminated).
  bool is_terminating() const { return terminating_; }
  void set_terminating(bool on) { terminating_ = on; }

  // The realm of the running function (the current Realm Record).
  Realm& realm() const { return *realm_; }
  Realm* realm_or_null() const { return realm_; }
  void set_realm(Realm* realm) { realm_ = realm; }

  // --- Limits. ---
  // RangeError "Maximum call stack size exceeded" when the native stack is nearly used up. Every
  // recursive C++ function on a script's path begins with TRY(isolate.check_native_stack()).
  Completion<void> check_native_stack() {
    if (KAZE_LIKELY(reinterpret_cast<usize>(__builtin_frame_address(0)) > native_stack_limit_)) {
      return {};
    }
    return stack_overflow();
  }
  usize native_stack_limit() const { return native_stack_limit_; }
  // For loops of native code that a script can make run, or allocate, without bound: throws when
  // the heap is at its limit or the isolate is to stop.
  Completion<void> poll_interrupts() {
    if (KAZE_LIKELY(!__atomic_load_n(interrupt_requested, __ATOMIC_RELAXED))) return {};
    return hooks.handle_interrupt(*this);
  }
  // To be called whenever another thread enters: takes the bounds of its stack. Entries nest. The
  // isolate has to be entered for anything that allocates.
  void enter_thread();
  void leave_thread();

  // --- Watched facts that fast paths rely on. ---
  // Some prototype object has, or may have, array-indexed properties.
  bool prototypes_may_have_elements = false;
  // Array.prototype[Symbol.iterator], %ArrayIteratorPrototype%.next are as they were made.
  bool array_iteration_intact = true;
  // No species was changed on Array, no constructor set on Array.prototype or an array.
  bool array_species_intact = true;
  // Promise.prototype.then, Promise.resolve and the promise constructor are as they were made.
  bool promise_intact = true;
  // RegExp.prototype's exec, flags, Symbol.match … are as they were made.
  bool regexp_intact = true;
  // Map.prototype's and Set.prototype's Symbol.iterator, set and add, and the next of their iterators are
  // as they were made.
  bool collections_intact = true;
  // String.prototype[Symbol.iterator], %StringIteratorPrototype%.next are as they were made.
  bool string_iteration_intact = true;
  // Some object has [[IsHTMLDDA]].
  bool has_htmldda = false;
  // Bumped when a global lexical binding is added: global caches check it.
  u32 global_lexical_epoch = 0;

  // The vm room's part.
  VmHooks hooks = k_default_hooks;
  void* vm = nullptr;
  // Not zero when the code that runs is to call handle_interrupt. Set by another thread or a timer.
  static constexpr u32 k_no_interrupt = 0;
  const u32* interrupt_requested = &k_no_interrupt;
  // The state that the embedder keeps for this isolate (async/context.h).
  void* embedder = nullptr;

  // Objects that Array.prototype.join is at work on: a list on the native stack
  // (builtins/array_join.cpp).
  void* innermost_join = nullptr;

  LookupCache& lookup_cache() { return *lookup_cache_; }
  // Stands in for the prototype's where that is null: knows the root shapes.
  PrototypeInfo* null_prototype_info();
  // The shape of the empty storage and the like are static: see runtime/static_cells.h.

  // Registry of Symbol.for: atom -> symbol.
  Symbol* symbol_for(String* key);

  LocalTimeZone& local_time_zone();

  // What a room above keeps with the isolate (the memory of a matcher, caches): made by that room
  // at first need, destroyed before the heap.
  struct Extension {
    virtual ~Extension() = default;
  };
  enum class ExtensionKind : u8 { kRegExp, kText, kCount };
  std::unique_ptr<Extension>& extension(ExtensionKind kind) {
    return extensions_[static_cast<usize>(kind)];
  }
  // For Math.random.
  RandomGenerator& random() { return random_; }

  // Weak cells to be told after a collection, and jobs to run: the embedder's concern.
  // (HostEnqueueFinalizationRegistryCleanupJob and others, see vm/jobs.h.)

 private:
  struct Roots;
  Completion<void> stack_overflow();

  Heap heap_;
  AtomTable atoms_;
  NumberStringCache number_strings_{heap_};
  SplitCache split_texts_{heap_};
  RandomGenerator random_;
  SymbolRegistry symbol_registry_{heap_};
  Value exception_ = Value::empty();
  bool terminating_ = false;
  Realm* realm_ = nullptr;
  usize native_stack_limit_ = 0;
  // Below native_stack_limit_: what is left for throwing the error.
  usize native_stack_end_ = 0;
  usize native_stack_size_ = 0;
  std::unique_ptr<LookupCache> lookup_cache_;
  std::unique_ptr<Roots> roots_;
  std::unique_ptr<Extension> extensions_[static_cast<usize>(ExtensionKind::kCount)];
};

// The realm of the running code, for as long as something is made for another one.
class RealmScope {
 public:
  RealmScope(Isolate& isolate, Realm* realm) : isolate_(isolate), saved_(isolate.realm_or_null()) {
    isolate.set_realm(realm);
  }
  ~RealmScope() { isolate_.set_realm(saved_); }
  KAZE_NON_COPYABLE(RealmScope);

 private:
  Isolate& isolate_;
  Realm* saved_;
};

}  // namespace kaze
