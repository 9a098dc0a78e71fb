// Mutations of programs that mostly stay programs.
//
// An input is source text. A mutation cuts it into tokens and changes what a reader would see as a unit: a
// token, a bracketed part, a line, a place between statements. New text comes from a small grammar of
// JavaScript (program_mutator.cpp), which favours what the engine treats specially: arrays of every kind
// of elements, accessors, proxies, generators, classes, holes, odd prototypes, re-entrancy.
#pragma once

#include "base/common.h"

namespace kaze::fuzz {

// Changes data[0, size) in place; at most `max_size` bytes. Returns the new size. A given seed does the
// same every time.
usize mutate_program(u8* data, usize size, usize max_size, u32 seed);

}  // namespace kaze::fuzz
