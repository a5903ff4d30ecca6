#include "import/answer_differences.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/date_time.h>
#include <sp/schemas/http_date.h>
#include <sp/schemas/json.h>
#include <sp/schemas/number.h>
#include <sp/schemas/split.h>
#include <sp/schemas/utf8.h>
#include <sp/schemas/visible.h>

#include "import/json_edits.h"
#include "scenario/headers.h"

namespace sp::mock {

namespace {

using What = AnswerDifference::Part;
using Values = std::vector<std::string>;

constexpr std::array named_headers = {"content-type",
                                      "date",
                                      "allow",
                                      "content-encoding",
                                      "www-authenticate",
                                      "retry-after",
                                      "location",
                                      "x-ratelimit-limit",
                                      "x-ratelimit-remaining",
                                      "x-ratelimit-reset"};

// Those of a connection, or of one moment.
constexpr std::array left_out = {"connection",
                                 "keep-alive",
                                 "transfer-encoding",
                                 "te",
                                 "content-length",
                                 "trailer",
                                 "upgrade",
                                 "via",
                                 "age",
                                 "alt-svc",
                                 "expires",
                                 "etag",
                                 "cookie",
                                 "last-modified",
                                 "set-cookie",
                                 "warning",
                                 "proxy-authenticate"};

template <class Names>
bool is_one_of(const std::string& name, const Names& names) {
  return std::ranges::find(names, name) != std::end(names);
}

std::string shown(std::string_view text) {
  constexpr std::size_t most = 60;
  const std::string_view front = schemas::front_of(text, most);
  return schemas::visible(front) + (front.size() < text.size() ? "…" : "");
}

std::string shown(const Values& values) {
  return values.empty() ? "nothing" : shown(fmt::format("{}", fmt::join(values, " and ")));
}

std::string shown(const schemas::Value* value) { return value ? value->dump(60) : "nothing"; }

std::set<std::string> words_of(const Values& values) {
  std::set<std::string> words;
  for (const std::string& value : values) {
    for (const std::string_view word : schemas::split(value, ',')) {
      words.emplace(schemas::trimmed(word));
    }
  }
  return words;
}

// "Application/JSON; charset=UTF-8" and "application/json" are the same.
std::string media_type(const std::string& value) {
  std::string type = schemas::lower_case(value);
  std::erase_if(type, [](char c) { return c == ' ' || c == '\t' || c == '"'; });
  constexpr std::string_view usual = ";charset=utf-8";
  if (type.ends_with(usual)) type.resize(type.size() - usual.size());
  return type;
}

bool same_header(const std::string& name, const Values& recorded, const Values& answered) {
  if (recorded == answered) return true;
  if (name == "allow" && !recorded.empty() && !answered.empty()) {
    return words_of(recorded) == words_of(answered);
  }
  if (recorded.size() != 1 || answered.size() != 1) return false;
  if (name == "date") return schemas::parse_http_date(recorded.front()).has_value();
  return name == "content-type" && media_type(recorded.front()) == media_type(answered.front());
}

// A coding that could be undone is no part of the answer: the mock sends what was coded.
Values recorded_values(const RecordedExchange& row, const std::string& name) {
  if (name == "content-encoding" && row.exchange.coding_problem.empty()) return {};
  return values_of(row.exchange.response_headers, name);
}

std::optional<schemas::Document> json_in(const std::string& body) {
  try {
    return schemas::parse(body);
  } catch (const schemas::SyntaxError&) {
    return std::nullopt;
  }
}

// "2026-06-01T12:00:00+00:00" and "2026-06-01T12:00:00Z"
bool is_same_instant(const JsonEdit& edit) {
  const std::string_view* const from = edit.from ? edit.from->string() : nullptr;
  const std::string_view* const to = edit.to ? edit.to->string() : nullptr;
  const auto instant = from && to ? schemas::parse_date_time(*from) : std::nullopt;
  return instant && instant == schemas::parse_date_time(*to);
}

void compare_bodies(const std::string& recorded, const std::string& answered, bool takes_instants,
                    std::vector<AnswerDifference>& found) {
  if (recorded == answered) return;
  const auto ours = json_in(answered);
  const auto theirs = json_in(recorded);
  if (!ours || !theirs) {
    found.push_back({What::body, "body", recorded.empty() ? "nothing" : shown(recorded),
                     answered.empty() ? "nothing" : shown(answered)});
    return;
  }
  auto edits = edits_between(ours->root(), theirs->root());
  if (takes_instants) std::erase_if(edits, is_same_instant);
  if (edits.empty()) return;
  const JsonEdit& first = edits.front();
  const std::string where = first.steps.empty() ? "body" : "body at " + first.pointer();
  found.push_back({What::body, where, shown(first.to), shown(first.from)});
}

}  // namespace

AnswerComparison::AnswerComparison(const Recording& recording, Closeness closeness)
    : takes_instants_(closeness == Closeness::contract) {
  std::map<std::string, std::set<std::string>> values;
  for (const RecordedExchange& row : recording.exchanges) {
    for (const auto& [name, value] : row.exchange.response_headers) {
      auto& seen = values[schemas::lower_case(name)];
      if (seen.size() < 2) seen.insert(value);
    }
  }
  for (const char* name : named_headers) {
    if (values.contains("date") || values.contains(name)) headers_.emplace(name);
  }
  if (closeness == Closeness::contract) return;
  for (const auto& [name, seen] : values) {
    if (seen.size() == 1 && !is_one_of(name, left_out)) headers_.insert(name);
  }
}

Values values_of(const Headers& headers, std::string_view name) {
  Values values;
  for (const auto& [known, value] : headers) {
    if (schemas::same_ignoring_case(known, name)) values.push_back(value);
  }
  return values;
}

std::int64_t length_departure(const RecordedExchange& row) {
  const recordings::Exchange& exchange = row.exchange;
  const std::string* const length = row.header("Content-Length");
  const std::int64_t stated = length ? schemas::number_in(*length).value_or(-1) : -1;
  const bool shows_bytes = row.has_bytes && exchange.method != "HEAD" &&
                           exchange.over_budget.empty() &&
                           exchange.body_bytes == exchange.body.size() &&
                           !row.header("Content-Encoding") && !row.header("Transfer-Encoding");
  constexpr std::int64_t most = 1'000'000'000;
  if (!shows_bytes || stated < 0 || stated > most || has_no_body(*exchange.status)) {
    return 0;
  }
  return stated - static_cast<std::int64_t>(exchange.body.size());
}

std::vector<AnswerDifference> differences(const RecordedExchange& row, const Response& answer,
                                          const AnswerComparison& comparison) {
  const recordings::Exchange& exchange = row.exchange;
  const bool breaks = answer.wire.close || answer.wire.delay.count() > 0;
  if (!exchange.status) {
    if (breaks) return {};
    return {{What::no_answer, "no answer",
             exchange.fault.empty() ? "nothing" : shown(exchange.fault),
             std::to_string(answer.status)}};
  }
  std::vector<AnswerDifference> found;
  if (answer.wire.close) {
    found.push_back({What::status, "status", std::to_string(*exchange.status), "nothing"});
  } else if (*exchange.status != answer.status) {
    found.push_back(
        {What::status, "status", std::to_string(*exchange.status), std::to_string(answer.status)});
  }
  for (const std::string& name : comparison.headers()) {
    const Values recorded = recorded_values(row, name);
    const Values answered = values_of(answer.headers, name);
    if (same_header(name, recorded, answered)) continue;
    found.push_back({What::header, "header " + name, shown(recorded), shown(answered), name});
  }
  if (const std::int64_t added = length_departure(row); added != answer.wire.content_length_add) {
    const std::string of_body = "that of the body";
    found.push_back({What::length, "header content-length",
                     fmt::format("{} and {:+}", of_body, added), of_body});
  }
  if (exchange.method != "HEAD" && exchange.over_budget.empty()) {
    compare_bodies(exchange.body, answer.body, comparison.takes_instants(), found);
  }
  return found;
}

}  // namespace sp::mock
