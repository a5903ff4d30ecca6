#include "import/all_answers.h"

#include <chrono>

#include <fmt/format.h>

#include <sp/schemas/date_time.h>
#include <sp/schemas/http_date.h>

#include "import/asking.h"
#include "world/scenario_data.h"

namespace sp::mock::testing {
namespace {

using schemas::Revision;

class Requests {
 public:
  Requests(const World& world, Revision revision) : world_(world), revision_(revision) {}

  std::vector<std::string> all() && {
    constexpr std::size_t most_runs = 8;
    const auto& runs = world_.runs();
    for (std::size_t i = 0; i < std::min(runs.size(), most_runs); ++i) ask_of(runs[i]);
    constexpr std::size_t most_samples = 12;
    const auto& samples = world_.samples();
    for (std::size_t i = 0; i < std::min(samples.size(), most_samples); ++i) ask_of(samples[i]);
    return std::move(paths_);
  }

 private:
  void ask_of(const Run& run) {
    const std::string path = fmt::format("/runs/{}", run.id);
    paths_.push_back(path + "/summary");
    for (const char* const grouping :
         {"type", "sample_id", "regression_id", "severity", "category"}) {
      paths_.push_back(fmt::format("{}/error-summary?group_by={}", path, grouping));
    }
    paths_.push_back(path + "/error-summary?severity=error&limit=1");
    constexpr std::size_t most_tests = 20;
    for (std::size_t i = 0; i < std::min(world_.tests().size(), most_tests); ++i) {
      ask_of(path, world_.tests()[i]);
    }
  }

  void ask_of(const std::string& run, const RegressionTest& test) {
    const bool by_test = revision_ == Revision::upstream;
    paths_.push_back(fmt::format("{}/samples/{}", run, by_test ? test.id : test.sample_id));
    for (const Output& output : test.outputs) {
      const std::string diff =
          by_test ? fmt::format("{}/samples/{}/regression-tests/{}/outputs/{}/diff?", run,
                                test.sample_id, test.id, output.id)
                  : fmt::format("{}/samples/{}/diff?regression_id={}&output_id={}&", run,
                                test.sample_id, test.id, output.id);
      paths_.push_back(diff + "context_lines=3");
      paths_.push_back(diff + "context_lines=1");
      paths_.push_back(diff + "format=unified");
    }
  }

  void ask_of(const Sample& sample) {
    const std::string path = fmt::format("/samples/{}/history", sample.id);
    for (const char* const query :
         {"?limit=100", "?limit=2", "?limit=2&offset=2", "?platform=linux", "?branch=master",
          "?status=pass", "?status=fail", "?created_after=2026-06-01T12:00:00Z"}) {
      paths_.push_back(path + query);
    }
  }

  const World& world_;
  const Revision revision_;
  std::vector<std::string> paths_;
};

}  // namespace

Recording asked_again(const Recording& recording, const Scenario& scenario, Revision revision) {
  Recording again = recording;
  Asking asking(scenario, recording, revision);
  for (RecordedExchange& row : again.exchanges) {
    const Response response = asking.ask(row);
    row.exchange.status = response.status;
    row.exchange.response_headers = response.headers;
    row.exchange.body = response.body;
  }
  return again;
}

Recording all_answers(const Scenario& scenario, Revision revision) {
  Recording recording{.base_url = "http://mock/api/v1", .exchanges = {}};
  schemas::Instant now = *schemas::parse_date_time("2026-06-27T12:00:00Z");
  const World& world = *scenario.data()->worlds.front().world;
  for (const std::string& path : Requests(world, revision).all()) {
    RecordedExchange& row = recording.exchanges.emplace_back();
    row.file = "run.har";
    row.entry = recording.exchanges.size();
    row.exchange.method = "GET";
    row.exchange.path = path;
    row.exchange.credentials = "token";
    row.exchange.sent_at = now;
    now += std::chrono::seconds(1);
  }
  return asked_again(recording, scenario, revision);
}

}  // namespace sp::mock::testing
