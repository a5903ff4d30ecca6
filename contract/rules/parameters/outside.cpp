// A request that the document does not allow is refused, with a status that says so:
//   limit=0, limit=1e1, limit=plenty, offset=-1, status=bogus    a 4xx
//   /runs/0/summary                                              400, where the document has it
//   created_after later than created_before                      a 4xx
//   a required parameter left out                                a 4xx
// A number that the document does not forbid and a deployment need not take (such as an offset of
// thirty digits) may be refused, too; where it is taken, the answer is the one that was asked for.
#include <algorithm>

#include <fmt/format.h>

#include "rules/parameters/parameters.h"

namespace sp::contract::parameters {

namespace {

using schemas::Parameter;
using schemas::Value;

void expect_refusal(const Exchange& exchange, const std::string& demanded, const std::string& asked,
                    Verdict& verdict) {
  verdict.judged();
  const int status = exchange.response->status;
  if (refuses(status)) return;
  verdict.fail(exchange, "", fmt::format("a 4xx: {}", demanded),
               fmt::format("status {} for {}", status, asked));
}

// A deployment need not take such a number; one that takes it must mean it.
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
    verdict.fail(exchange, "/data", fmt::format("no rows at offset {}", *given.value),
                 counted(static_cast<std::int64_t>(page->rows->size()), "row"));
  }
}

// Judges every exchange in which nothing but this parameter is out of the ordinary.
void doubtful(const Evidence& evidence, const std::string& name, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, const Asked& asked) {
    if (!asked.is_well_formed() || asked.outside.size() + asked.open.size() != 1) return;
    const Asked::Given& given = asked.open.empty() ? asked.outside.front() : asked.open.front();
    if (given.parameter->name != name) return;
    // Odd texts are for `encoding` to judge.
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
    expect_refusal(exchange, "created_after must not be later than created_before", *reversed,
                   verdict);
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

// Judges what is out of the ordinary about the parameter that the rule is named after.
void outside(const Evidence& evidence, Verdict& verdict) {
  doubtful(evidence, std::string(evidence.rule), verdict);
  if (evidence.rule == "created_after") dates_reversed(evidence, verdict);
}

// Upstream requires none in a query.
bool some_is_required(const Contract& contract) {
  return std::any_of(std::begin(operation_ids), std::end(operation_ids), [&](std::string_view id) {
    const auto& all = contract.api.find(id)->parameters;
    return std::any_of(all.begin(), all.end(), [](const Parameter& parameter) {
      return parameter.required && parameter.in == Parameter::In::query;
    });
  });
}

}  // namespace

// Without what depends on the parameter: name, title, operations and probes.
constexpr Rule outside_rule{.name = {},
                            .title = {},
                            .why =
                                "If the server ignores the value, the client gets the answer to "
                                "another question; if the server fails, the client asks again.",
                            .contract = citation,
                            .probes = {},
                            .operations = {},
                            .judge = outside};

// Without what depends on the parameters that are required: operations and probes.
constexpr Rule required_rule{
    .name = "required",
    .title = "A request without a required parameter is refused.",
    .why = "Without the parameter, the server has to guess what the client asks about.",
    .contract = "contract section 5 [P]",
    .probes = {},
    .operations = {},
    .judge = required,
    .holds_in = some_is_required};

}  // namespace sp::contract::parameters
