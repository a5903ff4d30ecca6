// A scenario: the world that the mock answers from, and the settings of its server. It is loaded
// from a JSON file, whose format docs/scenarios.md describes.
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

// One mistake in a scenario file.
struct Problem {
  std::string file;
  std::uint32_t line = 0;  // counts from 1; 0 if the file could not be read at all
  std::string pointer;     // JSON pointer into the file; empty for the whole document
  std::string expected;
  std::string found;

  // "FILE:LINE: at POINTER: expected …, found …"
  std::string to_string() const;
};

// Thrown for a scenario that cannot be used. what() lists all problems, one on each line.
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Problem> problems);
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

class Scenario {
 public:
  // These three functions throw ScenarioError, which lists every problem of the file.
  static Scenario from_file(const std::filesystem::path& file);
  // Loads a scenario that comes with the mock, by its name: list() has the names.
  static Scenario bundled(std::string_view name);
  // Loads a scenario from JSON text. Files that it names, as in `{"file": …}`, are looked up below
  // `folder`; without a folder they are an error. Messages call the text `name`.
  static Scenario parse(std::string_view json,
                        const std::optional<std::filesystem::path>& folder = std::nullopt,
                        std::string_view name = "scenario");

  struct Listed {
    std::string name;
    std::string description;
  };
  // The scenarios that come with the mock, sorted by name.
  static std::vector<Listed> list();

  const std::string& name() const;
  const std::string& description() const;
  // The revision of the API that the file asks for; nullopt if it names none.
  std::optional<schemas::Revision> revision() const;
  // A token that the mock accepts when it starts; empty if the scenario has no valid one.
  std::string token() const;

  const std::shared_ptr<const ScenarioData>& data() const { return data_; }

 private:
  explicit Scenario(std::shared_ptr<const ScenarioData> data) : data_(std::move(data)) {}
  std::shared_ptr<const ScenarioData> data_;
};

}  // namespace sp::mock
