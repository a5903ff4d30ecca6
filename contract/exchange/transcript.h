// Everything that was asked and answered: what rules judge by, and all they judge by.
//
// A Transcript only grows; references to its exchanges stay valid. Not thread-safe while
// it grows.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/schemas/date_time.h>
#include <sp/schemas/json.h>

#include "exchange/request.h"
#include "exchange/shared_text.h"

namespace sp::contract {

// What the contract says about the answer.
enum class Expectation {
  success,       // 200
  unauthorized,  // 401
  not_found,     // 404
  refused,       // a 4xx: a parameter is outside its documented values
  wrong_method,  // 405
  tolerated,     // 200, or a 4xx: the contract leaves it open, but no failure of the server
};

struct Response {
  int status = 0;
  Headers headers;                        // as received, repeats included
  SharedText body;                        // may hold the token, if the server sent it back
  std::size_t body_bytes = 0;             // as they came, before any coding was undone
  std::string coding_problem = {};        // why its Content-Encoding could not be undone
  std::string over_budget = {};           // why not all of it was kept; empty where it was
  std::string http_version = "HTTP/1.1";  // of the status line
  bool reused_connection = false;         // it came on the connection of a request before
  // Of the body: read once, whoever has a copy of the response.
  std::shared_ptr<const schemas::Document> json = {};
  std::optional<std::string> json_problem = {};  // why there is none

  // The values of a header, whatever its case.
  std::vector<std::string> header(std::string_view name) const;
  // The body's JSON value; null when the body is not JSON.
  const schemas::Value* value() const { return json ? &json->root() : nullptr; }
};

// The number in a header that comes once and is one; nothing otherwise. One that is further from 0
// than `furthest` stands as that: it is as wrong, and sums and differences of two do not overflow.
constexpr std::int64_t furthest = 4'000'000'000'000'000'000;
std::optional<std::int64_t> header_number(const Response& response, std::string_view name);

// Reads the body of a response as JSON, into `json` or `json_problem`. Throws
// schemas::TooManyValues.
void parse_body(Response& response,
                std::size_t most_values = std::numeric_limits<std::size_t>::max());

struct Exchange {
  std::size_t number = 0;
  Request request;
  Expectation expectation = Expectation::success;
  std::vector<std::string> probes;  // ids of what it was asked for: "getRunSample/ok"
  std::optional<Response> response;
  std::string fault;          // why there is no response, in plain words; else empty
  bool unreachable = false;   // the fault: no connection could be made at all
  bool nothing_came = false;  // the fault: the connection ended before the first byte
  schemas::Instant sent_at;
  std::chrono::microseconds took{0};
  // The exchange that it was asked again for, to see whether a contradiction lasts.
  std::optional<std::size_t> repeats;

  // The body of an answer with that status; null for any other answer.
  const schemas::Value* answered(int status) const;
  // Whether a response to such a request has a body at all (RFC 9110 section 6.4.1).
  bool carries_body() const;
  // Whether what the body says is unknown, because it came in a coding that could not be undone, or
  // was more than is kept. `http.codings` and `response.size` tell so; no other rule does.
  bool is_unreadable() const;
  bool is_for(std::string_view operation, std::string_view kind) const;
};

class Transcript {
 public:
  // The exchange of an equal request; null when it was not made yet.
  Exchange* find(const Request& request);
  // The attempt that the same request would be if it were made once more.
  int next_attempt(Request request) const;
  // Gives it its number.
  Exchange& add(Exchange exchange);
  const std::deque<Exchange>& exchanges() const { return exchanges_; }

  // What rules judge by at first: everything but what was asked again.
  std::vector<const Exchange*> first_view() const;
  // The same with the latest repetition in the place of each exchange that has one.
  std::vector<const Exchange*> latest_view() const;

 private:
  std::deque<Exchange> exchanges_;
};

}  // namespace sp::contract
