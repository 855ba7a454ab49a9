#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/result.h"

// Standard base64 (RFC 4648 section 4), padded.
namespace stator::json {

// The bytes in the arena. Only the one canonical text of some bytes is accepted; errors are
// SerializationExceptions in the service's words.
Result<std::string_view> DecodeBase64(Arena& arena, std::string_view text);

// Length of the text of so many bytes.
constexpr size_t Base64Length(size_t bytes) { return (bytes + 2) / 3 * 4; }

// Writes the text of `bytes`, which is Base64Length() long; returns its end.
char* WriteBase64(std::string_view bytes, char* to);

// Appends it.
void AppendBase64(std::string_view bytes, std::string& out);

}  // namespace stator::json
