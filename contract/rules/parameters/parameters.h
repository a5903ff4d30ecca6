// What the files of the family `parameters` share: how an exchange is read, and the rules about
// requests that may be answered or refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "probes/parameter_values.h"
#include "rules/rule.h"

namespace sp::contract::parameters {

// Calls `judge` with every exchange that tells of parameters, and what it asked.
template <class Judge>
void for_each_asked(const Evidence& evidence, const Judge& judge) {
  for (const Exchange* exchange : evidence.answers) {
    if (tells_of_parameters(*exchange, evidence.operation)) {
      judge(*exchange, asked_by(exchange->request, evidence.operation));
    }
  }
}

// A 4xx that is about the request, not about who asks, how or how often.
bool refuses(int status);

// The value as a finding shows it.
std::string shown(std::string_view name, const std::string& value);

// What a request is about: its path, and the query parameters that are required.
std::string thing(const Request& request, const schemas::Operation& operation);

// Whether the answer is a 404 that may be for what the request is about, beside one parameter: no
// success names that by the same ids. Then it refuses nothing.
bool may_be_of_nothing(const Evidence& evidence, const Exchange& exchange,
                       std::string_view parameter = {});

// The page that a request with something out of the ordinary got after all. views.h has only
// pages of requests that have to succeed.
struct OddPage {
  const schemas::Array* rows;         // never null
  const schemas::Value* pagination;   // an object
  std::optional<std::int64_t> total;  // where it is known
};
std::optional<OddPage> odd_page(const Exchange& exchange);

// Fails what is neither a success nor a refusal.
void expect_no_failure(const Exchange& exchange, const std::string& asked, Verdict& verdict);

// The rules `encoding`, `repeated` and `unknown`.
void judge_encoding(const Evidence& evidence, Verdict& verdict);
void judge_repeated(const Evidence& evidence, Verdict& verdict);
void judge_unknown(const Evidence& evidence, Verdict& verdict);

}  // namespace sp::contract::parameters
