#include "server/authentication/signing.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace stator::server {
namespace {

static_assert(kDigestBytes == SHA256_DIGEST_LENGTH);

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string_view Text(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Digest HmacSha256(std::string_view key, std::string_view bytes) {
  Digest digest{};
  unsigned int length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(bytes), bytes.size(),
       digest.data(), &length);
  return digest;
}

std::string Hex(const Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * kDigestBytes);
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0xF];
  }
  return text;
}

}  // namespace

std::string Sha256Hex(std::string_view bytes) {
  Digest digest{};
  SHA256(Bytes(bytes), bytes.size(), digest.data());
  return Hex(digest);
}

Digest SigningKey(std::string_view secret_access_key, std::string_view date,
                  std::string_view region, std::string_view service) {
  const Digest of_date = HmacSha256(std::string("AWS4").append(secret_access_key), date);
  const Digest of_region = HmacSha256(Text(of_date), region);
  const Digest of_service = HmacSha256(Text(of_region), service);
  return HmacSha256(Text(of_service), "aws4_request");
}

std::string SignatureHex(const Digest& signing_key, std::string_view string_to_sign) {
  return Hex(HmacSha256(Text(signing_key), string_to_sign));
}

bool EqualInConstantTime(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace stator::server
