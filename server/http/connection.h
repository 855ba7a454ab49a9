#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/http/event_loop.h"
#include "server/http/input_buffer.h"
#include "server/http/request_assembler.h"
#include "server/http/socket.h"
#include "server/http/worker.h"

namespace stator::http {

// One client connection. It waits for the socket or for the end of long work, or has asked for
// another turn. Every call may be its last: it destroys itself when it has ended.
class Connection final : public Watched {
 public:
  Connection(Worker& worker, Socket socket);
  ~Connection();

  // Waits for the first request.
  void Start();

  void OnReady(Readiness readiness) override;

  // Once per sweep: gives the connection up if its time is over.
  void OnTick();

  // The server stops: ends the connection if it is idle.
  void OnDrain();

  // Gives the connection up whatever it is doing.
  void Abort();

  // The long work of the request in hand is done, and the answer in the worker's response.
  void OnAnswered();

  // The worker's list.
  Connection* previous = nullptr;
  Connection* next = nullptr;

 private:
  enum class Phase : uint8_t {
    kIdle,       // between requests
    kReading,    // in the middle of a request
    kWorking,    // another thread is working on the answer
    kWriting,    // an answer did not fit into the socket
    kLingering,  // answered for the last time; waits for the client to close
  };
  enum class Filled : uint8_t { kSome, kNothing, kEnded };

  // Goes on when there is something to read, or room to write: with another turn if that may be so
  // already, since a change is told only once.
  void WaitReadable();
  void WaitWritable();
  void OnReadable();
  void OnWritable();

  Filled Fill(InputBuffer& input);
  std::span<char> MakeRoom(InputBuffer& input, size_t missing) const;

  // Answers every complete request in `input`, then waits for whatever comes next.
  void Serve(InputBuffer& input);

  // These return false when the connection is broken. Answers are collected in the worker's output;
  // what the socket does not take goes to unsent_, and then no further request is looked at.
  bool AnswerAll(InputBuffer& input);
  bool AnswerOne(InputBuffer& input);
  bool StartLongWork();
  bool Refuse(RequestHandler::BadRequest reason);
  bool Send(std::string_view accept_encoding, bool keep_alive, bool head_only);
  bool Flush(std::string_view body);

  void KeepUnsent(size_t sent, std::string_view body);
  void KeepUnread(InputBuffer& input);
  // Has the budget of all connections know what this one holds. False: there is no room for more
  // of the request that is on its way.
  bool HoldRequest();
  void HoldBuffers();
  void Linger();
  void DiscardInput();
  void Destroy();

  Worker& worker_;
  size_t held_bytes_ = 0;  // of the budget
  Socket socket_;
  RequestAssembler assembler_;
  InputBuffer own_input_;  // an unfinished request, or what came behind an unsent answer
  std::string unsent_;
  size_t unsent_offset_ = 0;
  // Of the request whose answer is being worked on.
  struct {
    std::string accept_encoding;
    bool keep_alive = false;
    bool head_only = false;
  } pending_;
  uint32_t last_progress_tick_;
  Phase phase_ = Phase::kIdle;
  bool may_read_ = false;    // the socket has not said that it has no more
  bool may_write_ = true;    // the socket has not said that it has no more room
  bool input_ends_ = false;  // a read of less than was asked for does not say so any more
  bool last_answer_given_ = false;
  bool aborted_ = false;
};

}  // namespace stator::http
