#include "seen/limit_counters.h"

#include <algorithm>
#include <set>

namespace sp::contract {

namespace {

using Readings = std::vector<const LimitReading*>;

// More processes than this do not stand behind one address.
constexpr std::size_t most_counters = 8;
// Fewer answers than this do not show that a counter counts.
constexpr std::size_t least_answers = 3;
// Fewer answers than this do not show whether one counter would do.
constexpr std::size_t enough_to_tell = 8;

// Those that say which counter they may be of.
Readings telling(const std::vector<LimitReading>& readings, bool for_token) {
  Readings rows;
  for (const LimitReading& reading : readings) {
    if (reading.for_token == for_token && reading.counted && reading.reset_fits && reading.date &&
        reading.reset && reading.believable_remaining()) {
      rows.push_back(&reading);
    }
  }
  return rows;
}

// Whether the counter that told `before` can tell `now` next in the same window.
bool falls(const LimitReading& before, const LimitReading& now) {
  if (*now.remaining < *before.remaining) return true;
  return *now.remaining == *before.remaining && (now.may_count || now.limited());
}

// The first that one counter cannot have told after the one before it; null when there is none.
const LimitReading* first_that_does_not_fall(const Readings& rows) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (same_window(*rows[i - 1], *rows[i]) && !falls(*rows[i - 1], *rows[i])) return rows[i];
  }
  return nullptr;
}

// Gives each answer to the counter that is the closest above it, then to one whose window is
// over, then to a new one: there are no fewer counters that explain them all.
class Assignment {
 public:
  explicit Assignment(const Readings& rows) {
    for (const LimitReading* row : rows) {
      if (!go_on(*row) && !begin_a_window(*row)) begin_a_counter(*row);
    }
  }

  std::vector<Readings> counters;
  Readings misfits;

 private:
  bool go_on(const LimitReading& row) {
    Readings* closest = nullptr;
    for (Readings& counter : counters) {
      const LimitReading& last = *counter.back();
      if (last.reset != row.reset || !falls(last, row)) continue;
      if (!closest || *last.remaining < *closest->back()->remaining) closest = &counter;
    }
    if (closest) closest->push_back(&row);
    return closest != nullptr;
  }

  bool begin_a_window(const LimitReading& row) {
    Readings* oldest = nullptr;
    for (Readings& counter : counters) {
      const LimitReading& last = *counter.back();
      if (*last.reset >= *row.reset || same_window(last, row)) continue;
      if (!oldest || *last.reset < *oldest->back()->reset) oldest = &counter;
    }
    if (oldest) oldest->push_back(&row);
    return oldest != nullptr;
  }

  void begin_a_counter(const LimitReading& row) {
    if (counters.size() < most_counters) {
      counters.push_back({&row});
    } else {
      misfits.push_back(&row);
    }
  }
};

// Whether the counters fell by about as many as there were requests. One that counts everything,
// and an operation whose answers say another number, would together fall twice as fast.
bool count_each_request_once(const std::vector<Readings>& counters, std::size_t misfits) {
  auto steps = static_cast<std::int64_t>(misfits);
  std::int64_t fallen = 0;
  for (const Readings& counter : counters) {
    for (std::size_t i = 1; i < counter.size(); ++i) {
      if (counter[i]->reset != counter[i - 1]->reset || counter[i]->limited()) continue;
      ++steps;
      fallen += *counter[i - 1]->remaining - *counter[i]->remaining;
    }
  }
  return fallen * 4 <= steps * 5;
}

// Whether one counter explains all but the answers of one kind: then it is these that are wrong.
template <class Kind>
bool is_of_one_kind(const Readings& rows, const Kind& kind) {
  std::set<decltype(kind(*rows.front()))> kinds;
  for (const LimitReading* row : rows) kinds.insert(kind(*row));
  return std::any_of(kinds.begin(), kinds.end(), [&](const auto& one) {
    Readings others;
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(others),
                 [&](const LimitReading* row) { return kind(*row) != one; });
    return others.size() >= enough_to_tell && !first_that_does_not_fall(others);
  });
}

bool some_kind_is_wrong(Readings rows) {
  std::erase_if(rows, [](const LimitReading* row) { return row->limited(); });
  return is_of_one_kind(rows,
                        [](const LimitReading& row) {
                          return std::string_view(row.exchange->request.operation);
                        }) ||
         is_of_one_kind(rows,
                        [](const LimitReading& row) { return row.exchange->response->status; });
}

}  // namespace

std::optional<LimitCounters> several_counters(const std::vector<LimitReading>& readings,
                                              bool for_token) {
  const Readings rows = telling(readings, for_token);
  const LimitReading* first = first_that_does_not_fall(rows);
  if (!first || some_kind_is_wrong(rows)) return std::nullopt;
  Assignment assignment(rows);
  if (!assignment.misfits.empty()) {
    // There may be no more of them, so those that tell little are misfits, too.
    std::erase_if(assignment.counters, [&](const Readings& counter) {
      if (counter.size() >= least_answers) return false;
      assignment.misfits.insert(assignment.misfits.end(), counter.begin(), counter.end());
      return true;
    });
  }
  const auto counting =
      std::count_if(assignment.counters.begin(), assignment.counters.end(),
                    [](const Readings& counter) { return counter.size() >= least_answers; });
  const bool explained = assignment.misfits.size() * 4 <= rows.size();
  if (counting < 2 || !explained ||
      !count_each_request_once(assignment.counters, assignment.misfits.size())) {
    return std::nullopt;
  }
  return LimitCounters{std::move(assignment.counters), std::move(assignment.misfits), first};
}

Counting counting(const std::vector<LimitReading>& readings) {
  return {several_counters(readings, true), several_counters(readings, false)};
}

std::vector<const LimitReading*> told_by_one(const LimitWindow& window) {
  Readings rows;
  std::copy_if(window.readings.begin(), window.readings.end(), std::back_inserter(rows),
               [](const LimitReading* row) { return row->believable_remaining().has_value(); });
  // The length of the longest row that ends with each, and the one before it there.
  std::vector<std::size_t> lengths(rows.size(), 1);
  std::vector<std::optional<std::size_t>> before(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (lengths[j] + 1 > lengths[i] && falls(*rows[j], *rows[i])) {
        lengths[i] = lengths[j] + 1;
        before[i] = j;
      }
    }
  }
  Readings row;
  if (rows.empty()) return row;
  // Of two that are as long, the one that ends higher: it takes fewer requests of others.
  std::size_t longest = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const bool higher = lengths[i] > 1 && *rows[i]->remaining > *rows[longest]->remaining;
    if (lengths[i] > lengths[longest] || (lengths[i] == lengths[longest] && higher)) longest = i;
  }
  for (std::optional<std::size_t> at = longest; at; at = before[*at]) {
    row.push_back(rows[*at]);
  }
  std::reverse(row.begin(), row.end());
  return row;
}

}  // namespace sp::contract
