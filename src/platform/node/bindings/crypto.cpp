// binding.crypto: digests, HMAC and keys made from passwords, by OpenSSL; random bytes from the system.
//
// What OpenSSL cannot do is told by a value, not thrown: undefined for an algorithm that it does not know, else its
// error as [text, library, reason]. The scripts make Node's errors of it.
#include <sys/random.h>

#include <cerrno>
#include <climits>
#include <cstring>

#include "platform/node/binding.h"
#include "platform/node/bindings/openssl.h"
#include "platform/node/platform.h"
#include "platform/web/view_bytes.h"
#include "runtime/elements.h"
#include "runtime/host_object.h"

namespace kaze {

namespace {

using Bytes = std::vector<u8>;

// Throws if the library is not to be had.
Completion<const OpenSsl*> library(Isolate& isolate) {
  const OpenSsl& ssl = open_ssl();
  if (!ssl.problem.empty()) {
    return throw_with_code(isolate, ErrorType::kError, "ERR_NO_CRYPTO",
                           "OpenSSL cannot be loaded: " + ssl.problem);
  }
  ssl.ERR_clear_error();
  return &ssl;
}

// [text, library, reason] of `code`; 0 gives what Node shows when OpenSSL does not say why.
Value describe_error(Isolate& isolate, const OpenSsl& ssl, unsigned long code) {
  char text[256];
  ssl.ERR_error_string_n(code, text, sizeof text);
  auto part = [&](const char* name) { return name ? text_value(isolate, name) : Value(); };
  Value parts[] = {text_value(isolate, text), part(ssl.ERR_lib_error_string(code)),
                   part(ssl.ERR_reason_error_string(code))};
  ssl.ERR_clear_error();
  return new_array_from(isolate, parts);
}
Value last_error(Isolate& isolate, const OpenSsl& ssl) {
  return describe_error(isolate, ssl, ssl.ERR_peek_last_error());
}

// The bytes of an argument, good until JavaScript runs.
std::span<const u8> bytes_at(const Arguments& arguments, u32 index) {
  std::span<u8> bytes;
  bytes_of(arguments[index], &bytes);
  return bytes;
}
Bytes copy_at(const Arguments& arguments, u32 index) {
  std::span<const u8> bytes = bytes_at(arguments, index);
  return Bytes(bytes.begin(), bytes.end());
}
// OpenSSL takes null for "not given", also where there are no bytes.
template <typename Byte>
Byte* start_of(std::span<Byte> bytes) {
  static constexpr u8 k_none = 0;
  return bytes.data() ? bytes.data() : const_cast<u8*>(&k_none);
}

Completion<Value> buffer_of(Isolate& isolate, std::span<const u8> bytes) {
  ArrayBuffer* buffer = TRY(new_array_buffer_uninitialized(isolate, bytes.size()));
  std::copy(bytes.begin(), bytes.end(), buffer->data());
  return buffer;
}

// `name` is a string. Null: there is no such algorithm.
const EVP_MD* algorithm_of(const OpenSsl& ssl, Value name) {
  std::string text = name.is_string() ? name.as_string()->to_utf8() : "";
  if (text.find('\0') != std::string::npos) return nullptr;
  return ssl.EVP_get_digestbyname(text.c_str());
}

// --- Digests under way. ---

struct DigestState final : HostResource {
  static constexpr char k_type[] = "digest";
  DigestState() : HostResource(k_type) {}
  // One of the two.
  OpenSslPointer<EVP_MD_CTX> digest;
  OpenSslPointer<EVP_MAC_CTX> mac;
  usize length = 0;   // of a digest
  bool is_xof = false;
};

HostObject* new_digest_object(Isolate& isolate, std::unique_ptr<DigestState> state) {
  HostObject* object = new_object_of<HostObject>(isolate, Value::null());
  static constexpr usize k_bytes_of_a_context = 512;
  object->own(std::move(state), k_bytes_of_a_context);
  return object;
}

// Decides on the length of what comes out: that of the algorithm, or another one where that can be.
bool set_length(const OpenSsl& ssl, DigestState* state, const EVP_MD* algorithm, Value wanted) {
  int size = ssl.EVP_MD_get_size(algorithm);
  state->length = size > 0 ? static_cast<usize>(size) : 0;
  state->is_xof = (ssl.EVP_MD_get_flags(algorithm) & EVP_MD_FLAG_XOF) != 0;
  // Releases from 3.4 on leave SHAKE's length to the caller; this is what it was.
  if (state->is_xof && size <= 0) {
    bool is_256 = std::string_view(ssl.EVP_MD_get0_name(algorithm)).find("256") != std::string::npos;
    state->length = is_256 ? 32 : 16;
  }
  if (!wanted.is_number() || wanted.as_number() == static_cast<f64>(state->length)) return true;
  if (!state->is_xof) return false;
  state->length = static_cast<u32>(wanted.as_number());
  return true;
}
Value length_error(Isolate& isolate, const OpenSsl& ssl) {
  return describe_error(isolate, ssl, ERR_PACK(ERR_LIB_EVP, 0, EVP_R_NOT_XOF_OR_INVALID_LENGTH));
}

// openHash(name, length or undefined): a handle. The length is an integer of 32 bits.
Completion<Value> open_hash(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  const EVP_MD* algorithm = algorithm_of(ssl, arguments[0]);
  if (!algorithm) return Value();
  auto state = std::make_unique<DigestState>();
  state->digest.reset(ssl.EVP_MD_CTX_new());
  if (!state->digest || ssl.EVP_DigestInit_ex(state->digest.get(), algorithm, nullptr) != 1) {
    return last_error(isolate, ssl);
  }
  if (!set_length(ssl, state.get(), algorithm, arguments[1])) return length_error(isolate, ssl);
  return new_digest_object(isolate, std::move(state));
}

// copyHash(handle, name, length or undefined)
Completion<Value> copy_hash(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  const EVP_MD* algorithm = algorithm_of(ssl, arguments[1]);
  auto* source = resource_of<DigestState>(arguments[0]);
  if (!source || !source->digest || !algorithm) return Value();
  auto state = std::make_unique<DigestState>();
  state->digest.reset(ssl.EVP_MD_CTX_new());
  if (!state->digest || ssl.EVP_MD_CTX_copy_ex(state->digest.get(), source->digest.get()) != 1) {
    return last_error(isolate, ssl);
  }
  if (!set_length(ssl, state.get(), algorithm, arguments[2])) return length_error(isolate, ssl);
  return new_digest_object(isolate, std::move(state));
}

// openHmac(name, key): a handle.
Completion<Value> open_hmac(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  const EVP_MD* algorithm = algorithm_of(ssl, arguments[0]);
  if (!algorithm) return Value();
  auto state = std::make_unique<DigestState>();
  OpenSslPointer<EVP_MAC> hmac(ssl.EVP_MAC_fetch(nullptr, OSSL_MAC_NAME_HMAC, nullptr));
  if (hmac) state->mac.reset(ssl.EVP_MAC_CTX_new(hmac.get()));
  char* name = const_cast<char*>(ssl.EVP_MD_get0_name(algorithm));
  const OSSL_PARAM parameters[] = {OSSL_PARAM_utf8_string(OSSL_MAC_PARAM_DIGEST, name, strlen(name)),
                                   OSSL_PARAM_END};
  std::span<const u8> key = bytes_at(arguments, 1);
  if (!state->mac ||
      ssl.EVP_MAC_init(state->mac.get(), start_of(key), key.size(), parameters) != 1) {
    return last_error(isolate, ssl);
  }
  state->length = static_cast<usize>(ssl.EVP_MD_get_size(algorithm));
  return new_digest_object(isolate, std::move(state));
}

// update(handle, view): false if that failed.
Completion<Value> update(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  auto* state = resource_of<DigestState>(arguments[0]);
  std::span<const u8> bytes = bytes_at(arguments, 1);
  if (!state) return Value::boolean(false);
  int done = state->mac ? ssl.EVP_MAC_update(state->mac.get(), start_of(bytes), bytes.size())
                        : ssl.EVP_DigestUpdate(state->digest.get(), bytes.data(), bytes.size());
  return Value::boolean(done == 1);
}

// finish(handle): an ArrayBuffer. The handle is of no use afterwards.
Completion<Value> finish(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  auto* state = resource_of<DigestState>(arguments[0]);
  if (!state) return Value();
  ArrayBuffer* buffer = TRY(new_array_buffer(isolate, state->length));
  if (state->length == 0) return buffer;
  int done;
  if (state->mac) {
    usize written = 0;
    done = ssl.EVP_MAC_final(state->mac.get(), buffer->data(), &written, state->length);
  } else if (state->is_xof) {
    done = ssl.EVP_DigestFinalXOF(state->digest.get(), buffer->data(), state->length);
  } else {
    done = ssl.EVP_DigestFinal_ex(state->digest.get(), buffer->data(), nullptr);
  }
  if (done != 1) return last_error(isolate, ssl);
  return buffer;
}

// digest(name, view): an ArrayBuffer, at once.
Completion<Value> digest(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  const EVP_MD* algorithm = algorithm_of(ssl, arguments[0]);
  if (!algorithm) return Value();
  std::span<const u8> message = bytes_at(arguments, 1);
  u8 result[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  if (ssl.EVP_Digest(message.data(), message.size(), result, &length, algorithm, nullptr) != 1) {
    return last_error(isolate, ssl);
  }
  return buffer_of(isolate, {result, length});
}

// hashes(): the names that openHash knows and the library provides.
Completion<Value> hashes(Isolate& isolate, const Arguments&) {
  const OpenSsl& ssl = *TRY(library(isolate));
  struct Names {
    const OpenSsl& ssl;
    std::vector<std::string> found;
  } names{ssl, {}};
  ssl.EVP_MD_do_all_sorted(
      [](const EVP_MD* algorithm, const char* name, const char*, void* data) {
        // The name of an alias comes without its algorithm.
        auto& names = *static_cast<Names*>(data);
        const OpenSsl& ssl = names.ssl;
        if (!algorithm) algorithm = ssl.EVP_get_digestbyname(name);
        if (!algorithm) return;
        EVP_MD* provided = ssl.EVP_MD_fetch(nullptr, ssl.EVP_MD_get0_name(algorithm), nullptr);
        if (!provided) return;
        ssl.EVP_MD_free(provided);
        names.found.emplace_back(name);
      },
      &names);
  ssl.ERR_clear_error();
  ValueList list(isolate);
  for (const std::string& name : names.found) list.push(text_value(isolate, name));
  return new_array_from(isolate, list.span());
}

// equalInConstantTime(view, view): the views are equally long.
Completion<Value> equal_in_constant_time(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  std::span<const u8> a = bytes_at(arguments, 0);
  std::span<const u8> b = bytes_at(arguments, 1);
  return Value::boolean(a.size() == b.size() &&
                        ssl.CRYPTO_memcmp(start_of(a), start_of(b), a.size()) == 0);
}

// --- Work that may take long: at once, or on the blocking pool. ---

// Lets `work(span)` fill a new ArrayBuffer: the result, or undefined if `work` said false. With a callback it runs
// on the pool and the callback gets the result. `work` owns what it needs.
template <typename Work>
Completion<Value> fill_buffer(Isolate& isolate, usize length, Value callback, Work work) {
  ArrayBuffer* buffer = TRY(new_array_buffer(isolate, length));
  if (!callback.is_callable()) {
    return work(std::span<u8>(buffer->data(), length)) ? Value(buffer) : Value();
  }
  struct Job {
    Job(Isolate& isolate, ArrayBuffer* buffer, Object* callback, Work work)
        : result(isolate.heap(), buffer), callback(isolate.heap(), callback), work(std::move(work)) {}
    Persistent<ArrayBuffer> result;  // nobody else has it yet
    Persistent<Object> callback;
    Work work;
    bool succeeded = false;
  };
  auto job = std::make_shared<Job>(isolate, buffer, callback.as_object(), std::move(work));
  Context& context = Context::of(isolate);
  std::span<u8> bytes(buffer->data(), length);
  context.driver().run_blocking(
      make_task([job = job.get(), bytes] { job->succeeded = job->work(bytes); }),
      make_task([job, &context] {
        context.run_turn_with([&]() -> Completion<void> {
          Value result = job->succeeded ? Value(job->result.get()) : Value();
          TRY(call_with(context.isolate(), job->callback.get(), Value(), result));
          return {};
        });
      }));
  return Value();
}

// pbkdf2(name, password, salt, iterations, length, callback)
Completion<Value> pbkdf2(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  const EVP_MD* algorithm = algorithm_of(ssl, arguments[0]);
  int iterations = TRY(to_int32(isolate, arguments[3]));
  usize length = static_cast<usize>(TRY(to_length(isolate, arguments[4])));
  Bytes password = copy_at(arguments, 1);
  Bytes salt = copy_at(arguments, 2);
  if (!algorithm || password.size() > INT_MAX || salt.size() > INT_MAX || length > INT_MAX) {
    return Value();
  }
  return fill_buffer(isolate, length, arguments[5],
                     [&ssl, algorithm, password = std::move(password), salt = std::move(salt),
                      iterations](std::span<u8> out) {
    if (out.empty()) return true;
    return ssl.PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(start_of(std::span(password))),
                                 static_cast<int>(password.size()), start_of(std::span(salt)),
                                 static_cast<int>(salt.size()), iterations, algorithm,
                                 static_cast<int>(out.size()), out.data()) == 1;
  });
}

// checkScrypt(N, r, p, maxmem): undefined if they will do, else an error.
Completion<Value> check_scrypt(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  u64 figures[4];
  for (u32 i = 0; i < 4; i++) figures[i] = static_cast<u64>(TRY(to_length(isolate, arguments[i])));
  // Without a place for the key it only looks at the figures.
  if (ssl.EVP_PBE_scrypt(nullptr, 0, nullptr, 0, figures[0], figures[1], figures[2], figures[3],
                         nullptr, 0) == 1) {
    return Value();
  }
  return last_error(isolate, ssl);
}

// scrypt(password, salt, length, N, r, p, maxmem, callback)
Completion<Value> scrypt(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  usize length = static_cast<usize>(TRY(to_length(isolate, arguments[2])));
  u64 n = static_cast<u64>(TRY(to_length(isolate, arguments[3])));
  u64 r = static_cast<u64>(TRY(to_length(isolate, arguments[4])));
  u64 p = static_cast<u64>(TRY(to_length(isolate, arguments[5])));
  u64 max_memory = static_cast<u64>(TRY(to_length(isolate, arguments[6])));
  return fill_buffer(isolate, length, arguments[7],
                     [&ssl, password = copy_at(arguments, 0), salt = copy_at(arguments, 1), n, r, p,
                      max_memory](std::span<u8> out) {
    if (out.empty()) return true;
    return ssl.EVP_PBE_scrypt(reinterpret_cast<const char*>(start_of(std::span(password))),
                              password.size(), start_of(std::span(salt)), salt.size(), n, r, p,
                              max_memory, out.data(), out.size()) == 1;
  });
}

// hkdf(name, key, salt, info, length, callback)
Completion<Value> hkdf(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  const EVP_MD* algorithm = algorithm_of(ssl, arguments[0]);
  usize length = static_cast<usize>(TRY(to_length(isolate, arguments[4])));
  if (!algorithm) return Value();
  return fill_buffer(isolate, length, arguments[5],
                     [&ssl, algorithm, key = copy_at(arguments, 1), salt = copy_at(arguments, 2),
                      info = copy_at(arguments, 3)](std::span<u8> out) {
    if (out.empty()) return true;
    OpenSslPointer<EVP_KDF> kdf(ssl.EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr));
    if (!kdf) return false;
    OpenSslPointer<EVP_KDF_CTX> context(ssl.EVP_KDF_CTX_new(kdf.get()));
    if (!context) return false;
    char* name = const_cast<char*>(ssl.EVP_MD_get0_name(algorithm));
    auto start = [](const Bytes& bytes) { return const_cast<u8*>(start_of(std::span(bytes))); };
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_utf8_string(OSSL_KDF_PARAM_DIGEST, name, strlen(name)),
        OSSL_PARAM_octet_string(OSSL_KDF_PARAM_KEY, start(key), key.size()),
        OSSL_PARAM_octet_string(OSSL_KDF_PARAM_SALT, start(salt), salt.size()),
        OSSL_PARAM_octet_string(OSSL_KDF_PARAM_INFO, start(info), info.size()), OSSL_PARAM_END};
    return ssl.EVP_KDF_derive(context.get(), out.data(), out.size(), parameters) == 1;
  });
}

// digestSize(name): in bytes, or undefined.
Completion<Value> digest_size(Isolate& isolate, const Arguments& arguments) {
  const OpenSsl& ssl = *TRY(library(isolate));
  const EVP_MD* algorithm = algorithm_of(ssl, arguments[0]);
  if (!algorithm) return Value();
  return Value::int32(ssl.EVP_MD_get_size(algorithm));
}

// --- Random bytes. ---

// 0 or an error number.
int fill_from_system(std::span<u8> bytes) {
  while (!bytes.empty()) {
    ssize_t count = getrandom(bytes.data(), bytes.size(), 0);
    if (count < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes = bytes.subspan(static_cast<usize>(count));
  }
  return 0;
}

// fillRandom(view): 0 or an error number.
Completion<Value> fill_random(Isolate&, const Arguments& arguments) {
  std::span<u8> bytes;
  bytes_of(arguments[0], &bytes);
  return Value::int32(fill_from_system(bytes));
}

// randomBuffer(length, callback): the callback gets an ArrayBuffer.
Completion<Value> random_buffer(Isolate& isolate, const Arguments& arguments) {
  usize length = static_cast<usize>(TRY(to_length(isolate, arguments[0])));
  return fill_buffer(isolate, length, arguments[1],
                     [](std::span<u8> out) { return fill_from_system(out) == 0; });
}

}  // namespace

void make_crypto_binding(Isolate& isolate, Realm& realm, Object* object) {
  static constexpr BindingFunction k_functions[] = {
      {"openHash", open_hash},       {"copyHash", copy_hash},
      {"openHmac", open_hmac},       {"update", update},
      {"finish", finish},            {"digest", digest},
      {"digestSize", digest_size},   {"hashes", hashes},
      {"pbkdf2", pbkdf2},            {"hkdf", hkdf},
      {"checkScrypt", check_scrypt}, {"scrypt", scrypt},
      {"fillRandom", fill_random},   {"randomBuffer", random_buffer},
      {"equalInConstantTime", equal_in_constant_time},
  };
  define_functions(isolate, realm, object, k_functions);
}

}  // namespace kaze
