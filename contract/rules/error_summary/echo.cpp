// Each row is of the dimension and of the severity that were asked for:
//   group_by=type&severity=error    {"group_by": "type", "severity": "error"}
#include "exchange/excerpt.h"
#include "rules/error_summary/error_summary.h"

namespace sp::contract::error_summary {

namespace {

constexpr const char* request = "the request";

void group_by_echoed(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence, [&](const ErrorList& list, const SeenBucket& row) {
    if (!row.group_by) return;
    verdict.judged();
    if (*row.group_by == list.grouping) return;
    verdict.fail(*row.page->exchange, row.pointer("group_by"),
                 Differs{list.grouping, excerpt(*row.group_by), request});
  });
}

void severity_filter(const Evidence& evidence, Verdict& verdict) {
  for (const ErrorList& list : evidence.seen.errors().all()) {
    if (list.severity.empty()) continue;
    for (const Page* page : list.pages) {
      verdict.judged();
      for (const SeenBucket& row : buckets_of(*page)) {
        if (!row.severity || *row.severity == list.severity) continue;
        verdict.fail(*page->exchange, row.pointer("severity"),
                     Differs{list.severity, excerpt(*row.severity), request});
      }
    }
  }
}

}  // namespace

constexpr Rule group_by_echoed_rule{
    .name = "group_by_echoed",
    .title = "The group_by of each row is the one that was asked for.",
    .why = "Otherwise a client shows the numbers under the wrong heading.",
    .contract = meaning,
    .probes = each_grouping + each_severity,
    .operations = here,
    .judge = group_by_echoed};

constexpr Rule severity_filter_rule{
    .name = "severity_filter",
    .title = "With the filter severity, every row has the severity that was asked for.",
    .why = "Someone who asks only for errors would be woken by a warning.",
    .contract = meaning,
    .probes = each_severity,
    .operations = here,
    .judge = severity_filter};

}  // namespace sp::contract::error_summary
