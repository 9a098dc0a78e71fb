// $262.agent of the conformance suite: scripts that run beside the main one, each on a thread and in a
// context of its own, and the messages between them (the suite's INTERPRETING.md).
//
// A child runs its script, then its loop; when nothing is left to do there and it has asked for a
// broadcast, it waits for one and runs on. The main context's host owns the group; ending it ends the
// children wherever they are.
#pragma once

#include <memory>

#include "async/context.h"

namespace kaze::cli {

class AgentGroup;

// The host of any context that has a $262 object.
class Test262ContextHost : public ContextHost {
 public:
  static Test262ContextHost& of(Isolate& isolate) {
    return *static_cast<Test262ContextHost*>(Context::of(isolate).host());
  }
  virtual Object* new_agent_object(Isolate& isolate, Realm& realm) = 0;
  virtual AgentGroup& agents() = 0;
  void on_unhandled_rejections(Context&, const ValueList&) override {}
  Completion<void> run_target(Context&, Value) override { return {}; }

 protected:
  ~Test262ContextHost() = default;
};

struct AgentGroupDeleter {
  void operator()(AgentGroup* group) const;
};
using AgentGroupPointer = std::unique_ptr<AgentGroup, AgentGroupDeleter>;
// `context`: of the main script; it outlives the group.
AgentGroupPointer new_agent_group(Context& context);
// The main script's `agent` object: start, broadcast, getReport, sleep, monotonicNow.
Object* new_parent_agent_object(Isolate& isolate, Realm& realm);

// "NAME: message" of an uncaught value.
std::string describe_uncaught(Isolate& isolate, Value error);

}  // namespace kaze::cli
