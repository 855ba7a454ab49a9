#pragma once

#include "model/clock.h"
#include "server/http/request_handler.h"
#include "storage/database.h"

namespace stator::server {

// What the HTTP server serves: the DynamoDB API on POST /, the health lines, CORS. Thread-safe.
class Service final : public http::RequestHandler {
 public:
  Service(storage::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  void Handle(http::HttpRequest& request, Arena& arena, http::HttpResponse& response) override;
  void HandleBadRequest(BadRequest reason, http::HttpResponse& response) override;

 private:
  void HandleApiCall(http::HttpRequest& request, Arena& arena, http::HttpResponse& response);

  storage::Database& database_;
  const Clock& clock_;
};

}  // namespace stator::server
