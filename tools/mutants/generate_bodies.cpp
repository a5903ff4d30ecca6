#include <map>

#include <fmt/format.h>

#include "mutants/generate.h"
#include "mutants/places.h"

namespace sp::mutants {

namespace {

// The other values of members that have few: one table, because a world's answers do not show
// all of them.
const std::vector<std::string>& enumeration(const Question& question, const Place& place) {
  const bool published = question.revision == schemas::Revision::published;
  static const std::vector<std::string> none;
  static const std::vector<std::string> severity = {"info", "warning", "error", "critical"};
  static const std::vector<std::string> types = {"exit_code_mismatch", "missing_output",
                                                 "diff_mismatch"};
  static const std::vector<std::string> result = {"pass",           "fail",    "skipped",
                                                  "missing_output", "running", "not_started"};
  static const std::vector<std::string> run = {"queued", "running",  "pass",
                                               "fail",   "canceled", "incomplete"};
  static const std::vector<std::string> output = {"match", "diff_mismatch", "missing_output",
                                                  "missing_expected"};
  static const std::vector<std::string> upstream_output = {"pass", "fail", "missing_output",
                                                           "missing_expected"};
  static const std::vector<std::string> diff = {"identical", "different", "missing_expected",
                                                "missing_actual"};
  static const std::vector<std::string> kind = {"context", "added", "removed"};
  static const std::vector<std::string> platform = {"linux", "windows"};
  if (place.member == "severity") return severity;
  if (place.member == "group_by") {
    return form_of(question.revision, "getErrorSummary").enumerations.at("group_by");
  }
  if (place.member == "kind") return kind;
  if (place.member == "platform") return platform;
  if (place.member == "key" && place.parent->value("group_by", "") == "type") return types;
  if (place.member != "status") return none;
  if (question.operation == "getDiff") return diff;
  if (question.operation == "getRunSummary") return run;
  if (place.dotted.starts_with("outputs.")) return published ? output : upstream_output;
  return result;
}

// A value that a null could have been.
Json plausible(const std::string& member) {
  if (member.ends_with("_at")) return "2026-06-01T12:00:00Z";
  if (member.ends_with("_hash")) return std::string(64, 'a');
  if (member == "commit_sha") return std::string(40, 'a');
  if (member == "failure_signature") return "diff_mismatch:output:1";
  static const std::map<std::string, int> numbers = {
      {"next_offset", 1},   {"duration_ms", 1}, {"runtime_ms", 1},        {"exit_code", 1},
      {"expected_line", 1}, {"actual_line", 1}, {"expected_exit_code", 1}};
  const auto number = numbers.find(member);
  return number == numbers.end() ? Json("made up") : Json(number->second);
}

std::string with_changed_character(std::string text, std::size_t at) {
  const bool digit = text[at] >= '0' && text[at] <= '9';
  text[at] = digit ? (text[at] == '9' ? '1' : static_cast<char>(text[at] + 1))
                   : (text[at] == 'x' ? 'y' : 'x');
  return text;
}

class Bodies {
 public:
  explicit Bodies(const Answer& answer)
      : answer_(answer), prefix_(prefix_of(answer)), of_its_own_form_(has_its_own_form(answer)) {}

  Mutants all() && {
    for (const Place& place : places_in(answer_.body)) {
      const bool first = place.depth == 0;
      if (!answer_.listed && !first) continue;
      change_value(place);
      if (!of_its_own_form_ || !first) continue;
      drop(place);
      retype(place);
      swap_with_neighbour(place);
      stretch(place);
    }
    return std::move(made_);
  }

 private:
  void make(const Place& place, const std::string& how, const char* kind, mock::FaultWhen when,
            mock::FaultThen then) {
    made_.push_back({fmt::format("{}/{}/{}", prefix_, place.dotted, how), kind, std::move(when),
                     std::move(then), answer_.status == 429});
  }

  // A value that is wrong wherever it stands.
  void put(const Place& place, const std::string& how, const char* kind, Json value) {
    make(place, how, kind, alike(answer_), patch({replace(place.pointer, std::move(value))}));
  }

  // A value that is wrong where the true one is known. What a page says of the whole is the
  // same on each of them, and a first row that of any length.
  void put_here(const Place& place, const std::string& how, const char* kind, Json value) {
    std::vector<std::string> free;
    if (answer_.listed && place.dotted == "pagination.total") free = {"limit", "offset"};
    if (answer_.listed && place.dotted.starts_with("data.0.")) free = {"limit"};
    make(place, how, kind, same(answer_, free), patch({replace(place.pointer, std::move(value))}));
  }

  void drop(const Place& place) {
    if (place.parent->is_object()) {
      make(place, "dropped", "dropped", alike(answer_), patch({remove(place.pointer)}));
    }
    if (!place.value->is_null()) put(place, "null", "nulled", nullptr);
  }

  void retype(const Place& place) {
    const auto to = [&](const char* how, Json value) {
      put(place, how, "retyped", std::move(value));
    };
    if (place.value->is_number()) {
      to("as_string", place.value->dump());
      to("as_boolean", true);
      to("as_fraction", place.value->get<double>() + 0.5);
    } else if (place.value->is_string()) {
      to("as_number", 7);
      to("as_array", Json::array({*place.value}));
      to("as_object", Json::object());
    } else if (place.value->is_null()) {
      to("as_object", Json::object());
    } else if (place.value->is_array()) {
      to("as_object", Json::object());
      to("as_string", "");
    } else if (place.value->is_object()) {
      to("as_array", Json::array());
      to("as_string", "");
    }
  }

  void change_value(const Place& place) {
    const Json& value = *place.value;
    if (value.is_number_integer()) {
      const auto number = value.get<std::int64_t>();
      put_here(place, "plus_one", "moved", number + 1);
      put_here(place, "minus_one", "moved", number - 1);
    } else if (value.is_null()) {
      put_here(place, "filled", "moved", plausible(place.member));
    } else if (value.is_string()) {
      change_text(place, value.get<std::string>());
    }
  }

  void change_text(const Place& place, const std::string& text) {
    const auto& values = enumeration(answer_.question, place);
    for (const std::string& other : values) {
      if (other != text) put_here(place, "to_" + other, "enumerations", other);
    }
    if (!values.empty() || text.empty()) return;
    if (place.member.ends_with("_at") && text.size() > 18) {
      constexpr std::size_t day = 9;
      constexpr std::size_t second = 18;
      put_here(place, "another_day", "moved", with_changed_character(text, day));
      put_here(place, "another_second", "moved", with_changed_character(text, second));
      put_here(place, "without_zone", "moved", text.substr(0, second + 1));
    } else {
      put_here(place, "changed", "moved", with_changed_character(text, text.size() - 1));
    }
  }

  // By moves, so that it fits whatever the values are.
  void swap_with_neighbour(const Place& place) {
    if (!place.parent->is_object() || place.value->is_structured()) return;
    auto next = place.parent->find(place.member);
    if (++next == place.parent->end()) return;
    if (next->type() != place.value->type() || *next == *place.value) return;
    const std::string folder = place.pointer.substr(0, place.pointer.rfind('/'));
    const std::string other = folder + "/" + next.key();
    const std::string aside = folder + "/aside";
    make(place, "swapped_with_" + next.key(), "swapped", alike(answer_),
         patch({move(place.pointer, aside), move(other, place.pointer), move(aside, other)}));
  }

  void stretch(const Place& place) {
    const auto to = [&](const char* how, Json value) {
      put(place, how, "extremes", std::move(value));
    };
    if (place.value->is_string()) {
      constexpr std::size_t longer_than_any_text = 1001;
      if (!place.value->get<std::string>().empty()) to("empty", "");
      if (place.member != "content") to("too_long", std::string(longer_than_any_text, 'x'));
    } else if (place.value->is_number()) {
      to("negative", -7);
      to("huge", Json::parse("18446744073709551615"));
    }
  }

  const Answer& answer_;
  std::string prefix_;
  bool of_its_own_form_;
  Mutants made_;
};

}  // namespace

Mutants mutants_of_body(const Answer& answer) { return Bodies(answer).all(); }

}  // namespace sp::mutants
