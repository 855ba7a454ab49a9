#include "tests/server/call_service.h"

#include "model/arena.h"
#include "server/operations/registry.h"

namespace stator::testing {

ServiceAnswer Client::Call(server::Service& service, std::string_view operation,
                           std::string body) const {
  const server::Operation* const known = server::FindOperation(operation);
  const bool streams = known != nullptr && known->api() == server::Api::kDynamoDbStreams;
  const std::string target =
      (streams ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.") + std::string(operation);
  const std::string authorization = "AWS4-HMAC-SHA256 Credential=" + access_key + "/20260101/" +
                                    region +
                                    "/dynamodb/aws4_request, SignedHeaders=host, Signature=00";
  http::HttpRequest request;
  request.method = "POST";
  request.target = "/";
  request.host = "localhost:8000";
  request.content_type = "application/x-amz-json-1.0";
  request.amz_target = target;
  request.amz_date = "20260101T000000Z";
  request.authorization = authorization;
  request.body = body;
  Arena arena;
  http::HttpResponse response;
  service.Handle(request, arena, response);
  return {response.status, response.body};
}

}  // namespace stator::testing
