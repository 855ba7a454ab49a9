// Any head of a request through the canonicalization and the whole check of its signature. The
// canonical request must have the form of one, be the same when it is made again, not depend on the
// order of query parameters that differ, and no bytes may be accepted: nobody knows the secret.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "model/clock.h"
#include "server/authentication/canonical_request.h"
#include "server/authentication/signature_verifier.h"
#include "server/http/request_head.h"

namespace {

using stator::server::Authorization;

void Require(bool condition) {
  if (!condition) std::abort();
}

// At the time of the corpus, so that its requests get as far as their signatures.
class FixedClock final : public stator::Clock {
 public:
  int64_t NowMicros() const override { return int64_t{1'440'938'160} * 1'000'000; }
};

const stator::server::SignatureVerifier& Verifier() {
  static const FixedClock clock;
  static const stator::server::SignatureVerifier verifier(
      stator::server::Credentials::Parse(
          "[a]\naws_access_key_id=AKIDEXAMPLE\naws_secret_access_key=not the one of the corpus\n")
          .value(),
      clock);
  return verifier;
}

// Method, path, query, one line for each signed header, an empty line, their names, the payload.
void CheckForm(std::string_view canonical, const stator::http::HttpRequest& request,
               const Authorization& authorization) {
  const size_t names = stator::server::SignedHeaderNames(authorization.signed_headers).size();
  const auto in_names = static_cast<size_t>(
      std::count(authorization.signed_headers.begin(), authorization.signed_headers.end(), '\n'));
  const auto lines = static_cast<size_t>(std::count(canonical.begin(), canonical.end(), '\n'));
  Require(canonical.starts_with(request.method));
  if (in_names == 0) Require(lines == 5 + names);
}

void Check(std::string_view text) {
  stator::Arena arena;
  const auto head = stator::http::ParseRequestHead(text, arena);
  if (!head.has_value()) return;
  stator::http::HttpRequest request = head->request;
  request.payload = text.substr(0, text.size() / 2);
  const auto authorization = stator::server::ReadAuthorization(request, arena);
  if (!authorization.ok()) return;
  const std::string canonical = stator::server::CanonicalRequest(request, *authorization);
  Require(canonical == stator::server::CanonicalRequest(request, *authorization));
  CheckForm(canonical, request, *authorization);
  const auto verified = Verifier().Verify(request, *authorization);
  Require(!verified.ok() && !verified.error().message.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Check(text);
  static_cast<void>(stator::server::CheckKeyValuePairs(text));
  static_cast<void>(stator::server::Credentials::Parse(text));
  return 0;
}
