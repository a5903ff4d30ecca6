#include "service/control_json.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/date_time.h>

#include "scenario/target.h"

namespace sp::mock {

namespace {

using Json = ControlJson;

// Pairs as an object; a name that comes more than once has an array.
Json to_json(const std::vector<std::pair<std::string, std::string>>& pairs) {
  Json json = Json::object();
  for (const auto& [name, value] : pairs) {
    if (!json.contains(name)) {
      json[name] = value;
    } else if (json[name].is_array()) {
      json[name].push_back(value);
    } else {
      json[name] = Json::array({json[name], value});
    }
  }
  return json;
}

Json to_json(const FaultReport& fault) {
  return {{"id", fault.id},
          {"fault", Json::parse(fault.text, nullptr, false)},
          {"from_scenario", fault.from_scenario},
          {"matched", fault.matched},
          {"fired", fault.fired},
          {"problem", fault.problem.empty() ? Json(nullptr) : Json(fault.problem)},
          {"unused", fault.unused()},
          {"ended", fault.ended}};
}

// A bucket of the rate limiter, without its token.
std::string client_of(std::string_view bucket, const std::vector<Token>& tokens) {
  constexpr std::string_view of_token = "token ";
  if (!bucket.starts_with(of_token)) return std::string(bucket);
  const auto token =
      std::ranges::find(tokens, bucket.substr(of_token.size()),
                        [](const Token& known) -> std::string_view { return known.token; });
  if (token == tokens.end()) return "a token of another scenario";
  return fmt::format("token {}", token - tokens.begin() + 1);
}

}  // namespace

Json to_json(const RecordedRequest& request) {
  return {{"number", request.number},
          {"at", schemas::format_date_time(request.at)},
          {"method", request.method},
          {"path", request.path},
          {"query", to_json(request.query)},
          {"headers", to_json(request.headers)},
          {"operation", request.operation},
          {"parameters", to_json(request.parameters)},
          {"status", request.status},
          {"faults", request.faults},
          {"problems", request.problems},
          {"quirks", request.quirks},
          {"why", request.why}};
}

Json to_json(const JournalEntry& entry) {
  Json row = to_json(entry.request);
  row["target"] = entry.answer ? Json(entry.answer->target) : Json(nullptr);
  row["answer"] = nullptr;
  if (entry.answer) {
    row["answer"] = {{"headers", to_json(entry.answer->headers)}, {"body", entry.answer->body}};
  }
  return row;
}

Json to_json(const std::vector<FaultReport>& faults) {
  Json rows = Json::array();
  for (const FaultReport& fault : faults) rows.push_back(to_json(fault));
  return rows;
}

Json to_json(const std::vector<Problem>& problems) {
  Json rows = Json::array();
  for (const Problem& problem : problems) {
    rows.push_back({{"line", problem.line},
                    {"pointer", problem.pointer},
                    {"expected", problem.expected},
                    {"found", problem.found}});
  }
  return {{"problems", std::move(rows)}};
}

Json to_json(const WorldLinks& world) {
  Json groups = Json::array();
  for (const LinkGroup& group : world.groups) {
    Json links = Json::array();
    for (const Link& link : group.links) {
      links.push_back({{"operation", link.operation}, {"path", link.path}, {"about", link.about}});
    }
    groups.push_back({{"title", group.title}, {"about", group.about}, {"links", std::move(links)}});
  }
  return {{"base", base_path},
          {"runs", world.runs},
          {"results", world.results},
          {"samples", world.samples},
          {"groups", std::move(groups)}};
}

Json to_json(const std::optional<RateLimit>& limit, const std::vector<UsedWindow>& windows,
             const std::vector<Token>& tokens) {
  Json rows = Json::array();
  for (const UsedWindow& window : windows) {
    const schemas::Instant end{std::chrono::seconds(window.end)};
    rows.push_back({{"client", client_of(window.bucket, tokens)},
                    {"used", window.used},
                    {"ends", schemas::format_date_time(end)}});
  }
  return {{"limit", limit ? Json(limit->limit) : Json(nullptr)},
          {"window_seconds", limit ? Json(limit->window_seconds) : Json(nullptr)},
          {"windows", std::move(rows)}};
}

}  // namespace sp::mock
