// A connection serves more than one request, unless the answer before says `Connection: close`:
//   5 answers, 1 of them on the connection of the one before       holds
//   5 answers that say nothing, each on a connection of its own    breaks
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

#include "rules/http/http.h"

namespace sp::contract::http {

namespace {

// HTTP/1.0 closes unless it says otherwise (RFC 9112 section 9.3).
bool says_close(const Response& response) {
  if (response.http_version == "HTTP/1.0") return true;
  const auto values = response.header("Connection");
  return std::any_of(values.begin(), values.end(), [](const std::string& value) {
    const auto options = schemas::comma_list(value);
    return std::any_of(options.begin(), options.end(), [](std::string_view option) {
      return schemas::same_ignoring_case(option, "close");
    });
  });
}

// A server may end a connection at any time; one that never keeps any has to say so.
void keep_alive(const Evidence& evidence, Verdict& verdict) {
  constexpr std::size_t enough = 5;
  const Exchange* before = nullptr;
  const Exchange* last = nullptr;
  std::size_t kept = 0;
  std::size_t dropped = 0;
  for (const Exchange* exchange : evidence.seen.exchanges()) {
    // What somebody else recorded does not tell which connection it was on.
    if (!exchange->response || exchange->probes.empty()) continue;
    if (exchange->request.own_connection) continue;
    if (before && !says_close(*before->response)) {
      ++(exchange->response->reused_connection ? kept : dropped);
      last = exchange;
    }
    before = exchange;
  }
  if (kept + dropped < enough) return;
  verdict.judged();
  if (kept == 0) {
    verdict.fail(
        *last, "", "a connection that serves more than one request, or `Connection: close`",
        fmt::format("{} connections that ended after one request without saying so", dropped));
  }
}

}  // namespace

constexpr Rule keep_alive_rule{
    .name = "keep_alive",
    .title = "A connection serves more than one request.",
    .why = "Setting up TLS for each request costs a dashboard more than the requests themselves.",
    .contract = "RFC 9112 section 9.3",
    .probes = {"ok", "unknown"},
    .operations = {"getRunSummary"},
    .judge = keep_alive};

}  // namespace sp::contract::http
