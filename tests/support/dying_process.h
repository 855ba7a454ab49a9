#pragma once

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <string>

// Processes that are killed in the middle of their work. A test runs itself again in a new process
// (not a fork: threads do not survive one), which finds its task, works on it and kills itself:
//
//   if (const auto task = TaskOfDyingProcess()) {
//     ...work in task->directory...
//     Die();
//   }
//   TemporaryDirectory directory;
//   RunThisTestUntilItDies(directory.path(), 0);
namespace stator::testing {

struct DyingProcessTask {
  std::string directory;
  int step = 0;
};

// nullopt in the process that runs the tests.
inline std::optional<DyingProcessTask> TaskOfDyingProcess() {
  const char* const directory = std::getenv("STATOR_TEST_DYING_DIRECTORY");
  if (directory == nullptr) return std::nullopt;
  return DyingProcessTask{directory, std::atoi(std::getenv("STATOR_TEST_DYING_STEP"))};
}

// Ends this process like kill -9, unless an assertion failed: then the parent fails too.
[[noreturn]] inline void Die() {
  if (!::testing::Test::HasFailure()) kill(getpid(), SIGKILL);
  _exit(1);
}

inline void RunThisTestUntilItDies(const std::string& directory, int step) {
  const ::testing::TestInfo* const test = ::testing::UnitTest::GetInstance()->current_test_info();
  const std::string filter =
      std::string("--gtest_filter=") + test->test_suite_name() + "." + test->name();
  setenv("STATOR_TEST_DYING_DIRECTORY", directory.c_str(), 1);
  setenv("STATOR_TEST_DYING_STEP", std::to_string(step).c_str(), 1);
  const pid_t child = fork();
  if (child == 0) {
    execl("/proc/self/exe", "dying_process", filter.c_str(), "--gtest_brief=1", nullptr);
    _exit(2);
  }
  unsetenv("STATOR_TEST_DYING_DIRECTORY");
  unsetenv("STATOR_TEST_DYING_STEP");
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
}

}  // namespace stator::testing
