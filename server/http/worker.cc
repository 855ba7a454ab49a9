#include "server/http/worker.h"

#include <unistd.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <ctime>
#include <memory>
#include <utility>

#include "server/http/connection.h"

namespace stator::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

// Answers up to the service's 1 MB per page come often enough to keep the memory for them.
constexpr size_t kMaxKeptBody = size_t{4} * 1024 * 1024;
constexpr size_t kMaxKeptText = size_t{256} * 1024;

// A socket on its way to its worker; closed if the worker ends before it arrives.
class OwnedSocket {
 public:
  explicit OwnedSocket(int socket) : socket_(socket) {}
  OwnedSocket(OwnedSocket&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  OwnedSocket& operator=(OwnedSocket&&) = delete;
  ~OwnedSocket() {
    if (socket_ >= 0) close(socket_);
  }

  int get() const { return socket_; }
  void Release() { socket_ = -1; }

 private:
  int socket_;
};

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
      // Only one thread runs the io_context; others do nothing but post to it.
      io_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO),
      work_(io_.get_executor()),
      sweep_timer_(io_),
      sweep_interval_(SweepInterval(options)) {}

Worker::~Worker() {
  while (first_connection_ != nullptr) Remove(first_connection_);
}

void Worker::Run() { io_.run(); }

void Worker::Adopt(asio::ip::tcp protocol, int native_socket) {
  open_connections_.fetch_add(1, std::memory_order_relaxed);
  asio::post(io_, [this, protocol, owned = OwnedSocket(native_socket)]() mutable {
    error_code error;
    TcpSocket socket(io_);
    socket.assign(protocol, owned.get(), error);
    if (!error) {
      owned.Release();
      socket.non_blocking(true, error);
    }
    if (error || draining_) {
      open_connections_.fetch_sub(1, std::memory_order_relaxed);
      return;
    }
    error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    Insert(std::move(socket));
  });
}

void Worker::Insert(TcpSocket socket) {
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
  asio::post(io_, [this] { BeginDrain(); });
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
  work_.reset();
  sweep_timer_.cancel();
}

uint32_t Worker::TicksOf(std::chrono::milliseconds duration) const {
  return static_cast<uint32_t>((duration + sweep_interval_ - std::chrono::milliseconds(1)) /
                               sweep_interval_);
}

void Worker::ArmSweep() {
  if (sweep_armed_) return;
  sweep_armed_ = true;
  sweep_timer_.expires_after(sweep_interval_);
  sweep_timer_.async_wait([this](const error_code&) {
    sweep_armed_ = false;
    Sweep();
  });
}

void Worker::Sweep() {
  // Without connections there is nothing to watch, and a server at rest uses no processor time.
  if (first_connection_ == nullptr) return;
  ++tick_;
  const bool grace_is_over = draining_ && tick_ > drain_deadline_tick_;
  for (Connection* c = first_connection_; c != nullptr; c = c->next) {
    if (grace_is_over) {
      c->Abort();
    } else {
      c->OnTick();
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
    asio::post(io_, [this, connection, response] {
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
