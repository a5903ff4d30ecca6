// What the family asks: the pages of a walk, and pages at the end of a list and behind it.
#include <algorithm>
#include <optional>

#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

constexpr std::int64_t largest_limit = 100;

// A list to walk: its parameters, how many rows it has, and in how many pages at most.
struct Course {
  const schemas::Operation& operation;
  Values parameters;  // beside the path's
  std::optional<std::int64_t> Subjects::*rows;
  std::int64_t pages;
  std::string source;   // the probe that tells how many rows there are
  std::string too_few;  // why there is nothing to walk over, and what would help
  std::string no_row;   // why there is no end of the list, and what would help
};

// Odd where the pages still are several: a boundary then falls between two rows of a run that
// has an even number of them.
std::int64_t step_of(std::int64_t rows, std::int64_t pages) {
  const std::int64_t even_share = (rows + pages - 1) / pages;
  const std::int64_t step =
      even_share % 2 == 0 && even_share + 1 < rows ? even_share + 1 : even_share;
  return std::min(step, largest_limit - 1);
}

// Where the pages of a walk begin; those in the middle are left out where there are too many.
std::vector<std::int64_t> offsets_of(std::int64_t rows, std::int64_t step, std::int64_t pages) {
  std::vector<std::int64_t> offsets;
  for (std::int64_t page = 0; page < pages && page * step < rows; ++page) {
    offsets.push_back(page * step);
  }
  const std::int64_t last = (rows - 1) / step * step;
  if (offsets.back() != last) offsets.back() = last;
  return offsets;
}

std::vector<Values> named_lists(const Course& course, const Subjects& subjects) {
  std::vector<Values> lists = existing(course.operation, subjects);
  for (Values& values : lists) {
    values.insert(values.end(), course.parameters.begin(), course.parameters.end());
  }
  return lists;
}

Probe probe_of(const Course& course, std::string kind, std::size_t at_most, std::string missing,
               std::function<std::vector<Call>(const Values&, std::int64_t rows)> calls) {
  return {course.operation.id,
          std::move(kind),
          Expectation::success,
          {course.source},
          at_most,
          [course, calls = std::move(calls)](const Subjects& subjects) -> std::vector<Call> {
            const auto rows = subjects.*course.rows;
            const auto lists = named_lists(course, subjects);
            if (lists.empty() || !rows || *rows < 1) return {};
            return calls(lists.front(), *rows);
          },
          std::move(missing)};
}

Probe walk_probe(const Course& course) {
  return probe_of(course, "walk", static_cast<std::size_t>(course.pages), course.too_few,
                  [pages = course.pages](const Values& list, std::int64_t rows) {
                    std::vector<Call> calls;
                    if (rows < 2) return calls;
                    const std::int64_t step = step_of(rows, pages);
                    for (const std::int64_t offset : offsets_of(rows, step, pages)) {
                      calls.push_back({with(with(list, "limit", std::to_string(step)), "offset",
                                            std::to_string(offset))});
                    }
                    return calls;
                  });
}

// One page that begins so many rows after the last one.
Probe beyond(const Course& course, std::string kind, std::int64_t by, const char* limit) {
  return probe_of(
      course, std::move(kind), 1, course.no_row, [=](const Values& list, std::int64_t rows) {
        Values values = limit ? with(list, "limit", limit) : list;
        return std::vector<Call>{{with(std::move(values), "offset", std::to_string(rows + by))}};
      });
}

}  // namespace

std::vector<Probe> probes(const schemas::Api& api) {
  const Course errors{
      *api.find("getErrorSummary"),
      {{"group_by", "sample_id"}},
      &Subjects::error_buckets,
      2,
      "getErrorSummary/by_sample",
      "fewer than two samples have errors in the run, or no total says how many: name a run with "
      "--run-id in which two samples fail",
      "no sample has errors in the run, or no total says how many: name a run with --run-id in "
      "which one fails"};
  const Course history{*api.find("getSampleHistory"),
                       {},
                       &Subjects::history_rows,
                       3,
                       "getSampleHistory/ok",
                       "the sample has fewer than two results, or no total says how many: name a "
                       "sample that was tested in two runs with --sample-id",
                       "the sample has no result, or no total says how many: name a sample that "
                       "was tested in some run with --sample-id"};
  return {walk_probe(errors), beyond(errors, "at_the_end", 0, "1"), walk_probe(history),
          beyond(history, "at_the_end", 0, nullptr), beyond(history, "past_the_end", 1000, "1")};
}

}  // namespace sp::contract::pagination
