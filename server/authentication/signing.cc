#include "server/authentication/signing.h"

namespace stator::server {
namespace {

std::string Hex(const Sha256Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * kSha256Bytes);
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0xF];
  }
  return text;
}

}  // namespace

std::string Sha256Hex(std::string_view bytes) { return Hex(Sha256(bytes)); }

Sha256Digest SigningKey(std::string_view secret_access_key, std::string_view date,
                        std::string_view region, std::string_view service) {
  const Sha256Digest of_date = HmacSha256(std::string("AWS4").append(secret_access_key), date);
  const Sha256Digest of_region = HmacSha256(DigestBytes(of_date), region);
  const Sha256Digest of_service = HmacSha256(DigestBytes(of_region), service);
  return HmacSha256(DigestBytes(of_service), "aws4_request");
}

std::string SignatureHex(const Sha256Digest& signing_key, std::string_view string_to_sign) {
  return Hex(HmacSha256(DigestBytes(signing_key), string_to_sign));
}

}  // namespace stator::server
