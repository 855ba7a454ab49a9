#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace stator::server {

inline constexpr size_t kSha256Bytes = 32;
using Sha256Digest = std::array<unsigned char, kSha256Bytes>;

Sha256Digest Sha256(std::string_view bytes);

// HMAC with SHA-256 (RFC 2104).
Sha256Digest HmacSha256(std::string_view key, std::string_view bytes);

inline std::string_view DigestBytes(const Sha256Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

// Takes as long for texts of the same length that differ early as for those that differ late.
bool EqualInConstantTime(std::string_view a, std::string_view b);

}  // namespace stator::server
