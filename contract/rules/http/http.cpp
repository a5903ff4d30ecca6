#include "rules/http/http.h"

#include <algorithm>

#include <sp/recordings/coding.h>
#include <sp/schemas/ascii.h>

#include "rules/catalogue.h"

namespace sp::contract {

namespace http {

const std::string* sent_header(const Request& request, std::string_view name) {
  const auto found = std::find_if(
      request.headers.begin(), request.headers.end(),
      [&](const auto& header) { return schemas::same_ignoring_case(header.first, name); });
  return found == request.headers.end() ? nullptr : &found->second;
}

std::vector<std::string> codings_of(const Exchange& exchange) {
  return recordings::codings_in(exchange.response->header("Content-Encoding"));
}

namespace {

// Asked first of the history, and in turn of all others.
std::vector<Probe> probes(const schemas::Api& api) {
  std::vector<Probe> all;
  for (const std::string_view id : operation_ids) {
    const schemas::Operation& operation = *api.find(id);
    const std::size_t first = all.size();
    all.push_back(head_probe(operation));
    // The summary is asked again for the sake of `auth.lower_case_scheme`.
    if (id != "getRunSummary") all.push_back(again_probe(operation));
    if (id == "getRunSummary") all.push_back(slashes_probe(operation));
    for (std::size_t i = first; i < all.size(); ++i) {
      if (all[i].kind == "slashes") continue;
      all[i].when = When::in_turn;
      all[i].first = id == "getSampleHistory";
    }
  }
  return all;
}

}  // namespace

}  // namespace http

Family http_family(const Contract& contract) {
  using namespace http;
  return {"http",
          {head_rule, head_length_rule, conditional_rule, gzip_rule, plain_when_asked_rule,
           no_redirect_rule, keep_alive_rule, same_again_rule, date_rule},
          probes(contract.api)};
}

}  // namespace sp::contract
