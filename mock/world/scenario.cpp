#include <chrono>

#include <fmt/format.h>

#include <sp/mock/scenario.h>
#include <sp/schemas/json.h>

#include "scenario/fields.h"
#include "scenario/files.h"
#include "scenario/loader.h"
#include "world/scenario_data.h"

namespace sp::mock {

namespace {

std::shared_ptr<const ScenarioData> data_from(std::string_view text, const std::string& file,
                                              std::shared_ptr<const Files> files,
                                              std::string source) {
  LoadedScenario loaded = load_scenario(text, file, std::move(files));
  return std::make_shared<const ScenarioData>(
      ScenarioData{std::move(loaded.settings), std::move(loaded.files),
                   worlds_of(std::move(loaded.facts)), std::move(source)});
}

}  // namespace

Scenario Scenario::from_file(const std::filesystem::path& file) {
  auto text = read_file(file);
  if (auto* problem = std::get_if<FileProblem>(&text)) {
    throw ScenarioError(
        {{file.string(), 0, "", std::move(problem->expected), std::move(problem->found)}});
  }
  const auto& bytes = std::get<std::string>(text);
  return Scenario(data_from(bytes, file.string(), files_below(file.parent_path()), bytes));
}

Scenario Scenario::bundled(std::string_view name) {
  const auto text = bundled_text(name);
  if (!text) {
    throw ScenarioError({{std::string(name), 0, "", a_bundled_name(), no_bundled_name(name)}});
  }
  return Scenario(data_from(*text, fmt::format("{}.json", name), embedded_files(),
                            fmt::format(R"({{"bundled": "{}"}})", name)));
}

Scenario Scenario::parse(std::string_view json, const std::optional<std::filesystem::path>& folder,
                         std::string_view name) {
  return Scenario(data_from(json, std::string(name), folder ? files_below(*folder) : no_files(),
                            std::string(json)));
}

std::vector<Scenario::Listed> Scenario::list() {
  std::vector<Listed> rows;
  for (const embedded::File& file : embedded::scenario_files()) {
    if (file.path.find('/') != std::string_view::npos || !file.path.ends_with(".json")) continue;
    const schemas::Document document = schemas::parse(file.text, {.comments = true});
    rows.push_back({std::string(file.path.substr(0, file.path.size() - 5)),
                    text_field(document.root(), "description").value_or("")});
  }
  return rows;
}

const std::string& Scenario::name() const { return data_->settings.name; }
const std::string& Scenario::description() const { return data_->settings.description; }
std::optional<schemas::Revision> Scenario::revision() const { return data_->settings.revision; }

std::string Scenario::token() const {
  const Instant now = data_->settings.clock.start.value_or(
      std::chrono::time_point_cast<Instant::duration>(std::chrono::system_clock::now()));
  return data_->settings.token_at(now);
}

}  // namespace sp::mock
