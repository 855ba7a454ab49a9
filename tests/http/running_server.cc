#include "running_server.h"

#include <gtest/gtest.h>

#include <utility>

namespace stator::http {

void TestHandler::Handle(HttpRequest& request, Arena&, HttpResponse& response) {
  response.content_type = "application/x-amz-json-1.0";
  response.is_api_response = true;
  if (function_) {
    function_(request, response);
  } else {
    response.body.append(request.body.data(), request.body.size());
  }
}

void TestHandler::HandleBadRequest(BadRequest reason, HttpResponse& response) {
  switch (reason) {
    case BadRequest::kMalformed:
      response.status = 400;
      response.body = "malformed";
      break;
    case BadRequest::kHeadersTooLarge:
      response.status = 431;
      response.body = "headers too large";
      break;
    case BadRequest::kBodyTooLarge:
      response.status = 413;
      response.body = "body too large";
      break;
    case BadRequest::kBadContentEncoding:
      response.status = 400;
      response.body = "bad content encoding";
      break;
    case BadRequest::kTooManyBytes:
      response.status = 503;
      response.body = "too many bytes";
      break;
  }
}

RunningServer::RunningServer(HttpServerOptions options, TestHandler::Function function)
    : handler_(std::move(function)) {
  options.port = 0;
  auto listening = HttpServer::Listen(options, handler_);
  EXPECT_TRUE(listening.ok()) << listening.error().message;
  server_ = std::move(listening).value();
  thread_ = std::thread([this] { server_->Run(); });
}

RunningServer::~RunningServer() {
  server_->Stop();
  Join();
}

void RunningServer::Join() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace stator::http
