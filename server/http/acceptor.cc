#include "server/http/acceptor.h"

#include <sys/socket.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

namespace stator::http {
namespace {

// Then the connections that are there have their turn.
constexpr int kMaxAcceptsPerTurn = 64;
// No descriptor or no memory: connections stay in the backlog for this long.
constexpr std::chrono::milliseconds kRetryDelay{50};

}  // namespace

Acceptor::Acceptor(EventLoop& loop, Listener listener, std::function<void(Socket)> deal)
    : loop_(loop),
      listener_(std::move(listener)),
      deal_(std::move(deal)),
      retry_timer_(loop, [this] { OnReady({}); }) {}

Acceptor::~Acceptor() { Close(); }

Result<void> Acceptor::Open() {
  STATOR_RETURN_IF_ERROR(retry_timer_.Open());
  if (loop_.Watch(listener_.socket().number(), *this)) return {};
  return InternalError("cannot serve HTTP: " + std::generic_category().message(errno));
}

void Acceptor::Start() {
  accepting_ = true;
  loop_.Again(*this);
}

void Acceptor::Close() {
  Stop();
  if (!listener_.socket().is_open()) return;
  loop_.Forget(listener_.socket().number(), *this);
  listener_.socket().Close();
}

void Acceptor::OnReady(Readiness) {
  if (!accepting_) return;
  for (int i = 0; i < kMaxAcceptsPerTurn; ++i) {
    Descriptor accepted(
        accept4(listener_.socket().number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (accepted.is_open()) {
      deal_(Socket(std::move(accepted)));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      return;
    } else if (errno != ECONNABORTED && errno != EINTR) {
      return retry_timer_.Start(kRetryDelay);
    }
  }
  loop_.Again(*this);
}

}  // namespace stator::http
