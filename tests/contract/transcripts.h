// Transcripts made by hand, to judge rules by without a server.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/api.h>

#include "exchange/transcript.h"
#include "plan/plan.h"
#include "rules/catalogue.h"
#include "verdict/judge.h"

namespace sp::contract::testing {

inline Response response(int status, std::string body, Headers headers = {}) {
  Response made;
  made.status = status;
  made.headers = {{"Content-Type", "application/json"}};
  for (auto& header : headers) made.headers.push_back(std::move(header));
  made.body = std::move(body);
  made.body_bytes = made.body.size();
  try {
    made.json = std::make_shared<const schemas::Document>(schemas::parse(made.body.text()));
  } catch (const schemas::SyntaxError& error) {
    made.json_problem = error.what();
  }
  return made;
}

// One exchange of the probe, about run 9338 and what it has.
inline Exchange exchange(std::string_view operation, std::string_view kind, Response answer) {
  const auto& catalogue = Catalogue::of(schemas::Revision::published);
  Subjects subjects;
  subjects.runs = {"9338"};
  subjects.failing = {{"9338", "206", "6"}};
  subjects.passing = {{"9339", "206", "6"}};
  subjects.outputs = {{"9338", "206", "6", "1006", true}};
  subjects.error_buckets = 3;
  subjects.history_rows = 3;
  subjects.branch = "master";
  subjects.platform = "linux";
  const Probe* probe = catalogue.probe(operation, kind);
  if (!probe) throw std::logic_error(fmt::format("no probe {}/{}", operation, kind));
  Exchange made;
  made.probes = {probe->id()};
  made.expectation = probe->expectation;
  made.request = to_request(probe->calls(subjects).front(), *catalogue.api().find(operation));
  made.response = std::move(answer);
  return made;
}

// The verdict of one rule of a revision on a transcript of these exchanges.
template <class... Exchanges>
Check verdict_in(schemas::Revision revision, const std::string& id, Exchanges... exchanges) {
  Transcript transcript;
  (transcript.add(std::move(exchanges)), ...);
  Options options;
  options.only = {id};
  Target target;
  target.base_url = "http://localhost/api/v1";
  target.run_ids = {9338};
  const auto& catalogue = Catalogue::of(revision);
  return judge(selected_rules(catalogue, options), catalogue, transcript, target, options)
      .checks.front();
}

template <class... Exchanges>
Check verdict(const std::string& id, Exchanges... exchanges) {
  return verdict_in(schemas::Revision::published, id, std::move(exchanges)...);
}

}  // namespace sp::contract::testing
