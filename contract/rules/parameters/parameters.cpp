// The family `parameters`: what the contract documents is taken, and what it does not is refused,
// never ignored and never a failure of the server (contract section 1, bad parameters).
#include "rules/parameters/parameters.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "rules/catalogue.h"
#include "probes/parameter_values.h"
#include "rules/parameters/probes.h"

namespace sp::contract {

namespace {

using schemas::Operation;
using schemas::Parameter;
using schemas::Value;
namespace kinds = parameter_kinds;
using namespace parameters;

constexpr const char* citation = "contract section 1, bad parameters [B, D]";

void expect_refusal(const Exchange& exchange, const std::string& demanded, const std::string& asked,
                    Verdict& verdict) {
  verdict.judged();
  const int status = exchange.response->status;
  if (refuses(status)) return;
  verdict.fail(exchange, "", fmt::format("a 4xx: {}", demanded),
               fmt::format("status {} for {}", status, asked));
}

// A number that the document does not forbid and a deployment need not take: what takes it must
// mean it.
void expect_honesty(const Exchange& exchange, const Asked::Given& given, Verdict& verdict) {
  verdict.judged();
  expect_no_failure(exchange, shown(given.parameter->name, *given.value), verdict);
  const auto page = odd_page(exchange);
  const Value* echo =
      page && given.parameter->integer ? page->pagination->find(given.parameter->name) : nullptr;
  if (!echo || !echo->is_number()) return;
  const bool far = given.parameter->name == "offset" && given.value->size() > 10;
  if (echo->dump(60) != *given.value) {
    verdict.fail(exchange, "/pagination/" + given.parameter->name,
                 fmt::format("{}, or a 4xx", *given.value), echo->dump(60));
  } else if (far && !page->rows->empty()) {
    verdict.fail(exchange, "/data", fmt::format("no rows after the first {}", *given.value),
                 fmt::format("{} rows", page->rows->size()));
  }
}

// `created_after` later than `created_before`: nothing, or one as text each.
std::optional<std::string> reversed_dates(const Request& request) {
  const std::string* after = request.value("created_after");
  const std::string* before = request.value("created_before");
  if (!after || !before) return std::nullopt;
  const auto from = schemas::parse_date_time(*after);
  const auto to = schemas::parse_date_time(*before);
  if (!from || !to || *from <= *to) return std::nullopt;
  return fmt::format("created_after={}, created_before={}", *after, *before);
}

// By every exchange in which nothing but this parameter is out of the ordinary.
void doubtful(const Evidence& evidence, const std::string& name, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, const Asked& asked) {
    if (!asked.is_well_formed() || asked.outside.size() + asked.open.size() != 1) return;
    const Asked::Given& given = asked.open.empty() ? asked.outside.front() : asked.open.front();
    if (given.parameter->name != name) return;
    // Odd texts are those of `encoding`.
    const bool odd_text = name == "branch" && given.standing == Standing::open;
    if (odd_text) return;
    if (may_be_of_nothing(evidence, exchange, name)) return;
    if (given.standing == Standing::open) return expect_honesty(exchange, given, verdict);
    const std::string demanded = fmt::format("{} takes {}", name, demand(*given.parameter));
    expect_refusal(exchange, demanded, shown(name, *given.value), verdict);
    // Where the document has no 400, a thing with such an id may just not be there.
    const bool in_path = given.parameter->in == Parameter::In::path;
    if (evidence.operation.documents(400) && in_path && exchange.response->status == 404) {
      verdict.fail(exchange, "", "status 400: " + demanded, "status 404");
    }
  });
}

void dates_reversed(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, const Asked& asked) {
    const auto reversed = reversed_dates(exchange.request);
    if (!reversed || !asked.is_documented() || may_be_of_nothing(evidence, exchange)) return;
    expect_refusal(exchange, "created_after is not later than created_before", *reversed, verdict);
  });
}

void required(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, Asked asked) {
    if (asked.missing.size() != 1) return;
    const std::string name = asked.missing.front()->name;
    asked.missing.clear();
    if (!asked.is_documented() || may_be_of_nothing(evidence, exchange)) return;
    expect_refusal(exchange, name + " is required", "a request without " + name, verdict);
  });
}

// Something of the same thing that was found, with another query.
const Exchange* found_otherwise(const Evidence& evidence, const Exchange& exchange) {
  const std::string sought = thing(exchange.request, evidence.operation);
  for (const Exchange* other : evidence.answers) {
    if (other != &exchange && other->response->status == 200 &&
        tells_of_parameters(*other, evidence.operation) &&
        other->expectation == Expectation::success &&
        thing(other->request, evidence.operation) == sought) {
      return other;
    }
  }
  return nullptr;
}

std::string query_of(const Request& request) {
  const auto begin = request.path.find('?');
  const std::string query = begin == std::string::npos ? "" : request.path.substr(begin + 1);
  if (query.empty()) return "no query";
  return query.size() <= 80 ? query : query.substr(0, 80) + "…";
}

// A regression test that is not the sample's is refused (contract section 6 [U]).
bool may_be_of_another_sample(const Exchange& exchange) {
  return exchange.request.operation == "getSampleHistory" &&
         exchange.request.value("regression_test_id") != nullptr;
}

void accepted(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, const Asked& asked) {
    if (exchange.expectation != Expectation::success || !asked.is_documented()) return;
    if (reversed_dates(exchange.request) || may_be_of_another_sample(exchange)) return;
    const int status = exchange.response->status;
    if (status == 200) return verdict.judged();
    // A token that is not let in and a server that fails are judged by `response.succeeds`: neither
    // is about the values. A thing may not be there, unless it was there for others.
    const Exchange* other = status == 404 ? found_otherwise(evidence, exchange) : nullptr;
    if (!refuses(status) || (status == 404 && !other)) return;
    verdict.judged();
    verdict.fail(exchange, "", "status 200: all of these values are documented",
                 fmt::format("status {} for {}", status, query_of(exchange.request)),
                 other ? std::vector{other} : std::vector<const Exchange*>());
  });
}

std::vector<std::string> operations_with(const Contract& contract, std::string_view name) {
  std::vector<std::string> ids;
  for (const std::string_view id : operation_ids) {
    if (contract.api.find(id)->parameter(name)) ids.emplace_back(id);
  }
  return ids;
}

// Adds what is not there yet.
void add(std::vector<std::string>& all, const std::vector<std::string>& more) {
  for (const std::string& one : more) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  }
}

// What is asked so that there is something to judge: the family's own, and the envelope's.
std::vector<std::string> probes_for(const Contract& contract, const std::string& name) {
  std::vector<std::string> probes;
  for (const std::string& id : operations_with(contract, name)) {
    add(probes, doubtful_kinds(*contract.api.find(id)->parameter(name)));
  }
  if (name == "run_id" || name == "group_by" || name == "branch") probes.push_back("long_value");
  if (name == "limit") probes.push_back(kinds::limit_repeated);
  if (name == "created_after") probes.push_back(kinds::dates_reversed);
  return probes;
}

Rule rule_for(const Contract& contract, const std::string& name) {
  return {name,
          fmt::format("A value of {} outside what is documented is refused.", name),
          "A value that is ignored gives a client the answer to a question that it did not ask; a "
          "failure of the server tells it to ask again.",
          citation,
          probes_for(contract, name),
          operations_with(contract, name),
          Scope::operation,
          [name](const Evidence& evidence, Verdict& verdict) {
            doubtful(evidence, name, verdict);
            if (name == "created_after") dates_reversed(evidence, verdict);
          }};
}

// Every parameter that has a value outside, in the order of the document.
std::vector<Rule> rules_by_parameter(const Contract& contract) {
  std::vector<std::string> names;
  for (const std::string_view id : operation_ids) {
    for (const Parameter& parameter : contract.api.find(id)->parameters) {
      if (!doubtful_kinds(parameter).empty()) add(names, {parameter.name});
    }
  }
  std::vector<Rule> rules;
  for (const std::string& name : names) rules.push_back(rule_for(contract, name));
  return rules;
}

// What is judged of the operations as a whole.
std::vector<Rule> rules_by_request(const Contract& contract) {
  std::vector<std::string> to_accept = {"ok", kinds::branch_at_length, kinds::unknown_parameter};
  std::vector<std::string> to_require;
  std::vector<std::string> requiring;
  for (const std::string_view id : operation_ids) {
    for (const Parameter& parameter : contract.api.find(id)->parameters) {
      if (parameter.in == Parameter::In::path) continue;
      add(to_accept, documented_kinds(parameter));
      if (!parameter.required) continue;
      add(to_require, {kinds::left_out(parameter)});
      add(requiring, {std::string(id)});
    }
  }
  std::vector<Rule> rules = {{"accepted",
                              "Every documented value is accepted.",
                              "A client that keeps to the document must not be turned away.",
                              "contract sections 1 to 6, parameters",
                              to_accept,
                              {},
                              Scope::operation,
                              accepted}};
  // Upstream requires none in a query.
  if (requiring.empty()) return rules;
  rules.push_back({"required", "A request without a required parameter is refused.",
                   "An answer about something that the client did not name is not an answer.",
                   "contract section 5 [P]", to_require, requiring, Scope::operation, required});
  return rules;
}

// Of requests that may be answered or refused, all of them about a history.
std::vector<Rule> tolerant_rules() {
  const auto rule = [](const char* name, const char* title, const char* why, const char* contract,
                       std::vector<std::string> probes,
                       void (*judge)(const Evidence&, Verdict&)) -> Rule {
    return {name, title, why, contract, std::move(probes), {"getSampleHistory"}, Scope::operation,
            judge};
  };
  return {
      rule("encoding", "Odd characters and a broken encoding are taken as they are, or refused.",
           "Branch names come from outside; none of them may break the server, or be taken for "
           "another.",
           citation, {kinds::branch_nul, kinds::branch_percent, kinds::branch_at_length},
           judge_encoding),
      rule("repeated", "A parameter given twice has one of its values, or is refused.",
           "A client and a proxy that read the query differently would see two things.", citation,
           {kinds::limit_repeated}, judge_repeated),
      rule("unknown", "An undocumented parameter changes nothing, or is refused.",
           "Proxies and trackers add parameters; they must not change what is answered.", citation,
           {kinds::unknown_parameter, "ok"}, judge_unknown)};
}

}  // namespace

Family parameters_family(const Contract& contract) {
  Family family{"parameters", rules_by_parameter(contract), parameter_probes(contract)};
  for (Rule& rule : rules_by_request(contract)) family.rules.push_back(std::move(rule));
  for (Rule& rule : tolerant_rules()) family.rules.push_back(std::move(rule));
  return family;
}

}  // namespace sp::contract
