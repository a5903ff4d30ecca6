#include "session/reading.h"

#include <algorithm>
#include <set>
#include <string_view>

#include <sp/schemas/percent.h>

#include "probes/parameter_values.h"
#include "rules/parameters/parameters.h"
#include "session/request_line.h"

namespace sp::contract {

namespace {

bool names_one_twice(const Request& request) {
  std::set<std::string_view> names;
  return std::any_of(request.values.begin(), request.values.end(),
                     [&](const auto& value) { return !names.insert(value.first).second; });
}

bool names_an_unknown_one(const Request& request, const schemas::Operation& operation) {
  return std::any_of(request.values.begin(), request.values.end(),
                     [&](const auto& value) { return !operation.parameter(value.first); });
}

// Whether the contract leaves open what values that it documents come to: a NUL, a '%' without
// digits, two dates that are the wrong way round.
bool is_odd(const Request& request) {
  const bool has_nul =
      std::any_of(request.values.begin(), request.values.end(),
                  [](const auto& value) { return value.second.find('\0') != std::string::npos; });
  return has_nul || !schemas::is_percent_encoded(request.path) ||
         parameters::reversed_dates(request).has_value();
}

// What the contract says about the answer to a request that nobody explained.
Expectation expected_of(const Exchange& exchange, const schemas::Operation& operation) {
  const Request& request = exchange.request;
  // Without a token, either refusal may come first.
  if (request.method != "GET" && request.method != "HEAD") return Expectation::wrong_method;
  if (!authenticates(request.credentials)) return Expectation::unauthorized;
  // Which of two values counts, nobody says.
  if (names_one_twice(request)) return Expectation::tolerated;
  bool left_open = is_odd(request);
  for (const schemas::Parameter& parameter : operation.parameters) {
    const std::string* value = request.value(parameter.name);
    if (!value && parameter.required) return Expectation::refused;
    const Standing given = value ? standing(parameter, *value) : Standing::inside;
    if (given == Standing::outside) return Expectation::refused;
    left_open |= given == Standing::open;
  }
  // An unknown parameter is ignored as a rule; who refuses it departs from nothing.
  const int status = exchange.response ? exchange.response->status : 0;
  left_open |= status == 400 && names_an_unknown_one(request, operation);
  if (left_open) return Expectation::tolerated;
  // Whether what it names exists, only the answer tells.
  return status == 404 ? Expectation::not_found : Expectation::success;
}

// OPTIONS asks what a path takes; whoever tells it keeps to HTTP (RFC 9110 section 9.3.7), and the
// contract says nothing of it.
bool tells_what_is_allowed(const Exchange& exchange) {
  if (exchange.request.method != "OPTIONS" || !exchange.response) return false;
  const int status = exchange.response->status;
  return (status == 200 || status == 204) && !exchange.response->header("Allow").empty();
}

// What remains of an exchange that asked nothing that the catalogue documents.
void belongs_to_none(Exchange& exchange) {
  exchange.request.operation.clear();
  exchange.request.values.clear();
  exchange.expectation = Expectation::tolerated;
}

}  // namespace

void read_by(const Catalogue& catalogue, const std::vector<std::string>& probe_ids,
             Exchange& exchange) {
  Request& request = exchange.request;
  exchange.probes.clear();
  const schemas::Operation* operation = catalogue.api().find(request.operation);
  // Who does not say the route has a path that looks like it.
  const bool same_route =
      operation && (request.route.empty() ? operation_at(request.path, catalogue.api()) == operation
                                          : request.route == operation->path);
  if (!same_route || tells_what_is_allowed(exchange)) return belongs_to_none(exchange);
  request.values = values_in(request.path, *operation);
  const Expectation expected = expected_of(exchange, *operation);
  exchange.expectation = expected;
  for (const std::string& id : probe_ids) {
    const Probe* probe = catalogue.probe(id);
    // The other revision's probe of that name may have asked for a value that only it documents.
    const bool another =
        probe && probe->expectation == Expectation::success && expected == Expectation::refused;
    if (!probe || another) continue;
    if (exchange.probes.empty()) exchange.expectation = probe->expectation;
    exchange.probes.push_back(id);
  }
}

Transcript seen_by(const Catalogue& catalogue, const Transcript& transcript) {
  Transcript seen;
  for (const Exchange& original : transcript.exchanges()) {
    read_by(catalogue, original.probes, seen.add(original));
  }
  return seen;
}

}  // namespace sp::contract
