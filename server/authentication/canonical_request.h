#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/authentication/authorization.h"
#include "server/http/request_handler.h"

namespace stator::server {

// "host;x-amz-date" as names in lower case, sorted, each once.
std::vector<std::string> SignedHeaderNames(std::string_view signed_headers);

// The request in the one form over which client and server compute the signature ("Create a signed
// AWS API request" in the IAM User Guide): method, path, query, signed headers, their names, digest
// of the body. A header that is signed but was not sent counts as an empty one, as in the service
// (recorded answers). Takes time linear in the request, up to sorting.
std::string CanonicalRequest(const http::HttpRequest& request, const Authorization& authorization);

}  // namespace stator::server
