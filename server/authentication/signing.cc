#include "server/authentication/signing.h"

#include <openssl/crypto.h>

namespace stator::server {
namespace {

std::string_view Text(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
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

std::string Sha256Hex(std::string_view bytes) { return Hex(Sha256(bytes)); }

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
