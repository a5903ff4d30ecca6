// A page has min(limit, total - offset) rows:
//   limit=5&offset=10, total 12    2 rows
// and never more than its limit, whether a total is told or not.
#include <algorithm>

#include <fmt/format.h>

#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

void page_length(const Evidence& evidence, Verdict& verdict) {
  for (const Page& page : evidence.seen.pages(evidence.operation.id)) {
    const auto rows = static_cast<std::int64_t>(page.rows->size());
    const auto total = page.total;
    verdict.judged();
    if (rows > page.asked_limit) {
      verdict.fail(*page.exchange, "/data",
                   OutOfRange{.most = page.asked_limit,
                              .found = rows,
                              .because = "the limit that was asked for",
                              .unit = "row"});
    } else if (total) {
      const auto left = std::max<std::int64_t>(0, *total - page.asked_offset);
      const auto wanted = std::min(page.asked_limit, left);
      if (rows == wanted) continue;
      verdict.fail(
          *page.exchange, "/data",
          fmt::format("{}, as limit is {} and {} of {} rows are left at offset {}",
                      counted(wanted, "row"), page.asked_limit, left, *total, page.asked_offset),
          counted(rows, "row"));
    }
  }
}

}  // namespace

constexpr Rule page_length_rule{
    .name = "page_length",
    .title = "A page has `limit` rows, or as many as are left.",
    .why = "Clients take a short page for the last one, and reserve room for `limit` rows.",
    .contract = citation,
    .probes = any_page,
    .operations = paged,
    .judge = page_length};

}  // namespace sp::contract::pagination
