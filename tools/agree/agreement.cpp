#include "agreement.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "body_differences.h"
#include "scenario/text.h"

namespace sp::agree {

namespace {

using Json = nlohmann::json;

constexpr std::size_t longest_shown = 160;  // of a value in a clause

std::optional<std::string> text_in(const Json& object, const char* name) {
  return object.contains(name) ? std::optional(object.at(name).get<std::string>()) : std::nullopt;
}

Exchange exchange_from(const Json& row) {
  Exchange exchange;
  exchange.method = row.at("method");
  exchange.path = row.at("path");
  exchange.credentials = row.at("credentials");
  exchange.status = row.at("status");
  exchange.headers = row.at("headers");
  if (row.contains("body") && !row.at("body").is_null()) exchange.body = row.at("body");
  exchange.text = text_in(row, "text");
  exchange.body_sha256 = text_in(row, "body_sha256");
  return exchange;
}

std::string shown(const Json& value) {
  if (value.is_discarded()) return "nothing";
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > longest_shown) text = text.substr(0, longest_shown) + "…";
  return text;
}

std::string differs(const std::string& where, const std::string& recorded,
                    const std::string& found) {
  return fmt::format("{}: the platform has {}, the mock {}", where, recorded, found);
}

// Of a body each place that differs, by a clause.
void compare_values(const Json& recorded, const Json& found,
                    std::vector<std::string>& differences) {
  for (const BodyDifference& one : body_differences(recorded, found)) {
    differences.push_back(differs(one.place, shown(one.platform), shown(one.mock)));
  }
}

std::set<std::string> words_of(const std::string& list) {
  std::set<std::string> words;
  std::istringstream in(list);
  for (std::string word; in >> word;) words.insert(word.substr(0, word.find(',')));
  return words;
}

void compare_headers(const Exchange& recorded, const Answer& answer,
                     std::vector<std::string>& differences) {
  const auto type = text_in(recorded.headers, "content-type").value_or("");
  if (type != answer.content_type) {
    differences.push_back(differs("Content-Type", type, answer.content_type));
  }
  const std::string none = "none";
  const auto allow = text_in(recorded.headers, "allow").value_or(none);
  if (words_of(allow) != words_of(answer.allow.value_or(none))) {
    differences.push_back(differs("Allow", allow, answer.allow.value_or(none)));
  }
  const auto location = text_in(recorded.headers, "location").value_or(none);
  if (location != answer.location.value_or(none)) {
    differences.push_back(differs("Location", location, answer.location.value_or(none)));
  }
}

Json without_wording(Json refusal) {
  for (const char* member : {"message", "details"}) {
    if (refusal.is_object()) refusal.erase(member);
  }
  return refusal;
}

void compare_bodies(const Exchange& recorded, const Answer& answer, Wording wording,
                    std::vector<std::string>& differences) {
  const bool agrees =
      !recorded.text ||
      (recorded.text->empty() ? answer.body.empty() : answer.body.starts_with(*recorded.text));
  if (!agrees) {
    differences.push_back(differs("body", shown(*recorded.text), shown(answer.body)));
  }
  if (!recorded.body && !recorded.body_sha256) return;
  const Json found = Json::parse(answer.body, nullptr, false);
  if (found.is_discarded()) {
    differences.push_back(differs("body", "JSON", shown(answer.body)));
  } else if (recorded.body_sha256) {
    if (*recorded.body_sha256 != mock::sha256_hex(found.dump())) {
      differences.push_back(differs("body", "another hash", shown(found)));
    }
  } else if (recorded.status >= 400 && wording == Wording::ignored) {
    compare_values(without_wording(*recorded.body), without_wording(found), differences);
  } else {
    compare_values(*recorded.body, found, differences);
  }
}

}  // namespace

std::vector<Exchange> exchanges_in(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::vector<Exchange> exchanges;
  try {
    const Json root = Json::parse(in);
    for (const Json& row : root.at("exchanges")) exchanges.push_back(exchange_from(row));
  } catch (const Json::exception& error) {
    throw std::runtime_error(file.string() + ": " + error.what());
  }
  return exchanges;
}

std::vector<std::string> differences(const Exchange& recorded, const Answer& answer,
                                     Wording wording) {
  if (recorded.status != answer.status) {
    return {differs("status", std::to_string(recorded.status),
                    fmt::format("{} {}", answer.status, shown(answer.body)))};
  }
  std::vector<std::string> found;
  compare_headers(recorded, answer, found);
  compare_bodies(recorded, answer, wording, found);
  return found;
}

std::string authorization_of(const std::string& credentials) {
  static const std::map<std::string, std::string> headers = {
      {"token", "Bearer reader"},
      {"lower_case", "bearer reader"},
      {"upper_case", "BEARER reader"},
      {"three_spaces", "Bearer   reader"},
      {"suffix", "Bearer readerx"},
      {"unknown", "Bearer unknown"},
      {"expired", "Bearer expired"},
      {"revoked", "Bearer revoked"},
      {"narrow", "Bearer narrow"},
      {"basic", "Basic cmVhZGVyOnJlYWRlcg=="},
      {"none", ""},
  };
  const auto found = headers.find(credentials);
  if (found == headers.end()) throw std::runtime_error("unknown credentials: " + credentials);
  return found->second;
}

std::vector<Disagreement> disagreements(const std::vector<Exchange>& exchanges, const Ask& ask,
                                        Wording wording) {
  std::vector<Disagreement> found;
  for (std::size_t place = 0; place < exchanges.size(); ++place) {
    auto clauses = differences(exchanges[place], ask(exchanges[place]), wording);
    if (!clauses.empty()) found.push_back({place, std::move(clauses)});
  }
  return found;
}

}  // namespace sp::agree
