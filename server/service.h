#pragma once

#include "model/clock.h"
#include "server/admin.h"
#include "server/http/request_handler.h"
#include "storage/database.h"

namespace stator::server {

struct ServiceOptions {
  // Whether a TransactWriteItems may say in a header how long its items are to be held, so that
  // what else is done to them meanwhile conflicts: docs/transactions.md.
  bool allow_held_transactions = false;
  // See OperationContext.
  int64_t transition_delay_micros = 0;
  int64_t ttl_change_interval_seconds = 60 * 60;
  // Serves /_stator/ and outlives the service; nullptr: nothing does.
  const AdminSurface* admin = nullptr;
};

// What the HTTP server serves: the DynamoDB API on POST /, the admin surface under /_stator/, the
// health lines, CORS. Thread-safe.
class Service final : public http::RequestHandler {
 public:
  Service(storage::Database& database, const Clock& clock, const ServiceOptions& options = {})
      : database_(database), clock_(clock), options_(options) {}

  void Handle(http::HttpRequest& request, Arena& arena, http::HttpResponse& response) override;
  void HandleBadRequest(BadRequest reason, http::HttpResponse& response) override;

 private:
  void HandleApiCall(http::HttpRequest& request, Arena& arena, http::HttpResponse& response);

  storage::Database& database_;
  const Clock& clock_;
  const ServiceOptions options_;
};

}  // namespace stator::server
