// binding.files: operations on the file system, at once or on the blocking pool.
//
// A FileRequest is plain data: `perform` fills in its outcome and may run on any thread; only making it from
// arguments and turning the outcome into a value touch JavaScript.
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <memory>

#include "platform/node/binding.h"
#include "platform/node/paths.h"
#include "platform/node/platform.h"
#include "platform/web/encodings.h"
#include "platform/web/view_bytes.h"
#include "runtime/elements.h"

namespace kaze {

namespace {

enum class Operation : u8 {
  kReadText,     // path, flags: UTF-8 text
  kReadBytes,    // path, flags: an ArrayBuffer
  kReadRest,     // fd: an ArrayBuffer with what is left of the file
  kWrite,        // path, data, flags, mode
  kOpen,         // path, flags, mode: fd
  kClose,        // fd
  kRead,         // fd, view, position or -1: the count of bytes read into the view
  kWriteFd,      // fd, data, position or -1: count
  kStat,         // path: figures
  kLstat,
  kFstat,        // fd
  kReadDirectory,  // path: names and types, by turns
  kMakeDirectory,  // path, mode
  kMakeDirectories,  // path, mode: the first one made, or undefined
  kRemoveTree,   // path: with all that is in it
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
  kFchmod,       // fd, mode
  kFutimes,      // fd, atime, mtime (seconds)
  kLchown,       // path, uid, gid
  kFchown,       // fd, uid, gid
  kLutimes,      // path, atime, mtime (seconds)
  kCount,
};

struct FileRequest {
  Operation operation = Operation::kStat;
  std::string path;
  std::string text;  // the second path, or the data
  f64 number = 0;
  f64 second = 0;
  f64 third = 0;
  // The outcome.
  int error = 0;
  std::string bytes;
  f64 result = 0;
  struct stat status{};
  timespec birth{};
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
  if (close(fd) != 0 && error == 0 && errno != EINTR) error = errno;
  return error;
}

// request.bytes has the length of the view.
int read_some(FileRequest& request) {
  usize length = request.bytes.size();
  i64 position = static_cast<i64>(request.second);
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

int read_rest(int fd, std::string* bytes) {
  struct stat status;
  if (fstat(fd, &status) != 0) return errno;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  // What no buffer and no string could hold is not worth reading; devices may go on for ever.
  constexpr usize k_max_bytes = usize{1} << 31;
  if (status.st_size > static_cast<off_t>(k_max_bytes)) return EFBIG;
  if (status.st_size > 0) bytes->reserve(static_cast<usize>(status.st_size) + 1);
  char buffer[65536];
  for (;;) {
    ssize_t got = read(fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    if (got == 0) return 0;
    if (bytes->size() + static_cast<usize>(got) > k_max_bytes) return EFBIG;
    bytes->append(buffer, static_cast<usize>(got));
  }
}

int read_file(FileRequest& request) {
  int fd = open(request.path.c_str(), static_cast<int>(request.number) | O_CLOEXEC, 0666);
  if (fd < 0) return errno;
  int error = read_rest(fd, &request.bytes);
  close(fd);
  return error;
}

// mkdir -p. The first folder that had to be made is the outcome.
int make_directories(FileRequest& request) {
  char folder[PATH_MAX];
  if (!request.path.starts_with('/') && !getcwd(folder, sizeof folder)) return errno;
  std::string path = resolve_path(request.path, folder);
  mode_t mode = static_cast<mode_t>(request.number);
  // From the longest part that is there on.
  std::vector<std::string> missing;
  for (;;) {
    if (mkdir(path.c_str(), mode) == 0) {
      request.bytes = path;
      break;
    }
    int error = errno;
    if (error == EEXIST) {
      if (!is_directory(path)) return missing.empty() ? EEXIST : ENOTDIR;
      break;
    }
    if (error != ENOENT || path == "/") return error;
    missing.push_back(path);
    path = directory_of(path);
  }
  while (!missing.empty()) {
    if (mkdir(missing.back().c_str(), mode) == 0) {
      if (request.bytes.empty()) request.bytes = missing.back();
    } else if (errno != EEXIST) {
      return errno;
    }
    missing.pop_back();
  }
  return 0;
}

int remove_tree(const std::string& path) {
  struct stat status;
  if (lstat(path.c_str(), &status) != 0) return errno;
  if (!S_ISDIR(status.st_mode)) return unlink(path.c_str()) == 0 ? 0 : errno;
  // The names first: the tree may be deeper than there are descriptors.
  std::vector<std::string> names;
  DIR* directory = opendir(path.c_str());
  if (!directory) return errno;
  while (dirent* entry = readdir(directory)) {
    std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  closedir(directory);
  for (const std::string& name : names) {
    int error = remove_tree(path + "/" + name);
    if (error != 0 && error != ENOENT) return error;
  }
  return rmdir(path.c_str()) == 0 ? 0 : errno;
}

// Linux tells the time of birth through statx only; where it does not, the time of change is the nearest.
void find_birth(FileRequest& request, int fd, const char* path, int flags) {
  request.birth = request.status.st_ctim;
#ifdef STATX_BTIME
  struct statx extended;
  if (statx(fd, path, flags, STATX_BTIME, &extended) == 0 && (extended.stx_mask & STATX_BTIME)) {
    request.birth.tv_sec = static_cast<time_t>(extended.stx_btime.tv_sec);
    request.birth.tv_nsec = static_cast<long>(extended.stx_btime.tv_nsec);
  }
#endif
}

int read_directory(FileRequest& request) {
  DIR* directory = opendir(request.path.c_str());
  if (!directory) return errno;
  int error = 0;
  for (;;) {
    errno = 0;
    dirent* entry = readdir(directory);
    if (!entry) {
      error = errno;
      break;
    }
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
  // As libuv gives them.
  std::sort(request.names.begin(), request.names.end());
  return error;
}

// What is left of `from`, to `to`.
int copy_bytes(int from, int to) {
  // The kernel does it, and without moving a byte where the file system can share them.
  constexpr usize k_at_once = usize{1} << 30;
  for (;;) {
    ssize_t copied = copy_file_range(from, nullptr, to, nullptr, k_at_once, 0);
    if (copied == 0) break;
    if (copied < 0 && errno != EINTR) break;
  }
  // Not between these files, or it took what has a size of 0 for empty.
  std::vector<char> buffer(65536);
  for (;;) {
    ssize_t got = read(from, buffer.data(), buffer.size());
    if (got == 0) return 0;
    int error = got > 0 ? write_fully(to, {buffer.data(), static_cast<usize>(got)}, -1) : errno;
    if (error != 0 && error != EINTR) return error;
  }
}

int copy_file(const FileRequest& request) {
  constexpr int k_exclusive = 1;
  constexpr int k_clone_only = 4;
  const int mode = static_cast<int>(request.number);
  if (mode & k_clone_only) return ENOSYS;
  int from = open(request.path.c_str(), O_RDONLY | O_CLOEXEC);
  if (from < 0) return errno;
  struct stat source;
  struct stat target;
  int error = fstat(from, &source) == 0 ? S_ISDIR(source.st_mode) ? EISDIR : 0 : errno;
  int to = -1;
  if (error == 0) {
    // Not truncated yet: it may be the same file.
    int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (mode & k_exclusive ? O_EXCL : 0);
    to = open(request.text.c_str(), flags, source.st_mode & 0777);
    if (to < 0 || fstat(to, &target) != 0) error = errno;
  }
  bool is_same = error == 0 && source.st_dev == target.st_dev && source.st_ino == target.st_ino;
  if (error == 0 && !is_same) {
    if (S_ISREG(target.st_mode) && ftruncate(to, 0) != 0) error = errno;
    if (error == 0) error = copy_bytes(from, to);
  }
  close(from);
  if (to >= 0 && close(to) != 0 && error == 0 && errno != EINTR) error = errno;
  return error;
}

timespec to_timespec(f64 seconds) {
  timespec time{};
  f64 whole = std::floor(seconds);
  time.tv_sec = static_cast<time_t>(whole);
  time.tv_nsec = static_cast<long>((seconds - whole) * 1e9);
  return time;
}

int perform_once(FileRequest& request) {
  const char* path = request.path.c_str();
  int fd = static_cast<int>(request.number);
  mode_t mode = static_cast<mode_t>(request.number);
  auto status_of = [](int result) { return result == 0 ? 0 : errno; };
  switch (request.operation) {
  case Operation::kReadText:
  case Operation::kReadBytes: return read_file(request);
  case Operation::kReadRest: return read_rest(fd, &request.bytes);
  case Operation::kWrite: return write_file(request);
  case Operation::kOpen: {
    int opened = open(path, fd | O_CLOEXEC, static_cast<mode_t>(request.second));
    request.result = opened;
    return opened >= 0 ? 0 : errno;
  }
  case Operation::kClose:
    // The descriptor is gone even where a signal came in between.
    return close(fd) == 0 || errno == EINTR ? 0 : errno;
  case Operation::kRead: return read_some(request);
  case Operation::kWriteFd: {
    request.result = static_cast<f64>(request.text.size());
    return write_fully(fd, request.text, static_cast<i64>(request.second));
  }
  case Operation::kStat:
    if (stat(path, &request.status) != 0) return errno;
    find_birth(request, AT_FDCWD, path, 0);
    return 0;
  case Operation::kLstat:
    if (lstat(path, &request.status) != 0) return errno;
    find_birth(request, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW);
    return 0;
  case Operation::kFstat:
    if (fstat(fd, &request.status) != 0) return errno;
    find_birth(request, fd, "", AT_EMPTY_PATH);
    return 0;
  case Operation::kReadDirectory: return read_directory(request);
  case Operation::kMakeDirectory: return status_of(mkdir(path, mode));
  case Operation::kMakeDirectories: return make_directories(request);
  case Operation::kRemoveTree: return remove_tree(request.path);
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
  case Operation::kFchmod: return status_of(fchmod(fd, static_cast<mode_t>(request.second)));
  case Operation::kFutimes: {
    timespec times[2] = {to_timespec(request.second), to_timespec(request.third)};
    return status_of(futimens(fd, times));
  }
  case Operation::kLchown:
    return status_of(lchown(path, static_cast<uid_t>(request.number),
                            static_cast<gid_t>(request.second)));
  case Operation::kFchown:
    return status_of(fchown(fd, static_cast<uid_t>(request.second),
                            static_cast<gid_t>(request.third)));
  case Operation::kLutimes: {
    timespec times[2] = {to_timespec(request.number), to_timespec(request.second)};
    return status_of(utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW));
  }
  case Operation::kCount: break;
  }
  return EINVAL;
}

// 0 or errno.
int perform(FileRequest& request) {
  int error;
  do error = perform_once(request);
  while (error == EINTR);
  return error;
}

// A string as UTF-8, or the bytes of a view.
Completion<std::string> bytes_or_text(Isolate& isolate, Value value) {
  std::span<u8> bytes;
  if (bytes_of(value, &bytes)) {
    return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  return to_well_formed_utf8(isolate, value);
}

// The arguments from `first` on: operation, path, data, number, number, number.
Completion<void> fill(Isolate& isolate, const Arguments& arguments, u32 first,
                      FileRequest* request) {
  i32 operation = TRY(to_int32(isolate, arguments[first]));
  if (operation < 0 || operation >= static_cast<i32>(Operation::kCount)) {
    return throw_type_error(isolate, "unknown file operation");
  }
  request->operation = static_cast<Operation>(operation);
  if (!arguments[first + 1].is_undefined()) {
    request->path = TRY(bytes_or_text(isolate, arguments[first + 1]));
  }
  Value data = arguments[first + 2];
  if (request->operation == Operation::kRead) {
    std::span<u8> view;
    if (!bytes_of(data, &view)) return throw_type_error(isolate, "not a view");
    request->bytes.resize(view.size());
  } else if (!data.is_undefined()) {
    request->text = TRY(bytes_or_text(isolate, data));
  }
  f64* numbers[] = {&request->number, &request->second, &request->third};
  for (u32 i = 0; i < 3; i++) {
    Value number = arguments[first + 3 + i];
    if (!number.is_undefined()) *numbers[i] = TRY(to_number(isolate, number));
  }
  return {};
}

// [dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, then seconds and nanoseconds of
// access, modification, change and birth].
Value status_value(Isolate& isolate, const FileRequest& request) {
  const struct stat& status = request.status;
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
      number(request.birth.tv_sec),   number(request.birth.tv_nsec),
  };
  return new_array_from(isolate, parts);
}

// What a script gets: the result, or the error number as a negative one. `view` is the one of kRead.
Completion<Value> outcome(Isolate& isolate, const FileRequest& request, Value view) {
  if (request.error != 0) return Value::int32(-request.error);
  switch (request.operation) {
  case Operation::kReadText:
    return decode_utf8(isolate, {reinterpret_cast<const u8*>(request.bytes.data()),
                                 request.bytes.size()});
  case Operation::kReadBytes:
  case Operation::kReadRest: {
    ArrayBuffer* buffer = TRY(new_array_buffer_uninitialized(isolate, request.bytes.size()));
    if (!request.bytes.empty()) {
      std::memcpy(buffer->data(), request.bytes.data(), request.bytes.size());
    }
    return buffer;
  }
  case Operation::kRead: {
    // The view may have shrunk or lost its buffer since the request was made.
    std::span<u8> bytes;
    usize count = request.bytes.size();
    if (bytes_of(view, &bytes) && count > 0 && !bytes.empty()) {
      std::memcpy(bytes.data(), request.bytes.data(), std::min(count, bytes.size()));
    }
    return Value::number(u64{count});
  }
  case Operation::kMakeDirectories:
    return request.bytes.empty() ? Value() : text_value(isolate, request.bytes);
  case Operation::kReadLink:
  case Operation::kRealPath:
  case Operation::kMakeTemporary: return text_value(isolate, request.bytes);
  case Operation::kStat:
  case Operation::kLstat:
  case Operation::kFstat: return status_value(isolate, request);
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

// run(operation, path, data, number, number, number)
Completion<Value> run(Isolate& isolate, const Arguments& arguments) {
  FileRequest request;
  TRY(fill(isolate, arguments, 0, &request));
  // What was printed must not come after what the program now writes itself.
  if (request.operation == Operation::kWriteFd && request.number <= 2) {
    Platform::of(isolate).before_wait(Context::of(isolate));
  }
  request.error = perform(request);
  return outcome(isolate, request, arguments[2]);
}

// start(callback, operation, …): the callback gets what `run` would have returned, or undefined and what it
// would have thrown.
Completion<Value> start(Isolate& isolate, const Arguments& arguments) {
  auto request = std::make_shared<FileRequest>();
  TRY(fill(isolate, arguments, 1, request.get()));
  Context& context = Context::of(isolate);
  if (request->operation == Operation::kWriteFd && request->number <= 2) {
    Platform::of(isolate).before_wait(context);
  }
  // The callback, and the view that is read into.
  auto kept = std::make_shared<RootedValues<Value>>(isolate.heap());
  kept->push_back(arguments[0]);
  kept->push_back(arguments[3]);
  context.driver().run_blocking(
      make_task([request] { request->error = perform(*request); }),
      make_task([&context, request, kept]() mutable {
        Value function = (*kept)[0];
        Value view = (*kept)[1];
        kept.reset();
        context.run_turn_with([&]() -> Completion<void> {
          Isolate& isolate = context.isolate();
          // What comes may not fit into the heap, or into a string.
          Completion<Value> result = outcome(isolate, *request, view);
          if (!result.is_abrupt()) {
            TRY(call_with(isolate, function, Value(), result.value()));
          } else if (isolate.is_terminating()) {
            return Thrown{};
          } else {
            TRY(call_with(isolate, function, Value(), Value(), isolate.take_exception()));
          }
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
