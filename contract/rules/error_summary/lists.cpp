// Rules of the family `error_summary` about one list of buckets by itself.
#include "seen/lists.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "exchange/excerpt.h"
#include "rules/error_summary/error_summary.h"
#include "seen/error_lists.h"

namespace sp::contract::error_summary {

namespace {

// Calls `judge` with every row of every page that was seen.
template <class Judge>
void for_each_row(const Evidence& evidence, const Judge& judge) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const ErrorList& list : lists.all()) {
    for (const Page* page : list.pages) {
      for (const SeenBucket& row : buckets_of(*page)) judge(list, row);
    }
  }
}

std::string place_of(const SeenBucket& row) {
  return fmt::format("row {} from offset {} on", row.index, row.page->asked_offset);
}

using FirstOfKey = std::map<std::string, SeenBucket>;

// The rows of a page by key; a key that comes twice is a departure.
FirstOfKey keys_of(const Page& page, Verdict& verdict) {
  FirstOfKey keys;
  for (const SeenBucket& row : buckets_of(page)) {
    if (!row.key) continue;
    verdict.judged();
    const auto [known, added] = keys.try_emplace(*row.key, row);
    if (added) continue;
    verdict.fail(*page.exchange, row.pointer("key"), "a key that no other row has",
                 fmt::format("{}, as in row {}", row.name(), known->second.index));
  }
  return keys;
}

}  // namespace

void keys_unique(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const ErrorList& list : lists.all()) {
    std::vector<std::pair<const Page*, FirstOfKey>> before;
    for (const Page* page : list.pages) {
      FirstOfKey keys = keys_of(*page, verdict);
      for (const auto& [other, others] : before) {
        if (!are_apart(*page, *other)) continue;
        for (const auto& [key, row] : keys) {
          const auto known = others.find(key);
          if (known == others.end()) continue;
          verdict.fail(*page->exchange, row.pointer("key"), "a key that no other row has",
                       fmt::format("{}, as in {}", row.name(), place_of(known->second)),
                       {other->exchange});
        }
      }
      before.emplace_back(page, std::move(keys));
    }
  }
}

void group_by_echoed(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence, [&](const ErrorList& list, const SeenBucket& row) {
    if (!row.group_by) return;
    verdict.judged();
    if (*row.group_by != list.grouping) {
      verdict.fail(*row.page->exchange, row.pointer("group_by"),
                   fmt::format("{}, as asked for", list.grouping), excerpt(*row.group_by));
    }
  });
}

namespace {

bool is_snake_case(std::string_view text) {
  const auto fine = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fine) && text.front() >= 'a' &&
         text.back() != '_';
}

bool is_id(std::string_view text) {
  constexpr std::string_view largest = "2147483647";
  return schemas::is_digits(text) && text.front() != '0' &&
         (text.size() < largest.size() || (text.size() == largest.size() && text <= largest));
}

// What the key would have to be; empty when it is that.
std::string expected_key(std::string_view grouping, const std::string& key) {
  if (grouping == "type") return is_snake_case(key) ? "" : "a type of error in snake_case";
  if (grouping == "severity") {
    return severity_rank(&key) ? "" : "one of info, warning, error, critical";
  }
  if (grouping == "category") return key.empty() ? "the name of a category" : "";
  return is_id(key) ? "" : "an id in decimal, from 1 to 2147483647";
}

// The severity that the key alone decides; empty when it decides none.
std::string severity_of_key(std::string_view grouping, const std::string& key) {
  if (grouping == "severity") return severity_rank(&key) ? key : "";
  if (grouping != "type") return "";
  if (key == "diff_mismatch") return "warning";
  return key == "exit_code_mismatch" || key == "missing_output" ? "error" : "";
}

}  // namespace

void keys_fit(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence, [&](const ErrorList& list, const SeenBucket& row) {
    if (!row.key) return;
    verdict.judged();
    const Exchange& exchange = *row.page->exchange;
    if (const std::string wanted = expected_key(list.grouping, *row.key); !wanted.empty()) {
      verdict.fail(exchange, row.pointer("key"), wanted, row.name());
    }
    const std::string severity = severity_of_key(list.grouping, *row.key);
    if (!severity.empty() && row.severity && *row.severity != severity) {
      verdict.fail(exchange, row.pointer("severity"),
                   fmt::format("{}, as {} is", severity, *row.key), excerpt(*row.severity));
    }
  });
}

void counts_positive(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence, [&](const ErrorList&, const SeenBucket& row) {
    if (!row.count) return;
    verdict.judged();
    if (*row.count < 1) {
      verdict.fail(*row.page->exchange, row.pointer("count"), "at least 1",
                   std::to_string(*row.count));
    }
  });
}

namespace {

// How many samples the row may name; nothing when it may be any number.
std::string problem_with_samples(const ErrorList& list, const SeenBucket& row) {
  const auto listed_count = static_cast<std::int64_t>(row.samples.size());
  if (list.grouping == "sample_id") {
    if (row.key && (listed_count != 1 || std::to_string(row.samples.front()) != *row.key)) {
      return fmt::format("the sample that is the key and no other, {}", *row.key);
    }
  } else if (list.grouping == "regression_id" && listed_count != 1) {
    return "the one sample of the regression test";
  }
  if (listed_count == 0) return "at least one sample";
  if (row.count && *row.count >= 1 && listed_count > *row.count) {
    return fmt::format("at most {} samples, as there are errors", *row.count);
  }
  return "";
}

}  // namespace

void sample_ids(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence, [&](const ErrorList& list, const SeenBucket& row) {
    if (!row.lists_samples) return;
    verdict.judged();
    const Exchange& exchange = *row.page->exchange;
    const SampleIds distinct = row.sample_set();
    if (distinct.size() != row.samples.size()) {
      verdict.fail(exchange, row.pointer("sample_ids"), "each sample once",
                   fmt::format("{} ids of {} samples", row.samples.size(), distinct.size()));
    }
    if (const std::string wanted = problem_with_samples(list, row); !wanted.empty()) {
      verdict.fail(exchange, row.pointer("sample_ids"), wanted, listed(distinct));
    }
  });
}

namespace {

void check_times(const SeenBucket& row, Verdict& verdict) {
  const auto first = row.time("first_seen_at");
  const auto last = row.time("last_seen_at");
  const bool first_is_null = null_at(*row.value, "first_seen_at");
  const bool last_is_null = null_at(*row.value, "last_seen_at");
  const Exchange& exchange = *row.page->exchange;
  if ((first && last) || (first_is_null && last_is_null)) verdict.judged();
  if (first && last && *first > *last) {
    verdict.fail(
        exchange, row.pointer("last_seen_at"),
        fmt::format("not before {}, when it was first seen", schemas::format_date_time(*first)),
        schemas::format_date_time(*last));
  }
  if ((first && last_is_null) || (first_is_null && last)) {
    verdict.judged();
    verdict.fail(exchange, row.pointer(first ? "last_seen_at" : "first_seen_at"),
                 "a time, as the other of the two has one", "null");
  }
}

// The earliest and the latest of a list; nothing when a row has none.
struct Span {
  schemas::Instant first;
  schemas::Instant last;
};

std::optional<Span> span_of(const ErrorList& list) {
  std::optional<Span> span;
  for (const SeenBucket& row : list.rows) {
    const auto first = row.time("first_seen_at");
    const auto last = row.time("last_seen_at");
    if (!first || !last) return std::nullopt;
    if (!span) span = Span{*first, *last};
    span = Span{std::min(span->first, *first), std::max(span->last, *last)};
  }
  return span;
}

// By category, some errors may not be counted: the others are still between the first and the
// last of all.
void check_categories(const ErrorList& list, const ErrorList& known, const Span& all,
                      Verdict& verdict) {
  const auto span = span_of(list);
  if (!span) return;
  verdict.judged();
  if (span->first >= all.first && span->last <= all.last) return;
  const Exchange* source = list.sources.front();
  verdict.fail(*source, "/data",
               fmt::format("errors from {} to {}, as {} says", schemas::format_date_time(all.first),
                           schemas::format_date_time(all.last), known.name()),
               fmt::format("{} to {}", schemas::format_date_time(span->first),
                           schemas::format_date_time(span->last)),
               sources_but(source, {&list, &known}));
}

// All groupings are of the same errors, so the first and the last of them are the same.
void check_spans(const Groupings& run, Verdict& verdict) {
  const ErrorList* known = nullptr;
  std::optional<Span> expected;
  for (const ErrorList* list : run.counting_once()) {
    const auto span = span_of(*list);
    if (!span) continue;
    if (!known) {
      known = list;
      expected = span;
      continue;
    }
    verdict.judged();
    const auto check = [&](const char* what, schemas::Instant wanted, schemas::Instant got) {
      if (wanted == got) return;
      const Exchange* source = list->sources.front();
      verdict.fail(
          *source, "/data",
          fmt::format("{}: {}, as {} says", what, schemas::format_date_time(wanted), known->name()),
          schemas::format_date_time(got), sources_but(source, {list, known}));
    };
    check("the first error", expected->first, span->first);
    check("the last error", expected->last, span->last);
  }
  if (known && run.category) check_categories(*run.category, *known, *expected, verdict);
}

}  // namespace

void seen_at(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence,
               [&](const ErrorList&, const SeenBucket& row) { check_times(row, verdict); });
  const ErrorLists& lists = evidence.seen.errors();
  for (const Groupings& run : lists.groupings()) check_spans(run, verdict);
}

void severity_filter(const Evidence& evidence, Verdict& verdict) {
  const ErrorLists& lists = evidence.seen.errors();
  for (const ErrorList& list : lists.all()) {
    if (list.severity.empty()) continue;
    for (const Page* page : list.pages) {
      verdict.judged();
      for (const SeenBucket& row : buckets_of(*page)) {
        if (!row.severity || *row.severity == list.severity) continue;
        verdict.fail(*page->exchange, row.pointer("severity"),
                     fmt::format("{}, as asked for", list.severity), excerpt(*row.severity));
      }
    }
  }
}

}  // namespace sp::contract::error_summary
