#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace stator::server {

constexpr size_t kDigestBytes = 32;
using Digest = std::array<unsigned char, kDigestBytes>;

Digest Sha256(std::string_view bytes);

// RFC 2104 over SHA-256.
Digest HmacSha256(std::string_view key, std::string_view bytes);

}  // namespace stator::server
