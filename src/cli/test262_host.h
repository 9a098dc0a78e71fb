// `kaze --test262-host [--strict|--module] FILE…`: a host for the conformance suite.
//
// Evaluates the files in order in one realm that has `print` and `$262` (the suite's INTERPRETING.md).
// Ends with 0, or with 1 and "Uncaught NAME: message" when something was thrown.
#pragma once

#include "cli/options.h"

namespace kaze {
class Context;
}

namespace kaze::cli {

int run_test262_host(Context& context, const Options& options);

}  // namespace kaze::cli
