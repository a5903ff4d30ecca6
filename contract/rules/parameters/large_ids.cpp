// An id that no thing can have is refused or not found, never cut to 32 bits:
//   /samples/2147483648/history    400 or 404    holds
//   /samples/4294967502/history    200           breaks: what is left of it in 32 bits is 206
// The document of `upstream` sets ids no upper bound, so a 404 is as good as a 400.
#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>

#include "rules/parameters/parameters.h"

namespace sp::contract::parameters {

namespace {

// Whether it is a number in decimal, beyond the greatest that there can be.
bool is_beyond(const Asked::Given& given, std::int64_t greatest) {
  if (!schemas::is_digits(*given.value)) return false;
  const auto number = schemas::number_in(*given.value);
  return !number || *number > greatest;
}

// What is no refusal and no success, the rule of the parameter judges.
void large_ids(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, const Asked& asked) {
    if (!asked.is_well_formed() || !asked.outside.empty() || asked.open.size() != 1) return;
    const Asked::Given& given = asked.open.front();
    const auto greatest = greatest_known(*given.parameter);
    if (!greatest || !is_beyond(given, *greatest)) return;
    if (may_be_of_nothing(evidence, exchange, given.parameter->name)) return;
    verdict.judged();
    if (exchange.response->status != 200) return;
    verdict.fail(exchange, "", fmt::format("a 4xx: no id is greater than {}", *greatest),
                 fmt::format("status 200 for {}", shown(given.parameter->name, *given.value)));
  });
}

}  // namespace

// Without what depends on the parameters: operations and probes.
constexpr Rule large_ids_rule{
    .name = "large_ids",
    .title = "An id that is too large for the platform's database is refused or not found.",
    .why = "A server that cuts such an id to 32 bits shows one thing under the id of another.",
    .contract =
        "contract section 1, bad parameters [B], known from the platform's code, not from its "
        "document",
    .probes = {},
    .operations = {},
    .judge = large_ids};

}  // namespace sp::contract::parameters
