// A body names the ids that it was asked for:
//   /runs/1/samples/201    {"run_id": 1, "sample_id": 201}
// and none that the platform's database cannot hold:
//   {"sample_ids": [206, 2147483648]}    breaks ids_fit
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include <sp/schemas/walk.h>

#include "rules/response/response.h"
#include "seen/subjects.h"

namespace sp::contract::response {

namespace {

using schemas::Value;

// Whether it may be asked for by the id of a regression test. In `published` a sample id may also
// be one (contract section 4), but the ids that answers name are those of samples.
bool may_be_by_test(const Evidence& evidence, const Exchange& exchange, const std::string& asked) {
  return evidence.is_named_by_user(asked) || exchange.is_for("getRunSample", "by_test") ||
         exchange.is_for("getRunSample", "guessed");
}

// Whether the body names what was asked for under `name`.
bool names_what_was_asked(const Evidence& evidence, const Exchange& exchange, const Value& body,
                          std::string_view name, const std::string& asked) {
  const auto is = [&](std::string_view member) {
    const Value* value = body.find(member);
    const auto id = value ? value->integer() : std::nullopt;
    return id && std::to_string(*id) == asked;
  };
  return is(name) ||
         (name == "sample_id" && may_be_by_test(evidence, exchange, asked) && is("regression_id"));
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
      if (!names_what_was_asked(evidence, *exchange, *body, name, asked)) {
        verdict.fail(*exchange, "/" + name, Differs{asked, value->dump(40)});
      }
    }
  }
}

// Whether the place is that of an id: /data/0/run_id, /data/0/sample_ids/3.
bool is_of_an_id(std::string_view pointer) {
  const std::size_t end = pointer.find_last_not_of("0123456789");
  const std::string_view list = pointer.substr(0, end == std::string_view::npos ? 0 : end);
  return pointer.ends_with("_id") || list.ends_with("_ids");
}

void ids_fit(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const Value* body = exchange->answered(200);
    if (!body) continue;
    verdict.judged();
    schemas::for_each_value(*body, "", [&](const Value& value, const std::string& pointer) {
      const auto number = value.number();
      if (!number || *number <= static_cast<double>(largest_id) || !is_of_an_id(pointer)) return;
      verdict.fail(*exchange, pointer, fmt::format("at most {}", largest_id), value.dump(40));
    });
  }
}

// The document of `published` has that bound itself, and `schema` judges by it.
bool has_no_bound(const Contract& contract) {
  return contract.revision == schemas::Revision::upstream;
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

constexpr Rule ids_fit_rule{
    .name = "ids_fit",
    .title = "No id in a body is greater than 2147483647.",
    .why = "No id of the platform is, and clients read ids into 32 bits.",
    .contract =
        "contract section 1, bad parameters [B], known from the platform's code, not from its "
        "document",
    .probes = success,
    .operations = {},
    .judge = ids_fit,
    .holds_in = has_no_bound};

}  // namespace sp::contract::response
