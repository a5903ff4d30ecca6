// HEAD is answered as GET is, without the body, or refused:
//   GET 200, HEAD 200, the same Content-Length or none    holds
//   GET 200, HEAD 405                                     holds
//   GET 200, HEAD 404 or 500                              breaks `head`
//   GET 200, HEAD 200 with a body                         breaks `head`
#include <optional>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/http/http.h"

namespace sp::contract::http {

namespace {

// The answer to GET of the same path, where both were sent with a token or both without one; null
// when nobody asked.
const Exchange* by_get(const Evidence& evidence, const Exchange& exchange) {
  for (const Exchange* other : evidence.answers) {
    const Request& request = other->request;
    if (request.method == "GET" && request.path == exchange.request.path &&
        authenticates(request.credentials) == authenticates(exchange.request.credentials) &&
        other->response->status != 429) {
      return other;
    }
  }
  return nullptr;
}

std::optional<std::string> stated_length(const Exchange& exchange) {
  const auto lengths = exchange.response->header("Content-Length");
  return lengths.size() == 1 ? std::optional(lengths.front()) : std::nullopt;
}

// Two lengths can be compared where status and coding are the same. An answer in chunks has none.
void same_length(const Exchange& exchange, const Exchange& get, Verdict& verdict) {
  const auto length = stated_length(exchange);
  const auto wanted = stated_length(get);
  const bool same_form =
      exchange.response->status == get.response->status && codings_of(exchange) == codings_of(get);
  if (!same_form || !length || !wanted || *length == *wanted) return;
  verdict.fail(exchange, "", fmt::format("Content-Length: {}, as for GET, or none", *wanted),
               fmt::format("Content-Length: {}", excerpt(*length)), {&get});
}

// An id that the user named may be of nothing: then GET says so, too.
void head(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (exchange->request.method != "HEAD" || status == 429) continue;
    const Exchange* get = by_get(evidence, *exchange);
    // Without a GET to compare with, only a request that ought to succeed tells.
    if (!get && exchange->expectation != Expectation::success) continue;
    verdict.judged();
    const int wanted = get ? get->response->status : 200;
    if (status != wanted && status != 405) {
      verdict.fail(*exchange, "", fmt::format("status {} as for GET, or 405", wanted),
                   fmt::format("status {}", status));
    }
    if (const std::string& body = exchange->response->body.text(); !body.empty()) {
      verdict.fail(*exchange, "", "no body",
                   fmt::format("{} bytes that begin {}", body.size(), excerpt(body)));
    }
  }
}

// A proxy that rewrites bodies may keep the length of what it got, which misleads only clients that
// reserve room by it.
void head_length(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const bool is_head = exchange->request.method == "HEAD" && exchange->response->status != 429;
    const Exchange* get = is_head ? by_get(evidence, *exchange) : nullptr;
    if (!get || !stated_length(*exchange) || !stated_length(*get)) continue;
    verdict.judged();
    same_length(*exchange, *get, verdict);
  }
}

}  // namespace

Probe head_probe(const schemas::Operation& operation) {
  return about_existing(operation, "head", Expectation::success,
                        [](Values values, const Subjects&) {
                          Call call{std::move(values), "HEAD"};
                          // Only the end of the connection tells whether a body follows.
                          call.own_connection = true;
                          return call;
                        });
}

constexpr Rule head_rule{
    .name = "head",
    .title = "HEAD is answered as GET without a body, or refused with 405.",
    .why = "Monitors and link checkers send HEAD; an error would raise a false alarm.",
    .contract = "RFC 9110 section 9.3.2",
    .probes = {"head"},
    .operations = {},
    .judge = head};

constexpr Rule head_length_rule{
    .name = "head_length",
    .title = "The Content-Length of the answer to HEAD is that of the answer to GET.",
    .why = "A client that reserves room by it reserves too little, or shows a wrong size.",
    .contract = "RFC 9110 section 8.6",
    .probes = {"head"},
    .operations = {},
    .judge = head_length,
    .weight = Weight::note};

}  // namespace sp::contract::http
