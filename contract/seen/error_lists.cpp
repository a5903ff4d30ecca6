#include "seen/error_lists.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/number.h>

#include "exchange/excerpt.h"

namespace sp::contract {

namespace {

constexpr std::size_t most_samples = 1000;

std::string asked_or_default(const Page& page, const schemas::Operation& operation,
                             std::string_view name) {
  if (const std::string* asked = page.exchange->request.value(name)) return *asked;
  const schemas::Parameter* parameter = operation.parameter(name);
  const bool has = parameter && parameter->fallback && parameter->fallback->string();
  return has ? std::string(*parameter->fallback->string()) : std::string();
}

// The rows of all pages, or of the longest when some were not seen.
void read_rows(ErrorList& list) {
  const auto cut = [](const Page* page) { return page->truncated; };
  if (const auto whole = whole_list(list.pages);
      whole && std::none_of(list.pages.begin(), list.pages.end(), cut)) {
    list.whole = true;
    for (const Page* page : whole->pages) {
      list.sources.push_back(page->exchange);
      for (SeenBucket& bucket : buckets_of(*page)) list.rows.push_back(std::move(bucket));
    }
    return;
  }
  const Page* longest = *std::max_element(
      list.pages.begin(), list.pages.end(),
      [](const Page* a, const Page* b) { return a->rows->size() < b->rows->size(); });
  list.sources = {longest->exchange};
  list.rows = buckets_of(*longest);
}

}  // namespace

bool SeenBucket::lists_all_samples() const {
  return lists_samples && samples.size() < most_samples;
}

std::optional<std::int64_t> SeenBucket::id() const {
  return key ? schemas::number_in(*key) : std::nullopt;
}

std::optional<schemas::Instant> SeenBucket::time(std::string_view member) const {
  const std::string_view* text = string_at(*value, member);
  return text ? schemas::parse_date_time(*text) : std::nullopt;
}

std::string SeenBucket::pointer(std::string_view member) const {
  return fmt::format("/data/{}/{}", index, member);
}

std::string SeenBucket::name() const { return key ? excerpt(*key) : "(a row without a key)"; }

std::vector<SeenBucket> buckets_of(const Page& page) {
  std::vector<SeenBucket> buckets;
  for (std::size_t i = 0; i < page.rows->size(); ++i) {
    const schemas::Value& value = (*page.rows)[i];
    SeenBucket bucket{&page, i, &value};
    bucket.group_by = string_at(value, "group_by");
    bucket.key = string_at(value, "key");
    bucket.count = integer_at(value, "count");
    bucket.severity = string_at(value, "severity");
    const schemas::Value* samples = value.find("sample_ids");
    bucket.lists_samples = samples && samples->array();
    for (const schemas::Value& id : array_at(value, "sample_ids")) {
      const auto number = integer_of(id);
      bucket.lists_samples &= number.has_value();
      if (number) bucket.samples.push_back(*number);
    }
    buckets.push_back(std::move(bucket));
  }
  return buckets;
}

const SeenBucket* ErrorList::find(std::string_view key) const {
  const auto found = places.find(key);
  return found == places.end() ? nullptr : &rows[found->second];
}

std::optional<std::int64_t> ErrorList::row_count() const {
  std::optional<std::int64_t> total;
  for (const Page* page : pages) {
    if (!page->total || (total && total != page->total)) return std::nullopt;
    total = page->total;
  }
  return total;
}

std::optional<std::int64_t> ErrorList::errors() const {
  std::int64_t sum = 0;
  for (const SeenBucket& row : rows) {
    if (!row.count) return std::nullopt;
    sum = schemas::bounded_sum(sum, *row.count);
  }
  return sum;
}

std::optional<SampleIds> ErrorList::samples() const {
  SampleIds ids;
  for (const SeenBucket& row : rows) {
    if (!row.lists_all_samples()) return std::nullopt;
    ids.insert(row.samples.begin(), row.samples.end());
  }
  return ids;
}

std::vector<const ErrorList*> Groupings::counting_once() const {
  std::vector<const ErrorList*> lists;
  for (const ErrorList* list : {type, sample, regression, severity}) {
    if (list) lists.push_back(list);
  }
  return lists;
}

ErrorLists::ErrorLists(const std::vector<Page>& pages, const schemas::Operation& operation) {
  for (const Page& page : pages) list_of(page, operation).pages.push_back(&page);
  for (ErrorList& list : lists_) {
    read_rows(list);
    for (std::size_t i = 0; i < list.rows.size(); ++i) {
      if (list.rows[i].key) list.places.try_emplace(*list.rows[i].key, i);
    }
  }
}

ErrorList& ErrorLists::list_of(const Page& page, const schemas::Operation& operation) {
  ErrorList made;
  made.run = page.asked("run_id");
  made.grouping = asked_or_default(page, operation, "group_by");
  made.severity = page.asked("severity");
  const auto known = std::find_if(lists_.begin(), lists_.end(), [&](const ErrorList& list) {
    return list.run == made.run && list.grouping == made.grouping && list.severity == made.severity;
  });
  if (known != lists_.end()) return *known;
  lists_.push_back(std::move(made));
  return lists_.back();
}

const ErrorList* ErrorLists::whole(std::string_view run, std::string_view grouping) const {
  for (const ErrorList& list : lists_) {
    if (list.run == run && list.grouping == grouping && list.severity.empty() && list.whole) {
      return &list;
    }
  }
  return nullptr;
}

std::vector<Groupings> ErrorLists::groupings() const {
  std::vector<Groupings> all;
  for (const ErrorList& list : lists_) {
    const bool known = std::any_of(all.begin(), all.end(),
                                   [&](const Groupings& row) { return row.run == list.run; });
    if (known) continue;
    all.push_back({list.run, whole(list.run, "type"), whole(list.run, "sample_id"),
                   whole(list.run, "regression_id"), whole(list.run, "category"),
                   whole(list.run, "severity")});
  }
  return all;
}

const Raised::OfSample* Raised::find(const std::optional<std::int64_t>& sample) const {
  const auto known = sample ? samples.find(*sample) : samples.end();
  return known == samples.end() ? nullptr : &known->second;
}

std::optional<Raised> raised_in(const Groupings& run) {
  if (!run.regression) return std::nullopt;
  Raised raised;
  for (const SeenBucket& row : run.regression->rows) {
    const auto severity = severity_rank(row.severity);
    if (!row.lists_samples || row.samples.size() != 1 || !row.count || !severity) {
      return std::nullopt;
    }
    const auto place = static_cast<std::size_t>(&row - run.regression->rows.data());
    Raised::OfSample& of = raised.samples[row.samples.front()];
    const bool first = of.tests.empty();
    of.tests.push_back({place, *row.count, *severity});
    of.errors = schemas::bounded_sum(of.errors, *row.count);
    of.fewest = first ? *row.count : std::min(of.fewest, *row.count);
    of.worst = first ? *severity : std::max(of.worst, *severity);
    of.mildest = first ? *severity : std::min(of.mildest, *severity);
  }
  return raised;
}

std::vector<const SeenBucket*> rows_of_severity(const ErrorList& list, std::string_view severity) {
  std::vector<const SeenBucket*> rows;
  for (const SeenBucket& row : list.rows) {
    if (row.severity && *row.severity == severity) rows.push_back(&row);
  }
  return rows;
}

std::optional<int> severity_rank(const std::string_view* severity) {
  if (!severity) return std::nullopt;
  const auto found = std::find(severity_names.begin(), severity_names.end(), *severity);
  if (found == severity_names.end()) return std::nullopt;
  return static_cast<int>(found - severity_names.begin());
}

std::vector<const Exchange*> sources_but(const Exchange* but,
                                         const std::vector<const ErrorList*>& lists) {
  std::vector<const Exchange*> sources;
  for (const ErrorList* list : lists) {
    for (const Exchange* source : list->sources) {
      const bool known = std::find(sources.begin(), sources.end(), source) != sources.end();
      if (source != but && !known) sources.push_back(source);
    }
  }
  return sources;
}

std::string listed(const SampleIds& ids) {
  constexpr std::size_t shown = 8;
  if (ids.empty()) return "none";
  std::vector<std::int64_t> first(ids.begin(),
                                  ids.size() > shown ? std::next(ids.begin(), shown) : ids.end());
  const std::string text = fmt::format("{}", fmt::join(first, ", "));
  return ids.size() > shown ? fmt::format("{} and {} more", text, ids.size() - shown) : text;
}

}  // namespace sp::contract
