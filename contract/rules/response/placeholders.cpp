// No text is what a program writes where it has no value:
//   {"branch": null}                breaks nothing
//   {"branch": "None"}              breaks, as "undefined", "[object Object]" and the like do
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/walk.h>

#include "exchange/excerpt.h"
#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

using schemas::Value;

bool is_placeholder(std::string_view text) {
  static constexpr std::string_view words[] = {"None",  "null",      "NULL",           "nil",
                                               "NaN",   "undefined", "(null)",         "<null>",
                                               "<nil>", "Infinity",  "[object Object]"};
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

// Lines of a diff may say anything.
bool is_text_of_diff(std::string_view pointer) { return pointer.ends_with("/text"); }

void placeholders(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    if (!body) continue;
    verdict.judged();
    schemas::for_each_value(*body, "", [&](const Value& value, const std::string& pointer) {
      const std::string_view* text = value.string();
      if (!text || !is_placeholder(*text) || is_text_of_diff(pointer)) return;
      verdict.fail(*exchange, pointer, "a value, or null where there is none", excerpt(*text));
    });
  }
}

}  // namespace

constexpr Rule placeholders_rule{
    .name = "placeholders",
    .title = "A value that is missing is null, and not a word such as \"None\" or \"undefined\".",
    .why = "Clients show the word as if it were the name of a branch or a person.",
    .contract = sections_2_to_6,
    .probes = success,
    .operations = {},
    .judge = placeholders};

}  // namespace sp::contract::response
