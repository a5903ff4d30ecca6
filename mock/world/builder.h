// Builds a World from its facts: tests first, then runs in any order, then build(). Who calls it
// has checked the facts (ids unique, references resolved): the scenario loader for files, the
// generator for generated worlds.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scenario/facts.h"
#include "world/world.h"

namespace sp::mock {

// The same world where exit codes are compared as values, null among them: one that is null and one
// that is none differ.
World with_null_codes_compared(World world);

class WorldBuilder {
 public:
  // `texts` are those that the facts refer to.
  explicit WorldBuilder(std::vector<Text> texts) { world_.texts_ = std::move(texts); }

  // The place of another text.
  Index add_text(Text text);
  const Text& text(Index index) const { return world_.texts_[index]; }
  // All tests come before the first run.
  void add_test(RegressionTest test);
  void add_run(RunFact fact);
  // Call once, last.
  World build();

  static World with_null_codes_compared(World world);

 private:
  void index_tests();
  Index test_index(Id id) const;
  Index message_index(const std::optional<std::string>& message);
  // Of each test that belongs to the run; how many these are.
  std::size_t add_results(RunFact& fact, Index run);
  void add_result(const ResultFact& fact, Index run);
  // What follows from the run's results.
  void derive(Run& run, std::size_t tests_in_run) const;
  void sort_runs();

  World world_;
  std::map<std::string, Index> message_places_;
};

}  // namespace sp::mock
