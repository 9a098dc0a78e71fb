// The frames of a recorded stack: how they are kept, how a stack trace prints one, and the CallSite
// objects that Error.prepareStackTrace gets.
#pragma once

#include "frontend/lazy.h"
#include "runtime/object.h"

namespace kaze {

class FunctionTemplate;
class StringBuilder;

namespace frame_flags {
inline constexpr u32 kConstruct = 1 << 0;
inline constexpr u32 kAsync = 1 << 1;
}  // namespace frame_flags

// One frame. On the stack, or in a CallSite object.
struct RecordedFrame {
  Object* function = nullptr;
  Value receiver;
  u32 position = 0;  // byte offset in the source
  u32 flags = 0;

  const FunctionTemplate& code() const;
  bool is_construct() const { return flags & frame_flags::kConstruct; }
  bool is_async() const { return flags & frame_flags::kAsync; }
  // The code of an eval, not a function in it.
  bool is_eval() const;
  // Called without a receiver, or at the top level.
  bool is_toplevel(Isolate& isolate) const;
};

// "Foo.bar [as baz] (file.js:1:2)", the line of a trace without its "    at ".
void append_frame(Isolate& isolate, StringBuilder& out, const RecordedFrame& frame);
Object* new_call_site(Isolate& isolate, const RecordedFrame& frame);

}  // namespace kaze
