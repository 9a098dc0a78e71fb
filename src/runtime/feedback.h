// Feedback and inline caches: what an instruction saw before.
//
// Each instruction that may profit has a slot of some 8-byte words in its CodeBlock, all zero at first
// (FeedbackKind in bytecode/function_code.h). Caches refer to cells weakly: after marking, entries with
// a dead shape, holder or target are cleared. Only the isolate's thread reads or writes feedback;
// compilers get a copy.
#pragma once

#include "runtime/function.h"

namespace kaze {

// How a property access that hits is carried out.
enum class CacheState : u8 {
  kEmpty = 0,
  kOwnInline,        // data in the object: slot
  kOwnOut,           // data in the out-of-object storage: slot
  kHolderInline,     // data in `holder`, on the prototype chain (validity)
  kHolderOut,
  kOwnGetter,        // an AccessorPair in the receiver's own slot: `slot` is the slot index
  kHolderGetter,     // `holder` is the AccessorPair (validity)
  kMissing,          // undefined (validity; null when the receiver has no prototype)
  kHasInstance,      // of instanceof: the closure inherits Function.prototype[@@hasInstance] (validity)
  kArrayLength,
  kStringLength,
  // Writes.
  kStoreInline,
  kStoreOut,
  kAddInline,        // a transition to `new_shape_id`, value into slot (validity of the chain)
  kAddOut,           // the same into the property storage, which grows if need be
  kHolderSetter,     // `holder` is the AccessorPair
  kOwnSetter,
  // Globals.
  kGlobalLexical,    // slot in the lexical bindings' properties (shape_id of that object)
  kGlobalObject,     // slot in the global object (shape_id of it; epoch)
  kPolymorphic,      // `entries` has up to k_max_polymorphic
  kMegamorphic,
};

struct PropertyCache {
  u32 shape_id;       // of the receiver; 0 never matches
  CacheState state;
  u8 entry_count;     // kPolymorphic
  u16 misses;
  u32 slot;           // an index into inline slots or storage, by state
  u32 new_shape_id;   // kAdd…; kGlobalObject: the lexical epoch
  union {
    Cell* holder;             // weak
    PropertyCache* entries;   // kPolymorphic: owned
  };
  ValidityCell* validity;     // weak; null: nothing to check
};
static_assert(sizeof(PropertyCache) == 32);
inline constexpr u32 k_max_polymorphic = 4;

// GetByVal, SetByVal: which kinds of elements and keys were seen, and a cache for one named key.
struct ElementFeedback {
  u32 shape_id;        // of the receiver for the cached named key
  CacheState state;
  u8 flags;
  u16 elements_kinds;  // bits by ElementsKind (the first 16)
  u32 slot;
  u32 padding;
  u64 key_bits;        // the named key
  Cell* holder;        // weak
};
static_assert(sizeof(ElementFeedback) == 32);
namespace element_feedback {
inline constexpr u8 kOutOfBounds = 1;
inline constexpr u8 kHole = 2;
inline constexpr u8 kNamedKey = 4;
inline constexpr u8 kOther = 8;
inline constexpr u8 kGrew = 16;
}  // namespace element_feedback

struct CallFeedback {
  Cell* target;  // weak: the callee (Function or NativeFunction), null: none yet
  u32 count;
  u32 is_megamorphic;
};
static_assert(sizeof(CallFeedback) == 16);

// What operands and results were, beyond int32: bits.
namespace operator_feedback {
inline constexpr u64 kInt32 = 1;
inline constexpr u64 kDouble = 2;
inline constexpr u64 kString = 4;
inline constexpr u64 kBigInt = 8;
inline constexpr u64 kObject = 16;
inline constexpr u64 kOther = 32;
}  // namespace operator_feedback

struct AllocationFeedback {
  u32 shape_id;      // NewObject: the root shape to start from (weak)
  u32 capacity;      // NewObject: the most properties that its objects grew to; NewArray: elements
  u64 elements_kind;
};
static_assert(sizeof(AllocationFeedback) == 16);

// IteratorUnpack: reads of "done" and "value". IteratorNext, GetIterator: what was iterated.
struct IterationFeedback {
  PropertyCache done;
  PropertyCache value;
};
static_assert(sizeof(IterationFeedback) == 64);

template <typename T>
T* feedback_at(u64* feedback, u32 offset) {
  return reinterpret_cast<T*>(feedback + offset);
}

}  // namespace kaze
