#include "import/departures.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>
#include <sp/schemas/utf8.h>

#include "import/embeddable.h"
#include "import/json_edits.h"
#include "scenario/headers.h"

namespace sp::mock {

namespace {

using schemas::NewArray;
using schemas::NewObject;
using schemas::Value;
using What = AnswerDifference::Part;
using Forms = std::vector<Value>;

// With more changes than these, the whole answer is easier to read.
constexpr std::size_t most_edits = 8;

Value then_text(std::string_view string) { return {string, 0}; }
Value then_number(std::int64_t value) { return {value, 0}; }
Value then_of(std::string_view name, Value value) {
  return {NewObject{{name, std::move(value)}}, 0};
}

// The forms in which a fault can change the body, as members of `then`.
Forms bodies(const std::string& recorded, const std::string& answered, Extent extent) {
  Forms forms;
  const auto theirs = extent == Extent::bytes ? std::nullopt : embeddable(recorded);
  if (theirs && extent == Extent::member) {
    if (const auto ours = embeddable(answered)) {
      const auto edits = edits_between(ours->root(), theirs->root());
      if (auto merge = merge_patch(edits)) {
        forms.push_back(then_of("merge_patch", *std::move(merge)));
      } else if (edits.size() <= most_edits) {
        forms.push_back(then_of("patch", json_patch(edits)));
      }
    }
    const std::size_t whole = theirs->root().dump().size();
    std::erase_if(forms, [&](const Value& form) { return form.dump().size() > whole + 40; });
  }
  if (theirs) {
    forms.push_back(then_of("body", theirs->root()));
  } else if (schemas::is_utf8(recorded)) {
    forms.push_back(then_of("raw", then_text(recorded)));
  }
  return forms;
}

bool same_body(const RecordedExchange& row, Response answer) {
  answer.status = *row.exchange.status;
  const auto found = differences(row, answer, AnswerComparison());
  return found.empty();
}

// A time-out is an answer that comes too late, anything else a connection that ended.
Value broken(const recordings::Exchange& exchange) {
  const std::string fault = schemas::lower_case(exchange.fault);
  const auto tells = [&](std::string_view word) { return fault.find(word) != std::string::npos; };
  if (tells("no bytes for") || tells("timed out") || tells("timed_out") || tells("timeout") ||
      tells("took over")) {
    constexpr std::int64_t minute = 60000;
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(exchange.took).count();
    return then_of("delay_ms",
                   then_number(std::clamp<std::int64_t>(2 * took, minute, 60 * minute)));
  }
  const bool in_body = tells("of the body") || tells("chunk");
  return then_of("close", then_text(in_body ? "in_body" : "before_headers"));
}

Forms answers(const RecordedExchange& row, const Response& answer, bool other_status,
              bool other_body, Extent extent, const std::function<Response(int)>& own_error) {
  const int status = *row.exchange.status;
  if (!other_status) return bodies(row.exchange.body, answer.body, extent);
  if (status < 200 || status > 599) return {};
  const Value with_status = then_of("status", then_number(status));
  if (row.exchange.method == "HEAD" || !other_body) return {with_status};
  if (has_no_body(status)) return row.exchange.body.empty() ? Forms{with_status} : Forms{};
  Forms forms;
  if (status >= 400 && extent == Extent::member && same_body(row, own_error(status))) {
    forms.push_back(then_of("error", then_number(status)));
  }
  // A patch of an answer with another status would be a riddle.
  const Extent whole = extent == Extent::member ? Extent::body : extent;
  for (const Value& body : bodies(row.exchange.body, answer.body, whole)) {
    NewObject then = copy_of(*with_status.object());
    const auto& [name, value] = body.object()->front();
    then.emplace_back(name, value);
    forms.emplace_back(std::move(then), 0);
  }
  return forms;
}

// In the way in which most write it: "X-RateLimit-Reset" as the answer has it, or the recording.
std::string written(const std::string& name, const Headers& recorded, const Headers& answered) {
  for (const Headers* headers : {&recorded, &answered}) {
    for (const auto& [known, value] : *headers) {
      if (schemas::same_ignoring_case(known, name)) return known;
    }
  }
  return name;
}

// What computes the recorded number from that of the answer.
void add_computed(std::int64_t recorded, std::int64_t answered, Forms& forms) {
  constexpr std::int64_t most = 1'000'000'000'000'000;
  if (std::abs(answered) > most || std::abs(recorded) > most) return;
  for (const std::int64_t factor : {1000, 1000000}) {
    if (answered != 0 && recorded / factor == answered && recorded % factor == 0) {
      forms.push_back(then_of("multiply", then_number(factor)));
    }
  }
  forms.push_back(then_of("add", then_number(recorded - answered)));
}

Forms header_changes(const std::string& name, const std::vector<std::string>& recorded,
                     const std::vector<std::string>& answered) {
  if (!std::ranges::all_of(recorded, can_be_sent)) return {};
  if (recorded.empty()) return {Value()};
  if (recorded.size() > 1) {
    NewArray list;
    for (const std::string& value : recorded) list.push_back(then_text(value));
    return {Value(std::move(list), 0)};
  }
  Forms forms = {then_text(recorded.front())};
  const auto theirs = schemas::number_in(recorded.front());
  const auto ours = answered.size() == 1 ? schemas::number_in(answered.front()) : std::nullopt;
  if (!theirs || !ours || std::to_string(*theirs) != recorded.front()) return forms;
  add_computed(*theirs, *ours, forms);
  // A time goes on, so that no value of it holds for long.
  if (name == "x-ratelimit-reset") std::rotate(forms.begin(), forms.begin() + 1, forms.end());
  return forms;
}

Departure departure_in_header(const AnswerDifference& difference, const RecordedExchange& row,
                              const Response& answer) {
  const Headers& theirs = row.exchange.response_headers;
  Departure departure{.subject = difference.where, .forms = {}, .note = {}};
  const std::string name = written(difference.header, theirs, answer.headers);
  for (Value& change : header_changes(difference.header, values_of(theirs, name),
                                      values_of(answer.headers, name))) {
    departure.forms.push_back(then_of("headers", then_of(name, std::move(change))));
  }
  return departure;
}

std::string note_of(const AnswerDifference& difference) {
  const bool nothing_came = difference.part == What::no_answer;
  return fmt::format("{} {}, and {} by the world",
                     nothing_came ? "no answer came:" : difference.where + " is",
                     difference.recorded, difference.answered);
}

}  // namespace

std::vector<Departure> departures(const RecordedExchange& row, const Response& answer,
                                  const AnswerComparison& comparison, Extent extent,
                                  const std::function<Response(int status)>& own_error) {
  std::vector<Departure> found;
  Departure whole{.subject = whole_answer, .forms = {}, .note = {}};
  bool other_status = false;
  bool other_body = false;
  for (const AnswerDifference& difference : differences(row, answer, comparison)) {
    if (difference.part == What::header) {
      found.push_back(departure_in_header(difference, row, answer));
      found.back().note = note_of(difference);
      continue;
    }
    if (difference.part == What::length) {
      Value change = then_of("add", then_number(length_departure(row)));
      found.push_back({.subject = difference.where,
                       .forms = {then_of("content_length", std::move(change))},
                       .note = note_of(difference)});
      continue;
    }
    if (whole.note.empty()) whole.note = note_of(difference);
    if (difference.part == What::no_answer) whole.forms = {broken(row.exchange)};
    other_status |= difference.part == What::status;
    other_body |= difference.part == What::body;
  }
  if (whole.note.empty()) return found;
  if (other_status || other_body) {
    whole.forms = answers(row, answer, other_status, other_body, extent, own_error);
  }
  found.insert(found.begin(), std::move(whole));
  return found;
}

}  // namespace sp::mock
