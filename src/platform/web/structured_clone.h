// Structured clones (HTML 2.7): values as bytes that belong to no heap.
//
// `serialize` writes a value, and everything that can be reached from it, into a SerializedValue;
// `deserialize` makes a value of it in whichever isolate asks. What lies between needs neither
// isolate, so it may cross threads.
//
// The bytes are a sequence of tagged records, depth first. Every object is numbered in the order in
// which its record begins; a second meeting writes the number. Memory of buffers is not among the
// bytes but in `stores`, by reference: a copy, or the very store if it is shared or transferred.
// The format is private to one process: it has no version and no byte order of its own.
#pragma once

#include <vector>

#include "runtime/array_buffer.h"

namespace kaze {

struct SerializedValue {
  std::vector<u8> bytes;
  std::vector<Ref<BackingStore>> stores;
};

// StructuredSerializeWithTransfer ( value, transferList ). The buffers in `transfer` are detached at
// the end, when nothing can fail any more. DataCloneError (a DOMException) for what cannot be cloned;
// what getters throw.
Completion<void> serialize(Isolate& isolate, Value value, std::span<const Value> transfer,
                           SerializedValue* out);
// StructuredDeserialize in the current realm. Takes the stores: a message is read once.
Completion<Value> deserialize(Isolate& isolate, SerializedValue message);

// structuredClone ( value [ , options ] )
Completion<Value> structured_clone(Isolate& isolate, const class Arguments& arguments);

}  // namespace kaze
