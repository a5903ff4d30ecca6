#include "service/scenario_body.h"

#include <cstddef>
#include <optional>
#include <string_view>

#include <sp/schemas/json.h>

#include "world/scenario_data.h"

namespace sp::mock {

namespace {

// The name in {"bundled": NAME} or {"file": NAME}; nothing for any other body.
std::optional<std::string> name_in(const std::string& body, std::string_view member) {
  constexpr std::size_t longest = 1000;  // a scenario need not be read twice
  if (body.size() > longest) return std::nullopt;
  try {
    const schemas::Document document = schemas::parse(body, {.comments = true});
    const schemas::Value* name = document.root().find(member);
    if (!name || !name->string() || document.root().object()->size() != 1) return std::nullopt;
    return std::string(*name->string());
  } catch (const schemas::SyntaxError&) {
    return std::nullopt;  // whoever reads it as a scenario tells what is wrong
  }
}

}  // namespace

Scenario scenario_from_body(const std::string& body, const ScenarioFolder& folder) {
  if (const auto name = name_in(body, "bundled")) return Scenario::bundled(*name);
  if (const auto name = name_in(body, "file")) return folder.load(*name);
  return Scenario::parse(body, std::nullopt, "body");
}

std::string body_of(const ScenarioData& scenario) {
  return schemas::parse(scenario.source, {.comments = true}).root().dump();
}

}  // namespace sp::mock
