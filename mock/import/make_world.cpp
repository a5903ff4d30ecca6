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
  own_outputs();
  for (const auto& [id, test] : known_.tests) {
    known_.named.insert(id);
    for (const auto& [output, facts] : test.outputs) {
      known_.named.insert(output);
      outputs_.insert(output);
      highest_output_ = std::max(highest_output_, output);
    }
  }
}

// An output is of one regression test, and a test has at most so many: what else was told cannot be
// stated.
void WorldMaker::own_outputs() {
  constexpr std::size_t most_outputs = 20;
  std::set<Id> owned;
  for (auto& [id, test] : known_.tests) {
    std::size_t count = 0;
    std::erase_if(test.outputs, [&](const auto& row) {
      return ++count > most_outputs || !owned.insert(row.first).second;
    });
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

namespace {

// As a scenario can have them: an answer with an empty one, or with one twice, is a departure.
std::vector<std::string> once_each(const std::vector<std::string>& names) {
  std::vector<std::string> kept;
  for (const std::string& name : names) {
    if (!name.empty() && std::ranges::find(kept, name) == kept.end()) kept.push_back(name);
  }
  return kept;
}

}  // namespace

MadeTest WorldMaker::made_test(Id id) {
  const KnownTest& known = known_.tests.at(id);
  MadeTest test{
      .id = id,
      .sample_id = sample_of_.at(id),
      .sample_name = {},
      .command = known.command.value.value_or("--out=srt"),
      .categories = once_each(known.categories.value.value_or(std::vector<std::string>())),
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

MadeWorld WorldMaker::make() {
  settle_samples();
  take_named_outputs();
  for (const auto& [id, run] : known_.runs) {
    DraftedRun& drafted = runs_.emplace_back(DraftedRun{.id = id});
    for (const KnownStage& stage : run.stages) drafted.stages.push_back(draft(id, stage));
  }
  fill_histories();
  for (DraftedRun& run : runs_) {
    for (DraftedStage& stage : run.stages) {
      for (auto& [test, result] : stage.results) give_outputs(test, result);
    }
  }
  make_categories();
  make_texts();
  MadeWorld world;
  // Runs may need regression tests for what their counts count beside results.
  for (const DraftedRun& run : runs_) world.runs.push_back(made_run(run));
  for (const auto& [id, test] : known_.tests) world.tests.push_back(made_test(id));
  return world;
}

}  // namespace sp::mock
