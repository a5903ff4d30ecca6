#include <fmt/format.h>

#include "mutants/generate.h"
#include "mutants/places.h"

namespace sp::mutants {

namespace {

class Rows {
 public:
  explicit Rows(const Answer& answer) : answer_(answer), prefix_(prefix_of(answer)) {}

  Mutants all() && {
    for (const Place& place : places_in(answer_.body)) {
      if (!place.value->is_array() || place.depth > 0) continue;
      of_any_length(place);
      of_this_length(place);
      if (answer_.listed) reordered(place);
    }
    return std::move(made_);
  }

 private:
  void make(const Place& place, const std::string& how, mock::FaultWhen when,
            mock::FaultThen then) {
    made_.push_back({fmt::format("{}/{}/{}", prefix_, place.dotted, how), "rows", std::move(when),
                     std::move(then), answer_.status == 429});
  }

  // Fit wherever there is a row; of answers that are not listed, there alone.
  mock::FaultWhen anywhere() const {
    return has_its_own_form(answer_) ? alike(answer_) : same(answer_);
  }

  void of_any_length(const Place& place) {
    if (place.value->empty()) {
      make(place, "not_empty", same(answer_), patch({add(place.pointer + "/-", stranger(place))}));
      return;
    }
    const std::string first = place.pointer + "/0";
    make(place, "first_doubled", anywhere(), patch({copy(first, first)}));
    make(place, "first_dropped", anywhere(), patch({remove(first)}));
    if (answer_.listed)
      make(place, "emptied", anywhere(), patch({replace(place.pointer, Json::array())}));
    if (place.value->size() > 1 && answer_.listed) {
      make(place, "first_two_swapped", anywhere(), patch({move(place.pointer + "/1", first)}));
    }
  }

  // What stands in no answer.
  static Json stranger(const Place& place) {
    if (place.member == "tags") return "stranger";
    if (place.member == "sample_ids") return 987654321;
    return Json::object();
  }

  void of_this_length(const Place& place) {
    const std::size_t size = place.value->size();
    const auto at = [&](std::size_t i) { return fmt::format("{}/{}", place.pointer, i); };
    if (size > 1) make(place, "last_dropped", same(answer_), patch({remove(at(size - 1))}));
    if (size > 2 && answer_.listed) {
      make(place, "middle_dropped", same(answer_), patch({remove(at(size / 2))}));
      make(place, "last_doubled", same(answer_), patch({copy(at(size - 1), place.pointer + "/-")}));
    }
    if (size > 0 && place.member == "sample_ids") {
      make(place, "one_more", same(answer_), patch({add(place.pointer + "/-", stranger(place))}));
    }
    const Json* pagination =
        answer_.body.contains("pagination") ? &answer_.body["pagination"] : nullptr;
    if (size > 0 && place.dotted == "data" && pagination &&
        (*pagination)["next_offset"].is_null()) {
      const auto total = (*pagination)["total"].get<std::int64_t>();
      make(place, "last_hidden_and_not_counted", same(answer_),
           patch({remove(at(size - 1)), replace("/pagination/total", total - 1)}));
    }
  }

  void reordered(const Place& place) {
    const std::size_t size = place.value->size();
    if (size < 2) return;
    Json moves = Json::array();
    for (std::size_t i = 1; i < size; ++i) {
      moves.push_back(move(fmt::format("{}/{}", place.pointer, i), place.pointer + "/0"));
    }
    make(place, "reversed", same(answer_), {.patch = moves.dump()});
    make(place, "last_two_swapped", same(answer_),
         patch({move(fmt::format("{}/{}", place.pointer, size - 1),
                     fmt::format("{}/{}", place.pointer, size - 2))}));
  }

  const Answer& answer_;
  std::string prefix_;
  Mutants made_;
};

}  // namespace

Mutants mutants_of_rows(const Answer& answer) { return Rows(answer).all(); }

}  // namespace sp::mutants
