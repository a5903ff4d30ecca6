#include "service/redaction.h"

#include <string_view>
#include <utility>

#include <sp/schemas/ascii.h>

#include "scenario/headers.h"

namespace sp::mock {

namespace {

constexpr std::string_view in_place_of_token = "[token]";
// A shorter token would be found in half the words of a log.
constexpr std::size_t shortest_redacted = 4;

}  // namespace

std::string without_tokens(std::string text, const std::vector<Token>& tokens) {
  for (const Token& token : tokens) {
    if (token.token.size() < shortest_redacted) continue;
    for (auto at = text.find(token.token); at != std::string::npos;
         at = text.find(token.token, at + in_place_of_token.size())) {
      text.replace(at, token.token.size(), in_place_of_token);
    }
  }
  return text;
}

RecordedRequest redacted(RecordedRequest request, const std::vector<Token>& tokens) {
  for (auto& [name, value] : request.headers) {
    if (schemas::same_ignoring_case(name, "Authorization")) value = "[redacted]";
  }
  request.path = without_tokens(std::move(request.path), tokens);
  for (auto* pairs : {&request.query, &request.headers, &request.parameters}) {
    for (auto& [name, value] : *pairs) value = without_tokens(std::move(value), tokens);
  }
  for (auto& [name, value] : request.query) name = without_tokens(std::move(name), tokens);
  return request;
}

SentAnswer redacted(SentAnswer answer, const std::vector<Token>& tokens) {
  std::string target = without_tokens(answer.target, tokens);
  if (target == answer.target) return answer;
  answer.target = std::move(target);
  answer.body = without_tokens(std::move(answer.body), tokens);
  for (auto& [name, value] : answer.headers) value = without_tokens(std::move(value), tokens);
  return answer;
}

}  // namespace sp::mock
