#include "rules/history/filtered.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include <sp/schemas/number.h>

namespace sp::contract {

namespace {

using schemas::Instant;

using Keeps = Filters::Keeps;

Keeps keeps_text(const SeenRow& row, std::string_view member, std::string_view wanted) {
  const schemas::Value* value = row.value->find(member);
  if (!value || (!value->string() && !value->is_null())) return Keeps::unknown;
  return value->string() && *value->string() == wanted ? Keeps::yes : Keeps::no;
}

// A run is created before it is tested; when, no row tells.
Keeps keeps_created_after(const SeenRow& row, Instant bound) {
  if (row.tested_at && *row.tested_at < bound) return Keeps::no;
  return bound <= schemas::parse_date_time(earliest_bound) ? Keeps::yes : Keeps::unknown;
}

Keeps keeps_created_before(const SeenRow& row, Instant bound) {
  const bool surely =
      row.tested_at ? *row.tested_at <= bound : bound >= schemas::parse_date_time(latest_bound);
  return surely ? Keeps::yes : Keeps::unknown;
}

// The filter "created_after=…" and the like, in words.
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

// A filter adds nothing.
void check_subset(const Histories& histories, const List& list, const List& all, Verdict& verdict) {
  const Keys known = keys_of(histories.rows(all));
  for (const SeenRow& row : histories.rows(list)) {
    const auto key = key_of(row);
    if (!key || known.contains(*key)) continue;
    verdict.fail(*row.page->exchange, fmt::format("/data/{}", row.index),
                 fmt::format("a row of {}", path_of(all)), to_string(*key), exchanges_of(all));
    return;
  }
}

// A filter takes nothing away that it names, and counts what it leaves.
void check_whole(const Histories& histories, const List& list, const List& all,
                 const std::vector<std::string>& filters, const Filters& meaning,
                 Verdict& verdict) {
  Keys surely;
  Keys maybe;
  for (const SeenRow& row : histories.rows(all)) {
    const auto key = key_of(row);
    if (!key) return;
    const Keeps keeps = meaning.keeps(row, filters, list);
    if (keeps == Keeps::yes) surely.insert(*key);
    if (keeps != Keeps::no) maybe.insert(*key);
  }
  const auto count = [](const Keys& keys) { return static_cast<std::int64_t>(keys.size()); };
  const auto total = list.total();
  if (total && (*total < count(surely) || *total > count(maybe))) {
    const std::string wanted = surely.size() == maybe.size()
                                   ? std::to_string(count(surely))
                                   : fmt::format("{} to {}", count(surely), count(maybe));
    verdict.fail(
        list.exchange(), "/pagination/total",
        fmt::format("{}: rows of {} with {}", wanted, path_of(all), in_words(filters, list)),
        std::to_string(*total), exchanges_of(all));
    return;
  }
  if (!list.whole) return;
  const Keys left = keys_of(histories.rows(list));
  const auto lost = std::find_if(surely.begin(), surely.end(),
                                 [&](const ResultKey& key) { return !left.contains(key); });
  if (lost != surely.end()) {
    verdict.fail(list.exchange(), "/data",
                 fmt::format("{}, a row of {} with {}", to_string(*lost), path_of(all),
                             in_words(filters, list)),
                 "no such row", exchanges_of(all));
  }
}

}  // namespace

Filters::Keeps Filters::keeps(const SeenRow& row, std::string_view filter,
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

std::vector<const Exchange*> exchanges_of(const List& list) {
  std::vector<const Exchange*> exchanges;
  for (const Page* page : list.pages) exchanges.push_back(page->exchange);
  return exchanges;
}

const std::string& path_of(const List& list) { return list.exchange().request.path; }

void check_rows_fit(const Histories& histories, const List& list,
                    const std::vector<std::string>& filters, const Filters& meaning,
                    Verdict& verdict) {
  for (const SeenRow& row : histories.rows(list)) {
    verdict.judged();
    for (const std::string& filter : filters) {
      const auto asked = list.asked(filter);
      if (meaning.keeps(row, filter, asked) != Keeps::no) continue;
      const bool dated = filter.starts_with("created");
      const std::string member(dated ? "tested_at" : filter);
      verdict.fail(*row.page->exchange, row.pointer(member),
                   dated ? fmt::format("a run created, and so tested, at {} or later", asked)
                         : fmt::format("only rows of {} {}", filter, asked),
                   row.value->find(member)->dump(80));
    }
  }
}

// One list against the whole of the sample's.
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
                 fmt::format("at most {}, the total of {}", *all->total(), path_of(*all)),
                 std::to_string(*total), exchanges_of(*all));
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

void check_shares(const Evidence& evidence, const Histories& histories, std::string_view filter,
                  bool of_every_row, Verdict& verdict) {
  const auto& values = array_at(evidence.operation.parameter(filter)->definition, "enum");
  std::map<std::string_view, std::map<std::string_view, const List*>> samples;
  for (const List* list : lists_by(histories, filter)) {
    if (list->total()) samples[sample_of(*list->pages.front())][list->asked(filter)] = list;
  }
  for (const auto& [sample, shares] : samples) {
    const List* all = histories.unfiltered(sample);
    if (!all || !all->total() || shares.size() < values.size()) continue;
    verdict.judged();
    std::int64_t sum = 0;
    std::string terms;
    std::vector<const Exchange*> against = exchanges_of(*all);
    const List* largest = shares.begin()->second;
    for (const auto& [value, list] : shares) {
      sum = schemas::bounded_sum(sum, *list->total());
      terms += fmt::format("{}{} {}", terms.empty() ? "" : ", ", *list->total(), value);
      against.push_back(&list->exchange());
      if (*list->total() > *largest->total()) largest = list;
    }
    const auto whole = *all->total();
    if (sum == whole || (sum < whole && !of_every_row)) continue;
    // The filter that takes nothing away, if there is one, is the likeliest to be wrong.
    verdict.fail(
        largest->exchange(), "/pagination/total",
        fmt::format("the totals by {} add up to {}, the total of {}", filter, whole, path_of(*all)),
        fmt::format("{} together: {}", sum, terms), std::move(against));
  }
}

void check_alone(const Evidence& evidence, std::string_view filter, Verdict& verdict) {
  const Histories& histories = evidence.seen.histories();
  for (const List* list : lists_by(histories, filter)) {
    check_list(histories, *list, {std::string(filter)}, Filters(evidence.revision), verdict);
  }
}

}  // namespace sp::contract
