// The session against a transport that answers as the test says: budgets, windows, retries.
#include "session/session.h"

#include <algorithm>
#include <array>
#include <deque>
#include <random>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scripted.h"

using namespace std::chrono_literals;

namespace sp::contract {
namespace {

using ::testing::HasSubstr;
using testing::response;
using ::testing::SizeIs;

using testing::envelope;
using testing::limited;
using testing::published;
using testing::Scripted;
using testing::summary;
using testing::target;
using testing::Waiting;
using testing::whole_plan;

TEST(Session, KeepsToItsTwoBudgets) {
  Scripted transport([](const Request&) { return response(200, summary); });
  Options options;
  options.max_requests = 10;
  Session session(target(), options, published(), transport);
  session.carry_out(whole_plan());
  const auto with_token =
      std::count_if(transport.requests.begin(), transport.requests.end(),
                    [](const Request& request) { return authenticates(request.credentials); });
  EXPECT_EQ(with_token, 10);
  EXPECT_EQ(transport.requests.size(), 14u);
  EXPECT_THAT(session.left_out(), ::testing::Not(::testing::IsEmpty()));
}

TEST(Session, AsksOnceMoreWhenTheConnectionBrokeBeforeAnythingCame) {
  int asked = 0;
  Scripted transport([&](const Request&) -> Scripted::Outcome {
    if (++asked == 1) return TransportFault{"closed", false, true};
    return response(200, summary);
  });
  Session session(target(), {}, published(), transport);
  session.carry_out(plan_for(published(), {}));
  EXPECT_TRUE(session.opened());
  ASSERT_THAT(session.transcript().exchanges(), SizeIs(2));
  // The fault is not forgotten: it becomes a finding.
  EXPECT_EQ(session.transcript().exchanges().front().fault, "closed");
  EXPECT_EQ(session.transcript().exchanges().back().request.attempt, 2);
}

TEST(Session, AsksOnlyOnceMore) {
  Scripted transport([](const Request&) { return TransportFault{"closed", false, true}; });
  Session session(target(), {}, published(), transport);
  session.carry_out(plan_for(published(), {}));
  EXPECT_THAT(transport.requests, SizeIs(2));
  EXPECT_THAT(session.unjudgeable().value_or(""), HasSubstr("did not answer"));
}

TEST(Session, WaitsAsRetryAfterSaysAndAsksAgain) {
  int asked = 0;
  Scripted transport(
      [&](const Request&) { return ++asked == 1 ? limited("10") : response(200, summary); });
  Waiting waiting;
  Session session(target(), waiting.options, published(), transport);
  session.carry_out(plan_for(published(), {}));
  EXPECT_TRUE(session.opened());
  EXPECT_EQ(waiting.seconds, 11);
}

TEST(Session, WaitsForTheWindowsEndWhenNothingRemains) {
  int asked = 0;
  Scripted transport([&](const Request&) {
    const std::string remaining = std::to_string(asked++ % 3 == 0 ? 0 : 2);
    return response(200, summary,
                    {{"X-RateLimit-Limit", "3"},
                     {"X-RateLimit-Remaining", remaining},
                     {"X-RateLimit-Reset", "1782565323"},
                     {"Date", "Sat, 27 Jun 2026 13:01:53 GMT"}});
  });
  Waiting waiting;
  waiting.options.only = {"getRunSummary.envelope.members"};
  Session session(target(), waiting.options, published(), transport);
  const auto rules = selected_rules(published(), waiting.options);
  session.carry_out(plan_for(published(), rules));
  EXPECT_GE(waiting.seconds, 11);
}

TEST(Session, DoesNotBelieveInANothingThatNeverEnds) {
  Scripted transport([&](const Request&) {
    return response(200, summary,
                    {{"X-RateLimit-Limit", "120"},
                     {"X-RateLimit-Remaining", "0"},
                     {"X-RateLimit-Reset", "1782565323"},
                     {"Date", "Sat, 27 Jun 2026 13:01:53 GMT"}});
  });
  Waiting waiting;
  Session session(target(), waiting.options, published(), transport);
  session.carry_out(whole_plan());
  // Once for each of the two buckets.
  EXPECT_LE(waiting.seconds, 22);
  EXPECT_GT(transport.requests.size(), 40u);
}

// What a 429 tells that cannot be is not kept to, where its other header can be.
TEST(Session, WaitsAsTheHeaderSaysThatCanBeBelieved) {
  for (const char* retry_after : {"0", "-9223372036854775808", "99999999", "soon"}) {
    int asked = 0;
    Scripted transport([&](const Request&) {
      return ++asked == 1 ? limited(retry_after) : response(200, summary);
    });
    Waiting waiting;
    Session session(target(), waiting.options, published(), transport);
    session.carry_out(plan_for(published(), {}));
    EXPECT_TRUE(session.opened()) << retry_after;
    EXPECT_EQ(waiting.seconds, 11) << retry_after;
  }
}

TEST(Session, DoesNotBelieveInMoreOrLessThanThereCanBe) {
  for (const char* remaining : {"-1", "-9223372036854775808", "6", "9223372036854775807"}) {
    Scripted transport([&](const Request&) {
      return response(200, summary,
                      {{"X-RateLimit-Limit", "5"},
                       {"X-RateLimit-Remaining", remaining},
                       {"X-RateLimit-Reset", "-9223372036854775808"},
                       {"Date", "Sat, 27 Jun 2026 13:01:53 GMT"}});
    });
    Session session(target(), {}, published(), transport);
    session.carry_out(plan_for(published(), {}));
    session.reach_the_limit();
    // As many as the contract says where the deployment says nothing.
    EXPECT_THAT(transport.requests, SizeIs(120 + 5)) << remaining;
  }
}

TEST(Session, DoesNotWaitForAWindowThatIsYearsAway) {
  Scripted transport([](const Request&) {
    return response(429, envelope,
                    {{"Retry-After", "99999999"},
                     {"X-RateLimit-Reset", "1882565323"},
                     {"Date", "Sat, 27 Jun 2026 13:01:53 GMT"}});
  });
  Waiting waiting;
  Session session(target(), waiting.options, published(), transport);
  session.carry_out(whole_plan());
  EXPECT_EQ(waiting.seconds, 0);
  EXPECT_THAT(session.unjudgeable().value_or(""), HasSubstr("429"));
}

// Nothing is left after the first answer, and the next window begins in so many seconds.
Response used_up(int seconds) {
  return response(200, summary,
                  {{"X-RateLimit-Limit", "3"},
                   {"X-RateLimit-Remaining", "0"},
                   {"X-RateLimit-Reset", std::to_string(1782565313 + seconds)},
                   {"Date", "Sat, 27 Jun 2026 13:01:53 GMT"}});
}

struct DeadlineCase {
  std::string name;
  std::function<void(Options&)> set;
  int window;  // seconds
  bool waits;
};

TEST(Session, WaitsForNoWindowBeyondTheDeadline) {
  const std::vector<DeadlineCase> cases = {
      {"a window that is near", [](Options&) {}, 60, true},
      {"one that takes as long as the whole run may", [](Options&) {}, 119, false},
      {"more time is given", [](Options& o) { o.deadline = std::chrono::seconds(1000); }, 119,
       true},
      {"less time is given", [](Options& o) { o.deadline = std::chrono::seconds(30); }, 60, false},
      {"windows are to be waited for", [](Options& o) { o.wait_for_window = true; }, 119, true},
      {"all is to be asked", [](Options& o) { o.thorough = true; }, 119, true},
      {"the limit is to be reached", [](Options& o) { o.rate_limit_probe = true; }, 119, true},
      {"windows are to be waited for, and time is given",
       [](Options& o) {
         o.wait_for_window = true;
         o.deadline = std::chrono::seconds(100);
       },
       119, false},
  };
  for (const DeadlineCase& c : cases) {
    SCOPED_TRACE(c.name);
    int asked = 0;
    Scripted transport(
        [&](const Request&) { return ++asked == 1 ? used_up(c.window) : response(200, summary); });
    Waiting waiting;
    c.set(waiting.options);
    Session session(target(), waiting.options, published(), transport);
    session.carry_out(whole_plan());
    EXPECT_EQ(waiting.seconds, c.waits ? c.window + 1 : 0);
    EXPECT_EQ(session.unjudgeable().has_value(), !c.waits);
    EXPECT_THAT(session.unjudgeable().value_or("--deadline"), HasSubstr("--deadline"));
    EXPECT_THAT(session.transcript().exchanges(), ::testing::Not(::testing::IsEmpty()));
  }
}

TEST(Session, TellsHowLongItWaitsInAll) {
  std::vector<std::pair<int, int>> told;
  Scripted transport([&](const Request&) { return used_up(60); });
  Waiting waiting;
  waiting.options.deadline = std::chrono::seconds(10'000);
  waiting.options.progress = [&](const Progress& progress) {
    if (progress.waiting) {
      told.emplace_back(progress.waiting->count(), progress.waiting_in_all.value_or(-1s).count());
    }
  };
  Session session(target(), waiting.options, published(), transport);
  session.carry_out(whole_plan());
  // Two windows at most are waited for.
  EXPECT_THAT(told.front(), ::testing::Pair(61, 121));
  EXPECT_THAT(told.back(), ::testing::Pair(1, 1));
}

TEST(Session, StopsAskingWhenEverythingIsRefused) {
  int asked = 0;
  Scripted transport([&](const Request&) {
    return ++asked == 1 ? response(200, summary) : response(429, envelope);
  });
  Waiting waiting;
  Session session(target(), waiting.options, published(), transport);
  session.carry_out(whole_plan());
  EXPECT_LT(transport.requests.size(), 10u);
  EXPECT_THAT(session.held_back().value_or(""), HasSubstr("refuses every request"));
}

// An answer that tells what the limit leaves.
Response counted(int limit, int remaining) {
  return response(200, summary,
                  {{"X-RateLimit-Limit", std::to_string(limit)},
                   {"X-RateLimit-Remaining", std::to_string(remaining)},
                   {"X-RateLimit-Reset", "1782565323"}});
}

TEST(Session, ReachesTheLimitAndAsksAnotherOperationAfterIt) {
  int left = 5;
  Scripted transport([&](const Request&) {
    if (left == 0) return limited("10");
    return response(200, summary,
                    {{"X-RateLimit-Limit", "5"},
                     {"X-RateLimit-Remaining", std::to_string(--left)},
                     {"X-RateLimit-Reset", "1782565323"},
                     {"Date", "Sat, 27 Jun 2026 13:01:53 GMT"}});
  });
  Session session(target(), {}, published(), transport);
  session.carry_out(plan_for(published(), {}));
  session.reach_the_limit();
  // One to open, four that remained, the 429, and one elsewhere.
  EXPECT_THAT(transport.requests, SizeIs(7));
  EXPECT_EQ(transport.requests.back().operation, "getErrorSummary");
}

TEST(Session, GivesUpOnALimitThatIsNotEnforced) {
  Scripted transport([](const Request&) { return counted(5, 4); });
  Session session(target(), {}, published(), transport);
  session.carry_out(plan_for(published(), {}));
  session.reach_the_limit();
  EXPECT_THAT(transport.requests, SizeIs(1 + 4 + 5));
}

// A session that asks up to eight times the limit.
Options as_much_as_it_takes() {
  Options options;
  options.thorough = true;
  options.rate_limit_probe = true;
  return options;
}

// Three processes count to 30, and whoever gets a request of a burst is chance. A 429 of one says
// nothing about the others, so the session goes on until a whole burst is refused.
TEST(Session, UsesUpEveryCounter) {
  std::array<int, 3> left = {30, 30, 30};
  std::mt19937 chance(1);
  Scripted transport([&](const Request&) {
    const auto process = chance() % left.size();
    if (left[process] == 0) return limited("10");
    return counted(30, --left[process]);
  });
  Session session(target(), as_much_as_it_takes(), published(), transport);
  session.carry_out(plan_for(published(), {}));
  session.reach_the_limit();
  EXPECT_TRUE(session.limit_reached());
  EXPECT_THAT(left, ::testing::Each(0));
}

// The answers of a burst come in any order; they are kept in the order in which they were counted.
TEST(Session, KeepsABurstInTheOrderOfTheCount) {
  class Shuffled : public Scripted {
   public:
    using Scripted::Scripted;
    std::vector<Sent> send_together(const std::vector<Request>& burst) override {
      auto sent = Transport::send_together(burst);
      std::reverse(sent.begin(), sent.end());
      return sent;
    }
  };
  int left = 200;
  Shuffled transport([&](const Request&) {
    // What the first answers promise is asked one by one.
    const int told = left >= 199 ? 2 : left;
    --left;
    return counted(200, told);
  });
  Session session(target(), as_much_as_it_takes(), published(), transport);
  session.carry_out(plan_for(published(), {}));
  session.reach_the_limit();
  const auto remaining = [](const Exchange& exchange) {
    return header_number(*exchange.response, "X-RateLimit-Remaining").value();
  };
  const auto& exchanges = session.transcript().exchanges();
  ASSERT_GT(exchanges.size(), 100u);
  for (std::size_t i = 3; i < 190; ++i) {
    EXPECT_EQ(remaining(exchanges[i]), remaining(exchanges[i - 1]) - 1) << i;
  }
}

TEST(Session, AsksUpToEightTimesTheLimitWhereItIsToldTo) {
  for (const bool thorough : {false, true}) {
    Scripted transport([](const Request&) { return counted(5, 4); });
    Options options;
    options.thorough = thorough;
    options.rate_limit_probe = true;
    options.max_requests = 2;
    Session session(target(), options, published(), transport);
    session.carry_out(plan_for(published(), {}));
    session.reach_the_limit();
    EXPECT_THAT(transport.requests, SizeIs(1 + (thorough ? 8 * 5 : 4) + 5));
    EXPECT_FALSE(session.limit_reached());
    // What would help is not said where it was done.
    EXPECT_EQ(session.limit_unreached().value_or("").find("--thorough") == std::string::npos,
              thorough);
  }
}

TEST(Session, RepetitionsStandInForWhatTheyRepeat) {
  Scripted transport([](const Request&) { return response(200, summary); });
  Session session(target(), {}, published(), transport);
  session.carry_out(plan_for(published(), {}));
  const Exchange* first = &session.transcript().exchanges().front();
  session.ask_again({first});
  session.ask_again({first});
  const auto& exchanges = session.transcript().exchanges();
  ASSERT_THAT(exchanges, SizeIs(3));
  EXPECT_THAT(session.transcript().first_view(), ::testing::ElementsAre(first));
  EXPECT_THAT(session.transcript().latest_view(), ::testing::ElementsAre(&exchanges.back()));
}

TEST(Session, TellsHowFarItIs) {
  Scripted transport([](const Request&) { return response(200, summary); });
  Options options;
  std::vector<std::size_t> done;
  options.progress = [&](const Progress& progress) {
    EXPECT_LE(progress.requests, progress.planned);
    done.push_back(progress.requests);
  };
  Session session(target(), options, published(), transport);
  session.carry_out(whole_plan());
  EXPECT_EQ(done.size(), transport.requests.size());
  EXPECT_TRUE(std::is_sorted(done.begin(), done.end()));
}

}  // namespace
}  // namespace sp::contract
