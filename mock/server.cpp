#include <algorithm>
#include <iterator>
#include <mutex>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include <sp/mock/server.h>

#include "http/host_in_url.h"
#include "http/http_server.h"
#include "page/page.h"
#include "scenario/fault.h"
#include "service/control.h"
#include "service/service.h"

namespace sp::mock {

namespace {

ServiceOptions service_options(const ServerOptions& options) {
  return {.revision = options.revision,
          .quirks = options.quirks,
          .self_check = options.self_check,
          .rate_limit = options.rate_limit,
          .cors = options.cors,
          .prefer = options.prefer,
          .journal_size = options.journal_size,
          .journal_tokens = options.journal_tokens,
          .keep_answers = options.control};
}

ServerOptions checked(ServerOptions options) {
  if (options.port < 0 || options.port > 65535) {
    throw std::invalid_argument(
        fmt::format("port: expected a number from 0 to 65535, found {}", options.port));
  }
  return options;
}

}  // namespace

struct Server::Running {
  Running(const Scenario& scenario, ServerOptions given)
      : options(checked(std::move(given))),
        service(std::make_shared<Service>(scenario.data(), service_options(options))),
        control(*service, options.host, ScenarioFolder(options.scenario_folder)),
        http(options.host, options.port, options.tls,
             {.answer = [this](const Request& request) { return answer(request); },
              .refuse = [this](const Request& request, int status,
                               std::string_view why) { return refuse(request, status, why); },
              .body_rule = [this](const Request& request) { return body_rule(request); }}),
        base_url(fmt::format("{}://{}:{}{}", options.tls ? "https" : "http",
                             host_in_url(options.host), http.port(), base_path)) {}

  Response answer(const Request& request) {
    if (options.control) {
      if (auto response = page_answer(request, options.host)) {
        if (response->status == 200) service->journal().keep_more_answers();
        return *std::move(response);
      }
      if (auto response = control.respond(request)) return *std::move(response);
    }
    Response response = service->respond(request);
    log(request, response);
    response.wire.delay += options.latency;
    return response;
  }

  Response refuse(const Request& request, int status, std::string_view why) {
    Response response = service->unreadable(request, status, why);
    log(request, response);
    return response;
  }

  // The five operations have no use for a body: it is read, so that the next request can follow,
  // and forgotten. A scenario over control may be large.
  BodyRule body_rule(const Request& request) const {
    if (!options.control || !control.is_for(request)) return {};
    return {.limit = options.control_body_limit, .keep = true};
  }

  void log(const Request& request, const Response& response) {
    if (!options.log) return;
    const std::string target = service->without_tokens(request.target);
    const std::lock_guard lock(log_mutex);
    options.log({request.method, target, response.status, response.operation, response.why});
  }

  const ServerOptions options;
  std::mutex log_mutex;
  // Shared with the handles of faults, which may outlive the server.
  const std::shared_ptr<Service> service;
  Control control;
  HttpServer http;  // stops before anything that it asks is gone
  const std::string base_url;
};

Server::Server(const Scenario& scenario, ServerOptions options)
    : running_(std::make_unique<Running>(scenario, std::move(options))) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

const std::string& Server::base_url() const { return running_->base_url; }
int Server::port() const { return running_->http.port(); }
std::string Server::token() const { return running_->service->token(); }

std::vector<RecordedRequest> Server::requests() const {
  return running_->service->journal().requests();
}
void Server::clear_requests() { running_->service->journal().clear(); }

FaultHandle Server::add_fault(FaultWhen when, FaultThen then, const char* file, int line) {
  const auto& service = running_->service;
  const std::uint64_t id =
      service->faults().add(prepared(std::move(when), std::move(then)), {file, line});
  return {id, [service = std::weak_ptr(service), id] {
            if (const auto alive = service.lock()) alive->faults().end(id);
          }};
}

std::vector<FaultReport> Server::faults() const { return running_->service->faults().reports(); }

std::vector<FaultReport> Server::unused_faults() const {
  std::vector<FaultReport> reports = running_->service->faults().retired();
  std::ranges::move(faults(), std::back_inserter(reports));
  std::erase_if(reports, [](const FaultReport& report) { return !report.unused(); });
  return reports;
}

schemas::Instant Server::now() const { return running_->service->clock().now(); }
void Server::advance(std::chrono::microseconds by) {
  if (by.count() < 0) {
    throw std::invalid_argument(
        fmt::format("advance: expected a time of 0 or more, found {} us", by.count()));
  }
  running_->service->clock().advance(by);
}
void Server::load(const Scenario& scenario) { running_->service->load(scenario.data()); }
void Server::set_quirks(const Quirks& quirks) { running_->service->set_quirks(quirks); }
Quirks Server::quirks() const { return running_->service->quirks(); }
void Server::reset() { running_->service->reset(); }

}  // namespace sp::mock
