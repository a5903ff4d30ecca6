// Pages that are cut, counted or walked otherwise, and lists in another order.
#include <algorithm>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

struct Asked {
  long long limit;
  long long offset;
  long long total;
};

// The page that is cut instead: where it begins, and how many rows it has.
using Cut = std::pair<long long, long long> (*)(Asked asked);

std::pair<long long, long long> one_more_later(Asked a) {
  return {a.offset, a.offset > 0 ? a.limit + 1 : a.limit};
}
std::pair<long long, long long> one_less(Asked a) { return {a.offset, a.limit - 1}; }
std::pair<long long, long long> most_20(Asked a) { return {a.offset, std::min(a.limit, 20LL)}; }
std::pair<long long, long long> most_50(Asked a) { return {a.offset, std::min(a.limit, 50LL)}; }
std::pair<long long, long long> most_99(Asked a) { return {a.offset, std::min(a.limit, 99LL)}; }
std::pair<long long, long long> least_5(Asked a) { return {a.offset, std::max(a.limit, 5LL)}; }
std::pair<long long, long long> whole_pages(Asked a) {
  return {a.offset / a.limit * a.limit, a.limit};
}
std::pair<long long, long long> next_whole_page(Asked a) {
  return {(a.offset + a.limit - 1) / a.limit * a.limit, a.limit};
}
std::pair<long long, long long> as_page_number(Asked a) { return {a.offset * a.limit, a.limit}; }
std::pair<long long, long long> tens(Asked a) { return {a.offset / 10 * 10, a.limit}; }
std::pair<long long, long long> one_back(Asked a) { return {std::max(0LL, a.offset - 1), a.limit}; }
std::pair<long long, long long> one_on(Asked a) {
  return {a.offset > 0 ? a.offset + 1 : 0, a.limit};
}
std::pair<long long, long long> never_the_last(Asked a) {
  return {a.offset, std::min(a.limit, a.total - 1 - a.offset)};
}
std::pair<long long, long long> last_page_past_end(Asked a) {
  return {a.offset < a.total ? a.offset : std::max(0LL, a.total - a.limit), a.limit};
}
std::pair<long long, long long> first_page_past_end(Asked a) {
  return {a.offset < a.total ? a.offset : 0, a.limit};
}
std::pair<long long, long long> wraps(Asked a) {
  return {a.total > 0 ? a.offset % a.total : 0, a.limit};
}
std::pair<long long, long long> byte_offset(Asked a) { return {a.offset % 256, a.limit}; }
std::pair<long long, long long> word_offset(Asked a) { return {a.offset % 65536, a.limit}; }
std::pair<long long, long long> end_as_last(Asked a) { return {a.offset, a.limit - a.offset}; }
std::pair<long long, long long> all_when_they_fit(Asked a) {
  return {a.total <= a.limit ? 0 : a.offset, a.limit};
}
std::pair<long long, long long> last_is_full(Asked a) {
  return {a.offset < a.total ? std::min(a.offset, std::max(0LL, a.total - a.limit)) : a.offset,
          a.limit};
}

struct Cutting {
  const char* name;
  const char* does;
  Cut cut;
};

constexpr Cutting cuttings[] = {
    {"one_more_later", "cuts a row too much on each page but the first", one_more_later},
    {"one_less", "cuts a row too few", one_less},
    {"most_20", "never cuts more than 20 rows", most_20},
    {"most_50", "never cuts more than 50 rows", most_50},
    {"most_99", "never cuts more than 99 rows", most_99},
    {"least_5", "never cuts fewer than 5 rows", least_5},
    {"whole_pages", "begins at a multiple of the limit", whole_pages},
    {"next_whole_page", "begins at the next multiple of the limit", next_whole_page},
    {"page_number", "takes the offset for the number of a page", as_page_number},
    {"tens", "begins at a multiple of ten", tens},
    {"one_back", "begins a row too early", one_back},
    {"one_on", "begins a row too late, but on the first page", one_on},
    {"never_the_last", "never shows the last row", never_the_last},
    {"last_page_past_end", "shows the last page where the offset is past the end",
     last_page_past_end},
    {"first_page_past_end", "shows the first page where the offset is past the end",
     first_page_past_end},
    {"wraps", "begins anew where the offset is past the end", wraps},
    {"byte_offset", "keeps the offset in eight bits", byte_offset},
    {"word_offset", "keeps the offset in sixteen bits", word_offset},
    {"end_as_last", "takes the limit for the place where the page ends", end_as_last},
    {"all_when_they_fit", "does not look at the offset where all rows fit a page",
     all_when_they_fit},
    {"last_is_full", "fills the last page with rows of the page before", last_is_full},
};

Behaviour cutting(Right& right, const std::string& operation, Cut cut) {
  return [&right, operation, cut](const Call& call, mock::Response& answer) {
    if (call.operation != operation || !is_ok(answer)) return;
    const auto rows = right.rows(call);
    const auto total = static_cast<long long>(rows.size());
    const auto [begin, count] = cut({call.number("limit", 50), call.number("offset", 0), total});
    edit(answer, [&](Json& body) {
      Json data = Json::array();
      for (long long i = std::max(0LL, begin); i < std::min(total, begin + count); ++i) {
        data.push_back(rows[static_cast<std::size_t>(i)]);
      }
      body["data"] = std::move(data);
    });
  };
}

// What the page says of itself.
using Told = void (*)(Json& pagination, Asked asked, const Json& data);

void total_of_page(Json& told, Asked, const Json& data) { told["total"] = data.size(); }
void total_so_far(Json& told, Asked asked, const Json& data) {
  told["total"] = asked.offset + static_cast<long long>(data.size());
}
void total_most_100(Json& told, Asked asked, const Json&) {
  told["total"] = std::min(asked.total, 100LL);
}
void total_left(Json& told, Asked asked, const Json&) {
  told["total"] = std::max(0LL, asked.total - asked.offset);
}
void total_of_pages(Json& told, Asked asked, const Json&) {
  told["total"] = (asked.total + asked.limit - 1) / asked.limit;
}
void total_none_past_end(Json& told, Asked asked, const Json&) {
  if (asked.offset >= asked.total) told["total"] = 0;
}
void next_by_rows(Json& told, Asked asked, const Json& data) {
  if (!told["next_offset"].is_null())
    told["next_offset"] = asked.offset + static_cast<long long>(data.size()) + 1;
}
void next_when_full(Json& told, Asked asked, const Json& data) {
  if (static_cast<long long>(data.size()) == asked.limit)
    told["next_offset"] = asked.offset + asked.limit;
}
void next_always(Json& told, Asked asked, const Json&) {
  told["next_offset"] = asked.offset + asked.limit;
}
void next_of_one_too_few(Json& told, Asked asked, const Json&) {
  if (asked.offset + asked.limit >= asked.total - 1) told["next_offset"] = nullptr;
}
void next_of_first_page(Json& told, Asked asked, const Json&) {
  if (!told["next_offset"].is_null()) told["next_offset"] = asked.limit;
}
void next_of_default(Json& told, Asked asked, const Json&) {
  if (!told["next_offset"].is_null()) told["next_offset"] = asked.offset + 50;
}
void next_zero(Json& told, Asked, const Json&) {
  if (told["next_offset"].is_null()) told["next_offset"] = 0;
}
void limit_of_rows(Json& told, Asked, const Json& data) {
  told["limit"] = std::max<std::size_t>(1, data.size());
}
void offset_within(Json& told, Asked asked, const Json&) {
  told["offset"] = std::min(asked.offset, asked.total);
}
void offset_of_end(Json& told, Asked asked, const Json& data) {
  told["offset"] = asked.offset + static_cast<long long>(data.size());
}

struct Telling {
  const char* name;
  const char* does;
  Told told;
};

constexpr Telling tellings[] = {
    {"total_of_page", "counts the rows of the page as the total", total_of_page},
    {"total_so_far", "counts the rows up to the end of the page as the total", total_so_far},
    {"total_most_100", "counts no further than 100", total_most_100},
    {"total_left", "counts the rows from the offset on", total_left},
    {"total_of_pages", "counts pages as the total", total_of_pages},
    {"total_none_past_end", "counts none where the page is empty", total_none_past_end},
    {"next_by_rows", "skips a row before the next page", next_by_rows},
    {"next_when_full", "promises a next page behind each full one", next_when_full},
    {"next_always", "promises a next page always", next_always},
    {"next_one_too_few", "ends the walk where one row is left", next_of_one_too_few},
    {"next_of_first_page", "tells of the second page again and again", next_of_first_page},
    {"next_of_default", "tells of the next page of 50 rows", next_of_default},
    {"next_zero", "says 0 where there is no next page", next_zero},
    {"limit_of_rows", "says how many rows came as the limit", limit_of_rows},
    {"offset_within", "says the end where the offset is past it", offset_within},
    {"offset_of_end", "says where the page ends as the offset", offset_of_end},
};

Behaviour telling(Right& right, const std::string& operation, Told told) {
  return [&right, operation, told](const Call& call, mock::Response& answer) {
    if (call.operation != operation || !is_ok(answer)) return;
    edit(answer, [&](Json& body) {
      const auto total = static_cast<long long>(right.rows(call).size());
      told(body.at("pagination"), {call.number("limit", 50), call.number("offset", 0), total},
           body.at("data"));
    });
  };
}

// A total that is of the request before.
Behaviour lagging(Right& right, const std::string& operation) {
  return [&right, operation, last = std::optional<std::size_t>()](const Call& call,
                                                                  mock::Response& answer) mutable {
    if (call.operation != operation || !is_ok(answer)) return;
    const std::size_t now = right.rows(call).size();
    edit(answer, [&](Json& body) { body["pagination"]["total"] = last.value_or(now); });
    last = now;
  };
}

}  // namespace

Wrongs wrong_pages(schemas::Revision) {
  Wrongs made;
  for (const std::string operation : {"getErrorSummary", "getSampleHistory"}) {
    const std::string prefix = operation + "/implementation/page";
    for (const Cutting& row : cuttings) {
      made.push_back(
          {fmt::format("{}/{}", prefix, row.name), row.does,
           [operation, cut = row.cut](Right& right) { return cutting(right, operation, cut); }});
    }
    for (const Telling& row : tellings) {
      made.push_back(
          {fmt::format("{}/{}", prefix, row.name), row.does,
           [operation, told = row.told](Right& right) { return telling(right, operation, told); }});
    }
    made.push_back({prefix + "/total_lags", "tells the total of the request before",
                    [operation](Right& right) { return lagging(right, operation); }});
  }
  return made;
}

}  // namespace sp::mutants
