#include "body_differences.h"

#include <algorithm>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include <sp/schemas/date_time.h>

namespace sp::agree {

namespace {

using Json = nlohmann::json;

bool same_instant(const Json& a, const Json& b) {
  if (!a.is_string() || !b.is_string()) return false;
  const auto one = schemas::parse_date_time(a.get<std::string>());
  return one && one == schemas::parse_date_time(b.get<std::string>());
}

bool has_lines(const Json& value) {
  return value.is_string() && value.get_ref<const std::string&>().find('\n') != std::string::npos;
}

Json lines_of(const Json& text) {
  Json lines = Json::array();
  std::istringstream in(text.get<std::string>());
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class Comparison {
 public:
  std::vector<BodyDifference> take() { return std::move(found_); }

  void values(const Json& platform, const Json& mock, const std::string& place) {
    if (platform == mock || same_instant(platform, mock)) return;
    if (platform.is_object() && mock.is_object()) {
      members(platform, mock, place);
    } else if (platform.is_array() && mock.is_array()) {
      items(platform, mock, place);
    } else if (has_lines(platform) && has_lines(mock)) {
      lines(platform, mock, place);
    } else {
      found_.push_back({place, platform, mock});
    }
  }

 private:
  void members(const Json& platform, const Json& mock, const std::string& place) {
    std::set<std::string> names;
    for (const Json* object : {&platform, &mock}) {
      for (const auto& [name, value] : object->items()) names.insert(name);
    }
    for (const std::string& name : names) {
      values(platform.value(name, nothing_), mock.value(name, nothing_),
             fmt::format("{}/{}", place, name));
    }
  }

  void items(const Json& platform, const Json& mock, const std::string& place) {
    for (std::size_t i = 0; i < std::max(platform.size(), mock.size()); ++i) {
      values(i < platform.size() ? platform[i] : nothing_, i < mock.size() ? mock[i] : nothing_,
             fmt::format("{}/{}", place, i));
    }
  }

  // Texts that differ in a newline at the end have the same lines.
  void lines(const Json& platform, const Json& mock, const std::string& place) {
    const std::size_t before = found_.size();
    items(lines_of(platform), lines_of(mock), place);
    if (found_.size() == before) found_.push_back({place, platform, mock});
  }

  const Json nothing_ = Json(Json::value_t::discarded);
  std::vector<BodyDifference> found_;
};

}  // namespace

std::vector<BodyDifference> body_differences(const Json& platform, const Json& mock) {
  Comparison comparison;
  comparison.values(platform, mock, "");
  return comparison.take();
}

}  // namespace sp::agree
