#include "rules/http/codings.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/ascii.h>

#include "exchange/excerpt.h"
#include "exchange/gzip.h"

namespace sp::contract::http {

const std::string* sent_header(const Request& request, std::string_view name) {
  const auto found = std::find_if(
      request.headers.begin(), request.headers.end(),
      [&](const auto& header) { return schemas::same_ignoring_case(header.first, name); });
  return found == request.headers.end() ? nullptr : &found->second;
}

std::vector<std::string> codings_of(const Exchange& exchange) {
  return codings_in(exchange.response->header("Content-Encoding"));
}

namespace {

bool accepts(const Exchange& exchange, std::string_view coding) {
  const std::string* accepted = sent_header(exchange.request, "Accept-Encoding");
  if (accepted) return accepts_coding(*accepted, coding);
  // Without the header a client takes anything; the suite itself always sends one.
  return exchange.probes.empty();
}

}  // namespace

void gzip(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!accepts(*exchange, "gzip") || exchange->response->status == 429) continue;
    verdict.judged();
    if (!exchange->response->coding_problem.empty()) {
      verdict.fail(*exchange, "", "a body that is gzip as its Content-Encoding says, or plain",
                   exchange->response->coding_problem);
    }
    for (const std::string& coding : codings_of(*exchange)) {
      // Who unpacks gzip unpacks deflate.
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
  verdict.fail(first, "", "no coding: the request accepts none",
               fmt::format("Content-Encoding: {}, as on {} of {} answers",
                           excerpt(fmt::format("{}", fmt::join(codings_of(first), ", "))),
                           compressed.size(), compressed.size() + plain));
}

}  // namespace sp::contract::http
