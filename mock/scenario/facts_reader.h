// Reads the facts of a parsed scenario, and checks what a schema cannot: references, repeated ids
// and text files.
//
// It also reads documents whose form is wrong, so that all problems of a file can be reported at
// once. It skips members of the wrong type, because the schema has reported them already.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <sp/schemas/json.h>

#include "scenario/facts.h"
#include "scenario/parts.h"
#include "scenario/problems.h"

namespace sp::mock {

class FactsReader {
 public:
  FactsReader(const Parts& parts, Problems& problems) : parts_(parts), problems_(problems) {}

  // Call this once. If it added problems, the facts must not be used.
  WorldFacts read(const schemas::Value& root);
  // The text files on disk that it read or tried to read.
  const std::set<std::filesystem::path>& files_read() const { return files_read_; }

 private:
  // A regression test that results may refer to. If two have the same id, the first counts.
  struct KnownTest {
    std::map<Id, Index> outputs;                     // ids of its outputs, and their baselines
    std::optional<std::int32_t> expected_exit_code;  // the default for the results of the test
    std::string pointer;
  };

  // The name that the regression tests give to the sample that they share. A test that gives none
  // takes the name from another test of the sample.
  struct KnownSample {
    std::optional<std::string> name;
    std::string named_at;  // the pointer of the test that gave it
    std::uint32_t named_in_line = 0;
  };

  void read_generate(const schemas::Value& value);
  void read_samples(const schemas::Array& tests);
  void read_test(const schemas::Value& value, const std::string& pointer);
  Output read_output(const schemas::Value& value, const std::string& pointer, KnownTest& known);
  void read_run(const schemas::Value& value, const std::string& pointer);
  std::optional<std::vector<Id>> read_run_tests(const schemas::Value& run,
                                                const std::string& pointer);
  void read_change(const schemas::Value& value, const std::string& pointer, const RunFact& fact);
  // `owner` is a run, or an entry of a run's time line.
  std::vector<ResultFact> read_results(const schemas::Value& owner, const std::string& pointer,
                                       const RunFact& fact);
  ResultFact read_result(const schemas::Value& value, const std::string& pointer,
                         const KnownTest& test);
  bool differs_by_hash_alone(Index expected, Index actual) const;
  // The index of a text. Equal texts share one index.
  Index add_text(Text text);
  Index read_text(const schemas::Value& value, const std::string& pointer);
  std::optional<Text> made_text(const schemas::Value& value, const std::string& pointer);

  static std::string item(const std::string& pointer, std::size_t place) {
    return pointer + "/" + std::to_string(place);
  }

  // Notes an id. Adds a problem and returns false if it was noted before.
  template <class What>
  bool note(std::map<Id, What>& known, Id id, What what, const schemas::Value& at,
            const std::string& pointer) {
    if (known.try_emplace(id, std::move(what)).second) return true;
    problems_.add_member(at, pointer, "id", "an id that is not used yet",
                         std::to_string(id) + " a second time");
    return false;
  }

  const Parts& parts_;
  Problems& problems_;
  WorldFacts facts_;
  std::map<std::pair<std::string, bool>, Index> text_places_;
  std::map<Id, KnownTest> tests_;
  std::map<Id, std::string> output_ids_;
  std::map<Id, std::string> run_ids_;
  std::map<Id, KnownSample> samples_;
  std::set<std::filesystem::path> files_read_;
};

}  // namespace sp::mock
