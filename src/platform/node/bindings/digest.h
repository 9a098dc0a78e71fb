// Message digests: MD5 (RFC 1321), SHA-1, SHA-224, SHA-256, SHA-384 and SHA-512 (FIPS 180-4).
//
// All of them pad the message to whole blocks and mix one block after the other into a state of words; the
// digest is the state, or its beginning.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/common.h"

namespace kaze {

struct DigestAlgorithm;

// By Node's name in lower case without its dash ("sha256"); null for one that is not here.
const DigestAlgorithm* find_digest(std::string_view name);
usize block_size_of(const DigestAlgorithm& algorithm);
std::vector<u8> digest_of(const DigestAlgorithm& algorithm, std::span<const u8> message);

}  // namespace kaze
