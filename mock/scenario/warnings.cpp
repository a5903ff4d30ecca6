#include "scenario/warnings.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include <sp/mock/scenario.h>

#include "scenario/files.h"
#include "scenario/loader.h"

namespace sp::mock {

std::string Warning::to_string() const {
  return fmt::format("{}:{}: at {}: warning: {}", file, line, pointer, text);
}

void Warnings::add(const schemas::Value& at, std::string_view pointer, std::string text) {
  Parts::Place place = parts_.place_of(pointer);
  warnings_.push_back({place.part->file, at.line(), std::move(place.pointer), std::move(text)});
}

void Warnings::add_member(const schemas::Value& object, const std::string& pointer,
                          std::string_view member, std::string text) {
  const schemas::Value* value = object.find(member);
  add(value ? *value : object, fmt::format("{}/{}", pointer, schemas::pointer_token(member)),
      std::move(text));
}

std::vector<Warning> Warnings::take() {
  const auto place = [this](const Warning& warning) {
    const auto part = std::ranges::find(parts_.all(), warning.file, &Parts::Part::file);
    return std::pair(part - parts_.all().begin(), warning.line);
  };
  std::ranges::stable_sort(warnings_, {}, place);
  return std::move(warnings_);
}

std::vector<Warning> warnings_of_text(std::string_view text, const std::string& file,
                                      std::shared_ptr<const Files> files) {
  const Parts parts(text, file, std::move(files));
  const LoadedScenario loaded = load_scenario(parts);
  Warnings warnings(parts);
  warn_of_runs(parts.root(), warnings);
  warn_of_routes(parts.root(), loaded.settings, warnings);
  warn_of_faults(parts.root(), loaded.facts, loaded.settings, warnings);
  return warnings.take();
}

std::vector<Warning> warnings_of_file(const std::filesystem::path& file) {
  const auto text = read_file(file);
  if (const auto* problem = std::get_if<FileProblem>(&text)) {
    throw ScenarioError({{file.string(), 0, "", problem->expected, problem->found}});
  }
  return warnings_of_text(std::get<std::string>(text), file.string(),
                          files_below(file.parent_path()));
}

std::vector<Warning> warnings_of_bundled(std::string_view name) {
  const auto text = bundled_text(name);
  if (!text)
    throw ScenarioError({{std::string(name), 0, "", a_bundled_name(), no_bundled_name(name)}});
  return warnings_of_text(*text, fmt::format("{}.json", name), embedded_files());
}

}  // namespace sp::mock
