#include "sample_platform.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sample_platform {

using nlohmann::json;
using std::chrono::seconds;

namespace {

// Where the path begins in "https://host:port/path".
std::size_t path_of(const std::string& base_url) {
  const std::size_t host = base_url.find("://");
  if (host == std::string::npos) throw std::invalid_argument("no URL: " + base_url);
  return std::min(base_url.find('/', host + 3), base_url.size());
}

// The API sends whole seconds, 1 or more. Whatever else there is gets a wait of one second: to ask
// again at once would only use up attempts.
seconds retry_after(const httplib::Response& response) {
  const std::string text = response.get_header_value("Retry-After");
  std::int64_t wait = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), wait);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return seconds(whole && wait > 0 ? wait : 1);
}

ApiError error_of(const httplib::Response& response) {
  const json body = json::parse(response.body, nullptr, false);
  try {
    return {response.status, body.at("code"), body.at("message"), body.at("details")};
  } catch (const json::exception&) {
    return {response.status, "", "an error without the API's envelope", json::object()};
  }
}

// Reads a success. A member that is missing or of another type is not the caller's fault.
template <typename Reader>
auto read(const json& answer, Reader reader) {
  try {
    return reader(answer);
  } catch (const json::exception& error) {
    throw BadAnswer(error.what());
  }
}

// A member that may be null, or not there at all.
template <typename T>
std::optional<T> optional(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return std::nullopt;
  return member->get<T>();
}

HistoryRow row_of(const json& row) {
  return {row.at("run_id"), row.at("status"), optional<std::string>(row, "failure_signature")};
}

}  // namespace

ApiError::ApiError(int http_status, std::string error_code, const std::string& message,
                   json error_details)
    : std::runtime_error(std::to_string(http_status) + ": " + message),
      status(http_status),
      code(std::move(error_code)),
      details(std::move(error_details)) {}

RateLimited::RateLimited(const ApiError& error, seconds wait)
    : ApiError(error), retry_after(wait) {}

Client::Client(const std::string& base_url, const std::string& token, Options options)
    : http_(base_url.substr(0, path_of(base_url))),
      base_path_(base_url.substr(path_of(base_url))),
      options_(std::move(options)) {
  http_.set_bearer_token_auth(token.c_str());
  http_.set_read_timeout(seconds(30));
}

RunSummary Client::summary(std::int64_t run_id) {
  return read(get("/runs/" + std::to_string(run_id) + "/summary"), [](const json& body) {
    return RunSummary{body.at("total_samples"), body.at("pass_count"), body.at("fail_count")};
  });
}

std::vector<HistoryRow> Client::history(std::int64_t sample_id) {
  const std::string path = "/samples/" + std::to_string(sample_id) +
                           "/history?limit=" + std::to_string(options_.page_size) + "&offset=";
  std::vector<HistoryRow> rows;
  std::int64_t offset = 0;
  while (true) {
    const json page = get(path + std::to_string(offset));
    const std::optional<std::int64_t> next = read(page, [&](const json& body) {
      for (const json& row : body.at("data")) rows.push_back(row_of(row));
      return optional<std::int64_t>(body.at("pagination"), "next_offset");
    });
    if (!next) return rows;
    // An offset that stays where it is would be asked for again, for ever.
    if (*next <= offset) throw BadAnswer("the next page does not come after this one");
    offset = *next;
  }
}

json Client::get(const std::string& path) {
  for (int attempt = 1;; ++attempt) {
    try {
      return ask_once(path);
    } catch (const RateLimited& limited) {
      if (attempt >= options_.attempts || limited.retry_after > options_.longest_wait) throw;
      options_.sleep(limited.retry_after);
    }
  }
}

json Client::ask_once(const std::string& path) {
  const httplib::Result result = http_.Get(base_path_ + path);
  if (!result) throw BadAnswer("no answer: " + httplib::to_string(result.error()));
  if (result->status == 429) throw RateLimited(error_of(*result), retry_after(*result));
  if (result->status != 200) throw error_of(*result);
  json body = json::parse(result->body, nullptr, false);
  if (body.is_discarded()) throw BadAnswer("the answer is no JSON");
  return body;
}

}  // namespace sample_platform
