#include "server/digest/sha256.h"

// OpenSSL's newer interface finds algorithms by name, so it cannot be linked without all of them:
// nearly 3 MB of a binary that computes one hash.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <algorithm>

namespace stator::server {
namespace {

static_assert(kDigestBytes == SHA256_DIGEST_LENGTH);

constexpr size_t kBlockBytes = SHA256_CBLOCK;
using Block = std::array<unsigned char, kBlockBytes>;

Digest Sha256OfBoth(const void* first, size_t first_bytes, const void* second,
                    size_t second_bytes) {
  SHA256_CTX context;
  Digest digest{};
  // None of these can fail.
  SHA256_Init(&context);
  SHA256_Update(&context, first, first_bytes);
  SHA256_Update(&context, second, second_bytes);
  SHA256_Final(digest.data(), &context);
  return digest;
}

Block Padded(const Block& key, unsigned char pad) {
  Block padded = key;
  for (unsigned char& byte : padded) byte = static_cast<unsigned char>(byte ^ pad);
  return padded;
}

}  // namespace

Digest Sha256(std::string_view bytes) {
  return Sha256OfBoth(nullptr, 0, bytes.data(), bytes.size());
}

Digest HmacSha256(std::string_view key, std::string_view bytes) {
  Block block{};
  if (key.size() > kBlockBytes) {
    const Digest hashed = Sha256(key);
    std::copy(hashed.begin(), hashed.end(), block.begin());
  } else {
    std::copy(key.begin(), key.end(), block.begin());
  }
  constexpr unsigned char kInnerPad = 0x36;
  constexpr unsigned char kOuterPad = 0x5C;
  const Block inner = Padded(block, kInnerPad);
  const Digest digest = Sha256OfBoth(inner.data(), inner.size(), bytes.data(), bytes.size());
  const Block outer = Padded(block, kOuterPad);
  return Sha256OfBoth(outer.data(), outer.size(), digest.data(), digest.size());
}

}  // namespace stator::server
