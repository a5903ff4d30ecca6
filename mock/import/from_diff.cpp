// What a diff tells (contract section 5): lines of both texts.
#include <limits>

#include <sp/schemas/number.h>

#include "import/learn.h"

namespace sp::mock {

namespace {

std::optional<ShownKind> kind_named(const std::optional<std::string>& name) {
  if (name == "context") return ShownKind::context;
  if (name == "removed") return ShownKind::removed;
  if (name == "added") return ShownKind::added;
  return std::nullopt;
}

// Lines beyond are as many as nobody wants made up.
constexpr std::int64_t last_line = 2'000'000;

// The number of a hunk's first line in a text: that of the first line which has one, else, where
// the hunk has no line of the text, the line behind the one that it names.
struct FirstLines {
  std::optional<std::int64_t> expected;
  std::optional<std::int64_t> actual;

  void note(const Members& line) {
    if (!expected) expected = line.count("expected_line");
    if (!actual) actual = line.count("actual_line");
  }
};

std::optional<ShownHunkOfTexts> hunk_in(const Members& row) {
  ShownHunkOfTexts hunk{0, 0, {}};
  FirstLines first{};
  for (const Members& line : row.items("lines")) {
    const auto kind = kind_named(line.text("kind", 100));
    auto text = line.text("text", 1 << 20);
    if (!kind || !text) return std::nullopt;
    first.note(line);
    hunk.lines.push_back({*kind, *std::move(text)});
  }
  const auto line_number = [&](const std::optional<std::int64_t>& shown, std::string_view start) {
    return shown ? *shown : row.count(start).value_or(0) + 1;
  };
  const std::int64_t expected = line_number(first.expected, "expected_start");
  const std::int64_t actual = line_number(first.actual, "actual_start");
  if (hunk.lines.empty() || expected < 1 || actual < 1) return std::nullopt;
  if (expected > last_line || actual > last_line) return std::nullopt;
  hunk.expected_line = static_cast<std::uint32_t>(expected);
  hunk.actual_line = static_cast<std::uint32_t>(actual);
  return hunk;
}

std::optional<std::vector<ShownHunkOfTexts>> hunks_in(const Members& body) {
  if (const auto content = body.text("content", 64 << 20)) return hunks_of_unified(*content);
  std::vector<ShownHunkOfTexts> hunks;
  for (const Members& row : body.items("hunks")) {
    auto hunk = hunk_in(row);
    if (!hunk) return std::nullopt;
    hunks.push_back(*std::move(hunk));
  }
  return hunks;
}

}  // namespace

void Learning::learn_diff(const ReadAnswer& answer) {
  const auto run = answer.asked_id("run_id");
  const auto test = answer.asked_id("regression_id");
  const auto output = answer.asked_id("output_id");
  if (!run || !test || !output) return;
  const Members body = answer.members();
  note_source(answer, *run, *test);
  known_.tests[*test].outputs[*output];
  KnownResult& result = result_of(*run, *test);
  if (const auto sample = body.id("sample_id");
      sample && (answer.revision == schemas::Revision::upstream || sample != test)) {
    telling_.tell(known_.tests[*test].sample, sample, answer.from,
                  [&] { return fmt::format("the sample of regression test {}", *test); });
  }
  KnownProduced& produced = result.outputs[*output];
  const auto tell_status = [&](OutputStatus status) {
    telling_.tell(produced.status, std::optional(status), answer.from,
                  [&] { return fmt::format("the status of output {} in run {}", *output, *run); });
  };
  const auto tell_baseline = [&](bool is_there) {
    telling_.tell(known_.tests[*test].outputs[*output].has_baseline, std::optional(is_there),
                  answer.from,
                  [&] { return fmt::format("the existence of output {}'s baseline", *output); });
  };
  const auto status = body.text("status", 100);
  if (status == "missing_expected") {
    tell_baseline(false);
    return tell_status(OutputStatus::missing_expected);
  }
  if (status == "missing_actual") return tell_status(OutputStatus::missing_output);
  if (status == "identical") {
    produced.identical = answer.from;
    return;
  }
  auto hunks = hunks_in(body);
  if (!hunks || hunks->empty()) return;
  tell_status(OutputStatus::diff_mismatch);
  const auto context = schemas::number_in(answer.asked_text("context_lines")).value_or(3);
  produced.diffs.push_back({.hunks = *std::move(hunks),
                            .context_lines = context,
                            .is_unified = body.has("content"),
                            .from = answer.from});
}

}  // namespace sp::mock
