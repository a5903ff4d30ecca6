// A result lists each output once, and only what is one.
#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/laws.h"
#include "rules/result/result.h"

namespace sp::contract::result {

namespace {

void outputs_unique(const Evidence& evidence, Verdict& verdict) {
  for (const SeenResult& result : evidence.seen.results()) {
    const auto id = [](const SeenOutput& output) { return output.output_id; };
    unique(result.outputs, id, verdict, [&](const SeenOutput& first, const SeenOutput& output) {
      verdict.fail(*result.exchange, pointer_to(output, "output_id"),
                   Repeats{fmt::format("output {}", *output.output_id),
                           fmt::format("/outputs/{}", first.index)});
    });
  }
}

// In the database, a row (-1, -1, -1, '', 'error') means that there was no output at all.
void no_sentinel(const Evidence& evidence, Verdict& verdict) {
  for (const SeenResult& result : evidence.seen.results()) {
    for (const SeenOutput& output : result.outputs) {
      verdict.judged();
      if (output.output_id == -1) {
        verdict.fail(*result.exchange, pointer_to(output, "output_id"), "the id of an output",
                     "-1");
      }
      for (const auto& [member, hash] : {std::pair("expected_hash", output.expected_hash),
                                         std::pair("actual_hash", output.actual_hash)}) {
        if (!hash || (!hash->empty() && *hash != "error")) continue;
        verdict.fail(*result.exchange, pointer_to(output, member), "a hash, or null",
                     excerpt(*hash));
      }
    }
  }
}

}  // namespace

constexpr Rule outputs_unique_rule{
    .name = "outputs_unique",
    .title = "Each output of a result is listed once.",
    .why = "A client that keeps outputs by id would lose one of the two.",
    .contract = section_4,
    .probes = any_result,
    .operations = here,
    .judge = outputs_unique};

constexpr Rule no_sentinel_rule{
    .name = "no_sentinel",
    .title = "The database's placeholder for \"no output\" is never shown.",
    .why = "An output with the id -1 cannot be asked for.",
    .contract = section_4,
    .probes = any_result,
    .operations = here,
    .judge = no_sentinel};

}  // namespace sp::contract::result
