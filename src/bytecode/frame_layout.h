// The one frame layout that every tier uses (docs/frames.md).
//
// A frame lives on the isolate's VM stack, which grows upwards and holds values. The caller puts callee,
// this and arguments into consecutive registers of its own; they become the first registers of
// the callee, so a call copies nothing:
//
//   fp[-7]  new.target (undefined for a call)
//   fp[-6]  CodeBlock of this frame (raw cell pointer)
//   fp[-5]  the caller's fp (raw)
//   fp[-4]  return address: the caller's next instruction (raw)
//   fp[-3]  argument count, flags, and the caller's register that gets the result (raw, packed)
//   fp[-2]  callee
//   fp[-1]  this
//   fp[0]   parameters, padded with undefined up to FunctionCode::parameter_count
//   fp[p]   locals, then temporaries, up to FunctionCode::register_count
//
// Arguments beyond the parameters are overwritten by the locals, unless the code says
// `needs_all_arguments`: then the frame is set up above them, with callee, this and parameters copied,
// and the original arguments stay at fp[-k_header_size - argc ..].
//
// Raw words never look like values to anyone: the collector scans the VM stack conservatively.
#pragma once

#include "base/common.h"

namespace kaze::frame {

inline constexpr i32 k_header_size = 7;
inline constexpr i32 k_new_target = -7;
inline constexpr i32 k_code_block = -6;
inline constexpr i32 k_caller = -5;
inline constexpr i32 k_return_address = -4;
inline constexpr i32 k_packed = -3;
inline constexpr i32 k_callee = -2;
inline constexpr i32 k_this = -1;

// A call area's registers below the first argument that the callee's frame header takes.
inline constexpr i32 k_call_scratch = k_header_size - 2;

// The packed word: argument count in the low half, twice shifted, with bit 1 set, so that it is never taken
// for a cell; above it 8 bits of flags and 24 bits of the caller's result register, signed.
inline constexpr u64 k_flag_shift = 32;
inline constexpr u64 k_flag_mask = u64{0xff} << k_flag_shift;
// The frame was entered from C++: returning leaves the interpreter.
inline constexpr u64 k_entry = u64{1} << 32;
// [[Construct]]: a result that is no object is replaced by `this`.
inline constexpr u64 k_construct = u64{1} << 33;
// The result is dropped (setters).
inline constexpr u64 k_discard = u64{1} << 34;
// A generator's or async function's frame: its state object is in fp[k_new_target], and leaving the
// frame goes through it (vm/generator.cpp).
inline constexpr u64 k_suspendable = u64{1} << 35;
// The caller runs in another realm, to be restored.
inline constexpr u64 k_special = u64{1} << 36;
// A generator's frame that IteratorNext resumed: what it yields goes to the caller bare, without a result
// object, and the empty value when it is done.
inline constexpr u64 k_bare_results = u64{1} << 37;

constexpr u64 pack(u32 argument_count, u64 flags, i32 result_register) {
  return u64{argument_count} << 2 | 2 | flags |
         (static_cast<u64>(static_cast<u32>(result_register)) << 40);
}
constexpr u32 argument_count(u64 packed) { return static_cast<u32>(packed) >> 2; }
constexpr i32 result_register(u64 packed) { return static_cast<i32>(static_cast<i64>(packed) >> 40); }

}  // namespace kaze::frame
