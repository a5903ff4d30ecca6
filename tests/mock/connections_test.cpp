// Many connections at once: how many there may be, and who makes room. Each test lowers the
// process's number of descriptors, of which a server takes half, so that few connections are many.
#include <chrono>
#include <csignal>
#include <memory>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/server.h>

#include "mock/raw_client.h"

namespace sp::mock::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::size_t limit = 40;  // of connections

// While it lives, the process may have so many descriptors.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t descriptors) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit changed = before_;
    changed.rlim_cur = descriptors;
    ::setrlimit(RLIMIT_NOFILE, &changed);
  }
  DescriptorLimit(const DescriptorLimit&) = delete;
  DescriptorLimit& operator=(const DescriptorLimit&) = delete;
  ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

// A server that was made while the process could have few descriptors; its clients are of the same
// process and need some, too.
std::unique_ptr<Server> small_server(ServerOptions options = {}) {
  const DescriptorLimit few(2 * limit);
  return std::make_unique<Server>(Scenario::bundled("quickstart"), std::move(options));
}

std::string ask(RawClient& client) {
  client.send("GET", "/runs/1001/summary");
  return client.head();
}

TEST(Connections, ThatSayNothingMakeRoom) {
  const auto mock = small_server();
  std::vector<std::unique_ptr<RawClient>> silent;
  for (std::size_t i = 0; i < 2 * limit; ++i) silent.push_back(std::make_unique<RawClient>(*mock));
  RawClient client(*mock);
  EXPECT_THAT(ask(client), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(silent.front()->rest(), "") << "the first one made room";
}

TEST(Connections, ThatSayAHeadForEverMakeRoom) {
  const auto mock = small_server();
  std::vector<std::unique_ptr<RawClient>> slow;
  for (std::size_t i = 0; i < limit; ++i) {
    slow.push_back(std::make_unique<RawClient>(*mock));
    slow.back()->send_bytes("GET / HTTP/1.1\r\nX: a");
  }
  RawClient client(*mock);
  EXPECT_THAT(ask(client), StartsWith("HTTP/1.1 200"));
}

TEST(Connections, AreKeptWhileThereIsRoom) {
  const auto mock = small_server();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 0; i < limit; ++i) {
    clients.push_back(std::make_unique<RawClient>(*mock));
    EXPECT_THAT(ask(*clients.back()), StartsWith("HTTP/1.1 200"));
  }
  for (const auto& client : clients) EXPECT_THAT(ask(*client), StartsWith("HTTP/1.1 200"));
}

TEST(Connections, BeyondTheLimitAreToldSoWhileAllOthersAreAnswered) {
  const auto mock = small_server({.latency = std::chrono::minutes(10)});
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (std::size_t i = 0; i < limit; ++i) {
    waiting.push_back(std::make_unique<RawClient>(*mock));
    waiting.back()->send("GET", "/runs/1001/summary");
  }
  // They are being answered when the journal has them.
  while (mock->requests().size() < limit) std::this_thread::yield();
  RawClient client(*mock);
  client.send("GET", "/runs/1001/summary");
  const std::string answer = client.rest();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
  EXPECT_THAT(answer, HasSubstr("\"code\":\"unavailable\""));
}

// Else a client could send its next request on a connection that is about to be closed.
TEST(Connections, AreClosedByTheirAnswersWhenTheServerStops) {
  constexpr std::size_t count = 30;
  auto mock = std::make_unique<Server>(Scenario::bundled("quickstart"),
                                       ServerOptions{.latency = std::chrono::minutes(10)});
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (std::size_t i = 0; i < count; ++i) {
    waiting.push_back(std::make_unique<RawClient>(*mock));
    waiting.back()->send("GET", "/runs/1001/summary");
  }
  while (mock->requests().size() < count) std::this_thread::yield();
  mock.reset();
  for (const auto& client : waiting) {
    const std::string answer = client->rest();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(answer, HasSubstr("\r\nConnection: close\r\n"));
  }
}

TEST(Connections, AreAnsweredAgainWhenDescriptorsRanOut) {
  Server mock(Scenario::bundled("quickstart"));
  RawClient idle(mock);
  EXPECT_THAT(ask(idle), StartsWith("HTTP/1.1 200"));
  {
    RawClient silent;
    RawClient client;
    // No descriptor more. The server has one in hand, for the first of the clients; for the other
    // one the idle one has to make room.
    const int next = ::dup(0);
    ::close(next);
    const DescriptorLimit no_more(static_cast<rlim_t>(next));
    silent.connect(mock);
    client.connect(mock);
    EXPECT_THAT(ask(client), StartsWith("HTTP/1.1 200"));
  }
  EXPECT_EQ(idle.rest(), "");
  RawClient other(mock);
  EXPECT_THAT(ask(other), StartsWith("HTTP/1.1 200"));
}

TEST(Fork, ChildThatEndsLeavesTheServerAlone) {
  auto mock = std::make_unique<Server>(Scenario::bundled("quickstart"));
  RawClient client(*mock);
  EXPECT_THAT(ask(client), StartsWith("HTTP/1.1 200"));
  const pid_t child = ::fork();
  if (child == 0) {
    mock.reset();
    ::_exit(3);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 3);
  EXPECT_THAT(ask(client), StartsWith("HTTP/1.1 200"));
  RawClient other(*mock);
  EXPECT_THAT(ask(other), StartsWith("HTTP/1.1 200"));
}

TEST(Signals, AreNotTakenByTheServersThreads) {
  struct sigaction before {};
  ASSERT_EQ(::sigaction(SIGPIPE, nullptr, &before), 0);
  const Server mock(Scenario::bundled("quickstart"));
  struct sigaction after {};
  ASSERT_EQ(::sigaction(SIGPIPE, nullptr, &after), 0);
  EXPECT_EQ(after.sa_handler, before.sa_handler) << "SIGPIPE stays as the process has it";
  sigset_t mask;
  ASSERT_EQ(::pthread_sigmask(SIG_SETMASK, nullptr, &mask), 0);
  EXPECT_FALSE(::sigismember(&mask, SIGINT)) << "this thread's mask is its own";
}

}  // namespace
}  // namespace sp::mock::testing
