#include "session/recording.h"

#include <algorithm>

#include "session/redaction.h"

namespace sp::contract {

namespace {

// What is never shown, whatever its value (RFC 9110 section 17.16).
bool is_secret(std::string_view header) {
  static constexpr std::string_view secret[] = {"authorization", "proxy-authorization", "cookie",
                                                "set-cookie", "set-cookie2"};
  std::string name(header);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::find(std::begin(secret), std::end(secret), name) != std::end(secret);
}

Headers shown(const Headers& headers, const Redaction& redaction) {
  Headers rows;
  for (const auto& [name, value] : headers) {
    if (!is_secret(name)) rows.emplace_back(redaction.of(name), redaction.of(value));
  }
  return rows;
}

RecordedExchange recorded_exchange(const Exchange& exchange, const Redaction& redaction) {
  RecordedExchange row;
  row.number = exchange.number;
  row.operation = exchange.request.operation;
  for (const Probe* probe : exchange.probes) row.probes.push_back(probe->id());
  row.credentials = to_string(exchange.request.credentials);
  row.attempt = exchange.request.attempt;
  row.own_connection = exchange.request.own_connection;
  row.method = exchange.request.method;
  row.path = redaction.of(exchange.request.path);
  row.request_headers = shown(exchange.request.headers, redaction);
  if (exchange.response) {
    row.status = exchange.response->status;
    row.response_headers = shown(exchange.response->headers, redaction);
    row.body = redaction.of(exchange.response->body);
    row.body_bytes = exchange.response->body_bytes;
    row.coding_problem = exchange.response->coding_problem;
    row.reused_connection = exchange.response->reused_connection;
  }
  row.fault = redaction.of(exchange.fault);
  row.unreachable = exchange.unreachable;
  row.nothing_came = exchange.nothing_came;
  row.sent_at = exchange.sent_at;
  row.took = exchange.took;
  row.repeats = exchange.repeats;
  return row;
}

}  // namespace

std::vector<RecordedExchange> recorded(const Transcript& transcript, const Target& target) {
  const Redaction redaction(target.token);
  std::vector<RecordedExchange> rows;
  for (const Exchange& exchange : transcript.exchanges()) {
    rows.push_back(recorded_exchange(exchange, redaction));
  }
  return rows;
}

}  // namespace sp::contract
