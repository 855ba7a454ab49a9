#include "server/http/worker.h"

#include <algorithm>
#include <ctime>
#include <memory>
#include <utility>

#include "server/http/connection.h"

namespace stator::http {
namespace {

// Answers up to the service's 1 MB per page come often enough to keep the memory for them.
constexpr size_t kMaxKeptBody = size_t{4} * 1024 * 1024;
constexpr size_t kMaxKeptText = size_t{256} * 1024;

std::chrono::milliseconds SweepInterval(const HttpServerOptions& options) {
  using std::chrono::milliseconds;
  const milliseconds shortest =
      std::min({options.request_timeout, options.idle_timeout, options.stop_grace});
  return std::clamp(shortest / 4, milliseconds(10), milliseconds(1'000));
}

void ClearText(std::string& text, size_t max_kept) {
  text.clear();
  if (text.capacity() > max_kept) text.shrink_to_fit();
}

}  // namespace

Worker::Worker(const HttpServerOptions& options, RequestHandler& handler, LongWorkThreads& aside,
               BufferBudget& buffers)
    : options_(options),
      handler_(handler),
      aside_(aside),
      buffers_(buffers),
      sweep_timer_(loop_,
                   [this] {
                     sweep_armed_ = false;
                     Sweep();
                   }),
      sweep_interval_(SweepInterval(options)) {}

Worker::~Worker() {
  while (first_connection_ != nullptr) Remove(first_connection_);
}

Result<void> Worker::Open() {
  STATOR_RETURN_IF_ERROR(loop_.Open());
  return sweep_timer_.Open();
}

void Worker::Run() { loop_.Run(); }

void Worker::Adopt(Socket socket) {
  open_connections_.fetch_add(1, std::memory_order_relaxed);
  // Shared because actions are copyable; closed if the worker ends before it arrives.
  loop_.Post(
      [this, shared = std::make_shared<Socket>(std::move(socket))] { Insert(std::move(*shared)); });
}

void Worker::Insert(Socket socket) {
  if (draining_) {
    open_connections_.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  auto* const connection = std::make_unique<Connection>(*this, std::move(socket)).release();
  connection->next = first_connection_;
  if (first_connection_ != nullptr) first_connection_->previous = connection;
  first_connection_ = connection;
  ArmSweep();
  connection->Start();
}

void Worker::Remove(Connection* connection) {
  const std::unique_ptr<Connection> owned(connection);
  if (connection->previous != nullptr) {
    connection->previous->next = connection->next;
  } else {
    first_connection_ = connection->next;
  }
  if (connection->next != nullptr) connection->next->previous = connection->previous;
  open_connections_.fetch_sub(1, std::memory_order_relaxed);
  EndWhenDrained();
}

void Worker::Drain() {
  loop_.Post([this] { BeginDrain(); });
}

void Worker::BeginDrain() {
  if (draining_) return;
  draining_ = true;
  drain_deadline_tick_ = tick_ + TicksOf(options_.stop_grace);
  for (Connection* c = first_connection_; c != nullptr; c = c->next) c->OnDrain();
  EndWhenDrained();
}

void Worker::EndWhenDrained() {
  if (!draining_ || first_connection_ != nullptr) return;
  loop_.Stop();
}

uint32_t Worker::TicksOf(std::chrono::milliseconds duration) const {
  return static_cast<uint32_t>((duration + sweep_interval_ - std::chrono::milliseconds(1)) /
                               sweep_interval_);
}

void Worker::ArmSweep() {
  if (sweep_armed_) return;
  sweep_armed_ = true;
  sweep_timer_.Start(sweep_interval_);
}

void Worker::Sweep() {
  // Without connections there is nothing to watch, and a server at rest uses no processor time.
  if (first_connection_ == nullptr) return;
  ++tick_;
  const bool grace_is_over = draining_ && tick_ > drain_deadline_tick_;
  for (Connection* next = first_connection_; next != nullptr;) {
    Connection* const connection = std::exchange(next, next->next);
    if (grace_is_over) {
      connection->Abort();
    } else {
      connection->OnTick();
    }
  }
  ArmSweep();
}

std::string_view Worker::Compose(std::string_view accept_encoding, bool keep_alive) {
  ResponseHead head;
  head.status = response_.status;
  head.content_type = response_.content_type;
  head.headers = response_.headers;
  head.keep_alive = keep_alive;
  std::string_view body = response_.body;
  if (!accept_encoding.empty() && !body.empty()) {
    const ContentCoding coding = ChooseResponseCoding(accept_encoding);
    if (coding != ContentCoding::kIdentity && deflater_.Deflate(coding, body, compressed_)) {
      head.content_coding = coding;
      body = compressed_;
    }
  }
  if (!StatusAllowsBody(head.status)) body = {};
  head.content_length = body.size();
  if (response_.is_api_response) head.crc32 = Crc32(body);
  AppendResponseHead(head, date_.At(std::time(nullptr)), output_);
  return body;
}

void Worker::AnswerAside(Connection* connection) {
  auto response = std::make_shared<HttpResponse>(std::move(response_));
  response_ = HttpResponse();
  aside_.Run([this, connection, response] {
    const auto work = std::move(response->long_work);
    response->long_work = nullptr;
    work(*response);
    loop_.Post([this, connection, response] {
      response_ = std::move(*response);
      connection->OnAnswered();
    });
  });
}

void Worker::ResetAfterResponse() {
  arena_.Reset();
  response_.status = 200;
  response_.content_type = {};
  response_.is_api_response = false;
  response_.close_connection = false;
  response_.long_work = nullptr;
  ClearText(response_.body, kMaxKeptBody);
  ClearText(response_.headers, kMaxKeptText);
  ClearText(inflated_, kMaxKeptBody);
  ClearText(compressed_, kMaxKeptBody);
}

}  // namespace stator::http
