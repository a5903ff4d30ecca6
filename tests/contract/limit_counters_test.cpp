// How many counters count, by transcripts of deployments that are made up here.
#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/http_date.h>

#include "transcripts.h"

namespace sp::contract {
namespace {

using testing::exchange;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::response;

constexpr std::int64_t start = 1782565313;  // 27 June 2026, 13:01:53
constexpr std::int64_t limit = 120;
constexpr std::int64_t window = 60;

std::string http_date(std::int64_t second) {
  return schemas::format_http_date(schemas::Instant(std::chrono::seconds(second)));
}

// A deployment of processes that count, each for itself; it answers all operations in turn.
class Deployment {
 public:
  explicit Deployment(std::size_t processes) : counters_(processes) {}

  // The answer of a process at a second, as `change` leaves it.
  template <class Change>
  void answer(std::size_t process, std::int64_t second, const Change& change) {
    Counter& counter = counters_[process];
    if (second >= counter.reset) counter = {second + window, limit};
    const bool refused = counter.left == 0;
    if (!refused) --counter.left;
    const std::string operation(operation_ids[asked_++ % std::size(operation_ids)]);
    const std::int64_t told = change(operation, counter.left);
    Response answer = response(refused ? 429 : 200, "{}",
                               {{"X-RateLimit-Limit", std::to_string(limit)},
                                {"X-RateLimit-Remaining", std::to_string(told)},
                                {"X-RateLimit-Reset", std::to_string(counter.reset)},
                                {"Date", http_date(second)}});
    transcript.add(exchange(operation, "ok", std::move(answer)));
  }
  void answer(std::size_t process, std::int64_t second) {
    answer(process, second, [](const std::string&, std::int64_t left) { return left; });
  }

  Transcript transcript;

 private:
  struct Counter {
    std::int64_t reset = 0;
    std::int64_t left = 0;
  };
  std::vector<Counter> counters_;
  std::size_t asked_ = 0;
};

std::vector<Check> judged(const Transcript& transcript, std::vector<std::string> only) {
  Options options;
  options.only = std::move(only);
  Target target;
  target.base_url = "http://localhost/api/v1";
  const auto& catalogue = Catalogue::of(schemas::Revision::upstream);
  return judge(selected_rules(catalogue, options), catalogue, transcript, target, options).checks;
}

std::vector<std::string> failures(const Transcript& transcript) {
  std::vector<std::string> ids;
  for (const Check& check : judged(transcript, {"*.rate_limit.stays", "*.rate_limit.counts_down",
                                                "*.rate_limit.enforced"})) {
    if (check.outcome == Outcome::failed) ids.push_back(check.id);
  }
  return ids;
}

// What is told of a deployment of so many processes: which one answers, how fast, how many answers.
struct Way {
  const char* name;
  std::size_t (*process)(std::size_t request, std::mt19937& random);
  std::int64_t answers_a_second;
};

void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

class SeveralCounters : public ::testing::TestWithParam<std::tuple<std::size_t, std::size_t, Way>> {
};

TEST_P(SeveralCounters, AreCountedAndToldOnce) {
  const auto& [processes, answers, way] = GetParam();
  Deployment deployment(processes);
  std::mt19937 random(7);
  for (std::size_t i = 0; i < answers; ++i) {
    deployment.answer(way.process(i, random) % processes,
                      start + static_cast<std::int64_t>(i) / way.answers_a_second);
  }
  if (processes == 1) {
    EXPECT_THAT(failures(deployment.transcript), IsEmpty());
    return;
  }
  EXPECT_THAT(failures(deployment.transcript),
              ::testing::ElementsAre("getRunSummary.rate_limit.enforced"));
  const auto checks = judged(deployment.transcript, {"getRunSummary.rate_limit.enforced"});
  ASSERT_EQ(checks.front().findings.size(), 1u);
  EXPECT_THAT(checks.front().findings.front().actual,
              HasSubstr(fmt::format("several counters: {} count", processes)));
}

const Way in_turn{"in turn", [](std::size_t i, std::mt19937&) { return i; }, 50};
const Way slowly{"in turn, slowly", [](std::size_t i, std::mt19937&) { return i; }, 3};
const Way as_it_comes{"as it comes",
                      [](std::size_t, std::mt19937& random) { return random() >> 4; }, 20};

INSTANTIATE_TEST_SUITE_P(Deployments, SeveralCounters,
                         ::testing::Combine(::testing::Values(1, 2, 3, 4, 8),
                                            ::testing::Values(100, 400),
                                            ::testing::Values(in_turn, slowly, as_it_comes)));

TEST(SeveralCounters, ShowWhereAConnectionStaysWithItsProcess) {
  Deployment deployment(2);
  for (std::size_t i = 0; i < 100; ++i) deployment.answer(i % 9 == 8 ? 1 : 0, start);
  EXPECT_THAT(failures(deployment.transcript),
              ::testing::ElementsAre("getRunSummary.rate_limit.enforced"));
}

TEST(SeveralCounters, LeaveWhatNoneOfThemToldToTheCount) {
  Deployment deployment(2);
  for (std::size_t i = 0; i < 100; ++i) {
    deployment.answer(i % 2, start, [](const std::string& operation, std::int64_t left) {
      return operation == "getDiff" ? 119 : left;
    });
  }
  EXPECT_THAT(failures(deployment.transcript),
              ::testing::ElementsAre("getRunSummary.rate_limit.enforced",
                                     "getDiff.rate_limit.counts_down"));
}

// One counter, and an operation that does not tell what it counted.
struct Lie {
  const char* name;
  std::int64_t (*told)(std::int64_t left);
};

void PrintTo(const Lie& lie, std::ostream* out) { *out << lie.name; }

class OneCounter : public ::testing::TestWithParam<Lie> {};

TEST_P(OneCounter, IsNotTakenForSeveralWhenAnOperationTellsAnotherNumber) {
  Deployment deployment(1);
  for (std::size_t i = 0; i < 100; ++i) {
    deployment.answer(0, start, [&](const std::string& operation, std::int64_t left) {
      return operation == "getDiff" ? GetParam().told(left) : left;
    });
  }
  EXPECT_THAT(failures(deployment.transcript),
              ::testing::ElementsAre("getDiff.rate_limit.counts_down"));
}

INSTANTIATE_TEST_SUITE_P(
    Lies, OneCounter,
    ::testing::Values(Lie{"always the same", [](std::int64_t) -> std::int64_t { return 119; }},
                      Lie{"one more", [](std::int64_t left) { return left + 1; }},
                      Lie{"half", [](std::int64_t left) { return left / 2; }}));

// A cache that keeps answers, and gives each of them once more, with the headers that it had.
TEST(OneCounter, IsNotTakenForSeveralBehindACache) {
  for (const char* age : {"0", "7"}) {
    Transcript transcript;
    for (int i = 0; i < 60; ++i) {
      const Headers headers = {{"X-RateLimit-Limit", "120"},
                               {"X-RateLimit-Remaining", std::to_string(119 - i)},
                               {"X-RateLimit-Reset", std::to_string(start + 60)},
                               {"Date", http_date(start + i / 20)}};
      Headers kept = headers;
      kept.emplace_back("Age", age);
      const auto operation = operation_ids[static_cast<std::size_t>(i) % 5];
      transcript.add(exchange(operation, "ok", response(200, "{}", headers)));
      transcript.add(exchange("getRunSummary", "unknown", response(404, "{}", kept)));
    }
    EXPECT_THAT(failures(transcript), IsEmpty()) << age;
  }
}

}  // namespace
}  // namespace sp::contract
