#include "server/service.h"

#include <algorithm>
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

constexpr std::string_view kApiTargetPrefix = "DynamoDB_20120810.";
constexpr std::string_view kHealthPath = "/health";

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

void AddCorsHeaders(std::string_view allowed_origin, http::HttpResponse& response) {
  if (allowed_origin.empty()) return;
  response.headers.append("Access-Control-Allow-Origin: ").append(allowed_origin).append("\r\n");
  response.headers +=
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

std::string_view PathOf(const http::HttpRequest& request) {
  return request.target.substr(0, request.target.find('?'));
}

void AnswerHealth(const http::HttpRequest& request, http::HttpResponse& response) {
  response.status = 200;
  if (PathOf(request) == kHealthPath) {
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

bool IsUnsigned(const http::HttpRequest& request) {
  return request.authorization.empty() &&
         request.target.find("X-Amz-Algorithm=") == std::string_view::npos;
}

// DynamoDB Local 3.3 answers this to every GET and HEAD without a signature, whatever its path.
void RefuseUnsignedGet(http::HttpResponse& response) {
  response.status = 400;
  response.content_type = "application/x-amz-json-1.0";
  response.body =
      R"({"__type":"com.amazonaws.dynamodb.v20120810#MissingAuthenticationToken",)"
      R"("Message":"Request must contain either a valid (registered) AWS access key ID or X.509 )"
      R"(certificate."})";
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
  AddCorsHeaders(AllowedOrigin(request.origin), response);
  response.is_api_response = true;
  if (request.method == "POST") {
    HandleApiCall(request, arena, response);
  } else if (request.method == "GET" || request.method == "HEAD") {
    if (options_.like_dynamodb_local && IsUnsigned(request) && PathOf(request) != kHealthPath) {
      return RefuseUnsignedGet(response);
    }
    AnswerHealth(request, response);
  } else if (request.method == "OPTIONS" && !request.origin.empty()) {
    AnswerPreflight(request, response);
  } else {
    AnswerNotFound(response);
  }
}

// Any origin unless told otherwise: this is a development server on the developer's machine, and
// the service itself answers every origin too.
std::string_view Service::AllowedOrigin(std::string_view origin) const {
  if (origin.empty()) return {};
  const std::vector<std::string>& allowed = options_.cors_origins;
  const auto is_among_them = [&](std::string_view one) {
    return std::find(allowed.begin(), allowed.end(), one) != allowed.end();
  };
  if (allowed.empty() || is_among_them("*")) return "*";
  return is_among_them(origin) ? origin : std::string_view();
}

void Service::HandleApiCall(http::HttpRequest& request, Arena& arena,
                            http::HttpResponse& response) {
  response.content_type = ApiContentType(request.content_type);
  if (response.content_type.empty()) return AnswerNotFound(response);
  const std::string_view target = request.amz_target;
  const Operation* operation = target.starts_with(kApiTargetPrefix)
                                   ? FindOperation(target.substr(kApiTargetPrefix.size()))
                                   : nullptr;
  if (operation == nullptr) {
    return AnswerError({ErrorCode::kUnknownOperation, {}, nullptr}, response);
  }
  const Result<Caller> caller = ReadCaller(request, arena);
  if (!caller.ok()) return AnswerError(caller.error(), response);
  OperationContext context{database_, clock_, arena, *caller, request.host};
  context.reads_numbers_in_strings = options_.like_dynamodb_local;
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
