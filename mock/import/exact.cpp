#include "import/exact.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "import/aims.h"
#include "import/answer_differences.h"
#include "import/asking.h"
#include "import/departures.h"
#include "import/recorded_routes.h"
#include "scenario/form.h"

namespace sp::mock {

namespace {

using schemas::NewArray;
using schemas::NewObject;
using schemas::Value;

// The member of that name, made if there is none.
Value& member_of(NewObject& object, std::string_view name) {
  const auto found = std::ranges::find(object, name, &schemas::NewMember::name);
  if (found != object.end()) return found->value;
  return object.emplace_back(schemas::NewMember{name, Value()}).value;
}

NewObject members_of(const Value& value) {
  return value.object() ? copy_of(*value.object()) : NewObject();
}
NewArray items_of(const Value* value) {
  return value && value->array() ? copy_of(*value->array()) : NewArray();
}

ScenarioFile with(const ScenarioFile& file, std::string_view list, NewArray items) {
  NewObject root = members_of(file.root);
  if (items.empty()) {
    std::erase_if(root, [&](const schemas::NewMember& member) { return member.name == list; });
  } else {
    member_of(root, list) = Value(std::move(items), 0);
  }
  return {Value(std::move(root), 0)};
}

// A fault in the making: of several changes for the same requests it becomes one.
struct NewFault {
  Value when;
  NewObject then;
  std::vector<std::string> notes;
  std::size_t exchange;  // the first one that it hits
};

// What `then` has and `more` has, too, are objects: the headers.
void merge(const schemas::Object& more, NewObject& then) {
  for (const schemas::Member& member : more) {
    Value& there = member_of(then, member.name);
    if (there.object() && member.value.object()) {
      NewObject both = copy_of(*there.object());
      for (const auto& [name, value] : *member.value.object()) both.emplace_back(name, value);
      there = Value(std::move(both), 0);
    } else {
      there = member.value;
    }
  }
}

// Who needs which change of one kind: of the answer as a whole, or of a header.
struct Subject {
  std::vector<Need> needs;
  std::map<std::string, Value> forms;        // of each need
  std::map<std::size_t, std::string> notes;  // of exchanges
};

class Exact {
 public:
  Exact(const ScenarioFile& file, const Recording& recording)
      : recording_(recording),
        comparison_(recording, Closeness::everything),
        extents_(recording.exchanges.size(), Extent::member),
        file_(file) {}

  ScenarioFile made() {
    look();
    NewArray routes = items_of(file_.root.find("routes"));
    std::ranges::move(new_routes(), std::back_inserter(routes));
    file_ = with(file_, "routes", std::move(routes));
    bool wide = true;
    while (true) {
      look();
      ScenarioFile exact = with_faults(wide);
      const std::vector<std::size_t> left = left_by(exact);
      if (left.empty() || (!widen(left) && !std::exchange(wide, false))) return exact;
    }
  }

 private:
  // Asks the scenario all that was recorded.
  void look() {
    Asking asking(Scenario::parse(file_.json()), recording_);
    Asking seeing(Scenario::parse(with(file_, "faults", {}).json()), recording_);
    asked_.clear();
    departures_.clear();
    for (std::size_t i = 0; i < recording_.exchanges.size(); ++i) {
      const RecordedExchange& row = recording_.exchanges[i];
      const Response answer = asking.ask(row);
      seeing.ask(row);
      asked_.push_back(seeing.asked());
      departures_.push_back(departures(row, answer, comparison_, extents_[i],
                                       [&](int status) { return asking.own_error(status); }));
    }
  }

  // Without those of answers that are right as they are.
  NewArray new_routes() const {
    Recording beside = {.base_url = recording_.base_url, .exchanges = {}};
    std::vector<Asked> asked;
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      if (departures_[i].empty()) continue;
      beside.exchanges.push_back(recording_.exchanges[i]);
      asked.push_back(asked_[i]);
    }
    return routes_of(beside, asked);
  }

  bool is_head(std::size_t exchange) const {
    return recording_.exchanges[exchange].exchange.method == "HEAD";
  }

  std::map<std::string, Subject> subjects() const {
    std::map<std::string, std::map<std::string, std::size_t>> counts;
    for (const auto& found : departures_) {
      for (const Departure& departure : found) {
        for (const Value& form : departure.forms) ++counts[departure.subject][form.dump()];
      }
    }
    std::map<std::string, Subject> subjects;
    for (std::size_t i = 0; i < departures_.size(); ++i) {
      for (const Departure& departure : departures_[i]) {
        Subject& subject = subjects[departure.subject];
        subject.needs.resize(departures_.size());
        subject.notes.emplace(i, departure.note);
        if (departure.forms.empty()) {
          subject.needs[i].indifferent = true;
          continue;
        }
        // What most need, so that one fault can do it for many; else the smallest.
        const auto& forms = departure.forms;
        const auto most = std::ranges::max_element(
            forms, {}, [&](const Value& form) { return counts[departure.subject][form.dump()]; });
        subject.needs[i].form = most->dump();
        subject.forms.emplace(subject.needs[i].form, *most);
      }
    }
    return subjects;
  }

  // A HEAD has no body to be changed, and follows the GET of its path.
  void spare_heads(Subject& answer) const {
    std::set<Asked> changed;
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      if (!is_head(i) && !answer.needs[i].form.empty()) changed.insert(asked_[i]);
    }
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      Need& need = answer.needs[i];
      if (is_head(i)) need.indifferent = need.form.empty() || changed.contains(asked_[i]);
    }
  }

  std::vector<NewFault> new_faults(bool wide) const {
    const Aims aims(asked_);
    std::map<std::string, NewFault> by_when;
    for (auto& [name, subject] : subjects()) {
      if (name == whole_answer) spare_heads(subject);
      for (const Aim& aim : aims.at(subject.needs, wide)) {
        const Value when = to_json(aim.when);
        NewFault& fault =
            by_when.try_emplace(when.dump(), NewFault{when, {}, {}, aim.exchange}).first->second;
        fault.exchange = std::min(fault.exchange, aim.exchange);
        merge(*subject.forms.at(aim.form).object(), fault.then);
        fault.notes.push_back(subject.notes.at(aim.exchange));
      }
    }
    std::vector<NewFault> faults;
    for (auto& [when, fault] : by_when) faults.push_back(std::move(fault));
    std::ranges::stable_sort(faults, {}, &NewFault::exchange);
    return faults;
  }

  ScenarioFile with_faults(bool wide) const {
    NewArray faults = items_of(file_.root.find("faults"));
    for (NewFault& fault : new_faults(wide)) {
      NewObject json = {{"x-departs", Value(fmt::format("{}", fmt::join(fault.notes, "; ")), 0)}};
      if (!fault.when.object()->empty()) json.push_back({"when", std::move(fault.when)});
      json.push_back({"then", Value(std::move(fault.then), 0)});
      Value whole(std::move(json), 0);
      if (fault_schema().accepts(whole)) faults.push_back(std::move(whole));
    }
    return with(file_, "faults", std::move(faults));
  }

  // The exchanges that such a scenario still answers otherwise.
  std::vector<std::size_t> left_by(const ScenarioFile& exact) const {
    Asking asking(Scenario::parse(exact.json()), recording_);
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < recording_.exchanges.size(); ++i) {
      const RecordedExchange& row = recording_.exchanges[i];
      if (!differences(row, asking.ask(row), comparison_).empty()) left.push_back(i);
    }
    return left;
  }

  // False if nothing more can be tried.
  bool widen(const std::vector<std::size_t>& left) {
    bool any = false;
    for (const std::size_t exchange : left) {
      Extent& extent = extents_[exchange];
      if (extent == Extent::bytes || is_head(exchange)) continue;
      extent = extent == Extent::member ? Extent::body : Extent::bytes;
      any = true;
    }
    return any;
  }

  const Recording& recording_;
  AnswerComparison comparison_;
  std::vector<Extent> extents_;  // of the exchanges
  ScenarioFile file_;            // with routes, but without new faults
  std::vector<Asked> asked_;
  std::vector<std::vector<Departure>> departures_;
};

}  // namespace

std::string Exactness::to_string() const {
  const std::string routes = by_routes == 0 ? "" : fmt::format("{} by routes, ", by_routes);
  return fmt::format("{} answer{}: {} follow from the world, {} by faults, {}{} not reproduced",
                     answers, answers == 1 ? "" : "s", by_world, by_faults, routes, left.size());
}

namespace {

std::set<std::size_t> exchanges_of(const std::vector<Difference>& differences) {
  std::set<std::size_t> exchanges;
  for (const Difference& difference : differences) exchanges.insert(difference.exchange);
  return exchanges;
}

}  // namespace

Exactness make_exact(ScenarioFile& file, const Recording& recording) {
  const auto beyond_world = exchanges_of(replay(file, recording));
  file = Exact(file, recording).made();
  const auto beyond_routes = exchanges_of(replay(with(file, "faults", {}), recording));
  Exactness result{.answers = recording.exchanges.size(), .left = replay(file, recording)};
  const auto left = exchanges_of(result.left);
  for (std::size_t i = 0; i < result.answers; ++i) {
    if (left.contains(i)) continue;
    const bool by_world = !beyond_world.contains(i);
    ++(by_world                    ? result.by_world
       : beyond_routes.contains(i) ? result.by_faults
                                   : result.by_routes);
  }
  return result;
}

}  // namespace sp::mock
