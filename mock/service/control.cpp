#include "service/control.h"

#include <cmath>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sp/mock/scenario.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>

#include "scenario/fault.h"
#include "scenario/form.h"
#include "scenario/problems.h"
#include "scenario/quirks_reader.h"
#include "service/journal_filter.h"
#include "service/own_machine.h"
#include "service/scenario_body.h"

namespace sp::mock {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view control_path = "/__mock/";

Response answer(int status, const Json& body) {
  Response response;
  response.status = status;
  response.headers.emplace_back("Content-Type", "application/json");
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  response.why = "control";
  return response;
}

Response no_content() {
  Response response;
  response.status = 204;
  response.why = "control";
  return response;
}

Response wrong(int status, const std::string& message) {
  return answer(status, {{"error", message}});
}

Response wrong_method(std::string_view allowed) {
  Response response = wrong(405, fmt::format("expected {}", allowed));
  response.headers.emplace_back("Allow", allowed);
  return response;
}

std::string_view path_of(const Request& request) {
  return std::string_view(request.target).substr(0, request.target.find('?'));
}

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

Json to_json(const FaultReport& fault) {
  return {{"id", fault.id},
          {"fault", Json::parse(fault.text, nullptr, false)},
          {"from_scenario", fault.from_scenario},
          {"matched", fault.matched},
          {"fired", fault.fired},
          {"problem", fault.problem.empty() ? Json(nullptr) : Json(fault.problem)},
          {"unused", fault.unused()}};
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

// Where the body stands in messages that name a file.
constexpr const char* body_name = "body";

// Whether something is only looked at. The server leaves the body of an answer to HEAD out.
bool is_reading(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

}  // namespace

bool Control::is_for(const Request& request) const {
  return path_of(request).starts_with(control_path) && !why_strange(request, own_host_);
}

std::optional<Response> Control::respond(const Request& request) {
  const std::string_view path = path_of(request);
  if (!path.starts_with(control_path)) return std::nullopt;
  if (const auto strange = why_strange(request, own_host_)) return wrong(403, *strange);
  if (const std::string* coding = request.header("Content-Encoding");
      coding && !schemas::same_ignoring_case(*coding, "identity")) {
    return wrong(415, "expected a body that is not compressed");
  }
  const std::string_view what = path.substr(control_path.size());
  constexpr std::string_view fault = "faults/";
  try {
    if (what == "requests") return requests(request);
    if (what == "faults") return faults(request);
    if (what.starts_with(fault)) return one_fault(request, what.substr(fault.size()));
    if (what == "reset") return reset(request);
    if (what == "scenario") return scenario(request);
    if (what == "clock") return clock(request);
    if (what == "quirks") return quirks(request);
    if (what == "health") return health(request);
  } catch (const ScenarioError& error) {
    return answer(400, to_json(error.problems()));
  } catch (const std::invalid_argument& error) {
    return wrong(400, error.what());
  }
  return wrong(404, "expected one of requests, faults, reset, scenario, quirks, clock, health");
}

Response Control::requests(const Request& request) {
  if (request.method == "DELETE") {
    if (request.target.find('?') != std::string::npos)
      return wrong(400, "expected no parameters, because DELETE removes all requests");
    service_.journal().clear();
    return no_content();
  }
  if (!is_reading(request)) return wrong_method("GET, HEAD, DELETE");
  Json rows = Json::array();
  const JournalFilter filter = JournalFilter::from(request.target);
  for (const RecordedRequest& row : filter.of(service_.journal().requests()))
    rows.push_back(to_json(row));
  return answer(200, {{"requests", std::move(rows)}});
}

Response Control::faults(const Request& request) {
  if (request.method == "DELETE") {
    service_.faults().end_added();
    return no_content();
  }
  if (request.method == "POST") {
    const Parts body(request.body, body_name);
    Problems problems(body);
    check_form(body, fault_schema(), problems);
    problems.raise();
    return answer(201, {{"id", service_.faults().add(fault_from(body.root()))}});
  }
  if (!is_reading(request)) return wrong_method("GET, HEAD, POST, DELETE");
  return answer(200, {{"faults", to_json(service_.faults().reports())},
                      {"ended_by_reset", to_json(service_.faults().retired())}});
}

Response Control::one_fault(const Request& request, std::string_view id) {
  if (request.method != "DELETE") return wrong_method("DELETE");
  const auto number = schemas::number_in(id);
  if (number && *number > 0 && service_.faults().end(static_cast<std::uint64_t>(*number))) {
    return no_content();
  }
  return wrong(404, "expected the id of a fault that has not ended");
}

Response Control::reset(const Request& request) {
  if (request.method != "POST") return wrong_method("POST");
  service_.reset();
  return no_content();
}

Response Control::scenario(const Request& request) {
  if (is_reading(request)) return answer(200, Json::parse(body_of(*service_.scenario())));
  if (request.method != "PUT") return wrong_method("GET, HEAD, PUT");
  try {
    const mock::Scenario loaded = scenario_from_body(request.body);
    service_.load(loaded.data(), true);
    return answer(200, {{"name", loaded.name()}});
  } catch (const ScenarioError& error) {
    return answer(422, to_json(error.problems()));
  }
}

Response Control::clock(const Request& request) {
  if (request.method == "POST") {
    const Parts body(request.body, body_name);
    Problems problems(body);
    problems.raise();
    const schemas::Value* seconds = body.root().find("advance_seconds");
    const auto number = seconds ? seconds->number() : std::nullopt;
    constexpr double century = 100 * 365.25 * 86400;
    if (!number || *number < 0 || *number > century) {
      return wrong(
          400, "expected {\"advance_seconds\": N} with N from 0 to 3155760000, which is a century");
    }
    service_.clock().advance(std::chrono::microseconds(std::llround(*number * 1e6)));
  } else if (!is_reading(request)) {
    return wrong_method("GET, HEAD, POST");
  }
  return answer(200, {{"now", schemas::format_date_time(service_.clock().now())}});
}

Response Control::quirks(const Request& request) {
  if (request.method == "PUT") {
    const Parts body(request.body, body_name);
    Problems(body).raise();
    const schemas::Value* value = body.root().find("quirks");
    if (!value || !is_list_of_quirks(*value)) {
      return wrong(400, "expected {\"quirks\": Q}, where Q is \"platform\" or a list of names");
    }
    service_.set_quirks(quirks_from(*value));
  } else if (!is_reading(request)) {
    return wrong_method("GET, HEAD, PUT");
  }
  return answer(200, {{"quirks", service_.quirks().names()}});
}

Response Control::health(const Request& request) {
  if (!is_reading(request)) return wrong_method("GET, HEAD");
  return answer(200, {{"status", "ok"},
                      {"scenario", service_.scenario()->settings.name},
                      {"revision", schemas::to_string(service_.revision())},
                      {"token", service_.token()}});
}

}  // namespace sp::mock
