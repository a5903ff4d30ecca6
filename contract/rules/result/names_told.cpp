// A result names each category of its test once, and none by an empty name:
//   {"categories": ["DVB", "Teletext"]}    holds
//   {"categories": ["DVB", "DVB"]}         breaks
//   {"category": ""}                       breaks
// and each of its outputs' files has a name.
#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/laws.h"
#include "rules/result/result.h"

namespace sp::contract::result {

namespace {

using schemas::Value;

void check_not_empty(const SeenResult& result, const Value& value, const std::string& place,
                     Verdict& verdict) {
  if (!value.string()) return;
  verdict.judged();
  if (value.string()->empty()) verdict.fail(*result.exchange, place, "a name", "an empty one");
}

void check_categories(const SeenResult& result, Verdict& verdict) {
  const schemas::Array& categories = array_at(*result.body, "categories");
  const auto place_of = [&](const Value& category) {
    return fmt::format("/categories/{}", &category - categories.data());
  };
  for (const Value& category : categories) {
    check_not_empty(result, category, place_of(category), verdict);
  }
  const auto name = [](const Value& category) {
    return category.string() ? std::optional(*category.string()) : std::nullopt;
  };
  unique(categories, name, verdict, [&](const Value& first, const Value& again) {
    verdict.fail(*result.exchange, place_of(again),
                 Repeats{excerpt(*again.string()), place_of(first)});
  });
}

void names_told(const Evidence& evidence, Verdict& verdict) {
  for (const SeenResult& result : evidence.seen.results()) {
    if (const Value* category = result.body->find("category")) {
      check_not_empty(result, *category, "/category", verdict);
    }
    check_categories(result, verdict);
    for (const SeenOutput& output : result.outputs) {
      const Value* name = output.value->find("filename");
      if (name) check_not_empty(result, *name, pointer_to(output, "filename"), verdict);
    }
  }
}

}  // namespace

constexpr Rule names_told_rule{
    .name = "names_told",
    .title = "Each category is named once, and no category and no file by an empty name.",
    .why = "A client that lists tests by category would list one twice, or under no heading.",
    .contract = section_4,
    .probes = any_result,
    .operations = here,
    .judge = names_told};

}  // namespace sp::contract::result
