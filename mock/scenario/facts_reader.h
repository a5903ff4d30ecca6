// Reads what a parsed scenario says of its worlds, checking what a schema cannot: references,
// doubled ids, text files.
//
// It reads what it can of a document whose form is wrong, because all problems of a file
// are to be told at once: a member of the wrong type is as good as absent here, the schema
// has told of it.
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

  // Call once. Where it found problems, the facts are not to be used.
  WorldFacts read(const schemas::Value& root);
  // The text files on disk that it read, or looked for.
  const std::set<std::filesystem::path>& files_read() const { return files_read_; }

 private:
  // What results may refer to, by id. Of ids used twice the first counts.
  struct KnownTest {
    std::map<Id, Index> outputs;                     // with the text that is expected
    std::optional<std::int32_t> expected_exit_code;  // also of a result that gives none
    std::string pointer;
  };

  // What the regression tests say of the sample that they share. A sample has one name, so
  // those that leave it out mean the one that another of them gives.
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
  // `owner` is a run or an entry of its time line.
  std::vector<ResultFact> read_results(const schemas::Value& owner, const std::string& pointer,
                                       const RunFact& fact);
  ResultFact read_result(const schemas::Value& value, const std::string& pointer,
                         const KnownTest& test);
  bool differs_by_hash_alone(Index expected, Index actual) const;
  // The place of a text; the same text twice has one place.
  Index add_text(Text text);
  Index read_text(const schemas::Value& value, const std::string& pointer);
  std::optional<Text> made_text(const schemas::Value& value, const std::string& pointer);

  static std::string item(const std::string& pointer, std::size_t place) {
    return pointer + "/" + std::to_string(place);
  }

  // Notes an id; a problem when it was noted before.
  template <class What>
  bool note(std::map<Id, What>& known, Id id, What what, const schemas::Value& at,
            const std::string& pointer) {
    if (known.try_emplace(id, std::move(what)).second) return true;
    problems_.add_member(at, pointer, "id", "an id that is not used yet",
                         std::to_string(id) + " again");
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
