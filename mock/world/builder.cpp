#include "world/builder.h"

#include <algorithm>
#include <numeric>

#include "world/derive.h"

namespace sp::mock {

Index WorldBuilder::add_text(Text text) {
  world_.texts_.push_back(std::move(text));
  return static_cast<Index>(world_.texts_.size() - 1);
}

void WorldBuilder::add_test(RegressionTest test) {
  std::sort(test.outputs.begin(), test.outputs.end(),
            [](const Output& a, const Output& b) { return a.id < b.id; });
  world_.tests_.push_back(std::move(test));
}

void WorldBuilder::index_tests() {
  auto& tests = world_.tests_;
  std::sort(tests.begin(), tests.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  std::map<Id, Sample> samples;
  for (Index i = 0; i < tests.size(); ++i) {
    Sample& sample = samples[tests[i].sample_id];
    sample.id = tests[i].sample_id;
    sample.tests.push_back(i);
  }
  world_.samples_.clear();
  for (auto& [id, sample] : samples) world_.samples_.push_back(std::move(sample));
}

Index WorldBuilder::test_index(Id id) const {
  return static_cast<Index>(world_.test(id) - world_.tests_.data());
}

Index WorldBuilder::message_index(const std::optional<std::string>& message) {
  if (!message) return no_index;
  const auto [place, added] =
      message_places_.try_emplace(*message, static_cast<Index>(world_.messages_.size()));
  if (added) world_.messages_.push_back(*message);
  return place->second;
}

void WorldBuilder::add_run(RunFact fact) {
  if (world_.runs_.empty()) index_tests();
  Run run{std::move(fact.run)};
  run.first_result = static_cast<Index>(world_.results_.size());
  const std::size_t tests_in_run = add_results(fact, static_cast<Index>(world_.runs_.size()));
  run.result_count = static_cast<Index>(world_.results_.size()) - run.first_result;
  derive(run, tests_in_run);
  world_.runs_.push_back(std::move(run));
}

void WorldBuilder::derive(Run& run, std::size_t tests_in_run) const {
  const auto results = world_.results(run);
  std::vector<ErrorOfResult> errors;
  for (const Result& result : results) {
    for (const DerivedError& error : errors_of(world_, result)) {
      errors.push_back({error, &world_.test_of(result)});
    }
  }
  for (std::size_t i = 0; i < grouping_count; ++i) {
    run.buckets[i] = group(errors, static_cast<Grouping>(i));
  }
  run.status = status_of(run.state, results);
  run.counts = counts_of(results, tests_in_run, static_cast<std::int64_t>(errors.size()));
}

World WorldBuilder::with_null_codes_compared(World world) {
  world.null_codes_compared_ = true;
  for (Result& result : world.results_) {
    if (result.has_outputs()) result.status = status_from(errors_of(world, result));
  }
  WorldBuilder builder({});
  builder.world_ = std::move(world);
  for (Run& run : builder.world_.runs_) {
    builder.derive(run, static_cast<std::size_t>(run.counts.total));
  }
  return std::move(builder.world_);
}

World with_null_codes_compared(World world) {
  return WorldBuilder::with_null_codes_compared(std::move(world));
}

std::size_t WorldBuilder::add_results(RunFact& fact, Index run) {
  std::vector<Id> tests;
  if (fact.tests) {
    tests = *std::move(fact.tests);
    std::sort(tests.begin(), tests.end());
  } else {
    for (const RegressionTest& test : world_.tests_) tests.push_back(test.id);
  }
  std::sort(fact.results.begin(), fact.results.end(),
            [](const auto& a, const auto& b) { return a.regression_id < b.regression_id; });
  auto listed = fact.results.begin();
  for (const Id id : tests) {
    if (listed != fact.results.end() && listed->regression_id == id) {
      add_result(*listed++, run);
    } else if (fact.unlisted_pass) {
      ResultFact passed;
      passed.regression_id = id;
      passed.exit_code = world_.test(id)->expected_exit_code;
      add_result(passed, run);
    }
  }
  return tests.size();
}

void WorldBuilder::add_result(const ResultFact& fact, Index run) {
  Result result{};
  result.run = run;
  result.test = test_index(fact.regression_id);
  result.exit_code_or_none = fact.exit_code.value_or(Result::none);
  result.runtime_or_minus_one = fact.runtime_ms.value_or(-1);
  result.message = message_index(fact.message);
  result.first_produced = static_cast<Index>(world_.produced_.size());
  const auto& outputs = world_.tests_[result.test].outputs;
  for (const ProducedFact& produced : fact.outputs) {
    const auto output = std::find_if(outputs.begin(), outputs.end(), [&](const Output& candidate) {
      return candidate.id == produced.output_id;
    });
    world_.produced_.push_back(
        {static_cast<std::uint16_t>(output - outputs.begin()), produced.actual});
  }
  result.produced_count = static_cast<std::uint16_t>(fact.outputs.size());
  result.status = fact.stated.value_or(ResultStatus::pass);
  if (!fact.stated) result.status = status_from(errors_of(world_, result));
  world_.results_.push_back(result);
}

void WorldBuilder::sort_runs() {
  auto& runs = world_.runs_;
  std::sort(runs.begin(), runs.end(), [](const Run& a, const Run& b) { return a.id < b.id; });
  for (Index i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    for (Index row = 0; row < run.result_count; ++row) {
      world_.results_[run.first_result + row].run = i;
    }
  }
}

World WorldBuilder::build() {
  if (world_.runs_.empty()) index_tests();
  sort_runs();
  std::vector<Index> sample_of_test(world_.tests_.size());
  for (Index i = 0; i < world_.samples_.size(); ++i) {
    for (const Index test : world_.samples_[i].tests) sample_of_test[test] = i;
  }
  for (auto run = world_.runs_.rbegin(); run != world_.runs_.rend(); ++run) {
    for (Index row = 0; row < run->result_count; ++row) {
      const Index place = run->first_result + row;
      const Index test = world_.results_[place].test;
      world_.samples_[sample_of_test[test]].history.push_back(place);
    }
  }
  return std::move(world_);
}

}  // namespace sp::mock
