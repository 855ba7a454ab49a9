#pragma once

#include <string>
#include <string_view>

#include "server/digest/sha256.h"

namespace stator::server {

// The arithmetic of Signature Version 4. All hexadecimal text is in lower case.

std::string Sha256Hex(std::string_view bytes);

// The key that signs all requests of a day to a service in a region.
Sha256Digest SigningKey(std::string_view secret_access_key, std::string_view date,
                        std::string_view region, std::string_view service);

std::string SignatureHex(const Sha256Digest& signing_key, std::string_view string_to_sign);

}  // namespace stator::server
