// Warnings about a scenario: things that are allowed but most likely not meant, such as a fault
// that no request can hit, or times that contradict each other. `sp-mock check` prints them; the
// scenario works all the same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>

#include "scenario/facts.h"
#include "scenario/parts.h"
#include "scenario/settings.h"

namespace sp::mock {

struct Warning {
  std::string file;
  std::uint32_t line;
  std::string pointer;
  std::string text;  // what is wrong, and what to do

  // "FILE:LINE: at POINTER: warning: …"
  std::string to_string() const;
};

class Warnings {
 public:
  // The parts must outlive it.
  explicit Warnings(const Parts& parts) : parts_(parts) {}

  // `pointer` is a pointer into the merged document.
  void add(const schemas::Value& at, std::string_view pointer, std::string text);
  // Adds a warning about a member of an object; the member must be there.
  void add_member(const schemas::Value& object, const std::string& pointer, std::string_view member,
                  std::string text);
  // The warnings, sorted by file and line.
  std::vector<Warning> take();

 private:
  const Parts& parts_;
  std::vector<Warning> warnings_;
};

// These three throw ScenarioError if the scenario has errors. `text` is the content of `file`.
std::vector<Warning> warnings_of_text(std::string_view text, const std::string& file,
                                      std::shared_ptr<const Files> files);
std::vector<Warning> warnings_of_file(const std::filesystem::path& file);
std::vector<Warning> warnings_of_bundled(std::string_view name);

// These check a part of the scenario each.
void warn_of_faults(const schemas::Value& root, const WorldFacts& facts, const Settings& settings,
                    Warnings& warnings);
void warn_of_routes(const schemas::Value& root, const Settings& settings, Warnings& warnings);
// The warning for a path that begins with the base path.
constexpr std::string_view base_is_left_out =
    "paths are written without /api/v1, so no request fits: leave it out";
void warn_of_runs(const schemas::Value& root, Warnings& warnings);

}  // namespace sp::mock
