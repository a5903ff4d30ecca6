// A row has a failure signature if, and only if, its status is fail or missing_output:
//   fail, "missing_output:3"; pass, null    holds
//   fail, null                              breaks failure_signature
//   pass, "missing_output:3"                breaks no_failure_no_signature
#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/history/history.h"
#include "rules/history/signatures.h"

namespace sp::contract::history {

namespace {

bool tells_signature(const SeenRow& row) { return row.signature || row.signature_is_null; }

void failure_signature(const Evidence& evidence, Verdict& verdict) {
  for (const SeenRow& row : evidence.seen.histories().rows()) {
    if (!is_failure(row) || !tells_signature(row)) continue;
    verdict.judged();
    if (row.signature && !row.signature->empty()) continue;
    verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                 fmt::format("a signature, as the status is {}", *row.status),
                 row.signature ? "an empty string" : "null");
  }
}

void no_failure_no_signature(const Evidence& evidence, Verdict& verdict) {
  for (const SeenRow& row : evidence.seen.histories().rows()) {
    if (!row.status || is_failure(row) || !tells_signature(row)) continue;
    verdict.judged();
    if (!row.signature) continue;
    verdict.fail(*row.page->exchange, row.pointer("failure_signature"),
                 fmt::format("null, as the status is {}", *row.status), excerpt(*row.signature));
  }
}

}  // namespace

constexpr Rule failure_signature_rule{
    .name = "failure_signature",
    .title = "A failure has a signature.",
    .why = "Without one, a client cannot tell a failure from the others.",
    .contract = citation,
    .probes = {"ok"},
    .operations = here,
    .judge = failure_signature};

constexpr Rule no_failure_no_signature_rule{
    .name = "no_failure_no_signature",
    .title = "What did not fail has no signature.",
    .why = "Clients take a row with a signature for a failure.",
    .contract = citation,
    .probes = {"ok"},
    .operations = here,
    .judge = no_failure_no_signature};

}  // namespace sp::contract::history
