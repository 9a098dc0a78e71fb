// The functions of OpenSSL's libcrypto that the platform calls.
//
// The library is not linked: loading it would take longer than a small program runs. `open_ssl` loads it when
// somebody asks for the first time, on whatever thread, and keeps it; the table does not change after that.
// The types come from OpenSSL's headers, so that a call which they do not allow does not compile.
#pragma once

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include <memory>
#include <string>

namespace kaze {

#define KAZE_OPENSSL_FUNCTIONS(F)                                                                  \
  F(CRYPTO_memcmp)                                                                                 \
  F(ERR_clear_error)                                                                               \
  F(ERR_error_string_n)                                                                            \
  F(ERR_lib_error_string)                                                                          \
  F(ERR_peek_last_error)                                                                           \
  F(ERR_reason_error_string)                                                                       \
  F(EVP_Digest)                                                                                    \
  F(EVP_DigestFinalXOF)                                                                            \
  F(EVP_DigestFinal_ex)                                                                            \
  F(EVP_DigestInit_ex)                                                                             \
  F(EVP_DigestUpdate)                                                                              \
  F(EVP_KDF_CTX_free)                                                                              \
  F(EVP_KDF_CTX_new)                                                                               \
  F(EVP_KDF_derive)                                                                                \
  F(EVP_KDF_fetch)                                                                                 \
  F(EVP_KDF_free)                                                                                  \
  F(EVP_MAC_CTX_free)                                                                              \
  F(EVP_MAC_CTX_new)                                                                               \
  F(EVP_MAC_fetch)                                                                                 \
  F(EVP_MAC_final)                                                                                 \
  F(EVP_MAC_free)                                                                                  \
  F(EVP_MAC_init)                                                                                  \
  F(EVP_MAC_update)                                                                                \
  F(EVP_MD_CTX_copy_ex)                                                                            \
  F(EVP_MD_CTX_free)                                                                               \
  F(EVP_MD_CTX_new)                                                                                \
  F(EVP_MD_do_all_sorted)                                                                          \
  F(EVP_MD_fetch)                                                                                  \
  F(EVP_MD_free)                                                                                   \
  F(EVP_MD_get0_name)                                                                              \
  F(EVP_MD_get_flags)                                                                              \
  F(EVP_MD_get_size)                                                                               \
  F(EVP_PBE_scrypt)                                                                                \
  F(EVP_get_digestbyname)                                                                          \
  F(PKCS5_PBKDF2_HMAC)

struct OpenSsl {
#define KAZE_OPENSSL_MEMBER(name) decltype(&::name) name = nullptr;
  KAZE_OPENSSL_FUNCTIONS(KAZE_OPENSSL_MEMBER)
#undef KAZE_OPENSSL_MEMBER
  std::string problem;  // why it cannot be used; empty: every function is there
};

const OpenSsl& open_ssl();

// Owners of OpenSSL's objects.
struct OpenSslDeleter {
  void operator()(EVP_MD_CTX* context) const { open_ssl().EVP_MD_CTX_free(context); }
  void operator()(EVP_MAC_CTX* context) const { open_ssl().EVP_MAC_CTX_free(context); }
  void operator()(EVP_MAC* mac) const { open_ssl().EVP_MAC_free(mac); }
  void operator()(EVP_KDF_CTX* context) const { open_ssl().EVP_KDF_CTX_free(context); }
  void operator()(EVP_KDF* kdf) const { open_ssl().EVP_KDF_free(kdf); }
};
template <typename T>
using OpenSslPointer = std::unique_ptr<T, OpenSslDeleter>;

}  // namespace kaze
