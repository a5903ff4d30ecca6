// The texts of an output: its baseline, what is accepted beside it, and what each result wrote.
#include <algorithm>

#include "import/world_maker.h"
#include "scenario/text.h"

namespace sp::mock {

namespace {

using Hash = std::optional<std::string>;

// Gives a content its recorded hash. A text that has it is the recorded one; whether it ends with a
// newline may only show by this.
MadeText with_hash(AssembledText text, const Hash& hash) {
  if (hash) {
    if (sha256_hex(text.content) == *hash) return {std::move(text.content), std::nullopt, false};
    std::string other = text.content;
    other.ends_with('\n') ? other.pop_back() : other.push_back('\n');
    if (sha256_hex(other) == *hash) return {std::move(other), std::nullopt, false};
    text.made_up = true;
  }
  return {std::move(text.content), hash, text.made_up};
}

AssembledText made_up_baseline(Id output) {
  return {fmt::format("1\n00:00:01,000 --> 00:00:02,500\nCaption of output {}, made up.\n", output),
          true};
}

// A text that differs from the baseline in its last line.
AssembledText made_up_difference(const MadeText* expected, bool accepted) {
  std::string content = expected && expected->content ? *expected->content : std::string();
  if (content.ends_with('\n')) content.pop_back();
  const std::size_t last = content.rfind('\n');
  content.erase(last == content.npos ? 0 : last + 1);
  content +=
      accepted ? "This line is made up, and accepted.\n" : "This line is made up, and differs.\n";
  return {std::move(content), true};
}

// The text with another end of each line, which some deployments do not show in a diff.
AssembledText with_other_line_ends(const std::string& content) {
  AssembledText text{.content = {}, .made_up = true};
  for (const char c : content) {
    if (c == '\n') text.content += '\r';
    text.content += c;
  }
  return text;
}

// Texts that differ in bytes which are no UTF-8 look alike in a diff. A scenario cannot state two
// texts that are alike and differ: one gets another character.
void keep_apart(MadeText& text, const MadeText* expected) {
  if (!expected || !expected->content || text.content != expected->content) return;
  constexpr std::string_view replacement = "\uFFFD";
  const std::size_t at = text.content->find(replacement);
  if (at != std::string::npos) {
    text.content->replace(at, replacement.size(), "?");
  } else {
    *text.content += "This line is made up, and differs.\n";
  }
  text.made_up = true;
}

Hash hash_of(const KnownProduced* known) {
  return known ? known->actual_hash.value.value_or(std::nullopt) : std::nullopt;
}

}  // namespace

std::vector<WorldMaker::Producer> WorldMaker::producers_of(Id test, Id output) const {
  std::vector<Producer> producers;
  for (const DraftedRun& run : runs_) {
    for (std::size_t i = 0; i < run.stages.size(); ++i) {
      const auto result = run.stages[i].results.find(test);
      if (result == run.stages[i].results.end()) continue;
      const auto production = result->second.outputs.find(output);
      if (production == result->second.outputs.end()) continue;
      Producer& producer = producers.emplace_back(
          Producer{.key = {output, run.id, i}, .made = &production->second, .diffs = {}});
      if (!production->second.known) continue;
      for (const ShownDiff& diff : production->second.known->diffs) producer.diffs.push_back(&diff);
    }
  }
  return producers;
}

// A text that differs, of which no diff was seen: that of another run if there is one, because
// failures last.
MadeText WorldMaker::undiffed_text(const Producer& producer, const MadeText* expected,
                                   const MadeText* another) {
  const Hash hash = hash_of(producer.made->known);
  if (producer.made->known && producer.made->known->identical && expected && expected->content) {
    return with_hash(with_other_line_ends(*expected->content), hash);
  }
  if (!hash && another) {
    MadeText text = *another;
    text.made_up = true;
    return text;
  }
  MadeText text = with_hash(made_up_difference(expected, producer.made->accepted), hash);
  // The deployment itself has no more than its hash.
  if (producer.made->known && producer.made->known->not_diffed) {
    return {std::nullopt, text.sha256 ? text.sha256 : sha256_hex(*text.content), false};
  }
  return text;
}

void WorldMaker::make_texts_of(Id test, Id output) {
  const std::vector<Producer> producers = producers_of(test, output);
  ShownDiffs all;
  for (const Producer& producer : producers) {
    all.insert(all.end(), producer.diffs.begin(), producer.diffs.end());
  }
  const KnownOutput& known = known_.tests.at(test).outputs.at(output);
  const LinesOfText lines = expected_lines(all);
  std::optional<MadeText>& expected = expected_[output];
  if (known.has_baseline.value.value_or(true)) {
    expected = with_hash(all.empty() ? made_up_baseline(output) : assembled_expected(lines),
                         known.expected_hash.value.value_or(std::nullopt));
  }
  const MadeText* another[2] = {nullptr,
                                nullptr};  // that was diffed: one that fails, an accepted one
  for (const Producer& producer : producers) {
    const Hash hash = hash_of(producer.made->known);
    if (producer.made->status == OutputStatus::missing_expected && hash) {
      actual_[producer.key] = with_hash(made_up_difference(nullptr, false), hash);
    }
    if (producer.made->status != OutputStatus::diff_mismatch || producer.diffs.empty()) continue;
    actual_[producer.key] = with_hash(assembled_actual(lines, producer.diffs), hash);
    keep_apart(actual_[producer.key], expected ? &*expected : nullptr);
    another[producer.made->accepted] = &actual_[producer.key];
  }
  for (const Producer& producer : producers) {
    if (producer.made->status != OutputStatus::diff_mismatch) continue;
    if (producer.diffs.empty()) {
      actual_[producer.key] = undiffed_text(producer, expected ? &*expected : nullptr,
                                            another[producer.made->accepted]);
      keep_apart(actual_[producer.key], expected ? &*expected : nullptr);
    }
    if (producer.made->accepted) add_variant(output, actual_[producer.key]);
  }
}

void WorldMaker::add_variant(Id output, const MadeText& text) {
  auto& variants = variants_[output];
  const auto is_same = [&](const MadeText& variant) {
    return variant.content == text.content && variant.sha256 == text.sha256;
  };
  if (std::ranges::none_of(variants, is_same)) variants.push_back(text);
}

void WorldMaker::make_texts() {
  for (const auto& [test, known] : known_.tests) {
    for (const auto& [output, facts] : known.outputs) make_texts_of(test, output);
  }
}

MadeOutput WorldMaker::made_output(Id test, Id output) {
  const KnownOutput& known = known_.tests.at(test).outputs.at(output);
  MadeOutput made{.id = output,
                  .filename = known.filename.value,
                  .expected = expected_[output],
                  .variants = variants_[output],
                  .made_up = {}};
  if (made_up_outputs_.contains(output)) made.made_up.emplace_back("id");
  if (made.expected && made.expected->made_up) made.made_up.emplace_back("expected");
  return made;
}

}  // namespace sp::mock
