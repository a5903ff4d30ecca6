#include "import/replay.h"

#include <fmt/format.h>

#include <sp/schemas/visible.h>

#include "import/answer_differences.h"
#include "import/asking.h"

namespace sp::mock {

namespace {

// Some are as long as a server takes them.
std::string shown_path(const std::string& path) {
  constexpr std::size_t most = 120;
  return schemas::visible(path.size() <= most ? path : path.substr(0, most) + "…");
}

}  // namespace

std::string Difference::to_string(const Recording& recording) const {
  const RecordedExchange& row = recording.exchanges[exchange];
  return fmt::format("{}: {} {}: {}: recorded {}, answered {}", row.place(), row.exchange.method,
                     shown_path(row.exchange.path), where, recorded, answered);
}

std::vector<Difference> replay(const ScenarioFile& file, const Recording& recording) {
  return replay(Scenario::parse(file.json()), recording);
}

std::vector<Difference> replay(const Scenario& scenario, const Recording& recording,
                               std::optional<schemas::Revision> revision) {
  const AnswerComparison comparison(recording, Closeness::contract);
  Asking asking(scenario, recording, revision);
  std::vector<Difference> found;
  for (std::size_t i = 0; i < recording.exchanges.size(); ++i) {
    const RecordedExchange& row = recording.exchanges[i];
    const auto differs = differences(row, asking.ask(row), comparison);
    if (differs.empty()) continue;
    const AnswerDifference& first = differs.front();
    found.push_back({i, first.where, first.recorded, first.answered});
  }
  return found;
}

}  // namespace sp::mock
