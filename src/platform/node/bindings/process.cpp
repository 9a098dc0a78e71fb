// binding.process: the process, its streams and its machine.
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "platform/node/binding.h"
#include "platform/node/paths.h"
#include "platform/node/platform.h"
#include "platform/web/view_bytes.h"
#include "runtime/elements.h"

namespace kaze {

namespace {

Completion<Value> strings(Isolate& isolate, const std::vector<std::string>& list) {
  Array* array = new_array(isolate);
  for (const std::string& text : list) TRY(push_element(isolate, array, text_value(isolate, text)));
  return array;
}

Completion<Value> arguments_list(Isolate& isolate, const Arguments&) {
  return strings(isolate, Platform::of(isolate).options().arguments);
}
Completion<Value> flags_list(Isolate& isolate, const Arguments&) {
  return strings(isolate, Platform::of(isolate).options().flags);
}
Completion<Value> executable(Isolate& isolate, const Arguments&) {
  return text_value(isolate, Platform::of(isolate).options().executable);
}

Completion<Value> argument_zero(Isolate& isolate, const Arguments&) {
  return text_value(isolate, Platform::of(isolate).options().argument_zero);
}
Completion<Value> has_main_file(Isolate& isolate, const Arguments&) {
  return Value::boolean(Platform::of(isolate).options().has_main_file);
}
Completion<Value> version(Isolate& isolate, const Arguments&) { return text_value(isolate, "0.1.0"); }

// environment(): an object with all variables.
Completion<Value> environment(Isolate& isolate, const Arguments&) {
  Object* object = new_object(isolate);
  for (char** entry = environ; entry && *entry; entry++) {
    std::string_view text = *entry;
    usize equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    TRY(create_data_property(isolate, object,
                             to_key(isolate, intern_utf8(isolate, text.substr(0, equals))),
                             text_value(isolate, text.substr(equals + 1))));
  }
  return object;
}

// setVariable(name, value or undefined)
Completion<Value> set_variable(Isolate& isolate, const Arguments& arguments) {
  std::string name = TRY(to_well_formed_utf8(isolate, arguments[0]));
  if (arguments[1].is_undefined()) {
    unsetenv(name.c_str());
  } else {
    std::string value = TRY(to_well_formed_utf8(isolate, arguments[1]));
    setenv(name.c_str(), value.c_str(), 1);
  }
  if (name == "TZ") tzset();
  return Value();
}

Completion<Value> working_directory(Isolate& isolate, const Arguments&) {
  char path[PATH_MAX];
  if (getcwd(path, sizeof path)) return text_value(isolate, path);
  // It has been removed.
  const Value what[] = {Value::int32(errno), text_value(isolate, "uv_cwd")};
  return throw_value(isolate, TRY(Platform::of(isolate).call_internal("internal/system_error",
                                                                     "systemError", what)));
}

// changeDirectory(path): 0 or errno.
Completion<Value> change_directory(Isolate& isolate, const Arguments& arguments) {
  std::string path = TRY(to_well_formed_utf8(isolate, arguments[0]));
  return Value::int32(chdir(path.c_str()) == 0 ? 0 : errno);
}

Completion<Value> exit_now(Isolate& isolate, const Arguments& arguments) {
  Platform::of(isolate).exit_process(TRY(to_int32(isolate, arguments[0])));
}

Completion<Value> abort_now(Isolate& isolate, const Arguments&) {
  Platform::of(isolate).before_wait(Context::of(isolate));
  std::abort();
}

// The reports of an error that ends the process.
Completion<Value> die(Isolate& isolate, const Arguments& arguments) {
  Platform::of(isolate).die(arguments[0], to_boolean(arguments[1]));
}

Completion<Value> process_id(Isolate&, const Arguments&) { return Value::number(i64{getpid()}); }
Completion<Value> parent_id(Isolate&, const Arguments&) { return Value::number(i64{getppid()}); }
Completion<Value> user_id(Isolate&, const Arguments&) { return Value::number(i64{getuid()}); }
Completion<Value> group_id(Isolate&, const Arguments&) { return Value::number(i64{getgid()}); }
Completion<Value> effective_user_id(Isolate&, const Arguments&) {
  return Value::number(i64{geteuid()});
}
Completion<Value> effective_group_id(Isolate&, const Arguments&) {
  return Value::number(i64{getegid()});
}
// groups(): the supplementary ones, and the effective one at the end if it is not among them.
Completion<Value> groups(Isolate& isolate, const Arguments&) {
  int count = getgroups(0, nullptr);
  std::vector<gid_t> ids(count > 0 ? static_cast<usize>(count) : 0);
  count = getgroups(static_cast<int>(ids.size()), ids.data());
  ids.resize(count > 0 ? static_cast<usize>(count) : 0);
  gid_t effective = getegid();
  if (std::find(ids.begin(), ids.end(), effective) == ids.end()) ids.push_back(effective);
  Array* list = new_array(isolate);
  for (gid_t id : ids) TRY(push_element(isolate, list, Value::number(i64{id})));
  return list;
}

// clock(): [seconds, nanoseconds] of the monotonic clock.
Completion<Value> clock(Isolate& isolate, const Arguments&) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const Value parts[] = {Value::number(i64{now.tv_sec}), Value::number(i64{now.tv_nsec})};
  return new_array_from(isolate, parts);
}

// elapsed(): milliseconds since the process began, with a fraction.
Completion<Value> elapsed(Isolate& isolate, const Arguments&) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  f64 ms = static_cast<f64>(now.tv_sec) * 1e3 + static_cast<f64>(now.tv_nsec) / 1e6;
  return Value::number(ms - static_cast<f64>(Platform::of(isolate).options().start_ms));
}

// memory(): [resident, heap committed, heap used, external]
Completion<Value> memory(Isolate& isolate, const Arguments&) {
  std::string text;
  i64 pages = 0;
  if (read_whole_file("/proc/self/statm", &text)) {
    usize space = text.find(' ');
    if (space != std::string::npos) pages = std::atoll(text.c_str() + space);
  }
  HeapStats stats = isolate.heap().stats();
  const Value parts[] = {
      Value::number(pages * i64{sysconf(_SC_PAGESIZE)}),
      Value::number(u64{stats.committed_bytes}), Value::number(u64{stats.used_bytes}),
      Value::number(u64{stats.external_bytes})};
  return new_array_from(isolate, parts);
}

// usage(): [user, system] microseconds of processor time, then the other figures of getrusage.
Completion<Value> usage(Isolate& isolate, const Arguments&) {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  auto micros = [](timeval time) { return i64{time.tv_sec} * 1000000 + time.tv_usec; };
  const Value parts[] = {Value::number(micros(used.ru_utime)), Value::number(micros(used.ru_stime)),
                         Value::number(i64{used.ru_maxrss}), Value::number(i64{used.ru_minflt}),
                         Value::number(i64{used.ru_majflt}), Value::number(i64{used.ru_inblock}),
                         Value::number(i64{used.ru_oublock}), Value::number(i64{used.ru_nvcsw}),
                         Value::number(i64{used.ru_nivcsw})};
  return new_array_from(isolate, parts);
}

// mask(value or undefined): the former umask.
Completion<Value> mask(Isolate& isolate, const Arguments& arguments) {
  if (arguments[0].is_undefined()) {
    mode_t old = umask(0);
    umask(old);
    return Value::number(u32{old});
  }
  return Value::number(u32{umask(static_cast<mode_t>(TRY(to_uint32(isolate, arguments[0]))))});
}

Completion<Value> set_title(Isolate& isolate, const Arguments& arguments) {
  std::string title = TRY(to_well_formed_utf8(isolate, arguments[0]));
  prctl(PR_SET_NAME, title.c_str());
  return Value();
}

// signal(pid, number): 0 or errno.
Completion<Value> send_signal(Isolate& isolate, const Arguments& arguments) {
  i32 pid = TRY(to_int32(isolate, arguments[0]));
  i32 number = TRY(to_int32(isolate, arguments[1]));
  Platform::of(isolate).before_wait(Context::of(isolate));
  return Value::int32(kill(pid, number) == 0 ? 0 : errno);
}

// watchSignal(number, function or undefined): false if that is not possible.
Completion<Value> watch_signal(Isolate& isolate, const Arguments& arguments) {
  int number = TRY(to_int32(isolate, arguments[0]));
  Context& context = Context::of(isolate);
  if (!arguments[1].is_callable()) {
    return Value::boolean(context.driver().watch_signal(number, nullptr));
  }
  auto callback = std::make_shared<Persistent<Object>>(isolate.heap(), arguments[1].as_object());
  return Value::boolean(context.driver().watch_signal(
      number, make_task([&context, callback] { context.run_turn(callback->get()); })));
}

// writeText(fd, text) and writeBytes(fd, view): of standard output and error.
Completion<Value> write_text(Isolate& isolate, const Arguments& arguments) {
  std::string text = TRY(to_well_formed_utf8(isolate, arguments[1]));
  Platform::of(isolate).write(TRY(to_int32(isolate, arguments[0])), text);
  return Value();
}
Completion<Value> write_bytes(Isolate& isolate, const Arguments& arguments) {
  std::span<u8> bytes;
  if (!bytes_of(arguments[1], &bytes)) return throw_type_error(isolate, "not a view");
  std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  Platform::of(isolate).write(TRY(to_int32(isolate, arguments[0])), text);
  return Value();
}

// readInput(callback): reads once from standard input. The callback gets an ArrayBuffer, empty at the end, or
// an error number as a negative one.
Completion<Value> read_input(Isolate& isolate, const Arguments& arguments) {
  struct Chunk {
    std::string bytes;
    int error = 0;
  };
  auto chunk = std::make_shared<Chunk>();
  auto callback = std::make_shared<Persistent<Object>>(isolate.heap(), arguments[0].as_object());
  Context& context = Context::of(isolate);
  Platform& platform = Platform::of(isolate);
  context.driver().run_blocking(
      make_task([chunk] {
        chunk->bytes.resize(65536);
        ssize_t got;
        do {
          got = read(0, chunk->bytes.data(), chunk->bytes.size());
          if (got >= 0 || (errno != EINTR && errno != EAGAIN)) break;
          pollfd ready{0, POLLIN, 0};
          if (errno == EAGAIN) poll(&ready, 1, -1);
        } while (true);
        if (got < 0) chunk->error = errno;
        chunk->bytes.resize(got > 0 ? static_cast<usize>(got) : 0);
      }),
      make_task([&context, &platform, chunk, callback]() mutable {
        Object* function = callback->get();
        callback.reset();
        platform.input_arrived();
        context.run_turn_with([&]() -> Completion<void> {
          Isolate& isolate = context.isolate();
          Value result = Value::int32(-chunk->error);
          if (chunk->error == 0) {
            ArrayBuffer* buffer = TRY(new_array_buffer(isolate, chunk->bytes.size()));
            if (!chunk->bytes.empty()) {
              std::memcpy(buffer->data(), chunk->bytes.data(), chunk->bytes.size());
            }
            result = buffer;
          }
          TRY(call_with(isolate, function, Value(), result));
          return {};
        });
      }));
  platform.input_requested();
  return Value();
}

// setInputReferenced(flag): whether a read under way keeps the process alive.
Completion<Value> set_input_referenced(Isolate& isolate, const Arguments& arguments) {
  Platform::of(isolate).set_input_referenced(to_boolean(arguments[0]));
  return Value();
}

// setRawMode(flag): of the terminal at standard input; 0 or errno.
Completion<Value> set_raw_mode(Isolate& isolate, const Arguments& arguments) {
  termios mode{};
  if (tcgetattr(0, &mode) != 0) return Value::int32(errno);
  Platform::of(isolate).keep_terminal_mode(mode);
  if (to_boolean(arguments[0])) {
    mode.c_iflag &= ~tcflag_t{BRKINT | ICRNL | INPCK | ISTRIP | IXON};
    mode.c_cflag |= CS8;
    mode.c_lflag &= ~tcflag_t{ECHO | ICANON | IEXTEN | ISIG};
  } else {
    mode.c_iflag |= BRKINT | ICRNL | IXON;
    mode.c_lflag |= ECHO | ICANON | IEXTEN | ISIG;
  }
  return Value::int32(tcsetattr(0, TCSADRAIN, &mode) == 0 ? 0 : errno);
}

// kindOfDescriptor(fd): "file", "pipe", "tty", "socket", "device", or "" if it is closed.
Completion<Value> kind_of_descriptor(Isolate& isolate, const Arguments& arguments) {
  int fd = TRY(to_int32(isolate, arguments[0]));
  struct stat status;
  const char* kind = "";
  if (isatty(fd) == 1) {
    kind = "tty";
  } else if (fstat(fd, &status) == 0) {
    kind = S_ISREG(status.st_mode)    ? "file"
           : S_ISFIFO(status.st_mode) ? "pipe"
           : S_ISSOCK(status.st_mode) ? "socket"
                                      : "device";
  }
  return intern_latin1(isolate, kind);
}

Completion<Value> is_terminal(Isolate& isolate, const Arguments& arguments) {
  return Value::boolean(isatty(TRY(to_int32(isolate, arguments[0]))) == 1);
}

// windowSize(fd): [columns, rows] or undefined.
Completion<Value> window_size(Isolate& isolate, const Arguments& arguments) {
  winsize size{};
  if (ioctl(TRY(to_int32(isolate, arguments[0])), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
    return Value();
  }
  const Value parts[] = {Value::int32(size.ws_col), Value::int32(size.ws_row)};
  return new_array_from(isolate, parts);
}

// setHook(index, function): see Platform::Hook.
Completion<Value> set_hook(Isolate& isolate, const Arguments& arguments) {
  i32 index = TRY(to_int32(isolate, arguments[0]));
  if (index < 0 || index >= static_cast<i32>(Platform::Hook::kCount)) return Value();
  Platform::of(isolate).set_hook(static_cast<Platform::Hook>(index), arguments[1]);
  return Value();
}

// machine(): [sysname, nodename, release, version, machine]
Completion<Value> machine(Isolate& isolate, const Arguments&) {
  utsname names{};
  uname(&names);
  return strings(isolate, {names.sysname, names.nodename, names.release, names.version,
                           names.machine});
}

// system(): [total memory, free memory, uptime, load 1, load 5, load 15, processors]
Completion<Value> system_figures(Isolate& isolate, const Arguments&) {
  struct sysinfo info{};
  sysinfo(&info);
  f64 loads[3] = {};
  getloadavg(loads, 3);
  const Value parts[] = {
      Value::number(static_cast<f64>(info.totalram) * info.mem_unit),
      Value::number(static_cast<f64>(info.freeram) * info.mem_unit),
      Value::number(i64{info.uptime}), Value::number(loads[0]), Value::number(loads[1]),
      Value::number(loads[2]), Value::number(i64{sysconf(_SC_NPROCESSORS_ONLN)})};
  return new_array_from(isolate, parts);
}

// user(): [name, home, shell] or undefined.
Completion<Value> user(Isolate& isolate, const Arguments&) {
  passwd* entry = getpwuid(getuid());
  if (!entry) return Value();
  return strings(isolate, {entry->pw_name, entry->pw_dir, entry->pw_shell});
}

Completion<Value> collect_garbage(Isolate& isolate, const Arguments&) {
  isolate.heap().collect();
  return Value();
}

}  // namespace

void make_process_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"version", version},          {"argv0", argument_zero},
      {"hasMainFile", has_main_file},
      {"arguments", arguments_list}, {"flags", flags_list},
      {"executable", executable},    {"environment", environment},
      {"setVariable", set_variable}, {"currentDirectory", working_directory},
      {"changeDirectory", change_directory}, {"exit", exit_now},
      {"abort", abort_now},          {"die", die},
      {"processId", process_id},     {"parentId", parent_id},
      {"userId", user_id},           {"groupId", group_id},
      {"effectiveUserId", effective_user_id}, {"effectiveGroupId", effective_group_id},
      {"groups", groups},
      {"clock", clock},              {"elapsed", elapsed},
      {"memory", memory},            {"usage", usage},
      {"mask", mask},                {"setTitle", set_title},
      {"signal", send_signal},       {"watchSignal", watch_signal},
      {"writeText", write_text},
      {"writeBytes", write_bytes},   {"isTerminal", is_terminal},
      {"readInput", read_input},     {"setInputReferenced", set_input_referenced},
      {"setRawMode", set_raw_mode},  {"kindOfDescriptor", kind_of_descriptor},
      {"windowSize", window_size},   {"setHook", set_hook},
      {"machine", machine},          {"system", system_figures},
      {"user", user},                {"collectGarbage", collect_garbage},
  };
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
