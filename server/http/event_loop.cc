#include "server/http/event_loop.h"

#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <string>
#include <system_error>
#include <utility>

namespace stator::http {
namespace {

Readiness ReadinessOf(uint32_t events) {
  const bool broken = (events & (EPOLLERR | EPOLLHUP)) != 0;
  Readiness readiness;
  readiness.ended = broken || (events & EPOLLRDHUP) != 0;
  readiness.readable = readiness.ended || (events & EPOLLIN) != 0;
  readiness.writable = broken || (events & EPOLLOUT) != 0;
  return readiness;
}

Error LastError() {
  return InternalError("no descriptor to wait with: " + std::generic_category().message(errno));
}

}  // namespace

void RingPlace::Leave() {
  previous_->next_ = next_;
  next_->previous_ = previous_;
  previous_ = next_ = this;
}

void RingPlace::JoinBefore(RingPlace& other) {
  previous_ = other.previous_;
  next_ = &other;
  previous_->next_ = this;
  other.previous_ = this;
}

Result<void> EventLoop::Open() {
  epoll_ = Descriptor(epoll_create1(EPOLL_CLOEXEC));
  if (!epoll_.is_open()) return LastError();
  bell_ = Descriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!bell_.is_open() || !Watch(bell_.number(), mailbox_)) return LastError();
  return {};
}

void EventLoop::Run() {
  while (!stopped_) Turn();
}

void EventLoop::Turn() {
  const int patience = again_.alone() ? -1 : 0;
  const int count =
      epoll_wait(epoll_.number(), events_.data(), static_cast<int>(events_.size()), patience);
  // Those that ask for another turn from here on get it after the next wait.
  RingPlace now;
  if (!again_.alone()) {
    now.JoinBefore(again_);
    again_.Leave();
  }
  event_count_ = count > 0 ? static_cast<size_t>(count) : 0;
  for (next_event_ = 0; next_event_ < event_count_;) {
    const epoll_event& event = events_[next_event_++];
    auto* const watched = static_cast<Watched*>(event.data.ptr);
    if (watched == nullptr) continue;
    watched->Leave();
    watched->OnReady(ReadinessOf(event.events));
  }
  while (!now.alone()) {
    auto* const watched = static_cast<Watched*>(now.next());
    watched->Leave();
    watched->OnReady({});
  }
}

bool EventLoop::Watch(int descriptor, Watched& watched) {
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  event.data.ptr = &watched;
  return epoll_ctl(epoll_.number(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void EventLoop::Forget(int descriptor, Watched& watched) {
  // Closing is not enough when another process has the descriptor, too.
  epoll_event unused{};
  epoll_ctl(epoll_.number(), EPOLL_CTL_DEL, descriptor, &unused);
  watched.Leave();
  for (size_t i = next_event_; i < event_count_; ++i) {
    if (events_[i].data.ptr == &watched) events_[i].data.ptr = nullptr;
  }
}

void EventLoop::Again(Watched& watched) {
  watched.Leave();
  watched.JoinBefore(again_);
}

void EventLoop::Post(std::function<void()> action) {
  {
    const std::scoped_lock lock(mutex_);
    posted_.push_back(std::move(action));
    if (posted_.size() > 1) return;
  }
  // Its count is never read: each write is a change of its own.
  const uint64_t one = 1;
  static_cast<void>(write(bell_.number(), &one, sizeof one));
}

void EventLoop::RunPosted() {
  std::vector<std::function<void()>> actions;
  {
    const std::scoped_lock lock(mutex_);
    actions.swap(posted_);
  }
  for (const std::function<void()>& action : actions) action();
}

Timer::~Timer() {
  if (timer_.is_open()) loop_.Forget(timer_.number(), *this);
}

Result<void> Timer::Open() {
  timer_ = Descriptor(timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  if (!timer_.is_open() || !loop_.Watch(timer_.number(), *this)) return LastError();
  return {};
}

void Timer::Start(std::chrono::milliseconds after) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(after);
  itimerspec time{};
  time.it_value.tv_sec = seconds.count();
  time.it_value.tv_nsec = std::chrono::nanoseconds(after - seconds).count();
  timerfd_settime(timer_.number(), 0, &time, nullptr);
}

void Timer::OnReady(Readiness) { action_(); }

}  // namespace stator::http
