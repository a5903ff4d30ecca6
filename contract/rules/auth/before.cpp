// 401 comes before any other refusal, so that it tells nothing of what is there:
//   a wrong token, and a run that nobody has    401, not 404
//   another scheme, and limit=0                 401, not 400
#include "rules/auth/auth.h"

namespace sp::contract::auth {

namespace {

// What the rule's own probes ask for makes the difference, so that only they count.
void own_probes_are_refused(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.own) expect_401(*exchange, verdict);
}

constexpr std::string_view before_all = "contract section 1, auth [B]";

}  // namespace

constexpr Rule before_not_found_rule{
    .name = "before_not_found",
    .title = "Without a valid token, an unknown id is answered with 401, not with 404.",
    .why = "Otherwise a stranger finds out which runs and samples exist.",
    .contract = before_all,
    .probes = {"wrong"},
    .operations = {},
    .judge = own_probes_are_refused};

constexpr Rule before_parameters_rule{
    .name = "before_parameters",
    .title = "Without a valid token, a wrong parameter is answered with 401, not with 400.",
    .why = "Otherwise a stranger is told how requests have to look.",
    .contract = before_all,
    .probes = {"other_scheme"},
    .operations = {},
    .judge = own_probes_are_refused};

}  // namespace sp::contract::auth
