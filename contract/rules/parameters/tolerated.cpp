// A request that is odd, and not against the document, may be answered or refused. What is answered
// took the request as it is:
//   branch=master%00x       rows of that branch, none of `master`
//   limit=1&limit=2         one of the two, and no third
//   no_such_parameter=1     the answer that comes without it
#include <algorithm>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/parameters/parameters.h"
#include "seen/views.h"

namespace sp::contract::parameters {

namespace {

using schemas::Value;

// Fails the first row of a branch that was not asked for: the value was ignored, or read
// carelessly.
void expect_branch(const Exchange& exchange, const std::string& branch, bool verbatim,
                   Verdict& verdict) {
  const auto page = odd_page(exchange);
  if (!page) return;
  for (std::size_t i = 0; i < page->rows->size(); ++i) {
    const Value& row = (*page->rows)[i];
    const std::string_view* shown_branch = string_at(row, "branch");
    // A deployment may keep of a malformed encoding what it likes, but not nothing.
    const bool fine =
        shown_branch && (verbatim ? shown_branch->ends_with("ZZ") : *shown_branch == branch);
    if (fine || (!shown_branch && !null_at(row, "branch"))) continue;
    verdict.fail(exchange, fmt::format("/data/{}/branch", i),
                 fmt::format("only rows of {}", shown("branch", branch)),
                 shown_branch ? excerpt(*shown_branch) : "null");
    return;
  }
}

bool has_four_bytes(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xF0; });
}

void encoding(const Evidence& evidence, Verdict& verdict) {
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

// Either value may count, or the request is refused; nothing else.
void repeated(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, const Asked& asked) {
    if (asked.repeated.size() != 1 || may_be_of_nothing(evidence, exchange)) return;
    verdict.judged();
    const std::string& name = asked.repeated.front()->name;
    std::vector<std::string> values;
    for (const auto& [given, value] : exchange.request.values) {
      if (given == name) values.push_back(value);
    }
    const std::string either = fmt::format("{} or {}", values.front(), values.back());
    expect_no_failure(exchange,
                      fmt::format("{} given as {} and {}", name, values.front(), values.back()),
                      verdict);
    const auto page = odd_page(exchange);
    const auto echo = page ? integer_at(*page->pagination, name) : std::nullopt;
    if (!echo) return;
    if (std::find(values.begin(), values.end(), std::to_string(*echo)) == values.end()) {
      verdict.fail(exchange, "/pagination/" + name, either + ", or a 4xx", std::to_string(*echo));
    } else if (name == "limit" && page->rows->size() > static_cast<std::size_t>(*echo)) {
      verdict.fail(exchange, "/data",
                   OutOfRange{.most = *echo,
                              .found = static_cast<std::int64_t>(page->rows->size()),
                              .because = "the limit that the page tells",
                              .unit = "row"});
    }
  });
}

// The first documented member in which two pages of a history differ.
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
  const auto rows = [](const schemas::Array& page) {
    return counted(static_cast<std::int64_t>(page.size()), "row");
  };
  return Difference{"/data", rows(one), rows(other)};
}

std::optional<Difference> difference(const OddPage& one, const OddPage& other) {
  if (one.total && other.total && one.total != other.total) {
    return Difference{"/pagination/total", std::to_string(*one.total),
                      std::to_string(*other.total)};
  }
  return difference(*one.rows, *other.rows);
}

// An answer about the same history without a query; null when there is none.
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

void unknown(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, Asked asked) {
    const std::string names = asked.unknown.empty() ? "" : asked.unknown.front();
    asked.unknown.clear();
    if (names.empty() || !asked.is_documented() || may_be_of_nothing(evidence, exchange)) return;
    verdict.judged();
    expect_no_failure(exchange, fmt::format("{}, which is not documented", names), verdict);
    if (exchange.response->status == 404) {
      verdict.fail(exchange, "", "what is there without it, or a refusal of the parameter",
                   "status 404");
    }
    const auto page = odd_page(exchange);
    const bool alone = exchange.request.values.size() == 2;  // beside the sample
    const Exchange* plain = page && alone ? plain_history(evidence, exchange) : nullptr;
    const auto found = plain ? difference(*page, *odd_page(*plain)) : std::nullopt;
    if (!found) return;
    verdict.fail(exchange, found->pointer,
                 Differs{found->other, found->one, fmt::format("the answer without {}", names)},
                 {plain});
  });
}

}  // namespace

constexpr Rule encoding_rule{
    .name = "encoding",
    .title =
        "A branch name with odd characters or a broken encoding is taken as it is, or refused.",
    .why =
        "Branch names come from outside; none of them may break the server, or be taken for "
        "another.",
    .contract = citation,
    .probes = {kinds::branch_nul, kinds::branch_percent, kinds::branch_at_length},
    .operations = history_only,
    .judge = encoding};

constexpr Rule repeated_rule{
    .name = "repeated",
    .title = "If a parameter is given twice, one of its values counts, or the request is refused.",
    .why =
        "A client and a proxy may each take a different one of the two values, but neither expects "
        "a third.",
    .contract = citation,
    .probes = {kinds::limit_repeated},
    .operations = history_only,
    .judge = repeated};

constexpr Rule unknown_rule{
    .name = "unknown",
    .title = "An undocumented parameter changes nothing, or is refused.",
    .why = "Proxies and trackers add parameters; they must not change what is answered.",
    .contract = citation,
    .probes = {kinds::unknown_parameter, "ok"},
    .operations = history_only,
    .judge = unknown};

}  // namespace sp::contract::parameters
