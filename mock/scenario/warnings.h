// What a scenario says that is well-formed and most likely not meant: a fault that no request can
// meet, times that contradict each other. `sp-mock check` tells it; the scenario works all the
// same.
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

  // `pointer` leads into the whole of the parts.
  void add(const schemas::Value& at, std::string_view pointer, std::string text);
  // About a member of an object, which is there.
  void add_member(const schemas::Value& object, const std::string& pointer, std::string_view member,
                  std::string text);
  // In the order of the files' lines.
  std::vector<Warning> take();

 private:
  const Parts& parts_;
  std::vector<Warning> warnings_;
};

// Each throws ScenarioError when the scenario has errors. `text` is that of `file`.
std::vector<Warning> warnings_of_text(std::string_view text, const std::string& file,
                                      std::shared_ptr<const Files> files);
std::vector<Warning> warnings_of_file(const std::filesystem::path& file);
std::vector<Warning> warnings_of_bundled(std::string_view name);

// The parts of it, a file each.
void warn_of_faults(const schemas::Value& root, const WorldFacts& facts, const Settings& settings,
                    Warnings& warnings);
void warn_of_routes(const schemas::Value& root, const Settings& settings, Warnings& warnings);
// Of a path that says what all paths begin with.
constexpr std::string_view base_is_left_out =
    "paths begin behind /api/v1, so no request fits: leave it out";
void warn_of_runs(const schemas::Value& root, Warnings& warnings);

}  // namespace sp::mock
