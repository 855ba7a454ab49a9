#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/clock.h"
#include "model/result.h"
#include "server/admin.h"
#include "server/authentication/signature_verifier.h"
#include "server/http/request_handler.h"
#include "server/operations/operation.h"
#include "storage/database.h"
#include "storage/served_database.h"

namespace stator::server {

// Whose tables are apart from whose: the caller's region, account and access key are those of its
// credential. By access key DynamoDB Local keeps them apart.
enum class Namespaces { kOne, kPerRegion, kPerAccountAndRegion, kPerKeyAndRegion };

struct ServiceOptions {
  // Whether a TransactWriteItems may say in a header how long its items are to be held, so that
  // what else is done to them meanwhile conflicts: docs/transactions.md.
  bool allow_held_transactions = false;
  // See OperationContext.
  int64_t transition_delay_micros = 0;
  int64_t index_transition_delay_micros = 0;
  int64_t ttl_change_interval_seconds = 60 * 60;
  // Serves /_stator/ and outlives the service; nullptr: nothing does.
  const AdminSurface* admin = nullptr;
  Namespaces namespaces = Namespaces::kOne;
  // Checks signatures and outlives the service; nullptr: any key and signature will do.
  const SignatureVerifier* signature_verifier = nullptr;
  // Whether to do as DynamoDB Local does where programs rely on it: a GET without a signature is
  // answered with 400 in place of the health line, because what waits for DynamoDB Local to start
  // waits for this status (GET /health is answered all the same); and operations on tables read
  // numbers in strings, which dynamodb-admin's forms send.
  bool like_dynamodb_local = false;
  // The origins that browsers may call from; empty, or "*" among them: any.
  std::vector<std::string> cors_origins = {};
};

// In whose name the caller's tables are kept, as in TableSchema; empty: all share them.
std::string NamespaceOf(Namespaces namespaces, const Caller& caller);

// An error for a person at a terminal when the store has tables that no caller would find, because
// they were made with other namespaces than these.
Result<void> CheckNamespaces(storage::Database& database, Namespaces namespaces);

// What the HTTP server serves: the DynamoDB API on POST /, the admin surface under /_stator/, the
// health lines, CORS. Thread-safe.
class Service final : public http::RequestHandler {
 public:
  Service(storage::ServedDatabase& served, const Clock& clock, ServiceOptions options = {})
      : served_(served), clock_(clock), options_(std::move(options)) {}

  void Handle(http::HttpRequest& request, Arena& arena, http::HttpResponse& response) override;
  void HandleBadRequest(BadRequest reason, http::HttpResponse& response) override;

 private:
  // Whether this is answered as DynamoDB Local answers a GET without a signature.
  bool IsGetForDynamoDbLocal(const http::HttpRequest& request) const;
  // The value of Access-Control-Allow-Origin for this origin; empty: it may not call.
  std::string_view AllowedOrigin(std::string_view origin) const;
  void HandleApiCall(http::HttpRequest& request, Arena& arena, http::HttpResponse& response);
  // Who is allowed to ask.
  Result<Caller> Authenticate(const http::HttpRequest& request, Arena& arena) const;
  void Run(const Operation& operation, const Caller& caller, http::HttpRequest& request,
           Arena& arena, http::HttpResponse& response);

  storage::ServedDatabase& served_;
  const Clock& clock_;
  const ServiceOptions options_;
};

}  // namespace stator::server
