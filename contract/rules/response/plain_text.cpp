// A name is the name itself, as somebody would write it:
//   {"branch": "master", "command": "--out=srt"}     holds
//   {"branch": "master\n"}                           breaks: the end of a line that was read
//   {"command": "--text=&quot;a&quot;"}              breaks: it was escaped for a page
// Lines of a diff and messages for people may have either.
#include <algorithm>

#include <re2/re2.h>

#include <sp/schemas/split.h>
#include <sp/schemas/walk.h>

#include "exchange/excerpt.h"
#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

using schemas::Value;

bool is_escaped_for_html(std::string_view text) {
  static const re2::RE2 entity(R"(&(amp|lt|gt|quot|apos|nbsp|#\d{2,5}|#x[0-9a-fA-F]{2,4});)");
  return text.find('&') != std::string::npos && re2::RE2::PartialMatch(text, entity);
}

// The name of the member that a value belongs to: "categories" of /categories/3.
std::string_view member_in(std::string_view pointer) {
  const auto end = pointer.find_last_not_of("0123456789");
  const bool is_item = end != std::string_view::npos && pointer[end] == '/';
  if (is_item) pointer = pointer.substr(0, end);
  return pointer.substr(pointer.rfind('/') + 1);
}

bool is_one_of(std::string_view member, const auto& names) {
  return std::find(std::begin(names), std::end(names), member) != std::end(names);
}

// What is wrong with a value; empty where nothing is.
std::string_view fault_of(std::string_view member, std::string_view text) {
  static constexpr std::string_view names[] = {
      "branch", "triggered_by", "category", "categories",
      "tags",   "filename",     "key",      "failure_signature"};
  const bool is_name = is_one_of(member, names);
  if (is_name && schemas::trimmed(text).size() != text.size()) {
    return "without blanks and line ends around it";
  }
  const bool is_text = is_name || member == "command" || member == "sample_name";
  return is_text && is_escaped_for_html(text) ? "as it is, not escaped for a page" : "";
}

void plain_text(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    if (!body) continue;
    verdict.judged();
    schemas::for_each_value(*body, "", [&](const Value& value, const std::string& pointer) {
      if (!value.string()) return;
      const std::string_view fault = fault_of(member_in(pointer), *value.string());
      if (fault.empty()) return;
      verdict.fail(*exchange, pointer, "the value " + std::string(fault), excerpt(*value.string()));
    });
  }
}

}  // namespace

constexpr Rule plain_text_rule{
    .name = "plain_text",
    .title = "A name has no blanks or line ends around it, and no escapes of HTML in it.",
    .why = "Clients compare names, and ask with them: such a one is found nowhere else.",
    .contract = sections_2_to_6,
    .probes = success,
    .operations = {},
    .judge = plain_text};

}  // namespace sp::contract::response
