#include "server/http/connection.h"

#include <algorithm>
#include <utility>

namespace stator::http {
namespace {

// How long a client may take to close its side after the last answer.
constexpr std::chrono::milliseconds kLingerTimeout{5'000};
// Of the buffer that all connections of a worker share, so that it can be generous.
constexpr size_t kSharedReadBytes = size_t{64} * 1024;
// Less room than this is not worth a read while a request is longer.
constexpr size_t kMinReadBytes = size_t{4} * 1024;
// A length announced is believed so far; memory for more follows what has really come.
constexpr size_t kTrustedBodyBytes = size_t{1024} * 1024;
// A connection that sends without a pause lets others have their turn after this much.
constexpr size_t kMaxBytesPerTurn = size_t{1024} * 1024;
// Up to here a copy behind the head is cheaper than a gathering write.
constexpr size_t kMaxCopiedBody = size_t{16} * 1024;
// Pipelined answers are collected up to this much before they are sent.
constexpr size_t kMaxCollectedOutput = size_t{64} * 1024;
constexpr size_t kMaxKeptCapacity = 1024;
// A request of this size is never refused for what other connections hold.
constexpr size_t kAlwaysGranted = size_t{64} * 1024;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Connection::Connection(Worker& worker, Socket socket)
    : worker_(worker),
      socket_(std::move(socket)),
      assembler_(worker.options().max_header_bytes, worker.options().max_body_bytes),
      last_progress_tick_(worker.tick()) {}

Connection::~Connection() {
  worker_.loop().Forget(socket_.number(), *this);
  worker_.buffers().Give(held_bytes_);
}

void Connection::Start() {
  if (!worker_.loop().Watch(socket_.number(), *this)) Destroy();
}

void Connection::OnReady(Readiness readiness) {
  if (readiness.readable) may_read_ = true;
  if (readiness.writable) may_write_ = true;
  if (readiness.ended) input_ends_ = true;
  switch (phase_) {
    case Phase::kWorking:
      return;
    case Phase::kWriting:
      if (may_write_) OnWritable();
      return;
    case Phase::kIdle:
    case Phase::kReading:
    case Phase::kLingering:
      if (may_read_) OnReadable();
      return;
  }
}

// Waiting for readiness and then reading into the worker's buffer, rather than reading into a
// buffer of the connection's own: an idle connection needs none.
void Connection::WaitReadable() {
  if (may_read_) worker_.loop().Again(*this);
}

void Connection::WaitWritable() {
  if (may_write_) worker_.loop().Again(*this);
}

void Connection::OnReadable() {
  if (phase_ == Phase::kLingering) return DiscardInput();
  InputBuffer& input = own_input_.empty() ? worker_.input() : own_input_;
  switch (Fill(input)) {
    case Filled::kEnded:
      return Destroy();
    case Filled::kNothing:
      return WaitReadable();
    case Filled::kSome:
      last_progress_tick_ = worker_.tick();
      return Serve(input);
  }
}

std::span<char> Connection::MakeRoom(InputBuffer& input, size_t missing) const {
  if (&input != &own_input_) return input.Prepare(kSharedReadBytes, kSharedReadBytes);
  if (missing == 0) return input.Prepare(kMinReadBytes, std::max(kMinReadBytes, input.size()));
  const size_t preferred = std::min(missing, std::max(kTrustedBodyBytes, input.size()));
  return input.Prepare(std::min(missing, kMinReadBytes), preferred);
}

Connection::Filled Connection::Fill(InputBuffer& input) {
  size_t missing = assembler_.missing_bytes();
  size_t total = 0;
  for (;;) {
    const std::span<char> room = MakeRoom(input, missing);
    const Transfer read = socket_.Receive(room);
    if (read.status == Transfer::Status::kEnded) return Filled::kEnded;
    if (read.status == Transfer::Status::kTryAgain) {
      may_read_ = false;
      return total > 0 ? Filled::kSome : Filled::kNothing;
    }
    // Less than asked for is all there is, but the end of the input behind it was told already.
    may_read_ = read.bytes == room.size() || input_ends_;
    input.Commit(read.bytes);
    total += read.bytes;
    missing -= std::min(missing, read.bytes);
    if (read.bytes < room.size() || missing == 0 || total >= kMaxBytesPerTurn) return Filled::kSome;
  }
}

void Connection::Serve(InputBuffer& input) {
  if (!AnswerAll(input) || !Flush({})) {
    worker_.input().Clear();
    worker_.output().clear();
    return Destroy();
  }
  if (last_answer_given_) input.Clear();
  KeepUnread(input);
  HoldBuffers();
  if (phase_ == Phase::kWorking) return;
  if (!unsent_.empty()) {
    phase_ = Phase::kWriting;
    return WaitWritable();
  }
  if (last_answer_given_) return Linger();
  phase_ = assembler_.in_request() ? Phase::kReading : Phase::kIdle;
  if (phase_ == Phase::kIdle && worker_.draining()) return Linger();
  WaitReadable();
}

bool Connection::AnswerAll(InputBuffer& input) {
  using Status = RequestAssembler::Status;
  using BadRequest = RequestHandler::BadRequest;
  bool alive = true;
  while (alive && unsent_.empty() && !last_answer_given_ && phase_ != Phase::kWorking) {
    switch (assembler_.Advance(input, worker_.arena())) {
      case Status::kNeedMore:
        if (&input == &own_input_ && !HoldRequest()) {
          alive = Refuse(BadRequest::kTooManyBytes);
          break;
        }
        if (assembler_.TakeContinue()) worker_.output().append(kContinue);
        return true;
      case Status::kComplete:
        alive = AnswerOne(input);
        break;
      case Status::kMalformed:
        alive = Refuse(BadRequest::kMalformed);
        break;
      case Status::kHeadersTooLarge:
        alive = Refuse(BadRequest::kHeadersTooLarge);
        break;
      case Status::kBodyTooLarge:
        alive = Refuse(BadRequest::kBodyTooLarge);
        break;
    }
    worker_.ResetAfterResponse();
  }
  return alive;
}

bool Connection::AnswerOne(InputBuffer& input) {
  RequestHead& head = assembler_.head();
  std::span<char> body = assembler_.body();
  head.request.payload = {body.data(), body.size()};
  const ContentCoding coding = ParseContentEncoding(head.content_encoding);
  if (coding == ContentCoding::kUnknown)
    return Refuse(RequestHandler::BadRequest::kBadContentEncoding);
  if (coding != ContentCoding::kIdentity && !body.empty()) {
    std::string& inflated = worker_.inflated();
    switch (worker_.inflater().Inflate(coding, body, worker_.options().max_body_bytes, inflated)) {
      case Inflater::Status::kCorrupt:
        return Refuse(RequestHandler::BadRequest::kBadContentEncoding);
      case Inflater::Status::kTooLarge:
        return Refuse(RequestHandler::BadRequest::kBodyTooLarge);
      case Inflater::Status::kOk:
        body = inflated;
    }
  }
  head.request.body = body;
  // The byte behind the body may begin the next request.
  char& behind = *(body.data() + body.size());
  const char saved = std::exchange(behind, '\0');
  HttpResponse& response = worker_.response();
  worker_.handler().Handle(head.request, worker_.arena(), response);
  behind = saved;
  bool alive = true;
  if (response.long_work) {
    pending_ = {std::string(head.accept_encoding), head.keep_alive, head.request.method == "HEAD"};
    alive = StartLongWork();
  } else {
    const bool keep_alive = head.keep_alive && !response.close_connection && !worker_.draining();
    alive = Send(head.accept_encoding, keep_alive, head.request.method == "HEAD");
  }
  assembler_.FinishRequest(input);
  return alive;
}

bool Connection::StartLongWork() {
  if (!Flush({})) return false;
  phase_ = Phase::kWorking;
  worker_.AnswerAside(this);
  return true;
}

void Connection::OnAnswered() {
  if (aborted_) {
    worker_.ResetAfterResponse();
    return Destroy();
  }
  phase_ = Phase::kReading;
  last_progress_tick_ = worker_.tick();
  const bool keep_alive =
      pending_.keep_alive && !worker_.response().close_connection && !worker_.draining();
  const bool alive = Send(pending_.accept_encoding, keep_alive, pending_.head_only);
  worker_.ResetAfterResponse();
  if (!alive) {
    worker_.output().clear();
    return Destroy();
  }
  Serve(own_input_);
}

bool Connection::Refuse(RequestHandler::BadRequest reason) {
  worker_.handler().HandleBadRequest(reason, worker_.response());
  return Send({}, false, false);
}

bool Connection::Send(std::string_view accept_encoding, bool keep_alive, bool head_only) {
  if (!keep_alive) last_answer_given_ = true;
  std::string_view body = worker_.Compose(accept_encoding, keep_alive);
  if (head_only) body = {};
  if (body.size() > kMaxCopiedBody) return Flush(body);
  std::string& output = worker_.output();
  output.append(body);
  return output.size() < kMaxCollectedOutput || Flush({});
}

bool Connection::Flush(std::string_view body) {
  std::string& head = worker_.output();
  if (head.empty() && body.empty()) return true;
  // An answer that took long finds others before it.
  if (!unsent_.empty()) {
    unsent_.append(head).append(body);
    head.clear();
    return true;
  }
  // Nearly always the socket has room; waiting for it first would cost a turn.
  const Transfer sent = body.empty() ? socket_.Send(head) : socket_.Send(head, body);
  const bool alive = sent.status != Transfer::Status::kEnded;
  if (alive && sent.bytes < head.size() + body.size()) {
    may_write_ = false;
    KeepUnsent(sent.bytes, body);
  }
  head.clear();
  return alive;
}

void Connection::KeepUnsent(size_t sent, std::string_view body) {
  const std::string_view head = worker_.output();
  const size_t sent_of_head = std::min(sent, head.size());
  unsent_.assign(head.substr(sent_of_head));
  unsent_.append(body.substr(sent - sent_of_head));
  unsent_offset_ = 0;
}

void Connection::OnWritable() {
  const Transfer sent = socket_.Send(std::string_view(unsent_).substr(unsent_offset_));
  if (sent.status == Transfer::Status::kEnded) return Destroy();
  if (sent.bytes > 0) last_progress_tick_ = worker_.tick();
  unsent_offset_ += sent.bytes;
  if (unsent_offset_ < unsent_.size()) {
    may_write_ = false;
    return;
  }
  unsent_.clear();
  if (unsent_.capacity() > kMaxKeptCapacity) unsent_.shrink_to_fit();
  if (last_answer_given_) return Linger();
  Serve(own_input_);
}

void Connection::KeepUnread(InputBuffer& input) {
  if (&input != &own_input_) {
    own_input_.Append(input.view());
    input.Clear();
  } else if (own_input_.empty()) {
    own_input_.Release();
  } else if (own_input_.capacity() > kSharedReadBytes &&
             own_input_.size() < own_input_.capacity() / 8) {
    InputBuffer smaller;
    smaller.Append(own_input_.view());
    own_input_ = std::move(smaller);
  }
}

bool Connection::HoldRequest() {
  const size_t bytes = own_input_.capacity();
  if (bytes <= std::max(held_bytes_, kAlwaysGranted)) return true;
  if (!worker_.buffers().TryTake(bytes - held_bytes_)) return false;
  held_bytes_ = bytes;
  return true;
}

void Connection::HoldBuffers() {
  const size_t bytes = own_input_.capacity() + unsent_.capacity();
  if (bytes > held_bytes_) {
    worker_.buffers().Take(bytes - held_bytes_);
  } else if (bytes < held_bytes_) {
    worker_.buffers().Give(held_bytes_ - bytes);
  }
  held_bytes_ = bytes;
}

// Closing at once would answer bytes still on the way with a reset, and a reset makes the client
// lose the answer it has not read yet.
void Connection::Linger() {
  socket_.ShutdownSend();
  phase_ = Phase::kLingering;
  last_progress_tick_ = worker_.tick();
  // Who stops a server does not want to wait for its clients: they get this one chance.
  if (worker_.draining()) return DiscardInput();
  WaitReadable();
}

void Connection::DiscardInput() {
  InputBuffer& input = worker_.input();
  const std::span<char> room = input.Prepare(kSharedReadBytes, kSharedReadBytes);
  for (size_t total = 0; total < kMaxBytesPerTurn;) {
    const Transfer read = socket_.Receive(room);
    if (read.status == Transfer::Status::kEnded) return Destroy();
    if (read.status == Transfer::Status::kTryAgain) {
      may_read_ = false;
      if (worker_.draining()) return Destroy();
      return;
    }
    total += read.bytes;
  }
  WaitReadable();
}

void Connection::OnTick() {
  if (phase_ == Phase::kWorking) return;
  std::chrono::milliseconds limit = worker_.options().request_timeout;
  if (phase_ == Phase::kIdle) limit = worker_.options().idle_timeout;
  if (phase_ == Phase::kLingering) limit = std::min(limit, kLingerTimeout);
  if (worker_.tick() - last_progress_tick_ > worker_.TicksOf(limit)) Abort();
}

// A request that is already in the socket is still read, then comes the end of input.
void Connection::OnDrain() {
  if (phase_ == Phase::kIdle) socket_.ShutdownReceive();
}

void Connection::Abort() {
  aborted_ = true;
  if (phase_ != Phase::kWorking) Destroy();
}

void Connection::Destroy() { worker_.Remove(this); }

}  // namespace stator::http
