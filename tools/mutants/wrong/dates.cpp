// Bounds of a history that compare other times, or otherwise.
#include <chrono>
#include <optional>

#include <fmt/format.h>

#include <sp/schemas/date_time.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

using schemas::Instant;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Whether a run is on the right side of a bound, which is `after` or before.
using OnSide = bool (*)(const mock::Run& run, Instant bound, bool after);

bool side(Instant time, Instant bound, bool after) { return after ? time >= bound : time <= bound; }

bool without_its_instant(const mock::Run& run, Instant bound, bool after) {
  return after ? run.created_at > bound : run.created_at < bound;
}
bool by_day(const mock::Run& run, Instant bound, bool after) {
  return side(floor<days>(run.created_at), floor<days>(bound), after);
}
bool by_hour(const mock::Run& run, Instant bound, bool after) {
  return side(floor<hours>(run.created_at), floor<hours>(bound), after);
}
bool by_minute(const mock::Run& run, Instant bound, bool after) {
  return side(floor<minutes>(run.created_at), floor<minutes>(bound), after);
}
bool day_of_bound(const mock::Run& run, Instant bound, bool after) {
  return side(run.created_at, floor<days>(bound), after);
}
bool second_late(const mock::Run& run, Instant bound, bool after) {
  return side(run.created_at, bound + seconds(1), after);
}
bool hour_late(const mock::Run& run, Instant bound, bool after) {
  return side(run.created_at, bound + hours(1), after);
}
bool by_start(const mock::Run& run, Instant bound, bool after) {
  return side(run.started_at.value_or(run.created_at), bound, after);
}
bool by_end(const mock::Run& run, Instant bound, bool after) {
  return side(run.reported_at().value_or(run.created_at), bound, after);
}
bool started_only(const mock::Run& run, Instant bound, bool after) {
  return run.started_at && side(run.created_at, bound, after);
}
bool ended_only(const mock::Run& run, Instant bound, bool after) {
  return run.completed_at && side(run.created_at, bound, after);
}
bool other_side(const mock::Run& run, Instant bound, bool after) {
  return side(run.created_at, bound, !after);
}
bool by_time_of_day(const mock::Run& run, Instant bound, bool after) {
  const auto of = [](Instant time) { return time - floor<days>(time); };
  return after ? of(run.created_at) >= of(bound) : of(run.created_at) <= of(bound);
}

struct Reading {
  const char* name;
  const char* does;
  OnSide on_side;
};

constexpr Reading readings[] = {
    {"exclusive", "leaves out a run of that very instant", without_its_instant},
    {"by_day", "compares days", by_day},
    {"by_hour", "compares hours", by_hour},
    {"by_minute", "compares minutes", by_minute},
    {"day_of_bound", "compares with the beginning of the bound's day", day_of_bound},
    {"second_late", "compares with a second later", second_late},
    {"hour_late", "compares with an hour later", hour_late},
    {"by_start", "compares when a run started", by_start},
    {"by_end", "compares when a run was tested", by_end},
    {"started_only", "knows started runs only", started_only},
    {"ended_only", "knows completed runs only", ended_only},
    {"other_side", "compares the wrong way round", other_side},
    {"time_of_day", "compares times of day", by_time_of_day},
};

Behaviour reading(Right& right, const std::string& parameter, OnSide on_side) {
  return [&right, parameter, on_side](const Call& call, mock::Response& answer) {
    const auto text = call.get(parameter);
    if (call.operation != "getSampleHistory" || !is_ok(answer) || !text) return;
    const auto bound = schemas::parse_date_time(*text);
    if (!bound) return;
    auto rows = right.rows(call.with(parameter, std::nullopt));
    std::erase_if(rows, [&](const Json& row) {
      const mock::Run* run = right.world().run(row.at("run_id").get<std::int64_t>());
      return !on_side(*run, *bound, parameter == "created_after");
    });
    page(answer, call, rows);
  };
}

// The bound is read as another text.
using Spelling = std::optional<std::string> (*)(const std::string& text);

// The place of the zone; the end of the text where there is none.
std::size_t zone_of(const std::string& text) {
  const auto place = text.find_first_of("Zz+", 10);
  if (place != std::string::npos) return place;
  const auto minus = text.find('-', 11);
  return minus == std::string::npos ? text.size() : minus;
}
std::optional<std::string> zone_dropped(const std::string& text) {
  return text.size() < 19 ? std::nullopt : std::optional(text.substr(0, zone_of(text)) + "Z");
}
std::optional<std::string> zone_turned(const std::string& text) {
  std::string made = text;
  const auto zone = text.size() < 19 ? std::string::npos : zone_of(text);
  if (zone >= text.size() || (text[zone] != '+' && text[zone] != '-')) return std::nullopt;
  made[zone] = text[zone] == '+' ? '-' : '+';
  return made;
}
std::optional<std::string> fraction_dropped(const std::string& text) {
  const auto point = text.find('.');
  if (point == std::string::npos || text.size() < 19) return std::nullopt;
  return text.substr(0, point) + text.substr(zone_of(text));
}
std::optional<std::string> zone_of_hours(const std::string& text) {
  if (text.size() < 25 || text[text.size() - 3] != ':') return std::nullopt;
  return text.substr(0, text.size() - 2) + "00";
}
std::optional<std::string> seconds_dropped(const std::string& text) {
  return text.size() < 19 ? std::nullopt
                          : std::optional(text.substr(0, 17) + "00" + text.substr(zone_of(text)));
}
std::optional<std::string> day_alone(const std::string& text) {
  return text.size() == 10 ? std::optional(text + "T00:00:00Z") : std::nullopt;
}
std::optional<std::string> zone_missing(const std::string& text) {
  return text.size() == 19 ? std::optional(text + "Z") : std::nullopt;
}
std::optional<std::string> blank_between(const std::string& text) {
  if (text.size() < 20 || text[10] != ' ') return std::nullopt;
  return text.substr(0, 10) + 'T' + text.substr(11);
}

struct Other {
  const char* name;
  const char* does;
  Spelling spelling;
};

constexpr Other others[] = {
    {"zone_dropped", "forgets the zone", zone_dropped},
    {"zone_turned", "adds the zone instead of subtracting it", zone_turned},
    {"fraction_dropped", "forgets the fraction of the second", fraction_dropped},
    {"zone_of_hours", "reads the hours of the zone only", zone_of_hours},
    {"seconds_dropped", "forgets the seconds", seconds_dropped},
    {"day_alone", "takes a day alone for its beginning", day_alone},
    {"zone_missing", "takes a time without a zone for UTC", zone_missing},
    {"blank_between", "takes a blank between day and time", blank_between},
};

Behaviour spelled(Right& right, const std::string& parameter, Spelling spelling) {
  return [&right, parameter, spelling](const Call& call, mock::Response& answer) {
    const auto text = call.get(parameter);
    if (call.operation != "getSampleHistory" || !text) return;
    const auto other = spelling(*text);
    if (!other) return;
    const mock::Response meant = right.ask(call.with(parameter, *other));
    if (is_ok(meant)) replace(answer, meant);
  };
}

// What a history does with bounds that are the wrong way round.
Behaviour turned(Right& right, bool swapped) {
  return [&right, swapped](const Call& call, mock::Response& answer) {
    const auto after = call.get("created_after");
    const auto before = call.get("created_before");
    if (call.operation != "getSampleHistory" || answer.status != 400 || !after || !before) return;
    const mock::Response meant =
        right.ask(swapped ? call.with("created_after", before).with("created_before", after)
                          : call.with("created_before", std::nullopt)
                                .with("created_after", "9999-12-31T00:00:00Z"));
    if (is_ok(meant)) replace(answer, meant);
  };
}

}  // namespace

Wrongs wrong_dates(schemas::Revision) {
  Wrongs made;
  for (const std::string parameter : {"created_after", "created_before"}) {
    const std::string prefix = fmt::format("getSampleHistory/implementation/{}", parameter);
    for (const Reading& row : readings) {
      made.push_back({fmt::format("{}/{}", prefix, row.name),
                      fmt::format("{} {}", parameter, row.does),
                      [parameter, on_side = row.on_side](Right& right) {
                        return reading(right, parameter, on_side);
                      }});
    }
    for (const Other& row : others) {
      made.push_back({fmt::format("{}/{}", prefix, row.name),
                      fmt::format("{} {}", parameter, row.does),
                      [parameter, spelling = row.spelling](Right& right) {
                        return spelled(right, parameter, spelling);
                      }});
    }
  }
  made.push_back({"getSampleHistory/implementation/bounds/swapped",
                  "turns bounds round that are the wrong way round",
                  [](Right& right) { return turned(right, true); }});
  made.push_back({"getSampleHistory/implementation/bounds/empty",
                  "finds nothing between bounds that are the wrong way round",
                  [](Right& right) { return turned(right, false); }});
  return made;
}

}  // namespace sp::mutants
