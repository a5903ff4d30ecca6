// The part of the service that is about records: the journal, and what neither it nor a log
// may show.
#include <string_view>
#include <utility>

#include "service/service.h"

namespace sp::mock {

namespace {

constexpr std::string_view redacted = "[token]";
// A shorter token would be found in half the words of a log.
constexpr std::size_t shortest_redacted = 4;

}  // namespace

std::string Service::without_tokens(std::string text) const {
  return without_tokens(std::move(text), scenario()->settings.tokens);
}

std::string Service::without_tokens(std::string text, const std::vector<Token>& tokens) {
  for (const Token& token : tokens) {
    if (token.token.size() < shortest_redacted) continue;
    for (auto at = text.find(token.token); at != std::string::npos;
         at = text.find(token.token, at + redacted.size())) {
      text.replace(at, token.token.size(), redacted);
    }
  }
  return text;
}

void Service::record(const Request& request, const Question& question, const Response& response,
                     const std::vector<Token>& tokens, RecordedRequest entry) {
  entry.method = request.method;
  const std::string_view path = question.target.raw_path;
  const bool below = path.starts_with(base_path) &&
                     (path.size() == base_path.size() || path[base_path.size()] == '/');
  entry.path = path.substr(below ? base_path.size() : 0);
  entry.query = question.target.query;
  entry.headers = request.headers;
  entry.operation = question.operation();
  entry.parameters = question.parameters();
  if (!options_.journal_tokens) redact(entry, tokens);
  entry.status = response.status;
  entry.why = response.why;
  journal_.note(std::move(entry));
}

// A token may stand anywhere: in a path, a query, another header.
void Service::redact(RecordedRequest& entry, const std::vector<Token>& tokens) {
  if (find_header(entry.headers, "Authorization")) {
    set_header(entry.headers, "Authorization", "[redacted]");
  }
  entry.path = without_tokens(std::move(entry.path), tokens);
  for (auto* pairs : {&entry.query, &entry.headers, &entry.parameters}) {
    for (auto& [name, value] : *pairs) value = without_tokens(std::move(value), tokens);
  }
  for (auto& [name, value] : entry.query) name = without_tokens(std::move(name), tokens);
}

}  // namespace sp::mock
