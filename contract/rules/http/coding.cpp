// An answer comes in a coding that the request accepts:
//   Accept-Encoding: gzip    gzip, deflate or none
//   identity, or gzip;q=0    none
//   no Accept-Encoding       any: RFC 9110 section 12.5.3
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/recordings/coding.h>

#include "exchange/excerpt.h"
#include "rules/http/http.h"

namespace sp::contract::http {

namespace {

bool accepts(const Exchange& exchange, std::string_view coding) {
  const std::string* accepted = sent_header(exchange.request, "Accept-Encoding");
  if (accepted) return recordings::accepts_coding(*accepted, coding);
  // Without the header a client takes anything; the suite itself always sends one.
  return exchange.probes.empty();
}

void gzip(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!accepts(*exchange, "gzip") || exchange->response->status == 429) continue;
    verdict.judged();
    if (!exchange->response->coding_problem.empty()) {
      verdict.fail(*exchange, "", "a body that is gzip as its Content-Encoding says, or plain",
                   exchange->response->coding_problem);
    }
    for (const std::string& coding : codings_of(*exchange)) {
      // A client that unpacks gzip unpacks deflate.
      if (coding == "deflate" || accepts(*exchange, coding)) continue;
      verdict.fail(*exchange, "", "Content-Encoding: gzip, or none",
                   fmt::format("Content-Encoding: {}", excerpt(coding)));
    }
  }
}

// One finding however many answers are compressed: it is one setting of the server.
void plain_when_asked(const Evidence& evidence, Verdict& verdict) {
  std::size_t plain = 0;
  std::vector<const Exchange*> compressed;
  for (const Exchange* exchange : evidence.answers) {
    if (accepts(*exchange, "gzip")) continue;
    verdict.judged();
    const auto codings = codings_of(*exchange);
    const bool uninvited = std::any_of(codings.begin(), codings.end(), [&](const auto& coding) {
      return !accepts(*exchange, coding);
    });
    if (uninvited) {
      compressed.push_back(exchange);
    } else {
      ++plain;
    }
  }
  if (compressed.empty()) return;
  const Exchange& first = *compressed.front();
  verdict.fail(first, "", "no Content-Encoding, as the request accepts none",
               fmt::format("Content-Encoding: {}, as on {} of {} answers",
                           excerpt(fmt::format("{}", fmt::join(codings_of(first), ", "))),
                           compressed.size(), compressed.size() + plain));
}

}  // namespace

constexpr Rule gzip_rule{.name = "gzip",
                         .title = "A compressed answer can be unpacked.",
                         .why = "Nearly every HTTP library asks for gzip unless told otherwise.",
                         .contract = "RFC 9110 section 8.4",
                         .probes = {"by_severity", "context_50", "platform"},
                         .operations = {"getErrorSummary", "getDiff", "getSampleHistory"},
                         .judge = gzip};

constexpr Rule plain_when_asked_rule{
    .name = "plain_when_asked",
    .title = "An answer is not compressed when the request does not accept it.",
    .why = "A client without a decoder sees rubbish.",
    .contract = "RFC 9110 section 12.5.3",
    .probes = {"ok", "anonymous"},
    .operations = {},
    .judge = plain_when_asked};

}  // namespace sp::contract::http
