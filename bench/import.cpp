// How fast a recording becomes a scenario: 400 answers of a bundled scenario, and one diff of two
// texts of 100,000 lines, which has 500 hunks.
#include "import/import.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <sp/mock/scenario.h>

#include "import/asking.h"
#include "import/exact.h"
#include "world/scenario_data.h"

namespace {

using namespace sp::mock;

constexpr int rounds = 7;

// What the scenario answers to the requests.
Recording answers_to(const Scenario& scenario, const std::vector<std::string>& paths) {
  Recording recording{.base_url = "http://mock/api/v1", .exchanges = {}};
  for (const std::string& path : paths) {
    RecordedExchange& row = recording.exchanges.emplace_back();
    row.file = "run.har";
    row.entry = recording.exchanges.size();
    row.exchange.method = "GET";
    row.exchange.path = path;
    row.exchange.credentials = "token";
    row.exchange.sent_at = sp::schemas::Instant(std::chrono::seconds(1'780'000'000 + row.entry));
  }
  Asking asking(scenario, recording);
  for (RecordedExchange& row : recording.exchanges) {
    const Response response = asking.ask(row);
    row.exchange.status = response.status;
    row.exchange.response_headers = response.headers;
    row.exchange.body = response.body;
  }
  return recording;
}

std::vector<std::string> requests_about(const World& world, std::size_t how_many) {
  std::vector<std::string> paths;
  for (const Run& run : world.runs()) {
    const std::string path = fmt::format("/runs/{}", run.id);
    paths.push_back(path + "/summary");
    for (const char* const grouping : {"type", "regression_id", "sample_id", "severity"}) {
      paths.push_back(fmt::format("{}/error-summary?group_by={}", path, grouping));
    }
    for (const RegressionTest& test : world.tests()) {
      paths.push_back(fmt::format("{}/samples/{}", path, test.sample_id));
      for (const Output& output : test.outputs) {
        paths.push_back(fmt::format("{}/samples/{}/diff?regression_id={}&output_id={}", path,
                                    test.sample_id, test.id, output.id));
      }
    }
  }
  for (const Sample& sample : world.samples()) {
    paths.push_back(fmt::format("/samples/{}/history", sample.id));
  }
  for (std::size_t i = 0; paths.size() < how_many; ++i) paths.push_back(paths[i]);
  paths.resize(how_many);
  return paths;
}

Scenario with_long_texts() {
  std::string expected;
  std::string actual;
  for (int i = 1; i <= 100'000; ++i) {
    expected += fmt::format("line {}\\n", i);
    actual += fmt::format("{} {}\\n", i % 200 == 0 ? "another" : "line", i);
  }
  return Scenario::parse(fmt::format(R"({{"version": 1, "name": "long-texts", "regression_tests": [
    {{"id": 1, "sample_id": 1, "command": "-", "outputs": [{{"id": 1, "expected": "{}"}}]}}],
    "runs": [{{"id": 1, "state": "completed", "platform": "linux",
               "created_at": "2026-06-01T12:00:00Z",
               "results": [{{"regression_id": 1, "outputs": [{{"id": 1, "actual": "{}"}}]}}]}}]}})",
                                     expected, actual));
}

template <class Work>
void measure(std::string_view name, const Work& work) {
  std::vector<double> milliseconds;
  for (int i = 0; i < rounds; ++i) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    milliseconds.push_back(took.count());
  }
  std::nth_element(milliseconds.begin(), milliseconds.begin() + rounds / 2, milliseconds.end());
  fmt::print("{:<34} {:>7.1f} ms\n", name, milliseconds[rounds / 2]);
}

}  // namespace

int main() {
  const Scenario scenario = Scenario::bundled("distinct-ids");
  const Recording recording =
      answers_to(scenario, requests_about(*scenario.data()->worlds.front().world, 400));
  measure("import 400 answers", [&] {
    Notes notes;
    static_cast<void>(import_world(recording, notes));
  });
  measure("import 400 answers, --exact", [&] {
    Notes notes;
    ScenarioFile file = import_world(recording, notes);
    static_cast<void>(make_exact(file, recording));
  });
  const Recording diff = answers_to(
      with_long_texts(), {"/runs/1/samples/1/diff?regression_id=1&output_id=1&format=unified"});
  measure("import a diff of 100,000 lines", [&] {
    Notes notes;
    static_cast<void>(import_world(diff, notes));
  });
}
