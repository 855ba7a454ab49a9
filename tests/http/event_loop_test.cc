#include "server/http/event_loop.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace stator::http {
namespace {

using std::chrono::milliseconds;

// One end of a pair of connected sockets, watched; does what the test says.
class WatchedEnd final : public Watched {
 public:
  using Action = std::function<void(WatchedEnd&, Readiness)>;

  WatchedEnd(EventLoop& loop, Action action) : loop_(loop), action_(std::move(action)) {
    std::array<int, 2> ends{};
    EXPECT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()), 0);
    own_ = Descriptor(ends[0]);
    other_ = Descriptor(ends[1]);
    EXPECT_TRUE(loop_.Watch(own_.number(), *this));
  }
  ~WatchedEnd() { loop_.Forget(own_.number(), *this); }

  void OnReady(Readiness readiness) override {
    ++calls;
    // The action may destroy this.
    const Action action = action_;
    action(*this, readiness);
  }

  void WriteToIt() const { EXPECT_EQ(write(other_.number(), "x", 1), 1); }
  void EndItsInput() const { EXPECT_EQ(shutdown(other_.number(), SHUT_WR), 0); }
  size_t ReadOne() const {
    char byte = 0;
    return read(own_.number(), &byte, 1) == 1 ? 1 : 0;
  }

  int calls = 0;

 private:
  EventLoop& loop_;
  Action action_;
  Descriptor own_;
  Descriptor other_;
};

class EventLoopTest : public ::testing::Test {
 protected:
  EventLoopTest() { EXPECT_TRUE(loop_.Open().ok()); }

  // Runs the loop until these posted actions have been called one after the other, each behind what
  // is ready when its turn comes.
  void RunWith(std::vector<std::function<void()>> steps) {
    Step(std::make_shared<std::vector<std::function<void()>>>(std::move(steps)), 0);
    loop_.Run();
  }

  EventLoop loop_;

 private:
  void Step(const std::shared_ptr<std::vector<std::function<void()>>>& steps, size_t at) {
    loop_.Post([this, steps, at] {
      if (at == steps->size()) return loop_.Stop();
      (*steps)[at]();
      Step(steps, at + 1);
    });
  }
};

TEST_F(EventLoopTest, ChangeIsToldOnce) {
  std::vector<bool> told;
  WatchedEnd end(loop_, [&](WatchedEnd&, Readiness readiness) {
    told.push_back(readiness.readable);
    EXPECT_TRUE(readiness.writable);
    EXPECT_FALSE(readiness.ended);
  });
  const auto nothing = [] {};
  RunWith({nothing, nothing, [&] { end.WriteToIt(); }, nothing, nothing, [&] { end.WriteToIt(); },
           nothing, nothing});
  // First the state it is in; then what came, also while nobody reads it.
  EXPECT_EQ(told, (std::vector<bool>{false, true, true}));
}

TEST_F(EventLoopTest, EndOfInputIsTold_AlsoWithBytesInFrontOfIt) {
  Readiness last;
  size_t bytes = 0;
  WatchedEnd end(loop_, [&](WatchedEnd& self, Readiness readiness) {
    last = readiness;
    bytes += self.ReadOne();
  });
  end.WriteToIt();
  end.EndItsInput();
  RunWith({});
  EXPECT_TRUE(last.readable);
  EXPECT_TRUE(last.ended);
  EXPECT_EQ(bytes, 1U);
}

TEST_F(EventLoopTest, AgainIsATurnBehindTheOthers) {
  std::string turns;
  WatchedEnd greedy(loop_, [&](WatchedEnd& self, Readiness) {
    turns += 'g';
    if (self.calls < 5) loop_.Again(self);
  });
  WatchedEnd modest(loop_, [&](WatchedEnd& self, Readiness) {
    turns += 'm';
    if (self.calls < 3) loop_.Again(self);
  });
  RunWith({[] {}, [] {}, [] {}, [] {}, [] {}, [] {}});
  EXPECT_EQ(turns, "gmgmgmgg");
}

TEST_F(EventLoopTest, WhoeverIsDestroyed_IsNotCalled) {
  std::vector<std::unique_ptr<WatchedEnd>> ends;
  int calls = 0;
  // All are ready with one wait; the first that is called destroys the others, then itself.
  for (int i = 0; i < 10; ++i) {
    ends.push_back(std::make_unique<WatchedEnd>(loop_, [&](WatchedEnd& self, Readiness) {
      ++calls;
      for (auto& end : ends) {
        if (end.get() != &self) end.reset();
      }
      ends.clear();
    }));
  }
  RunWith({[] {}});
  EXPECT_EQ(calls, 1);
}

TEST_F(EventLoopTest, WhoeverIsDestroyedBeforeItsOtherTurn_DoesNotGetIt) {
  std::unique_ptr<WatchedEnd> second;
  WatchedEnd first(loop_, [&](WatchedEnd& self, Readiness) {
    if (self.calls == 1) return loop_.Again(self);
    second.reset();
  });
  int calls = 0;
  second = std::make_unique<WatchedEnd>(loop_, [&](WatchedEnd& self, Readiness) {
    ++calls;
    loop_.Again(self);
  });
  RunWith({[] {}, [] {}, [] {}});
  EXPECT_EQ(second, nullptr);
  EXPECT_EQ(calls, 1);
}

TEST_F(EventLoopTest, PostedActionsRunBesideWhoeverNeverRests) {
  WatchedEnd greedy(loop_, [&](WatchedEnd& self, Readiness) { loop_.Again(self); });
  std::thread other([this] { loop_.Post([this] { loop_.Stop(); }); });
  loop_.Run();
  other.join();
  EXPECT_GT(greedy.calls, 0);
}

TEST_F(EventLoopTest, PostsOfManyThreads_AllRunOnTheLoopsThread_EachThreadsInOrder) {
  constexpr int kThreads = 4;
  constexpr int kPosts = 5'000;
  std::array<int, kThreads> next{};
  int left = kThreads;
  std::thread::id loop_thread;
  std::vector<std::thread> threads;
  for (size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kPosts; ++i) {
        loop_.Post([&, t, i] {
          EXPECT_EQ(std::this_thread::get_id(), loop_thread);
          EXPECT_EQ(next[t]++, i);
          if (i + 1 == kPosts && --left == 0) loop_.Stop();
        });
      }
    });
  }
  std::thread runner([&] {
    loop_thread = std::this_thread::get_id();
    loop_.Run();
  });
  for (std::thread& thread : threads) thread.join();
  runner.join();
  for (const int count : next) EXPECT_EQ(count, kPosts);
}

TEST_F(EventLoopTest, ActionThatIsNeverCalled_IsDestroyedWithTheLoop) {
  auto owned = std::make_shared<int>(0);
  const std::weak_ptr<int> watcher = owned;
  {
    EventLoop loop;
    ASSERT_TRUE(loop.Open().ok());
    loop.Post([owned = std::move(owned)] {});
    EXPECT_FALSE(watcher.expired());
  }
  EXPECT_TRUE(watcher.expired());
}

TEST_F(EventLoopTest, TimerFiresOnce_ForTheLastStart) {
  std::string fired;
  Timer restarted(loop_, [&] { fired += 'r'; });
  Timer last(loop_, [&] {
    fired += 'l';
    loop_.Stop();
  });
  ASSERT_TRUE(restarted.Open().ok());
  ASSERT_TRUE(last.Open().ok());
  restarted.Start(milliseconds(1));
  restarted.Start(milliseconds(2));
  last.Start(milliseconds(20));
  loop_.Run();
  EXPECT_EQ(fired, "rl");
}

}  // namespace
}  // namespace stator::http
