// How a world is made of what is known; for the sources of make_world() only.
//
//     samples   each regression test gets its sample, each sample a regression test
//     runs      each gets results that add up to its counts and its errors (make_run.cpp)
//     outputs   each result gets the outputs that its errors need (make_outputs.cpp)
//     texts     each output gets texts whose diffs are those that were shown (make_texts.cpp)
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "import/assembled_texts.h"
#include "import/drafts.h"
#include "import/known.h"
#include "import/made.h"

namespace sp::mock {

// "/runs/7/summary", "/samples/9/history", "and 3 more"
std::vector<std::string> in_words(const KnownFrom& from);

class WorldMaker {
 public:
  WorldMaker(Known known, Telling& telling);
  MadeWorld make();

 private:
  // What a result did with an output.
  struct Production {
    OutputStatus status;
    bool accepted = false;  // whether what differs is an accepted variant
    bool made_up = false;   // whether no answer shows it
    const KnownProduced* known = nullptr;
  };
  struct DraftedResult {
    Draft draft;
    std::map<Id, Production> outputs = {};
  };
  struct DraftedStage {
    const KnownStage* known;
    std::optional<RunStatus> status = {};
    std::map<Id, DraftedResult> results = {};
  };
  struct DraftedRun {
    Id id;
    std::vector<DraftedStage> stages = {};
  };
  // A text of an output: what is known of it in one result, or of its baseline.
  struct ActualKey {
    Id output;
    Id run;
    std::size_t stage;
    auto operator<=>(const ActualKey&) const = default;
  };

  // make_world.cpp
  void own_outputs();
  void settle_samples();
  Id new_test(Id sample);
  Id id_in_order(Id sample) const;
  // An id that nobody names, above all of its kind.
  Id new_id(Id above);
  Id new_sample();
  Id new_output();
  MadeTest made_test(Id id);

  // make_categories.cpp
  void make_categories();
  bool may_be_of(Id test, const std::string& category) const;
  std::vector<std::string> shown_categories(Id test) const;

  // fill_histories.cpp
  class HistoryFilling;
  void fill_histories();
  void draft_refilled();
  std::optional<Instant> reported_about(Id id) const;

  // make_run.cpp
  DraftedStage draft(Id run, const KnownStage& stage);
  void add_failing_of_samples(const KnownStage& stage, Drafts& drafts);
  void fill_counts(Id run, const KnownStage& stage, Drafts& drafts);
  // Whether the test may have a result in the run and has none yet.
  static bool may_have_result(Id test, const KnownStage& stage, const Drafts& drafts);
  // A regression test of the sample that may.
  Id free_test_of(Id sample, const KnownStage& stage, const Drafts& drafts);
  void add_made_up(const KnownStage& stage, Drafts& drafts, ResultStatus status,
                   std::int64_t how_many);
  void fill_errors(const KnownStage& stage, Drafts& drafts);
  MadeRun made_run(const DraftedRun& run);
  MadeStage made_stage(const DraftedRun& run, std::size_t stage);
  MadeResult made_result(Id test, const DraftedResult& result, const ActualKey& place);
  void spread_duration(const KnownStage& stage, MadeStage& made);
  void date(MadeRun& made, const KnownRun& known);
  std::optional<std::vector<Id>> tests_of(const DraftedRun& run);

  // make_outputs.cpp
  // Outputs that only failure signatures name.
  void take_named_outputs();
  void take_exit_code(Id test, const KnownResult& result);
  void give_outputs(Id test, DraftedResult& result);
  void take_told_outputs(Id test, const KnownResult& known, const Draft& draft,
                         DraftedResult& result);
  void make_outputs_up(Id test, DraftedResult& result);
  // An output of the test that the result has no word of yet, with an id from `least` on.
  Id free_output(Id test, const DraftedResult& result, Id least);

  // make_texts.cpp
  void make_texts();
  // A result that has a word of an output, with its diffs.
  struct Producer {
    ActualKey key;
    const Production* made;
    ShownDiffs diffs;
  };
  std::vector<Producer> producers_of(Id test, Id output) const;
  static MadeText undiffed_text(const Producer& producer, const MadeText* expected,
                                const MadeText* another);
  void make_texts_of(Id test, Id output);
  void add_variant(Id output, const MadeText& text);
  MadeOutput made_output(Id test, Id output);

  Known known_;
  Telling& telling_;
  std::set<Id> made_up_tests_;
  std::set<Id> outputs_;  // that were told, of all tests
  std::set<Id> made_up_outputs_;
  std::set<Id> made_up_runs_;
  std::set<Id> refilled_;           // runs that got results since they were drafted
  std::map<Id, Instant> reported_;  // when runs reported, as far as it is known
  std::set<Id> tests_with_told_outputs_;
  Id highest_output_ = 3000;
  std::set<Id> made_up_samples_;  // of tests whose sample nobody told
  std::map<Id, Id> sample_of_;    // by regression test
  std::map<Id, std::vector<std::string>> more_categories_;
  // By regression test: whole lists of categories of runs in which it failed.
  std::map<Id, std::vector<const KnownBuckets*>> lists_of_;
  std::vector<DraftedRun> runs_;
  // Texts by output, and of each result that differs.
  std::map<Id, std::optional<MadeText>> expected_;
  std::map<Id, std::vector<MadeText>> variants_;
  std::map<ActualKey, MadeText> actual_;
};

}  // namespace sp::mock
