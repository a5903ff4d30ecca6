// Transcripts made by hand, to judge rules by without a server.
#pragma once

#include <string>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/api.h>

#include "judge.h"
#include "plan/plan.h"
#include "rules/catalogue.h"
#include "session/transcript.h"

namespace sp::contract::testing {

inline Response response(int status, std::string body, Headers headers = {}) {
  Response made;
  made.status = status;
  made.headers = {{"Content-Type", "application/json"}};
  for (auto& header : headers) made.headers.push_back(std::move(header));
  made.body = std::move(body);
  try {
    made.json = schemas::parse(made.body);
  } catch (const schemas::SyntaxError& error) {
    made.json_problem = error.what();
  }
  return made;
}

// One exchange of the probe, about run 9338 and what it has.
inline Exchange exchange(std::string_view operation, std::string_view kind, Response answer) {
  const auto& api = schemas::Api::of(schemas::Revision::published);
  Subjects subjects;
  subjects.runs = {"9338"};
  subjects.samples = {"206"};
  subjects.diffs = {{"9338", "206", "6", "1006"}};
  const Probe* probe = find_probe(operation, kind);
  Exchange made;
  made.probes = {probe};
  made.request = to_request(probe->calls(subjects).front(), *api.find(operation));
  made.response = std::move(answer);
  return made;
}

// The verdict of one rule on a transcript of one exchange.
inline Check verdict(const std::string& id, Exchange one) {
  Transcript transcript;
  transcript.add(std::move(one));
  Options options;
  options.only = {id};
  Target target;
  target.base_url = "http://localhost/api/v1";
  target.run_ids = {9338};
  return judge(selected_rules(options), transcript, schemas::Api::of(schemas::Revision::published),
               target)
      .front();
}

}  // namespace sp::contract::testing
