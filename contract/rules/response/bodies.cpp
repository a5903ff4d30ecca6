// Whether a body is one that JSON and the contract document allow at that place.
#include "rules/response/bodies.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "seen/documented.h"

namespace sp::contract::response {

using schemas::Value;

void json(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!exchange->carries_body() || exchange->is_unreadable()) continue;
    verdict.judged();
    if (!exchange->response->json) {
      verdict.fail(*exchange, "", "a body that is one JSON value in UTF-8",
                   fmt::format("{}; the body begins {}", *exchange->response->json_problem,
                               excerpt(exchange->response->body)));
    }
  }
}

void unique_keys(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!exchange->response->json) continue;
    verdict.judged();
    for (const schemas::Repeat& repeat : exchange->response->json->repeats) {
      verdict.fail(*exchange, repeat.pointer, "each member once", "the same name again");
    }
  }
}

namespace {

// Calls `visit` with every value below `value` and its pointer.
template <class Visit>
void walk(const Value& value, const std::string& pointer, const Visit& visit) {
  visit(value, pointer);
  if (const schemas::Object* object = value.object()) {
    for (const schemas::Member& member : *object) {
      walk(member.value, pointer + "/" + schemas::pointer_token(member.name), visit);
    }
  } else if (const schemas::Array* array = value.array()) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      walk((*array)[i], fmt::format("{}/{}", pointer, i), visit);
    }
  }
}

// Adds the names of members that a schema below `value` gives the type integer.
void add_integer_names(const Value& value, std::set<std::string, std::less<>>& names) {
  if (const Value* properties = value.find("properties"); properties && properties->object()) {
    for (const schemas::Member& member : *properties->object()) {
      const Value* type = member.value.find("type");
      if (type && type->string() && *type->string() == "integer") names.insert(member.name);
    }
  }
  if (const schemas::Object* object = value.object()) {
    for (const schemas::Member& member : *object) add_integer_names(member.value, names);
  }
}

using NameSet = std::set<std::string, std::less<>>;

NameSet names_in(schemas::Revision revision) {
  NameSet names;
  add_integer_names(schemas::parse(schemas::openapi_text(revision)).root, names);
  return names;
}

// Members that the document says are integers. Read once.
const NameSet& integer_names(schemas::Revision revision) {
  static const NameSet published = names_in(schemas::Revision::published);
  static const NameSet upstream = names_in(schemas::Revision::upstream);
  return revision == schemas::Revision::upstream ? upstream : published;
}

std::string as_written(const Value& number) {
  const auto* decimal = std::get_if<schemas::Decimal>(&number.data());
  return decimal ? decimal->literal : number.dump(40);
}

}  // namespace

// A value that is no integer at all is the schema's to judge.
void integers(const Evidence& evidence, Verdict& verdict) {
  const NameSet& names = integer_names(evidence.revision);
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    if (!body) continue;
    verdict.judged();
    walk(*body, "", [&](const Value& value, const std::string& pointer) {
      const std::string name = pointer.substr(pointer.rfind('/') + 1);
      if (value.integer() && !value.written_as_integer() && names.contains(name)) {
        verdict.fail(*exchange, pointer, "a number written as an integer", as_written(value));
      }
    });
  }
}

namespace {

// A member that is not there has a place all the same.
std::string place_of(const schemas::Violation& violation) {
  if (violation.missing.empty()) return violation.instance;
  return violation.instance + "/" + schemas::pointer_token(violation.missing);
}

}  // namespace

void schema(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    const schemas::Response* documented = evidence.operation.response(200);
    if (!body || !documented->body) continue;
    verdict.judged();
    for (const schemas::Violation& violation : documented->body->validate(*body)) {
      verdict.fail(*exchange, place_of(violation), violation.expected, violation.found);
    }
  }
}

void only_documented(const Evidence& evidence, Verdict& verdict) {
  const auto& documented = DocumentedAnswers::of(evidence.revision);
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->response->value();
    if (!body) continue;
    verdict.judged();
    const auto missing =
        documented.missing_in(*body, exchange->request.operation, exchange->response->status);
    for (const std::string& pointer : missing) {
      verdict.fail(*exchange, pointer, "members that the contract document names",
                   "a member without a name there");
    }
  }
}

namespace {

// Whether the body names what was asked for under `name`. In `published` a sample id may also
// be a regression test's (contract section 4), but only a user asks for one: the ids that
// answers name are those of samples.
bool names_what_was_asked(const Evidence& evidence, const Value& body, std::string_view name,
                          const std::string& asked) {
  const auto is = [&](std::string_view member) {
    const Value* value = body.find(member);
    const auto id = value ? value->integer() : std::nullopt;
    return id && std::to_string(*id) == asked;
  };
  const auto& named = evidence.named_by_user;
  const bool by_user = std::find(named.begin(), named.end(), asked) != named.end();
  return is(name) || (name == "sample_id" && by_user && is("regression_id"));
}

}  // namespace

// A body without the member is the schema's to judge.
void ids(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    if (!body) continue;
    for (const auto& [name, asked] : exchange->request.values) {
      const Value* value = body->find(name);
      if (!value || !name.ends_with("_id")) continue;
      verdict.judged();
      if (!names_what_was_asked(evidence, *body, name, asked)) {
        verdict.fail(*exchange, "/" + name, asked, value->dump(40));
      }
    }
  }
}

}  // namespace sp::contract::response
