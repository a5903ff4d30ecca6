// All pages of one list tell the same total.
#include "rules/laws.h"
#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

void total_is_stable(const Evidence& evidence, Verdict& verdict) {
  for (const List& list : evidence.seen.lists(evidence.operation.id).all()) {
    // A page without a total is of no list.
    const auto one_list = [](const Page* page) {
      return page->total ? std::optional(page->list) : std::nullopt;
    };
    consistent(list.pages, one_list, verdict, [&](const Page* first, const Page* page) {
      if (page->total != first->total) {
        verdict.fail(*page->exchange, "/pagination/total",
                     Differs{std::to_string(*first->total), std::to_string(*page->total),
                             first->exchange->request.path},
                     {first->exchange});
      }
      return true;
    });
  }
}

}  // namespace

constexpr Rule total_is_stable_rule{
    .name = "total_is_stable",
    .title = "The total does not depend on limit and offset.",
    .why = "Clients work out the number of pages from the total of any of them.",
    .contract = citation,
    .probes = any_page,
    .operations = paged,
    .judge = total_is_stable};

}  // namespace sp::contract::pagination
