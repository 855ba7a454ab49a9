#pragma once

#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "model/clock.h"
#include "model/result.h"
#include "server/authentication/authorization.h"
#include "server/authentication/credentials.h"
#include "server/authentication/signing.h"
#include "server/http/request_handler.h"

namespace stator::server {

// Checks the signatures of requests (Signature Version 4). Thread-safe.
class SignatureVerifier {
 public:
  // What the service grants a client's clock, either way.
  static constexpr int64_t kMaxSkewSeconds = 15 * 60;

  SignatureVerifier(Credentials credentials, const Clock& clock)
      : credentials_(std::move(credentials)), clock_(clock) {}

  // The key that signed the request; valid as long as the verifier. Errors, with the service's
  // texts: kIncompleteSignature, a part that is no credential, date or the like; kInvalidSignature,
  // signed for something else, at another time, or with another secret; kUnrecognizedClient, an
  // unknown key, or a session token that is not its own.
  Result<const Credential*> Verify(const http::HttpRequest& request,
                                   const Authorization& authorization) const;

  // The same before the authorization is read: kIncompleteSignature when the header cannot be.
  static Result<void> CheckHeader(const http::HttpRequest& request);

 private:
  struct Scope {
    std::string_view access_key_id;
    std::string_view date;
    std::string_view region;
    std::string_view service;
    std::string_view terminator;
  };
  struct SignedAt {
    int64_t seconds;
    std::string text;  // "20150830T123600Z"
  };

  static Result<Scope> ReadScope(std::string_view credential);
  static Result<SignedAt> ReadDate(const Authorization& authorization);
  static Result<void> CheckScope(const Scope& scope, const SignedAt& signed_at);
  // `expires`: for how many seconds a presigned URL says that it is good.
  Result<void> CheckTime(const SignedAt& signed_at, std::optional<int64_t> expires) const;
  Result<const Credential*> FindCredential(const Scope& scope,
                                           std::string_view security_token) const;
  Sha256Digest KeyOf(const Credential& credential, const Scope& scope) const;

  const Credentials credentials_;
  const Clock& clock_;
  // By access key, day and region.
  mutable std::shared_mutex mutex_;
  mutable std::unordered_map<std::string, Sha256Digest> signing_keys_;
};

}  // namespace stator::server
