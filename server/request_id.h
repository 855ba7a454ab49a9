#pragma once

#include <string>

namespace stator::server {

// Appends a new request id in the service's form: 52 characters of A-Z and 0-9.
void AppendRequestId(std::string& out);

}  // namespace stator::server
