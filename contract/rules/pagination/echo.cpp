// The limit and the offset of a page are those that were asked for, or the documented defaults:
//   limit=5&offset=10    {"limit": 5, "offset": 10}
//   no query             {"limit": 50, "offset": 0}
#include <fmt/format.h>

#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

enum class Of { what_was_asked, defaults };

void judge_echoes(const Evidence& evidence, Of of, Verdict& verdict) {
  const bool asked = of == Of::what_was_asked;
  for (const Page& page : evidence.seen.pages(evidence.operation.id)) {
    const auto check = [&](std::string_view name, std::int64_t wanted,
                           const std::optional<std::int64_t>& got) {
      const bool was_asked = page.exchange->request.value(name) != nullptr;
      if (!got || was_asked != asked) return;
      verdict.judged();
      if (*got == wanted) return;
      verdict.fail(*page.exchange, fmt::format("/pagination/{}", name),
                   fmt::format("{}, {}", wanted, asked ? "as asked" : "the documented default"),
                   std::to_string(*got));
    };
    check("limit", page.asked_limit, page.limit);
    check("offset", page.asked_offset, page.offset);
  }
}

void defaults(const Evidence& evidence, Verdict& verdict) {
  judge_echoes(evidence, Of::defaults, verdict);
}

void echo(const Evidence& evidence, Verdict& verdict) {
  judge_echoes(evidence, Of::what_was_asked, verdict);
}

}  // namespace

constexpr Rule defaults_rule{
    .name = "defaults",
    .title = "Without limit and offset, a page has the documented defaults.",
    .why = "A client that leaves them out expects the documented page.",
    .contract = citation,
    .probes = {"ok"},
    .operations = paged,
    .judge = defaults};

constexpr Rule echo_rule{
    .name = "echo",
    .title = "The limit and the offset of a page are those that were asked for.",
    .why = "A client that shows where it is in a list reads them from the answer.",
    .contract = citation,
    .probes = {"ok", "by_sample", "walk", "at_the_end"},
    .operations = paged,
    .judge = echo};

}  // namespace sp::contract::pagination
