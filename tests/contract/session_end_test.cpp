// How a session begins and ends: waiting for a deployment, progress, budgets that hold,
// interruption.
#include <algorithm>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scripted.h"
#include "session/coming_up.h"

using namespace std::chrono_literals;

namespace sp::contract {
namespace {

using testing::envelope;
using ::testing::HasSubstr;
using testing::limited;
using testing::published;
using testing::response;
using testing::Scripted;
using testing::summary;
using testing::target;
using testing::Waiting;
using testing::whole_plan;

// What is told while the limit is to come fits what is sent in the end, and the last word is the
// number of requests that were made.
TEST(Session, ExpectsTheRequestsThatReachTheLimit) {
  int left = 120;
  Scripted transport([&](const Request& request) {
    if (authenticates(request.credentials)) --left;
    if (left < 0) return limited("10");
    return response(
        200, summary,
        {{"X-RateLimit-Limit", "120"}, {"X-RateLimit-Remaining", std::to_string(left)}});
  });
  Options options;
  Progress last;
  std::size_t most = 0;
  options.progress = [&](const Progress& progress) {
    EXPECT_LE(progress.requests, progress.planned);
    last = progress;
    most = most == 0 ? progress.planned : most;
  };
  Session session(target(), options, published(), transport);
  session.expect_the_limit();
  session.carry_out(whole_plan());
  session.reach_the_limit();
  session.tell_end();
  EXPECT_TRUE(session.limit_reached());
  EXPECT_EQ(last.requests, transport.requests.size());
  EXPECT_EQ(last.planned, transport.requests.size());
  EXPECT_GE(most, transport.requests.size());
  EXPECT_LE(most, transport.requests.size() + 10);
}

// Each operation in turn answers nothing, so that the suite looks again and again whether the
// deployment lives.
TEST(Session, KeepsToItsBudgetWhereOperationsAnswerNothing) {
  for (const std::size_t most : {1U, 2U, 5U, 7U, 20U}) {
    bool opened = false;
    Scripted transport([&](const Request& request) -> Scripted::Outcome {
      const bool lives = request.operation == "getRunSummary" && request.path.ends_with("/summary");
      if (lives || !std::exchange(opened, true)) return response(200, summary);
      return TransportFault{"silence", false, false};
    });
    Options options;
    options.max_requests = most;
    Session session(target(), options, published(), transport);
    session.carry_out(whole_plan());
    const auto with_token =
        std::count_if(transport.requests.begin(), transport.requests.end(),
                      [](const Request& request) { return authenticates(request.credentials); });
    EXPECT_LE(with_token, static_cast<std::ptrdiff_t>(most));
    EXPECT_EQ(session.requests(), transport.requests.size());
  }
}

TEST(Session, IsJudgedAsFarAsItCameWhenItIsInterrupted) {
  for (const std::size_t after : {0U, 1U, 30U}) {
    Scripted transport([](const Request&) { return response(200, summary); });
    Options options;
    options.interrupted = [&] { return transport.requests.size() >= after; };
    Session session(target(), options, published(), transport);
    session.carry_out(whole_plan());
    EXPECT_EQ(transport.requests.size(), after);
    EXPECT_EQ(session.requests(), after);
    EXPECT_THAT(session.unjudgeable().value_or(""), HasSubstr("interrupted"));
  }
}

TEST(Session, IsInterruptedWhileItWaits) {
  Scripted transport([](const Request&) { return limited("100"); });
  Waiting waiting;
  waiting.options.interrupted = [&] { return waiting.seconds >= 3; };
  Session session(target(), waiting.options, published(), transport);
  session.carry_out(whole_plan());
  EXPECT_EQ(waiting.seconds, 3);
  EXPECT_THAT(session.unjudgeable().value_or(""), HasSubstr("interrupted"));
}

struct ComingUp {
  const char* name;
  int down_for;  // requests
  Scripted::Outcome down;
  int asked;  // until it is taken for up, or a wait of five seconds is over
};

TEST(Session, WaitsForADeploymentThatIsComingUp) {
  const TransportFault refused{"the connection was refused", true, false};
  const std::vector<ComingUp> cases = {
      {"it is there", 0, refused, 1},
      {"nothing listens yet", 3, refused, 4},
      {"a gateway has nobody behind it yet", 3, response(502, ""), 4},
      {"it is not ready", 3, response(503, ""), 4},
      {"a gateway waits in vain", 3, response(504, ""), 4},
      {"it fails, and is there", 3, response(500, ""), 1},
      {"it takes connections", 3, TransportFault{"silence", false, false}, 1},
      {"it never comes", 1000, refused, 5},
  };
  for (const ComingUp& c : cases) {
    SCOPED_TRACE(c.name);
    Scripted transport([&](const Request& request) -> Scripted::Outcome {
      EXPECT_EQ(request.credentials, Credentials::none);
      if (static_cast<int>(transport.requests.size()) <= c.down_for) return c.down;
      return response(401, envelope);
    });
    Waiting waiting;
    waiting.options.wait_for_target = 5s;
    wait_until_up(transport, target(), waiting.options);
    EXPECT_EQ(transport.requests.size(), static_cast<std::size_t>(c.asked));
  }
}

}  // namespace
}  // namespace sp::contract
