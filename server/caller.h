#pragma once

#include "server/authentication/authorization.h"
#include "server/operations/operation.h"

namespace stator::server {

// Whom the credential of a request names: the region of its scope, and as the account the access
// key, if that has 12 digits. What cannot be used gets the default.
Caller CallerOf(const Authorization& authorization);

}  // namespace stator::server
