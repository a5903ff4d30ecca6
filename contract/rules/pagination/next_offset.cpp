// next_offset = offset + limit while that is below the total, and null on the last page:
//   offset 0, limit 5, total 12     5
//   offset 10, limit 5, total 12    null
#include <algorithm>

#include <fmt/format.h>

#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

bool has_next(const Page& page) { return page.next_offset || page.next_is_null; }

// The member is optional; a deployment that has it on one page has it on all, or a client that
// follows it stops too early.
void next_offset(const Evidence& evidence, Verdict& verdict) {
  const auto& pages = evidence.seen.pages(evidence.operation.id);
  const auto with_next = std::find_if(pages.begin(), pages.end(), has_next);
  if (with_next == pages.end()) return;
  for (const Page& page : pages) {
    const auto total = page.total;
    if (!total) continue;
    const bool more = page.asked_limit < *total - page.asked_offset;
    const auto next = page.asked_offset + (more ? page.asked_limit : 0);
    if (!has_next(page) &&
        (!more || page.exchange->response->value()->at("/pagination/next_offset")))
      continue;
    verdict.judged();
    const std::string got = page.next_offset    ? std::to_string(*page.next_offset)
                            : page.next_is_null ? "null"
                                                : "no such member";
    const std::string wanted = more ? std::to_string(next) : "null";
    if (got == wanted) continue;
    verdict.fail(*page.exchange, "/pagination/next_offset",
                 fmt::format("{}, as offset is {}, limit {} and total {}", wanted,
                             page.asked_offset, page.asked_limit, *total),
                 got);
  }
}

}  // namespace

constexpr Rule next_offset_rule{
    .name = "next_offset",
    .title = "next_offset is the offset of the next page, and null on the last one.",
    .why = "A client that follows a wrong one skips rows, sees some twice, or never ends.",
    .contract = citation,
    .probes = any_page,
    .operations = paged,
    .judge = next_offset};

}  // namespace sp::contract::pagination
