// A request the suite can make, as a value: what to ask, and with which credentials. Equal
// requests are sent once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/schemas/api.h>

namespace sp::contract {

enum class Credentials { none, token };

// Parameters of an operation by name, as text.
using Values = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string operation;  // its id
  std::string method = "GET";
  std::string path;  // relative to the base URL, with its query, percent-encoded
  Credentials credentials = Credentials::token;
  Values values;  // what `path` was made from

  // The value of a parameter; null when it was not given.
  const std::string* value(std::string_view name) const;

  friend bool operator==(const Request& a, const Request& b) {
    return a.method == b.method && a.path == b.path && a.credentials == b.credentials;
  }
};

// The operation's path with the values in it: path parameters where the contract has
// them, all others in the query, in the order given.
std::string path_of(const schemas::Operation& operation, const Values& values);

// Percent-encoded for a path segment or a query value (RFC 3986: all but unreserved).
std::string percent_encoded(std::string_view text);

// A line for a shell that repeats the request; the token is $SP_API_TOKEN.
std::string curl_line(const Request& request, const std::string& base_url);

}  // namespace sp::contract
