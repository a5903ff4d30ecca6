#include "commands/file_states.h"

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <sys/stat.h>

namespace sp::commands {

namespace {

constexpr std::int64_t nanoseconds = 1'000'000'000;
// Longer than any tick of a file system's clock.
constexpr std::int64_t a_moment = 1 * nanoseconds;

std::int64_t in_nanoseconds(const timespec& time) {
  return time.tv_sec * nanoseconds + time.tv_nsec;
}

std::size_t content_of(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return 0;  // others may never end
  std::ifstream in(file, std::ios::binary);
  return std::hash<std::string>{}({std::istreambuf_iterator<char>(in), {}});
}

}  // namespace

FileStates::FileStates(const std::vector<std::filesystem::path>& files) {
  for (const std::filesystem::path& file : files) states_[file] = state_of(file);
}

FileStates::State FileStates::state_of(const std::filesystem::path& file) {
  struct stat found = {};
  if (stat(file.c_str(), &found) != 0) return {};
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  const std::int64_t changed = in_nanoseconds(found.st_ctim);
  State state{{found.st_dev, found.st_ino, found.st_size, in_nanoseconds(found.st_mtim), changed},
              std::nullopt};
  // The clock of a file server may be behind this one, or ahead of it.
  if (std::abs(in_nanoseconds(now) - changed) < a_moment) state.content = content_of(file);
  return state;
}

bool FileStates::differ_from(const FileStates& before) const {
  if (states_.size() != before.states_.size()) return true;
  for (const auto& [file, now] : states_) {
    const auto found = before.states_.find(file);
    if (found == before.states_.end() || found->second.kept != now.kept) return true;
    const auto& content = found->second.content;
    if (content && *content != (now.content ? *now.content : content_of(file))) return true;
  }
  return false;
}

}  // namespace sp::commands
