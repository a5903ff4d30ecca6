#include "import/recorded.h"

#include <chrono>

#include <sp/contract/run.h>
#include <sp/schemas/date_time.h>
#include <sp/schemas/split.h>

#include "import/asking.h"
#include "report/har.h"
#include "service/service.h"
#include "world/scenario_data.h"

namespace sp::mock::testing {

contract::Target target_of(const Scenario& scenario, const Server& server) {
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  const World& world = *scenario.data()->worlds.front().world;
  target.run_ids = {world.runs().front().id};
  return target;
}

contract::Report judged(Server& server, const contract::Target& target, const HowToJudge& how) {
  contract::Options options;
  options.revision = how.revision;
  options.thorough = how.thorough;
  options.strict = how.strict;
  options.only = how.only;
  options.wait = [&](std::chrono::milliseconds time) { server.advance(time); };
  return contract::run(target, options);
}

Recording recording_of(const contract::Report& report, const contract::Target& target) {
  const contract::HarContext context{
      report.base_url,      std::string(schemas::to_string(report.revision)),
      target.run_ids,       target.sample_id,
      target.regression_id, target.output_id,
      report.unjudgeable};
  return mock::recording_of(contract::har_text(context, report.exchanges), "run.har");
}

Recording recorded(const Scenario& scenario, const HowToJudge& how) {
  Server server(scenario, {.revision = how.revision});
  const contract::Target target = target_of(scenario, server);
  return recording_of(judged(server, target, how), target);
}

std::vector<std::string> told(const std::vector<Difference>& differences,
                              const Recording& recording) {
  std::vector<std::string> lines;
  for (const Difference& difference : differences) {
    lines.push_back(difference.to_string(recording));
  }
  return lines;
}

Recording answered(const Scenario& scenario, const std::vector<std::string>& requests) {
  Service service(scenario.data(), {});
  service.clock().restart(
      {.start = schemas::parse_date_time("2026-06-27T12:00:00Z"), .manual = true});
  Recording recording{.base_url = "http://mock/api/v1", .exchanges = {}};
  for (const std::string& line : requests) {
    const auto words = schemas::split(line, ' ');
    RecordedExchange row{{}, "run.har", recording.exchanges.size() + 1};
    recordings::Exchange& exchange = row.exchange;
    exchange.number = recording.exchanges.size();
    exchange.method = words[0];
    exchange.path = words[1];
    exchange.credentials = words.size() > 2 ? words[2] : "token";
    exchange.sent_at = service.clock().now();
    const Response response = service.respond(request_of(exchange, service.token()));
    if (response.wire.close) {
      exchange.fault = "the connection ended";
    } else {
      exchange.status = response.status;
      exchange.response_headers = response.headers;
      if (exchange.method != "HEAD") exchange.body = response.body;
    }
    recording.exchanges.push_back(std::move(row));
    service.clock().advance(std::chrono::seconds(1));
  }
  return recording;
}

}  // namespace sp::mock::testing
