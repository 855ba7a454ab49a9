#pragma once

#include <sys/epoll.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

#include "model/result.h"
#include "server/http/socket.h"

namespace stator::http {

// What has newly become of a descriptor.
struct Readiness {
  bool readable = false;
  bool writable = false;
  bool ended = false;  // the other side sends no more, or the connection is broken: read to the end
};

// A place in a ring; alone when it is in none.
class RingPlace {
 public:
  RingPlace() = default;
  RingPlace(const RingPlace&) = delete;
  RingPlace& operator=(const RingPlace&) = delete;
  ~RingPlace() { Leave(); }

  bool alone() const { return next_ == this; }
  RingPlace* next() const { return next_; }
  void Leave();
  // Alone before.
  void JoinBefore(RingPlace& other);

 private:
  RingPlace* previous_ = this;
  RingPlace* next_ = this;
};

// Stands behind a descriptor that an EventLoop watches.
class Watched : private RingPlace {
 public:
  // A change is told once: whoever stops before the system has said that there is no more to be
  // had, or no more room, asks for another turn with EventLoop::Again(), and is told then of no
  // change. May be told of changes that are none. May destroy this and any other.
  virtual void OnReady(Readiness readiness) = 0;

 protected:
  ~Watched() = default;

 private:
  friend class EventLoop;
};

// One thread's wait for all of its descriptors, edge-triggered: each is registered once, and not
// anew for each wait. All but Post() is for the thread that calls Run(), or before it does.
class EventLoop {
 public:
  EventLoop() = default;
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;

  // Before anything else; an error is the system's refusal of a descriptor.
  Result<void> Open();

  // Until Stop() is called.
  void Run();
  void Stop() { stopped_ = true; }

  // Tells `watched` from now on what becomes of the descriptor, first of its state. False: the
  // system has no room for it.
  bool Watch(int descriptor, Watched& watched);
  // Before the descriptor is closed.
  void Forget(int descriptor, Watched& watched);

  // Gives it a turn when all that are ready have had theirs.
  void Again(Watched& watched);

  // Thread-safe. Has the loop call `action`; never called if the loop ends before.
  void Post(std::function<void()> action);

 private:
  // Tells the loop that something was posted.
  class Mailbox final : public Watched {
   public:
    explicit Mailbox(EventLoop& loop) : loop_(loop) {}
    void OnReady(Readiness) override { loop_.RunPosted(); }

   private:
    EventLoop& loop_;
  };
  void Turn();
  void RunPosted();

  // Handed out with one wait, and no more of them than keeps turns short.
  static constexpr size_t kMaxEvents = 128;

  Descriptor epoll_;
  std::array<epoll_event, kMaxEvents> events_;
  size_t next_event_ = 0;
  size_t event_count_ = 0;
  RingPlace again_;  // the start of the ring of those that get another turn
  bool stopped_ = false;

  Mailbox mailbox_{*this};
  Descriptor bell_;
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;  // guarded by mutex_
};

// Calls an action once after a while, on the loop's thread.
class Timer final : public Watched {
 public:
  Timer(EventLoop& loop, std::function<void()> action) : loop_(loop), action_(std::move(action)) {}
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  // Before anything else; an error is the system's refusal of a descriptor.
  Result<void> Open();

  // In place of what was started before.
  void Start(std::chrono::milliseconds after);

  void OnReady(Readiness readiness) override;

 private:
  EventLoop& loop_;
  const std::function<void()> action_;
  Descriptor timer_;
};

}  // namespace stator::http
