// Exchanges of any values, for rules about what may be asked.
#pragma once

#include <string>
#include <utility>

#include "transcripts.h"

namespace sp::contract::testing {

// One exchange with these values, as if the probe had asked so.
inline Exchange asked(std::string_view operation, std::string_view kind, Values values,
                      Response answer, std::vector<std::string> verbatim = {},
                      schemas::Revision revision = schemas::Revision::published) {
  const auto& catalogue = Catalogue::of(revision);
  const Probe* probe = catalogue.probe(operation, kind);
  if (!probe) throw std::logic_error(fmt::format("no probe {}/{}", operation, kind));
  Call call{std::move(values)};
  call.verbatim = std::move(verbatim);
  Exchange made;
  made.probes = {probe->id()};
  made.expectation = probe->expectation;
  made.request = to_request(call, *catalogue.api().find(operation));
  made.response = std::move(answer);
  return made;
}

}  // namespace sp::contract::testing
