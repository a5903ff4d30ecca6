#include "scenario/facts_reader.h"

#include <filesystem>

#include <fmt/format.h>

#include "scenario/fields.h"

namespace sp::mock {

using schemas::Value;

WorldFacts FactsReader::read(const Value& root) {
  const schemas::Array& tests = list_field(root, "regression_tests");
  read_samples(tests);
  for (std::size_t i = 0; i < tests.size(); ++i) read_test(tests[i], item("/regression_tests", i));
  const schemas::Array& runs = list_field(root, "runs");
  for (std::size_t i = 0; i < runs.size(); ++i) read_run(runs[i], item("/runs", i));
  if (const Value* settings = root.find("generate")) read_generate(*settings);
  return std::move(facts_);
}

void FactsReader::read_samples(const schemas::Array& tests) {
  for (std::size_t i = 0; i < tests.size(); ++i) {
    const auto id = integer_field(tests[i], "sample_id");
    if (!id) continue;
    KnownSample& sample = samples_[*id];
    const auto name = text_field(tests[i], "sample_name");
    if (!name) continue;
    const std::string pointer = item("/regression_tests", i);
    const std::uint32_t line = tests[i].find("sample_name")->line();
    if (!sample.name) {
      sample = {name, pointer + "/sample_name", line};
    } else if (*sample.name != *name) {
      problems_.add_member(
          tests[i], pointer, "sample_name",
          fmt::format("{}, the name that line {} ({}) gives sample {}",
                      Value(*sample.name, 0).dump(), sample.named_in_line, sample.named_at, *id),
          Value(*name, 0).dump());
    }
  }
}

void FactsReader::read_test(const Value& value, const std::string& pointer) {
  const auto id = integer_field(value, "id");
  RegressionTest test;
  test.id = id.value_or(0);
  test.sample_id = integer_field(value, "sample_id").value_or(0);
  if (const auto sample = samples_.find(test.sample_id); sample != samples_.end()) {
    test.sample_name = sample->second.name;
  }
  test.command = text_field(value, "command").value_or("");
  test.categories = texts_field(value, "categories");
  test.tags = texts_field(value, "tags");
  const Value* exit_code = value.find("expected_exit_code");
  test.expected_exit_code = exit_code ? integer_of(exit_code) : std::optional(0);

  KnownTest known{{}, test.expected_exit_code, pointer};
  const schemas::Array& outputs = list_field(value, "outputs");
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    test.outputs.push_back(read_output(outputs[i], item(pointer + "/outputs", i), known));
  }
  if (id && note(tests_, *id, std::move(known), value, pointer))
    facts_.tests.push_back(std::move(test));
}

Output FactsReader::read_output(const Value& value, const std::string& pointer, KnownTest& known) {
  Output output;
  const auto id = integer_field(value, "id");
  output.id = id.value_or(0);
  const Value* expected = value.find("expected");
  const bool has_baseline = expected && !expected->is_null();
  output.expected = has_baseline ? read_text(*expected, pointer + "/expected") : no_index;
  if (id && note(output_ids_, *id, pointer, value, pointer)) known.outputs[*id] = output.expected;
  const schemas::Array& variants = list_field(value, "variants");
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const Index variant = read_text(variants[i], item(pointer + "/variants", i));
    if (variant != no_index) output.variants.push_back(variant);
  }
  output.filename = text_field(value, "filename").value_or("");
  if (output.filename.empty() && output.expected != no_index) {
    const auto file = text_field(*expected, "file").value_or("");
    output.filename =
        facts_.texts[output.expected].sha256 + std::filesystem::path(file).extension().string();
  }
  if (output.filename.empty()) output.filename = fmt::format("{}.txt", output.id);
  return output;
}

Index FactsReader::add_text(Text text) {
  auto& texts = facts_.texts;
  const auto [place, added] = text_places_.try_emplace({text.sha256, text.content.has_value()},
                                                       static_cast<Index>(texts.size()));
  // A made-up text beside a true hash may stand for that hash only once.
  if (!added && texts[place->second].content == text.content) return place->second;
  texts.push_back(std::move(text));
  return static_cast<Index>(texts.size() - 1);
}

Index FactsReader::read_text(const Value& value, const std::string& pointer) {
  auto text = made_text(value, pointer);
  return text ? add_text(*std::move(text)) : no_index;
}

std::optional<Text> FactsReader::made_text(const Value& value, const std::string& pointer) {
  if (const std::string_view* content = value.string()) return Text::of(std::string(*content));
  const auto stated_hash = text_field(value, "sha256");
  const auto content = text_field(value, "text");
  const auto file = text_field(value, "file");
  std::optional<Text> text;
  if (content) {
    text = Text::of(*content);
  } else if (file) {
    const Files& files = *parts_.place_of(pointer).part->files;
    files_read_.insert(files.on_disk(*file));
    auto bytes = files.read(*file);
    if (auto* problem = std::get_if<FileProblem>(&bytes)) {
      problems_.add(*value.find("file"), pointer + "/file", std::move(problem->expected),
                    fmt::format("{} ({})", std::move(problem->found), *file));
      return std::nullopt;
    }
    text = Text::of(std::get<std::string>(std::move(bytes)));
  } else if (stated_hash) {
    return Text{*stated_hash, std::nullopt};
  }
  if (text && stated_hash) text->sha256 = *stated_hash;
  return text;
}

}  // namespace sp::mock
