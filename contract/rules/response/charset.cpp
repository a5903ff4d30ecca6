// A charset that an answer declares is the one that its bytes are in, and JSON is in UTF-8:
//   application/json                          holds
//   application/json; charset="UTF-8"         holds
//   application/json; charset=us-ascii        holds where each byte is ASCII
//   application/json; charset=iso-8859-1      breaks
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

#include "exchange/excerpt.h"
#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

// The value of the parameter, without quotes and in small letters; nothing where there is none.
std::optional<std::string> charset_of(std::string_view type) {
  const auto parts = schemas::split(type, ';');
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto equals = parts[i].find('=');
    if (equals == std::string_view::npos) continue;
    const auto name = schemas::trimmed(parts[i].substr(0, equals));
    if (!schemas::same_ignoring_case(name, "charset")) continue;
    std::string value = schemas::lower_case(schemas::trimmed(parts[i].substr(equals + 1)));
    std::erase(value, '"');
    return value;
  }
  return std::nullopt;
}

// Another type is for content_type to judge.
bool declares_json(std::string_view type) {
  return schemas::same_ignoring_case(schemas::trimmed(type.substr(0, type.find(';'))),
                                     "application/json");
}

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](unsigned char c) { return c < 0x80; });
}

void charset(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const auto types = exchange->response->header("Content-Type");
    if (types.empty() || !declares_json(types.front())) continue;
    if (!exchange->carries_body() || exchange->is_unreadable()) continue;
    verdict.judged();
    const auto told = charset_of(types.front());
    if (!told || *told == "utf-8" || *told == "utf8") continue;
    const bool ascii = is_ascii(exchange->response->body.text());
    if ((*told == "us-ascii" || *told == "ascii") && ascii) continue;
    verdict.fail(*exchange, "", "charset=utf-8, which JSON is in, or no charset",
                 fmt::format("Content-Type: {}{}", excerpt(types.front()),
                             ascii ? "" : ", and bytes that are not ASCII"));
  }
}

}  // namespace

constexpr Rule charset_rule{
    .name = "charset",
    .title = "A charset that an answer declares is that of its bytes, which is UTF-8.",
    .why = "A client that goes by the header shows other letters than were sent.",
    .contract = "contract section 1 [S0-S4], RFC 8259 section 8.1",
    .probes = each_kind,
    .operations = {},
    .judge = charset};

}  // namespace sp::contract::response
