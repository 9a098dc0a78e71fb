#include "platform/node/bindings/digest.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace kaze {

namespace {

u32 load_little(const u8* p) {
  return u32{p[0]} | u32{p[1]} << 8 | u32{p[2]} << 16 | u32{p[3]} << 24;
}
template <typename Word>
Word load_big(const u8* p) {
  Word word = 0;
  for (usize i = 0; i < sizeof(Word); i++) word = static_cast<Word>(word << 8) | p[i];
  return word;
}

// --- MD5 ---

struct Md5Tables {
  u32 sines[64];  // T[i] = floor(2^32 * |sin(i + 1)|)
};
const Md5Tables& md5_tables() {
  static const Md5Tables tables = [] {
    Md5Tables made;
    for (int i = 0; i < 64; i++) {
      made.sines[i] = static_cast<u32>(static_cast<u64>(std::fabs(std::sin(i + 1.0)) * 4294967296.0));
    }
    return made;
  }();
  return tables;
}

void mix_md5(u32* state, const u8* block) {
  static constexpr u8 k_shifts[4][4] = {
      {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  const u32* sines = md5_tables().sines;
  u32 a = state[0], b = state[1], c = state[2], d = state[3];
  for (u32 i = 0; i < 64; i++) {
    u32 f;
    u32 word;
    switch (i / 16) {
    case 0: f = (b & c) | (~b & d), word = i; break;
    case 1: f = (b & d) | (c & ~d), word = (5 * i + 1) % 16; break;
    case 2: f = b ^ c ^ d, word = (3 * i + 5) % 16; break;
    default: f = c ^ (b | ~d), word = (7 * i) % 16; break;
    }
    u32 sum = a + f + sines[i] + load_little(block + 4 * word);
    a = d, d = c, c = b;
    b += std::rotl(sum, k_shifts[i / 16][i % 4]);
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d;
}

// --- SHA-1 ---

void mix_sha1(u32* state, const u8* block) {
  u32 words[80];
  for (u32 i = 0; i < 16; i++) words[i] = load_big<u32>(block + 4 * i);
  for (u32 i = 16; i < 80; i++) {
    words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
  }
  u32 a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
  for (u32 i = 0; i < 80; i++) {
    u32 f;
    u32 constant;
    switch (i / 20) {
    case 0: f = (b & c) ^ (~b & d), constant = 0x5a827999; break;
    case 1: f = b ^ c ^ d, constant = 0x6ed9eba1; break;
    case 2: f = (b & c) ^ (b & d) ^ (c & d), constant = 0x8f1bbcdc; break;
    default: f = b ^ c ^ d, constant = 0xca62c1d6; break;
    }
    u32 next = std::rotl(a, 5) + f + e + constant + words[i];
    e = d, d = c, c = std::rotl(b, 30), b = a, a = next;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
}

// --- SHA-2: two sizes of word, the same steps. ---

// The constants are the first bits of the fractional parts of the cube roots of the first primes (FIPS 180-4,
// 4.2.2 and 4.2.3), the initial states those of square roots (5.3).
struct Sha2Constants {
  u64 roots[80];
};

// floor(2^64 * frac(cbrt(prime))): the largest root with root^3 <= prime * 2^192, bit by bit.
u64 cube_root_fraction(u64 prime) {
  // root = whole + fraction / 2^64; products need 3 * 67 bits, so in limbs of 32 bits.
  auto cube_is_at_most = [prime](u64 whole, u64 fraction) {
    u32 root[3] = {static_cast<u32>(fraction), static_cast<u32>(fraction >> 32), static_cast<u32>(whole)};
    u32 square[6] = {};
    u32 cube[9] = {};
    for (int i = 0; i < 3; i++) {
      u64 carry = 0;
      for (int j = 0; j < 3; j++) {
        u64 sum = u64{root[i]} * root[j] + square[i + j] + carry;
        square[i + j] = static_cast<u32>(sum), carry = sum >> 32;
      }
      square[i + 3] = static_cast<u32>(carry);
    }
    for (int i = 0; i < 6; i++) {
      u64 carry = 0;
      for (int j = 0; j < 3; j++) {
        u64 sum = u64{square[i]} * root[j] + cube[i + j] + carry;
        cube[i + j] = static_cast<u32>(sum), carry = sum >> 32;
      }
      cube[i + 3] = static_cast<u32>(carry);
    }
    u64 integer = u64{cube[7]} << 32 | cube[6];
    return integer < prime;  // no prime has a whole cube root
  };
  u64 whole = 0;
  while ((whole + 1) * (whole + 1) * (whole + 1) <= prime) whole++;
  u64 fraction = 0;
  for (int bit = 63; bit >= 0; bit--) {
    u64 candidate = fraction | u64{1} << bit;
    if (cube_is_at_most(whole, candidate)) fraction = candidate;
  }
  return fraction;
}

const Sha2Constants& sha2_constants() {
  static const Sha2Constants constants = [] {
    Sha2Constants made;
    u64 candidate = 2;
    for (int found = 0; found < 80; candidate++) {
      bool is_prime = true;
      for (u64 d = 2; d * d <= candidate; d++) is_prime &= candidate % d != 0;
      if (is_prime) made.roots[found++] = cube_root_fraction(candidate);
    }
    return made;
  }();
  return constants;
}

template <typename Word>
struct Sha2Rotations;
template <>
struct Sha2Rotations<u32> {
  static constexpr int k_rounds = 64;
  static constexpr int big0[3] = {2, 13, 22}, big1[3] = {6, 11, 25};
  static constexpr int small0[3] = {7, 18, 3}, small1[3] = {17, 19, 10};
};
template <>
struct Sha2Rotations<u64> {
  static constexpr int k_rounds = 80;
  static constexpr int big0[3] = {28, 34, 39}, big1[3] = {14, 18, 41};
  static constexpr int small0[3] = {1, 8, 7}, small1[3] = {19, 61, 6};
};

template <typename Word>
void mix_sha2(Word* state, const u8* block) {
  using R = Sha2Rotations<Word>;
  auto big = [](Word x, const int* r) {
    return std::rotr(x, r[0]) ^ std::rotr(x, r[1]) ^ std::rotr(x, r[2]);
  };
  auto small = [](Word x, const int* r) {
    return std::rotr(x, r[0]) ^ std::rotr(x, r[1]) ^ (x >> r[2]);
  };
  const u64* roots = sha2_constants().roots;
  Word words[R::k_rounds];
  for (int i = 0; i < 16; i++) words[i] = load_big<Word>(block + sizeof(Word) * i);
  for (int i = 16; i < R::k_rounds; i++) {
    words[i] = small(words[i - 2], R::small1) + words[i - 7] + small(words[i - 15], R::small0) + words[i - 16];
  }
  Word v[8];
  std::memcpy(v, state, sizeof v);
  for (int i = 0; i < R::k_rounds; i++) {
    Word constant = static_cast<Word>(roots[i] >> (64 - 8 * sizeof(Word)));
    Word choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
    Word majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
    Word one = v[7] + big(v[4], R::big1) + choice + constant + words[i];
    Word two = big(v[0], R::big0) + majority;
    std::memmove(v + 1, v, 7 * sizeof(Word));
    v[4] += one;
    v[0] = one + two;
  }
  for (int i = 0; i < 8; i++) state[i] += v[i];
}

template <typename Word, void (*Mix)(Word*, const u8*)>
std::vector<u8> run(std::span<const u8> message, std::span<const u64> initial, usize digest_size,
                    bool is_little) {
  constexpr usize block = 16 * sizeof(Word);
  constexpr usize length_field = 2 * sizeof(Word);
  Word state[8] = {};
  for (usize i = 0; i < initial.size(); i++) state[i] = static_cast<Word>(initial[i]);
  usize whole = message.size() / block * block;
  for (usize at = 0; at < whole; at += block) Mix(state, message.data() + at);
  // A one bit, zeros, and the length in bits at the end of a block.
  u8 last[2 * block] = {};
  usize rest = message.size() - whole;
  if (rest > 0) std::memcpy(last, message.data() + whole, rest);
  last[rest] = 0x80;
  usize end = rest + 1 + length_field <= block ? block : 2 * block;
  u64 bits = u64{message.size()} * 8;
  for (usize i = 0; i < 8; i++) {
    last[is_little ? end - 8 + i : end - 1 - i] = static_cast<u8>(bits >> (8 * i));
  }
  for (usize at = 0; at < end; at += block) Mix(state, last + at);
  std::vector<u8> digest(digest_size);
  for (usize i = 0; i < digest_size; i++) {
    usize in_word = i % sizeof(Word);
    usize shift = 8 * (is_little ? in_word : sizeof(Word) - 1 - in_word);
    digest[i] = static_cast<u8>(state[i / sizeof(Word)] >> shift);
  }
  return digest;
}

constexpr u64 k_initial_md5[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
constexpr u64 k_initial_sha1[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
constexpr u64 k_initial_sha224[] = {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939,
                                    0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
constexpr u64 k_initial_sha256[] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
constexpr u64 k_initial_sha384[] = {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17,
                                    0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511,
                                    0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};
constexpr u64 k_initial_sha512[] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                                    0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                                    0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

}  // namespace

struct DigestAlgorithm {
  std::string_view name;
  std::span<const u64> initial;
  usize digest_size;
  usize block_size;
  std::vector<u8> (*run)(std::span<const u8>, std::span<const u64>, usize, bool);
};

namespace {

constexpr DigestAlgorithm k_algorithms[] = {
    {"md5", k_initial_md5, 16, 64, run<u32, mix_md5>},
    {"sha1", k_initial_sha1, 20, 64, run<u32, mix_sha1>},
    {"sha224", k_initial_sha224, 28, 64, run<u32, mix_sha2<u32>>},
    {"sha256", k_initial_sha256, 32, 64, run<u32, mix_sha2<u32>>},
    {"sha384", k_initial_sha384, 48, 128, run<u64, mix_sha2<u64>>},
    {"sha512", k_initial_sha512, 64, 128, run<u64, mix_sha2<u64>>},
};

}  // namespace

const DigestAlgorithm* find_digest(std::string_view name) {
  for (const DigestAlgorithm& algorithm : k_algorithms) {
    if (algorithm.name == name) return &algorithm;
  }
  return nullptr;
}

usize block_size_of(const DigestAlgorithm& algorithm) { return algorithm.block_size; }

std::vector<u8> digest_of(const DigestAlgorithm& algorithm, std::span<const u8> message) {
  return algorithm.run(message, algorithm.initial, algorithm.digest_size, algorithm.name == "md5");
}

}  // namespace kaze
