#include "scenario/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/mock/scenario.h>
#include <sp/schemas/nearest.h>

namespace sp::mock {

namespace fs = std::filesystem;

std::variant<std::string, FileProblem> read_file(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    return FileProblem{"a file", fmt::format("a folder, {}", path.string())};
  }
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return FileProblem{"a file that can be read",
                       fmt::format("{}: {}", path.string(), std::strerror(errno))};
  }
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

namespace {

FileProblem outside() { return {"a path below the scenario's folder", "one that leads out of it"}; }

bool stays_inside(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  return !path.is_absolute() && !normal.empty() && *normal.begin() != "..";
}

class FolderFiles : public Files {
 public:
  explicit FolderFiles(fs::path folder) : folder_(std::move(folder)) {}

  std::variant<std::string, FileProblem> read(const std::string& path) const override {
    if (!stays_inside(path)) return outside();
    // A link may lead out as well.
    std::error_code error;
    const fs::path root =
        fs::weakly_canonical(fs::absolute(folder_.empty() ? "." : folder_), error);
    const fs::path real = fs::weakly_canonical(fs::absolute(folder_ / path), error);
    const auto [root_end, ignored] =
        std::mismatch(root.begin(), root.end(), real.begin(), real.end());
    if (root_end != root.end()) return outside();
    return read_file(folder_ / path);
  }

  fs::path on_disk(const std::string& path) const override { return folder_ / path; }
  std::unique_ptr<Files> beside(const std::string& path) const override {
    return std::make_unique<FolderFiles>((folder_ / path).parent_path());
  }
  std::string identity(const std::string& path) const override {
    std::error_code error;
    return fs::weakly_canonical(fs::absolute(folder_ / path), error).string();
  }

 private:
  fs::path folder_;
};

const embedded::File* embedded_at(std::string_view path) {
  for (const embedded::File& file : embedded::scenario_files()) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

class EmbeddedFiles : public Files {
 public:
  explicit EmbeddedFiles(fs::path folder = {}) : folder_(std::move(folder)) {}

  std::variant<std::string, FileProblem> read(const std::string& path) const override {
    if (!stays_inside(path)) return outside();
    if (const auto* file = embedded_at(below(path))) return std::string(file->text);
    return FileProblem{"a file that came with the scenario", "no such file in the binary"};
  }
  std::unique_ptr<Files> beside(const std::string& path) const override {
    return std::make_unique<EmbeddedFiles>((folder_ / path).parent_path());
  }
  std::string identity(const std::string& path) const override { return "bundled " + below(path); }

 private:
  std::string below(const std::string& path) const {
    return (folder_ / path).lexically_normal().generic_string();
  }

  fs::path folder_;
};

class NoFiles : public Files {
 public:
  std::variant<std::string, FileProblem> read(const std::string&) const override {
    return FileProblem{"the text itself, because this scenario has no folder", "a file"};
  }
  std::unique_ptr<Files> beside(const std::string&) const override {
    return std::make_unique<NoFiles>();
  }
  std::string identity(const std::string& path) const override { return path; }
};

}  // namespace

std::unique_ptr<Files> files_below(fs::path folder) {
  return std::make_unique<FolderFiles>(std::move(folder));
}
std::unique_ptr<Files> embedded_files() { return std::make_unique<EmbeddedFiles>(); }
std::unique_ptr<Files> no_files() { return std::make_unique<NoFiles>(); }

std::optional<std::string_view> bundled_text(std::string_view name) {
  const auto* file = embedded_at(fmt::format("{}.json", name));
  return file ? std::optional(file->text) : std::nullopt;
}

std::vector<std::string> bundled_names() {
  constexpr std::string_view ending = ".json";
  std::vector<std::string> names;
  for (const embedded::File& file : embedded::scenario_files()) {
    if (file.path.find('/') != std::string_view::npos || !file.path.ends_with(ending)) continue;
    names.emplace_back(file.path.substr(0, file.path.size() - ending.size()));
  }
  return names;
}

std::string a_bundled_name() {
  return fmt::format("a scenario that comes with the mock ({})", fmt::join(bundled_names(), ", "));
}

std::string no_bundled_name(std::string_view name) {
  return "no such name" + schemas::did_you_mean(name, bundled_names());
}

}  // namespace sp::mock
