// A request the suite can make, as a value: what to ask, and with which credentials. Equal
// requests are sent once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/schemas/api.h>

namespace sp::contract {

// How a request says who is asking.
enum class Credentials {
  token,              // Authorization: Bearer TOKEN
  lower_case_scheme,  // Authorization: bearer TOKEN
  none,               // no Authorization header
  other_scheme,       // Authorization: Basic, with the token
  no_scheme,          // Authorization: TOKEN
  empty,              // Authorization: Bearer, and nothing behind it
  null_word,          // Authorization: Bearer null
  wrong,              // a token that nobody was given
  other_case,         // the token with each letter in the other case
  first_changed,      // the token with another first character
  last_changed,       // the token with another last character
  cut,                // the token without its last character
  suffix,             // the token with a letter more
  second_word,        // the token and another word
  in_query,           // no header; ?access_token=TOKEN, and in a cookie and a header of its own
  unknown,            // a recording does not tell, and nothing shows that it was let in
};

std::string_view to_string(Credentials credentials);
std::optional<Credentials> parse_credentials(std::string_view name);

// Whether the contract lets the request in (section 1), and so counts it for the token; what
// it does not let in counts for the address.
constexpr bool authenticates(Credentials credentials) {
  return credentials == Credentials::token || credentials == Credentials::lower_case_scheme;
}

using Headers = std::vector<std::pair<std::string, std::string>>;

// Parameters of an operation by name, as text; a name may come twice.
using Values = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string operation;  // its id
  // The documented path that `path` was made from, "/runs/{run_id}/summary": the same path may
  // mean one thing in one revision and another thing in the other. Empty for a recorded request
  // that does not say.
  std::string route = {};
  std::string method = "GET";
  std::string path;  // relative to the base URL, with its query, percent-encoded
  Credentials credentials = Credentials::token;
  Headers headers = {};         // beside those of every request
  bool own_connection = false;  // not on the connection of the requests before
  int attempt = 1;              // from 1: the same request may be made again on purpose
  Values values = {};           // what `path` was made from

  // The value of a parameter; null when it was not given.
  const std::string* value(std::string_view name) const;

  friend bool operator==(const Request& a, const Request& b) {
    return a.route == b.route && a.method == b.method && a.path == b.path &&
           a.credentials == b.credentials && a.headers == b.headers &&
           a.own_connection == b.own_connection && a.attempt == b.attempt;
  }
};

// The operation's path with the values in it: path parameters where the contract has
// them, all others in the query, in the order given.
// The values of the names in `verbatim` are encoded already, rightly or wrongly.
std::string path_of(const schemas::Operation& operation, const Values& values,
                    const std::vector<std::string>& verbatim = {});

// The path of what is asked for, "/runs/5/summary" of "/runs/5/summary?limit=1". A part of `path`.
inline std::string_view without_query(std::string_view path) {
  return path.substr(0, path.find('?'));
}

// A line for a shell that repeats the request; the token is $SP_API_TOKEN.
std::string curl_line(const Request& request, const std::string& base_url);

}  // namespace sp::contract
