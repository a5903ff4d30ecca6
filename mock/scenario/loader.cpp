#include "scenario/loader.h"

#include <fmt/format.h>

#include <sp/schemas/schema.h>

#include "scenario/facts_reader.h"
#include "scenario/form.h"
#include "scenario/problems.h"
#include "scenario/settings_reader.h"

namespace sp::mock {

namespace {

schemas::Document parse_document(std::string_view text, Problems& problems) {
  try {
    return schemas::parse(text, {.comments = true, .max_depth = 64});
  } catch (const schemas::SyntaxError& error) {
    problems.add(error.line, error.pointer, error.expected,
                 fmt::format("{} (column {})", error.found, error.column));
    problems.raise();
    throw;
  }
}

void check_form(const schemas::Document& document, Problems& problems) {
  for (const schemas::Repeat& repeat : document.repeats) {
    problems.add(repeat.line, repeat.pointer, "each member once", "this one again");
  }
  for (schemas::Violation& violation : scenario_schema().validate(document.root)) {
    problems.add(violation.line, std::move(violation.instance), std::move(violation.expected),
                 std::move(violation.found));
  }
}

}  // namespace

LoadedScenario load_scenario(std::string_view text, const std::string& file, const Files& files) {
  Problems problems(file);
  const schemas::Document document = parse_document(text, problems);
  check_form(document, problems);
  LoadedScenario loaded;
  read_settings(document.root, loaded.settings, problems);
  FactsReader reader(files, problems);
  loaded.facts = reader.read(document.root);
  loaded.files.assign(reader.files_read().begin(), reader.files_read().end());
  problems.raise();
  return loaded;
}

}  // namespace sp::mock
