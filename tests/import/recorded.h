// What the suite asks a mock of a scenario, and what it is answered, as a recording.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sp/contract/report.h>
#include <sp/contract/target.h>
#include <sp/mock/scenario.h>
#include <sp/mock/server.h>
#include <sp/schemas/revision.h>

#include "import/recording.h"
#include "import/replay.h"

namespace sp::mock::testing {

struct HowToJudge {
  schemas::Revision revision = schemas::Revision::published;
  bool thorough = false;
  bool strict = false;
  std::vector<std::string> only = {};  // checks; with any, nothing is asked beyond the plan
};

// Of the scenario's first run, with the server's token, unless something else is set.
contract::Target target_of(const Scenario& scenario, const Server& server);

// The verdict of the suite on the mock. Where it waits, the mock's clock is advanced.
contract::Report judged(Server& server, const contract::Target& target, const HowToJudge& how);

// As `sp-contract --har run.har` keeps it.
Recording recording_of(const contract::Report& report, const contract::Target& target);

Recording recorded(const Scenario& scenario, const HowToJudge& how = {});

// What a scenario answers to these requests, one each second. A request is "GET /runs/1/summary",
// or with its credentials behind it: "GET /runs/1/summary wrong".
Recording answered(const Scenario& scenario, const std::vector<std::string>& requests);

// As sentences.
std::vector<std::string> told(const std::vector<Difference>& differences,
                              const Recording& recording);

}  // namespace sp::mock::testing
