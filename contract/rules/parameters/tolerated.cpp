// Rules of the family `parameters` about requests that may be answered or refused: what is
// answered must have taken them as they are.
#include <algorithm>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/parameters/parameters.h"
#include "seen/views.h"

namespace sp::contract::parameters {

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

std::optional<OddPage> odd_page(const Exchange& exchange) {
  const Value* body = exchange.answered(200);
  const Value* rows = body ? body->find("data") : nullptr;
  const Value* pagination = body ? body->find("pagination") : nullptr;
  if (!rows || !rows->array() || !pagination || !pagination->object()) return std::nullopt;
  return OddPage{rows->array(), pagination, pagination_of(*body).total};
}

std::string thing(const Request& request, const Operation& operation) {
  std::string text = request.path.substr(0, request.path.find('?'));
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

void expect_no_failure(const Exchange& exchange, const std::string& asked, Verdict& verdict) {
  const int status = exchange.response->status;
  if (status == 200 || refuses(status)) return;
  verdict.fail(exchange, "", "status 200 or a 4xx", fmt::format("status {} for {}", status, asked));
}

namespace {

// A row of another branch than the one that was asked for: the value was ignored, or only
// what a careless reader made of it was looked at.
void expect_branch(const Exchange& exchange, const std::string& branch, bool verbatim,
                   Verdict& verdict) {
  const auto page = odd_page(exchange);
  if (!page) return;
  for (std::size_t i = 0; i < page->rows->size(); ++i) {
    const Value& row = (*page->rows)[i];
    const std::string* shown_branch = string_at(row, "branch");
    // How much of a malformed encoding is left is the deployment's to say, but not nothing.
    const bool fine =
        shown_branch && (verbatim ? shown_branch->ends_with("ZZ") : *shown_branch == branch);
    if (fine || (!shown_branch && !null_at(row, "branch"))) continue;
    verdict.fail(exchange, fmt::format("/data/{}/branch", i),
                 fmt::format("no row but of {}", shown("branch", branch)),
                 shown_branch ? excerpt(*shown_branch) : "null");
    return;
  }
}

bool has_four_bytes(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
}

// In which place two pages of a history differ, by what the contract documents of them.
struct Difference {
  std::string pointer;
  std::string one;
  std::string other;
};

std::optional<Difference> difference(const schemas::Array& one, const schemas::Array& other) {
  static constexpr std::string_view members[] = {
      "run_id", "regression_test_id", "status",    "platform",
      "branch", "commit_sha",         "tested_at", "failure_signature"};
  for (std::size_t i = 0; i < std::min(one.size(), other.size()); ++i) {
    for (const std::string_view name : members) {
      const Value* here = one[i].find(name);
      const Value* there = other[i].find(name);
      if (here && there && !(*here == *there)) {
        return Difference{fmt::format("/data/{}/{}", i, name), here->dump(80), there->dump(80)};
      }
    }
  }
  if (one.size() == other.size()) return std::nullopt;
  return Difference{"/data", fmt::format("{} rows", one.size()),
                    fmt::format("{} rows", other.size())};
}

std::optional<Difference> difference(const OddPage& one, const OddPage& other) {
  if (one.total && other.total && one.total != other.total) {
    return Difference{"/pagination/total", std::to_string(*one.total),
                      std::to_string(*other.total)};
  }
  return difference(*one.rows, *other.rows);
}

// The same history without anything in its query.
const Exchange* plain_history(const Evidence& evidence, const Exchange& exchange) {
  for (const Exchange* other : evidence.answers) {
    if (other->expectation == Expectation::success && odd_page(*other) &&
        tells_of_parameters(*other, evidence.operation) &&
        asks_only(other->request, evidence.operation, {}) &&
        thing(other->request, evidence.operation) == thing(exchange.request, evidence.operation)) {
      return other;
    }
  }
  return nullptr;
}

}  // namespace

void judge_encoding(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, const Asked& asked) {
    const std::string* branch = exchange.request.value("branch");
    if (!branch || !asked.outside.empty()) return;
    const bool odd = !asked.open.empty() && asked.open.front().value == branch;
    if (!odd && !asked.verbatim && !has_four_bytes(*branch)) return;
    if (may_be_of_nothing(evidence, exchange)) return;
    verdict.judged();
    expect_no_failure(exchange, shown("branch", *branch), verdict);
    expect_branch(exchange, *branch, asked.verbatim, verdict);
  });
}

// Given twice, either value may count, or it is refused; nothing else.
void judge_repeated(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, const Asked& asked) {
    if (asked.repeated.size() != 1 || may_be_of_nothing(evidence, exchange)) return;
    verdict.judged();
    const std::string& name = asked.repeated.front()->name;
    std::vector<std::string> values;
    for (const auto& [given, value] : exchange.request.values) {
      if (given == name) values.push_back(value);
    }
    const std::string either = fmt::format("{} or {}", values.front(), values.back());
    expect_no_failure(exchange, fmt::format("{} of {}", name, either), verdict);
    const auto page = odd_page(exchange);
    const auto echo = page ? integer_at(*page->pagination, name) : std::nullopt;
    if (!echo) return;
    if (std::find(values.begin(), values.end(), std::to_string(*echo)) == values.end()) {
      verdict.fail(exchange, "/pagination/" + name, either + ", or a 4xx", std::to_string(*echo));
    } else if (name == "limit" && page->rows->size() > static_cast<std::size_t>(*echo)) {
      verdict.fail(exchange, "/data", fmt::format("at most {} rows", *echo),
                   fmt::format("{} rows", page->rows->size()));
    }
  });
}

void judge_unknown(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, Asked asked) {
    const std::string names = asked.unknown.empty() ? "" : asked.unknown.front();
    asked.unknown.clear();
    if (names.empty() || !asked.is_documented() || may_be_of_nothing(evidence, exchange)) return;
    verdict.judged();
    expect_no_failure(exchange, fmt::format("{}, which is not documented", names), verdict);
    const auto page = odd_page(exchange);
    const bool alone = exchange.request.values.size() == 2;  // beside the sample
    const Exchange* plain = page && alone ? plain_history(evidence, exchange) : nullptr;
    const auto found = plain ? difference(*page, *odd_page(*plain)) : std::nullopt;
    if (!found) return;
    verdict.fail(exchange, found->pointer, fmt::format("{}, as without {}", found->other, names),
                 found->one, {plain});
  });
}

}  // namespace sp::contract::parameters
