#include "service/canned_route.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/number.h>
#include <sp/schemas/percent.h>

#include "api/json_writer.h"
#include "api/page.h"
#include "api/refusal.h"
#include "service/parameters.h"

namespace sp::mock {

namespace {

using schemas::Value;
using Values = PathPattern::Values;

const std::string* value_of(const Values& values, std::string_view name) {
  const auto found = std::ranges::find(values, name, &Values::value_type::first);
  return found == values.end() ? nullptr : &found->second;
}

// The text with {name} replaced by what `shown` makes of the name's value; a name that the path
// does not have stays as it is.
template <class Shown>
std::string filled(std::string_view text, const Values& values, const Shown& shown) {
  std::string result;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    result += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    if (close == std::string_view::npos) return result.append(text);
    if (const std::string* value = value_of(values, text.substr(1, close - 1))) {
      result += shown(*value);
      text.remove_prefix(close + 1);
    } else {
      result += text.front();
      text.remove_prefix(1);
    }
  }
  return result;
}

std::string filled(std::string_view text, const Values& values) {
  return filled(text, values, [](const std::string& value) -> const std::string& { return value; });
}

// A text that is nothing but {name} becomes an integer where its value is written as one.
Value filled_text(std::string_view text, const Values& values, std::uint32_t line) {
  if (text.starts_with('{') && text.ends_with('}')) {
    const std::string* value = value_of(values, text.substr(1, text.size() - 2));
    const auto number = value ? schemas::number_in(*value) : std::nullopt;
    if (number && std::to_string(*number) == *value) return {*number, line};
  }
  return {filled(text, values), line};
}

// Never deeper than a scenario may be.
Value filled(const Value& value, const Values& values) {
  if (const std::string_view* text = value.string())
    return filled_text(*text, values, value.line());
  if (const schemas::Array* items = value.array()) {
    schemas::NewArray copy;
    for (const Value& item : *items) copy.push_back(filled(item, values));
    return {std::move(copy), value.line()};
  }
  if (const schemas::Object* members = value.object()) {
    schemas::NewObject copy;
    for (const auto& [name, member] : *members) copy.push_back({name, filled(member, values)});
    return {std::move(copy), value.line()};
  }
  return value;
}

// `text` is the value's, for a path in which nothing has a name.
std::string json_of(const Value& value, const std::string& text, const Values& values) {
  return values.empty() ? text : filled(value, values).dump();
}

schemas::Operation paging_of(schemas::Revision revision) {
  schemas::Operation paging = *schemas::Api::of(revision).find("getErrorSummary");
  paging.id.clear();
  std::erase_if(paging.parameters, [](const schemas::Parameter& parameter) {
    return parameter.name != "limit" && parameter.name != "offset";
  });
  return paging;
}

// A list of the API with nothing but its parameters for paging.
const schemas::Operation& paging(schemas::Revision revision) {
  static const schemas::Operation published = paging_of(schemas::Revision::published);
  static const schemas::Operation upstream = paging_of(schemas::Revision::upstream);
  return revision == schemas::Revision::published ? published : upstream;
}

Answer page_of(const Question& question, const Snapshot& snapshot) {
  const CannedRoute& route = *question.route;
  const auto [arguments, errors] =
      read_parameters({&paging(snapshot.revision), {}}, question.target, snapshot.quirks);
  if (!errors.empty()) return refusal(errors, snapshot.quirks);
  const schemas::Array& rows = *route.body->array();
  const Page page = Page::of(arguments, static_cast<std::int64_t>(rows.size()));
  Answer answer{route.status, {}, fmt::format("canned by the route {}", route.path)};
  JsonWriter json(answer.body);
  json.begin_object().key("data").begin_array();
  for (auto i = static_cast<std::size_t>(page.begin()); std::cmp_less(i, page.end()); ++i) {
    json.raw(json_of(rows[i], route.texts[i], question.match.parameters));
  }
  json.end_array();
  page.write(json);
  if (snapshot.revision == schemas::Revision::upstream)
    json.key("meta").begin_object().end_object();
  json.end_object();
  return answer;
}

}  // namespace

RouteMatch find_route(const std::vector<CannedRoute>& routes, std::string_view method,
                      const std::vector<std::string>& segments,
                      const std::vector<std::pair<std::string, std::string>>& query) {
  RouteMatch found;
  for (const CannedRoute& route : routes) {
    auto values = route.pattern.match(segments);
    if (!values) continue;
    if (!fits(route.query, query)) {
      found.has_other_query = true;
    } else if (route.method == method || (method == "HEAD" && route.method == "GET")) {
      return {&route, *std::move(values)};
    } else if (!found.route) {
      found.route = &route;
      found.values = *std::move(values);
    }
  }
  return found;
}

Response canned_answer(const Question& question, const Snapshot& snapshot) {
  const CannedRoute& route = *question.route;
  const Values& values = question.match.parameters;
  Response response;
  Answer answer{route.status, {}, fmt::format("canned by the route {}", route.path)};
  if (route.paged) {
    answer = page_of(question, snapshot);
  } else if (route.body) {
    answer.body = json_of(*route.body, route.texts.front(), values);
  }
  response.status = answer.status;
  response.body = std::move(answer.body);
  response.why = std::move(answer.why);
  if (response.status != route.status) {
    response.headers.emplace_back("Content-Type", "application/json");
    return response;
  }
  for (const auto& [name, text] : route.headers) {
    // Nothing that a client sends may end a header.
    response.headers.emplace_back(name, filled(text, values, schemas::percent_encoded));
  }
  return response;
}

}  // namespace sp::mock
