#include "server/digest/sha256.h"

// OpenSSL's own functions for one algorithm: those that look an algorithm up by its name bring all
// algorithms along, 3 MB of them. They are called deprecated for what they leave out, which is
// the choice.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <algorithm>
#include <initializer_list>

namespace stator::server {
namespace {

static_assert(kSha256Bytes == SHA256_DIGEST_LENGTH);

Sha256Digest DigestOf(std::initializer_list<std::string_view> parts) {
  SHA256_CTX context;
  SHA256_Init(&context);
  for (const std::string_view part : parts) SHA256_Update(&context, part.data(), part.size());
  Sha256Digest digest;
  SHA256_Final(digest.data(), &context);
  return digest;
}

}  // namespace

Sha256Digest Sha256(std::string_view bytes) { return DigestOf({bytes}); }

Sha256Digest HmacSha256(std::string_view key, std::string_view bytes) {
  Sha256Digest key_digest;
  if (key.size() > SHA256_CBLOCK) {
    key_digest = Sha256(key);
    key = DigestBytes(key_digest);
  }
  // The key, filled up with zeros to a block, mixed with one byte for the inner and one for the
  // outer digest.
  std::array<char, SHA256_CBLOCK> inner{};
  std::copy(key.begin(), key.end(), inner.begin());
  std::array<char, SHA256_CBLOCK> outer = inner;
  for (char& byte : inner) byte = static_cast<char>(byte ^ 0x36);
  for (char& byte : outer) byte = static_cast<char>(byte ^ 0x5C);
  const Sha256Digest of_bytes = DigestOf({{inner.data(), inner.size()}, bytes});
  return DigestOf({{outer.data(), outer.size()}, DigestBytes(of_bytes)});
}

bool EqualInConstantTime(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace stator::server
