// Where a scenario's text files come from: the folder it lies in, or the binary.
#pragma once

#include <filesystem>
#include <memory>
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
};

std::unique_ptr<Files> files_below(std::filesystem::path folder);
std::unique_ptr<Files> embedded_files();
std::unique_ptr<Files> no_files();

// The bytes of any file on disk.
std::variant<std::string, FileProblem> read_file(const std::filesystem::path& path);

}  // namespace sp::mock
