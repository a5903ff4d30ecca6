#include "rules/envelope/envelope.h"

#include "rules/catalogue.h"

namespace sp::contract {

namespace envelope {

bool is_error(const Exchange& exchange) {
  return exchange.response->status >= 400 && exchange.carries_body() && !exchange.is_unreadable();
}

namespace {

std::vector<Probe> probes(const schemas::Api& api) {
  std::vector<Probe> all;
  for (const std::string_view id : operation_ids) {
    // A run's summary has its bad ids elsewhere, and every method by the token in turn.
    const bool is_summary = id == "getRunSummary";
    if (!is_summary) all.push_back(long_value_probe(*api.find(id)));
    all.push_back(wrong_method_probe(*api.find(id)));
    all.push_back(other_method_probe(*api.find(id)));
    if (!is_summary) all.push_back(post_probe(*api.find(id)));
  }
  all.push_back(first_in_turn(unknown_path_probe(*api.find("getRunSummary"))));
  return all;
}

}  // namespace

}  // namespace envelope

Family envelope_family(const Contract& contract) {
  using namespace envelope;
  return {
      "envelope",
      {members_rule, snake_case_rule, code_fits_rule, lengths_rule, message_is_text_rule,
       status_agrees_rule, fields_fit_rule, internals_rule, unknown_path_rule, wrong_method_rule},
      envelope::probes(contract.api)};
}

}  // namespace sp::contract
