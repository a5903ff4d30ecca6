// Where the files that a scenario names come from: the scenario's folder, or the binary.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <sp/schemas/embedded.h>

namespace sp::embedded {

// The scenarios that come with the mock and their texts (mock/CMakeLists.txt embeds them).
const std::vector<File>& scenario_files();

}  // namespace sp::embedded

namespace sp::mock {

// Why a file cannot be read: what was expected, and what was found.
struct FileProblem {
  std::string expected;
  std::string found;
};

class Files {
 public:
  virtual ~Files() = default;
  // The content of a file. `path` is relative to the scenario's folder and must not lead out of it.
  virtual std::variant<std::string, FileProblem> read(const std::string& path) const = 0;
  // Where that file is on disk; empty if it comes from elsewhere.
  virtual std::filesystem::path on_disk(const std::string&) const { return {}; }
  // The files in the folder of that file, where the paths that it names in turn are looked up.
  virtual std::unique_ptr<Files> beside(const std::string& path) const = 0;
  // A name that identifies the file: the same for all ways to write its path, and different from
  // that of any other file.
  virtual std::string identity(const std::string& path) const = 0;
};

std::unique_ptr<Files> files_below(std::filesystem::path folder);
std::unique_ptr<Files> embedded_files();
std::unique_ptr<Files> no_files();

// The text of a scenario that comes with the mock; nullopt if none has that name.
std::optional<std::string_view> bundled_text(std::string_view name);
// The names of these scenarios, sorted.
std::vector<std::string> bundled_names();
// The same in words: what a message expects in place of an unknown name.
std::string a_bundled_name();
// What it finds there, with the names that may be meant.
std::string no_bundled_name(std::string_view name);

// The content of any file on disk.
std::variant<std::string, FileProblem> read_file(const std::filesystem::path& path);

}  // namespace sp::mock
