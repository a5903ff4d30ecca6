// The headers are there, and each is a whole number:
//   in `upstream`, each answer that counts    X-RateLimit-Limit, -Remaining and -Reset
//   in either revision, a 429                 these and Retry-After
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "exchange/excerpt.h"
#include "rules/rate_limit/rate_limit.h"

namespace sp::contract::rate_limit {

namespace {

void well_formed(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    for (const std::string_view name : headers) {
      for (const std::string& value : exchange->response->header(name)) {
        verdict.judged();
        const auto number = header_number(*exchange->response, name);
        const std::int64_t least = name == "X-RateLimit-Limit" ? 1 : 0;
        if (!schemas::is_digits(value) || !number || *number < least) {
          verdict.fail(*exchange, "", fmt::format("{}: an integer of at least {}", name, least),
                       fmt::format("{}: {}", name, excerpt(value)));
        }
      }
    }
  }
}

void expect_header(const LimitReading& reading, std::string_view name, Verdict& verdict) {
  if (!reading.exchange->response->header(name).empty()) return;
  verdict.fail(*reading.exchange, "", Absent{fmt::format("the header {}", name), "no such header"});
}

void on_every_answer(const Evidence& evidence, Verdict& verdict) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.counted) return;
    verdict.judged();
    for (const std::string_view name : {headers[0], headers[1], headers[2]}) {
      expect_header(reading, name, verdict);
    }
  });
}

// Both documents list the headers for each answer. In `published` only those of a 429 are promised.
bool promises_them_always(const Contract& contract) {
  return contract.revision == schemas::Revision::upstream;
}

void four_headers(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    for (const std::string_view name : headers) expect_header(reading, name, verdict);
  });
}

}  // namespace

constexpr Rule well_formed_rule{.name = "well_formed",
                                .title = "Rate-limit headers are whole numbers.",
                                .why = "Clients parse them to plan their requests.",
                                .contract = citation,
                                .probes = any_answer,
                                .operations = {},
                                .judge = well_formed,
                                .unjudged = no_headers};

constexpr Rule on_every_answer_rule{
    .name = "on_every_answer",
    .title = "Every answer has the three X-RateLimit headers.",
    .why = "A client that paces itself needs to know where it stands before the 429.",
    .contract = "contract section 1, rate limit [U]",
    .probes = any_answer,
    .operations = {},
    .judge = on_every_answer,
    .holds_in = promises_them_always};

constexpr Rule four_headers_rule{
    .name = "four_headers",
    .title = "A 429 has Retry-After and the three X-RateLimit headers.",
    .why = "Without them a client can only guess when to come back.",
    .contract = citation,
    .probes = limited_answer,
    .operations = {},
    .judge = four_headers,
    .unjudged = no_429};

}  // namespace sp::contract::rate_limit
