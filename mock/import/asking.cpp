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

// When each was answered by the deployment's clock. Where an answer has no date, the clock went on
// as that of the client did, but not beyond the next date: some do not go by it, such as a mock's.
std::vector<Instant> times_of(const std::vector<RecordedExchange>& rows) {
  std::vector<const RecordedExchange*> next(rows.size() + 1);  // the next row with a date; or null
  for (std::size_t i = rows.size(); i-- > 0;) next[i] = has_date(rows[i]) ? &rows[i] : next[i + 1];
  std::vector<Instant> times;
  const RecordedExchange* last = nullptr;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (next[i] == &rows[i]) last = &rows[i];
    const RecordedExchange* const near = last ? last : next[i];
    // By the client's clock, which may be another one than the deployment's.
    const Instant sent_at = rows[i].exchange.sent_at;
    Instant time = near ? near->answered_at() + (sent_at - near->exchange.sent_at) : sent_at;
    if (next[i]) time = std::min(time, next[i]->answered_at());
    times.push_back(time);
  }
  return times;
}

ClockSettings clock_of(const ScenarioData& scenario, const std::vector<Instant>& times) {
  ClockSettings clock = scenario.settings.clock;
  clock.manual = true;
  if (!clock.start && !times.empty()) clock.start = times.front();
  return clock;
}

}  // namespace

Request request_of(const recordings::Exchange& exchange, const std::string& token) {
  Request request{.method = exchange.method,
                  .target = std::string(base_path) + exchange.path,
                  .headers = exchange.request_headers,
                  .remote_address = "127.0.0.1"};
  set_header(request.headers, "Authorization",
             recordings::authorization_with(exchange.credentials, token));
  return request;
}

Asking::Asking(const Scenario& scenario, const Recording& recording,
               std::optional<schemas::Revision> revision)
    : service_(scenario.data(), {.revision = revision, .journal_size = 1}),
      times_(times_of(recording.exchanges)) {
  service_.clock().restart(clock_of(*service_.scenario(), times_));
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
  const auto wait = times_.at(asked_so_far_++) - service_.clock().now();
  if (wait > wait.zero()) service_.clock().advance(wait);
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
