// The objects that Error.prepareStackTrace gets: one recorded frame each.
#pragma once

#include "builtins/call_site.h"

namespace kaze {

class CallSite : public Object {
 public:
  static constexpr CellKind k_kind = CellKind::kCallSite;
  static bool is(const Cell* cell) { return kind_of(cell) == k_kind; }
  RecordedFrame frame() const { return {function_.get(), receiver_.get(), position_, frame_flags_}; }
  static void trace(Cell* cell, Visitor& visitor);

 private:
  friend Object* new_call_site(Isolate&, const RecordedFrame&);
  Member<Object> function_;
  Slot receiver_;
  u32 position_;
  u32 frame_flags_;
};

}  // namespace kaze
