#include "import/aims.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <utility>
#include <variant>

#include <sp/schemas/split.h>
#include <sp/schemas/utf8.h>

#include "scenario/form.h"

namespace sp::mock {

namespace {

using schemas::NewObject;
using schemas::Value;

constexpr std::array id_members = {&FaultWhen::run_id, &FaultWhen::sample_id,
                                   &FaultWhen::regression_id, &FaultWhen::output_id};
constexpr std::array<const char*, 4> id_names = {"run_id", "sample_id", "regression_id",
                                                 "output_id"};

// Whether an id of the request is what a parameter of its query says.
bool is_id(const Asked& asked, const std::string& name, const std::string& value) {
  const auto id = asked.ids.find(name == "regression_test_id" ? "regression_id" : name);
  return id != asked.ids.end() && std::to_string(id->second) == value;
}

// Whether operation and ids say which path it is: all else in it is of the paths of the API.
bool is_path_of_ids(const Asked& asked) {
  static constexpr std::array<std::string_view, 9> words = {
      "",        "runs", "samples", "summary", "error-summary", "history", "regression-tests",
      "outputs", "diff"};
  if (asked.operation.empty()) return false;
  const auto segments = schemas::split(asked.path, '/');
  return std::ranges::all_of(segments, [&](std::string_view segment) {
    return std::ranges::find(words, segment) != words.end() ||
           std::ranges::any_of(
               asked.ids, [&](const auto& id) { return std::to_string(id.second) == segment; });
  });
}

void put_id(const std::string& name, std::int64_t id, FaultWhen& when) {
  for (std::size_t i = 0; i < id_names.size(); ++i) {
    if (name == id_names[i]) when.*id_members[i] = id;
  }
}

FaultWhen place_of(const Asked& asked) {
  FaultWhen when;
  if (!asked.operation.empty()) when.operation = asked.operation;
  if (!is_path_of_ids(asked)) when.path = asked.path;
  if (when.path) when.operation.reset();
  return when;
}

// An id that the world does not have is not meant by mistake if the status says so.
bool must_say_status(const FaultWhen& when, const Asked& asked) {
  return asked.status != 200 && std::ranges::any_of(id_members, [&](const auto& member) {
           return (when.*member).has_value();
         });
}

// The conditions of a request that others may fit, too, the widest first.
std::vector<FaultWhen> wide_conditions(const Asked& asked) {
  FaultWhen place;
  if (asked.operation.empty()) {
    place.path = asked.path;
  } else {
    place.operation = asked.operation;
  }
  std::vector<FaultWhen> conditions = {FaultWhen(), place};
  conditions.push_back(place);
  conditions.back().authenticated = asked.authenticated;
  FaultWhen all_ids = place;
  for (const auto& [name, id] : asked.ids) {
    conditions.push_back(place);
    put_id(name, id, conditions.back());
    put_id(name, id, all_ids);
  }
  if (asked.ids.size() > 1) conditions.push_back(all_ids);
  for (const FaultWhen& wider : {place, all_ids}) {
    for (const auto& [name, value] : asked.query) {
      if (is_id(asked, name, value)) continue;
      conditions.push_back(wider);
      conditions.back().query.emplace(name, value);
    }
  }
  std::vector<FaultWhen> with_status;
  for (FaultWhen& when : conditions) {
    if (!must_say_status(when, asked)) with_status.push_back(when);
    when.status = asked.status;
    with_status.push_back(std::move(when));
  }
  return with_status;
}

bool fits(const FaultWhen& when, const Asked& asked) {
  const auto is_met = [&](const auto& condition) {
    const auto given = asked.query.find(condition.first);
    if (std::holds_alternative<Absent>(condition.second)) return given == asked.query.end();
    const auto* value = std::get_if<std::string>(&condition.second);
    return given != asked.query.end() && (!value || *value == given->second);
  };
  for (std::size_t i = 0; i < id_names.size(); ++i) {
    const auto& wanted = when.*id_members[i];
    const auto id = asked.ids.find(id_names[i]);
    if (wanted && (id == asked.ids.end() || id->second != *wanted)) return false;
  }
  return (!when.operation || *when.operation == asked.operation) &&
         (!when.path || *when.path == asked.path) &&
         (!when.method || *when.method == asked.method) &&
         (!when.status || *when.status == asked.status) &&
         (!when.authenticated || *when.authenticated == asked.authenticated) &&
         std::ranges::all_of(when.query, is_met);
}

// Adds a condition that the one request fits and the other does not. False if there is none.
bool tell_apart(const Asked& asked, const Asked& other, FaultWhen& when) {
  for (const auto& [name, value] : other.query) {
    if (asked.query.contains(name)) continue;
    when.query.emplace(name, Absent());
    return true;
  }
  if (asked.status != other.status)
    when.status = asked.status;
  else if (asked.authenticated != other.authenticated)
    when.authenticated = asked.authenticated;
  else if (asked.method != other.method)
    when.method = asked.method;
  else
    return false;
  return true;
}

// What no schema of a scenario takes cannot be aimed at.
bool can_be_written(const FaultWhen& when) {
  if (when.path && !schemas::is_utf8(*when.path)) return false;
  NewObject fault;
  fault.push_back({"when", to_json(when)});
  fault.push_back({"then", Value(NewObject{{"status", Value(std::int64_t{503}, 0)}}, 0)});
  return fault_schema().accepts(Value(std::move(fault), 0));
}

}  // namespace

Value to_json(const FaultWhen& when) {
  NewObject json;
  const auto put = [&](const char* name, const auto& value) {
    if (value) json.push_back({name, Value(*value, 0)});
  };
  const auto put_integer = [&](const char* name, std::optional<std::int64_t> value) {
    put(name, value);
  };
  put("operation", when.operation);
  put("path", when.path);
  put("method", when.method);
  for (std::size_t i = 0; i < id_names.size(); ++i) put(id_names[i], when.*id_members[i]);
  NewObject query;
  for (const auto& [name, condition] : when.query) {
    const auto* value = std::get_if<std::string>(&condition);
    const bool absent = std::holds_alternative<Absent>(condition);
    query.push_back({name, value ? Value(*value, 0) : absent ? Value() : Value(true, 0)});
  }
  if (!query.empty()) json.push_back({"query", Value(std::move(query), 0)});
  put_integer("status", when.status);
  put("authenticated", when.authenticated);
  if (when.skip > 0) put_integer("skip", static_cast<std::int64_t>(when.skip));
  if (when.times) put_integer("times", static_cast<std::int64_t>(*when.times));
  return {std::move(json), 0};
}

// Who fits a wide condition.
struct Aims::Shared {
  std::optional<std::string> form;  // what all of them need
  bool differs = false;             // whether some need something else
  std::vector<std::size_t> groups = {};
  std::set<std::string> operations = {};

  void add(std::size_t index, const Group& group, const std::optional<std::string>& need) {
    groups.push_back(index);
    if (operations.size() < 2) operations.insert(group.asked.operation);
    differs = differs || !need || (form && *form != *need);
    form = need;
  }
  // One request is no reason to aim at more than it, nor is one operation to aim at all of them.
  bool is_reason_for(const FaultWhen& when) const {
    const bool any_operation = !when.operation && !when.path;
    return !differs && groups.size() >= 2 && (!any_operation || operations.size() >= 2);
  }
};

Aims::Aims(const std::vector<Asked>& asked) {
  std::map<Asked, std::size_t> known;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const auto [place, is_new] = known.emplace(asked[i], groups_.size());
    if (is_new) {
      Group& group = groups_.emplace_back(Group{asked[i], {}, wide_conditions(asked[i]), {}});
      for (const FaultWhen& when : group.wide) group.keys.push_back(to_json(when).dump());
      by_path_[asked[i].path].push_back(place->second);
    }
    groups_[place->second].exchanges.push_back(i);
  }
}

std::optional<std::string> Aims::need_of(const Group& group, const std::vector<Need>& needs) {
  std::optional<std::string> form;
  for (const std::size_t exchange : group.exchanges) {
    const Need& need = needs[exchange];
    if (need.indifferent) continue;
    if (form && *form != need.form) return std::nullopt;
    form = need.form;
  }
  return form.value_or("");
}

std::map<std::string, Aims::Shared> Aims::shared(const std::vector<Need>& needs) const {
  std::map<std::string, Shared> by_key;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const Group& group = groups_[i];
    const bool indifferent = std::ranges::all_of(
        group.exchanges, [&](std::size_t exchange) { return needs[exchange].indifferent; });
    if (indifferent) continue;
    const auto need = need_of(group, needs);
    for (const std::string& key : group.keys) by_key[key].add(i, group, need);
  }
  return by_key;
}

std::optional<FaultWhen> Aims::only(const Group& group) const {
  // With more different requests of one path than these, looking at all would take too long.
  constexpr std::size_t many = 500;
  const Asked& asked = group.asked;
  FaultWhen when = place_of(asked);
  for (const auto& [name, id] : asked.ids) {
    if (!when.path) put_id(name, id, when);
  }
  if (must_say_status(when, asked)) when.status = asked.status;
  for (const auto& [name, value] : asked.query) {
    if (when.path || !is_id(asked, name, value)) when.query.emplace(name, value);
  }
  const std::span others(by_path_.at(asked.path));
  for (const std::size_t index : others.first(std::min(others.size(), many))) {
    const Group& other = groups_[index];
    if (&other == &group || !fits(when, other.asked)) continue;
    if (!tell_apart(asked, other.asked, when)) return std::nullopt;
  }
  return can_be_written(when) ? std::optional(when) : std::nullopt;
}

void Aims::aim_in_turn(const Group& group, const std::vector<Need>& needs,
                       std::vector<Aim>& aims) const {
  const auto when = only(group);
  if (!when) return;
  const auto& exchanges = group.exchanges;
  std::size_t begin = 0;
  while (begin < exchanges.size()) {
    const Need& need = needs[exchanges[begin]];
    std::size_t end = begin + 1;
    while (end < exchanges.size() &&
           (needs[exchanges[end]].indifferent || needs[exchanges[end]].form == need.form)) {
      ++end;
    }
    if (!need.indifferent && !need.form.empty()) {
      Aim aim{*when, need.form, exchanges[begin]};
      aim.when.skip = begin;
      if (end < exchanges.size()) aim.when.times = end - begin;
      aims.push_back(std::move(aim));
    }
    begin = end;
  }
}

// Conditions that hit a request twice would add to a number twice.
std::optional<std::size_t> Aims::widest(const Group& group,
                                        const std::map<std::string, Shared>& by_key,
                                        const std::vector<bool>& hit) {
  for (std::size_t i = 0; i < group.keys.size(); ++i) {
    const auto found = by_key.find(group.keys[i]);
    if (found == by_key.end() || !found->second.is_reason_for(group.wide[i])) continue;
    const bool hits_again =
        std::ranges::any_of(found->second.groups, [&](std::size_t index) { return hit[index]; });
    if (!hits_again && can_be_written(group.wide[i])) return i;
  }
  return std::nullopt;
}

std::vector<Aim> Aims::at(const std::vector<Need>& needs, bool wide) const {
  const auto by_key = wide ? shared(needs) : std::map<std::string, Shared>();
  std::vector<bool> hit(groups_.size());
  std::vector<Aim> aims;
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const Group& group = groups_[i];
    const auto need = need_of(group, needs);
    if (!need) aim_in_turn(group, needs, aims);
    if (!need || need->empty() || hit[i]) continue;
    if (const auto place = widest(group, by_key, hit)) {
      aims.push_back({group.wide[*place], *need, group.exchanges.front()});
      for (const std::size_t index : by_key.at(group.keys[*place]).groups) hit[index] = true;
    } else if (const auto when = only(group)) {
      aims.push_back({*when, *need, group.exchanges.front()});
    }
  }
  return aims;
}

}  // namespace sp::mock
