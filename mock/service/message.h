// A request and a response, as the mock sees them: free of any HTTP library.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/mock/fault.h>

namespace sp::mock {

using Headers = std::vector<std::pair<std::string, std::string>>;

// Null when there is none of that name, whatever its case.
const std::string* find_header(const Headers& headers, std::string_view name);
// Sets the header of that name, or drops it.
void set_header(Headers& headers, std::string_view name, std::optional<std::string> value);

// One header for each of the values, in place of those of that name.
void set_headers(Headers& headers, std::string_view name, const std::vector<std::string>& values);

// Whether an answer of that status ends with its headers, whatever they say (RFC 9112
// section 6.3): a client takes all that follows for the next answer.
bool has_no_body(int status);

struct Request {
  std::string method;
  std::string target;  // as on the request line: path and query, percent-encoded
  Headers headers = {};
  std::string remote_address = {};
  std::string body = {};

  const std::string* header(std::string_view name) const { return find_header(headers, name); }
};

// How an answer is put on the wire when not simply sent.
struct Wire {
  std::chrono::milliseconds delay{0};
  std::optional<std::uint64_t> drip_bytes_per_second = {};
  std::int64_t content_length_add = 0;
  std::optional<CloseAt> close = {};

  friend bool operator==(const Wire&, const Wire&) = default;
};

struct Response {
  int status = 200;
  Headers headers = {};  // without Content-Length, which is the server's
  std::string body = {};
  std::string operation = {};  // its id; empty when no operation was reached
  std::string why = {};        // for the log: one clause, without a period
  Wire wire = {};
};

}  // namespace sp::mock
