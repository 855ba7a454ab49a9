// The Authorization header and the query string of a presigned URL: any bytes give a caller whose
// account is 12 digits and whose region could stand in an ARN, or an error.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "server/authentication/authorization.h"
#include "server/caller.h"

namespace {

void Check(const stator::http::HttpRequest& request) {
  stator::Arena arena;
  const auto authorization = stator::server::ReadAuthorization(request, arena);
  if (!authorization.ok()) {
    if (authorization.error().message.empty()) std::abort();
    return;
  }
  const std::optional<stator::server::Caller> caller = stator::server::CallerOf(*authorization);
  const bool account_is_digits = std::all_of(caller->account_id.begin(), caller->account_id.end(),
                                             [](char c) { return c >= '0' && c <= '9'; });
  if (caller->account_id.size() != 12 || !account_is_digits) std::abort();
  if (caller->region.empty() || caller->region.find(':') != std::string_view::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  stator::http::HttpRequest request;
  request.amz_date = "20260101T000000Z";
  request.authorization = text;
  Check(request);
  request.authorization = {};
  request.target = text;
  Check(request);
  return 0;
}
