// binding.files: operations on the file system, at once or on the blocking pool.
//
// A FileRequest is plain data: `perform` fills in its outcome and may run on any thread; only making it from
// arguments and turning the outcome into a value touch JavaScript. Bytes travel as Latin-1 strings.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "platform/node/binding.h"
#include "platform/node/paths.h"
#include "platform/node/platform.h"
#include "runtime/elements.h"

namespace kaze {

namespace {

enum class Operation : u8 {
  kReadText,     // path: UTF-8 text
  kReadBytes,    // path: bytes
  kWrite,        // path, bytes, flags, mode
  kOpen,         // path, flags, mode: fd
  kClose,        // fd
  kRead,         // fd, length, position or -1: bytes
  kWriteFd,      // fd, bytes, position or -1: count
  kStat,         // path: figures
  kLstat,
  kFstat,        // fd
  kReadDirectory,  // path: names and types
  kMakeDirectory,  // path, mode
  kRemoveDirectory,
  kUnlink,
  kRename,       // path, path
  kCopy,         // path, path, flags
  kLink,
  kSymlink,      // target, path
  kReadLink,
  kRealPath,
  kAccess,       // path, mode
  kChmod,
  kTruncate,     // path, length
  kFtruncate,    // fd, length
  kFsync,
  kTimes,        // path, atime, mtime (seconds)
  kMakeTemporary,  // prefix: path
  kChown,        // path, uid, gid
  kCount,
};

struct FileRequest {
  Operation operation = Operation::kStat;
  std::string path;
  std::string text;  // the second path, or bytes
  f64 number = 0;
  f64 second = 0;
  // The outcome.
  int error = 0;
  std::string bytes;
  f64 result = 0;
  struct stat status{};
  std::vector<std::pair<std::string, u8>> names;
};

int write_fully(int fd, std::string_view bytes, i64 position) {
  while (!bytes.empty()) {
    ssize_t written = position < 0 ? write(fd, bytes.data(), bytes.size())
                                   : pwrite(fd, bytes.data(), bytes.size(), position);
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes.remove_prefix(static_cast<usize>(written));
    if (position >= 0) position += written;
  }
  return 0;
}

int write_file(const FileRequest& request) {
  int fd = open(request.path.c_str(), static_cast<int>(request.number) | O_CLOEXEC,
                static_cast<mode_t>(request.second));
  if (fd < 0) return errno;
  int error = write_fully(fd, request.text, -1);
  if (close(fd) != 0 && error == 0) error = errno;
  return error;
}

int read_some(FileRequest& request) {
  usize length = static_cast<usize>(request.second);
  request.bytes.resize(length);
  i64 position = request.text.empty() ? -1 : std::stoll(request.text);
  int fd = static_cast<int>(request.number);
  ssize_t got;
  do {
    got = position < 0 ? read(fd, request.bytes.data(), length)
                       : pread(fd, request.bytes.data(), length, position);
  } while (got < 0 && errno == EINTR);
  if (got < 0) return errno;
  request.bytes.resize(static_cast<usize>(got));
  return 0;
}

int read_directory(FileRequest& request) {
  DIR* directory = opendir(request.path.c_str());
  if (!directory) return errno;
  while (dirent* entry = readdir(directory)) {
    std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    u8 type = entry->d_type;
    if (type == DT_UNKNOWN) {
      struct stat status;
      if (lstat((request.path + "/" + entry->d_name).c_str(), &status) == 0) {
        type = static_cast<u8>(IFTODT(status.st_mode));
      }
    }
    request.names.emplace_back(name, type);
  }
  closedir(directory);
  return 0;
}

int copy_file(const FileRequest& request) {
  std::string bytes;
  struct stat status;
  if (stat(request.path.c_str(), &status) != 0 || !read_whole_file(request.path, &bytes)) {
    return errno;
  }
  constexpr int k_exclusive = 1;
  int flags = O_WRONLY | O_CREAT | O_CLOEXEC |
              (static_cast<int>(request.number) & k_exclusive ? O_EXCL : O_TRUNC);
  int fd = open(request.text.c_str(), flags, status.st_mode & 0777);
  if (fd < 0) return errno;
  int error = write_fully(fd, bytes, -1);
  if (close(fd) != 0 && error == 0) error = errno;
  return error;
}

timespec to_timespec(f64 seconds) {
  timespec time{};
  f64 whole = std::floor(seconds);
  time.tv_sec = static_cast<time_t>(whole);
  time.tv_nsec = static_cast<long>((seconds - whole) * 1e9);
  return time;
}

// 0 or errno.
int perform(FileRequest& request) {
  const char* path = request.path.c_str();
  int fd = static_cast<int>(request.number);
  mode_t mode = static_cast<mode_t>(request.number);
  auto status_of = [](int result) { return result == 0 ? 0 : errno; };
  switch (request.operation) {
  case Operation::kReadText:
  case Operation::kReadBytes: return read_whole_file(request.path, &request.bytes) ? 0 : errno;
  case Operation::kWrite: return write_file(request);
  case Operation::kOpen: {
    int opened = open(path, fd | O_CLOEXEC, static_cast<mode_t>(request.second));
    request.result = opened;
    return opened >= 0 ? 0 : errno;
  }
  case Operation::kClose: return status_of(close(fd));
  case Operation::kRead: return read_some(request);
  case Operation::kWriteFd: {
    request.result = static_cast<f64>(request.text.size());
    return write_fully(fd, request.text, static_cast<i64>(request.second));
  }
  case Operation::kStat: return status_of(stat(path, &request.status));
  case Operation::kLstat: return status_of(lstat(path, &request.status));
  case Operation::kFstat: return status_of(fstat(fd, &request.status));
  case Operation::kReadDirectory: return read_directory(request);
  case Operation::kMakeDirectory: return status_of(mkdir(path, mode));
  case Operation::kRemoveDirectory: return status_of(rmdir(path));
  case Operation::kUnlink: return status_of(unlink(path));
  case Operation::kRename: return status_of(rename(path, request.text.c_str()));
  case Operation::kCopy: return copy_file(request);
  case Operation::kLink: return status_of(link(path, request.text.c_str()));
  case Operation::kSymlink: return status_of(symlink(path, request.text.c_str()));
  case Operation::kReadLink: {
    char target[4096];
    ssize_t length = readlink(path, target, sizeof target);
    if (length < 0) return errno;
    request.bytes.assign(target, static_cast<usize>(length));
    return 0;
  }
  case Operation::kRealPath: {
    request.bytes = real_path(request.path);
    return request.bytes.empty() ? errno : 0;
  }
  case Operation::kAccess: return status_of(access(path, fd));
  case Operation::kChmod: return status_of(chmod(path, mode));
  case Operation::kTruncate: return status_of(truncate(path, static_cast<off_t>(request.number)));
  case Operation::kFtruncate: return status_of(ftruncate(fd, static_cast<off_t>(request.second)));
  case Operation::kFsync: return status_of(fsync(fd));
  case Operation::kTimes: {
    timespec times[2] = {to_timespec(request.number), to_timespec(request.second)};
    return status_of(utimensat(AT_FDCWD, path, times, 0));
  }
  case Operation::kMakeTemporary: {
    request.bytes = request.path + "XXXXXX";
    return mkdtemp(request.bytes.data()) ? 0 : errno;
  }
  case Operation::kChown:
    return status_of(chown(path, static_cast<uid_t>(request.number),
                           static_cast<gid_t>(request.second)));
  case Operation::kCount: break;
  }
  return EINVAL;
}

// Bytes of a path or contents: text as UTF-8, but contents that came as bytes stay bytes.
Completion<void> fill(Isolate& isolate, const Arguments& arguments, u32 first,
                      FileRequest* request) {
  i32 operation = TRY(to_int32(isolate, arguments[first]));
  if (operation < 0 || operation >= static_cast<i32>(Operation::kCount)) {
    return throw_type_error(isolate, "unknown file operation");
  }
  request->operation = static_cast<Operation>(operation);
  request->path = TRY(to_utf8(isolate, arguments[first + 1]));
  if (!arguments[first + 2].is_undefined()) {
    String* text = TRY(to_string(isolate, arguments[first + 2]));
    bool is_bytes = to_boolean(arguments[first + 5]);
    request->text = is_bytes && text->is_latin1() ? std::string(text->view8()) : text->to_utf8();
  }
  if (!arguments[first + 3].is_undefined()) {
    request->number = TRY(to_number(isolate, arguments[first + 3]));
  }
  if (!arguments[first + 4].is_undefined()) {
    request->second = TRY(to_number(isolate, arguments[first + 4]));
  }
  return {};
}

// [dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, then seconds and nanoseconds of
// access, modification, change and birth].
Value status_value(Isolate& isolate, const struct stat& status) {
  auto number = [](auto value) { return Value::number(static_cast<f64>(value)); };
  const Value parts[] = {
      number(status.st_dev),          number(status.st_mode),
      number(status.st_nlink),        number(status.st_uid),
      number(status.st_gid),          number(status.st_rdev),
      number(status.st_blksize),      number(status.st_ino),
      number(status.st_size),         number(status.st_blocks),
      number(status.st_atim.tv_sec),  number(status.st_atim.tv_nsec),
      number(status.st_mtim.tv_sec),  number(status.st_mtim.tv_nsec),
      number(status.st_ctim.tv_sec),  number(status.st_ctim.tv_nsec),
      // Linux tells the time of birth through statx only; the time of change is the nearest.
      number(status.st_ctim.tv_sec),  number(status.st_ctim.tv_nsec),
  };
  return new_array_from(isolate, parts);
}

// What a script gets: the result, or the error number as a negative one.
Completion<Value> outcome(Isolate& isolate, const FileRequest& request) {
  if (request.error != 0) return Value::int32(-request.error);
  switch (request.operation) {
  case Operation::kReadText: return text_value(isolate, request.bytes);
  case Operation::kReadBytes:
  case Operation::kRead: return new_string_latin1(isolate, request.bytes);
  case Operation::kReadLink:
  case Operation::kRealPath:
  case Operation::kMakeTemporary: return text_value(isolate, request.bytes);
  case Operation::kStat:
  case Operation::kLstat:
  case Operation::kFstat: return status_value(isolate, request.status);
  case Operation::kReadDirectory: {
    Array* list = new_array(isolate);
    for (const auto& [name, type] : request.names) {
      TRY(push_element(isolate, list, text_value(isolate, name)));
      TRY(push_element(isolate, list, Value::int32(type)));
    }
    return list;
  }
  case Operation::kOpen:
  case Operation::kWriteFd: return Value::number(request.result);
  default: return Value();
  }
}

// run(operation, path, text, number, number, isBytes)
Completion<Value> run(Isolate& isolate, const Arguments& arguments) {
  FileRequest request;
  TRY(fill(isolate, arguments, 0, &request));
  // What was printed must not come after what the program now writes itself.
  if (request.operation == Operation::kWriteFd && request.number <= 2) {
    Platform::of(isolate).before_wait(Context::of(isolate));
  }
  request.error = perform(request);
  return outcome(isolate, request);
}

// start(callback, operation, …): the callback gets what `run` would have returned.
Completion<Value> start(Isolate& isolate, const Arguments& arguments) {
  auto request = std::make_shared<FileRequest>();
  TRY(fill(isolate, arguments, 1, request.get()));
  Context& context = Context::of(isolate);
  if (request->operation == Operation::kWriteFd && request->number <= 2) {
    Platform::of(isolate).before_wait(context);
  }
  auto callback = std::make_shared<Persistent<Object>>(isolate.heap(), arguments[0].as_object());
  context.driver().run_blocking(
      make_task([request] { request->error = perform(*request); }),
      make_task([&context, request, callback] {
        Object* function = callback->get();
        callback->reset();
        context.run_turn_with([&]() -> Completion<void> {
          Isolate& isolate = context.isolate();
          Value result = TRY(outcome(isolate, *request));
          TRY(call_with(isolate, function, Value(), result));
          return {};
        });
      }));
  return Value();
}

// errorName(number): "ENOENT"; errorText(number): "no such file or directory".
Completion<Value> error_name(Isolate& isolate, const Arguments& arguments) {
  const char* name = strerrorname_np(TRY(to_int32(isolate, arguments[0])));
  return intern_latin1(isolate, name ? name : "UNKNOWN");
}
Completion<Value> error_text(Isolate& isolate, const Arguments& arguments) {
  std::string text = std::strerror(TRY(to_int32(isolate, arguments[0])));
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] += 'a' - 'A';
  return text_value(isolate, text);
}

}  // namespace

void make_files_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"run", run}, {"start", start}, {"errorName", error_name}, {"errorText", error_text}};
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
