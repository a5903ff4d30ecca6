// Lists in another order: as a whole, on some pages, for some requests.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

using Less = bool (*)(const Json& a, const Json& b);

std::string text_of(const Json& row, const char* member) {
  return row.contains(member) ? row.at(member).dump() : std::string();
}
long long number_of(const Json& row, const char* member) { return row.value(member, 0LL); }

bool oldest_first(const Json& a, const Json& b) {
  return number_of(a, "run_id") < number_of(b, "run_id");
}
bool runs_as_text(const Json& a, const Json& b) {
  return text_of(a, "run_id") > text_of(b, "run_id");
}
bool tests_descending(const Json& a, const Json& b) {
  if (number_of(a, "run_id") != number_of(b, "run_id"))
    return number_of(a, "run_id") > number_of(b, "run_id");
  return number_of(a, "regression_test_id") > number_of(b, "regression_test_id");
}
bool tests_as_text(const Json& a, const Json& b) {
  if (number_of(a, "run_id") != number_of(b, "run_id"))
    return number_of(a, "run_id") > number_of(b, "run_id");
  return text_of(a, "regression_test_id") < text_of(b, "regression_test_id");
}
bool tests_first(const Json& a, const Json& b) {
  return number_of(a, "regression_test_id") < number_of(b, "regression_test_id");
}
bool by_time(const Json& a, const Json& b) {
  return text_of(a, "tested_at") > text_of(b, "tested_at");
}
bool by_status(const Json& a, const Json& b) { return text_of(a, "status") < text_of(b, "status"); }
bool by_platform(const Json& a, const Json& b) {
  return text_of(a, "platform") < text_of(b, "platform");
}
bool by_branch(const Json& a, const Json& b) { return text_of(a, "branch") < text_of(b, "branch"); }
bool by_commit(const Json& a, const Json& b) {
  return text_of(a, "commit_sha") < text_of(b, "commit_sha");
}
bool by_key(const Json& a, const Json& b) { return text_of(a, "key") < text_of(b, "key"); }
bool by_key_number(const Json& a, const Json& b) {
  return std::atoll(a.value("key", "").c_str()) < std::atoll(b.value("key", "").c_str());
}
bool most_first(const Json& a, const Json& b) {
  return number_of(a, "count") > number_of(b, "count");
}
bool fewest_first(const Json& a, const Json& b) {
  return number_of(a, "count") < number_of(b, "count");
}
bool by_severity(const Json& a, const Json& b) {
  return text_of(a, "severity") < text_of(b, "severity");
}

struct Order {
  const char* operation;
  const char* name;
  const char* does;
  Less less;
};

constexpr Order orders[] = {
    {"getSampleHistory", "oldest_first", "the oldest run first", oldest_first},
    {"getSampleHistory", "runs_as_text", "runs by the text of their ids", runs_as_text},
    {"getSampleHistory", "tests_descending", "in a run, the last test first", tests_descending},
    {"getSampleHistory", "tests_as_text", "in a run, tests by the text of their ids",
     tests_as_text},
    {"getSampleHistory", "tests_first", "by tests, then by runs", tests_first},
    {"getSampleHistory", "by_time", "by the time of the test", by_time},
    {"getSampleHistory", "by_status", "by status", by_status},
    {"getSampleHistory", "by_platform", "by platform", by_platform},
    {"getSampleHistory", "by_branch", "by branch", by_branch},
    {"getSampleHistory", "by_commit", "by commit", by_commit},
    {"getErrorSummary", "by_key", "by key", by_key},
    {"getErrorSummary", "by_key_number", "by the number that the key is", by_key_number},
    {"getErrorSummary", "most_first", "the largest count first", most_first},
    {"getErrorSummary", "fewest_first", "the smallest count first", fewest_first},
    {"getErrorSummary", "by_severity", "by severity", by_severity},
};

// For which requests the order is the other one.
using When = bool (*)(const Call& call);

bool always(const Call&) { return true; }
bool on_small_pages(const Call& call) { return call.number("limit", 50) < 10; }
bool behind_the_first(const Call& call) { return call.number("offset", 0) > 0; }
bool when_filtered(const Call& call) {
  const auto names = call.filters();
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return call.get(name).has_value(); });
}

struct Scope {
  const char* name;
  const char* when;
  When applies;
};

constexpr Scope scopes[] = {
    {"", "", always},
    {"_on_small_pages", " on pages of fewer than ten rows", on_small_pages},
    {"_behind_the_first", " on all pages but the first", behind_the_first},
    {"_when_filtered", " when a filter is given", when_filtered},
};

Behaviour ordered(Right& right, const Order& order, When applies) {
  return [&right, order, applies](const Call& call, mock::Response& answer) {
    if (call.operation != order.operation || !is_ok(answer) || !applies(call)) return;
    auto rows = right.rows(call);
    std::stable_sort(rows.begin(), rows.end(), order.less);
    page(answer, call, rows);
  };
}

// Sorted after the page was cut.
Behaviour ordered_inside(const Order& order) {
  return [order](const Call& call, mock::Response& answer) {
    if (call.operation != order.operation || !is_ok(answer)) return;
    edit(answer, [&](Json& body) {
      auto& rows = body.at("data").get_ref<Json::array_t&>();
      std::stable_sort(rows.begin(), rows.end(), order.less);
    });
  };
}

// Another order for each request, as of a database that was told none.
Behaviour rotating(Right& right, const std::string& operation) {
  return
      [&right, operation, turn = std::size_t{0}](const Call& call, mock::Response& answer) mutable {
        if (call.operation != operation || !is_ok(answer)) return;
        auto rows = right.rows(call);
        if (rows.size() < 2) return;
        std::rotate(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(turn++ % rows.size()),
                    rows.end());
        page(answer, call, rows);
      };
}

}  // namespace

Wrongs wrong_orders(schemas::Revision) {
  Wrongs made;
  for (const Order& order : orders) {
    const std::string prefix =
        fmt::format("{}/implementation/order/{}", order.operation, order.name);
    for (const Scope& scope : scopes) {
      made.push_back({prefix + scope.name, fmt::format("lists {}{}", order.does, scope.when),
                      [&order, applies = scope.applies](Right& right) {
                        return ordered(right, order, applies);
                      }});
    }
    made.push_back({prefix + "_inside_a_page",
                    fmt::format("sorts the page that was cut: {}", order.does),
                    [&order](Right&) { return ordered_inside(order); }});
  }
  for (const std::string operation : {"getErrorSummary", "getSampleHistory"}) {
    made.push_back({operation + "/implementation/order/none", "lists in another order each time",
                    [operation](Right& right) { return rotating(right, operation); }});
  }
  return made;
}

}  // namespace sp::mutants
