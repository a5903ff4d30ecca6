#include "import/make_world.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "import/world_maker.h"

namespace sp::mock {

MadeWorld make_world(Known known, Telling& telling) {
  return WorldMaker(std::move(known), telling).make();
}

WorldMaker::WorldMaker(Known known, Telling& telling)
    : known_(std::move(known)), telling_(telling) {
  for (const auto& [id, sample] : known_.samples) known_.named.insert(id);
  for (const auto& [id, test] : known_.tests) {
    known_.named.insert(id);
    for (const auto& [output, facts] : test.outputs) {
      known_.named.insert(output);
      highest_output_ = std::max(highest_output_, output);
    }
  }
}

std::vector<std::string> in_words(const KnownFrom& from) {
  std::vector<std::string> words = from.paths;
  const std::size_t more = from.all.size() - words.size();
  if (more > 0) words.push_back(fmt::format("and {} more", more));
  return words;
}

Id WorldMaker::new_id(Id above) {
  constexpr Id highest = std::numeric_limits<Id>::max();
  Id id = above;
  while (id < highest && known_.named.contains(++id)) continue;
  known_.named.insert(id);
  return id;
}

Id WorldMaker::new_sample() {
  const Id id = new_id(known_.samples.empty() ? 200 : known_.samples.rbegin()->first);
  known_.samples[id];
  return id;
}

Id WorldMaker::new_output() {
  highest_output_ = new_id(highest_output_);
  made_up_outputs_.insert(highest_output_);
  return highest_output_;
}

// An id for a regression test of the sample: between those of the samples beside it, if there is
// room, because lists of samples follow the ids of their tests.
Id WorldMaker::id_in_order(Id sample) const {
  Id after = 0;
  Id before = std::numeric_limits<Id>::max();
  for (const auto& [test, of_sample] : sample_of_) {
    if (of_sample < sample) after = std::max(after, test);
    if (of_sample > sample) before = std::min(before, test);
  }
  if (after == 0) return 0;
  Id id = after + 1;
  while (id < before && known_.named.contains(id)) ++id;
  return id < before ? id : 0;
}

Id WorldMaker::new_test(Id sample) {
  const bool is_last = known_.samples.empty() || sample >= known_.samples.rbegin()->first;
  Id id = is_last ? 0 : id_in_order(sample);
  if (id == 0) id = new_id(known_.tests.empty() ? 10 : known_.tests.rbegin()->first);
  known_.named.insert(id);
  known_.tests[id];
  made_up_tests_.insert(id);
  sample_of_[id] = sample;
  return id;
}

void WorldMaker::settle_samples() {
  std::set<Id> with_test;
  for (const auto& [id, test] : known_.tests) {
    if (test.sample) with_test.insert(*test.sample);
  }
  std::vector<Id> without_test;
  for (const auto& [id, sample] : known_.samples) {
    if (!with_test.contains(id)) without_test.push_back(id);
  }
  for (const auto& [id, test] : known_.tests) {
    sample_of_[id] = test.sample ? *test.sample : new_sample();
    if (!test.sample) made_up_samples_.insert(id);
  }
  for (const Id sample : without_test) new_test(sample);
}

MadeTest WorldMaker::made_test(Id id) {
  const KnownTest& known = known_.tests.at(id);
  MadeTest test{.id = id,
                .sample_id = sample_of_.at(id),
                .sample_name = {},
                .command = known.command.value.value_or("--out=srt"),
                .categories = known.categories.value.value_or(std::vector<std::string>()),
                .tags = known.tags.value.value_or(std::vector<std::string>()),
                .expected_exit_code = known.expected_exit_code.value.value_or(0),
                .outputs = {},
                .made_up = {}};
  if (made_up_tests_.contains(id)) test.made_up.emplace_back("id");
  if (made_up_samples_.contains(id) || made_up_tests_.contains(id)) {
    test.made_up.emplace_back("sample_id");
  }
  if (!known.command) test.made_up.emplace_back("command");
  if (!known.categories) test.categories = shown_categories(id);
  const auto sample = known_.samples.find(test.sample_id);
  if (sample != known_.samples.end()) {
    test.sample_name = sample->second.name.value.value_or(std::nullopt);
  }
  test.known_from = in_words(known.known_from);
  for (const auto& [output, facts] : known.outputs) test.outputs.push_back(made_output(id, output));
  return test;
}

// Beside the first category of a test, those of error summaries that count its errors.
std::vector<std::string> WorldMaker::shown_categories(Id test) const {
  std::vector<std::string> categories;
  if (const auto& first = known_.tests.at(test).first_category) categories.push_back(*first);
  const auto more = more_categories_.find(test);
  if (more == more_categories_.end()) return categories;
  for (const std::string& category : more->second) {
    if (std::ranges::find(categories, category) == categories.end()) categories.push_back(category);
  }
  return categories;
}

// A test has the categories whose buckets name its sample, as far as their counts go.
void WorldMaker::learn_categories(const DraftedStage& stage) {
  constexpr auto place = static_cast<std::size_t>(Grouping::category);
  for (const auto& [offset, bucket] : stage.known->buckets[place].rows) {
    std::int64_t left = bucket.count;
    std::vector<Id> untold;
    for (const auto& [test, result] : stage.results) {
      const int errors = result.draft.errors.all();
      if (errors == 0) continue;
      const auto& told = known_.tests.at(test).categories;
      const auto shown = told ? *told : shown_categories(test);
      if (std::ranges::find(shown, bucket.key) != shown.end())
        left -= errors;
      else if (!told)
        untold.push_back(test);
    }
    for (const Id test : untold) {
      const auto& samples = bucket.sample_ids;
      const int errors = stage.results.at(test).draft.errors.all();
      constexpr std::size_t most_categories = 50;
      if (shown_categories(test).size() >= most_categories || bucket.key.empty()) continue;
      if (errors > left || std::ranges::find(samples, sample_of_.at(test)) == samples.end())
        continue;
      more_categories_[test].push_back(bucket.key);
      left -= errors;
    }
  }
}

MadeWorld WorldMaker::make() {
  settle_samples();
  take_named_outputs();
  for (const auto& [id, run] : known_.runs) {
    DraftedRun& drafted = runs_.emplace_back(DraftedRun{.id = id});
    for (const KnownStage& stage : run.stages) drafted.stages.push_back(draft(id, stage));
  }
  for (DraftedRun& run : runs_) {
    for (DraftedStage& stage : run.stages) {
      for (auto& [test, result] : stage.results) give_outputs(test, result);
    }
  }
  for (const DraftedRun& run : runs_) {
    for (const DraftedStage& stage : run.stages) learn_categories(stage);
  }
  make_texts();
  MadeWorld world;
  // Runs may need regression tests for what their counts count beside results.
  for (const DraftedRun& run : runs_) world.runs.push_back(made_run(run));
  for (const auto& [id, test] : known_.tests) world.tests.push_back(made_test(id));
  return world;
}

}  // namespace sp::mock
