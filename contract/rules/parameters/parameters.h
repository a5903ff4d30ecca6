// The family `parameters`: what the contract documents is taken, and what it does not is refused,
// never ignored and never a failure of the server (contract section 1, bad parameters). Every
// answer counts that tells how its operation takes parameters, whatever it was asked for.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "probes/parameter_values.h"
#include "rules/rule.h"

namespace sp::contract::parameters {

inline constexpr std::string_view citation = "contract section 1, bad parameters [B, D]";
inline constexpr Names history_only = {"getSampleHistory"};

// outside.cpp: what the document does not allow. The first is made into one rule a parameter, which
// has the parameter's name: `parameters.limit`, `parameters.offset` and so on.
extern const Rule outside_rule;
extern const Rule required_rule;
// large_ids.cpp
extern const Rule large_ids_rule;
// accepted.cpp
extern const Rule accepted_rule;
// tolerated.cpp: what may be answered or refused
extern const Rule encoding_rule;
extern const Rule repeated_rule;
extern const Rule unknown_rule;

// Calls `judge` with every exchange that tells of parameters, and what it asked.
template <class Judge>
void for_each_asked(const Evidence& evidence, const Judge& judge) {
  for (const Exchange* exchange : evidence.answers) {
    if (tells_of_parameters(*exchange, evidence.operation)) {
      judge(*exchange, asked_by(exchange->request, evidence.operation));
    }
  }
}

// Whether the status is a 4xx that is about the request, not about who asks, how or how often.
bool refuses(int status);

// "limit=5", as a finding shows it.
std::string shown(std::string_view name, const std::string& value);

// "created_after=…, created_before=…", where the one is later than the other; else nothing.
std::optional<std::string> reversed_dates(const Request& request);

// What a request is about: its path, and the query parameters that are required.
std::string thing(const Request& request, const schemas::Operation& operation);

// Whether the answer is a 404 that may be for what the request is about, rather than for that
// parameter: no success names the same ids. Such a 404 refuses nothing.
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

std::vector<Probe> probes(const schemas::Api& api);

// The kinds of probes that give the parameter a doubtful value, one that is too large for an id, a
// documented one, or none.
std::vector<std::string> doubtful_kinds(const schemas::Parameter& parameter);
std::vector<std::string> too_large_kinds(const schemas::Parameter& parameter);
std::vector<std::string> documented_kinds(const schemas::Operation& operation,
                                          const schemas::Parameter& parameter);
std::string left_out_kind(const schemas::Parameter& parameter);

// The kinds of the other probes.
namespace kinds {
inline constexpr const char* dates_reversed = "dates_reversed";
inline constexpr const char* dates_in_order = "dates_in_order";
inline constexpr const char* dates_equal = "dates_equal";
inline constexpr const char* branch_at_length = "branch_at_length";
inline constexpr const char* branch_nul = "branch_nul";
inline constexpr const char* branch_percent = "branch_percent";
inline constexpr const char* limit_repeated = "limit_repeated";
inline constexpr const char* unknown_parameter = "unknown_parameter";
}  // namespace kinds

}  // namespace sp::contract::parameters
