// A body is one JSON value in UTF-8, written so that all clients read the same:
//   {"run_id": 7}                 holds
//   {"run_id": 7, "run_id": 8}    breaks `unique_keys`
//   {"run_id": 7.0}               breaks `integers`, as the document says that it is an integer
#include <set>

#include <fmt/format.h>

#include <sp/schemas/walk.h>

#include "exchange/excerpt.h"
#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

using schemas::Value;

void json(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!exchange->carries_body() || exchange->is_unreadable()) continue;
    verdict.judged();
    if (!exchange->response->json) {
      verdict.fail(*exchange, "", "a body that is one JSON value in UTF-8",
                   fmt::format("{}; the body begins {}", *exchange->response->json_problem,
                               excerpt(exchange->response->body.text())));
    }
  }
}

void unique_keys(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!exchange->response->json) continue;
    verdict.judged();
    for (const schemas::Repeat& repeat : exchange->response->json->repeats) {
      verdict.fail(*exchange, repeat.pointer, "each member once",
                   "another member of the same name");
    }
  }
}

// Adds the names of members that a schema below `value` gives the type integer.
void add_integer_names(const Value& value, std::set<std::string, std::less<>>& names) {
  if (const Value* properties = value.find("properties"); properties && properties->object()) {
    for (const schemas::Member& member : *properties->object()) {
      const Value* type = member.value.find("type");
      if (type && type->string() && *type->string() == "integer") names.emplace(member.name);
    }
  }
  if (const schemas::Object* object = value.object()) {
    for (const schemas::Member& member : *object) add_integer_names(member.value, names);
  }
}

using NameSet = std::set<std::string, std::less<>>;

NameSet names_in(schemas::Revision revision) {
  NameSet names;
  add_integer_names(schemas::parse(schemas::openapi_text(revision)).root(), names);
  return names;
}

// Members that the document says are integers. Read once.
const NameSet& integer_names(schemas::Revision revision) {
  static const NameSet published = names_in(schemas::Revision::published);
  static const NameSet upstream = names_in(schemas::Revision::upstream);
  return revision == schemas::Revision::upstream ? upstream : published;
}

std::string as_written(const Value& number) {
  const schemas::Decimal* decimal = number.decimal();
  return decimal ? std::string(decimal->literal) : number.dump(40);
}

// A value that is no integer at all is for `schema` to judge.
void integers(const Evidence& evidence, Verdict& verdict) {
  const NameSet& names = integer_names(evidence.revision);
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    if (!body) continue;
    verdict.judged();
    schemas::for_each_value(*body, "", [&](const Value& value, const std::string& pointer) {
      const std::string name = pointer.substr(pointer.rfind('/') + 1);
      if (value.integer() && !value.written_as_integer() && names.contains(name)) {
        verdict.fail(*exchange, pointer, "a number written as an integer", as_written(value));
      }
    });
  }
}

}  // namespace

constexpr Rule json_rule{.name = "json",
                         .title = "The body is one JSON value in UTF-8.",
                         .why = "A parser throws on anything else.",
                         .contract = section_1,
                         .probes = each_kind,
                         .operations = {},
                         .judge = json};

constexpr Rule unique_keys_rule{
    .name = "unique_keys",
    .title = "No object in the body has a member twice.",
    .why = "Which of the two a client sees depends on its JSON library.",
    .contract = section_1,
    .probes = each_kind,
    .operations = {},
    .judge = unique_keys};

constexpr Rule integers_rule{
    .name = "integers",
    .title = "Integers are written as integers.",
    .why = "Typed clients refuse 1.0 or 1e3 where an integer is documented.",
    .contract = sections_2_to_6,
    .probes = success,
    .operations = {},
    .judge = integers};

}  // namespace sp::contract::response
