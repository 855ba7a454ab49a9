// The yardstick of the HTTP benchmark: a plain asynchronous Beast server, written as the library's
// own documentation teaches it, that answers every request with the same 200 bytes of JSON. Its
// throughput is what the machine, the kernel and Beast allow before any work is done.
//
//   echo_server [--port N] [--threads N]
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;

constexpr size_t kBodyBytes = 200;

std::string MakeBody() {
  const std::string prefix = R"({"Item":{"payload":{"S":")";
  const std::string suffix = R"("}}})";
  return prefix + std::string(kBodyBytes - prefix.size() - suffix.size(), 'x') + suffix;
}

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, const std::string& body) : stream_(std::move(socket)), body_(body) {}

  void Read() {
    request_ = {};
    http::async_read(stream_, buffer_, request_,
                     beast::bind_front_handler(&Session::OnRead, shared_from_this()));
  }

 private:
  void OnRead(beast::error_code error, size_t) {
    if (error) return Close();
    response_ = {};
    response_.version(request_.version());
    response_.result(http::status::ok);
    response_.set(http::field::content_type, "application/x-amz-json-1.0");
    response_.keep_alive(request_.keep_alive());
    response_.body() = body_;
    response_.prepare_payload();
    http::async_write(stream_, response_,
                      beast::bind_front_handler(&Session::OnWrite, shared_from_this()));
  }

  void OnWrite(beast::error_code error, size_t) {
    if (error || response_.need_eof()) return Close();
    Read();
  }

  void Close() {
    beast::error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  http::request<http::string_body> request_;
  http::response<http::string_body> response_;
  const std::string& body_;
};

// One io_context per thread, so that no connection ever changes threads; the first one's also
// accepts, straight into the context whose turn it is.
class Server {
 public:
  Server(uint16_t port, unsigned threads) : body_(MakeBody()) {
    for (unsigned i = 0; i < threads; ++i) {
      contexts_.push_back(std::make_unique<asio::io_context>(1));
    }
    acceptor_ = std::make_unique<tcp::acceptor>(
        *contexts_.front(), tcp::endpoint(asio::ip::address_v4::loopback(), port));
  }

  uint16_t port() const { return acceptor_->local_endpoint().port(); }

  void Run() {
    Accept();
    std::vector<std::thread> threads;
    for (size_t i = 1; i < contexts_.size(); ++i) {
      threads.emplace_back([context = contexts_[i].get()] {
        const auto work = asio::make_work_guard(*context);
        context->run();
      });
    }
    contexts_.front()->run();
    for (std::thread& thread : threads) thread.join();
  }

 private:
  void Accept() {
    asio::io_context& context = *contexts_[next_++ % contexts_.size()];
    acceptor_->async_accept(context, [this, &context](beast::error_code error, tcp::socket socket) {
      if (!error) {
        socket.set_option(tcp::no_delay(true));
        auto session = std::make_shared<Session>(std::move(socket), body_);
        asio::post(context, [session] { session->Read(); });
      }
      Accept();
    });
  }

  const std::string body_;
  std::vector<std::unique_ptr<asio::io_context>> contexts_;
  std::unique_ptr<tcp::acceptor> acceptor_;
  size_t next_ = 0;
};

// False when `text` is not a whole number that fits.
template <typename T>
bool ParseNumber(const char* text, T& number) {
  const char* const end = text + std::strlen(text);
  const auto [parsed, error] = std::from_chars(text, end, number);
  return error == std::errc() && parsed == end;
}

}  // namespace

int main(int argc, char** argv) {
  uint16_t port = 8010;
  unsigned threads = 1;
  for (int i = 1; i < argc; i += 2) {
    const std::string flag = argv[i];
    const bool known = i + 1 < argc && ((flag == "--port" && ParseNumber(argv[i + 1], port)) ||
                                        (flag == "--threads" && ParseNumber(argv[i + 1], threads)));
    if (!known || threads == 0) {
      std::fprintf(stderr, "usage: echo_server [--port N] [--threads N]\n");
      return 2;
    }
  }
  try {
    Server server(port, threads);
    std::printf("echo_server listens on 127.0.0.1:%u with %u threads\n", unsigned{server.port()},
                threads);
    std::fflush(stdout);
    server.Run();
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "echo_server: %s\n", failure.what());
    return 1;
  }
}
