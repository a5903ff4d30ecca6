// Reports without what bodies say, for who must not keep it: --no-bodies.
#pragma once

#include <sp/contract/report.h>

namespace sp::contract {

// The report without the bodies of its exchanges and without what findings, reasons and notes quote
// of them: what was found, and all that stands in quotation marks in the other texts. What stays is
// the rule, the place in the body (a JSON pointer), the request, the status and the headers. Ids
// that later requests have in their paths stay there.
Report without_bodies(Report report);

}  // namespace sp::contract
