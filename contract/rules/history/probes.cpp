// What the family asks of the first sample's history: each filter, and several together.
#include <chrono>

#include <fmt/format.h>

#include "rules/history/history.h"

namespace sp::contract::history {

namespace {

constexpr const char* no_time =
    "no row of a history says when it was tested: name a sample with results with --sample-id";

// The documented values of a parameter.
std::vector<std::string> values_of(const schemas::Operation& operation, std::string_view name) {
  std::vector<std::string> values;
  for (const schemas::Value& value : array_at(operation.parameter(name)->definition, "enum")) {
    if (value.string()) values.push_back(*value.string());
  }
  return values;
}

Probe each_status(const schemas::Operation& history) {
  const auto statuses = values_of(history, "status");
  return filtering(history, "status", statuses.size(), no_sample,
                   [statuses](const Values& sample, const Subjects&) {
                     std::vector<Call> calls;
                     for (const std::string& status : statuses) {
                       Call call{with(sample, "status", status)};
                       call.own_connection = status == "fail";
                       calls.push_back(std::move(call));
                     }
                     return calls;
                   });
}

// One of them asks for the largest page, compressed.
Probe each_platform(const schemas::Operation& history) {
  const auto platforms = values_of(history, "platform");
  return filtering(history, "platform", platforms.size(), no_sample,
                   [platforms](const Values& sample, const Subjects&) {
                     std::vector<Call> calls;
                     for (const std::string& platform : platforms) {
                       Call call{with(sample, "platform", platform)};
                       if (calls.empty()) {
                         call.values = with(std::move(call.values), "limit", "100");
                         call.headers = {{"Accept-Encoding", "gzip"}};
                       }
                       calls.push_back(std::move(call));
                     }
                     return calls;
                   });
}

// The instant just after a result was tested: half a second after a whole one, where no platform
// that counts in seconds creates a run, so that no run is on both sides of it. `zone` is hours
// ahead of UTC. Nothing where not every server's calendar has it.
std::optional<std::string> bound_after(schemas::Instant tested, int zone) {
  using std::chrono::seconds;
  auto second = std::chrono::floor<seconds>(tested);
  if (tested - second >= std::chrono::milliseconds(500)) second += seconds(1);
  const auto local = second + std::chrono::hours(zone);
  if (local < schemas::parse_date_time(earliest_bound) ||
      local > schemas::parse_date_time(latest_bound)) {
    return std::nullopt;
  }
  std::string text = schemas::format_date_time(local);
  text.pop_back();  // the Z
  return text + (zone == 0 ? ".500Z" : fmt::format(".500{:+03}:00", zone));
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
                     values = with(std::move(values), "created_after", earliest_bound);
                     values = with(std::move(values), "created_before", latest_bound);
                     return std::vector<Call>{{std::move(values)}};
                   });
}

}  // namespace

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
        const auto bound = subjects.tested ? bound_after(*subjects.tested, zone) : std::nullopt;
        if (!bound) return std::vector<Call>();
        return std::vector<Call>{{with(sample, filter, *bound)}};
      });
}

std::vector<Probe> probes(const schemas::Api& api) {
  const schemas::Operation& history = *api.find("getSampleHistory");
  std::vector<Probe> probes = {each_status(history),
                               each_platform(history),
                               bounded(history, "created_after", "created_after", 0),
                               bounded(history, "created_before", "created_before", 0),
                               zone_probe(history),
                               combined(history)};
  if (history.parameter("regression_test_id")) {
    probes.push_back(regression_test_probe(history));
    probes.push_back(foreign_test_probe(history));
  }
  return probes;
}

}  // namespace sp::contract::history
