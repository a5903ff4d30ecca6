#include "import/imported.h"

#include <chrono>

#include <sp/schemas/date_time.h>
#include <sp/schemas/http_date.h>

namespace sp::mock::testing {

RecordedExchange made_up_answer(const std::string& path, const std::string& body, int seconds) {
  RecordedExchange row{{}, "made-up.har", static_cast<std::size_t>(seconds) + 1};
  row.exchange.method = "GET";
  row.exchange.path = path;
  row.exchange.credentials = "token";
  row.exchange.status = 200;
  row.exchange.body = body;
  row.exchange.sent_at =
      *schemas::parse_date_time("2026-06-27T12:00:00Z") + std::chrono::seconds(seconds);
  row.exchange.response_headers = {{"Content-Type", "application/json"},
                                   {"Date", schemas::format_http_date(row.exchange.sent_at)}};
  return row;
}

}  // namespace sp::mock::testing
