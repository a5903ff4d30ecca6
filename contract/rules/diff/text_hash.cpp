// A diff that shows both texts whole shows the texts that the result has the hashes of:
//   expected_hash of the expected text, actual_hash of the actual one    holds
//   expected_hash of the actual text                                     breaks: they are swapped
//   expected_hash of the expected text, actual_hash of none              breaks
// A deployment may keep a text's hash and show another text, made up to stand for it. So a hash of
// neither text counts only where others show that its texts are true: the expected text for the
// actual one, and for both those of another diff.
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "rules/diff/diff.h"
#include "seen/views.h"
#include "seen/whole_texts.h"

namespace sp::contract::diff {

namespace {

// A diff with both texts, and what the result says of them.
struct Hashed {
  const SeenDiff* seen;
  const SeenResult* result;
  WholeTexts texts;
  std::string expected_hash;
  std::string actual_hash;  // empty where it is not told
  bool expected_fits;
  bool actual_fits;
};

// The platform names an output's file by the hash of its baseline.
std::string hash_in_name(const SeenOutput& output) {
  constexpr std::size_t digits = 64;
  const std::string_view* name = string_at(*output.value, "filename");
  if (!name || name->size() < digits) return {};
  const std::string_view stem = std::string_view(*name).substr(0, digits);
  const bool is_hash =
      std::all_of(stem.begin(), stem.end(), [](char c) { return schemas::hex_value(c) >= 0; });
  const bool ends_there = name->size() == digits || (*name)[digits] == '.';
  return is_hash && ends_there ? std::string(stem) : std::string();
}

std::optional<Hashed> hashed_by(const SeenDiff& seen, const SeenResult& result,
                                const SeenOutput& output) {
  const std::string expected =
      output.expected_hash ? std::string(*output.expected_hash) : hash_in_name(output);
  const std::string actual(output.actual_hash ? *output.actual_hash : std::string_view());
  if (expected.empty() || schemas::same_ignoring_case(expected, actual)) return std::nullopt;
  auto texts = whole_texts(seen);
  if (!texts) return std::nullopt;
  const bool expected_fits = texts->expected.has_hash(expected);
  const bool actual_fits = !actual.empty() && texts->actual.has_hash(actual);
  return Hashed{&seen, &result, *std::move(texts), expected, actual, expected_fits, actual_fits};
}

std::vector<Hashed> hashed_diffs(const Evidence& evidence) {
  std::vector<Hashed> all;
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    for (const SeenResult& result : evidence.seen.results()) {
      const bool of_diff = seen.run_id && result.run_id == seen.run_id && seen.regression_id &&
                           result.regression_id == seen.regression_id;
      if (!of_diff) continue;
      for (const SeenOutput& output : result.outputs) {
        if (!output.output_id || output.output_id != seen.output_id) continue;
        if (auto hashed = hashed_by(seen, result, output)) all.push_back(*std::move(hashed));
      }
    }
  }
  return all;
}

std::string place_of_text(const Hashed& hashed) {
  return hashed.seen->content ? "/content" : "/hunks";
}

bool fail_if_swapped(const Hashed& hashed, Verdict& verdict) {
  // Texts that differ in line ends only have a reading in common.
  const bool actual_is_baseline =
      !hashed.expected_fits && hashed.texts.actual.has_hash(hashed.expected_hash);
  const bool expected_is_output = !hashed.actual_fits && !hashed.actual_hash.empty() &&
                                  hashed.texts.expected.has_hash(hashed.actual_hash);
  if (!actual_is_baseline && !expected_is_output) return false;
  verdict.fail(*hashed.seen->exchange, place_of_text(hashed),
               fmt::format("the text with the hash {} as the expected one, as {} says",
                           hashed.expected_hash, hashed.result->exchange->request.path),
               "it is the actual one: the two texts are swapped", {hashed.result->exchange});
  return true;
}

void fail_text(const Hashed& hashed, std::string_view name, const std::string& hash,
               const WholeText& text, Verdict& verdict) {
  verdict.fail(*hashed.seen->exchange, place_of_text(hashed),
               Differs{fmt::format("the {} text with the SHA-256 {}", name, hash),
                       fmt::format("a text with the SHA-256 {}", text.hash()),
                       hashed.result->exchange->request.path},
               {hashed.result->exchange});
}

void text_hash(const Evidence& evidence, Verdict& verdict) {
  const auto all = hashed_diffs(evidence);
  for (const Hashed& hashed : all) {
    if (fail_if_swapped(hashed, verdict)) {
      verdict.judged();
      continue;
    }
    // Another output, so that two answers about one made-up text prove nothing.
    const bool others_fit = std::any_of(all.begin(), all.end(), [&](const Hashed& other) {
      return other.seen->output != hashed.seen->output && other.expected_fits && other.actual_fits;
    });
    if (!hashed.expected_fits && !others_fit) continue;
    verdict.judged();
    if (!hashed.actual_fits && !hashed.actual_hash.empty()) {
      fail_text(hashed, "actual", hashed.actual_hash, hashed.texts.actual, verdict);
    }
    if (!hashed.expected_fits && !hashed.actual_fits) {
      fail_text(hashed, "expected", hashed.expected_hash, hashed.texts.expected, verdict);
    }
  }
}

}  // namespace

constexpr Rule text_hash_rule{
    .name = "text_hash",
    .title = "A diff that shows both texts whole shows those whose hashes the result tells.",
    .why = "Someone who reads a diff the wrong way round mends what was right.",
    .contract = "contract sections 4 and 5 [S1, S2]",
    .probes = both_forms + Names{"getRunSample/ok"},
    .operations = here,
    .judge = text_hash,
    .unjudged =
        "no diff that was seen shows two whole texts whose hashes its result tells: name an "
        "output of few lines that differs with --sample-id, --regression-id and "
        "--output-id"};

}  // namespace sp::contract::diff
