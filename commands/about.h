// The commands that tell about a tool: `completions SHELL` and `man`.
#pragma once

#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace sp::commands {

// Belongs to one app, and lives as long.
class About {
 public:
  About() = default;
  About(const About&) = delete;
  About& operator=(const About&) = delete;

  // To be called when the app has all its other flags and commands. `version` is "sp-mock 0.1.0".
  void add_to(CLI::App& app, std::string version);
  // Once the app has parsed: what to print, where one of the two was asked for.
  std::optional<std::string> text() const;

 private:
  CLI::App* app_ = nullptr;
  CLI::App* completions_ = nullptr;
  CLI::App* man_ = nullptr;
  std::string version_;
  std::string shell_;
};

}  // namespace sp::commands
