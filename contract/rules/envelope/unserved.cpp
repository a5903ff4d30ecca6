// A request that no operation serves is refused for what is wrong with it:
//   GET /runs/1/summary/no-such-path    404
//   POST /runs/1/summary                405, with GET in its Allow header and without POST; so are
//                                       PUT, PATCH and DELETE
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/split.h>

#include "exchange/excerpt.h"
#include "rules/envelope/envelope.h"

namespace sp::contract::envelope {

namespace {

// Where the limit was reached, the answer does not tell what would have come.
bool limited(const Exchange& exchange) { return exchange.response->status == 429; }

// False for an answer of another status, which fails.
bool expect_status(const Exchange& exchange, int wanted, Verdict& verdict) {
  verdict.judged();
  const int status = exchange.response->status;
  if (status == wanted) return true;
  verdict.fail(exchange, "", fmt::format("status {}", wanted), fmt::format("status {}", status));
  return false;
}

void unknown_path(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.own) {
    if (!limited(*exchange)) expect_status(*exchange, 404, verdict);
  }
}

// Whether a list of methods, as in an Allow header, has that one.
bool names(std::string_view allow, std::string_view method) {
  const auto methods = schemas::comma_list(allow);
  return std::ranges::find(methods, method) != methods.end();
}

void wrong_method(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.own) {
    // Without a token, 401 may come first.
    const bool turned_away =
        exchange->response->status == 401 && !authenticates(exchange->request.credentials);
    if (limited(*exchange) || turned_away) continue;
    if (!expect_status(*exchange, 405, verdict)) continue;
    const auto allow = exchange->response->header("Allow");
    if (allow.empty() || !names(allow.front(), "GET")) {
      verdict.fail(*exchange, "",
                   Absent{"an Allow header that names GET",
                          allow.empty() ? "no Allow header" : excerpt(allow.front())});
    } else if (names(allow.front(), exchange->request.method)) {
      verdict.fail(
          *exchange, "",
          fmt::format("an Allow header without {}, which was refused", exchange->request.method),
          excerpt(allow.front()));
    }
  }
}

}  // namespace

namespace {

constexpr const char* methods[] = {"POST", "PUT", "PATCH", "DELETE"};
constexpr const char* other_methods[] = {"DELETE", "PUT", "PATCH"};
constexpr const char* post[] = {"POST"};

// What a request might change has to be nothing: only a POST, which would make something new, may
// name what is there.
Values unlikely_to_change(const std::string& method, const schemas::Operation& operation,
                          const Subjects& subjects) {
  Values values = any_values(operation, subjects);
  if (method == "POST") return values;
  return with(std::move(values), operation.parameters.front().name, subjects.unknown);
}

std::size_t place_of(const schemas::Operation& operation) {
  return static_cast<std::size_t>(std::ranges::find(operation_ids, operation.id) -
                                  std::ranges::begin(operation_ids));
}

}  // namespace

// With the token for one operation and without for the others: what is allowed does not depend on
// who asks, and the token's requests are scarce. A server that serves whatever is not a POST would
// do so for one of the others.
Probe wrong_method_probe(const schemas::Operation& operation) {
  const bool with_token = operation.id == "getRunSummary";
  Probe probe = always(operation, "wrong_method", Expectation::wrong_method,
                       [&operation, with_token](const Subjects& subjects) {
                         const std::string method = in_turn(methods, subjects, place_of(operation));
                         return Call{unlikely_to_change(method, operation, subjects), method,
                                     with_token ? Credentials::token : Credentials::none};
                       });
  probe.counts_for_token = with_token;
  return probe;
}

namespace {

// With the token, so that no 401 comes first; one of the methods at a time.
template <std::size_t count>
Probe by_token(const schemas::Operation& operation, std::string kind,
               const char* const (&each)[count]) {
  Probe probe = always(operation, std::move(kind), Expectation::wrong_method,
                       [&operation, &each](const Subjects& subjects) {
                         const std::string method = in_turn(each, subjects, place_of(operation));
                         return Call{unlikely_to_change(method, operation, subjects), method};
                       });
  probe.when = When::in_turn;
  return probe;
}

}  // namespace

Probe other_method_probe(const schemas::Operation& operation) {
  return by_token(operation, "other_method", other_methods);
}

// It is the method that is the likeliest to be served beside GET.
Probe post_probe(const schemas::Operation& operation) { return by_token(operation, "post", post); }

Probe unknown_path_probe(const schemas::Operation& operation) {
  return always(
      operation, "unknown_path", Expectation::not_found, [&operation](const Subjects& subjects) {
        return Call{any_values(operation, subjects), "GET", Credentials::token, "/no-such-path"};
      });
}

constexpr Rule unknown_path_rule{.name = "unknown_path",
                                 .title = "An unknown path is a 404.",
                                 .why = "A mistyped URL must look like one, not like a success.",
                                 .contract = "contract section 1 [B]",
                                 .probes = {"unknown_path"},
                                 .operations = {"getRunSummary"},
                                 .judge = unknown_path};

constexpr Rule wrong_method_rule{
    .name = "wrong_method",
    .title = "An unsupported method is a 405 whose Allow header names GET, and not that method.",
    .why = "HTTP libraries and proxies read the Allow header.",
    .contract = "contract section 1 [B]",
    .probes = {"wrong_method", "other_method", "post"},
    .operations = {},
    .judge = wrong_method};

}  // namespace sp::contract::envelope
