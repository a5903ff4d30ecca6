#include "scenario/loader.h"

#include <sp/schemas/schema.h>

#include "scenario/facts_reader.h"
#include "scenario/form.h"
#include "scenario/problems.h"
#include "scenario/settings_reader.h"

namespace sp::mock {

namespace {

void check_form(const Parts& parts, Problems& problems) {
  for (const Parts::Part& part : parts.all()) {
    for (const schemas::Repeat& repeat : part.document.repeats) {
      problems.add(part, repeat.line, repeat.pointer, "each member once", "this one again");
    }
  }
  for (schemas::Violation& violation : scenario_schema().validate(parts.root())) {
    problems.add(violation.line, violation.instance, std::move(violation.expected),
                 std::move(violation.found));
  }
}

}  // namespace

LoadedScenario load_scenario(std::string_view text, const std::string& file,
                             std::shared_ptr<const Files> files) {
  const Parts parts(text, file, std::move(files));
  Problems problems(parts);
  check_form(parts, problems);
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
