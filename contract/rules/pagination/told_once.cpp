// A header that tells of a page tells what the body does:
//   next_offset 50; Link: </samples/7/history?offset=50>; rel="next"     holds
//   next_offset 50; Link: </samples/7/history?offset=100>; rel="next"    breaks
//   next_offset null; a Link with rel="next"                             breaks
//   total 12; X-Total-Count: 12                                          holds
#include <fmt/format.h>
#include <re2/re2.h>

#include "exchange/excerpt.h"
#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

// The URL that a Link header (RFC 8288) has for the next page.
std::optional<std::string> next_link(const Response& response) {
  static const re2::RE2 next(R"((?i)<([^>]*)>[^,<]*;\s*rel="?(?:[^",]* )?next[" ,;]?)");
  for (const std::string& value : response.header("Link")) {
    std::string url;
    if (re2::RE2::PartialMatch(value, next, &url)) return url;
  }
  return std::nullopt;
}

void check_link(const Page& page, const std::string& url, Verdict& verdict) {
  static const re2::RE2 offset(R"([?&]offset=(\d{1,18})(?:&|$))");
  std::int64_t told = 0;
  const std::string found = fmt::format("Link: <{}>; rel=\"next\"", excerpt(url));
  if (page.next_is_null) {
    verdict.fail(*page.exchange, "", "no Link to a next page, as next_offset is null", found);
  } else if (page.next_offset && re2::RE2::PartialMatch(url, offset, &told) &&
             told != *page.next_offset) {
    verdict.fail(
        *page.exchange, "",
        fmt::format("a Link to the page at offset {}, as next_offset says", *page.next_offset),
        found);
  }
}

void check_total(const Page& page, std::string_view name, Verdict& verdict) {
  const auto told = header_number(*page.exchange->response, name);
  if (!told || !page.total || *told == *page.total) return;
  verdict.fail(*page.exchange, "",
               Differs{fmt::format("{}: {}", name, *page.total), fmt::format("{}: {}", name, *told),
                       "/pagination/total"});
}

void told_once(const Evidence& evidence, Verdict& verdict) {
  for (const Page& page : evidence.seen.pages(evidence.operation.id)) {
    verdict.judged();
    if (const auto url = next_link(*page.exchange->response)) check_link(page, *url, verdict);
    for (const std::string_view name : {"X-Total-Count", "X-Total"}) {
      check_total(page, name, verdict);
    }
  }
}

}  // namespace

constexpr Rule told_once_rule{
    .name = "told_once",
    .title = "No header contradicts what the body of a page tells of the list.",
    .why =
        "Clients that follow Link headers would walk another list than those that follow "
        "next_offset.",
    .contract = citation,
    .probes = any_page,
    .operations = paged,
    .judge = told_once};

}  // namespace sp::contract::pagination
