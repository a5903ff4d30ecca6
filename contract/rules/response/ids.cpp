// A body names the ids that it was asked for:
//   /runs/1/samples/201    {"run_id": 1, "sample_id": 201}
#include <algorithm>
#include <string>

#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

using schemas::Value;

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
  const bool by_user = evidence.is_named_by_user(asked);
  return is(name) || (name == "sample_id" && by_user && is("regression_id"));
}

// A body without the member is for `schema` to judge.
void ids(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    if (!body) continue;
    for (const auto& [name, asked] : exchange->request.values) {
      const Value* value = body->find(name);
      if (!value || !name.ends_with("_id")) continue;
      verdict.judged();
      if (!names_what_was_asked(evidence, *body, name, asked)) {
        verdict.fail(*exchange, "/" + name, Differs{asked, value->dump(40)});
      }
    }
  }
}

}  // namespace

constexpr Rule ids_rule{
    .name = "ids",
    .title = "The ids in the body are the ids that were asked for.",
    .why = "A client that caches by id would show one thing under the name of another.",
    .contract = "contract sections 2, 4 and 5",
    .probes = success,
    .operations = {"getRunSummary", "getRunSample", "getDiff"},
    .judge = ids};

}  // namespace sp::contract::response
