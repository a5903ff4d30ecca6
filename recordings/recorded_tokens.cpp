#include "recorded_tokens.h"

#include <algorithm>
#include <string_view>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

namespace sp::recordings {

namespace {

constexpr std::string_view bearer = "bearer";

bool is_bearer(std::string_view authorization) {
  return schemas::same_ignoring_case(authorization.substr(0, authorization.find(' ')), bearer);
}

// What a token can be made of (RFC 6750 section 2.1).
bool is_of_a_token(char c) {
  constexpr std::string_view marks = "-._~+/=";
  return schemas::is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
}

// Whether something stands there in place of the header's value: "[Filtered]", "Bearer ***",
// "<redacted>", "Bearer {{token}}", "REDACTED".
bool is_placeholder(std::string_view authorization) {
  const auto blank = authorization.find(' ');
  const bool has_scheme = is_bearer(authorization) || blank != std::string_view::npos;
  const std::string_view secret = schemas::trimmed(
      has_scheme ? authorization.substr(std::min(blank, authorization.size())) : authorization);
  if (!std::all_of(secret.begin(), secret.end(), is_of_a_token)) return true;
  const std::string lower = schemas::lower_case(secret);
  if (lower.find_first_not_of('x') == std::string::npos) return true;
  constexpr std::string_view words[] = {"redacted", "filtered",  "removed", "masked",
                                        "hidden",   "sanitized", "scrubbed"};
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace

void RecordedTokens::add(std::optional<std::string> authorization, std::optional<int> status) {
  const std::size_t index = rows_.size();
  if (authorization && is_bearer(*authorization)) authorization->replace(0, bearer.size(), bearer);
  rows_.push_back({authorization, status});
  if (!authorization || is_placeholder(*authorization)) return;
  Use& use = uses_[*authorization];
  if (!is_bearer(*authorization) || !status || *status == 429) return;
  if (*status == 401) {
    use.refused = true;
    return;
  }
  if (use.let_in++ == 0) use.first_let_in = index;
  use.last_let_in = index;
  if (!most_used_ || use.let_in > most_used_->let_in) most_used_ = &use;
}

// A 401 before a token's first success, or after its last, is of a token that was not valid yet or
// any more; one in between is for the rules to judge.
std::string RecordedTokens::of_bearer(const Use& use, std::size_t index) const {
  if (use.let_in == 0) return use.refused ? "wrong" : "unknown";
  const bool refused = rows_[index].status == 401;
  const bool in_between = index > use.first_let_in && index < use.last_let_in;
  return refused && !in_between ? "wrong" : "token";
}

std::optional<std::string> RecordedTokens::credentials(std::size_t index) const {
  const auto& authorization = rows_[index].authorization;
  if (!authorization) return uses_.empty() && !sees_all_ ? "unknown" : "none";
  const auto use = uses_.find(*authorization);
  if (use == uses_.end()) return "unknown";
  if (!is_bearer(*authorization)) return "other_scheme";
  if (use->second.let_in > 0 && &use->second != most_used_) return std::nullopt;
  return of_bearer(use->second, index);
}

bool RecordedTokens::any_unknown() const {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (credentials(i) == "unknown") return true;
  }
  return false;
}

}  // namespace sp::recordings
