// Everything that changes a running mock, from many threads at once. Says most under the
// thread sanitizer.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "http_client.h"

namespace sp::mock::testing {
namespace {

TEST(Concurrency, AskingReloadingAdvancingResettingAndFaultsAtOnce) {
  Server mock(Scenario::bundled("distinct-ids"), {.self_check = true, .journal_size = 50});
  const Scenario other = Scenario::bundled("quickstart");
  const Scenario first = Scenario::bundled("distinct-ids");
  constexpr int rounds = 60;
  std::atomic<int> odd = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      HttpClient client(mock);
      for (int i = 0; i < rounds; ++i) {
        switch (thread) {
          case 0: mock.load(i % 2 == 0 ? other : first); break;
          case 1: mock.advance(std::chrono::seconds(10)); break;
          case 2:
            if (i % 10 == 0) mock.reset();
            break;
          case 3: (void)mock.add_fault({.every = 3}, {.headers = {{"X-Fault", "1"}}}); break;
          case 4: (void)(mock.faults().size() + mock.requests().size()); break;
          default: break;
        }
        for (const char* path :
             {"/runs/5004/summary", "/samples/302/history", "/runs/1001/samples/70"}) {
          const int status = client.status(path);
          odd += status != 200 && status != 404 && status != 429;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(odd, 0);
}

}  // namespace
}  // namespace sp::mock::testing
