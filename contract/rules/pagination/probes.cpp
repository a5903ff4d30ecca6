// What the family asks: the pages of a walk, and pages at the end of a list and behind it. Wrong
// pages would pass that
//   are counted, so that they begin at offset / limit * limit: so offsets are no multiples of
//   limits hold whole runs, or the rows of a run in any order: so they end between the rows of a
//   run are cut off 100 rows, or repeat the last one, at the end: so it is asked for exactly
#include <optional>

#include "rules/pagination/pagination.h"
#include "rules/pagination/pieces.h"

namespace sp::contract::pagination {

namespace {

// A list to walk: its parameters, how many rows it has, and in how many pages at most.
struct Course {
  const schemas::Operation& operation;
  Values parameters;  // beside the path's
  std::optional<std::int64_t> Subjects::*rows;
  std::size_t pages;
  // The places between two rows that belong together; null where no row belongs to another.
  std::vector<std::int64_t> Subjects::*inside;
  std::string source;   // the probe that tells how many rows there are
  std::string too_few;  // why there is nothing to walk over, and what would help
  std::string no_row;   // why there is no end of the list, and what would help
};

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
  Probe probe = probe_of(course, "walk", course.pages, course.too_few, nullptr);
  probe.calls = [course](const Subjects& subjects) {
    std::vector<Call> calls;
    const auto rows = subjects.*course.rows;
    const auto lists = named_lists(course, subjects);
    if (lists.empty() || !rows || *rows < 2) return calls;
    const auto inside = course.inside ? subjects.*course.inside : std::vector<std::int64_t>();
    for (const Piece& piece : pieces(*rows, course.pages, inside, subjects.turn)) {
      calls.push_back({with(with(lists.front(), "limit", std::to_string(piece.limit)), "offset",
                            std::to_string(piece.offset))});
    }
    return calls;
  };
  return probe;
}

// One page that begins so many rows behind the end of the list, or in front of it.
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
      nullptr,
      "getErrorSummary/by_sample",
      "fewer than two samples have errors in the run, or no total says how many: name a run with "
      "--run-id in which two samples fail",
      "no sample has errors in the run, or no total says how many: name a run with --run-id in "
      "which one fails"};
  const Course history{*api.find("getSampleHistory"),
                       {},
                       &Subjects::history_rows,
                       3,
                       &Subjects::inside_runs,
                       "getSampleHistory/ok",
                       "the sample has fewer than two results, or no total says how many: name a "
                       "sample that was tested in two runs with --sample-id",
                       "the sample has no result, or no total says how many: name a sample that "
                       "was tested in some run with --sample-id"};
  return {walk_probe(errors),
          asked_in_turn(beyond(errors, "last_row", -1, "1")),
          first_in_turn(beyond(errors, "at_the_end", 0, "1")),
          walk_probe(history),
          beyond(history, "at_the_end", 0, nullptr),
          beyond(history, "past_the_end", 1000, "1")};
}

}  // namespace sp::contract::pagination
