// A body has the members that the document says, of the types that it says; others are pointed out.
#include <sp/schemas/pointer.h>

#include "rules/response/response.h"
#include "seen/documented.h"

namespace sp::contract::response {

namespace {

using schemas::Value;

// A member that is not there has a place all the same.
std::string place_of(const schemas::Violation& violation) {
  if (violation.missing.empty()) return violation.instance;
  return violation.instance + "/" + schemas::pointer_token(violation.missing);
}

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

void undocumented_members(const Evidence& evidence, Verdict& verdict) {
  const auto& documented = DocumentedAnswers::of(evidence.revision);
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->response->value();
    if (!body) continue;
    verdict.judged();
    const auto missing =
        documented.missing_in(*body, exchange->request.operation, exchange->response->status);
    for (const std::string& pointer : missing) {
      verdict.fail(*exchange, pointer, "only members that the contract document names",
                   "a member that it does not name");
    }
  }
}

}  // namespace

constexpr Rule schema_rule{.name = "schema",
                           .title = "A successful body matches the schema of its operation.",
                           .why = "Generated clients and typed models are built from that schema.",
                           .contract = sections_2_to_6,
                           .probes = success,
                           .operations = {},
                           .judge = schema};

constexpr Rule undocumented_members_rule{
    .name = "undocumented_members",
    .title = "Members that the contract does not name are pointed out.",
    .why =
        "Clients come to rely on every member that they see; one that is not documented may go any "
        "day.",
    .contract = "contract sections 1 to 6",
    .probes = each_kind,
    .operations = {},
    .judge = undocumented_members,
    .weight = Weight::note};

}  // namespace sp::contract::response
