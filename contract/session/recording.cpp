#include "session/recording.h"

#include <sp/recordings/redaction.h>

#include "exchange/budget.h"
#include "session/reading.h"
#include "session/request_line.h"

namespace sp::contract {

namespace {

RecordedExchange recorded_exchange(const Exchange& exchange,
                                   const recordings::Redaction& redaction) {
  RecordedExchange row;
  row.number = exchange.number;
  row.operation = exchange.request.operation;
  row.route = exchange.request.route;
  row.probes = exchange.probes;
  row.credentials = to_string(exchange.request.credentials);
  row.attempt = exchange.request.attempt;
  row.own_connection = exchange.request.own_connection;
  row.method = exchange.request.method;
  row.path = exchange.request.path;
  row.request_headers = exchange.request.headers;
  if (exchange.response) {
    row.status = exchange.response->status;
    row.response_headers = exchange.response->headers;
    row.body = exchange.response->body;
    row.body_bytes = exchange.response->body_bytes;
    row.coding_problem = exchange.response->coding_problem;
    row.over_budget = exchange.response->over_budget;
    row.http_version = exchange.response->http_version;
    row.reused_connection = exchange.response->reused_connection;
  }
  row.fault = exchange.fault;
  row.unreachable = exchange.unreachable;
  row.nothing_came = exchange.nothing_came;
  row.sent_at = exchange.sent_at;
  row.took = exchange.took;
  row.repeats = exchange.repeats;
  recordings::redact(row, redaction);
  return row;
}

}  // namespace

std::vector<RecordedExchange> recorded(const Transcript& transcript, const Target& target) {
  const recordings::Redaction redaction(target.token);
  std::vector<RecordedExchange> rows;
  for (const Exchange& exchange : transcript.exchanges()) {
    rows.push_back(recorded_exchange(exchange, redaction));
  }
  return rows;
}

namespace {

// Whom a recorded request came from. Recorders leave the Authorization header out, or write
// something in its place: where they do, a 401 tells that nobody was let in, a 429 nothing.
Credentials credentials_of(const RecordedExchange& recorded) {
  const Credentials said = parse_credentials(recorded.credentials).value_or(Credentials::token);
  const int status = recorded.status.value_or(0);
  const bool let_in = recorded.probes.empty() && status > 0 && status < 400;
  if (let_in && said == Credentials::none) return Credentials::token;
  const bool open = status == 0 || status == 401 || status == 429;
  return said == Credentials::unknown && !open ? Credentials::token : said;
}

std::optional<Response> response_of(const RecordedExchange& recorded, Budget& budget) {
  if (!recorded.status) return std::nullopt;
  Response response;
  response.status = *recorded.status;
  response.headers = recorded.response_headers;
  response.body = recorded.body;
  response.body_bytes = recorded.body_bytes;
  response.coding_problem = recorded.coding_problem;
  response.over_budget = recorded.over_budget;
  response.http_version = recorded.http_version;
  response.reused_connection = recorded.reused_connection;
  budget.take(response, recorded.method == "HEAD");
  return response;
}

Exchange exchange_of(const RecordedExchange& recorded, const Catalogue& catalogue,
                     std::optional<Response> response) {
  Exchange exchange;
  Request& request = exchange.request;
  request.method = recorded.method;
  request.path = recorded.path;
  request.credentials = credentials_of(recorded);
  request.headers = recorded.request_headers;
  request.own_connection = recorded.own_connection;
  request.attempt = recorded.attempt;
  const schemas::Operation* operation = recorded.operation.empty()
                                            ? operation_at(recorded.path, catalogue.api())
                                            : catalogue.api().find(recorded.operation);
  if (operation) request.operation = operation->id;
  request.route = recorded.route;
  exchange.response = std::move(response);
  exchange.fault = recorded.fault;
  exchange.unreachable = recorded.unreachable;
  exchange.nothing_came = recorded.nothing_came;
  exchange.sent_at = recorded.sent_at;
  exchange.took = recorded.took;
  exchange.repeats = recorded.repeats;
  read_by(catalogue, recorded.probes, exchange);
  return exchange;
}

}  // namespace

Transcript played_back(const std::vector<RecordedExchange>& exchanges, const Catalogue& catalogue) {
  Transcript transcript;
  Budget budget;
  for (const RecordedExchange& recorded : exchanges) {
    transcript.add(exchange_of(recorded, catalogue, response_of(recorded, budget)));
  }
  return transcript;
}

Transcript played_back(const std::vector<RecordedExchange>& exchanges, const Catalogue& catalogue,
                       const Transcript& played) {
  Transcript transcript;
  for (std::size_t i = 0; i < exchanges.size(); ++i) {
    transcript.add(exchange_of(exchanges[i], catalogue, played.exchanges()[i].response));
  }
  return transcript;
}

}  // namespace sp::contract
