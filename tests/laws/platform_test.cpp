// Answers of the platform's own code, of which no scenario was the source: nearly all good ones
// follow from the world that is made of them, and all with faults. Odd requests, which are most of
// the random ones, are answered by quirks, or by faults.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/recorded_answers.h"
#include "import/exact.h"
#include "import/import.h"
#include "import/laws.h"

namespace sp::mock::testing {
namespace {

using contract::testing::RecordedAnswers;
using ::testing::IsEmpty;

bool is_good(const RecordedExchange& row) { return row.exchange.status == 200; }

// The files tell no times but those of the limit: a window has 60 seconds.
schemas::Instant at_least(const contract::RecordedExchange& exchange) {
  std::int64_t end = 1795326873;
  std::int64_t left = 60;
  for (const auto& [name, value] : exchange.response_headers) {
    if (name == "X-RateLimit-Reset") end = std::stoll(value);
    if (name == "Retry-After") left = std::stoll(value);
  }
  return schemas::Instant(std::chrono::seconds(end - left));
}

Recording recording_of(RecordedAnswers answers) {
  schemas::Instant now{};
  for (contract::RecordedExchange& exchange : answers.exchanges) {
    now = std::max(now, at_least(exchange));
    exchange.sent_at = now;
    // Their bodies are JSON of ours, which is of another length.
    std::erase_if(exchange.response_headers,
                  [](const auto& header) { return header.first == "Content-Length"; });
  }
  return mock::recording_of(answers.har(), "answers.har");
}

std::vector<Recording> all_recordings() {
  std::vector<Recording> recordings = {recording_of(contract::testing::platform_answers())};
  for (const char* world : {"platform-world", "edges-world", "long-histories"}) {
    recordings.push_back(recording_of(contract::testing::random_answers(world)));
  }
  return recordings;
}

TEST(ImportsOfThePlatform, AnswerAlike) {
  std::ptrdiff_t good = 0;
  std::vector<std::string> departing;
  for (const Recording& recording : all_recordings()) {
    Notes notes;
    ScenarioFile file = import_world(recording, notes);
    auto by_world = replay(file, recording);
    std::erase_if(by_world, [&](const Difference& difference) {
      return !is_good(recording.exchanges[difference.exchange]);
    });
    std::ranges::move(told(by_world, recording), std::back_inserter(departing));
    good += std::ranges::count_if(recording.exchanges, is_good);

    const Exactness exactness = make_exact(file, recording);
    EXPECT_THAT(told(exactness.left, recording), IsEmpty()) << exactness.to_string();
  }
  EXPECT_LE(static_cast<double>(departing.size()), 0.05 * static_cast<double>(good))
      << ::testing::PrintToString(departing);
}

}  // namespace
}  // namespace sp::mock::testing
