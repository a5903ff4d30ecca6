// A small client of the CCExtractor Sample Platform's API, to be copied and changed.
//
//     sample_platform::Client client("https://sampleplatform.ccextractor.org/api/v1", token);
//     if (client.summary(9338).fail_count > 0) …
//
// A 429 is waited out as its Retry-After says, lists are walked to their end, and whatever else
// goes wrong is an exception. One client is used by one thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <httplib.h>
#include <nlohmann/json.hpp>

namespace sample_platform {

// The API said no. `code` is for programs ("not_found"); it is empty where the answer has no error
// envelope, such as that of a proxy that stands in front.
struct ApiError : std::runtime_error {
  ApiError(int http_status, std::string error_code, const std::string& message,
           nlohmann::json error_details);
  int status;
  std::string code;
  nlohmann::json details;
};

// The API said: not now. Thrown once there are no attempts left, or when it asks for a longer wait
// than is allowed.
struct RateLimited : ApiError {
  RateLimited(const ApiError& error, std::chrono::seconds wait);
  std::chrono::seconds retry_after;
};

// There is no answer to speak of: the connection broke, or what came cannot be read.
struct BadAnswer : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct RunSummary {
  std::int64_t total_samples;
  std::int64_t pass_count;
  std::int64_t fail_count;
};

struct HistoryRow {
  std::int64_t run_id;
  std::string status;
  std::optional<std::string> failure_signature;
};

struct Options {
  int attempts = 4;                        // for one answer, the first one included
  std::chrono::seconds longest_wait{120};  // between two of them
  int page_size = 50;                      // 1 to 100
  // How a client waits. Tests replace it, so that they need not.
  std::function<void(std::chrono::seconds)> sleep = [](std::chrono::seconds wait) {
    std::this_thread::sleep_for(wait);
  };
};

class Client {
 public:
  Client(const std::string& base_url, const std::string& token, Options options = {});

  RunSummary summary(std::int64_t run_id);
  // All rows, newest run first, however many pages they are on.
  std::vector<HistoryRow> history(std::int64_t sample_id);

 private:
  nlohmann::json get(const std::string& path);
  nlohmann::json ask_once(const std::string& path);

  httplib::Client http_;
  std::string base_path_;
  Options options_;
};

}  // namespace sample_platform
