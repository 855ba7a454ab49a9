#include "server/operations/operations.h"

namespace stator::server {

// The service's initial quotas in most regions ("Quotas in Amazon DynamoDB"); nothing is throttled
// here.
Result<void> DescribeLimits(OperationContext& /*context*/, const json::JsonValue& /*request*/,
                            json::JsonWriter& response) {
  response.BeginObject();
  response.Key("AccountMaxReadCapacityUnits");
  response.Int(80'000);
  response.Key("AccountMaxWriteCapacityUnits");
  response.Int(80'000);
  response.Key("TableMaxReadCapacityUnits");
  response.Int(40'000);
  response.Key("TableMaxWriteCapacityUnits");
  response.Int(40'000);
  response.EndObject();
  return {};
}

}  // namespace stator::server
