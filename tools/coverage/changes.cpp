#include "coverage/changes.h"

#include <algorithm>

namespace sp::coverage {

namespace {

void add_changes_of_number(std::int64_t number, std::vector<Changed>& changes) {
  changes.emplace_back(number + 1);
  changes.emplace_back(number - 1);
  changes.emplace_back(number * 1000 + 7);
  changes.emplace_back(0);
}

void add_changes_of_text(const std::string& text, std::vector<Changed>& changes) {
  changes.emplace_back("another");
  changes.emplace_back("");
  changes.emplace_back("None");
  changes.emplace_back(text + " /srv/app/models.py");
  const bool is_time = text.size() >= 19 && text[10] == 'T';
  if (is_time) changes.emplace_back("2001-01-01T00:00:00Z");
  if (is_time) changes.emplace_back("2091-01-01T00:00:00Z");
  const bool is_hash = text.size() == 64 || text.size() == 40;
  if (is_hash) changes.emplace_back(std::string(text.size(), 'a'));
}

void add_changes_of_list(const Json& list, std::vector<Changed>& changes) {
  changes.emplace_back(Json::array());
  if (list.empty()) return;
  Json shorter = list;
  shorter.erase(shorter.size() - 1);
  changes.emplace_back(std::move(shorter));
  Json longer = list;
  longer.push_back(list.front());
  changes.emplace_back(std::move(longer));
}

}  // namespace

std::vector<Changed> changes_of(const Json& example, const std::vector<Json>& others) {
  std::vector<Changed> changes = {std::nullopt, Json(nullptr), Json(true)};
  if (example.is_number_integer()) add_changes_of_number(example.get<std::int64_t>(), changes);
  if (example.is_string()) add_changes_of_text(example.get<std::string>(), changes);
  if (example.is_array()) add_changes_of_list(example, changes);
  if (example.is_object()) changes.emplace_back(Json::object());
  for (const Json& other : others) {
    const bool known = std::find(changes.begin(), changes.end(), other) != changes.end();
    if (!known && other != example) changes.emplace_back(other);
  }
  return changes;
}

std::vector<std::vector<std::string>> changes_of_header(const std::string& value) {
  return {{},
          {"0"},
          {"7"},
          {"99999999999"},
          {"another"},
          {value + "0"},
          {value, "another"},
          {"POST"},
          {value + "; charset=utf-16"},
          {value + " /srv/app/models.py"}};
}

}  // namespace sp::coverage
