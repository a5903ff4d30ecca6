// A Date header is a date as HTTP has it:
//   Date: Sat, 27 Jun 2026 12:42:03 GMT
#include <fmt/format.h>

#include <sp/schemas/http_date.h>

#include "exchange/excerpt.h"
#include "rules/http/http.h"

namespace sp::contract::http {

namespace {

// One finding however many answers have it wrong: it is one setting of the server.
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

}  // namespace

constexpr Rule date_rule{
    .name = "date",
    .title = "A Date header has the form that HTTP prescribes.",
    .why = "A client compares it with its own clock before it waits for X-RateLimit-Reset.",
    .contract = "RFC 9110 section 5.6.7",
    .probes = each_kind,
    .operations = {},
    .judge = date,
    .weight = Weight::note};

}  // namespace sp::contract::http
