#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/arena.h"
#include "server/http/buffer_budget.h"
#include "server/http/compression.h"
#include "server/http/event_loop.h"
#include "server/http/http_server.h"
#include "server/http/input_buffer.h"
#include "server/http/long_work_threads.h"
#include "server/http/response_head.h"
#include "server/http/socket.h"

namespace stator::http {

class Connection;

// One I/O thread: its event loop and its connections. A request is read, handled and answered
// within one turn on this thread, so the connections share the buffers below; a connection has
// memory of its own only while a request or an answer is on the way in pieces.
class Worker {
 public:
  // `aside` takes long work, and is at an end before the worker is.
  Worker(const HttpServerOptions& options, RequestHandler& handler, LongWorkThreads& aside,
         BufferBudget& buffers);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  // Before anything else; an error is the system's refusal of a descriptor.
  Result<void> Open();

  EventLoop& loop() { return loop_; }

  // Serves until Drain() has been called and the last connection is gone.
  void Run();

  // Thread-safe. Takes over an accepted socket.
  void Adopt(Socket socket);

  // Thread-safe. Ends idle connections at once, the others after the request in hand or after
  // options.stop_grace.
  void Drain();

  // Thread-safe. How many of the connections dealt to this worker are still open.
  size_t open_connections() const { return open_connections_.load(std::memory_order_relaxed); }

  // The rest is for this worker's connections, on its thread.

  const HttpServerOptions& options() const { return options_; }
  RequestHandler& handler() { return handler_; }
  BufferBudget& buffers() { return buffers_; }
  bool draining() const { return draining_; }

  // Counts sweeps: a coarse clock that costs nothing to read.
  uint32_t tick() const { return tick_; }
  uint32_t TicksOf(std::chrono::milliseconds duration) const;

  // Destroys it.
  void Remove(Connection* connection);

  // Appends the head of response() to output(), and compresses the body where the client wants
  // that. Returns the body to send, which lives until ResetAfterResponse().
  std::string_view Compose(std::string_view accept_encoding, bool keep_alive);

  // Does response().long_work on another thread; then has the connection, which stays until then,
  // answer with what it left in response().
  void AnswerAside(Connection* connection);

  // Forgets the request and the response, and gives back memory that only a big one needs.
  void ResetAfterResponse();

  InputBuffer& input() { return input_; }
  std::string& output() { return output_; }
  HttpResponse& response() { return response_; }
  Arena& arena() { return arena_; }
  Inflater& inflater() { return inflater_; }
  std::string& inflated() { return inflated_; }

 private:
  void Insert(Socket socket);
  void BeginDrain();
  void EndWhenDrained();
  void ArmSweep();
  void Sweep();

  const HttpServerOptions options_;
  RequestHandler& handler_;
  LongWorkThreads& aside_;
  BufferBudget& buffers_;  // of all workers

  EventLoop loop_;
  Timer sweep_timer_;
  const std::chrono::milliseconds sweep_interval_;
  bool sweep_armed_ = false;
  bool draining_ = false;
  uint32_t tick_ = 0;
  uint32_t drain_deadline_tick_ = 0;

  std::atomic<size_t> open_connections_{0};
  Connection* first_connection_ = nullptr;

  InputBuffer input_;
  std::string output_;
  HttpResponse response_;
  Arena arena_;
  Inflater inflater_;
  std::string inflated_;
  Deflater deflater_;
  std::string compressed_;
  DateLine date_;
};

}  // namespace stator::http
