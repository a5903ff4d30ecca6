// Beside `pagination` the platform sends a `meta`, an object, which has the number of rows that a
// bounded scan looked at:
//   "meta": {}, "meta": {"scan_limit": 1000}    hold, and so does a page without
//   "meta": null, "meta": {"scan_limit": -1}    break
//   "truncated": true, "meta": {}               breaks: it does not tell where the scan ended
//   "meta": {"scan_limit": 1000}, and nothing of it is truncated    breaks
// No document tells of it: the schema of a page stands in ours beside it (x-properties).
#include "rules/pagination/pagination.h"

namespace sp::contract::pagination {

namespace {

void meta(const Evidence& evidence, Verdict& verdict) {
  const schemas::Schema& schema = evidence.api.component("Meta");
  for (const Exchange* exchange : evidence.answers) {
    const schemas::Value* body = exchange->answered(200);
    const schemas::Value* sent = body ? body->find("meta") : nullptr;
    if (!sent) continue;
    verdict.judged();
    for (const schemas::Violation& violation : schema.validate(*sent)) {
      verdict.fail(*exchange, "/meta" + violation.instance, violation.expected, violation.found);
    }
    const bool truncated = pagination_of(*body).truncated;
    const auto limit = integer_at(*sent, "scan_limit");
    if (truncated && !limit && sent->object()) {
      verdict.fail(*exchange, "/meta/scan_limit",
                   Absent{"the number of rows that were looked at, as the page is truncated"});
    }
    if (limit && !truncated) {
      verdict.fail(*exchange, "/meta/scan_limit", "no scan_limit, as the page is not truncated",
                   std::to_string(*limit));
    }
  }
}

bool has_meta(const Contract& contract) { return contract.revision == schemas::Revision::upstream; }

}  // namespace

constexpr Rule meta_rule{
    .name = "meta",
    .title =
        "The `meta` of a page is an object, which has a `scan_limit` where the page is truncated.",
    .why = "A client that tells people how far a truncated search went reads it.",
    .contract =
        "contract section 1, offset pagination [B], known from the platform's code, not from its "
        "document",
    .probes = any_page,
    .operations = paged,
    .judge = meta,
    .unjudged = "no page has a meta, and none has to",
    .holds_in = has_meta};

}  // namespace sp::contract::pagination
