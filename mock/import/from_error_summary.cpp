// What an error summary tells (contract section 3): which regression tests of a run fail, how
// often, and when the run last reported progress.
#include <sp/schemas/number.h>

#include "import/learn.h"

namespace sp::mock {

namespace {

std::optional<Severity> severity_named(const std::optional<std::string>& name) {
  for (const Severity severity :
       {Severity::info, Severity::warning, Severity::error, Severity::critical}) {
    if (name == to_string(severity)) return severity;
  }
  return std::nullopt;
}

std::optional<Grouping> grouping_asked(const ReadAnswer& answer) {
  const std::string name = answer.asked_text("group_by");
  if (name.empty()) return Grouping::type;
  for (std::size_t i = 0; i < grouping_count; ++i) {
    if (name == to_string(static_cast<Grouping>(i))) return static_cast<Grouping>(i);
  }
  return std::nullopt;
}

std::optional<Id> id_in(const std::string& key) {
  const auto number = schemas::number_in(key);
  constexpr std::int64_t highest = std::numeric_limits<Id>::max();
  if (!number || *number < 1 || *number > highest) return std::nullopt;
  return static_cast<Id>(*number);
}

}  // namespace

bool is_the_page_asked_for(const ReadAnswer& answer, Telling& telling) {
  // What is no plain number is a matter of how leniently the deployment reads it.
  const std::string text = answer.asked_text("offset");
  const auto asked = text.empty() ? std::optional<std::int64_t>(0) : schemas::number_in(text);
  const auto answered = answer.members().object("pagination").count("offset");
  if (!answered || !asked || *answered == *asked) return true;
  telling.note(answer.from->exchange.path,
               fmt::format("{} answers with the page at offset {} where the one at {} was asked "
                           "for: nothing is taken from it",
                           answer.from->place(), *answered, *asked));
  return false;
}

void Learning::learn_bucket(const ReadAnswer& answer, Grouping grouping, const Members& row,
                            KnownStage& stage) {
  for (const std::string_view seen : {"first_seen_at", "last_seen_at"}) {
    telling_.tell(stage.reported_at, row.instant_or_null(seen), answer.from, [&] {
      return fmt::format("the last report of run {}", answer.asked_text("run_id"));
    });
  }
  const std::vector<Id> samples = row.ids("sample_ids");
  for (const Id sample : samples) known_.samples[sample];
  const auto key = id_in(row.text("key", 100).value_or(""));
  if (grouping == Grouping::sample_id && key) known_.samples[*key];
  if (grouping != Grouping::regression_id || !key) return;
  note_source(answer, *answer.asked_id("run_id"), *key);
  KnownTest& test = known_.tests[*key];
  if (samples.size() != 1) return;
  telling_.tell(test.sample, std::optional(samples.front()), answer.from,
                [&] { return fmt::format("the sample of regression test {}", *key); });
}

void Learning::learn_error_summary(const ReadAnswer& answer) {
  const auto id = answer.asked_id("run_id");
  const auto grouping = grouping_asked(answer);
  if (!id || !grouping || !is_the_page_asked_for(answer, telling_)) return;
  note_source(answer, *id, 0);
  const Members body = answer.members();
  const Members page = body.object("pagination");
  KnownRun& run = known_.runs[*id];
  const bool all_severities = answer.asked_text("severity").empty();
  const auto place = static_cast<std::size_t>(*grouping);
  const auto total = page.count("total");
  if (all_severities && total && run.last().buckets[place].total &&
      *total > *run.last().buckets[place].total && !run.last().status) {
    go_on(run, answer.from);
  }
  KnownStage& stage = run.last();
  KnownBuckets& buckets = stage.buckets[place];
  std::int64_t offset = page.count("offset").value_or(0);
  for (const Members& row : body.items("data")) {
    learn_bucket(answer, *grouping, row, stage);
    const auto key = row.text("key", 100);
    const auto count = row.count("count");
    if (key && count) {
      KnownBucket& bucket = all_severities ? buckets.rows[offset] : buckets.filtered[*key];
      bucket = {*key, *count, severity_named(row.text("severity", 100)).value_or(Severity::error),
                row.ids("sample_ids")};
    }
    ++offset;
  }
  if (!all_severities) return;
  buckets.from = answer.from;
  telling_.tell(buckets.total, total, answer.from, [&] {
    return fmt::format("the number of buckets by {} of run {}", to_string(*grouping), *id);
  });
}

}  // namespace sp::mock
