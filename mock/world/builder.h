// Builds a World from facts: add the tests first, then the runs in any order, then call build().
// The caller must have checked the facts: ids are unique, and all references resolve.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "scenario/facts.h"
#include "world/world.h"

namespace sp::mock {

// Derives the world anew with null as an exit code like any other, so that null differs from every
// number.
World with_null_codes_compared(World world);

class WorldBuilder {
 public:
  // `texts` are the texts that the facts refer to by index.
  explicit WorldBuilder(std::vector<Text> texts) { world_.texts_ = std::move(texts); }

  // Adds a text and returns its index.
  Index add_text(Text text);
  const Text& text(Index index) const { return world_.texts_[index]; }
  // Add all tests before the first run.
  void add_test(RegressionTest test);
  void add_run(RunFact fact);
  // Call this once, after everything was added.
  World build();

  static World with_null_codes_compared(World world);

 private:
  void index_tests();
  Index test_index(Id id) const;
  Index message_index(const std::optional<std::string>& message);
  // Adds a result for each test of the run that has one. Returns how many tests belong to the run.
  std::size_t add_results(RunFact& fact, Index run);
  void add_result(const ResultFact& fact, Index run);
  // Sets the members of the run that follow from its results.
  void derive(Run& run, std::size_t tests_in_run) const;
  void sort_runs();

  World world_;
  std::map<std::string, Index> message_places_;
};

}  // namespace sp::mock
