#include "rules/history/filtered.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "rules/laws.h"

namespace sp::contract::history {

namespace {

using schemas::Instant;

using Keeps = Filters::Keeps;

Keeps keeps_text(const SeenRow& row, std::string_view member, std::string_view wanted) {
  const schemas::Value* value = row.value->find(member);
  if (!value || (!value->string() && !value->is_null())) return Keeps::unknown;
  return value->string() && *value->string() == wanted ? Keeps::yes : Keeps::no;
}

// A run is created before it is tested; no row tells when.
Keeps keeps_created_after(const SeenRow& row, Instant bound) {
  if (bound >= schemas::parse_date_time(latest_bound)) return Keeps::no;
  if (row.tested_at && *row.tested_at < bound) return Keeps::no;
  return bound <= schemas::parse_date_time(earliest_bound) ? Keeps::yes : Keeps::unknown;
}

Keeps keeps_created_before(const SeenRow& row, Instant bound) {
  if (bound <= schemas::parse_date_time(earliest_bound)) return Keeps::no;
  const bool surely =
      row.tested_at ? *row.tested_at <= bound : bound >= schemas::parse_date_time(latest_bound);
  return surely ? Keeps::yes : Keeps::unknown;
}

// "platform linux, branch master"
std::string in_words(const std::vector<std::string>& filters, const List& list) {
  std::string words;
  for (const std::string& filter : filters) {
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", filter, list.asked(filter));
  }
  return words;
}

using Keys = std::set<ResultKey>;

Keys keys_of(const std::vector<SeenRow>& rows) {
  Keys keys;
  for (const SeenRow& row : rows) {
    if (const auto key = key_of(row)) keys.insert(*key);
  }
  return keys;
}

// Each row of the filtered list is in the unfiltered one.
void check_subset(const Histories& histories, const List& list, const List& all, Verdict& verdict) {
  const Keys known = keys_of(histories.rows(all));
  for (const SeenRow& row : histories.rows(list)) {
    const auto key = key_of(row);
    if (!key || known.contains(*key)) continue;
    verdict.fail(*row.page->exchange, fmt::format("/data/{}", row.index),
                 fmt::format("only rows that {} has, too", path_of(all)), to_string(*key),
                 exchanges_of(all.pages));
    return;
  }
}

// The rows of an unfiltered list that filters keep. Where a row does not tell whether they keep it,
// it may be kept or not.
struct Kept {
  Keys surely;
  Keys maybe;  // those in `surely`, too
};

// Nothing when a row does not say which result it is.
std::optional<Kept> kept_of(const std::vector<SeenRow>& rows, const List& list,
                            const std::vector<std::string>& filters, const Filters& meaning) {
  Kept kept;
  for (const SeenRow& row : rows) {
    const auto key = key_of(row);
    if (!key) return std::nullopt;
    const Keeps keeps = meaning.keeps(row, filters, list);
    if (keeps == Keeps::yes) kept.surely.insert(*key);
    if (keeps != Keeps::no) kept.maybe.insert(*key);
  }
  return kept;
}

// The filtered list has every row that the filters keep, and its total counts them.
void check_whole(const Histories& histories, const List& list, const List& all,
                 const std::vector<std::string>& filters, const Filters& meaning,
                 Verdict& verdict) {
  const auto kept = kept_of(histories.rows(all), list, filters, meaning);
  if (!kept) return;
  const auto least = static_cast<std::int64_t>(kept->surely.size());
  const auto most = static_cast<std::int64_t>(kept->maybe.size());
  const auto total = list.total();
  if (total && (*total < least || *total > most)) {
    verdict.fail(
        list.exchange(), "/pagination/total",
        OutOfRange{least, most, *total,
                   fmt::format("those of {} with {}", path_of(all), in_words(filters, list)),
                   "row"},
        exchanges_of(all.pages));
    return;
  }
  if (!list.whole) return;
  const Keys left = keys_of(histories.rows(list));
  const auto lost = std::find_if(kept->surely.begin(), kept->surely.end(),
                                 [&](const ResultKey& key) { return !left.contains(key); });
  if (lost == kept->surely.end()) return;
  verdict.fail(list.exchange(), "/data",
               Absent{fmt::format("{}, a row of {} with {}", to_string(*lost), path_of(all),
                                  in_words(filters, list)),
                      "no such row"},
               exchanges_of(all.pages));
}

}  // namespace

bool status_is_of_result(const schemas::Operation& history) {
  const auto& statuses = array_at(history.parameter("status")->definition, "enum");
  return std::any_of(statuses.begin(), statuses.end(), [](const schemas::Value& status) {
    return status.string() && *status.string() == "missing_output";
  });
}

Filters::Filters(const schemas::Operation& history, const Histories& histories,
                 std::string_view sample)
    : Filters(history) {
  for (const List& list : histories.lists()) {
    const auto filters = histories.filters(list);
    if (!list.whole || !filters || filters->size() != 1 || sample_of(*list.pages.front()) != sample)
      continue;
    const schemas::Parameter* filter = history.parameter(filters->front());
    if (!filter) continue;
    alone_.try_emplace({filter->name, list.asked(filter->name)},
                       Alone{&list, keys_of(histories.rows(list))});
  }
}

const Filters::Alone* Filters::find_alone(std::string_view filter, std::string_view asked) const {
  const auto found = alone_.find({filter, asked});
  return found == alone_.end() ? nullptr : &found->second;
}

const List* Filters::alone(std::string_view filter, std::string_view asked) const {
  const Alone* found = find_alone(filter, asked);
  return found ? found->list : nullptr;
}

Filters::Keeps Filters::keeps(const SeenRow& row, std::string_view filter,
                              std::string_view asked) const {
  const Keeps shown = as_shown(row, filter, asked);
  if (shown != Keeps::unknown) return shown;
  const Alone* const known = find_alone(filter, asked);
  const auto key = known ? key_of(row) : std::nullopt;
  if (!key) return shown;
  return known->rows.contains(*key) ? Keeps::yes : Keeps::no;
}

Filters::Keeps Filters::as_shown(const SeenRow& row, std::string_view filter,
                                 std::string_view asked) const {
  if (filter == "platform" || filter == "branch") return keeps_text(row, filter, asked);
  if (filter == "regression_test_id") {
    if (!row.regression_id) return Keeps::unknown;
    return std::to_string(*row.regression_id) == asked ? Keeps::yes : Keeps::no;
  }
  if (filter == "status") {
    return status_is_shown_ ? keeps_text(row, filter, asked) : Keeps::unknown;
  }
  const auto bound = schemas::parse_date_time(asked);
  if (!bound) return Keeps::unknown;
  if (filter == "created_after") return keeps_created_after(row, *bound);
  if (filter == "created_before") return keeps_created_before(row, *bound);
  return Keeps::unknown;
}

Filters::Keeps Filters::keeps(const SeenRow& row, const std::vector<std::string>& filters,
                              const List& list) const {
  Keeps all = Keeps::yes;
  for (const std::string& filter : filters) {
    const Keeps one = keeps(row, filter, list.asked(filter));
    if (one == Keeps::no) return one;
    if (one == Keeps::unknown) all = one;
  }
  return all;
}

const std::string& path_of(const List& list) { return list.exchange().request.path; }

namespace {

// The row is one that the filter takes away.
void fail_row(const SeenRow& row, std::string_view filter, std::string_view asked,
              const Filters& meaning, Verdict& verdict) {
  if (meaning.as_shown(row, filter, asked) != Keeps::no) {
    const List& alone = *meaning.alone(filter, asked);
    verdict.fail(*row.page->exchange, fmt::format("/data/{}", row.index),
                 fmt::format("only rows that {} has, too", path_of(alone)), to_string(*key_of(row)),
                 exchanges_of(alone.pages));
    return;
  }
  const bool dated = filter.starts_with("created");
  const bool far = dated && (asked == earliest_bound || asked == latest_bound);
  if (far) {
    verdict.fail(*row.page->exchange, fmt::format("/data/{}", row.index),
                 fmt::format("no rows, as no run is created {} {}",
                             filter == "created_after" ? "after" : "before", asked),
                 to_string(*key_of(row)));
    return;
  }
  const std::string member(dated ? "tested_at" : filter);
  verdict.fail(*row.page->exchange, row.pointer(member),
               dated ? fmt::format("{} or later, as a run is tested after it is created", asked)
                     : fmt::format("only rows of {} {}", filter, asked),
               row.value->find(member)->dump(80));
}

}  // namespace

void check_rows_fit(const Histories& histories, const List& list,
                    const std::vector<std::string>& filters, const Filters& meaning,
                    Verdict& verdict) {
  for (const SeenRow& row : histories.rows(list)) {
    verdict.judged();
    for (const std::string& filter : filters) {
      const auto asked = list.asked(filter);
      if (meaning.keeps(row, filter, asked) == Keeps::no)
        fail_row(row, filter, asked, meaning, verdict);
    }
  }
}

void check_list(const Histories& histories, const List& list,
                const std::vector<std::string>& filters, const Filters& meaning, Verdict& verdict) {
  check_rows_fit(histories, list, filters, meaning, verdict);
  const List* all = histories.unfiltered(sample_of(*list.pages.front()));
  if (!all) return;
  const auto total = list.total();
  if (all->whole) {
    verdict.judged();
    check_subset(histories, list, *all, verdict);
    check_whole(histories, list, *all, filters, meaning, verdict);
  } else if (total && all->total()) {
    verdict.judged();
    if (*total <= *all->total()) return;
    verdict.fail(list.exchange(), "/pagination/total",
                 OutOfRange{.most = all->total(),
                            .found = *total,
                            .because = "the total of " + path_of(*all),
                            .unit = "row"},
                 exchanges_of(all->pages));
  }
}

std::vector<const List*> lists_by(const Histories& histories, std::string_view filter) {
  std::vector<const List*> lists;
  for (const List& list : histories.lists()) {
    const auto filters = histories.filters(list);
    if (filters && filters->size() == 1 && filters->front() == filter) lists.push_back(&list);
  }
  return lists;
}

namespace {

using Shares = std::map<std::string_view, const List*>;  // by the filter's value

// Of each sample.
std::map<std::string_view, Shares> shares_by(const Histories& histories, std::string_view filter) {
  std::map<std::string_view, Shares> samples;
  for (const List* list : lists_by(histories, filter)) {
    if (list->total()) samples[sample_of(*list->pages.front())][list->asked(filter)] = list;
  }
  return samples;
}

// A filter that takes nothing away is the likeliest to be wrong: the list with the largest total
// fails.
void fail_shares(const Shares& shares, const List& all, std::string_view filter, std::int64_t sum,
                 Verdict& verdict) {
  std::string terms;
  std::vector<const Exchange*> against = exchanges_of(all.pages);
  const List* largest = shares.begin()->second;
  for (const auto& [value, list] : shares) {
    terms += fmt::format("{}{} {}", terms.empty() ? "" : ", ", *list->total(), value);
    against.push_back(&list->exchange());
    if (*list->total() > *largest->total()) largest = list;
  }
  verdict.fail(largest->exchange(), "/pagination/total",
               fmt::format("the totals by {} to add up to {}, the total of {}", filter,
                           *all.total(), path_of(all)),
               fmt::format("{} together: {}", sum, terms), std::move(against));
}

}  // namespace

void check_shares(const Evidence& evidence, std::string_view filter, bool of_every_row,
                  Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  const auto& values = array_at(evidence.operation.parameter(filter)->definition, "enum");
  for (const auto& [sample, shares] : shares_by(histories, filter)) {
    const List* all = histories.unfiltered(sample);
    if (!all || !all->total() || shares.size() < values.size()) continue;
    const auto sum = adds_up(shares, [](const auto& share) { return share.second->total(); });
    if (!sum) continue;
    verdict.judged();
    const bool fine = of_every_row ? *sum == *all->total() : *sum <= *all->total();
    if (!fine) fail_shares(shares, *all, filter, *sum, verdict);
  }
}

void check_alone(const Evidence& evidence, std::string_view filter, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const List* list : lists_by(histories, filter)) {
    check_list(histories, *list, {std::string(filter)}, Filters(evidence.operation), verdict);
  }
}

}  // namespace sp::contract::history
