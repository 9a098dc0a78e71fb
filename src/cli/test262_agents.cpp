#include "cli/test262_agents.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "cli/test262_object.h"
#include "runtime/array_buffer.h"
#include "runtime/conversions.h"
#include "vm/scripts.h"

namespace kaze::cli {

namespace {

using Milliseconds = std::chrono::duration<f64, std::milli>;

// What a broadcast carries: shared memory and a number.
struct Broadcast {
  Ref<BackingStore> memory;
  i32 number = 0;
};

class ChildAgent;

}  // namespace

// What the agents of one main script share. The mutex guards all of it and the mailboxes.
class AgentGroup {
 public:
  explicit AgentGroup(Context& main) : main_(main) {}
  ~AgentGroup();

  // --- The main script's thread. ---
  // Returns when the agent runs.
  void start(std::string source);
  // Returns when every agent has fetched it.
  void broadcast(Broadcast message);
  bool take_report(std::string* report);

  // --- A child's thread. ---
  void report(std::string text);
  // False when the group ends.
  bool sleep(f64 milliseconds);

  std::mutex mutex;
  std::condition_variable changed;
  bool ending = false;

 private:
  Context& main_;
  std::deque<std::string> reports_;
  std::vector<std::unique_ptr<ChildAgent>> children_;
};

namespace {

class ChildAgent final : public Test262ContextHost {
 public:
  ChildAgent(AgentGroup& group, std::string source) : group_(group), source_(std::move(source)) {}

  void start() {
    thread_ = std::thread([this] { run(); });
  }
  void join() { thread_.join(); }

  // Under the group's lock, on the main script's thread.
  bool is_running() const { return state_ == State::kRunning; }
  bool has_begun() const { return state_ != State::kStarting; }
  bool has_mail() const { return has_mail_; }
  void put_mail(const Broadcast& message) {
    mail_ = message;
    has_mail_ = true;
  }
  void interrupt() {
    if (!interpreter_) return;
    __atomic_fetch_or(&interpreter_->interrupt_requested, Interpreter::k_terminate,
                      __ATOMIC_RELEASE);
  }

  // Its own thread.
  void receive_broadcast(Value callback) { callback_.set(context_->isolate().heap(), callback.as_object()); }

  // --- Test262ContextHost ---
  Object* new_agent_object(Isolate& isolate, Realm& realm) override;
  AgentGroup& agents() override { return group_; }
  void on_uncaught(Context& context, Value exception) override {
    if (context.isolate().is_terminating()) return;
    std::fprintf(stderr, "agent: Uncaught %s\n",
                 describe_uncaught(context.isolate(), exception).c_str());
  }

 private:
  enum class State : u8 { kStarting, kRunning, kEnded };

  void run() {
    Context context;
    context_ = &context;
    context.set_host(this);
    context.set_awaits_notifications(true);
    {
      Context::Scope scope(context);
      install_262(context.isolate(), context.realm());
      {
        std::lock_guard lock(group_.mutex);
        interpreter_ = &context.vm();
        if (group_.ending) interrupt();
        state_ = State::kRunning;
        group_.changed.notify_all();
      }
      run_source(context);
      callback_.reset();
      {
        std::lock_guard lock(group_.mutex);
        interpreter_ = nullptr;
        state_ = State::kEnded;
        group_.changed.notify_all();
      }
    }
    context.set_host(nullptr);
    context_ = nullptr;
  }

  void run_source(Context& context) {
    Isolate& isolate = context.isolate();
    context.run_turn_with([&]() -> Completion<void> {
      Ref<SourceText> source(new SourceText(std::move(source_), "agent"));
      TRY(context.run_script(source));
      return {};
    });
    for (;;) {
      context.run_loop();
      Broadcast message;
      if (!callback_.get() || !fetch_mail(&message)) return;
      context.run_turn_with([&]() -> Completion<void> {
        Value arguments[] = {TRY(new_array_buffer(isolate, message.memory)),
                             Value::number(message.number)};
        Value callback(callback_.get());
        callback_.reset();
        TRY(call(isolate, callback, Value(), arguments));
        return {};
      });
    }
  }

  bool fetch_mail(Broadcast* message) {
    std::unique_lock lock(group_.mutex);
    group_.changed.wait(lock, [&] { return has_mail_ || group_.ending; });
    if (group_.ending) return false;
    *message = std::move(mail_);
    has_mail_ = false;
    group_.changed.notify_all();
    return true;
  }

  AgentGroup& group_;
  std::string source_;
  std::thread thread_;
  Context* context_ = nullptr;
  Persistent<Object> callback_;
  // Under the group's lock.
  State state_ = State::kStarting;
  Interpreter* interpreter_ = nullptr;
  bool has_mail_ = false;
  Broadcast mail_;
};

}  // namespace

AgentGroup::~AgentGroup() {
  {
    std::lock_guard lock(mutex);
    ending = true;
    for (auto& child : children_) child->interrupt();
    changed.notify_all();
  }
  for (auto& child : children_) child->join();
}

void AgentGroup::start(std::string source) {
  auto child = std::make_unique<ChildAgent>(*this, std::move(source));
  ChildAgent& agent = *child;
  {
    std::lock_guard lock(mutex);
    children_.push_back(std::move(child));
  }
  main_.set_awaits_notifications(true);
  agent.start();
  std::unique_lock lock(mutex);
  changed.wait(lock, [&] { return agent.has_begun(); });
}

void AgentGroup::broadcast(Broadcast message) {
  std::unique_lock lock(mutex);
  for (auto& child : children_) {
    if (child->is_running()) child->put_mail(message);
  }
  changed.notify_all();
  changed.wait(lock, [&] {
    for (auto& child : children_) {
      if (child->is_running() && child->has_mail()) return false;
    }
    return true;
  });
}

bool AgentGroup::take_report(std::string* report) {
  std::lock_guard lock(mutex);
  if (reports_.empty()) return false;
  *report = std::move(reports_.front());
  reports_.pop_front();
  return true;
}

void AgentGroup::report(std::string text) {
  std::lock_guard lock(mutex);
  reports_.push_back(std::move(text));
}

bool AgentGroup::sleep(f64 milliseconds) {
  std::unique_lock lock(mutex);
  return !changed.wait_for(lock, Milliseconds(milliseconds), [&] { return ending; });
}

void AgentGroupDeleter::operator()(AgentGroup* group) const { delete group; }

AgentGroupPointer new_agent_group(Context& context) {
  return AgentGroupPointer(new AgentGroup(context));
}

namespace {

AgentGroup& group_of(Isolate& isolate) { return Test262ContextHost::of(isolate).agents(); }

// --- Both sides. ---

Completion<Value> sleep(Isolate& isolate, const Arguments& arguments) {
  f64 time = TRY(to_number(isolate, arguments[0]));
  // An hour is for ever.
  if (time > 0) group_of(isolate).sleep(std::min(time, 3.6e6));
  return Value();
}

Completion<Value> monotonic_now(Isolate&, const Arguments&) {
  return Value::number(Milliseconds(WaitClock::now().time_since_epoch()).count());
}

void define_shared(Isolate& isolate, Realm& realm, Object* agent) {
  define_function(isolate, realm, agent, "sleep", sleep, 1);
  define_function(isolate, realm, agent, "monotonicNow", monotonic_now, 0);
}

// --- The main script. ---

Completion<Value> start(Isolate& isolate, const Arguments& arguments) {
  String* source = TRY(to_string(isolate, arguments[0]));
  group_of(isolate).start(source->to_utf8());
  return Value();
}

Completion<Value> broadcast(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_object() || !ArrayBuffer::is(arguments[0].as_object())) {
    return throw_type_error(isolate, "broadcast: the first argument is not a SharedArrayBuffer");
  }
  auto* buffer = static_cast<ArrayBuffer*>(arguments[0].as_object());
  if (!buffer->is_shared()) {
    return throw_type_error(isolate, "broadcast: the first argument is not a SharedArrayBuffer");
  }
  i32 number = TRY(to_int32(isolate, arguments[1]));
  group_of(isolate).broadcast({buffer->store(), number});
  return Value();
}

Completion<Value> get_report(Isolate& isolate, const Arguments&) {
  std::string report;
  if (!group_of(isolate).take_report(&report)) return Value::null();
  return new_string_utf8(isolate, report);
}

// --- A child. ---

Completion<Value> receive_broadcast(Isolate& isolate, const Arguments& arguments) {
  if (!arguments[0].is_callable()) {
    return throw_type_error(isolate, "receiveBroadcast: the argument is not a function");
  }
  static_cast<ChildAgent&>(Test262ContextHost::of(isolate)).receive_broadcast(arguments[0]);
  return Value();
}

Completion<Value> report(Isolate& isolate, const Arguments& arguments) {
  String* text = TRY(to_string(isolate, arguments[0]));
  group_of(isolate).report(text->to_utf8());
  return Value();
}

// The script says that it is done; its thread ends by itself.
Completion<Value> leaving(Isolate&, const Arguments&) { return Value(); }

Object* ChildAgent::new_agent_object(Isolate& isolate, Realm& realm) {
  Object* agent = new_object(isolate, realm);
  define_shared(isolate, realm, agent);
  define_function(isolate, realm, agent, "receiveBroadcast", kaze::cli::receive_broadcast, 1);
  define_function(isolate, realm, agent, "report", report, 1);
  define_function(isolate, realm, agent, "leaving", leaving, 0);
  return agent;
}

}  // namespace

Object* new_parent_agent_object(Isolate& isolate, Realm& realm) {
  Object* agent = new_object(isolate, realm);
  define_shared(isolate, realm, agent);
  define_function(isolate, realm, agent, "start", start, 1);
  define_function(isolate, realm, agent, "broadcast", broadcast, 1);
  define_function(isolate, realm, agent, "getReport", get_report, 0);
  return agent;
}

}  // namespace kaze::cli
