// What the fuzz targets share. Each feeds one input to one part of the engine and checks what must hold
// for any input whatever; a check that fails ends the process, as a sanitizer's report does.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/common.h"

namespace kaze::fuzz {

[[noreturn]] inline void report(const char* what, std::string_view detail = {}) {
  std::fprintf(stderr, "fuzz: %s\n%.*s\n", what, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

inline void check(bool holds, const char* what, std::string_view detail = {}) {
  if (!holds) report(what, detail);
}

}  // namespace kaze::fuzz
