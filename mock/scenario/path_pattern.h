// A pattern for paths, as routes and the conditions of faults have it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sp::mock {

// Compares segment by segment. {name} stands for any one segment, and a * at the very end for
// anything that follows.
//
//     /runs/{run_id}/cancel    /runs/7/cancel, where run_id is 7
//     /runs/20*                /runs/2001, /runs/2001/samples
class PathPattern {
 public:
  // The names in the pattern with the segments that they stand for, in the order of the path. The
  // names point into the pattern.
  using Values = std::vector<std::pair<std::string_view, std::string>>;

  PathPattern() = default;
  // `text` is percent-encoded.
  explicit PathPattern(std::string_view text);

  // Matches a path, given as decoded segments. nullopt if it does not fit.
  std::optional<Values> match(const std::vector<std::string>& segments) const;
  std::vector<std::string> names() const;
  // Whether every path that fits the other pattern also fits this one.
  bool covers(const PathPattern& other) const;

 private:
  struct Segment {
    bool is_name = false;
    std::string text = {};  // the name, or the segment to expect, decoded
  };

  bool fits(const std::vector<std::string>& segments) const;

  std::vector<Segment> segments_;
  bool is_open_ = false;  // whether it ended with *, so that the last segment is only a prefix
};

}  // namespace sp::mock
