#include "scenario/loader.h"

#include "scenario/facts_reader.h"
#include "scenario/form.h"
#include "scenario/problems.h"
#include "scenario/settings_reader.h"

namespace sp::mock {

LoadedScenario load_scenario(std::string_view text, const std::string& file, const Files& files) {
  Problems problems(file);
  const schemas::Document document = read_json(text, problems);
  check_form(document, scenario_schema(), problems);
  LoadedScenario loaded;
  read_settings(document.root, loaded.settings, problems);
  FactsReader reader(files, problems);
  loaded.facts = reader.read(document.root);
  loaded.files.assign(reader.files_read().begin(), reader.files_read().end());
  problems.raise();
  return loaded;
}

}  // namespace sp::mock
