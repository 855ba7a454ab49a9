#pragma once

#include "model/arena.h"
#include "model/result.h"
#include "server/http/request_handler.h"
#include "server/operations/operation.h"

namespace stator::server {

// Who sent the request, from the Authorization header or from a presigned URL. Any key and any
// signature is accepted; what is refused is a request without one or with half of one, in the
// service's words. The views point into the request or the arena.
Result<Caller> ReadCaller(const http::HttpRequest& request, Arena& arena);

}  // namespace stator::server
