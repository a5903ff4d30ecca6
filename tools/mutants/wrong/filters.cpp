// Filters that compare otherwise, or forget one another.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

using Compare = bool (*)(const std::string& value, const std::string& asked);

bool is_prefix(const std::string& value, const std::string& asked) {
  return value.starts_with(asked);
}
bool begins_asked(const std::string& value, const std::string& asked) {
  return asked.starts_with(value);
}
bool contains(const std::string& value, const std::string& asked) {
  return value.find(asked) != std::string::npos;
}
bool ends(const std::string& value, const std::string& asked) { return value.ends_with(asked); }
bool case_blind(const std::string& value, const std::string& asked) {
  return schemas::lower_case(value) == schemas::lower_case(asked);
}
bool trimmed(const std::string& value, const std::string& asked) {
  return value == schemas::trimmed(asked);
}
bool one_of_list(const std::string& value, const std::string& asked) {
  const auto parts = schemas::split(asked, ',');
  return std::find(parts.begin(), parts.end(), value) != parts.end();
}
bool any_for_star(const std::string& value, const std::string& asked) {
  return value == asked || asked == "*" || asked == "%" || asked == "all";
}
bool letters_alone(const std::string& value, const std::string& asked) {
  const auto letters = [](std::string text) {
    std::erase_if(text, [](char c) { return c == '_' || c == '-' || c == ' ' || c == '/'; });
    return text;
  };
  return letters(value) == letters(asked);
}
bool first_16(const std::string& value, const std::string& asked) {
  return value.substr(0, 16) == asked.substr(0, 16);
}

struct Comparison {
  const char* name;
  const char* does;
  Compare compare;
};

constexpr Comparison comparisons[] = {
    {"prefix", "takes each value that begins with the one asked for", is_prefix},
    {"begins_asked", "takes each value that the one asked for begins with", begins_asked},
    {"contains", "takes each value that contains the one asked for", contains},
    {"ends", "takes each value that ends in the one asked for", ends},
    {"case_blind", "compares without regard to case", case_blind},
    {"trimmed", "takes blanks off the value first", trimmed},
    {"list", "reads the value as a list with commas", one_of_list},
    {"star", "takes *, % and all for any value", any_for_star},
    {"letters", "compares without dashes, slashes and underscores", letters_alone},
    {"first_16", "compares the first 16 characters", first_16},
};

// What a row has where the parameter filters by what rows show; else what the parameter documents.
std::vector<std::string> values_of(const Call& call, const std::string& parameter, Right& right) {
  const auto known = call.form().enumerations.find(parameter);
  if (known != call.form().enumerations.end()) return known->second;
  std::set<std::string> values;
  for (const Json& row : right.rows(call.without(call.filters()))) {
    if (row.contains(parameter) && row.at(parameter).is_string()) values.insert(row.at(parameter));
  }
  return {values.begin(), values.end()};
}

// The rows of the whole list that any of these calls gives, in the list's order.
std::vector<Json> either(const Call& call, const std::vector<Call>& calls, Right& right) {
  std::vector<Json> chosen;
  std::set<std::string> found;
  for (const Call& each : calls) {
    for (const Json& row : right.rows(each)) found.insert(row.dump());
  }
  for (const Json& row : right.rows(call.without(call.filters()))) {
    if (found.contains(row.dump())) chosen.push_back(row);
  }
  return chosen;
}

// A good answer to a call that may have been refused.
bool pass(mock::Response& answer, const Call& call, Right& right) {
  if (is_ok(answer)) return true;
  if (answer.status != 400) return false;
  const mock::Response good = right.ask(call.without(call.filters()));
  if (!is_ok(good)) return false;
  replace(answer, good);
  return true;
}

Behaviour comparing(Right& right, const std::string& parameter, Compare compare) {
  return [&right, parameter, compare](const Call& call, mock::Response& answer) {
    const auto asked = call.get(parameter);
    if (!is_list(call) || !asked) return;
    std::vector<Call> calls;
    for (const std::string& value : values_of(call, parameter, right)) {
      if (compare(value, *asked)) calls.push_back(call.with(parameter, value));
    }
    // What matches nothing is refused, or finds nothing, as before.
    if (calls.empty() || !is_ok(right.ask(calls.front()))) return;
    if (pass(answer, call, right)) page(answer, call, either(call, calls, right));
  };
}

// Changes how the list's rows are chosen for each call that has the parameter.
template <typename Choose>
Behaviour choosing(Right& right, const std::string& parameter, const Choose& choose) {
  return [&right, parameter, choose](const Call& call, mock::Response& answer) {
    if (!is_list(call) || !is_ok(answer) || !call.get(parameter)) return;
    choose(call, answer, right);
  };
}

void cut_first(const Call& call, mock::Response& answer, Right& right) {
  const auto chosen = right.rows(call);
  const auto all = right.rows(call.without(call.filters()));
  page(answer, call, all);
  edit(answer, [&](Json& body) {
    Json kept = Json::array();
    for (const Json& row : body.at("data")) {
      if (std::find(chosen.begin(), chosen.end(), row) != chosen.end()) kept.push_back(row);
    }
    body["data"] = std::move(kept);
  });
}

void total_of_all(const Call& call, mock::Response& answer, Right& right) {
  edit(answer, [&](Json& body) {
    body["pagination"]["total"] = right.rows(call.without(call.filters())).size();
  });
}

void next_of_all(const Call& call, mock::Response& answer, Right& right) {
  const auto all = static_cast<long long>(right.rows(call.without(call.filters())).size());
  const long long next = call.number("offset", 0) + call.number("limit", 50);
  edit(answer,
       [&](Json& body) { body["pagination"]["next_offset"] = next < all ? Json(next) : Json(); });
}

void newest_only(const Call& call, mock::Response& answer, Right& right) {
  constexpr std::size_t scanned = 20;
  auto all = right.rows(call.without(call.filters()));
  all.resize(std::min(all.size(), scanned));
  std::vector<Json> chosen;
  for (const Json& row : right.rows(call)) {
    if (std::find(all.begin(), all.end(), row) != all.end()) chosen.push_back(row);
  }
  page(answer, call, chosen);
}

void with_nulls(const Call& call, mock::Response& answer, Right& right) {
  const auto chosen = right.rows(call);
  std::vector<Json> rows;
  for (const Json& row : right.rows(call.without(call.filters()))) {
    const bool has_null =
        std::any_of(row.begin(), row.end(), [](const Json& m) { return m.is_null(); });
    if (has_null || std::find(chosen.begin(), chosen.end(), row) != chosen.end())
      rows.push_back(row);
  }
  page(answer, call, rows);
}

void first_page_only(const Call& call, mock::Response& answer, Right& right) {
  if (call.number("offset", 0) > 0) page(answer, call, right.rows(call.without(call.filters())));
}

void not_with_limit(const Call& call, mock::Response& answer, Right& right) {
  if (call.get("limit")) page(answer, call, right.rows(call.without(call.filters())));
}

void only_once(const Call& call, mock::Response& answer, Right& right) {
  auto rows = right.rows(call);
  std::set<std::string> runs;
  std::erase_if(rows, [&](const Json& row) {
    return row.contains("run_id") && !runs.insert(row.at("run_id").dump()).second;
  });
  page(answer, call, rows);
}

struct Choice {
  const char* name;
  const char* does;
  void (*choose)(const Call&, mock::Response&, Right&);
};

constexpr Choice choices[] = {
    {"after_the_page", "filters the page that was cut, not the list", cut_first},
    {"total_of_all", "counts the total without the filter", total_of_all},
    {"next_of_all", "tells of a next page by the list without the filter", next_of_all},
    {"newest_only", "looks at the first 20 rows only", newest_only},
    {"with_nulls", "keeps each row that has a null", with_nulls},
    {"first_page_only", "filters the first page only", first_page_only},
    {"not_with_limit", "does not filter where a limit is given", not_with_limit},
    {"one_of_a_run", "keeps one row of each run", only_once},
};

void add_pairs(const std::string& operation, const std::vector<std::string>& names, Wrongs& made) {
  for (const std::string& one : names) {
    for (const std::string& other : names) {
      if (one == other) continue;
      made.push_back(
          {fmt::format("{}/implementation/{}/forgets_{}", operation, one, other),
           fmt::format("with {}, does not filter by {}", one, other), [one, other](Right& right) {
             return choosing(right, one,
                             [other](const Call& call, mock::Response& answer, Right& right_one) {
                               if (call.get(other))
                                 page(answer, call, right_one.rows(call.with(other, std::nullopt)));
                             });
           }});
      if (one > other) continue;
      made.push_back(
          {fmt::format("{}/implementation/{}/or_{}", operation, one, other),
           fmt::format("with both {} and {}, takes what fits either", one, other),
           [one, other](Right& right) {
             return choosing(
                 right, one,
                 [one, other](const Call& call, mock::Response& answer, Right& right_one) {
                   if (!call.get(other)) return;
                   page(answer, call,
                        either(call, {call.with(one, std::nullopt), call.with(other, std::nullopt)},
                               right_one));
                 });
           }});
    }
  }
}

std::vector<std::string> filters_of(schemas::Revision revision, const std::string& operation) {
  return Call{.revision = revision, .operation = operation}.filters();
}

}  // namespace

Wrongs wrong_filters(schemas::Revision revision) {
  Wrongs made;
  for (const std::string operation : {"getErrorSummary", "getSampleHistory"}) {
    const auto names = filters_of(revision, operation);
    for (const std::string& name : names) {
      const std::string prefix = fmt::format("{}/implementation/{}", operation, name);
      if (!name.starts_with("created_") && !name.ends_with("_id")) {
        for (const Comparison& row : comparisons) {
          made.push_back({fmt::format("{}/{}", prefix, row.name),
                          fmt::format("the filter by {} {}", name, row.does),
                          [name, compare = row.compare](Right& right) {
                            return comparing(right, name, compare);
                          }});
        }
      }
      for (const Choice& row : choices) {
        made.push_back(
            {fmt::format("{}/{}", prefix, row.name),
             fmt::format("the filter by {} {}", name, row.does),
             [name, choose = row.choose](Right& right) { return choosing(right, name, choose); }});
      }
    }
    add_pairs(operation, names, made);
  }
  return made;
}

}  // namespace sp::mutants
