// What an import reads: recordings of anybody, of which a scenario is made that can be served.
#include "import/import.h"

#include <string>

#include <sp/schemas/json_file.h>

#include "import/exact.h"
#include "import/recording.h"
#include "targets.h"

namespace sp::fuzz {

void import_recording(std::string_view bytes) {
  try {
    const mock::Recording recording = mock::recording_of(std::string(bytes), "fuzzed.har");
    mock::Notes notes;
    mock::ScenarioFile file = mock::import_world(recording, notes);
    const mock::Exactness exactness = mock::make_exact(file, recording);  // serves it, too
    demand(exactness.answers == recording.exchanges.size());
    demand(exactness.answers ==
           exactness.by_world + exactness.by_routes + exactness.by_faults + exactness.left.size());
  } catch (const schemas::FileError&) {
  }
}

}  // namespace sp::fuzz
