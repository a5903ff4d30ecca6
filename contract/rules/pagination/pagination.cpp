// The family `pagination`: pages say truly which part of which whole they are, and join up
// (contract section 1, offset pagination).
#include <algorithm>

#include <fmt/format.h>

#include "rules/catalogue.h"
#include "seen/lists.h"
#include "rules/pagination/joined.h"
#include "rules/pagination/probes.h"

namespace sp::contract {

namespace {

constexpr const char* citation = "contract section 1, offset pagination [S4, B]";

const std::vector<std::string> paged = {"getErrorSummary", "getSampleHistory"};
// Every page counts, whatever it was asked for; these are asked so that there are some of
// each kind.
const std::vector<std::string> each_kind = {"ok", "by_sample", "walk", "at_the_end",
                                            "past_the_end"};

std::string shown(std::int64_t number) { return std::to_string(number); }

// As the two echoes are judged: those of parameters that were asked for, or the others.
void echoes(const Evidence& evidence, Verdict& verdict, bool asked) {
  for (const Page& page : pages_of(evidence.answers, evidence.operation)) {
    const auto check = [&](std::string_view name, std::int64_t wanted,
                           const std::optional<std::int64_t>& got) {
      const bool was_asked = page.exchange->request.value(name) != nullptr;
      if (!got || was_asked != asked) return;
      verdict.judged();
      if (*got == wanted) return;
      verdict.fail(*page.exchange, fmt::format("/pagination/{}", name),
                   fmt::format("{}, {}", wanted, asked ? "as asked" : "the documented default"),
                   shown(*got));
    };
    check("limit", page.asked_limit, page.limit);
    check("offset", page.asked_offset, page.offset);
  }
}

void defaults(const Evidence& evidence, Verdict& verdict) { echoes(evidence, verdict, false); }
void echo(const Evidence& evidence, Verdict& verdict) { echoes(evidence, verdict, true); }

void page_length(const Evidence& evidence, Verdict& verdict) {
  for (const Page& page : pages_of(evidence.answers, evidence.operation)) {
    const auto rows = static_cast<std::int64_t>(page.rows->size());
    const auto total = page.total;
    verdict.judged();
    if (rows > page.asked_limit) {
      verdict.fail(*page.exchange, "/data", fmt::format("at most {} rows", page.asked_limit),
                   fmt::format("{} rows", rows));
    } else if (total) {
      const auto left = std::max<std::int64_t>(0, *total - page.asked_offset);
      const auto wanted = std::min(page.asked_limit, left);
      if (rows == wanted) continue;
      verdict.fail(*page.exchange, "/data",
                   fmt::format("{} rows: limit {}, and {} of {} from offset {} on", wanted,
                               page.asked_limit, left, *total, page.asked_offset),
                   fmt::format("{} rows", rows));
    }
  }
}

bool has_next(const Page& page) { return page.next_offset || page.next_is_null; }

// The member is optional; a deployment that has it on one page has it on all, or a client that
// follows it stops too early.
void next_offset(const Evidence& evidence, Verdict& verdict) {
  const auto pages = pages_of(evidence.answers, evidence.operation);
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
    const std::string got = page.next_offset    ? shown(*page.next_offset)
                            : page.next_is_null ? "null"
                                                : "no such member";
    const std::string wanted = more ? shown(next) : "null";
    if (got == wanted) continue;
    verdict.fail(*page.exchange, "/pagination/next_offset",
                 fmt::format("{}: offset {}, limit {}, total {}", wanted, page.asked_offset,
                             page.asked_limit, *total),
                 got);
  }
}

// A page that begins where no row is any more.
void check_empty(const Page& page, Verdict& verdict) {
  verdict.judged();
  if (!page.rows->empty()) {
    verdict.fail(
        *page.exchange, "/data",
        fmt::format("no rows from offset {} on: the total is {}", page.asked_offset, *page.total),
        fmt::format("{} rows", page.rows->size()));
  }
  if (page.next_offset) {
    verdict.fail(*page.exchange, "/pagination/next_offset", "null", shown(*page.next_offset));
  }
}

std::string_view resource_of(const Exchange& exchange) {
  return std::string_view(exchange.request.path).substr(0, exchange.request.path.find('?'));
}

// The status of what was asked on purpose beyond all rows, where other pages of the same thing
// were answered: an id that a user named may be of nothing that is there.
void check_answered(const Evidence& evidence, const std::vector<Page>& pages, std::string_view kind,
                    Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (!exchange->is_for(evidence.operation.id, kind) || status == 429 || status == 200) continue;
    const bool is_there = std::any_of(pages.begin(), pages.end(), [&](const Page& page) {
      return resource_of(*page.exchange) == resource_of(*exchange);
    });
    if (!is_there) continue;
    verdict.judged();
    verdict.fail(*exchange, "", "status 200 with an empty page", fmt::format("status {}", status));
  }
}

void exactly_at_the_end(const Evidence& evidence, Verdict& verdict) {
  const auto pages = pages_of(evidence.answers, evidence.operation);
  check_answered(evidence, pages, "at_the_end", verdict);
  for (const Page& page : pages) {
    const auto total = page.total;
    if (total && page.asked_offset == *total) check_empty(page, verdict);
  }
}

void past_the_end(const Evidence& evidence, Verdict& verdict) {
  const auto pages = pages_of(evidence.answers, evidence.operation);
  check_answered(evidence, pages, "past_the_end", verdict);
  for (const Page& page : pages) {
    const auto total = page.total;
    if (total && page.asked_offset > *total) check_empty(page, verdict);
  }
}

Rule paging(std::string name, std::string title, std::string why,
            std::function<void(const Evidence&, Verdict&)> judge,
            std::vector<std::string> probes = each_kind) {
  return {std::move(name), std::move(title), std::move(why),  citation, std::move(probes),
          paged,           Scope::operation, std::move(judge)};
}

}  // namespace

Family pagination_family(const Contract& contract) {
  Rule beyond = paging("past_the_end", "A page that begins past the end is empty, not an error.",
                       "A list may have become shorter since a client asked for the page before.",
                       past_the_end, {"ok", "past_the_end"});
  beyond.operations = {"getSampleHistory"};
  return {
      "pagination",
      {
          paging("defaults", "Without limit and offset, a page has the documented ones.",
                 "A client that leaves them out reckons with the documented page.", defaults,
                 {"ok"}),
          paging("echo", "The limit and the offset of a page are those that were asked for.",
                 "A client that shows where it is in a list reads them from the answer.", echo,
                 {"ok", "by_sample", "walk", "at_the_end"}),
          paging("page_length", "A page has as many rows as its limit and what is left allow.",
                 "Clients take a short page for the last one, and reserve room for `limit` rows.",
                 page_length),
          paging("next_offset", "next_offset is where the next page begins; null on the last.",
                 "A client that follows it skips rows, sees some twice, or never ends.",
                 next_offset),
          paging("total_is_stable", "The total does not depend on limit and offset.",
                 "Clients reckon the number of pages from any one of them.", total_is_stable),
          paging("walk", "The pages of a list together have each row once.",
                 "A client that walks would count results twice or never learn of some.",
                 walk_has_each_row_once, {"ok", "by_sample", "walk"}),
          paging("order", "Rows stand in the same order, whatever the pages.",
                 "Without a fixed order, page boundaries fall differently each time, and a walk "
                 "misses rows.",
                 order_is_stable, {"ok", "by_sample", "walk"}),
          paging("same_rows", "A row says the same on whatever page it stands.",
                 "What a client learns must not depend on the page size that it prefers.",
                 rows_are_the_same, {"ok", "by_sample", "walk"}),
          paging("exactly_at_the_end", "A page that begins where the list ends is empty.",
                 "A client that walks until a page is empty asks for just this one.",
                 exactly_at_the_end, {"ok", "at_the_end"}),
          std::move(beyond),
      },
      pagination_probes(contract.api)};
}

}  // namespace sp::contract
