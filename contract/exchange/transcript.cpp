#include "exchange/transcript.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>

namespace sp::contract {

std::vector<std::string> Response::header(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [known, value] : headers) {
    if (schemas::same_ignoring_case(known, name)) values.push_back(value);
  }
  return values;
}

std::optional<std::int64_t> header_number(const Response& response, std::string_view name) {
  const auto values = response.header(name);
  if (values.size() != 1) return std::nullopt;
  const auto number = schemas::number_in(values.front());
  return number ? std::optional(std::clamp(*number, -furthest, furthest)) : std::nullopt;
}

void parse_body(Response& response, std::size_t most_values) {
  try {
    response.json = std::make_shared<const schemas::Document>(
        schemas::parse(response.body.text(), {.max_values = most_values}));
  } catch (const schemas::SyntaxError& error) {
    response.json_problem = fmt::format("line {}, column {}: expected {}, found {}", error.line,
                                        error.column, error.expected, error.found);
  }
}

const schemas::Value* Exchange::answered(int status) const {
  return response && response->status == status ? response->value() : nullptr;
}

bool Exchange::carries_body() const {
  return response && request.method != "HEAD" && response->status != 204 && response->status != 304;
}

bool Exchange::is_unreadable() const {
  return carries_body() && !response->json &&
         !(response->coding_problem.empty() && response->over_budget.empty());
}

bool Exchange::is_for(std::string_view operation, std::string_view kind) const {
  return std::any_of(probes.begin(), probes.end(), [&](const std::string& id) {
    return id.size() == operation.size() + 1 + kind.size() && id.starts_with(operation) &&
           id.ends_with(kind) && id[operation.size()] == '/';
  });
}

Exchange* Transcript::find(const Request& request) {
  const auto found = std::find_if(exchanges_.begin(), exchanges_.end(),
                                  [&](const Exchange& known) { return known.request == request; });
  return found == exchanges_.end() ? nullptr : &*found;
}

int Transcript::next_attempt(Request request) const {
  for (const Exchange& known : exchanges_) {
    // Attempts of one request stand in their order.
    if (known.request == request) ++request.attempt;
  }
  return request.attempt;
}

Exchange& Transcript::add(Exchange exchange) {
  exchange.number = exchanges_.size();
  return exchanges_.emplace_back(std::move(exchange));
}

std::vector<const Exchange*> Transcript::first_view() const {
  std::vector<const Exchange*> view;
  for (const Exchange& exchange : exchanges_) {
    if (!exchange.repeats) view.push_back(&exchange);
  }
  return view;
}

std::vector<const Exchange*> Transcript::latest_view() const {
  std::vector<const Exchange*> view = first_view();
  for (const Exchange& exchange : exchanges_) {
    if (!exchange.repeats) continue;
    for (const Exchange*& place : view) {
      if (place->number == *exchange.repeats || place->repeats == exchange.repeats) {
        place = &exchange;
      }
    }
  }
  return view;
}

}  // namespace sp::contract
