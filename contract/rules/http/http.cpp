// The family `http`: what any HTTP client, proxy or cache relies on, whatever the API.
#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/http_date.h>

#include "exchange/excerpt.h"
#include "rules/catalogue.h"
#include "rules/http/codings.h"

namespace sp::contract {

namespace {

// What the same path was answered by GET, asked by the same kind of client; null when nobody asked.
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

// A length is of one form of the body: the same status in the same coding. GET may have come in
// chunks, which have none to compare.
void same_length(const Exchange& exchange, const Exchange& get, Verdict& verdict) {
  const auto length = stated_length(exchange);
  const auto wanted = stated_length(get);
  const bool same_form = exchange.response->status == get.response->status &&
                         http::codings_of(exchange) == http::codings_of(get);
  if (!same_form || !length || !wanted || *length == *wanted) return;
  verdict.fail(exchange, "", fmt::format("Content-Length: {}, as for GET, or none", *wanted),
               fmt::format("Content-Length: {}", excerpt(*length)), {&get});
}

// GET is what the contract has; HEAD is answered as GET without its body, or refused. An id that
// the user named may be of nothing: then GET says so, too.
void head(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (exchange->request.method != "HEAD" || status == 429) continue;
    const Exchange* get = by_get(evidence, *exchange);
    // Where no GET was asked, only a request that is good by itself tells.
    if (!get && exchange->expectation != Expectation::success) continue;
    verdict.judged();
    const int wanted = get ? get->response->status : 200;
    if (status != wanted && status != 405) {
      verdict.fail(*exchange, "", fmt::format("status {} as for GET, or 405", wanted),
                   fmt::format("status {}", status));
    }
    if (const std::string& body = exchange->response->body; !body.empty()) {
      verdict.fail(*exchange, "", "nothing behind the headers",
                   fmt::format("{} bytes that begin {}", body.size(), excerpt(body)));
    }
  }
}

// A proxy that rewrites bodies may keep the length of what it got, which misleads nobody but who
// reserves room by it.
void head_length(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const bool is_head = exchange->request.method == "HEAD" && exchange->response->status != 429;
    const Exchange* get = is_head ? by_get(evidence, *exchange) : nullptr;
    if (!get || !stated_length(*exchange) || !stated_length(*get)) continue;
    verdict.judged();
    same_length(*exchange, *get, verdict);
  }
}

void conditional(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (!http::sent_header(exchange->request, "If-None-Match") || status == 429) continue;
    verdict.judged();
    if (status == 304 || status == 412 || status >= 500) {
      verdict.fail(*exchange, "", "the whole answer: no tag of it was ever given out",
                   fmt::format("status {}", status));
    }
  }
}

void no_redirect(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    verdict.judged();
    if (status < 300 || status > 399 || status == 304) continue;
    const auto places = exchange->response->header("Location");
    verdict.fail(*exchange, "", "an answer at the place that was asked",
                 fmt::format("status {}, {}", status,
                             places.empty() ? "no Location" : excerpt(places.front())));
  }
}

// HTTP/1.0 closes unless it says otherwise (RFC 9112 section 9.3).
bool says_close(const Response& response) {
  if (response.http_version == "HTTP/1.0") return true;
  const auto values = response.header("Connection");
  return std::any_of(values.begin(), values.end(), [](const std::string& value) {
    return schemas::same_ignoring_case(value, "close");
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
    verdict.fail(*last, "",
                 "a connection that serves more than one request, or `Connection: close`",
                 fmt::format("{} connections ended without a word", dropped));
  }
}

// By this header clients correct their clock before they wait for a Reset. One finding however
// many answers have it wrong.
void date(const Evidence& evidence, Verdict& verdict) {
  const Exchange* first = nullptr;
  std::string shown;
  std::size_t wrong = 0;
  std::size_t dates = 0;
  for (const Exchange* exchange : evidence.answers) {
    for (const std::string& value : exchange->response->header("Date")) {
      verdict.judged();
      ++dates;
      if (schemas::parse_http_date(value)) continue;
      if (wrong++ > 0) continue;
      first = exchange;
      shown = excerpt(value);
    }
  }
  if (!first) return;
  verdict.fail(*first, "", "a date such as \"Sat, 27 Jun 2026 12:42:03 GMT\"",
               fmt::format("Date: {}, as on {} of {} answers", shown, wrong, dates));
}

void same_again(const Evidence& evidence, Verdict& verdict) {
  std::vector<const Exchange*> successes;
  for (const Exchange* exchange : evidence.answers) {
    const auto& request = exchange->request;
    const auto* body = exchange->answered(200);
    if (!body || request.method != "GET" || !authenticates(request.credentials)) continue;
    const auto earlier =
        std::find_if(successes.begin(), successes.end(),
                     [&](const Exchange* known) { return known->request.path == request.path; });
    if (earlier == successes.end()) {
      successes.push_back(exchange);
      continue;
    }
    verdict.judged();
    if (!(*body == *(*earlier)->answered(200))) {
      verdict.fail(*exchange, "", "the answer that the same request got before",
                   fmt::format("another one: {}", body->dump(80)), {*earlier});
    }
  }
}

Probe head_probe(const schemas::Operation& operation, When when) {
  Probe probe =
      about_existing(operation, "head", Expectation::success, [](Values values, const Subjects&) {
        Call call{std::move(values), "HEAD"};
        // Whether a body follows, only the end of the connection tells.
        call.own_connection = true;
        return call;
      });
  probe.when = when;
  return probe;
}

Probe again(const schemas::Operation& operation, When when) {
  Probe probe =
      about_existing(operation, "again", Expectation::success, [](Values values, const Subjects&) {
        Call call{std::move(values)};
        call.own_connection = true;
        return call;
      });
  // Some time after the first.
  probe.after.push_back(operation.id + "/ok");
  probe.when = when;
  return probe;
}

std::vector<Probe> probes_of_the_family(const schemas::Api& api) {
  std::vector<Probe> all;
  for (const std::string_view id : operation_ids) {
    const When when = id == "getSampleHistory" ? When::planned : When::thorough;
    all.push_back(head_probe(*api.find(id), when));
    // The summary is asked again for the sake of `bearer`.
    if (id != "getRunSummary") all.push_back(again(*api.find(id), when));
  }
  return all;
}

}  // namespace

Family http_family(const Contract& contract) {
  return {"http",
          {
              {"head",
               "HEAD is answered as GET without a body, or refused with 405.",
               "Monitors and link checkers ask so; they must not wake anybody.",
               "RFC 9110 section 9.3.2",
               {"head"},
               {},
               head},
              {"head_length",
               "HEAD tells the length that the answer to GET has.",
               "A client that reserves room by it reserves too little, or shows a wrong size.",
               "RFC 9110 section 8.6",
               {"head"},
               {},
               head_length,
               Weight::note},
              {"conditional",
               "A condition that cannot hold changes nothing.",
               "A cache that gets 304 for what it does not have shows nothing at all.",
               "RFC 9110 section 13.1.2",
               {"severity_warning"},
               {"getErrorSummary"},
               conditional},
              {"gzip",
               "A compressed answer can be unpacked.",
               "Nearly every HTTP library asks for gzip unless told otherwise.",
               "RFC 9110 section 8.4",
               {"by_severity", "context_50", "platform"},
               {"getErrorSummary", "getDiff", "getSampleHistory"},
               http::gzip},
              {"plain_when_asked",
               "An answer is not compressed when the request does not accept it.",
               "A client without a decoder sees rubbish.",
               "RFC 9110 section 12.5.3",
               {"ok", "anonymous"},
               {},
               http::plain_when_asked},
              {"no_redirect",
               "Nothing is redirected.",
               "A token that follows a redirect to plain HTTP or to another host is lost.",
               "contract section 1 [S0-S4]",
               {"ok", "anonymous", "unknown"},
               {},
               no_redirect},
              {"keep_alive",
               "A connection serves more than one request.",
               "Setting up TLS anew costs a dashboard more than all its requests.",
               "RFC 9112 section 9.3",
               {"ok", "unknown"},
               {"getRunSummary"},
               keep_alive},
              {"same_again",
               "The same request gets the same answer again.",
               "An answer that depends on luck cannot be acted on.",
               "contract sections 2 to 6",
               {"again", "lower_case_scheme"},
               {},
               same_again},
              {"date",
               "A Date header is a date as HTTP has it.",
               "By it a client tells how far its own clock is off before it waits for a Reset.",
               "RFC 9110 section 5.6.7",
               {"ok", "anonymous", "unknown"},
               {},
               date,
               Weight::note},
          },
          probes_of_the_family(contract.api)};
}

}  // namespace sp::contract
