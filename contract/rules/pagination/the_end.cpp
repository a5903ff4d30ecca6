// A page that begins where no row is any more is empty, and no error:
//   total 12: offset=12 is exactly at the end, offset=13 past it
#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

// A page that begins where no row is any more.
void check_empty(const Page& page, Verdict& verdict) {
  verdict.judged();
  if (!page.rows->empty()) {
    verdict.fail(
        *page.exchange, "/data",
        fmt::format("no rows at offset {}, as the total is {}", page.asked_offset, *page.total),
        counted(static_cast<std::int64_t>(page.rows->size()), "row"));
  }
  if (page.next_offset) {
    verdict.fail(*page.exchange, "/pagination/next_offset", "null",
                 std::to_string(*page.next_offset));
  }
}

// The status of what was asked on purpose beyond all rows, where other pages of the same thing
// were answered: an id that a user named may be of nothing that is there.
void check_answered(const Evidence& evidence, const std::vector<Page>& pages, std::string_view kind,
                    Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (!exchange->is_for(evidence.operation.id, kind) || status == 429 || status == 200) continue;
    const bool is_there = std::any_of(pages.begin(), pages.end(), [&](const Page& page) {
      return without_query(page.exchange->request.path) == without_query(exchange->request.path);
    });
    if (!is_there) continue;
    verdict.judged();
    verdict.fail(*exchange, "", "status 200 with an empty page", fmt::format("status {}", status));
  }
}

// `begins` tells from a page's offset and total whether it begins where the rule looks.
template <class Begins>
void judge_pages(const Evidence& evidence, std::string_view kind, Verdict& verdict,
                 const Begins& begins) {
  const auto& pages = evidence.seen.pages(evidence.operation.id);
  check_answered(evidence, pages, kind, verdict);
  for (const Page& page : pages) {
    if (page.total && begins(page.asked_offset, *page.total)) check_empty(page, verdict);
  }
}

void exactly_at_the_end(const Evidence& evidence, Verdict& verdict) {
  judge_pages(evidence, "at_the_end", verdict, std::equal_to<>());
}

void past_the_end(const Evidence& evidence, Verdict& verdict) {
  judge_pages(evidence, "past_the_end", verdict, std::greater<>());
}

}  // namespace

constexpr Rule exactly_at_the_end_rule{
    .name = "exactly_at_the_end",
    .title = "A page that begins where the list ends is empty.",
    .why = "A client that fetches pages until one is empty asks for just this one.",
    .contract = citation,
    .probes = {"ok", "at_the_end"},
    .operations = paged,
    .judge = exactly_at_the_end};

constexpr Rule past_the_end_rule{
    .name = "past_the_end",
    .title = "A page that begins past the end is empty, not an error.",
    .why = "A list may have become shorter since a client asked for the page before.",
    .contract = citation,
    .probes = {"ok", "past_the_end"},
    .operations = {"getSampleHistory"},
    .judge = past_the_end};

}  // namespace sp::contract::pagination
