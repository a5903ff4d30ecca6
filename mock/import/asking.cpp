#include "import/asking.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include <sp/recordings/near_token.h>
#include <sp/schemas/http_date.h>
#include <sp/schemas/number.h>

#include "service/error_answer.h"
#include "service/question.h"
#include "world/scenario_data.h"

namespace sp::mock {

namespace {

constexpr std::array names_of_ids = {"run_id", "sample_id", "regression_id", "output_id"};

// The value of the Authorization header that was sent with such credentials; nothing for none.
std::optional<std::string> authorization_with(std::string_view credentials,
                                              const std::string& token) {
  if (credentials == "none" || credentials == "in_query") return std::nullopt;
  if (credentials == "lower_case_scheme") return "bearer " + token;
  if (credentials == "other_scheme") return "Basic " + token;
  if (credentials == "empty") return "Bearer ";
  if (credentials == "wrong") return "Bearer nobody-was-given-this-token";
  if (credentials == "other_case") return "Bearer " + recordings::in_other_case(token);
  if (credentials == "first_changed") return "Bearer " + recordings::with_first_changed(token);
  if (credentials == "last_changed") return "Bearer " + recordings::with_last_changed(token);
  if (credentials == "cut") return "Bearer " + recordings::without_last(token);
  if (credentials == "suffix") return "Bearer " + token + "x";
  if (credentials == "second_word") return "Bearer " + token + " and-more";
  return "Bearer " + token;
}

// Without what cannot stand in a pattern for paths: a query, and marks that mean something there.
std::string as_pattern(std::string_view raw_path) {
  std::string pattern;
  for (const char c : raw_path) {
    if (c == '{' || c == '}' || c == '*') {
      pattern += fmt::format("%{:02X}", c);
    } else {
      pattern += c;
    }
  }
  return pattern;
}

// An id as faults compare it: in digits alone, without zeros before them.
std::optional<std::int64_t> as_id(const std::string& text) {
  const auto number = schemas::number_in(text);
  constexpr std::int64_t most = 2147483647;
  const bool fits = number && *number >= 1 && *number <= most && std::to_string(*number) == text;
  return fits ? number : std::nullopt;
}

void put_ids(const std::vector<std::pair<std::string, std::string>>& parameters, Asked& asked) {
  for (const char* name : names_of_ids) {
    const auto is_it = [&](const auto& pair) {
      return pair.first == name ||
             (pair.first == "regression_test_id" && std::string_view(name) == "regression_id");
    };
    const auto found = std::ranges::find_if(parameters, is_it);
    if (found == parameters.end()) continue;
    if (const auto id = as_id(found->second)) asked.ids.emplace(name, *id);
  }
}

// The token that was good when the recording began, whatever became of it.
std::string first_token(const ScenarioData& scenario, Instant start) {
  std::string token = scenario.settings.token_at(start);
  if (token.empty() && !scenario.settings.tokens.empty())
    token = scenario.settings.tokens.front().token;
  return token.empty() ? std::string(default_token) : token;
}

bool has_date(const RecordedExchange& row) {
  const std::string* const date = row.header("Date");
  return date && schemas::parse_http_date(*date);
}

// The first answer that a clock can be set by.
const RecordedExchange* first_with_time(const Recording& recording) {
  const auto& rows = recording.exchanges;
  if (rows.empty()) return nullptr;
  const auto found = std::ranges::find_if(rows, has_date);
  return found == rows.end() ? &rows.front() : &*found;
}

ClockSettings clock_of(const ScenarioData& scenario, const RecordedExchange* first) {
  ClockSettings clock = scenario.settings.clock;
  clock.manual = true;
  if (!clock.start && first) clock.start = first->answered_at();
  return clock;
}

}  // namespace

Request request_of(const recordings::Exchange& exchange, const std::string& token) {
  Request request{.method = exchange.method,
                  .target = std::string(base_path) + exchange.path,
                  .headers = exchange.request_headers,
                  .remote_address = "127.0.0.1"};
  set_header(request.headers, "Authorization", authorization_with(exchange.credentials, token));
  return request;
}

Asking::Asking(const Scenario& scenario, const Recording& recording,
               std::optional<schemas::Revision> revision)
    : service_(scenario.data(), {.revision = revision, .journal_size = 1}) {
  const RecordedExchange* const first = first_with_time(recording);
  goes_by_dates_ = first && has_date(*first);
  service_.clock().restart(clock_of(*service_.scenario(), first));
  token_ = first_token(*service_.scenario(), service_.clock().now());
}

Snapshot Asking::snapshot() const {
  Snapshot now;
  now.scenario = service_.scenario();
  now.now = service_.clock().now();
  now.revision = service_.revision();
  now.quirks = service_.quirks();
  return now;
}

void Asking::see() {
  const Snapshot now = snapshot();
  const Question question = question_of(last_, now, true);
  asked_ = {};
  asked_.method = last_.method == "HEAD" ? "GET" : last_.method;
  const std::string_view raw = question.target.raw_path;
  asked_.path = as_pattern(raw.substr(begins_with_base(raw) ? base_path.size() : 0));
  asked_.operation = question.operation();
  asked_.authenticated = question.authenticated;
  if (!asked_.operation.empty()) put_ids(question.parameters(), asked_);
  for (const auto& [name, value] : question.target.query) {
    asked_.query.emplace(name, value);
  }
}

Response Asking::ask(const RecordedExchange& row) {
  if (has_date(row) || !goes_by_dates_) {
    const auto wait = row.answered_at() - service_.clock().now();
    if (wait > wait.zero()) service_.clock().advance(wait);
  }
  last_ = request_of(row.exchange, token_);
  see();
  Response response = service_.respond(last_);
  asked_.status = response.status;
  return response;
}

Response Asking::own_error(int status) const {
  const Snapshot now = snapshot();
  const RateLimit limit = now.scenario->settings.rate_limit.value_or(RateLimit{});
  return error_answer(question_of(last_, now, true), status, used_up(std::nullopt, limit, now.now),
                      now.revision);
}

}  // namespace sp::mock
