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

// What a server sent is data: any bytes, to be escaped where it is shown. Neither the token nor
// the headers of is_secret_header() are in an exchange that is kept; redact() takes them out.
struct Exchange {
  using Headers = std::vector<std::pair<std::string, std::string>>;

  std::size_t number = 0;  // from 0, in the order in which they were sent
  // How the request said who is asking: "token", "none", or another word of whoever asked. It
  // stands for the Authorization header, which is not kept.
  std::string credentials;
  int attempt = 1;              // from 1: the same request may be made again on purpose
  bool own_connection = false;  // asked for on a connection of its own
  std::string method;
  std::string path;  // relative to the recording's base URL, with its query
  Headers request_headers;
  std::optional<int> status;   // nothing when no response came: see `fault`
  Headers response_headers;    // as received, repeats included
  std::string body;            // any bytes
  std::size_t body_bytes = 0;  // as they came, before any coding was undone
  std::string coding_problem;  // why the body's Content-Encoding could not be undone; else empty
  std::string http_version = "HTTP/1.1";  // of the response's status line
  bool reused_connection = false;         // it came on the connection of a request before
  std::string fault;                      // why no response came, in plain words; else empty
  bool unreachable = false;               // the fault: no connection could be made at all
  bool nothing_came = false;              // the fault: the connection ended before the first byte
  schemas::Instant sent_at;
  std::chrono::microseconds took{0};
  // The exchange that it was asked again for, to see whether a contradiction lasts.
  std::optional<std::size_t> repeats;
};

}  // namespace sp::recordings
