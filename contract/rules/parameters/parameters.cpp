#include "rules/parameters/parameters.h"

#include <algorithm>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/catalogue.h"
#include "seen/views.h"

namespace sp::contract {

namespace parameters {

using schemas::Operation;
using schemas::Parameter;
using schemas::Value;

bool refuses(int status) {
  return status >= 400 && status < 500 && status != 401 && status != 403 && status != 405;
}

std::string shown(std::string_view name, const std::string& value) {
  const bool plain =
      !value.empty() && value.size() <= 40 &&
      std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c < 0x7F; });
  return fmt::format("{}={}", name, plain ? value : excerpt(value, 40));
}

std::optional<std::string> reversed_dates(const Request& request) {
  const std::string* after = request.value("created_after");
  const std::string* before = request.value("created_before");
  if (!after || !before) return std::nullopt;
  const auto from = schemas::parse_date_time(*after);
  const auto to = schemas::parse_date_time(*before);
  if (!from || !to || *from <= *to) return std::nullopt;
  return fmt::format("created_after={}, created_before={}", *after, *before);
}

std::string thing(const Request& request, const Operation& operation) {
  std::string text(without_query(request.path));
  for (const auto& [name, value] : request.values) {
    const Parameter* parameter = operation.parameter(name);
    if (parameter && parameter->required) text += fmt::format("&{}={}", name, value);
  }
  return text;
}

bool may_be_of_nothing(const Evidence& evidence, const Exchange& exchange,
                       std::string_view parameter) {
  if (exchange.response->status != 404) return false;
  const Request& request = exchange.request;
  std::vector<const Parameter*> naming;
  for (const Parameter& one : evidence.operation.parameters) {
    if (one.required && request.value(one.name) && one.name != parameter) naming.push_back(&one);
  }
  const auto names_the_same = [&](const Exchange* other) {
    return other->expectation == Expectation::success && other->response &&
           other->response->status == 200 &&
           std::all_of(naming.begin(), naming.end(), [&](const Parameter* one) {
             const std::string* value = other->request.value(one->name);
             return value && *value == *request.value(one->name);
           });
  };
  return !naming.empty() && std::none_of(evidence.seen.exchanges().begin(),
                                         evidence.seen.exchanges().end(), names_the_same);
}

std::optional<OddPage> odd_page(const Exchange& exchange) {
  const Value* body = exchange.answered(200);
  const Value* rows = body ? body->find("data") : nullptr;
  const Value* pagination = body ? body->find("pagination") : nullptr;
  if (!rows || !rows->array() || !pagination || !pagination->object()) return std::nullopt;
  return OddPage{rows->array(), pagination, pagination_of(*body).total};
}

void expect_no_failure(const Exchange& exchange, const std::string& asked, Verdict& verdict) {
  const int status = exchange.response->status;
  if (status == 200 || refuses(status)) return;
  verdict.fail(exchange, "", "status 200 or a 4xx", fmt::format("status {} for {}", status, asked));
}

namespace {

// Completes rules by what the document has: the names of its parameters, the operations that have
// them, and the probes that ask with them.
class Document {
 public:
  Document(const Contract& contract, Family& family) : contract_(contract), family_(family) {}

  // One rule for each parameter that has a value outside, in the order of the document.
  void add_outside() {
    Names names;
    for_each_parameter([&](std::string_view, const Parameter& parameter) {
      if (!doubtful_kinds(parameter).empty()) names.add_once(parameter.name);
    });
    for (const std::string_view name : names) family_.rules.push_back(outside(name));
  }

  void add_accepted() {
    Rule rule = accepted_rule;
    for_each_query_parameter([&](std::string_view operation, const Parameter& parameter) {
      for (const std::string& kind : documented_kinds(*contract_.api.find(operation), parameter))
        rule.probes.add_once(kept(kind));
    });
    family_.rules.push_back(rule);
  }

  void add_required() {
    Rule rule = required_rule;
    for_each_query_parameter([&](std::string_view operation, const Parameter& parameter) {
      if (!parameter.required) return;
      rule.probes.add_once(kept(left_out_kind(parameter)));
      rule.operations.add_once(operation);
    });
    family_.rules.push_back(rule);
  }

  // For the operations with an id whose greatest value is known from the platform's code.
  void add_large_ids() {
    Rule rule = large_ids_rule;
    for_each_parameter([&](std::string_view operation, const Parameter& parameter) {
      if (!greatest_known(parameter)) return;
      rule.operations.add_once(operation);
      for (const std::string& kind : too_large_kinds(parameter)) rule.probes.add_once(kept(kind));
    });
    if (!rule.operations.empty()) family_.rules.push_back(rule);
  }

 private:
  std::string_view kept(std::string text) { return family_.texts.emplace_front(std::move(text)); }

  template <class Each>
  void for_each_parameter(const Each& each) const {
    for (const std::string_view id : operation_ids) {
      for (const Parameter& parameter : contract_.api.find(id)->parameters) each(id, parameter);
    }
  }

  template <class Each>
  void for_each_query_parameter(const Each& each) const {
    for_each_parameter([&](std::string_view id, const Parameter& parameter) {
      if (parameter.in == Parameter::In::query) each(id, parameter);
    });
  }

  // What is asked so that there is something to judge: the family's own, and the envelope's.
  Rule outside(std::string_view name) {
    Rule rule = outside_rule;
    rule.name = name;
    rule.title = kept(fmt::format("A value of {} outside what is documented is refused.", name));
    for_each_parameter([&](std::string_view operation, const Parameter& parameter) {
      if (parameter.name != name) return;
      rule.operations.add(operation);
      for (const std::string& kind : doubtful_kinds(parameter)) rule.probes.add_once(kept(kind));
    });
    if (name == "run_id" || name == "group_by" || name == "branch") rule.probes.add("long_value");
    if (name == "limit") rule.probes.add(kinds::limit_repeated);
    if (name == "created_after") rule.probes.add(kinds::dates_reversed);
    return rule;
  }

  const Contract& contract_;
  Family& family_;
};

}  // namespace

}  // namespace parameters

Family parameters_family(const Contract& contract) {
  using namespace parameters;
  Family family{"parameters", {}, probes(contract.api)};
  Document document(contract, family);
  document.add_outside();
  document.add_large_ids();
  document.add_accepted();
  document.add_required();
  for (const Rule& rule : {encoding_rule, repeated_rule, unknown_rule}) {
    family.rules.push_back(rule);
  }
  return family;
}

}  // namespace sp::contract
