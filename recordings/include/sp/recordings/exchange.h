// An exchange as a value: one request and what came back, as it went over the wire and as it
// may be kept.
//
//     asked       method, path, request_headers; credentials in a word
//     answered    status, response_headers, body, …; or `fault`, where no response came
//     when        number, sent_at, took; `repeats` where it was asked again
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sp/schemas/date_time.h>

namespace sp::recordings {

// What a server sent may be any bytes: escape it where it is shown. An exchange that is kept has
// neither the token nor headers that is_secret_header() names: redact() takes them out.
struct Exchange {
  using Headers = std::vector<std::pair<std::string, std::string>>;

  std::size_t number = 0;  // from 0, in the order in which they were sent
  // A word for the Authorization header, which is not kept: "token", "none", or another word that
  // whoever sent the request uses.
  std::string credentials;
  int attempt = 1;              // from 1, counts equal requests: some are sent again on purpose
  bool own_connection = false;  // whether it was sent on a connection of its own
  std::string method;
  std::string path;  // relative to the recording's base URL, with its query
  Headers request_headers;
  std::optional<int> status;   // nothing if no response came: see `fault`
  Headers response_headers;    // as received, repeats included
  std::string body;            // any bytes
  std::size_t body_bytes = 0;  // the size of the body as it came, before any coding was undone
  std::string coding_problem;  // why the body's Content-Encoding could not be undone; else empty
  std::string over_budget;     // why not all of the response was kept; empty if it was
  std::string http_version = "HTTP/1.1";  // of the response's status line
  bool reused_connection = false;         // it came on the connection of an earlier request
  std::string fault;                      // why no response came, in plain words; else empty
  bool unreachable = false;               // the fault is that no connection could be made at all
  bool nothing_came = false;  // the fault is that the connection ended before the first byte
  schemas::Instant sent_at;
  std::chrono::microseconds took{0};
  // The number of an earlier exchange that this one repeats, to see whether a contradiction lasts.
  std::optional<std::size_t> repeats;
};

}  // namespace sp::recordings
