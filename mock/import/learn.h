// Learns from answers: each function reads one kind of answer, the inverse of how it is derived
// (contract sections 2 to 6).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "import/answers.h"
#include "import/known.h"
#include "import/told.h"

namespace sp::mock {

// A list of a history with one set of filters, as far as its pages were seen.
struct SeenHistory {
  using Row = KnownRow;

  Id asked;  // a sample, or in `published` a regression test
  schemas::Revision revision = {};
  std::map<std::string, std::string> filters = {};
  std::map<std::int64_t, Row> rows = {};  // by offset
  std::optional<std::int64_t> total = {};
  Source from = nullptr;

  bool whole() const { return total && static_cast<std::int64_t>(rows.size()) == *total; }
};

class Learning {
 public:
  Learning(Known& known, Telling& telling) : known_(known), telling_(telling) {}

  void learn(const ReadAnswer& answer);
  // What only shows once all answers were read: what is not in lists that were seen as a whole, and
  // which sample a regression test is of.
  void conclude();

 private:
  void learn_summary(const ReadAnswer& answer);
  void learn_error_summary(const ReadAnswer& answer);
  void learn_result(const ReadAnswer& answer);
  void learn_diff(const ReadAnswer& answer);
  void learn_history(const ReadAnswer& answer);
  void learn_refusal(const ReadAnswer& answer);

  void learn_bucket(const ReadAnswer& answer, Grouping grouping, const Members& row,
                    KnownStage& stage);
  void learn_test(const Members& body, Id id, Source from);
  void learn_output(const Members& row, KnownTest& test, KnownResult& result, Source from);
  void learn_row(const Members& row, Source from);
  void learn_page(const ReadAnswer& answer, SeenHistory& history);
  void name_ids(const ReadAnswer& answer);
  // Notes which request told of the run and, unless it is 0, of the regression test.
  void note_source(const ReadAnswer& answer, Id run, Id test);

  void conclude_sample(const SeenHistory& history);
  void conclude_absent(const SeenHistory& history);
  void keep(const SeenHistory& history);
  // What the rows that a filter leaves out tell.
  std::vector<KnownRow> known_rows(const SeenHistory& history) const;
  void conclude_platform(const SeenHistory& history);
  void conclude_dates(const SeenHistory& history);
  void conclude_statuses(const SeenHistory& history);
  void conclude_absences();
  void conclude_lower_tests();

  // The sample of a history, once samples of tests are known.
  std::optional<Id> sample_of(const SeenHistory& history) const;
  KnownResult& result_of(Id run, Id test) { return known_.runs[run].last().results[test]; }
  // Begins a new stage of the run.
  void go_on(KnownRun& run, Source from);

  Known& known_;
  Telling& telling_;
  std::map<std::string, SeenHistory> histories_;  // by what was asked, without limit and offset
  // Results that were asked for by a sample: the regression test is the first of it that has one.
  struct FirstResult {
    Id run;
    Id sample;
    Id test;
    Source from;
  };
  std::vector<FirstResult> first_results_;
  // Results that were refused.
  struct Absence {
    Id run;
    Id id;         // a regression test, or else a sample or a regression test
    bool by_test;  // whether it can only be a regression test
    Source from;
  };
  std::vector<Absence> absences_;
};

// The status of that name; nothing for any other text.
std::optional<RunStatus> run_status_named(const std::optional<std::string>& name);
std::optional<ResultStatus> result_status_named(const std::optional<std::string>& name);
// Whether the row shows a result that had no verdict yet, or none at all.
bool was_waiting(const KnownResult& result);

// Whether the row of a list stands where it was asked for; else a note tells of it, and the list
// shows nothing. Some replays answer each page with the first.
bool is_the_page_asked_for(const ReadAnswer& answer, Telling& telling);

}  // namespace sp::mock
