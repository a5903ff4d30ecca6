// The error summaries that were seen, as lists: what a run's errors come to by one dimension
// (contract section 3). Rules hold one list against another, and against results.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "seen/views.h"

namespace sp::contract {

using SampleIds = std::set<std::int64_t>;

// A row: the errors that have one value of the dimension in common.
struct SeenBucket {
  const Page* page;
  std::size_t index;  // within the page
  const schemas::Value* value;
  const std::string_view* group_by = nullptr;
  const std::string_view* key = nullptr;
  std::optional<std::int64_t> count = {};
  const std::string_view* severity = nullptr;
  bool lists_samples = false;
  std::vector<std::int64_t> samples = {};  // as listed

  // Whether `samples` are all: the contract lets a row list 1000 at most.
  bool lists_all_samples() const;
  SampleIds sample_set() const { return {samples.begin(), samples.end()}; }
  // The key as an id; nothing when it is none.
  std::optional<std::int64_t> id() const;
  // A member that is a time.
  std::optional<schemas::Instant> time(std::string_view member) const;
  // "/data/3/count"
  std::string pointer(std::string_view member) const;
  // The key in quotes, for findings.
  std::string name() const;
};
std::vector<SeenBucket> buckets_of(const Page& page);

// The rows of one run by one dimension, of all severities or of one.
struct ErrorList {
  std::string run;
  std::string grouping;
  std::string severity;                  // empty: of all
  std::vector<const Page*> pages;        // all that were seen of it
  bool whole = false;                    // whether `rows` are all that the run has
  std::vector<SeenBucket> rows;          // in order; those of the longest page when not whole
  std::vector<const Exchange*> sources;  // of the rows; never empty
  std::map<std::string_view, std::size_t> places = {};  // of the rows, by key

  // Null when no row has that key.
  const SeenBucket* find(std::string_view key) const;
  // How many rows there are, as the pages say; nothing when they disagree.
  std::optional<std::int64_t> row_count() const;
  // The sum of the counts; nothing when one is not there.
  std::optional<std::int64_t> errors() const;
  // The samples of all rows; nothing when one does not list all of its own.
  std::optional<SampleIds> samples() const;
  // "group_by=type"
  std::string name() const { return "group_by=" + grouping; }
};

// The whole unfiltered lists of a run; null where one was not seen.
struct Groupings {
  std::string run;
  const ErrorList* type = nullptr;
  const ErrorList* sample = nullptr;
  const ErrorList* regression = nullptr;
  const ErrorList* category = nullptr;
  const ErrorList* severity = nullptr;

  // Those that count each error once: all but by category.
  std::vector<const ErrorList*> counting_once() const;
};

class ErrorLists {
 public:
  // Of the pages of the operation, which must outlive it.
  ErrorLists(const std::vector<Page>& pages, const schemas::Operation& operation);

  const std::vector<ErrorList>& all() const { return lists_; }
  // Null when it was not seen, or not whole.
  const ErrorList* whole(std::string_view run, std::string_view grouping) const;
  // Of each run that has a list.
  std::vector<Groupings> groupings() const;

  ErrorLists(const ErrorLists&) = delete;
  ErrorLists& operator=(const ErrorLists&) = delete;

 private:
  ErrorList& list_of(const Page& page, const schemas::Operation& operation);

  std::vector<ErrorList> lists_;
};

// What the tests of a run raise, sample by sample, as the grouping by regression test says.
struct Raised {
  struct Test {
    std::size_t place;  // among all tests that raise errors
    std::int64_t errors;
    int severity;  // rank
  };
  struct OfSample {
    std::vector<Test> tests = {};  // by place; never empty
    std::int64_t errors = 0;       // of all its tests
    std::int64_t fewest = 0;       // of one of them
    int worst = 0;                 // rank of the severity
    int mildest = 0;
  };
  std::map<std::int64_t, OfSample> samples;

  // Null when no test of the sample raises errors.
  const OfSample* find(const std::optional<std::int64_t>& sample) const;
};
// Nothing when a row does not say which sample it is of, or how many errors of what severity.
std::optional<Raised> raised_in(const Groupings& run);

// The rows of that severity, in their order.
std::vector<const SeenBucket*> rows_of_severity(const ErrorList& list, std::string_view severity);

// By how grave they are (contract section 3.2).
inline constexpr std::array<std::string_view, 4> severity_names = {"info", "warning", "error",
                                                                   "critical"};
// 0 for info to 3 for critical; nothing for anything else.
std::optional<int> severity_rank(const std::string_view* severity);

// Exchanges of both, without `but`: what a departure is against.
std::vector<const Exchange*> sources_but(const Exchange* but,
                                         const std::vector<const ErrorList*>& lists);

// "1, 2, 3 and 4 more"
std::string listed(const SampleIds& ids);

}  // namespace sp::contract
