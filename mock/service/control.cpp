#include "service/control.h"

#include <chrono>
#include <cmath>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <sp/mock/scenario.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>

#include "scenario/fault.h"
#include "scenario/form.h"
#include "scenario/problems.h"
#include "scenario/quirks_reader.h"
#include "service/control_json.h"
#include "service/fault_filter.h"
#include "service/journal_filter.h"
#include "service/own_machine.h"
#include "service/scenario_body.h"
#include "service/world_links.h"

namespace sp::mock {

namespace {

using Json = ControlJson;

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

// Where the body stands in messages that name a file.
constexpr const char* body_name = "body";

// Whether something is only looked at. The server leaves the body of an answer to HEAD out.
bool is_reading(const Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

// An id as it stands in a path; nullopt if no request or fault could have it.
std::optional<std::uint64_t> id_in(std::string_view text) {
  const auto number = schemas::number_in(text);
  if (!number || *number <= 0) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

// How far {"advance_seconds": N} or {"to": "2026-06-27T14:00:00Z"} moves a clock that shows `now`.
// Throws std::invalid_argument.
Clock::Duration step_in(const schemas::Value& body, schemas::Instant now) {
  if (const schemas::Value* to = body.find("to"); to && !body.find("advance_seconds")) {
    const auto instant = to->string() ? schemas::parse_date_time(*to->string()) : std::nullopt;
    if (!instant || *instant < now) {
      throw std::invalid_argument(fmt::format(
          "expected {{\"to\": T}} with T a date-time that is not before {}, which the clock shows: "
          "it cannot go back, but POST /__mock/reset restarts it",
          schemas::format_date_time(now)));
    }
    return *instant - now;
  }
  const schemas::Value* seconds = body.find("advance_seconds");
  const auto number = seconds ? seconds->number() : std::nullopt;
  constexpr double century = 100 * 365.25 * 86400;
  if (!number || *number < 0 || *number > century || body.find("to")) {
    throw std::invalid_argument(
        "expected {\"advance_seconds\": N} with N from 0 to 3155760000, which is a century, or "
        "{\"to\": T} with T a date-time");
  }
  return std::chrono::microseconds(std::llround(*number * 1e6));
}

// Throws ScenarioError.
std::shared_ptr<const Fault> fault_in(const std::string& text) {
  const Parts body(text, body_name);
  Problems problems(body);
  check_form(body, fault_schema(), problems);
  problems.raise();
  return fault_from(body.root());
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
  try {
    return answer_part(path.substr(control_path.size()), request);
  } catch (const ScenarioError& error) {
    return answer(400, to_json(error.problems()));
  } catch (const std::invalid_argument& error) {
    return wrong(400, error.what());
  }
}

const std::vector<Control::Part>& Control::parts() {
  static const std::vector<Part> parts = {
      {"requests", &Control::requests},  {"faults", &Control::faults}, {"reset", &Control::reset},
      {"scenario", &Control::scenario},  {"quirks", &Control::quirks}, {"clock", &Control::clock},
      {"health", &Control::health},      {"limits", &Control::limits}, {"world", &Control::world},
      {"scenarios", &Control::scenarios}};
  return parts;
}

Response Control::answer_part(std::string_view path, const Request& request) {
  constexpr std::string_view fault = "faults/";
  constexpr std::string_view recorded = "requests/";
  if (path.starts_with(fault)) return one_fault(request, path.substr(fault.size()));
  if (path.starts_with(recorded)) return one_request(request, path.substr(recorded.size()));
  std::string known;
  for (const Part& part : parts()) {
    if (part.path == path) return (this->*part.answer)(request);
    known += (known.empty() ? "" : ", ") + std::string(part.path);
  }
  return wrong(404, "expected one of " + known);
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
  JournalPart part = service_.journal().after(filter.after());
  for (const RecordedRequest& row : filter.of(std::move(part.requests)))
    rows.push_back(to_json(row));
  return answer(200, {{"requests", std::move(rows)}, {"first", part.first}, {"last", part.last}});
}

Response Control::one_request(const Request& request, std::string_view number) {
  if (!is_reading(request)) return wrong_method("GET, HEAD");
  const auto wanted = id_in(number);
  const auto entry = wanted ? service_.journal().find(*wanted) : std::nullopt;
  if (!entry) return wrong(404, "expected the number of a request that is in the journal");
  return answer(200, to_json(*entry));
}

Response Control::faults(const Request& request) {
  if (request.method == "DELETE") {
    service_.faults().end_added();
    return no_content();
  }
  if (request.method == "POST") {
    return answer(201, {{"id", service_.faults().add(fault_in(request.body))}});
  }
  if (!is_reading(request)) return wrong_method("GET, HEAD, POST, DELETE");
  return answer(200,
                {{"faults", to_json(wanted_faults(request.target, service_.faults().reports()))},
                 {"ended_by_reset", to_json(service_.faults().retired())}});
}

Response Control::one_fault(const Request& request, std::string_view id) {
  const bool replaces = request.method == "PUT";
  if (!replaces && request.method != "DELETE") return wrong_method("PUT, DELETE");
  constexpr const char* unknown = "expected the id of a fault that has not ended";
  const auto number = id_in(id);
  if (!number) return wrong(404, unknown);
  if (replaces) {
    if (!service_.faults().replace(*number, fault_in(request.body))) return wrong(404, unknown);
    return answer(200, {{"id", *number}});
  }
  return service_.faults().end(*number) ? no_content() : wrong(404, unknown);
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
    const mock::Scenario loaded = scenario_from_body(request.body, folder_);
    service_.load(loaded.data(), true);
    return answer(200, {{"name", loaded.name()}});
  } catch (const ScenarioError& error) {
    return answer(422, to_json(error.problems()));
  }
}

Response Control::scenarios(const Request& request) {
  if (!is_reading(request)) return wrong_method("GET, HEAD");
  Json bundled = Json::array();
  for (const mock::Scenario::Listed& row : mock::Scenario::list()) {
    bundled.push_back({{"name", row.name}, {"description", row.description}});
  }
  const Settings& served = service_.scenario()->settings;
  return answer(200, {{"served", {{"name", served.name}, {"description", served.description}}},
                      {"bundled", std::move(bundled)},
                      {"files", folder_.names()}});
}

Response Control::world(const Request& request) {
  if (!is_reading(request)) return wrong_method("GET, HEAD");
  return answer(200, to_json(links_of(service_.snapshot())));
}

Response Control::limits(const Request& request) {
  if (request.method == "DELETE") {
    service_.limiter().clear();
    return no_content();
  }
  if (!is_reading(request)) return wrong_method("GET, HEAD, DELETE");
  return answer(200,
                to_json(service_.rate_limit(), service_.limiter().windows(service_.clock().now()),
                        service_.scenario()->settings.tokens));
}

Response Control::clock(const Request& request) {
  if (request.method == "POST") {
    const Parts body(request.body, body_name);
    Problems(body).raise();
    service_.clock().advance(step_in(body.root(), service_.clock().now()));
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
