// `kaze --test262-host`: evaluates files as a host of the conformance suite; the contract is in
// docs/testing.md.
#pragma once

#include "cli/options.h"

namespace kaze {
class Context;
}

namespace kaze::cli {

int run_test262_host(Context& context, const Options& options);

}  // namespace kaze::cli
