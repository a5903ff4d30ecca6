#include "scenario/loader.h"

#include "scenario/facts_reader.h"
#include "scenario/form.h"
#include "scenario/problems.h"
#include "scenario/settings_reader.h"

namespace sp::mock {

LoadedScenario load_scenario(std::string_view text, const std::string& file,
                             std::shared_ptr<const Files> files) {
  return load_scenario(Parts(text, file, std::move(files)));
}

LoadedScenario load_scenario(const Parts& parts) {
  Problems problems(parts);
  check_form(parts, scenario_schema(), problems);
  LoadedScenario loaded;
  read_settings(parts.root(), loaded.settings, problems);
  FactsReader reader(parts, problems);
  loaded.facts = reader.read(parts.root());
  loaded.files = parts.on_disk();
  loaded.files.insert(loaded.files.end(), reader.files_read().begin(), reader.files_read().end());
  problems.raise();
  return loaded;
}

}  // namespace sp::mock
