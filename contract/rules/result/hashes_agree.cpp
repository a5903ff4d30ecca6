// The hashes of an output tell its status:
//   match               both hashes, and equal
//   diff_mismatch       both hashes, and not equal
//   missing_output      no actual hash
//   missing_expected    no expected hash
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "rules/result/result.h"

namespace sp::contract::result {

namespace {

bool is_given(const SeenOutput& output, std::string_view member) {
  return output.value->find(member) != nullptr;
}

// An output of a result, and where to say what its hashes have wrong.
struct Judged {
  const SeenResult& result;
  const SeenOutput& output;
  Verdict& verdict;

  void fail(std::string_view member, std::string expected, std::string found) const {
    verdict.fail(*result.exchange, pointer_to(output, member), std::move(expected),
                 std::move(found));
  }
};

void judge_match(const Judged& judged) {
  const std::string_view* expected = judged.output.expected_hash;
  const std::string_view* actual = judged.output.actual_hash;
  const auto wanted = [](std::string_view hash, std::string_view whose) {
    return fmt::format("{}, the {} hash, as the status is match", hash, whose);
  };
  if (expected && actual && !schemas::same_ignoring_case(*expected, *actual)) {
    judged.fail("actual_hash", wanted(*expected, "expected"), std::string(*actual));
  }
  if (expected && null_at(*judged.output.value, "actual_hash")) {
    judged.fail("actual_hash", wanted(*expected, "expected"), "null");
  }
  if (null_at(*judged.output.value, "expected_hash")) {
    judged.fail("expected_hash",
                actual ? wanted(*actual, "actual") : "a hash, as the status is match", "null");
  }
}

void judge_mismatch(const Judged& judged) {
  const std::string_view* expected = judged.output.expected_hash;
  const std::string_view* actual = judged.output.actual_hash;
  if (expected && actual && schemas::same_ignoring_case(*expected, *actual)) {
    judged.fail("status", "match, as the two hashes are equal", "diff_mismatch");
  }
  if (null_at(*judged.output.value, "expected_hash")) {
    judged.fail("status", "missing_expected, as expected_hash is null", "diff_mismatch");
  } else if (null_at(*judged.output.value, "actual_hash")) {
    judged.fail("actual_hash", "a hash, as there is a file that differs", "null");
  }
}

void expect_null(const Judged& judged, std::string_view member, const std::string_view* hash) {
  if (!hash) return;
  judged.fail(member, fmt::format("null, as the status of the output is {}", *judged.output.status),
              std::string(*hash));
}

void hashes_agree(const Evidence& evidence, Verdict& verdict) {
  for (const SeenResult& result : evidence.seen.results()) {
    for (const SeenOutput& output : result.outputs) {
      const bool given = is_given(output, "expected_hash") || is_given(output, "actual_hash");
      if (!output.status || !given) continue;
      verdict.judged();
      const Judged judged{result, output, verdict};
      const std::string_view status = *output.status;
      if (status == "match") judge_match(judged);
      if (status == "diff_mismatch") judge_mismatch(judged);
      if (status == "missing_output") expect_null(judged, "actual_hash", output.actual_hash);
      if (status == "missing_expected") expect_null(judged, "expected_hash", output.expected_hash);
    }
  }
}

// Elsewhere an output has no hashes.
bool outputs_have_hashes(const Contract& contract) {
  return contract.revision == schemas::Revision::published;
}

}  // namespace

constexpr Rule hashes_agree_rule{
    .name = "hashes_agree",
    .title = "The hashes of an output say the same as its status.",
    .why = "Clients compare hashes to find out which outputs to fetch.",
    .contract = section_4,
    .probes = any_result,
    .operations = here,
    .judge = hashes_agree,
    .holds_in = outputs_have_hashes};

}  // namespace sp::contract::result
