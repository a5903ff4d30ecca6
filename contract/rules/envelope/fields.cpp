// A refusal that names fields names parameters of the request, and tells the truth about them:
//   limit=0    400 {"details": {"fields": {"limit": "Must be between 1 and 100."}}}     holds
//   limit=0    400 {"details": {"fields": {"page": "Must be between 1 and 100."}}}      breaks
//   limit=0    400 {"details": {"fields": {"limit": "Must be between 1 and 1000."}}}    breaks
//   limit=0    400 {"details": {"fields": {"offset": "Must be at least 0."}}}           breaks
// A refusal may name no field at all.
#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include <sp/schemas/pointer.h>
#include <sp/schemas/split.h>

#include "exchange/excerpt.h"
#include "probes/parameter_values.h"
#include "rules/envelope/envelope.h"
#include "seen/views.h"

namespace sp::contract::envelope {

namespace {

using schemas::Value;

// The parameter that a field's name means: itself, or the last part of "query.limit".
std::string_view parameter_in(std::string_view field) {
  const auto end = field.find_last_of("./[");
  field.remove_prefix(end == std::string_view::npos ? 0 : end + 1);
  if (field.ends_with(']')) field.remove_suffix(1);
  return field;
}

bool asks_for(const Request& request, std::string_view name) {
  return request.value(name) != nullptr;
}

// The names of parameters that the request has outside of what is documented.
std::vector<std::string> wrong_in(const Asked& asked) {
  std::vector<std::string> names;
  for (const Asked::Given& given : asked.outside) names.push_back(given.parameter->name);
  for (const Asked::Given& given : asked.open) names.push_back(given.parameter->name);
  for (const auto* parameter : asked.missing) names.push_back(parameter->name);
  for (const auto* parameter : asked.repeated) names.push_back(parameter->name);
  names.insert(names.end(), asked.unknown.begin(), asked.unknown.end());
  return names;
}

// "between 1 and 100" where both bounds are documented.
void check_bounds(const Exchange& exchange, const schemas::Parameter& parameter,
                  const std::string& place, std::string_view text, Verdict& verdict) {
  static const re2::RE2 bounds(R"((?i)\bbetween (-?\d+) and (-?\d+))");
  std::int64_t least = 0;
  std::int64_t most = 0;
  const auto minimum = integer_at(parameter.definition, "minimum");
  const auto maximum = integer_at(parameter.definition, "maximum");
  if (!minimum || !maximum || !re2::RE2::PartialMatch(text, bounds, &least, &most)) return;
  if (least == *minimum && most == *maximum) return;
  verdict.fail(exchange, place, fmt::format("between {} and {}", *minimum, *maximum),
               excerpt(text));
}

void check_field(const Exchange& exchange, const schemas::Operation& operation,
                 const schemas::Member& field, Verdict& verdict) {
  const std::string place = "/details/fields/" + schemas::pointer_token(field.name);
  const std::string_view name = parameter_in(field.name);
  const schemas::Parameter* parameter = operation.parameter(name);
  if (!parameter && !asks_for(exchange.request, name)) {
    verdict.fail(exchange, place, "the name of a parameter of the request", excerpt(field.name));
    return;
  }
  const std::string_view* text = field.value.string();
  if (field.value.is_null() || (text && schemas::trimmed(*text).empty())) {
    verdict.fail(exchange, place, "what is wrong with the parameter", field.value.dump(40));
  }
  if (parameter && text) check_bounds(exchange, *parameter, place, *text, verdict);
}

// Whether the request has parameters that it does not need, beside that one.
bool asks_for_more(const Request& request, const schemas::Operation& operation,
                   std::string_view but) {
  return std::any_of(request.values.begin(), request.values.end(), [&](const auto& pair) {
    const schemas::Parameter* parameter = operation.parameter(pair.first);
    return pair.first != but && !(parameter && parameter->required);
  });
}

// What one wrong parameter is refused for is that parameter. Beside others, one that is right by
// itself may be refused, as a test of another sample is.
void check_names(const Exchange& exchange, const schemas::Operation& operation, const Asked& asked,
                 const Value& fields, Verdict& verdict) {
  const auto wrong = wrong_in(asked);
  if (wrong.size() != 1 || asks_for_more(exchange.request, operation, wrong.front())) return;
  const bool named = std::any_of(
      fields.object()->begin(), fields.object()->end(),
      [&](const schemas::Member& field) { return parameter_in(field.name) == wrong.front(); });
  if (named) return;
  verdict.fail(exchange, "/details/fields",
               fmt::format("{}, the parameter that was refused", wrong.front()), fields.dump(80));
}

void check_fields(const Exchange& exchange, const schemas::Operation& operation,
                  const Value& fields, Verdict& verdict) {
  const Asked asked = asked_by(exchange.request, operation);
  if (asked.verbatim) return;  // the URL as a whole may be refused
  verdict.judged();
  if (!fields.object() || fields.object()->empty()) {
    verdict.fail(exchange, "/details/fields", "an object with the parameters that were refused",
                 fields.dump(80));
    return;
  }
  for (const schemas::Member& field : *fields.object()) {
    check_field(exchange, operation, field, verdict);
  }
  check_names(exchange, operation, asked, fields, verdict);
}

void fields_fit(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->response->value();
    const Value* details = is_error(*exchange) && body ? body->find("details") : nullptr;
    const Value* fields = details ? details->find("fields") : nullptr;
    if (fields && tells_of_parameters(*exchange, evidence.operation)) {
      check_fields(*exchange, evidence.operation, *fields, verdict);
    }
  }
}

}  // namespace

constexpr Rule fields_fit_rule{
    .name = "fields_fit",
    .title = "The fields that a refusal names are the parameters that were refused.",
    .why = "A form marks the field that is named: people mend a value that was right.",
    .contract = "contract section 1, error envelope [U, B]",
    .probes = errors,
    .operations = {},
    .judge = fields_fit,
    .unjudged = "no refusal that was seen names fields in its details, and none has to"};

}  // namespace sp::contract::envelope
