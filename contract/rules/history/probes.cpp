// What the family asks of the first sample's history: each filter, and several together. Wrong
// filters would pass that
//   status, platform  are not looked at, where all rows have one value: so each value is asked for,
//                     and their totals add up; or look at the page that was cut: so one is asked
//                     for with a page of its own in some turns
//   branch_near       look for a beginning, without the case, or for a pattern
//   created_…         have the bound on the wrong side, or are not looked at: so the bound is in
//                     the middle of the rows
//   zone              leave the zone out
//   second_by_…       filter the first page only, or the list and not its total
//   combined          look at one of several filters, or for rows that fit any: so there are rows
//                     that fit but one, where the history has such; in some turns one of two bounds
//                     cuts
//   before_all, …     read a bound that is far away as none
#include <chrono>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/utf8.h>

#include "rules/history/filtered.h"

namespace sp::contract::history {

namespace {

constexpr const char* no_time =
    "no row of a history says when it was tested: name a sample with results with --sample-id";

constexpr const char* no_branch =
    "no row of a history names a branch: name a sample with results with --sample-id";

// A page that begins behind the first row. Of what a filter keeps by what rows show, nothing is
// lost to the suite: the whole history has it, and the total is there on each page.
void second_and_third(Call& call) {
  call.values = with(std::move(call.values), "limit", "2");
  call.values = with(std::move(call.values), "offset", "1");
}

Probe each_status(const schemas::Operation& history) {
  const auto statuses = values_of(history, "status");
  const bool of_results = status_is_of_result(history);
  return filtering(history, "status", statuses.size(), no_sample,
                   [statuses, of_results](const Values& sample, const Subjects&) {
                     std::vector<Call> calls;
                     for (const std::string& status : statuses) {
                       Call call{with(sample, "status", status)};
                       call.own_connection = status == "fail";
                       if (of_results && status == "pass") second_and_third(call);
                       calls.push_back(std::move(call));
                     }
                     return calls;
                   });
}

// One of them asks for the largest page, compressed.
Probe each_platform(const schemas::Operation& history) {
  const auto platforms = values_of(history, "platform");
  return filtering(history, "platform", platforms.size(), no_sample,
                   [platforms](const Values& sample, const Subjects& subjects) {
                     std::vector<Call> calls;
                     for (const std::string& platform : platforms) {
                       Call call{with(sample, "platform", platform)};
                       if (calls.empty()) {
                         call.values = with(std::move(call.values), "limit", "100");
                         call.headers = {{"Accept-Encoding", "gzip"}};
                       } else if (subjects.turn % 2 == 1) {
                         second_and_third(call);
                       }
                       calls.push_back(std::move(call));
                     }
                     return calls;
                   });
}

// What two bounds in turn show: that the fraction of a second counts, and that the instant itself
// is in.
enum class Bound { between_seconds, exact };
constexpr Bound bounds[] = {Bound::between_seconds, Bound::exact};

// The instant just after a result was tested: half a second after a whole one, where no platform
// that counts in seconds creates a run, so that no run is on both sides of it. Or the very second
// in which it was tested. `zone` is hours ahead of UTC. Nothing where not every server's calendar
// has it.
std::optional<std::string> bound_at(schemas::Instant tested, Bound bound, int zone) {
  using std::chrono::seconds;
  auto second = std::chrono::floor<seconds>(tested);
  if (tested - second >= std::chrono::milliseconds(500)) second += seconds(1);
  const bool exact = bound == Bound::exact && second >= tested;
  const auto local = second + std::chrono::hours(zone);
  if (local < schemas::parse_date_time(earliest_bound) ||
      local > schemas::parse_date_time(latest_bound)) {
    return std::nullopt;
  }
  std::string text = schemas::format_date_time(local);
  text.pop_back();  // the Z
  const char* fraction = exact ? "" : ".500";
  return text +
         (zone == 0 ? fmt::format("{}Z", fraction) : fmt::format("{}{:+03}:00", fraction, zone));
}

// What is nearly a branch of a row, and none: a branch is compared as a whole, and as it is.
std::string nearly(const std::string& branch, std::uint64_t turn) {
  const std::string upper = schemas::upper_case(branch);
  std::string other_case = upper == branch ? schemas::lower_case(branch) : upper;
  if (turn % 3 == 1 && other_case != branch) return other_case;
  if (turn % 3 == 2) return std::string(schemas::first_character(branch).bytes) + "%";
  const std::string_view beginning = schemas::front_of(branch, branch.size() - 1);
  return beginning.empty() ? branch + "x" : std::string(beginning);
}

Probe branch_near(const schemas::Operation& history) {
  return filtering(
      history, "branch_near", 1, no_branch, [](const Values& sample, const Subjects& subjects) {
        std::vector<Call> calls;
        if (subjects.branch.empty()) return calls;
        calls.push_back({with(sample, "branch", nearly(subjects.branch, subjects.turn))});
        return calls;
      });
}

// As many filters as a known row meets, all at once.
Probe combined(const schemas::Operation& history) {
  return filtering(history, "combined", 1, no_sample,
                   [](const Values& sample, const Subjects& subjects) {
                     Values values = sample;
                     if (!subjects.platform.empty()) {
                       values = with(std::move(values), "platform", subjects.platform);
                     }
                     if (!subjects.branch.empty()) {
                       values = with(std::move(values), "branch", subjects.branch);
                     }
                     // Neither of the two takes rows away, or one does as it does alone.
                     const auto cutting = cut(subjects);
                     const auto way = subjects.turn % 3;
                     values = with(std::move(values), "created_after",
                                   cutting && way == 1 ? *cutting : earliest_bound);
                     values = with(std::move(values), "created_before",
                                   cutting && way == 2 ? *cutting : latest_bound);
                     return std::vector<Call>{{std::move(values)}};
                   });
}

// By a bound that leaves nothing.
Probe leaving_nothing(const schemas::Operation& history, std::string kind, std::string filter,
                      const char* bound) {
  Probe probe =
      filtering(history, std::move(kind), 1, no_sample,
                [filter = std::move(filter), bound](const Values& sample, const Subjects&) {
                  return std::vector<Call>{{with(sample, filter, bound)}};
                });
  return asked_in_turn(std::move(probe));
}

// The filters of every revision.
constexpr const char* filters_on_pages[] = {"status", "platform", "branch", "created_after",
                                            "created_before"};

// The second row of those that a filter leaves, alone on its page: a server may filter the first
// page only, or not beside a limit, and count the next one without the filter.
Probe second_row(const schemas::Operation& history, const std::string& filter) {
  Probe probe = filtering(history, "second_by_" + filter, 1,
                          "no row of a history tells what to filter by: name a sample with results "
                          "with --sample-id",
                          [filter](const Values& sample, const Subjects& subjects) {
                            std::vector<Call> calls;
                            // By what failed, the sample is known.
                            const std::string value =
                                filter == "status" ? "fail" : value_seen(filter, subjects);
                            if (value.empty()) return calls;
                            Values values = with(sample, filter, value);
                            values = with(std::move(values), "limit", "1");
                            calls.push_back({with(std::move(values), "offset", "1")});
                            return calls;
                          });
  probe.when = When::in_turn;
  return probe;
}

}  // namespace

std::vector<std::string> values_of(const schemas::Operation& operation, std::string_view name) {
  std::vector<std::string> values;
  for (const schemas::Value& value : array_at(operation.parameter(name)->definition, "enum")) {
    if (value.string()) values.emplace_back(*value.string());
  }
  return values;
}

std::string value_seen(std::string_view filter, const Subjects& subjects) {
  if (filter == "platform") return subjects.platform;
  if (filter == "branch") return subjects.branch;
  return filter.starts_with("created_") ? cut(subjects).value_or("") : "";
}

std::optional<std::string> cut(const Subjects& subjects, int zone) {
  return subjects.tested ? bound_at(*subjects.tested, in_turn(bounds, subjects), zone)
                         : std::nullopt;
}

Probe filtering(const schemas::Operation& history, std::string kind, std::size_t at_most,
                std::string missing, MakeCalls calls) {
  return {history.id,
          std::move(kind),
          Expectation::success,
          {"getSampleHistory/ok"},
          at_most,
          [&history, calls = std::move(calls)](const Subjects& subjects) -> std::vector<Call> {
            const auto known = existing(history, subjects);
            return known.empty() ? std::vector<Call>() : calls(known.front(), subjects);
          },
          std::move(missing)};
}

Probe bounded(const schemas::Operation& history, std::string kind, std::string filter, int zone) {
  return filtering(
      history, std::move(kind), 1, no_time,
      [filter = std::move(filter), zone](const Values& sample, const Subjects& subjects) {
        const auto bound = cut(subjects, zone);
        if (!bound) return std::vector<Call>();
        return std::vector<Call>{{with(sample, filter, *bound)}};
      });
}

std::vector<Probe> probes(const schemas::Api& api) {
  const schemas::Operation& history = *api.find("getSampleHistory");
  std::vector<Probe> probes = {
      each_status(history),
      each_platform(history),
      bounded(history, "created_after", "created_after", 0),
      bounded(history, "created_before", "created_before", 0),
      first_in_turn(zone_probe(history)),
      combined(history),
      branch_near(history),
      leaving_nothing(history, "before_all", "created_before", earliest_bound),
      leaving_nothing(history, "after_all", "created_after", latest_bound)};
  for (Probe& probe : pair_probes(history)) probes.push_back(std::move(probe));
  for (const char* filter : filters_on_pages) probes.push_back(second_row(history, filter));
  if (history.parameter("regression_test_id")) {
    probes.push_back(regression_test_probe(history));
    probes.push_back(foreign_test_probe(history));
  }
  return probes;
}

}  // namespace sp::contract::history
