#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/clock.h"
#include "server/http/request_handler.h"
#include "storage/database.h"

namespace stator::server {

struct ServiceOptions {
  // Whether a TransactWriteItems may say in a header how long its items are to be held, so that
  // what else is done to them meanwhile conflicts: docs/transactions.md.
  bool allow_held_transactions = false;
  // Whether to do as DynamoDB Local does where programs rely on it: a GET without a signature is
  // answered with 400 in place of the health line, because what waits for DynamoDB Local to start
  // waits for this status (GET /health is answered all the same); and operations on tables read
  // numbers in strings, which dynamodb-admin's forms send.
  bool like_dynamodb_local = false;
  // The origins that browsers may call from; empty, or "*" among them: any.
  std::vector<std::string> cors_origins = {};
};

// What the HTTP server serves: the DynamoDB API on POST /, the health lines, CORS. Thread-safe.
class Service final : public http::RequestHandler {
 public:
  Service(storage::Database& database, const Clock& clock, ServiceOptions options = {})
      : database_(database), clock_(clock), options_(std::move(options)) {}

  void Handle(http::HttpRequest& request, Arena& arena, http::HttpResponse& response) override;
  void HandleBadRequest(BadRequest reason, http::HttpResponse& response) override;

 private:
  // The value of Access-Control-Allow-Origin for this origin; empty: it may not call.
  std::string_view AllowedOrigin(std::string_view origin) const;
  void HandleApiCall(http::HttpRequest& request, Arena& arena, http::HttpResponse& response);

  storage::Database& database_;
  const Clock& clock_;
  const ServiceOptions options_;
};

}  // namespace stator::server
