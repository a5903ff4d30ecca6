#include "seen/histories.h"

#include <algorithm>

#include <fmt/format.h>

namespace sp::contract {

std::optional<ResultKey> key_of(const SeenRow& row) {
  if (!row.run_id || !row.regression_id) return std::nullopt;
  return ResultKey{*row.run_id, *row.regression_id};
}

std::optional<ResultKey> key_of(const SeenResult& result) {
  if (!result.run_id || !result.regression_id) return std::nullopt;
  return ResultKey{*result.run_id, *result.regression_id};
}

std::string to_string(const ResultKey& key) {
  return fmt::format("run {}, regression test {}", key.first, key.second);
}

std::string_view sample_of(const Page& page) { return page.asked("sample_id"); }

Histories::Histories(const Lists& lists, const schemas::Operation& operation)
    : operation_(operation), lists_(lists) {
  for (const List& list : lists_.all()) {
    std::vector<SeenRow>& rows = rows_of_[&list];
    for (const Page* page : list.pages) {
      for (SeenRow& row : history_rows(*page)) {
        rows.push_back(row);
        if (key_of(row)) rows_.push_back(row);
      }
    }
  }
}

const std::vector<SeenRow>& Histories::rows(const List& list) const { return rows_of_.at(&list); }

const List* Histories::unfiltered(std::string_view sample) const {
  for (const List& list : lists()) {
    const auto names = filters(list);
    if (names && names->empty() && sample_of(*list.pages.front()) == sample) return &list;
  }
  return nullptr;
}

namespace {

// Rows stand newest run first (contract section 6).
bool has_all_of(const Page& page, std::int64_t run) {
  const std::vector<SeenRow> rows = history_rows(page);
  if (rows.empty()) return page.asked_offset == 0 && page.ends_at(0);
  const bool begins_before =
      page.asked_offset == 0 || (rows.front().run_id && *rows.front().run_id > run);
  const bool ends_behind =
      page.ends_at(end_of(page)) || (rows.back().run_id && *rows.back().run_id < run);
  return begins_before && ends_behind;
}

}  // namespace

const Page* Histories::with_all_of(std::string_view sample, std::int64_t run) const {
  const List* list = unfiltered(sample);
  if (!list) return nullptr;
  const auto found = std::find_if(list->pages.begin(), list->pages.end(),
                                  [&](const Page* page) { return has_all_of(*page, run); });
  return found == list->pages.end() ? nullptr : *found;
}

std::optional<std::vector<std::string>> Histories::filters(const List& list) const {
  std::vector<std::string> names;
  for (const auto& [name, value] : list.exchange().request.values) {
    const schemas::Parameter* parameter = operation_.parameter(name);
    if (!parameter || value.empty()) return std::nullopt;
    if (parameter->in == schemas::Parameter::In::path || name == "limit" || name == "offset") {
      continue;
    }
    if (std::find(names.begin(), names.end(), name) != names.end()) return std::nullopt;
    names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace sp::contract
