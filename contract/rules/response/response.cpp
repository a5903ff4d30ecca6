// The family `response`: every answer is one that HTTP, JSON and the contract document
// allow at that place.
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

#include "exchange/excerpt.h"
#include "rules/catalogue.h"
#include "rules/response/bodies.h"
#include "rules/response/statuses.h"

namespace sp::contract {

namespace {

constexpr const char* section_1 = "contract section 1 [S0-S4]";

constexpr Names success = {"ok", "by_sample", "unified"};
// Every answer counts, whatever it was asked for; these are asked so that there are some of
// each kind.
constexpr Names each_kind = {"ok", "anonymous", "unknown"};

void answered(const Evidence& evidence, Verdict& verdict) {
  for ([[maybe_unused]] const Exchange* exchange : evidence.answers) verdict.judged();
  for (const Exchange* exchange : evidence.faults) {
    verdict.judged();
    verdict.fail(*exchange, "", "a complete HTTP response", exchange->fault);
  }
}

// "application/json", with parameters such as a charset or without.
bool is_json_type(std::string_view type) {
  return schemas::same_ignoring_case(schemas::trimmed(type.substr(0, type.find(';'))),
                                     "application/json");
}

void content_type(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!exchange->carries_body()) continue;
    verdict.judged();
    const auto types = exchange->response->header("Content-Type");
    if (types.empty()) {
      verdict.fail(*exchange, "", "Content-Type: application/json", "no Content-Type");
    } else if (!is_json_type(types.front())) {
      verdict.fail(*exchange, "", "Content-Type: application/json",
                   fmt::format("Content-Type: {}", excerpt(types.front())));
    }
  }
}

void content_length(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const auto lengths = exchange->response->header("Content-Length");
    if (lengths.empty() || !exchange->carries_body()) continue;
    verdict.judged();
    const std::string sent = std::to_string(exchange->response->body_bytes);
    if (lengths.front() != sent) {
      verdict.fail(*exchange, "", fmt::format("Content-Length: {}, the size of the body", sent),
                   fmt::format("Content-Length: {}", excerpt(lengths.front())));
    }
  }
}

void headers_once(const Evidence& evidence, Verdict& verdict) {
  // Headers that a response has one value of (RFC 9110 and the contract).
  static constexpr std::string_view single[] = {"Content-Type",
                                                "Content-Length",
                                                "Date",
                                                "Location",
                                                "Retry-After",
                                                "X-RateLimit-Limit",
                                                "X-RateLimit-Remaining",
                                                "X-RateLimit-Reset"};
  for (const Exchange* exchange : evidence.answers) {
    verdict.judged();
    for (const std::string_view name : single) {
      const auto values = exchange->response->header(name);
      const bool differ = std::any_of(values.begin(), values.end(),
                                      [&](const auto& value) { return value != values.front(); });
      if (differ) {
        verdict.fail(*exchange, "", fmt::format("one value of {}", name),
                     fmt::format("{} and {}", excerpt(values.front()), excerpt(values.back())));
      }
    }
  }
}

}  // namespace

Family response_family(const Contract&) {
  using namespace response;
  return {
      "response",
      {
          {"answered",
           "Every request gets a complete HTTP response.",
           "A client that waits for an answer that never comes hangs or retries forever.",
           section_1,
           each_kind,
           {},
           answered},
          {"status",
           "The status is one that the contract names.",
           "Clients branch on the status; one that nobody documented takes a branch nobody tested.",
           "contract section 1 [S0-S4, B]",
           each_kind,
           {},
           status},
          {"succeeds",
           "A request for something that exists is answered with 200.",
           "Nothing else can be done with an endpoint that does not answer.",
           section_1,
           success,
           {},
           succeeds},
          {"never_5xx",
           "No request makes the server fail.",
           "A client that is told of a failure asks again, and a failure that comes now and then "
           "is seen by its users first.",
           "contract section 1 [S0-S4, B]",
           each_kind,
           {},
           never_5xx},
          {"content_type",
           "The body is declared as application/json.",
           "HTTP libraries decide by this header whether to parse the body.",
           section_1,
           each_kind,
           {},
           content_type},
          {"json",
           "The body is one JSON value in UTF-8.",
           "A parser throws on anything else.",
           section_1,
           each_kind,
           {},
           json},
          {"unique_keys",
           "No object in the body has a member twice.",
           "Which of the two a client sees depends on its JSON library.",
           section_1,
           each_kind,
           {},
           unique_keys},
          {"integers",
           "Integers are written as integers.",
           "Typed clients refuse 1.0 or 1e3 where an integer is documented.",
           "contract sections 2 to 6",
           success,
           {},
           integers},
          {"schema",
           "A successful body matches the schema of its operation.",
           "Generated clients and typed models are built from that schema.",
           "contract sections 2 to 6",
           success,
           {},
           schema},
          {"ids",
           "The ids in the body are the ids that were asked for.",
           "A client that caches by id would show one thing under the name of another.",
           "contract sections 2, 4 and 5",
           success,
           {"getRunSummary", "getRunSample", "getDiff"},
           ids},
          {"content_length",
           "Content-Length is the size of the body.",
           "A wrong length cuts the body short or breaks the next response on the connection.",
           "RFC 9110 section 8.6",
           each_kind,
           {},
           content_length},
          {"headers_once",
           "A header with one meaning does not come with two values.",
           "Clients disagree on which of the two counts.",
           "RFC 9110 section 5.3",
           each_kind,
           {},
           headers_once},
          {"undocumented_members",
           "Members that the contract does not name are pointed out.",
           "What clients come to rely on ought to be documented; what is not may go any day.",
           "contract sections 1 to 6",
           each_kind,
           {},
           only_documented,
           Weight::note},
      }};
}

}  // namespace sp::contract
