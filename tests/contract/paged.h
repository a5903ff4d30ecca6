// Pages made by hand: transcripts for the rules that hold pages against each other.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "transcripts.h"

namespace sp::contract::testing {

// An exchange of that probe about whatever the values say.
inline Exchange asked(std::string_view operation, std::string_view kind, Values values,
                      Response answer) {
  const auto& catalogue = Catalogue::of(schemas::Revision::published);
  const Probe* probe = catalogue.probe(operation, kind);
  if (!probe) throw std::logic_error(fmt::format("no probe {}/{}", operation, kind));
  Exchange made;
  made.probes = {probe->id()};
  made.expectation = probe->expectation;
  made.request = to_request({std::move(values)}, *catalogue.api().find(operation));
  made.response = std::move(answer);
  return made;
}

// The rows from `offset` on of a list, as a conforming deployment sends them.
inline std::string page_of(const std::vector<std::string>& list, std::size_t limit,
                           std::size_t offset) {
  const std::size_t begin = std::min(offset, list.size());
  const std::size_t end = std::min(begin + limit, list.size());
  return fmt::format(
      R"({{"data":[{}],"pagination":{{"limit":{},"offset":{},"total":{},"next_offset":{}}}}})",
      fmt::join(list.begin() + static_cast<std::ptrdiff_t>(begin),
                list.begin() + static_cast<std::ptrdiff_t>(end), ","),
      limit, offset, list.size(),
      offset + limit < list.size() ? std::to_string(offset + limit) : "null");
}

// The verdict of one rule on a transcript of these exchanges.
inline Check verdict_on(const std::string& id, const std::vector<Exchange>& exchanges,
                        const Target& target = {}) {
  Transcript transcript;
  for (const Exchange& exchange : exchanges) transcript.add(exchange);
  Options options;
  options.only = {id};
  const auto& catalogue = Catalogue::of(schemas::Revision::published);
  return judge(selected_rules(catalogue, options), catalogue, transcript, target, options)
      .checks.front();
}

// The same text with one part replaced by another.
inline std::string replaced(std::string text, const std::string& part, const std::string& by) {
  const auto at = text.find(part);
  if (at == std::string::npos) throw std::logic_error("no " + part + " in " + text);
  return text.replace(at, part.size(), by);
}

}  // namespace sp::contract::testing
