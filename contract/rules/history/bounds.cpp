// A bound of time is an instant, in whatever zone it is written, and each row is on one side of it:
//   total(before 2026-06-09T00:00:00.500Z) = total(before 2026-06-08T12:00:00.500-12:00)
//   total(after t) + total(before t) = total()
// Both sides have what was created at the very instant t, so that they may add up to more where t
// is a whole second.
#include <algorithm>

#include <fmt/format.h>

#include "rules/history/filtered.h"

namespace sp::contract::history {

namespace {

// Whether the two lists are of the same sample and bound.
bool are_sides_of_one_bound(const List& after, const List& before) {
  const auto bound = schemas::parse_date_time(after.asked("created_after"));
  return bound && bound == schemas::parse_date_time(before.asked("created_before")) &&
         sample_of(*after.pages.front()) == sample_of(*before.pages.front());
}

void check_sides(const List& after, const List& before, const List& all, Verdict& verdict) {
  if (!all.total() || !after.total() || !before.total()) return;
  verdict.judged();
  const auto bound = schemas::parse_date_time(after.asked("created_after"));
  const auto sum = *after.total() + *before.total();
  const bool may_overlap = *bound == std::chrono::floor<std::chrono::seconds>(*bound);
  if (sum == *all.total() || (may_overlap && sum > *all.total())) return;
  std::vector<const Exchange*> against = exchanges_of(all.pages);
  against.push_back(&after.exchange());
  verdict.fail(
      before.exchange(), "/pagination/total",
      fmt::format("{}: {} has {}, and {} has {} of these", *all.total() - *after.total(),
                  path_of(all), counted(*all.total(), "row"), path_of(after), *after.total()),
      std::to_string(*before.total()), std::move(against));
}

void both_sides(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  const auto befores = lists_by(histories, "created_before");
  for (const List* after : lists_by(histories, "created_after")) {
    const List* all = histories.unfiltered(sample_of(*after->pages.front()));
    if (!all) continue;
    for (const List* before : befores) {
      if (are_sides_of_one_bound(*after, *before)) check_sides(*after, *before, *all, verdict);
    }
  }
}

void check_same_list(const List& one, const List& other, Verdict& verdict) {
  verdict.judged();
  if (one.total() && other.total() && one.total() != other.total()) {
    verdict.fail(
        other.exchange(), "/pagination/total",
        Differs{std::to_string(*one.total()), std::to_string(*other.total()), path_of(one)},
        {&one.exchange()});
    return;
  }
  const auto& rows = *one.pages.front()->rows;
  const auto& others = *other.pages.front()->rows;
  if (one.pages.front()->asked_offset != other.pages.front()->asked_offset) return;
  for (std::size_t i = 0; i < std::min(rows.size(), others.size()); ++i) {
    if (row_name(rows[i]) == row_name(others[i])) continue;
    verdict.fail(other.exchange(), "/data/" + std::to_string(i),
                 Differs{row_name(rows[i]), row_name(others[i]), path_of(one)}, {&one.exchange()});
    return;
  }
}

// Whether two lists by the filter are of one sample and one instant.
bool have_one_bound(const List& one, const List& other, std::string_view filter) {
  const auto bound = schemas::parse_date_time(one.asked(filter));
  return bound && bound == schemas::parse_date_time(other.asked(filter)) &&
         sample_of(*one.pages.front()) == sample_of(*other.pages.front());
}

void zone(const Evidence& evidence, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const std::string_view filter : {"created_after", "created_before"}) {
    const auto lists = lists_by(histories, filter);
    for (std::size_t b = 1; b < lists.size(); ++b) {
      for (std::size_t a = 0; a < b; ++a) {
        if (!have_one_bound(*lists[a], *lists[b], filter)) continue;
        check_same_list(*lists[a], *lists[b], verdict);
      }
    }
  }
}

}  // namespace

constexpr Rule both_sides_rule{
    .name = "both_sides",
    .title = "A history's rows before and after an instant are together all of its rows.",
    .why = "A client that fetches a history in slices of time would lose rows or see some twice.",
    .contract = citation,
    .probes = {"ok", "created_after", "created_before", "zone"},
    .operations = here,
    .judge = both_sides};

Probe zone_probe(const schemas::Operation& history) {
  // The zone that is farthest behind UTC: where it is ignored, the bound moves back, and what
  // was tested just before it is lost.
  constexpr int farthest_behind = -12;
  return bounded(history, "zone", "created_before", farthest_behind);
}

constexpr Rule zone_rule{.name = "zone",
                         .title = "A bound written in another time zone gives the same rows.",
                         .why =
                             "Clients send local time with its zone; were it ignored, results of "
                             "hours would be missing.",
                         .contract = citation,
                         .probes = {"created_before", "zone"},
                         .operations = here,
                         .judge = zone};

}  // namespace sp::contract::history
