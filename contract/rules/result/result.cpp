// The family `result`: a result's status follows from its exit code and its outputs (contract
// section 4).
#include "rules/result/result.h"

#include <map>
#include <set>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "exchange/excerpt.h"
#include "rules/catalogue.h"
#include "seen/views.h"

namespace sp::contract {

namespace {

constexpr const char* section_4 = "contract section 4 [S1, U, D]";
constexpr const char* status_order = "contract section 4, status order [U, B]";

// The contract lets a result list 20 outputs.
constexpr std::size_t most_outputs = 20;

template <class Judge>
void for_each_result(const Evidence& evidence, const Judge& judge) {
  for (const SeenResult& result : evidence.seen.results()) judge(result);
}

bool is(const SeenResult& result, std::string_view status) {
  return result.status && *result.status == status;
}

// Whether the status follows from exit code and outputs; others are stated.
bool is_derived(const SeenResult& result) {
  return is(result, "pass") || is(result, "fail") || is(result, "missing_output");
}

const SeenOutput* first_that_is(const SeenResult& result, std::string_view status) {
  for (const SeenOutput& output : result.outputs) {
    if (output.status && *output.status == status) return &output;
  }
  return nullptr;
}

std::string pointer(const SeenOutput& output, std::string_view member) {
  return fmt::format("/outputs/{}/{}", output.index, member);
}

void cause(const Evidence& evidence, Verdict& verdict) {
  for_each_result(evidence, [&](const SeenResult& result) {
    if (!is(result, "fail") || !result.lists_outputs) return;
    if (first_that_is(result, "diff_mismatch")) {
      verdict.judged();
      return;
    }
    const auto code_differs = result.exit_code_differs();
    const bool all_listed = result.outputs.size() < most_outputs;
    if (!code_differs || !all_listed) return;
    verdict.judged();
    if (*code_differs) return;
    const std::string code = result.exit_code ? std::to_string(*result.exit_code) : "null";
    verdict.fail(
        *result.exchange, "/status", "an exit code or an output that differs, where a result fails",
        fmt::format("fail, with exit code {} as expected and no output that differs", code));
  });
}

void pass_is_clean(const Evidence& evidence, Verdict& verdict) {
  for_each_result(evidence, [&](const SeenResult& result) {
    if (!is(result, "pass")) return;
    if (result.exit_code && result.expected_exit_code) {
      verdict.judged();
      if (*result.exit_code != *result.expected_exit_code) {
        verdict.fail(
            *result.exchange, "/exit_code",
            fmt::format("{}, the expected one, where a result passes", *result.expected_exit_code),
            std::to_string(*result.exit_code));
      }
    }
    if (!result.lists_outputs) return;
    verdict.judged();
    if (const SeenOutput* missing = first_that_is(result, "missing_output")) {
      verdict.fail(*result.exchange, pointer(*missing, "status"),
                   "no output missing, where a result passes", "missing_output");
    }
  });
}

// The other way round there is nothing to judge: a deployment may leave out what was never
// produced.
void missing_output(const Evidence& evidence, Verdict& verdict) {
  for_each_result(evidence, [&](const SeenResult& result) {
    const SeenOutput* missing = first_that_is(result, "missing_output");
    if (!missing || !is_derived(result)) return;
    verdict.judged();
    if (!is(result, "missing_output")) {
      verdict.fail(*result.exchange, "/status",
                   fmt::format("missing_output, as {} says", pointer(*missing, "status")),
                   *result.status);
    }
  });
}

// Judges the hashes of one output.
class Hashes {
 public:
  Hashes(const SeenResult& result, const SeenOutput& output, Verdict& verdict)
      : result_(result), output_(output), verdict_(verdict) {}

  void judge() {
    const bool given = is_given("expected_hash") || is_given("actual_hash");
    if (!output_.status || !given) return;
    verdict_.judged();
    if (*output_.status == "match") judge_match();
    if (*output_.status == "diff_mismatch") judge_mismatch();
    if (*output_.status == "missing_output") expect_null("actual_hash", output_.actual_hash);
    if (*output_.status == "missing_expected") expect_null("expected_hash", output_.expected_hash);
  }

 private:
  bool is_given(std::string_view member) const { return output_.value->find(member) != nullptr; }

  void fail(std::string_view member, std::string expected, std::string actual) {
    verdict_.fail(*result_.exchange, pointer(output_, member), std::move(expected),
                  std::move(actual));
  }

  void judge_match() {
    const std::string* expected = output_.expected_hash;
    const std::string* actual = output_.actual_hash;
    if (expected && actual && !schemas::same_ignoring_case(*expected, *actual)) {
      fail("actual_hash",
           fmt::format("{}, the expected hash, of an output that matches", *expected), *actual);
    }
    if (expected && null_at(*output_.value, "actual_hash")) {
      fail("actual_hash",
           fmt::format("{}, the expected hash, of an output that matches", *expected), "null");
    }
    if (actual && null_at(*output_.value, "expected_hash")) {
      fail("expected_hash", fmt::format("{}, the actual hash, of an output that matches", *actual),
           "null");
    }
  }

  void judge_mismatch() {
    const std::string* expected = output_.expected_hash;
    const std::string* actual = output_.actual_hash;
    if (expected && actual && schemas::same_ignoring_case(*expected, *actual)) {
      fail("status", "match, where the hashes are equal", "diff_mismatch");
    }
    if (actual && null_at(*output_.value, "expected_hash")) {
      fail("status", "missing_expected, where no hash is expected", "diff_mismatch");
    }
  }

  void expect_null(std::string_view member, const std::string* hash) {
    if (hash) fail(member, fmt::format("null, where an output is {}", *output_.status), *hash);
  }

  const SeenResult& result_;
  const SeenOutput& output_;
  Verdict& verdict_;
};

void hashes_agree(const Evidence& evidence, Verdict& verdict) {
  for_each_result(evidence, [&](const SeenResult& result) {
    for (const SeenOutput& output : result.outputs) Hashes(result, output, verdict).judge();
  });
}

void outputs_unique(const Evidence& evidence, Verdict& verdict) {
  for_each_result(evidence, [&](const SeenResult& result) {
    std::map<std::int64_t, std::size_t> seen;
    for (const SeenOutput& output : result.outputs) {
      if (!output.output_id) continue;
      verdict.judged();
      const auto [known, added] = seen.try_emplace(*output.output_id, output.index);
      if (added) continue;
      verdict.fail(*result.exchange, pointer(output, "output_id"), "an id that no other output has",
                   fmt::format("{}, as at /outputs/{}", *output.output_id, known->second));
    }
  });
}

// In the database, a row (-1, -1, -1, '', 'error') means that there was no output at all.
void no_sentinel(const Evidence& evidence, Verdict& verdict) {
  for_each_result(evidence, [&](const SeenResult& result) {
    for (const SeenOutput& output : result.outputs) {
      verdict.judged();
      if (output.output_id == -1) {
        verdict.fail(*result.exchange, pointer(output, "output_id"), "the id of an output", "-1");
      }
      for (const auto& [member, hash] : {std::pair("expected_hash", output.expected_hash),
                                         std::pair("actual_hash", output.actual_hash)}) {
        if (!hash || (!hash->empty() && *hash != "error")) continue;
        verdict.fail(*result.exchange, pointer(output, member), "a hash, or null", excerpt(*hash));
      }
    }
  });
}

}  // namespace

Family result_family(const Contract& contract) {
  using namespace result;
  const Names here = {"getRunSample"};
  const Names probes = {"ok", "passing"};
  Family family{
      "result",
      {
          {"cause", "A result that fails shows why: its exit code or an output differs.",
           "Whoever is told of a failure looks for its cause.", status_order, probes, here, cause},
          {"pass_is_clean", "A result that passes has the expected exit code and all outputs.",
           "A crash that counts as a pass is a regression that nobody is told of.", status_order,
           probes, here, pass_is_clean},
          {"missing_output", "A result that lacks an output says so in its status.",
           "A missing file is looked for in another place than a wrong one.", status_order, probes,
           here, missing_output},
          {"outputs_unique", "Each output of a result is listed once.",
           "A client that keeps outputs by id would lose one of the two.", section_4, probes, here,
           outputs_unique},
          {"no_sentinel", "The database's placeholder for \"no output\" is never shown.",
           "An output with the id -1 cannot be asked for.", section_4, probes, here, no_sentinel},
          {"agrees_with_itself", "Two answers about the same result are the same.",
           "A result is asked for by more than one id, and is the same by each.", section_4, probes,
           here, agrees_with_itself},
          {"one_sample", "A regression test is of the same sample in every run.",
           "A client that links a test to its sample would link it to two.",
           "contract sections 4 and 7", probes, here, one_sample},
          {"same_test", "What is told of a regression test is the same in every run.",
           "A client shows a test's command and categories beside results of many runs.", section_4,
           probes, here, same_test},
      }};
  family.unjudged = "no result that was seen tells: name one with --sample-id and --regression-id";
  // Elsewhere an output has no hashes, and it is a regression test that is asked for.
  if (contract.revision == schemas::Revision::published) {
    family.rules.push_back({"hashes_agree", "The hashes of an output say the same as its status.",
                            "Clients compare hashes to find out which outputs to fetch.", section_4,
                            probes, here, hashes_agree});
    family.rules.push_back(
        {"lowest_test",
         "A sample's id stands for its lowest regression test that has a result.",
         "Which of several results a client is shown must not be up to chance.",
         "contract section 4 [D]",
         {"ok", "passing", "getErrorSummary/by_regression", "getSampleHistory/ok"},
         here,
         lowest_test});
  }
  return family;
}

}  // namespace sp::contract
