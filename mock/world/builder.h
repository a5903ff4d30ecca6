// Builds a World from its facts: texts and tests first, then runs in any order, then
// build(). Who calls it has checked the facts (ids unique, references resolved): the
// scenario loader for files, the generator for generated worlds.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "world/derive.h"
#include "world/world.h"

namespace sp::mock {

struct ProducedFact {
  Id output_id;
  Index actual;  // from add_text; no_index when the file is missing
};

struct ResultFact {
  Id regression_id = 0;
  std::optional<ResultStatus> stated;  // skipped, running or not_started; else derived
  std::optional<std::int64_t> exit_code;
  std::optional<std::int32_t> runtime_ms;
  std::optional<std::string> message;
  std::vector<ProducedFact> outputs;
};

struct RunFact {
  Run run;                               // its derived members are the builder's
  std::optional<std::vector<Id>> tests;  // that belong to the run; nothing for all
  bool unlisted_pass = false;            // whether tests without an entry passed
  std::vector<ResultFact> results;
};

class WorldBuilder {
 public:
  // The place of a text in the world; the same text twice has one place.
  Index add_text(Text text);
  const Text& text(Index index) const { return world_.texts_[index]; }
  // All tests come before the first run.
  void add_test(RegressionTest test);
  void add_run(RunFact fact);
  // Call once, last.
  World build();

 private:
  void index_tests();
  Index test_index(Id id) const;
  Index message_index(const std::optional<std::string>& message);
  void add_result(const ResultFact& fact, Index run);
  void sort_runs();

  World world_;
  std::map<std::pair<std::string, bool>, Index> text_places_;
  std::map<std::string, Index> message_places_;
};

}  // namespace sp::mock
