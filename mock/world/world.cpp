#include "world/world.h"

#include <algorithm>

namespace sp::mock {

namespace {

// The row with that id in a table that is sorted by id.
template <class Row>
const Row* find_by_id(const std::vector<Row>& rows, std::int64_t id) {
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), id,
                       [](const Row& row, std::int64_t wanted) { return row.id < wanted; });
  return found != rows.end() && found->id == id ? &*found : nullptr;
}

}  // namespace

const Run* World::run(std::int64_t id) const { return find_by_id(runs_, id); }
const Sample* World::sample(std::int64_t id) const { return find_by_id(samples_, id); }
const RegressionTest* World::test(std::int64_t id) const { return find_by_id(tests_, id); }

std::span<const Result> World::results(const Run& run) const {
  return std::span(results_).subspan(run.first_result, run.result_count);
}

const Result* World::result(const Run& run, const RegressionTest& test) const {
  const Index wanted = static_cast<Index>(&test - tests_.data());
  const auto rows = results(run);
  const auto found =
      std::lower_bound(rows.begin(), rows.end(), wanted,
                       [](const Result& row, Index index) { return row.test < index; });
  return found != rows.end() && found->test == wanted ? &*found : nullptr;
}

const std::string* World::message(const Result& result) const {
  return result.message == no_index ? nullptr : &messages_[result.message];
}

std::span<const Output> World::outputs(const Result& result) const {
  if (!result.has_outputs()) return {};
  return test_of(result).outputs;
}

const Produced* World::produced(const Result& result, std::size_t output) const {
  const auto rows = std::span(produced_).subspan(result.first_produced, result.produced_count);
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [&](const Produced& row) { return row.output == output; });
  return found != rows.end() ? &*found : nullptr;
}

const Text* World::actual(const Result& result, std::size_t output) const {
  const Produced* row = produced(result, output);
  return text(row ? row->actual : test_of(result).outputs[output].expected);
}

OutputStatus World::output_status(const Result& result, std::size_t output) const {
  const Produced* row = produced(result, output);
  if (row && row->actual == no_index) return OutputStatus::missing_output;
  const Text* expected = text(test_of(result).outputs[output].expected);
  if (!expected) return OutputStatus::missing_expected;
  if (!row || texts_[row->actual] == *expected) return OutputStatus::match;
  return OutputStatus::diff_mismatch;
}

}  // namespace sp::mock
