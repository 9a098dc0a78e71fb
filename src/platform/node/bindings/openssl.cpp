#include "platform/node/bindings/openssl.h"

#include <dlfcn.h>

namespace kaze {

namespace {

// The name under which libraries with the interface of these headers are installed.
#define KAZE_TEXT_OF(x) #x
#define KAZE_TEXT(x) KAZE_TEXT_OF(x)
constexpr char k_library[] = "libcrypto.so." KAZE_TEXT(OPENSSL_VERSION_MAJOR);

OpenSsl load() {
  OpenSsl table;
  // Never closed: OpenSSL keeps state of its own for each thread.
  void* library = dlopen(k_library, RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    const char* reason = dlerror();
    table.problem = reason ? reason : k_library;
    return table;
  }
#define KAZE_OPENSSL_LOOK_UP(name)                                                      \
  table.name = reinterpret_cast<decltype(table.name)>(dlsym(library, #name));           \
  if (!table.name && table.problem.empty()) {                                           \
    table.problem = std::string(k_library) + ": there is no " #name;                    \
  }
  KAZE_OPENSSL_FUNCTIONS(KAZE_OPENSSL_LOOK_UP)
#undef KAZE_OPENSSL_LOOK_UP
  return table;
}

}  // namespace

const OpenSsl& open_ssl() {
  static const OpenSsl table = load();
  return table;
}

}  // namespace kaze
