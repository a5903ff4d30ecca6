#include "scenario/path_pattern.h"

#include <algorithm>

#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>

namespace sp::mock {

PathPattern::PathPattern(std::string_view text) {
  if (text.starts_with('/')) text.remove_prefix(1);
  is_open_ = text.ends_with('*');
  if (is_open_) text.remove_suffix(1);
  for (const std::string_view piece : schemas::split(text, '/')) {
    if (piece.starts_with('{') && piece.ends_with('}')) {
      segments_.push_back({true, std::string(piece.substr(1, piece.size() - 2))});
    } else {
      segments_.push_back({false, schemas::percent_decoded(piece)});
    }
  }
}

bool PathPattern::fits(const std::vector<std::string>& segments) const {
  if (is_open_ ? segments.size() < segments_.size() : segments.size() != segments_.size()) {
    return false;
  }
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const auto& [is_name, text] = segments_[i];
    const bool is_beginning = is_open_ && i + 1 == segments_.size();
    if (is_name || (is_beginning ? segments[i].starts_with(text) : segments[i] == text)) continue;
    return false;
  }
  return true;
}

std::optional<PathPattern::Values> PathPattern::match(
    const std::vector<std::string>& segments) const {
  if (!fits(segments)) return std::nullopt;
  Values values;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (segments_[i].is_name) values.emplace_back(segments_[i].text, segments[i]);
  }
  return values;
}

std::vector<std::string> PathPattern::names() const {
  std::vector<std::string> names;
  for (const Segment& segment : segments_) {
    if (segment.is_name) names.push_back(segment.text);
  }
  return names;
}

bool PathPattern::covers(const PathPattern& other) const {
  if (other.is_open_ && !is_open_) return false;
  std::vector<std::string> widest;
  for (std::size_t i = 0; i < other.segments_.size(); ++i) {
    const Segment& segment = other.segments_[i];
    // No segment of a request has a slash that stands for itself, so only a name fits it.
    const bool is_last = other.is_open_ && i + 1 == other.segments_.size();
    widest.push_back(segment.is_name ? "/" : segment.text + (is_last ? "/" : ""));
  }
  return fits(widest);
}

}  // namespace sp::mock
