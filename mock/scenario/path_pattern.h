// The path of a route, or of a fault's condition, in which some pieces are left open.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sp::mock {

// Segment by segment: {name} stands for any one segment, a * at the very end for whatever follows.
//
//     /runs/{run_id}/cancel    /runs/7/cancel, where run_id is 7
//     /runs/20*                /runs/2001, /runs/2001/samples
class PathPattern {
 public:
  // The values of the names, in the order of the path. Names point into the pattern.
  using Values = std::vector<std::pair<std::string_view, std::string>>;

  PathPattern() = default;
  // From a percent-encoded path.
  explicit PathPattern(std::string_view text);

  // Nothing when the path is another. Its segments are decoded.
  std::optional<Values> match(const std::vector<std::string>& segments) const;
  std::vector<std::string> names() const;
  // Whether each path that fits the other one fits this one, too.
  bool covers(const PathPattern& other) const;

 private:
  struct Segment {
    bool is_name = false;
    std::string text = {};  // the name, or what stands there, decoded
  };

  bool fits(const std::vector<std::string>& segments) const;

  std::vector<Segment> segments_;
  bool is_open_ = false;  // whether the last segment is only how the rest of the path begins
};

}  // namespace sp::mock
