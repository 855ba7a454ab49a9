#pragma once

#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/result.h"

// Standard base64 (RFC 4648 section 4), padded.
namespace stator::json {

// The bytes in the arena. Only the one canonical text of some bytes is accepted; errors are
// SerializationExceptions in the service's words.
Result<std::string_view> DecodeBase64(Arena& arena, std::string_view text);

// Appends the text of `bytes`.
void AppendBase64(std::string_view bytes, std::string& out);

}  // namespace stator::json
