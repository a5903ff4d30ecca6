#include "service/scenario_body.h"

#include <cstddef>
#include <optional>

#include <sp/schemas/json.h>

#include "world/scenario_data.h"

namespace sp::mock {

namespace {

// The name in {"bundled": NAME}; nothing for any other body.
std::optional<std::string> bundled_name(const std::string& body) {
  constexpr std::size_t longest = 1000;  // a scenario need not be read twice
  if (body.size() > longest) return std::nullopt;
  try {
    const schemas::Document document = schemas::parse(body, {.comments = true});
    const schemas::Value* bundled = document.root.find("bundled");
    if (!bundled || !bundled->string() || document.root.object()->size() != 1) return std::nullopt;
    return *bundled->string();
  } catch (const schemas::SyntaxError&) {
    return std::nullopt;  // whoever reads it as a scenario tells what is wrong
  }
}

}  // namespace

Scenario scenario_from_body(const std::string& body) {
  if (const auto name = bundled_name(body)) return Scenario::bundled(*name);
  return Scenario::parse(body, std::nullopt, "body");
}

std::string body_of(const ScenarioData& scenario) {
  return schemas::parse(scenario.source, {.comments = true}).root.dump();
}

}  // namespace sp::mock
