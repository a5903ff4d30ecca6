#include "import/import.h"

#include <algorithm>
#include <utility>

#include "import/answers.h"
#include "import/learn.h"
#include "import/make_world.h"
#include "import/replay.h"
#include "import/scenario_json.h"
#include "import/server_facts.h"
#include "import/stale_dates.h"

namespace sp::mock {

namespace {

ScenarioFile with_platform_quirks(const ScenarioFile& file) {
  schemas::NewObject members = copy_of(*file.root.object());
  const auto revision = std::ranges::find(members, "revision", &schemas::NewMember::name);
  members.insert(revision + 1, {"quirks", schemas::Value(std::string("platform"), 0)});
  return {schemas::Value(std::move(members), 0)};
}

}  // namespace

ScenarioFile import_world(const Recording& recording, Notes& notes) {
  for (const std::string& remark : recording.remarks) notes.sentences.push_back(remark);
  if (auto sentence = stale_dates(recording)) notes.sentences.push_back(*std::move(sentence));
  Telling telling(notes);
  Known known;
  const ReadAnswers read = read_answers(recording);
  const ServerFacts server = server_facts(recording, telling);
  if (!recording.exchanges.empty()) known.began_at = server.clock_start;
  Learning learning(known, telling);
  for (const ReadAnswer& answer : read.answers) learning.learn(answer);
  learning.conclude();
  const MadeWorld world = make_world(std::move(known), telling);
  ScenarioFile file{scenario_json(world, server, read.revision, recording.exchanges.size())};
  if (read.revision == schemas::Revision::upstream) {
    const std::size_t without = replay(file, recording).size();
    if (without == 0) return file;
    ScenarioFile with_quirks = with_platform_quirks(file);
    if (replay(with_quirks, recording).size() < without) return with_quirks;
  }
  return file;
}

}  // namespace sp::mock
