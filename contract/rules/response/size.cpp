// An answer is no larger than what the suite keeps (exchange/budget.h):
//   a page of 50 rows, 15 KB                holds
//   a body of 15 MB, the first of the run   holds
//   the next one of 15 MB                   breaks: it is more than half of what the first one left
#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

void size(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    verdict.judged();
    const std::string& over = exchange->response->over_budget;
    if (!over.empty()) verdict.fail(*exchange, "", "an answer that the suite can keep", over);
  }
}

}  // namespace

constexpr Rule size_rule{
    .name = "size",
    .title = "An answer is no larger than a client can be expected to take.",
    .why =
        "A client that takes whatever comes runs out of memory, and what such an answer says is "
        "not judged.",
    .contract = "contract section 1",
    .probes = each_kind,
    .operations = {},
    .judge = size};

}  // namespace sp::contract::response
