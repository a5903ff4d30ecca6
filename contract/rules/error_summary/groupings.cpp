// Rules of the family `error_summary` that hold one list against another: all groupings of a
// run are of the same errors.
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/number.h>

#include "exchange/excerpt.h"
#include "rules/error_summary/error_summary.h"
#include "seen/error_lists.h"

namespace sp::contract::error_summary {

void contradict(Verdict& verdict, const SeenBucket& row, std::string_view member,
                std::string expected, std::string actual,
                const std::vector<const ErrorList*>& lists) {
  const Exchange* source = row.page->exchange;
  verdict.fail(*source, row.pointer(member), std::move(expected), std::move(actual),
               sources_but(source, lists));
}

namespace {

// A departure of a list as a whole.
void contradict_list(Verdict& verdict, const ErrorList& list, std::string expected,
                     std::string actual, const ErrorList& other) {
  const Exchange* source = list.sources.front();
  verdict.fail(*source, "/data", std::move(expected), std::move(actual),
               sources_but(source, {&list, &other}));
}

// A page of a filtered list, and what it should have.
class FilteredPage {
 public:
  FilteredPage(const Page& page, const ErrorList& filtered, const ErrorList& whole,
               Verdict& verdict)
      : page_(page),
        severity_(filtered.severity),
        whole_(whole),
        expected_(rows_of_severity(whole, filtered.severity)),
        verdict_(verdict) {}

  void check() {
    verdict_.judged();
    const auto count = static_cast<std::int64_t>(expected_.size());
    if (page_.truncated) return;
    if (page_.total && *page_.total != count) {
      fail("/pagination/total",
           fmt::format("{}, as many as {} has of severity {}", count, whole_.name(), severity_),
           std::to_string(*page_.total));
    }
    const auto rows = buckets_of(page_);
    for (const SeenBucket& row : rows) {
      const auto place = static_cast<std::size_t>(page_.asked_offset) + row.index;
      if (place >= expected_.size()) {
        fail(row.pointer("key"), "no more rows of that severity", row.name());
      } else {
        compare(row, *expected_[place]);
      }
    }
    const auto shown = static_cast<std::int64_t>(rows.size());
    const auto wanted =
        std::min(page_.asked_limit, std::max<std::int64_t>(0, count - page_.asked_offset));
    if (shown < wanted) {
      fail("/data",
           fmt::format("{} rows, as {} has of severity {}", wanted, whole_.name(), severity_),
           std::to_string(shown));
    }
  }

 private:
  void fail(std::string pointer, std::string expected, std::string actual) {
    verdict_.fail(*page_.exchange, std::move(pointer), std::move(expected), std::move(actual),
                  sources_but(page_.exchange, {&whole_}));
  }
  void differs(const SeenBucket& row, std::string_view member, const std::string& expected,
               std::string actual) {
    fail(row.pointer(member), fmt::format("{}, as without a severity", expected),
         std::move(actual));
  }

  void compare(const SeenBucket& row, const SeenBucket& wanted) {
    if (row.key && wanted.key && *row.key != *wanted.key) {
      differs(row, "key", wanted.name(), row.name());
      return;
    }
    if (row.count && wanted.count && *row.count != *wanted.count) {
      differs(row, "count", std::to_string(*wanted.count), std::to_string(*row.count));
    }
    if (row.lists_all_samples() && wanted.lists_all_samples() &&
        row.sample_set() != wanted.sample_set()) {
      differs(row, "sample_ids", listed(wanted.sample_set()), listed(row.sample_set()));
    }
    for (const std::string_view member : {"first_seen_at", "last_seen_at"}) {
      const auto time = row.time(member);
      const auto before = wanted.time(member);
      if (!time || !before || *time == *before) continue;
      differs(row, member, schemas::format_date_time(*before), schemas::format_date_time(*time));
    }
  }

  const Page& page_;
  const std::string& severity_;
  const ErrorList& whole_;
  const std::vector<const SeenBucket*> expected_;
  Verdict& verdict_;
};

}  // namespace

void filter_keeps_all(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const ErrorList& filtered : lists.all()) {
    const ErrorList* whole = lists.whole(filtered.run, filtered.grouping);
    if (filtered.severity.empty() || !whole) continue;
    const auto known = [](const SeenBucket& row) { return row.severity != nullptr; };
    if (!std::all_of(whole->rows.begin(), whole->rows.end(), known)) continue;
    for (const Page* page : filtered.pages) FilteredPage(*page, filtered, *whole, verdict).check();
  }
}

void totals_agree(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const Groupings& run : lists.groupings()) {
    const ErrorList* known = nullptr;
    for (const ErrorList* list : run.counting_once()) {
      if (!list->errors()) continue;
      if (!known) {
        known = list;
        continue;
      }
      verdict.judged();
      if (list->errors() == known->errors()) continue;
      contradict_list(
          verdict, *list,
          fmt::format("{} errors in all rows, as {} counts", *known->errors(), known->name()),
          std::to_string(*list->errors()), *known);
    }
  }
}

namespace {

// The samples that have errors; by sample, the keys say it where nothing is listed.
std::optional<SampleIds> samples_of(const ErrorList& list) {
  if (list.grouping != "sample_id") return list.samples();
  SampleIds ids;
  for (const SeenBucket& row : list.rows) {
    const auto id = row.id();
    if (!id) return std::nullopt;
    ids.insert(*id);
  }
  return ids;
}

SampleIds without(const SampleIds& ids, const SampleIds& others) {
  SampleIds rest;
  std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

void compare_samples(const ErrorList& list, const ErrorList& known, Verdict& verdict) {
  const auto expected = samples_of(known);
  const auto actual = samples_of(list);
  if (!expected || !actual) return;
  verdict.judged();
  // A test without a category falls under none.
  const auto lacks = list.grouping == "category" ? SampleIds{} : without(*expected, *actual);
  const auto adds = without(*actual, *expected);
  if (!lacks.empty()) {
    contradict_list(verdict, list,
                    fmt::format("sample {} in some row, as with {}", listed(lacks), known.name()),
                    "no row names it", known);
  }
  if (!adds.empty()) {
    contradict_list(verdict, list, fmt::format("samples that {} names, too", known.name()),
                    fmt::format("sample {}", listed(adds)), known);
  }
}

}  // namespace

void samples_agree(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const Groupings& run : lists.groupings()) {
    std::vector<const ErrorList*> all = run.counting_once();
    if (run.category) all.push_back(run.category);
    const ErrorList* known = nullptr;
    for (const ErrorList* list : all) {
      if (!samples_of(*list)) continue;
      if (known) compare_samples(*list, *known, verdict);
      if (!known) known = list;
    }
  }
}

namespace {

void count_of_sample(const SeenBucket& row, const Raised& raised, const Groupings& run,
                     Verdict& verdict) {
  const Raised::OfSample* sample = raised.find(row.id());
  if (!sample || !row.count) return;
  verdict.judged();
  if (*row.count == sample->errors) return;
  contradict(verdict, row, "count",
             fmt::format("{}, as its tests have together by regression_id", sample->errors),
             std::to_string(*row.count), {run.sample, run.regression});
}

// A category has all errors of a test or none; a type or a severity at least one of each sample
// that it names.
void count_of_bucket(const SeenBucket& row, const ErrorList& list, const Raised& raised,
                     const Groupings& run, Verdict& verdict) {
  if (!row.count || !row.lists_all_samples()) return;
  std::int64_t least = 0;
  std::int64_t most = 0;
  for (const std::int64_t id : row.samples) {
    const Raised::OfSample* sample = raised.find(id);
    if (!sample) return;
    least = schemas::bounded_sum(least, list.grouping == "category" ? sample->fewest : 1);
    most = schemas::bounded_sum(most, sample->errors);
  }
  verdict.judged();
  if (*row.count >= least && *row.count <= most) return;
  const std::string wanted =
      least == most ? std::to_string(most) : fmt::format("{} to {}", least, most);
  contradict(verdict, row, "count", fmt::format("{}, as its samples have by regression_id", wanted),
             std::to_string(*row.count), {&list, run.regression});
}

}  // namespace

void counts_agree(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const Groupings& run : lists.groupings()) {
    const auto raised = raised_in(run);
    if (!raised) continue;
    if (run.sample) {
      for (const SeenBucket& row : run.sample->rows) count_of_sample(row, *raised, run, verdict);
    }
    for (const ErrorList* list : {run.type, run.severity, run.category}) {
      if (!list) continue;
      for (const SeenBucket& row : list->rows) {
        count_of_bucket(row, *list, *raised, run, verdict);
      }
    }
  }
}

}  // namespace sp::contract::error_summary
