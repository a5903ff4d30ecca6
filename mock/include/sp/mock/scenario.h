// A scenario: a described world and the settings of the server around it, loaded from a
// file that docs/scenarios.md describes.
//
// A Scenario is a handle on immutable data: cheap to copy, safe to share between threads.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/revision.h>

namespace sp::mock {

struct ScenarioData;

// One thing that is wrong with a scenario file.
struct Problem {
  std::string file;
  std::uint32_t line = 0;  // 0 when the file could not be read at all
  std::string pointer;     // JSON pointer into the file; "" is the whole document
  std::string expected;
  std::string found;

  // "FILE:LINE: at POINTER: expected …, found …"
  std::string to_string() const;
};

// A scenario that cannot be used. what() lists every problem, one a line.
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

class Scenario {
 public:
  // All three throw ScenarioError with every problem of the file.
  static Scenario from_file(const std::filesystem::path& file);
  // One of those that come with the mock, by name.
  static Scenario bundled(std::string_view name);
  // From the text of a file. `{"file": …}` is looked up below `folder`; without one, it is
  // an error. `name` stands for the file in messages.
  static Scenario parse(std::string_view json,
                        const std::optional<std::filesystem::path>& folder = std::nullopt,
                        std::string_view name = "scenario");

  struct Listed {
    std::string name;
    std::string description;
  };
  // The scenarios that come with the mock, by name.
  static std::vector<Listed> list();

  const std::string& name() const;
  const std::string& description() const;
  // What the file asks for, if it does.
  std::optional<schemas::Revision> revision() const;
  // A token that the mock accepts at its start; empty when the scenario has none.
  std::string token() const;

  const std::shared_ptr<const ScenarioData>& data() const { return data_; }

 private:
  explicit Scenario(std::shared_ptr<const ScenarioData> data) : data_(std::move(data)) {}
  std::shared_ptr<const ScenarioData> data_;
};

}  // namespace sp::mock
