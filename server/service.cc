#include "server/service.h"

#include <charconv>
#include <string>
#include <string_view>
#include <system_error>

#include "server/authorization.h"
#include "server/json/error_response.h"
#include "server/log.h"
#include "server/operations/dispatch.h"
#include "server/operations/registry.h"
#include "server/request_id.h"

namespace stator::server {
namespace {

// X-Amz-Target without the operation's name.
constexpr std::string_view kTargetPrefix = "DynamoDB_20120810.";
constexpr std::string_view kStreamsTargetPrefix = "DynamoDBStreams_20120810.";

// The content type of the answer to a request of this content type; empty: not one of the API's.
// The service echoes what the client sent, without its parameters.
std::string_view ApiContentType(std::string_view content_type) {
  const std::string_view media_type = content_type.substr(0, content_type.find(';'));
  for (const std::string_view known :
       {"application/x-amz-json-1.0", "application/x-amz-json-1.1", "application/json"}) {
    if (media_type == known) return known;
  }
  return {};
}

// The operation that X-Amz-Target names, or nullptr. Each API has its own names only.
const Operation* OperationOfTarget(std::string_view target) {
  const bool streams = target.starts_with(kStreamsTargetPrefix);
  if (!streams && !target.starts_with(kTargetPrefix)) return nullptr;
  target.remove_prefix(streams ? kStreamsTargetPrefix.size() : kTargetPrefix.size());
  const Operation* const operation = FindOperation(target);
  if (operation == nullptr) return nullptr;
  const Api api = streams ? Api::kDynamoDbStreams : Api::kDynamoDb;
  return operation->api() == api ? operation : nullptr;
}

// What the service's front end says to anything that is not an API call.
void AnswerNotFound(http::HttpResponse& response) {
  response.status = 404;
  response.content_type = {};
  response.body = "<UnknownOperationException/>\n";
}

void AnswerError(const Error& error, http::HttpResponse& response) {
  response.status = json::HttpStatus(error.code);
  json::WriteError(error, response.body);
}

// Browsers may call from any origin: this is a development server on the developer's machine, and
// the service itself answers every origin too.
void AddCorsHeaders(const http::HttpRequest& request, http::HttpResponse& response) {
  if (request.origin.empty()) return;
  response.headers +=
      "Access-Control-Allow-Origin: *\r\n"
      "Access-Control-Expose-Headers: x-amzn-requestid,x-amzn-errortype,x-amz-crc32,"
      "content-length,content-type,date\r\n";
}

void AnswerPreflight(const http::HttpRequest& request, http::HttpResponse& response) {
  response.status = 200;
  response.content_type = {};
  response.body.clear();
  response.headers +=
      "Access-Control-Allow-Methods: POST, GET, OPTIONS\r\nAccess-Control-Max-Age: 172800\r\n";
  if (!request.access_control_request_headers.empty()) {
    response.headers += "Access-Control-Allow-Headers: ";
    response.headers += request.access_control_request_headers;
    response.headers += "\r\n";
  }
}

void AnswerHealth(const http::HttpRequest& request, http::HttpResponse& response) {
  response.status = 200;
  const std::string_view path = request.target.substr(0, request.target.find('?'));
  if (path == "/health") {
    response.content_type = "application/json";
    response.body = R"({"status":"healthy"})";
    return;
  }
  // The line that the service's load balancers read, its trailing space included.
  response.content_type = "text/plain";
  response.body = "healthy: ";
  response.body += request.host;
  response.body += ' ';
}

// What the header for held transactions says, in microseconds; 0: it is not there.
Result<int64_t> ReadHoldMicros(const http::HttpRequest& request) {
  constexpr int64_t kMaxMillis = 60'000;
  const std::string_view text = request.stator_hold_transaction_ms;
  if (text.empty()) return 0;
  int64_t millis = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), millis);
  if (error != std::errc() || end != text.data() + text.size() || millis < 1 ||
      millis > kMaxMillis) {
    return ValidationError(
        "The header x-stator-hold-transaction-ms must be a whole number of milliseconds from 1 to "
        "60000");
  }
  return millis * 1000;
}

void LogCall(const Operation& operation, const http::HttpResponse& response) {
  const LogLevel level = response.status >= 500 ? LogLevel::kError : LogLevel::kDebug;
  if (!LogEnabled(level)) return;
  std::string line(operation.name);
  line += ' ';
  line += std::to_string(response.status);
  if (response.status != 200) (line += ' ') += response.body;
  Log(level, line);
}

}  // namespace

void Service::Handle(http::HttpRequest& request, Arena& arena, http::HttpResponse& response) {
  response.headers += "x-amzn-RequestId: ";
  AppendRequestId(response.headers);
  response.headers += "\r\n";
  if (options_.admin != nullptr && AdminSurface::Serves(request.target)) {
    return options_.admin->Handle(request, response);
  }
  AddCorsHeaders(request, response);
  response.is_api_response = true;
  if (request.method == "POST") {
    HandleApiCall(request, arena, response);
  } else if (request.method == "GET" || request.method == "HEAD") {
    AnswerHealth(request, response);
  } else if (request.method == "OPTIONS" && !request.origin.empty()) {
    AnswerPreflight(request, response);
  } else {
    AnswerNotFound(response);
  }
}

void Service::HandleApiCall(http::HttpRequest& request, Arena& arena,
                            http::HttpResponse& response) {
  response.content_type = ApiContentType(request.content_type);
  if (response.content_type.empty()) return AnswerNotFound(response);
  const Operation* const operation = OperationOfTarget(request.amz_target);
  if (operation == nullptr) {
    return AnswerError({ErrorCode::kUnknownOperation, {}, nullptr}, response);
  }
  const Result<Caller> caller = ReadCaller(request, arena);
  if (!caller.ok()) return AnswerError(caller.error(), response);
  OperationContext context{database_, clock_, arena, *caller, request.host};
  if (options_.allow_held_transactions) {
    const Result<int64_t> hold_micros = ReadHoldMicros(request);
    if (!hold_micros.ok()) return AnswerError(hold_micros.error(), response);
    context.hold_micros = *hold_micros;
  }
  response.status = RunOperation(context, *operation, request.body, response.body);
  LogCall(*operation, response);
}

void Service::HandleBadRequest(BadRequest reason, http::HttpResponse& response) {
  response.headers += "x-amzn-RequestId: ";
  AppendRequestId(response.headers);
  response.headers += "\r\n";
  response.is_api_response = true;
  response.close_connection = true;
  response.content_type = "application/x-amz-json-1.0";
  switch (reason) {
    case BadRequest::kMalformed:
      AnswerError({ErrorCode::kSerialization, "The HTTP request is malformed", nullptr}, response);
      break;
    case BadRequest::kHeadersTooLarge:
      AnswerError({ErrorCode::kSerialization, "The HTTP request's headers are too large", nullptr},
                  response);
      response.status = 431;
      break;
    case BadRequest::kBodyTooLarge:
      AnswerError({ErrorCode::kRequestTooLarge, {}, nullptr}, response);
      break;
    case BadRequest::kBadContentEncoding:
      AnswerError(
          {ErrorCode::kSerialization,
           "The request's Content-Encoding is not gzip, deflate or identity, or its body is "
           "not encoded so",
           nullptr},
          response);
      break;
  }
}

}  // namespace stator::server
