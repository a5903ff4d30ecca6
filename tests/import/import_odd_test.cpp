// Recordings of deployments that answer odd things: whatever they say, the scenario can be loaded.
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "import/all_answers.h"
#include "import/imported.h"

namespace sp::mock::testing {
namespace {

Scenario two_runs() {
  return Scenario::parse(R"({
    "version": 1, "name": "two-runs", "rate_limit": null,
    "regression_tests": [
      {"id": 11, "sample_id": 201, "sample_name": "harbor", "categories": ["DVB"],
       "command": "--out=srt",
       "outputs": [{"id": 3001, "expected": "one\ntwo\n", "variants": ["one\n2\n"]},
                   {"id": 3002, "expected": null}]},
      {"id": 12, "sample_id": 202, "command": "--out=srt", "outputs": []}],
    "runs": [
      {"id": 1001, "state": "completed", "platform": "linux", "branch": "master",
       "created_at": "2026-06-01T12:00:00Z", "completed_at": "2026-06-01T12:41:00Z",
       "results": [{"regression_id": 11, "outputs": [{"id": 3001, "actual": "one\nTWO\n"}]},
                   {"regression_id": 12, "exit_code": 3}]},
      {"id": 1002, "state": "testing", "platform": "windows",
       "created_at": "2026-06-02T12:00:00Z", "started_at": "2026-06-02T12:01:00Z",
       "results": [{"regression_id": 11, "outputs": [{"id": 3001, "missing": true}]}]}]})");
}

// Puts something else in the place of one token of a JSON text.
std::string spoiled(std::string body, std::mt19937& chance) {
  static const char* const others[] = {"null", "-1",         "0",
                                       "1",    "2147483648", "99999999999999999999",
                                       "1.5",  "\"\"",       "\"x\"",
                                       "[]",   "{}",         "[null]",
                                       "true", "\"pass\"",   "\"2026-06-01T12:00:00Z\"",
                                       "3001", "\"error\""};
  const auto pick = [&](std::size_t below) { return chance() % below; };
  const std::size_t colon = body.find(':', pick(body.size()));
  if (colon == std::string::npos) return body;
  std::size_t end = colon + 1;
  if (body[end] == '"') {
    end = body.find('"', end + 1) + 1;
  } else {
    end = body.find_first_of(",}]", end);
  }
  if (end == std::string::npos || end <= colon) return body;
  return body.replace(colon + 1, end - colon - 1, others[pick(std::size(others))]);
}

TEST(ImportOdd, CanBeLoaded) {
  std::mt19937 chance(1);  // the same numbers on every machine
  for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
    const Recording recording = all_answers(two_runs(), revision);
    for (int round = 0; round < 150; ++round) {
      Recording odd = recording;
      for (int changes = 0; changes < 12; ++changes) {
        std::string& body = odd.exchanges[chance() % odd.exchanges.size()].exchange.body;
        body = spoiled(body, chance);
      }
      std::string json;
      ASSERT_NO_THROW({
        json = Imported(odd).file.json();
        Scenario::parse(json);
      }) << round
         << json;
    }
  }
}

// Eight of the answers, in any order, seldom tell enough of a world to contradict what is made up.
TEST(ImportOdd, MostlyFollowsFromSomeAnswers) {
  std::mt19937 chance(2);
  const Recording recording = all_answers(two_runs(), schemas::Revision::published);
  constexpr std::size_t rounds = 150;
  constexpr std::size_t each = 8;
  std::size_t different = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    Recording some{.base_url = recording.base_url, .exchanges = {}};
    for (std::size_t i = 0; i < each; ++i) {
      some.exchanges.push_back(recording.exchanges[chance() % recording.exchanges.size()]);
    }
    different += Imported(some).differences().size();
  }
  EXPECT_LE(different, rounds * each / 15);
}

}  // namespace
}  // namespace sp::mock::testing
