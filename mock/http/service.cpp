#include "http/service.h"

#include <chrono>

#include <fmt/format.h>

#include <sp/schemas/json.h>

#include "api/endpoints.h"
#include "http/auth.h"
#include "http/parameters.h"
#include "http/target.h"

namespace sp::mock {

namespace {

schemas::Instant now() {
  return std::chrono::time_point_cast<schemas::Instant::duration>(std::chrono::system_clock::now());
}

Response to_response(Answer answer, std::string operation = {}) {
  Response response{
      answer.status, {}, std::move(answer.body), std::move(operation), std::move(answer.why)};
  response.headers.emplace_back("Content-Type", "application/json");
  return response;
}

// Where the path below the base begins among the segments; nothing outside the base.
std::optional<std::size_t> below_base(const std::vector<std::string>& segments) {
  if (segments.size() < 2 || segments[0] != "api" || segments[1] != "v1") return std::nullopt;
  return 2;
}

}  // namespace

std::string http_date(schemas::Instant instant) {
  static constexpr std::string_view days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::string_view months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(instant - day));
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     days[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

Service::Service(std::shared_ptr<const ScenarioData> scenario, const ServiceOptions& options)
    : scenario_(std::move(scenario)),
      options_(options),
      api_(schemas::Api::of(options.revision)),
      router_(api_) {}

Response Service::respond(const Request& request) const {
  Response response;
  try {
    response = route(request);
  } catch (const std::exception& error) {
    response = to_response(internal_error(error.what()));
  }
  if (options_.self_check) check(response);
  response.headers.emplace_back("Date", http_date(now()));
  return response;
}

Response Service::route(const Request& request) const {
  const auto target = Target::parse(request.target);
  if (!target) {
    return to_response(
        validation_error({{"url", "Must be percent-encoded UTF-8 (write a '%' as %25)."}}));
  }
  const auto base = below_base(target->segments);
  const Router::Match match = base ? router_.match(target->segments, *base) : Router::Match{};
  if (!match.operation) return to_response(unknown_path(target->raw_path));
  const std::string& id = match.operation->id;
  const bool asks = request.method == match.operation->method ||
                    (request.method == "HEAD" && match.operation->method == "GET");
  if (!asks) {
    Response response = to_response(method_not_allowed(request.method, match.operation->path), id);
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }

  // 401 before anything that would tell a stranger what exists (contract section 1).
  if (options_.authenticate) {
    const auto token = authenticate(request, scenario_->tokens, now());
    if (const auto* rejection = std::get_if<Rejection>(&token)) {
      return to_response(unauthorized(rejection->why), id);
    }
  }
  auto arguments = read_parameters(match, *target);
  if (const auto* errors = std::get_if<FieldErrors>(&arguments)) {
    return to_response(validation_error(*errors), id);
  }
  return to_response(
      endpoint(id)(scenario_->world, std::get<Arguments>(arguments), options_.revision), id);
}

void Service::check(Response& response) const {
  const schemas::Operation* operation = api_.find(response.operation);
  const schemas::Response* documented = operation ? operation->response(response.status) : nullptr;
  const auto& schema =
      documented && documented->body ? *documented->body : api_.component("ErrorEnvelope");
  const auto violations = schema.validate(schemas::parse(response.body).root);
  if (violations.empty()) return;
  const auto& first = violations.front();
  response = to_response(
      internal_error(fmt::format("the self-check found {} off contract: expected {}, found {}",
                                 first.instance, first.expected, first.found)),
      response.operation);
}

Response Service::unreadable(int status) {
  Response response = to_response(http_error(status));
  response.headers.emplace_back("Date", http_date(now()));
  return response;
}

}  // namespace sp::mock
