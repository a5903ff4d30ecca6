#include "import/recorded_routes.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include <sp/schemas/percent.h>
#include <sp/schemas/utf8.h>

#include "import/embeddable.h"
#include "scenario/headers.h"

namespace sp::mock {

namespace {

using schemas::NewObject;
using schemas::Value;

bool is_success(const recordings::Exchange& exchange) {
  return exchange.status && *exchange.status >= 200 && *exchange.status < 400;
}

bool has_route_method(const Asked& asked) {
  static constexpr std::array<std::string_view, 5> methods = {"GET", "POST", "PUT", "PATCH",
                                                              "DELETE"};
  return std::ranges::find(methods, asked.method) != methods.end();
}

// What one route answers: the first success, and whether a stranger had it, too.
struct Canned {
  const RecordedExchange* answer = nullptr;
  bool to_strangers = false;
};

// A HEAD shows no body, so that any other request shows more.
void add_to(const RecordedExchange& row, const Asked& asked, Canned& canned) {
  const bool is_better =
      !canned.answer || (canned.answer->exchange.method == "HEAD" && row.exchange.method != "HEAD");
  if (is_better) canned.answer = &row;
  canned.to_strangers |= !asked.authenticated;
}

Value route_of(const Asked& asked, const Canned& canned) {
  const RecordedExchange& row = *canned.answer;
  NewObject route;
  if (asked.method != "GET") route.push_back({"method", Value(asked.method, 0)});
  route.push_back({"path", Value(asked.path, 0)});
  NewObject query;
  for (const auto& [name, value] : asked.query) query.push_back({name, Value(value, 0)});
  if (!query.empty()) route.push_back({"query", Value(std::move(query), 0)});
  const std::int64_t status = *row.exchange.status;
  if (status != 200) route.push_back({"status", Value(status, 0)});
  const std::string* type = row.header("Content-Type");
  const bool is_usual = !type || type->starts_with("application/json");
  if (!is_usual && can_be_sent(*type)) {
    route.push_back({"headers", Value(NewObject{{"Content-Type", Value(*type, 0)}}, 0)});
  }
  const auto body =
      has_no_body(*row.exchange.status) ? std::nullopt : embeddable(row.exchange.body);
  if (body) route.push_back({"body", body->root()});
  if (canned.to_strangers) route.push_back({"auth", Value(false, 0)});
  return {std::move(route), 0};
}

}  // namespace

schemas::NewArray routes_of(const Recording& recording, const std::vector<Asked>& asked) {
  using Key = std::tuple<std::string, std::string, std::map<std::string, std::string>>;
  std::map<Key, std::size_t> known;
  std::vector<std::pair<const Asked*, Canned>> found;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const RecordedExchange& row = recording.exchanges[i];
    const bool can_be_one = asked[i].operation.empty() && has_route_method(asked[i]) &&
                            schemas::is_percent_encoded(asked[i].path) &&
                            schemas::is_utf8(asked[i].path) && asked[i].path.starts_with('/');
    if (!can_be_one || !is_success(row.exchange)) continue;
    const auto [place, is_new] =
        known.emplace(Key(asked[i].method, asked[i].path, asked[i].query), found.size());
    if (is_new) found.emplace_back(&asked[i], Canned());
    add_to(row, asked[i], found[place->second].second);
  }
  std::ranges::stable_sort(found, std::greater(),
                           [](const auto& route) { return route.first->query.size(); });
  schemas::NewArray routes;
  for (const auto& [request, canned] : found) routes.push_back(route_of(*request, canned));
  return routes;
}

}  // namespace sp::mock
