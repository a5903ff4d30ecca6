#include "record/kept_exchange.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include <sp/recordings/coding.h>
#include <sp/recordings/growing_har.h>
#include <sp/schemas/ascii.h>

namespace sp::mock {

namespace {

using std::chrono::steady_clock;

std::vector<std::string> content_codings(const recordings::Exchange& exchange) {
  std::vector<std::string> values;
  for (const auto& [name, value] : exchange.response_headers) {
    if (schemas::same_ignoring_case(name, "content-encoding")) values.push_back(value);
  }
  return recordings::codings_in(values);
}

// As every reader of HAR expects it: the text, and not what it was packed into.
void unpack(recordings::Exchange& exchange) {
  const auto codings = content_codings(exchange);
  if (codings.empty() || exchange.body.empty()) return;
  recordings::Decoded plain = recordings::decoded(exchange.body, codings, KeptExchange::most_kept);
  exchange.coding_problem = std::move(plain.problem);
  if (exchange.coding_problem.empty()) exchange.body = std::move(plain.text);
}

}  // namespace

KeptExchange::KeptExchange(const Upstream::Question& question) : begun_at_(steady_clock::now()) {
  exchange_.method = question.method;
  exchange_.path = question.target;
  exchange_.request_headers = question.headers;
  std::erase_if(exchange_.request_headers, [](const auto& header) {
    return schemas::same_ignoring_case(header.first, "host");  // the URL has it
  });
  exchange_.sent_at =
      std::chrono::time_point_cast<schemas::Instant::duration>(std::chrono::system_clock::now());
}

void KeptExchange::head(const AnswerHead& head) {
  exchange_.status = head.status;
  exchange_.http_version = head.version;
  exchange_.response_headers = head.headers;
}

void KeptExchange::body(std::string_view bytes) {
  exchange_.body_bytes += bytes.size();
  if (exchange_.body_bytes <= most_kept) {
    exchange_.body += bytes;
  } else {
    exchange_.body.clear();
    exchange_.body.shrink_to_fit();
  }
}

recordings::Exchange KeptExchange::finished(const UpstreamOutcome& outcome) {
  exchange_.took =
      std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begun_at_);
  exchange_.fault = (outcome.aborted ? recordings::aborted : "");
  exchange_.fault += outcome.fault;
  exchange_.unreachable = outcome.unreachable;
  exchange_.nothing_came = outcome.nothing_came;
  exchange_.reused_connection = outcome.reused_connection;
  if (!exchange_.fault.empty()) {
    // Half an answer tells nothing that can be believed.
    exchange_.status.reset();
    exchange_.response_headers.clear();
    exchange_.body.clear();
    exchange_.body_bytes = 0;
  } else if (exchange_.body_bytes > most_kept) {
    exchange_.over_budget = fmt::format("its body of {} bytes is longer than the {} that are kept",
                                        exchange_.body_bytes, most_kept);
  } else {
    unpack(exchange_);
  }
  return std::move(exchange_);
}

std::chrono::milliseconds KeptExchange::took() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - begun_at_);
}

}  // namespace sp::mock
