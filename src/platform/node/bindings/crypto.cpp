// binding.crypto: digests and random bytes.
#include <sys/random.h>

#include <cerrno>

#include "platform/node/binding.h"
#include "platform/node/bindings/digest.h"
#include "platform/web/view_bytes.h"

namespace kaze {

namespace {

// blockSize(name): in bytes; 0 for an unknown algorithm.
Completion<Value> block_size(Isolate& isolate, const Arguments& arguments) {
  const DigestAlgorithm* algorithm = find_digest(TRY(to_utf8(isolate, arguments[0])));
  return Value::number(u64{algorithm ? block_size_of(*algorithm) : 0});
}

// digest(name, view): an ArrayBuffer, or undefined for an unknown algorithm.
Completion<Value> digest(Isolate& isolate, const Arguments& arguments) {
  const DigestAlgorithm* algorithm = find_digest(TRY(to_utf8(isolate, arguments[0])));
  std::span<u8> message;
  if (!algorithm || !bytes_of(arguments[1], &message)) return Value();
  std::vector<u8> result = digest_of(*algorithm, message);
  ArrayBuffer* buffer = TRY(new_array_buffer_uninitialized(isolate, result.size()));
  std::copy(result.begin(), result.end(), buffer->data());
  return buffer;
}

// fillRandom(view): from the system's generator; 0 or an error number.
Completion<Value> fill_random(Isolate&, const Arguments& arguments) {
  std::span<u8> bytes;
  bytes_of(arguments[0], &bytes);
  while (!bytes.empty()) {
    ssize_t count = getrandom(bytes.data(), bytes.size(), 0);
    if (count < 0) {
      if (errno == EINTR) continue;
      return Value::int32(errno);
    }
    bytes = bytes.subspan(static_cast<usize>(count));
  }
  return Value::int32(0);
}

}  // namespace

void make_crypto_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"blockSize", block_size}, {"digest", digest}, {"fillRandom", fill_random}};
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
