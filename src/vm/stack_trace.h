// Walking the frames of the VM stack, for Error objects and uncaught errors.
#pragma once

#include <vector>

#include "base/ref_counted.h"
#include "frontend/source_text.h"
#include "runtime/value_list.h"

namespace kaze {

class FunctionCode;

struct StackFrame {
  u32 cells;             // index in StackTrace::values: function, then this
  const FunctionCode* code;  // kept alive by the function
  Ref<SourceText> source;
  u32 position;          // byte offset in the source
  bool is_construct;
  bool is_async;         // a suspended caller, found through promises
  bool is_top_level;     // script, module or eval code
};

struct StackTrace {
  explicit StackTrace(Isolate& isolate) : values(isolate) {}
  Value function(const StackFrame& frame) const { return values[frame.cells]; }
  Value this_value(const StackFrame& frame) const { return values[frame.cells + 1]; }
  ValueList values;
  std::vector<StackFrame> frames;  // innermost first
};

// At most `limit` frames, innermost first, without those of functions that are engine code. When
// `skip_until` is a function that is being called, frames up to and including its topmost one are left
// out (Error.captureStackTrace's second argument); if it is not being called the trace is empty.
void capture_stack_trace(Isolate& isolate, StackTrace* trace, u32 limit,
                         Object* skip_until = nullptr);

}  // namespace kaze
