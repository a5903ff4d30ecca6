// Rules of the family `result` that hold a result against other answers about it, or about its
// regression test.
#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "rules/result/result.h"
#include "seen/error_lists.h"
#include "seen/views.h"

namespace sp::contract::result {

namespace {

// What the two revisions document, but for the outputs; a deployment may add what changes from
// one answer to the next.
constexpr std::string_view members[] = {
    "run_id",      "sample_id",      "regression_id", "regression_test_id",
    "sample_name", "category",       "categories",    "command",
    "status",      "runtime_ms",     "exit_code",     "expected_exit_code",
    "expected_rc", "result_message", "tags"};
constexpr std::string_view output_members[] = {"output_id", "filename", "status", "expected_hash",
                                               "actual_hash"};

bool same_member(const schemas::Value& a, const schemas::Value& b, std::string_view name) {
  const schemas::Value* one = a.find(name);
  const schemas::Value* other = b.find(name);
  return one && other ? *one == *other : one == other;
}

bool same_outputs(const schemas::Value& a, const schemas::Value& b) {
  const schemas::Array& some = array_at(a, "outputs");
  const schemas::Array& others = array_at(b, "outputs");
  return std::equal(some.begin(), some.end(), others.begin(), others.end(),
                    [](const schemas::Value& x, const schemas::Value& y) {
                      return std::all_of(std::begin(output_members), std::end(output_members),
                                         [&](auto name) { return same_member(x, y, name); });
                    });
}

// The first documented member in which two answers differ.
std::optional<std::string> difference(const schemas::Value& a, const schemas::Value& b) {
  for (const std::string_view name : members) {
    if (!same_member(a, b, name)) return std::string(name);
  }
  if (!same_outputs(a, b)) return "outputs";
  return std::nullopt;
}

std::string shown(const schemas::Value& body, std::string_view member) {
  const schemas::Value* value = body.find(member);
  return value ? value->dump(80) : "no such member";
}

}  // namespace

void agrees_with_itself(const Evidence& evidence, Verdict& verdict) {
  std::map<std::pair<std::int64_t, std::int64_t>, SeenResult> first;
  for (const SeenResult& result : evidence.seen.results()) {
    if (!result.run_id || !result.regression_id) continue;
    const auto [known, added] = first.try_emplace({*result.run_id, *result.regression_id}, result);
    if (added) continue;
    verdict.judged();
    const schemas::Value& before = *known->second.body;
    const auto member = difference(before, *result.body);
    if (!member) continue;
    verdict.fail(*result.exchange, "/" + schemas::pointer_token(*member),
                 fmt::format("{}, as before", shown(before, *member)), shown(*result.body, *member),
                 {known->second.exchange});
  }
}

// A regression test is of one sample, in every run.
void one_sample(const Evidence& evidence, Verdict& verdict) {
  std::map<std::int64_t, SeenResult> first;
  for (const SeenResult& result : evidence.seen.results()) {
    if (!result.regression_id || !result.sample_id) continue;
    const auto [known, added] = first.try_emplace(*result.regression_id, result);
    if (added) continue;
    verdict.judged();
    if (known->second.sample_id == result.sample_id) continue;
    verdict.fail(
        *result.exchange, "/sample_id",
        fmt::format("{}, the sample of regression test {} in run {}", *known->second.sample_id,
                    *result.regression_id, known->second.run_id.value_or(0)),
        std::to_string(*result.sample_id), {known->second.exchange});
  }
}

namespace {

std::vector<std::string> sorted_texts(const schemas::Array& items) {
  std::vector<std::string> texts;
  for (const schemas::Value& item : items) texts.push_back(item.dump());
  std::sort(texts.begin(), texts.end());
  return texts;
}

// Lists of names are sets: no order of them is promised.
bool same_but_for_order(const schemas::Value& a, const schemas::Value& b) {
  const schemas::Array* some = a.array();
  const schemas::Array* others = b.array();
  if (!some || !others) return a == b;
  return sorted_texts(*some) == sorted_texts(*others);
}

}  // namespace

// What an answer tells of the regression test, rather than of what became of it in the run. The
// expected exit code is none of these: a deployment may keep the one that the run went by.
void same_test(const Evidence& evidence, Verdict& verdict) {
  constexpr std::string_view members_of_a_test[] = {"sample_name", "category", "categories",
                                                    "command", "tags"};
  std::map<std::int64_t, SeenResult> first;
  for (const SeenResult& result : evidence.seen.results()) {
    if (!result.regression_id) continue;
    const auto [known, added] = first.try_emplace(*result.regression_id, result);
    if (added || known->second.run_id == result.run_id) continue;
    verdict.judged();
    const schemas::Value& before = *known->second.body;
    for (const std::string_view member : members_of_a_test) {
      const schemas::Value* then = before.find(member);
      const schemas::Value* now = result.body->find(member);
      if (!then || !now || same_but_for_order(*then, *now)) continue;
      verdict.fail(*result.exchange, "/" + std::string(member),
                   fmt::format("{}, as for regression test {} in run {}", shown(before, member),
                               *result.regression_id, known->second.run_id.value_or(0)),
                   shown(*result.body, member), {known->second.exchange});
    }
  }
}

namespace {

// The tests of a sample that are known to have a result in a run, and the answers that say so.
struct KnownTest {
  std::int64_t id;
  const Exchange* source;
};

std::vector<KnownTest> tests_of(const Evidence& evidence, const SeenResult& result) {
  std::vector<KnownTest> tests;
  const ErrorLists& lists = evidence.seen.errors();
  for (const ErrorList& list : lists.all()) {
    if (list.grouping != "regression_id" || list.run != std::to_string(*result.run_id)) continue;
    for (const SeenBucket& row : list.rows) {
      const bool of_sample = row.lists_samples && row.sample_set() == SampleIds{*result.sample_id};
      if (of_sample && row.id()) tests.push_back({*row.id(), row.page->exchange});
    }
  }
  for (const Page& page : evidence.seen.pages("getSampleHistory")) {
    if (page.asked("sample_id") != std::to_string(*result.sample_id)) continue;
    for (const SeenRow& row : history_rows(page)) {
      const bool of_run = row.run_id && row.run_id == result.run_id;
      if (of_run && row.regression_id) tests.push_back({*row.regression_id, page.exchange});
    }
  }
  return tests;
}

}  // namespace

// Of several tests of a sample, an id of the sample means the lowest that has a result.
void lowest_test(const Evidence& evidence, Verdict& verdict) {
  for (const SeenResult& result : evidence.seen.results()) {
    const std::string* asked = result.exchange->request.value("sample_id");
    if (!result.run_id || !result.sample_id || !result.regression_id || !asked ||
        *asked != std::to_string(*result.sample_id)) {
      continue;
    }
    for (const KnownTest& test : tests_of(evidence, result)) {
      verdict.judged();
      if (test.id >= *result.regression_id) continue;
      verdict.fail(*result.exchange, "/regression_id",
                   fmt::format("{}, the lowest test of sample {} that has a result", test.id,
                               *result.sample_id),
                   std::to_string(*result.regression_id), {test.source});
    }
  }
}

}  // namespace sp::contract::result
