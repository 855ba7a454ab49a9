#pragma once

#include <string>
#include <string_view>

#include "model/arena.h"

namespace stator::server {

// Percent-encoding (RFC 3986) in the one form that Signature Version 4 asks for.

// Undoes %XX, and takes "+" for a space, as forms have it. What is no escape stays as it is. In the
// arena, unless there is nothing to undo.
std::string_view UriDecoded(std::string_view text, Arena& arena);

// Appends `text` with every byte but letters, digits and "-._~" (and those in `kept`) as %XX, in
// upper case.
void AppendUriEncoded(std::string_view text, std::string_view kept, std::string& out);

}  // namespace stator::server
