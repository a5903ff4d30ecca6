// Tells whether files have changed since they were last looked at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace sp::commands {

// The states of some files at one moment, for comparison with those at a later one.
//
// Size and time of a file are not enough: another one of the same size and time may be moved into
// its place, and an editor or a checkout may set the time back. What the system itself keeps (which
// file it is, when it last changed in any way) cannot be set back. Its clock ticks every few
// milliseconds, however, and a file may change twice in one tick: of a file that changed a moment
// ago, the content is compared as well.
class FileStates {
 public:
  explicit FileStates(const std::vector<std::filesystem::path>& files);

  // Whether a file changed between `before` and now, appeared, went, or is another than before
  // under the same name. Links are followed.
  bool differ_from(const FileStates& before) const;

 private:
  struct State {
    // Device, number, size, time of the content and time of any change; zeros if there is no file.
    std::tuple<std::uint64_t, std::uint64_t, std::int64_t, std::int64_t, std::int64_t> kept;
    std::optional<std::size_t> content;  // a hash, if the file changed a moment ago
  };

  static State state_of(const std::filesystem::path& file);

  std::map<std::filesystem::path, State> states_;
};

}  // namespace sp::commands
