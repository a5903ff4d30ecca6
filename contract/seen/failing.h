// Which of a run's failing results are worth asking about: a few that show every kind of failure,
// as far as the run's error summaries and the failure signatures of histories tell (contract
// sections 3 and 5).
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <sp/schemas/json.h>

#include "seen/subjects.h"

namespace sp::contract {

class FailingResults {
 public:
  // Another turn begins with another of the samples that show a type of error.
  explicit FailingResults(std::uint64_t turn = 0) : turn_(turn) {}

  // A row of an error summary of the run, by whatever grouping.
  void note(const schemas::Value& row);
  // A row of the sample's history that is of the run.
  void note_history(const std::string& sample, const schemas::Value& row);
  // The best first: one for each type of error, then the others. A result of which only the
  // sample or only the test is known has the other id empty.
  std::vector<Subjects::Result> chosen(const std::string& run) const;

 private:
  struct Type {
    std::string name;
    std::vector<std::string> samples;
  };
  struct Test {
    std::string id;
    std::string sample;     // empty when the row names none, or several
    std::string severity;   // the worst of its errors; empty when no error summary tells
    std::string signature;  // what its failure signature begins with; empty when not told

    bool shows(const std::string& kind) const { return signature == kind; }
  };
  struct Chosen {
    std::set<std::string> samples = {};
    std::set<std::string> tests = {};
  };

  // Null when no test is known that has such an error and was not chosen yet.
  const Test* best_for(const Type& type, const Chosen& known) const;
  std::optional<Subjects::Result> other_for(const Type& type, const Chosen& known) const;

  // Whether a test that was chosen fails in that way.
  bool shown(const std::string& kind, const Chosen& known) const;

  std::uint64_t turn_;
  std::vector<Type> types_;
  std::vector<std::string> samples_;
  std::vector<Test> tests_;
};

}  // namespace sp::contract
