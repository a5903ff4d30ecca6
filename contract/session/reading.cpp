#include "session/reading.h"

#include "probes/parameter_values.h"
#include "session/request_line.h"

namespace sp::contract {

namespace {

// What the contract says about the answer to a request that nobody explained.
Expectation expected_of(const Exchange& exchange, const schemas::Operation& operation) {
  const Request& request = exchange.request;
  if (!authenticates(request.credentials)) return Expectation::unauthorized;
  if (request.method != "GET" && request.method != "HEAD") return Expectation::wrong_method;
  bool left_open = false;
  for (const schemas::Parameter& parameter : operation.parameters) {
    const std::string* value = request.value(parameter.name);
    if (!value && parameter.required) return Expectation::refused;
    const Standing given = value ? standing(parameter, *value) : Standing::inside;
    if (given == Standing::outside) return Expectation::refused;
    left_open |= given == Standing::open;
  }
  if (left_open) return Expectation::tolerated;
  // Whether what it names exists, only the answer tells.
  const bool unknown = exchange.response && exchange.response->status == 404;
  return unknown ? Expectation::not_found : Expectation::success;
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
  if (!same_route) return belongs_to_none(exchange);
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
