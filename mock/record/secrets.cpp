#include "record/secrets.h"

#include <algorithm>
#include <iterator>

#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/json.h>
#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>

namespace sp::mock {

namespace {

constexpr std::size_t most_secrets = 64;
constexpr std::size_t most_numbers = 10000;
// A cookie that is shorter is a setting, such as a language, and not a session.
constexpr std::size_t least_session = 16;

// Names of parameters and of an answer's members whose values are secret: "access_token".
bool names_a_secret(std::string_view name) {
  const std::string lower = schemas::lower_case(name);
  constexpr std::string_view names[] = {"token",   "plaintext_token", "api_key",      "apikey",
                                        "api-key", "password",        "client_secret"};
  return lower.ends_with("_token") ||
         std::find(std::begin(names), std::end(names), lower) != std::end(names);
}

bool is_key_header(std::string_view name) {
  const std::string lower = schemas::lower_case(name);
  return lower == "x-api-key" || lower == "api-key" || lower == "x-auth-token" ||
         lower == "x-csrf-token";
}

// "Bearer ", or nothing where the header is one word.
std::string scheme_of(std::string_view authorization) {
  const auto blank = authorization.find(' ');
  if (blank == std::string_view::npos) return "";
  const std::string_view scheme = authorization.substr(0, blank);
  const bool is_word = std::all_of(scheme.begin(), scheme.end(), schemas::is_letter);
  return is_word ? std::string(scheme) + " " : "";
}

std::string_view behind_scheme(std::string_view authorization) {
  const auto blank = authorization.find(' ');
  return schemas::trimmed(blank == std::string_view::npos ? authorization
                                                          : authorization.substr(blank));
}

}  // namespace

std::optional<std::string> Secrets::take_out(recordings::Exchange& exchange) {
  const Lock lock(mutex_);
  learn_from_headers(exchange.request_headers);
  learn_from_headers(exchange.response_headers);
  learn_from_query(exchange.path);
  learn_from_body(exchange.body);
  std::optional<std::string> authorization;
  for (const auto& [name, value] : exchange.request_headers) {
    if (schemas::same_ignoring_case(name, "authorization")) authorization = stand_in(value);
  }
  for (const auto& [secret, redaction] : known_) recordings::redact(exchange, redaction);
  // Where nothing secret was met so far, there still are headers that are never kept.
  if (known_.empty()) recordings::redact(exchange, recordings::Redaction(""));
  return authorization;
}

std::string Secrets::without(std::string_view text) const {
  const Lock lock(mutex_);
  std::string result(text);
  for (const auto& [secret, redaction] : known_) result = redaction.of(result);
  return result;
}

void Secrets::learn(const std::string& secret) {
  if (secret.empty()) return;
  const auto known = std::find_if(known_.begin(), known_.end(),
                                  [&](const auto& row) { return row.first == secret; });
  if (known != known_.end()) {
    std::rotate(known, known + 1, known_.end());
    return;
  }
  known_.emplace_back(secret, recordings::Redaction(secret));
  if (known_.size() > most_secrets) known_.pop_front();
}

void Secrets::learn_from_headers(const recordings::Exchange::Headers& headers) {
  for (const auto& [name, value] : headers) {
    const std::string lower = schemas::lower_case(name);
    if (is_key_header(name)) learn(value);
    if (lower == "authorization" || lower == "proxy-authorization") {
      const std::string_view secret = behind_scheme(value);
      learn(std::string(secret));
      // "user:password" of Basic: the password may be quoted alone.
      const auto plain = schemas::from_base64(secret);
      const auto colon = plain ? plain->find(':') : std::string::npos;
      if (colon != std::string::npos) learn(plain->substr(colon + 1));
    }
    if (lower != "cookie" && lower != "set-cookie") continue;
    for (std::string_view part : schemas::split(value, ';')) {
      const auto equals = part.find('=');
      if (equals == std::string_view::npos) continue;
      const std::string_view session = schemas::trimmed(part.substr(equals + 1));
      if (session.size() >= least_session) learn(std::string(session));
      if (lower == "set-cookie") break;  // attributes follow
    }
  }
}

void Secrets::learn_from_query(std::string_view target) {
  const auto mark = target.find('?');
  if (mark == std::string_view::npos) return;
  for (const auto& [name, value] : schemas::query_pairs(target.substr(mark + 1))) {
    if (names_a_secret(name)) {
      learn(schemas::percent_decoded(value, schemas::Plus::blank));
    }
  }
}

// An answer that makes a token has it in a member near its top.
void Secrets::learn_from_body(const std::string& body) {
  constexpr std::size_t most_body = 64 << 10;
  if (body.size() > most_body || body.find("oken\"") == std::string::npos) return;
  try {
    const schemas::Document document = schemas::parse(body);
    const auto members_of = [&](const schemas::Value& value) {
      if (!value.object()) return;
      for (const auto& [name, member] : *value.object()) {
        if (names_a_secret(name) && member.string()) learn(std::string(*member.string()));
      }
    };
    members_of(document.root());
    if (const schemas::Value* data = document.root().find("data")) members_of(*data);
  } catch (const schemas::SyntaxError&) {
    return;
  }
}

std::string Secrets::stand_in(const std::string& authorization) {
  const std::string secret(behind_scheme(authorization));
  const auto known = numbers_.find(secret);
  std::size_t number = 0;  // stands for all that are too many to be told apart
  if (known != numbers_.end()) {
    number = known->second;
  } else if (numbers_.size() < most_numbers) {
    number = numbers_.size() + 1;
    numbers_.emplace(secret, number);
  }
  return scheme_of(authorization) + std::to_string(number);
}

}  // namespace sp::mock
