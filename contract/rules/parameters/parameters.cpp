// The family `parameters`: what the contract documents is taken, and what it does not is refused,
// never ignored and never a failure of the server (contract section 1, bad parameters).
#include "rules/parameters/parameters.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "probes/parameter_values.h"
#include "rules/catalogue.h"
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

// By what is out of the ordinary about the parameter that the rule is named after.
void outside(const Evidence& evidence, Verdict& verdict) {
  doubtful(evidence, std::string(evidence.rule), verdict);
  if (evidence.rule == "created_after") dates_reversed(evidence, verdict);
}

// Makes the rules that depend on what a document has.
class Rules {
 public:
  Rules(const Contract& contract, Family& family) : contract_(contract), family_(family) {}

  // Every parameter that has a value outside, in the order of the document.
  void by_parameter() {
    Names names;
    for_each_parameter([&](std::string_view, const Parameter& parameter) {
      if (!doubtful_kinds(parameter).empty()) names.add_once(parameter.name);
    });
    for (const std::string_view name : names) family_.rules.push_back(rule_for(name));
  }

  // What is judged of the operations as a whole.
  void by_request() {
    Names to_accept = {"ok", kinds::branch_at_length, kinds::unknown_parameter};
    Names to_require;
    Names requiring;
    for_each_parameter([&](std::string_view operation, const Parameter& parameter) {
      if (parameter.in == Parameter::In::path) return;
      for (const std::string& kind : documented_kinds(parameter)) to_accept.add_once(kept(kind));
      if (!parameter.required) return;
      to_require.add_once(kept(kinds::left_out(parameter)));
      requiring.add_once(operation);
    });
    family_.rules.push_back({.name = "accepted",
                             .title = "Every documented value is accepted.",
                             .why = "A client that keeps to the document must not be turned away.",
                             .contract = "contract sections 1 to 6, parameters",
                             .probes = to_accept,
                             .operations = {},
                             .judge = accepted});
    // Upstream requires none in a query.
    if (requiring.empty()) return;
    family_.rules.push_back(
        {.name = "required",
         .title = "A request without a required parameter is refused.",
         .why = "An answer about something that the client did not name is not an answer.",
         .contract = "contract section 5 [P]",
         .probes = to_require,
         .operations = requiring,
         .judge = required});
  }

 private:
  std::string_view kept(std::string text) { return family_.texts.emplace_front(std::move(text)); }

  template <class Each>
  void for_each_parameter(const Each& each) const {
    for (const std::string_view id : operation_ids) {
      for (const Parameter& parameter : contract_.api.find(id)->parameters) each(id, parameter);
    }
  }

  // What is asked so that there is something to judge: the family's own, and the envelope's.
  Rule rule_for(std::string_view name) {
    Names operations;
    Names probes;
    for_each_parameter([&](std::string_view operation, const Parameter& parameter) {
      if (parameter.name != name) return;
      operations.add(operation);
      for (const std::string& kind : doubtful_kinds(parameter)) probes.add_once(kept(kind));
    });
    if (name == "run_id" || name == "group_by" || name == "branch") probes.add("long_value");
    if (name == "limit") probes.add(kinds::limit_repeated);
    if (name == "created_after") probes.add(kinds::dates_reversed);
    return {
        .name = name,
        .title = kept(fmt::format("A value of {} outside what is documented is refused.", name)),
        .why =
            "A value that is ignored gives a client the answer to a question that it did "
            "not ask; a failure of the server tells it to ask again.",
        .contract = citation,
        .probes = probes,
        .operations = operations,
        .judge = outside};
  }

  const Contract& contract_;
  Family& family_;
};

// Of requests that may be answered or refused, all of them about a history.
std::vector<Rule> tolerant_rules() {
  const auto rule = [](const char* name, const char* title, const char* why, const char* contract,
                       const Names& probes, void (*judge)(const Evidence&, Verdict&)) -> Rule {
    return {name, title, why, contract, probes, {"getSampleHistory"}, judge};
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
  Family family{"parameters", {}, parameter_probes(contract)};
  Rules rules(contract, family);
  rules.by_parameter();
  rules.by_request();
  for (const Rule& rule : tolerant_rules()) family.rules.push_back(rule);
  return family;
}

}  // namespace sp::contract
