// The prompt: lines with history and completion (libedit), evaluated one after the other.
//
// libedit blocks, so it has a thread of its own; the main thread runs the event loop, and evaluates what
// the other posts to it. The two never run JavaScript at the same time: the line reader waits for the
// answer to whatever it asks.
#pragma once

namespace kaze {
class Platform;
}

namespace kaze::cli {

// Returns the exit code, when the input ends.
int run_repl(Platform& platform);

}  // namespace kaze::cli
