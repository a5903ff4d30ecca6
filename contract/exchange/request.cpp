#include "exchange/request.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/percent.h>

#include "exchange/shell_word.h"

namespace sp::contract {

namespace {

struct NamedCredentials {
  Credentials credentials;
  std::string_view name;
  std::string_view curl;  // what it takes on a command line for a shell
};

constexpr NamedCredentials all_credentials[] = {
    {Credentials::token, "token", R"( -H "Authorization: Bearer $SP_API_TOKEN")"},
    {Credentials::lower_case_scheme, "lower_case_scheme",
     R"( -H "Authorization: bearer $SP_API_TOKEN")"},
    {Credentials::none, "none", ""},
    {Credentials::other_scheme, "other_scheme", R"( -H "Authorization: Basic $SP_API_TOKEN")"},
    {Credentials::no_scheme, "no_scheme", R"( -H "Authorization: $SP_API_TOKEN")"},
    {Credentials::empty, "empty", R"( -H "Authorization: Bearer ")"},
    {Credentials::null_word, "null_word", R"( -H "Authorization: Bearer null")"},
    {Credentials::wrong, "wrong", R"( -H "Authorization: Bearer nobody-was-given-this-token")"},
    {Credentials::other_case, "other_case",
     R"~( -H "Authorization: Bearer $(printf %s "$SP_API_TOKEN" | tr a-zA-Z A-Za-z)")~"},
    {Credentials::first_changed, "first_changed",
     R"~( -H "Authorization: Bearer $(printf %s "$SP_API_TOKEN" | sed 's/^x/y/;t;s/^./x/')")~"},
    {Credentials::last_changed, "last_changed",
     R"~( -H "Authorization: Bearer $(printf %s "$SP_API_TOKEN" | sed 's/x$/y/;t;s/.$/x/')")~"},
    {Credentials::cut, "cut", R"( -H "Authorization: Bearer ${SP_API_TOKEN%?}")"},
    {Credentials::suffix, "suffix", R"( -H "Authorization: Bearer ${SP_API_TOKEN}x")"},
    {Credentials::second_word, "second_word",
     R"( -H "Authorization: Bearer $SP_API_TOKEN and-more")"},
    {Credentials::in_query, "in_query",
     R"( -H "Cookie: access_token=$SP_API_TOKEN" -H "X-API-Key: $SP_API_TOKEN")"},
    {Credentials::unknown, "unknown", R"( -H "Authorization: Bearer $SP_API_TOKEN")"},
};

const NamedCredentials& row_of(Credentials credentials) {
  return all_credentials[static_cast<std::size_t>(credentials)];
}

}  // namespace

std::string_view to_string(Credentials credentials) { return row_of(credentials).name; }

std::optional<Credentials> parse_credentials(std::string_view name) {
  for (const NamedCredentials& row : all_credentials) {
    if (row.name == name) return row.credentials;
  }
  return std::nullopt;
}

const std::string* Request::value(std::string_view name) const {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [&](const auto& pair) { return pair.first == name; });
  return found == values.end() ? nullptr : &found->second;
}

std::string path_of(const schemas::Operation& operation, const Values& values,
                    const std::vector<std::string>& verbatim) {
  std::string path = operation.path;
  std::string query;
  for (const auto& [name, value] : values) {
    const bool as_is = std::find(verbatim.begin(), verbatim.end(), name) != verbatim.end();
    const std::string text = as_is ? value : schemas::percent_encoded(value);
    const std::string placeholder = fmt::format("{{{}}}", name);
    if (const auto at = path.find(placeholder); at != std::string::npos) {
      path.replace(at, placeholder.size(), text);
    } else {
      query += fmt::format("{}{}={}", query.empty() ? '?' : '&', name, text);
    }
  }
  return path + query;
}

std::string curl_line(const Request& request, const std::string& base_url) {
  std::string line = "curl -sS -i";
  if (request.method == "HEAD") {
    line += " -I";
  } else if (request.method != "GET") {
    line += " -X " + request.method;
  }
  line += row_of(request.credentials).curl;
  for (const auto& [name, value] : request.headers) {
    line += fmt::format(" -H {}", shell_word(fmt::format("{}: {}", name, value)));
  }
  line += fmt::format(" {}", shell_word(base_url + request.path));
  if (request.credentials == Credentials::in_query) {
    line += fmt::format(R"("{}access_token=$SP_API_TOKEN")",
                        request.path.find('?') == std::string::npos ? '?' : '&');
  }
  return line;
}

}  // namespace sp::contract
