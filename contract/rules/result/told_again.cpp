// What several answers tell of the same thing is the same:
//   the same run and regression test    the same result
//   the same regression test            the same sample, sample name, categories, command and tags
//   the same sample                     the same sample name
#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>

#include <sp/schemas/pointer.h>

#include "exchange/excerpt.h"
#include "rules/laws.h"
#include "rules/result/result.h"

namespace sp::contract::result {

namespace {

// The members that either revision documents, except the outputs. A deployment may add others,
// which may change from one answer to the next.
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

// "/runs/1/samples/201"
const std::string& place_of(const SeenResult& result) { return result.exchange->request.path; }

void agrees_with_itself(const Evidence& evidence, Verdict& verdict) {
  const auto one_result = [](const SeenResult& result) { return key_of(result); };
  consistent(evidence.seen.results(), one_result, verdict,
             [&](const SeenResult& first, const SeenResult& result) {
               if (const auto member = difference(*first.body, *result.body)) {
                 verdict.fail(*result.exchange, "/" + schemas::pointer_token(*member),
                              Differs{shown(*first.body, *member), shown(*result.body, *member),
                                      place_of(first)},
                              {first.exchange});
               }
               return true;
             });
}

std::string name_of(const SeenResult& result) {
  return fmt::format("the result of regression test {} in run {}", *result.regression_id,
                     result.run_id.value_or(0));
}

void one_sample(const Evidence& evidence, Verdict& verdict) {
  const auto one_test = [](const SeenResult& result) {
    return result.sample_id ? result.regression_id : std::nullopt;
  };
  consistent(evidence.seen.results(), one_test, verdict,
             [&](const SeenResult& first, const SeenResult& result) {
               if (first.sample_id != result.sample_id) {
                 verdict.fail(*result.exchange, "/sample_id",
                              Differs{std::to_string(*first.sample_id),
                                      std::to_string(*result.sample_id), name_of(first)},
                              {first.exchange});
               }
               return true;
             });
}

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

// What an answer tells of the regression test, rather than of what became of it in the run. The
// expected exit code is none of these: a deployment may keep the one that the run went by.
constexpr std::array<std::string_view, 5> members_of_a_test = {"sample_name", "category",
                                                               "categories", "command", "tags"};

void compare_tests(const SeenResult& first, const SeenResult& result, Verdict& verdict) {
  for (const std::string_view member : members_of_a_test) {
    const schemas::Value* then = first.body->find(member);
    const schemas::Value* now = result.body->find(member);
    if (!then || !now || same_but_for_order(*then, *now)) continue;
    verdict.fail(*result.exchange, "/" + std::string(member),
                 Differs{shown(*first.body, member), shown(*result.body, member), name_of(first)},
                 {first.exchange});
  }
}

// Within one run, agrees_with_itself tells.
void same_test(const Evidence& evidence, Verdict& verdict) {
  const auto one_test = [](const SeenResult& result) { return result.regression_id; };
  consistent(evidence.seen.results(), one_test, verdict,
             [&](const SeenResult& first, const SeenResult& result) {
               if (first.run_id == result.run_id) return false;
               compare_tests(first, result, verdict);
               return true;
             });
}

// `published` has no such member.
bool tells_sample_name(const Contract& contract) {
  return contract.revision == schemas::Revision::upstream;
}

void same_sample(const Evidence& evidence, Verdict& verdict) {
  const auto one_sample = [](const SeenResult& result) {
    return string_at(*result.body, "sample_name") ? result.sample_id : std::nullopt;
  };
  consistent(evidence.seen.results(), one_sample, verdict,
             [&](const SeenResult& first, const SeenResult& result) {
               const std::string_view then = *string_at(*first.body, "sample_name");
               const std::string_view now = *string_at(*result.body, "sample_name");
               if (now != then) {
                 verdict.fail(*result.exchange, "/sample_name",
                              Differs{excerpt(then), excerpt(now), place_of(first)},
                              {first.exchange});
               }
               return true;
             });
}

}  // namespace

constexpr Rule agrees_with_itself_rule{
    .name = "agrees_with_itself",
    .title = "Two answers about the same result are the same.",
    .why = "A client may ask for a result by several ids, and must be told the same by each.",
    .contract = section_4,
    .probes = any_result,
    .operations = here,
    .judge = agrees_with_itself};

constexpr Rule one_sample_rule{
    .name = "one_sample",
    .title = "A regression test belongs to the same sample in every run.",
    .why = "A client that links a test to its sample would link it to two.",
    .contract = "contract sections 4 and 7",
    .probes = any_result,
    .operations = here,
    .judge = one_sample};

constexpr Rule same_test_rule{
    .name = "same_test",
    .title =
        "A regression test has the same sample name, categories, command and tags in every run.",
    .why = "A client shows a test's command and categories beside results of many runs.",
    .contract = section_4,
    .probes = any_result,
    .operations = here,
    .judge = same_test};

constexpr Rule same_sample_rule{
    .name = "same_sample",
    .title = "All results of a sample tell the same sample name.",
    .why = "People find a sample by its name: with two names it looks like two samples.",
    .contract = section_4,
    .probes = any_result,
    .operations = here,
    .judge = same_sample,
    .holds_in = tells_sample_name};

}  // namespace sp::contract::result
