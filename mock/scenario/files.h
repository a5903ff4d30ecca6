// Where a scenario's text files come from: the folder it lies in, or the binary.
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

// Why a file cannot be had: what was expected there, and what was found.
struct FileProblem {
  std::string expected;
  std::string found;
};

class Files {
 public:
  virtual ~Files() = default;
  // The bytes of the file at that path, relative to the scenario and never outside its
  // folder.
  virtual std::variant<std::string, FileProblem> read(const std::string& path) const = 0;
  // Where such a file is on disk; empty when it is not on disk.
  virtual std::filesystem::path on_disk(const std::string&) const { return {}; }
  // The files that lie beside that one, for what it names in turn.
  virtual std::unique_ptr<Files> beside(const std::string& path) const = 0;
  // A name for that file which no other file has, however the path is written.
  virtual std::string identity(const std::string& path) const = 0;
};

std::unique_ptr<Files> files_below(std::filesystem::path folder);
std::unique_ptr<Files> embedded_files();
std::unique_ptr<Files> no_files();

// The text of a scenario that comes with the mock, a file at the top of the embedded folder;
// nothing when there is none of that name.
std::optional<std::string_view> bundled_text(std::string_view name);
// What is expected where there is none.
std::string bundled_names();

// The bytes of any file on disk.
std::variant<std::string, FileProblem> read_file(const std::filesystem::path& path);

}  // namespace sp::mock
