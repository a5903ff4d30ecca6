// Each error is derived from a result, so every grouping has the errors that a result shows:
//   test 6 of 206 is fail, exit code 2 instead of 0; by regression_id, 6 counts 1, error    holds
//   test 6 of 206 is fail; by regression_id, no row 6                                       breaks
//   test 6 of 206 lacks two outputs; by regression_id, 6 counts 1                           breaks
//   test 6 of 206 is fail by its exit code; by type, exit_code_mismatch without 206         breaks
#include <algorithm>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/error_summary/error_summary.h"

namespace sp::contract::error_summary {

namespace {

enum class Known { no, yes, unknown };

// What a result shows of its errors.
struct Shown {
  Known exit_code = Known::unknown;
  Known missing = Known::unknown;
  Known differs = Known::unknown;
  std::int64_t least = 0;
  std::optional<std::int64_t> most = {};
};

Known exit_code_differs(const SeenResult& result) {
  const auto differs = result.exit_code_differs();
  if (!differs) return Known::unknown;
  return *differs ? Known::yes : Known::no;
}

std::int64_t outputs_that_are(const SeenResult& result, std::string_view status) {
  return std::count_if(result.outputs.begin(), result.outputs.end(), [&](const SeenOutput& output) {
    return output.status && *output.status == status;
  });
}

// A result raises errors when it fails or lacks an output, and no other does.
bool raises_none(std::string_view status) {
  return status == "pass" || status == "skipped" || status == "running" || status == "not_started";
}

// Nothing for a result that contradicts itself, which the family `result` judges.
std::optional<Shown> shown_by(const SeenResult& result) {
  if (!result.status) return std::nullopt;
  const std::string_view status = *result.status;
  const bool all_listed = result.lists_all_outputs();
  const auto missing = outputs_that_are(result, "missing_output");
  const auto differing = outputs_that_are(result, "diff_mismatch");
  Shown shown;
  shown.exit_code = exit_code_differs(result);
  if (raises_none(status)) {
    const bool passes = status == "pass";
    if (passes && (shown.exit_code == Known::yes || missing > 0)) return std::nullopt;
    return Shown{Known::no, Known::no, Known::no, 0, 0};
  }
  if (status == "missing_output") {
    shown.missing = Known::yes;
  } else if (status == "fail" && missing == 0) {
    shown.missing = Known::no;
    if (shown.exit_code == Known::no) shown.differs = Known::yes;
  } else {
    return std::nullopt;
  }
  if (all_listed && differing == 0) {
    if (shown.differs == Known::yes) return std::nullopt;
    shown.differs = Known::no;
  }
  shown.least = (shown.exit_code == Known::yes) + (shown.differs == Known::yes) +
                (shown.missing == Known::yes ? std::max<std::int64_t>(1, missing) : 0);
  // A deployment may leave out what was never produced.
  const bool missing_listed = shown.missing == Known::no || missing > 0;
  if (all_listed && missing_listed) {
    shown.most = (shown.exit_code != Known::no) + missing + differing;
  }
  return shown;
}

// One result held against the lists of its run.
class Comparison {
 public:
  Comparison(const SeenResult& result, const Shown& shown, const Groupings& run, Verdict& verdict)
      : result_(result),
        shown_(shown),
        run_(run),
        verdict_(verdict),
        sample_(std::to_string(*result.sample_id)),
        test_(std::to_string(*result.regression_id)) {}

  void compare() {
    if (run_.regression) compare_test();
    if (run_.sample) compare_sample();
    if (run_.type) {
      compare_type("exit_code_mismatch", shown_.exit_code);
      compare_type("missing_output", shown_.missing);
      compare_type("diff_mismatch", shown_.differs);
    }
    if (run_.category && shown_.least > 0) compare_categories();
  }

 private:
  std::string as_result() const {
    return fmt::format("as the result of test {} of sample {} is {}", test_, sample_,
                       *result_.status);
  }

  void fail(const ErrorList& list, const Exchange* source, std::string pointer, Shape shape) {
    auto against = sources_but(source, {&list});
    against.push_back(result_.exchange);
    verdict_.fail(*source, std::move(pointer), std::move(shape), std::move(against));
  }
  void fail(const ErrorList& list, const SeenBucket& row, std::string_view member, Shape shape) {
    fail(list, row.page->exchange, row.pointer(member), std::move(shape));
  }
  void fail_for_lack(const ErrorList& list, std::string_view key) {
    fail(
        list, list.sources.front(), "/data",
        Absent{fmt::format("a row with the key {}, {}", excerpt(key), as_result()), "no such row"});
  }

  void compare_test() {
    const ErrorList& list = *run_.regression;
    verdict_.judged();
    const SeenBucket* row = list.find(test_);
    if (!row) {
      if (shown_.least > 0) fail_for_lack(list, test_);
      return;
    }
    check_count(list, *row, true);
    check_sample(list, *row);
    const bool error = shown_.exit_code == Known::yes || shown_.missing == Known::yes;
    const bool warning = shown_.exit_code == Known::no && shown_.missing == Known::no;
    if (row->severity && shown_.least > 0 && (error || warning) &&
        *row->severity != (error ? "error" : "warning")) {
      fail(list, *row, "severity",
           FreeText{fmt::format("{}, {}", error ? "error" : "warning", as_result()),
                    excerpt(*row->severity)});
    }
  }

  void compare_sample() {
    const ErrorList& list = *run_.sample;
    verdict_.judged();
    const SeenBucket* row = list.find(sample_);
    if (row) check_count(list, *row, is_only_test());
    if (!row && shown_.least > 0) fail_for_lack(list, sample_);
  }

  void check_count(const ErrorList& list, const SeenBucket& row, bool is_all) {
    if (!row.count) return;
    const bool too_many = is_all && shown_.most && *row.count > *shown_.most;
    if (*row.count >= shown_.least && !too_many) return;
    OutOfRange shape{.found = *row.count, .because = as_result(), .unit = "error"};
    (too_many ? shape.most : shape.least) = too_many ? *shown_.most : shown_.least;
    fail(list, row, "count", std::move(shape));
  }

  void check_sample(const ErrorList& list, const SeenBucket& row) {
    if (!row.lists_all_samples() || row.sample_set().contains(*result_.sample_id)) return;
    fail(list, row, "sample_ids",
         FreeText{fmt::format("sample {} among them, {}", sample_, as_result()),
                  listed(row.sample_set())});
  }

  void compare_type(std::string_view type, Known there) {
    const ErrorList& list = *run_.type;
    if (there == Known::unknown) return;
    verdict_.judged();
    const SeenBucket* row = list.find(type);
    if (there == Known::yes) {
      if (!row) fail_for_lack(list, type);
      if (row) check_sample(list, *row);
    } else if (row && is_only_test() && row->sample_set().contains(*result_.sample_id)) {
      fail(
          list, *row, "sample_ids",
          FreeText{fmt::format("no sample {}: only its test {} has errors, and no {} is among them",
                               sample_, test_, type),
                   listed(row->sample_set())});
    }
  }

  // Whether the sample has no errors but those of this test.
  bool is_only_test() const {
    if (!run_.regression || !run_.regression->samples() || shown_.least == 0) return false;
    const auto& rows = run_.regression->rows;
    return std::all_of(rows.begin(), rows.end(), [&](const SeenBucket& row) {
      return (row.key && *row.key == test_) || !row.sample_set().contains(*result_.sample_id);
    });
  }

  void compare_categories() {
    std::vector<std::string> categories;
    if (const std::string_view* one = string_at(*result_.body, "category"))
      categories.emplace_back(*one);
    for (const schemas::Value& name : array_at(*result_.body, "categories")) {
      if (name.string()) categories.emplace_back(*name.string());
    }
    for (const std::string& category : categories) {
      verdict_.judged();
      const SeenBucket* row = run_.category->find(category);
      if (!row) {
        fail_for_lack(*run_.category, category);
        continue;
      }
      check_sample(*run_.category, *row);
      check_count(*run_.category, *row, false);
    }
  }

  const SeenResult& result_;
  const Shown& shown_;
  const Groupings& run_;
  Verdict& verdict_;
  const std::string sample_;
  const std::string test_;
};

void agrees_with_results(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  const auto groupings = lists.groupings();
  for (const SeenResult& result : evidence.seen.results()) {
    const auto shown = shown_by(result);
    if (!shown || !result.run_id || !result.sample_id || !result.regression_id) continue;
    for (const Groupings& run : groupings) {
      if (run.run != std::to_string(*result.run_id)) continue;
      Comparison(result, *shown, run, verdict).compare();
    }
  }
}

}  // namespace

constexpr Rule agrees_with_results_rule{
    .name = "agrees_with_results",
    .title = "Each row fits the results of the samples that it lists.",
    .why = "The error summary is how a client finds failing results; the two must agree.",
    .contract = derivation,
    .probes = each_grouping + Names{"elsewhere", "getRunSample/ok", "getRunSample/elsewhere"},
    .operations = here,
    .judge = agrees_with_results};

}  // namespace sp::contract::error_summary
