// binding.childProcesses: running a program to its end.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <memory>

#include "platform/node/binding.h"
#include "platform/node/platform.h"
#include "platform/web/view_bytes.h"
#include "runtime/elements.h"

namespace kaze {

namespace {

i64 now_ms() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return i64{time.tv_sec} * 1000 + time.tv_nsec / 1000000;
}

// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  void set(int fd) {
    close();
    fd_ = fd;
  }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_ = -1;
};

bool make_pipe(Descriptor* read_end, Descriptor* write_end) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return false;
  read_end->set(ends[0]);
  write_end->set(ends[1]);
  return true;
}

Completion<std::vector<std::string>> texts_of(Isolate& isolate, Value list) {
  ValueList values(isolate);
  TRY(create_list_from_array_like(isolate, list, &values));
  std::vector<std::string> texts;
  for (Value value : values) texts.push_back(TRY(to_well_formed_utf8(isolate, value)));
  return texts;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

struct Command {
  std::string file;
  std::vector<std::string> arguments;
  std::vector<std::string> environment;
  std::string folder;  // empty: this process's
  // Of descriptors 0, 1 and 2: k_pipe, k_ignore, or the descriptor to inherit.
  int stdio[3];
  std::span<const u8> input;
  i64 timeout_ms;      // 0: none
  usize max_output;    // of each of the two streams
  int kill_signal;
};
constexpr int k_pipe = -1;
constexpr int k_ignore = -2;

struct Outcome {
  int error = 0;  // an errno: what kept the program from starting, or ended it early
  int pid = 0;
  int status = 0;  // as of waitpid
  std::string output[3];
};

// Starts the program. The child tells through a pipe why it could not execute.
bool start(Command& command, Descriptor* ours, Outcome* outcome) {
  Descriptor theirs[3];
  Descriptor report_read;
  Descriptor report_write;
  if (!make_pipe(&report_read, &report_write)) return outcome->error = errno, false;
  for (int i = 0; i < 3; i++) {
    if (command.stdio[i] == k_pipe) {
      bool made = i == 0 ? make_pipe(&theirs[i], &ours[i]) : make_pipe(&ours[i], &theirs[i]);
      if (!made) return outcome->error = errno, false;
    } else {
      // Above the standard ones, so that none is overwritten before its turn.
      int fd = command.stdio[i] == k_ignore ? open("/dev/null", O_RDWR | O_CLOEXEC)
                                            : fcntl(command.stdio[i], F_DUPFD_CLOEXEC, 3);
      if (fd < 0) return outcome->error = errno, false;
      theirs[i].set(fd);
    }
  }
  // All memory the child needs is allocated before the fork: other threads may hold the allocator's lock.
  std::vector<char*> arguments = pointers_to(command.arguments);
  std::vector<char*> environment = pointers_to(command.environment);
  sigset_t all;
  sigset_t saved;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &saved);
  pid_t pid = fork();
  if (pid == 0) {
    for (int signal = 1; signal < 32; signal++) {
      if (signal != SIGKILL && signal != SIGSTOP) ::signal(signal, SIG_DFL);
    }
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
    bool ok = true;
    for (int i = 0; i < 3; i++) {
      // A descriptor that is in place already would keep its close-on-exec flag.
      if (theirs[i].get() == i) {
        ok &= fcntl(i, F_SETFD, 0) == 0;
      } else {
        ok &= dup2(theirs[i].get(), i) >= 0;
      }
    }
    if (ok && !command.folder.empty()) ok = chdir(command.folder.c_str()) == 0;
    // The program is looked for along the child's own PATH.
    environ = environment.data();
    if (ok) execvp(command.file.c_str(), arguments.data());
    int reason = errno;
    (void)!write(report_write.get(), &reason, sizeof reason);
    _exit(127);
  }
  int fork_error = errno;
  pthread_sigmask(SIG_SETMASK, &saved, nullptr);
  if (pid < 0) return outcome->error = fork_error, false;
  report_write.close();
  int reason = 0;
  ssize_t count;
  do count = read(report_read.get(), &reason, sizeof reason);
  while (count < 0 && errno == EINTR);
  if (count == sizeof reason) {
    while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {}
    return outcome->error = reason, false;
  }
  outcome->pid = pid;
  return true;
}

// Feeds and reads the pipes until all are closed and the program has ended.
void attend(const Command& command, Descriptor* ours, Outcome* outcome) {
  i64 deadline = command.timeout_ms > 0 ? now_ms() + command.timeout_ms : 0;
  usize sent = 0;
  if (ours[0].get() >= 0) {
    if (command.input.empty()) ours[0].close();
    else fcntl(ours[0].get(), F_SETFL, O_NONBLOCK);
  }
  bool is_killed = false;
  auto kill_for = [&](int error) {
    if (is_killed) return;
    is_killed = true;
    outcome->error = error;
    kill(outcome->pid, command.kill_signal);
    for (int i = 0; i < 3; i++) ours[i].close();
  };
  // Writing to a program that has gone must not end this one.
  sigset_t pipe_signal;
  sigset_t saved;
  sigemptyset(&pipe_signal);
  sigaddset(&pipe_signal, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &pipe_signal, &saved);
  bool has_exited = false;
  for (;;) {
    pollfd polled[3];
    int which[3];
    nfds_t count = 0;
    for (int i = 0; i < 3; i++) {
      if (ours[i].get() < 0) continue;
      polled[count] = {ours[i].get(), static_cast<short>(i == 0 ? POLLOUT : POLLIN), 0};
      which[count++] = i;
    }
    if (count == 0 && has_exited) break;
    if (count == 0 && (deadline == 0 || is_killed)) {
      while (waitpid(outcome->pid, &outcome->status, 0) < 0 && errno == EINTR) {}
      break;
    }
    int wait = -1;
    if (deadline != 0) {
      i64 left = deadline - now_ms();
      if (left <= 0) {
        kill_for(ETIMEDOUT);
        continue;
      }
      wait = static_cast<int>(left > 60000 ? 60000 : left);
      // No pipe would tell of the end of the process: it is looked for every 10 ms.
      if (count == 0 && wait > 10) wait = 10;
    }
    if (poll(polled, count, wait) < 0) {
      if (errno == EINTR) continue;
      kill_for(errno);
      continue;
    }
    for (nfds_t at = 0; at < count; at++) {
      if (polled[at].revents == 0) continue;
      int i = which[at];
      if (i == 0) {
        ssize_t written = write(ours[0].get(), command.input.data() + sent, command.input.size() - sent);
        if (written > 0) sent += static_cast<usize>(written);
        if ((written < 0 && errno != EAGAIN && errno != EINTR) || sent == command.input.size()) {
          ours[0].close();
        }
        continue;
      }
      char buffer[65536];
      ssize_t got = read(ours[i].get(), buffer, sizeof buffer);
      if (got > 0) {
        std::string& output = outcome->output[i];
        usize room = command.max_output - output.size();
        output.append(buffer, static_cast<usize>(got) < room ? static_cast<usize>(got) : room);
        if (static_cast<usize>(got) > room) {
          kill_for(ENOBUFS);
          break;
        }
      } else if (got == 0 || errno != EINTR) {
        ours[i].close();
      }
    }
    if (count == 0) {
      has_exited = waitpid(outcome->pid, &outcome->status, WNOHANG) == outcome->pid;
    }
  }
  timespec no_time = {};
  while (sigtimedwait(&pipe_signal, nullptr, &no_time) == SIGPIPE) {}
  pthread_sigmask(SIG_SETMASK, &saved, nullptr);
}

// runToEnd(file, arguments, environment, folder, stdio, input, timeout, max output, kill signal):
// [errno, pid, status or null, number of the signal or 0, stdout, stderr].
Completion<Value> run_to_end(Isolate& isolate, const Arguments& arguments) {
  Command command;
  command.file = TRY(to_well_formed_utf8(isolate, arguments[0]));
  command.arguments = TRY(texts_of(isolate, arguments[1]));
  command.environment = TRY(texts_of(isolate, arguments[2]));
  command.folder = TRY(to_well_formed_utf8(isolate, arguments[3]));
  ValueList stdio(isolate);
  TRY(create_list_from_array_like(isolate, arguments[4], &stdio));
  for (u32 i = 0; i < 3; i++) {
    command.stdio[i] = i < stdio.size() ? TRY(to_int32(isolate, stdio[i])) : k_ignore;
  }
  // A copy, so that no later conversion can detach what is sent.
  std::span<u8> input;
  bytes_of(arguments[5], &input);
  std::vector<u8> copy(input.begin(), input.end());
  command.input = copy;
  command.timeout_ms = static_cast<i64>(TRY(to_number(isolate, arguments[6])));
  f64 limit = TRY(to_number(isolate, arguments[7]));
  command.max_output = limit < 4e18 ? static_cast<usize>(limit) : ~usize{0} / 2;
  command.kill_signal = TRY(to_int32(isolate, arguments[8]));
  // A program that inherits descriptors writes after this one.
  Platform::of(isolate).standard_output().flush();
  Platform::of(isolate).standard_error().flush();
  Outcome outcome;
  Descriptor ours[3];
  if (start(command, ours, &outcome)) attend(command, ours, &outcome);
  bool has_started = outcome.pid != 0;
  auto bytes = [&](const std::string& text) -> Completion<Value> {
    ArrayBuffer* buffer = TRY(new_array_buffer_uninitialized(isolate, text.size()));
    std::memcpy(buffer->data(), text.data(), text.size());
    return buffer;
  };
  Value parts[6];
  parts[0] = Value::int32(outcome.error);
  parts[1] = Value::int32(outcome.pid);
  parts[2] = has_started && WIFEXITED(outcome.status) ? Value::int32(WEXITSTATUS(outcome.status))
                                                      : Value::null();
  parts[3] = Value::int32(has_started && WIFSIGNALED(outcome.status) ? WTERMSIG(outcome.status) : 0);
  parts[4] = TRY(bytes(outcome.output[1]));
  parts[5] = TRY(bytes(outcome.output[2]));
  return new_array_from(isolate, parts);
}

}  // namespace

void make_child_processes_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {{"runToEnd", run_to_end}};
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
