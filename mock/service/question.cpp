#include "service/question.h"

#include <algorithm>
#include <optional>
#include <variant>

#include "quirks/digits.h"
#include "service/auth.h"
#include "service/canned_route.h"

namespace sp::mock {

namespace {

// The platform's router takes some path ids for numbers only when they are digits.
bool is_routed(const Router::Match& match, const Quirks& quirks) {
  if (!quirks.has(Quirk::router_ids)) return true;
  return std::all_of(match.parameters.begin(), match.parameters.end(), [](const auto& parameter) {
    const auto& [name, value] = parameter;
    const bool by_digits = name == "regression_id" || name == "output_id";
    return !by_digits || is_digits_of_any_script(value);
  });
}

void look_for_route(const Snapshot& snapshot, Question& question) {
  const auto segments = below_base(question.target);
  if (!segments || question.detour) return;
  RouteMatch found = find_route(snapshot.scenario->settings.routes, question.method, *segments,
                                question.target.query);
  question.route_has_other_query = found.has_other_query;
  if (found.route == question.route) return;
  question.route = found.route;
  question.match.parameters = std::move(found.values);
}

void route(const Request& request, const Snapshot& snapshot, Question& question) {
  const Quirks& quirks = snapshot.quirks;
  if (quirks.has(Quirk::router_answers)) {
    question.detour = detour_of(request, snapshot.revision);
    if (question.detour) return;
  }
  const auto segments = below_base(question.target);
  if (!segments) return;
  question.match = Router::of(snapshot.revision).match(*segments, 0);
  if (!is_routed(question.match, quirks)) question.match = {};
  if (!question.match.operation) look_for_route(snapshot, question);
  question.asks_options =
      quirks.has(Quirk::router_answers) && request.method == "OPTIONS" && question.match.operation;
}

}  // namespace

std::optional<std::vector<std::string>> below_base(const Target& target) {
  const auto& segments = target.segments;
  if (segments.size() < 2 || segments[0] != "api" || segments[1] != "v1") return std::nullopt;
  return std::vector<std::string>(segments.begin() + 2, segments.end());
}

std::vector<std::string> shown_segments(const Target& target) {
  auto below = below_base(target);
  return below ? *std::move(below) : target.segments;
}

const std::string& Question::operation() const {
  static const std::string none;
  return match.operation ? match.operation->id : none;
}

bool Question::method_fits() const {
  const std::string& wanted = match.operation ? match.operation->method : route->method;
  return method == wanted || (method == "HEAD" && wanted == "GET");
}

const std::string* Question::missing_scope() const {
  if (!token || !match.operation || !match.operation->scope) return nullptr;
  const std::string& scope = *match.operation->scope;
  const auto& scopes = token->scopes;
  return std::find(scopes.begin(), scopes.end(), scope) == scopes.end() ? &scope : nullptr;
}

std::vector<std::pair<std::string, std::string>> Question::parameters() const {
  std::vector<std::pair<std::string, std::string>> pairs;
  if (!found()) return pairs;
  for (const auto& [name, value] : match.parameters) pairs.emplace_back(name, value);
  for (const auto& [name, value] : target.query) {
    if (match.operation ? match.operation->parameter(name) != nullptr : route->reads(name)) {
      pairs.emplace_back(name, value);
    }
  }
  return pairs;
}

Question question_of(const Request& request, const Snapshot& snapshot, bool authenticate) {
  const Settings& settings = snapshot.scenario->settings;
  Question question;
  question.method = request.method;
  question.origin = request.header("Origin");
  question.target = Target::parse(request.target);
  route(request, snapshot, question);
  auto token = token_of(request, settings.tokens, snapshot.now, snapshot.quirks);
  if (const auto* valid = std::get_if<const Token*>(&token)) {
    question.token = *valid;
  } else {
    question.rejection = std::move(std::get<Rejection>(token).why);
  }
  question.authenticated = question.token || !authenticate;
  return question;
}

Question asked_otherwise(Question question, const Ask& ask, const Snapshot& snapshot) {
  if (ask.authenticated) {
    question.authenticated = *ask.authenticated;
    question.rejection = "a fault makes the token invalid";
  }
  for (const auto& asked : ask.query) {
    auto& query = question.target.query;
    std::erase_if(query, [&](const auto& pair) { return pair.first == asked.first; });
    if (asked.second) query.emplace_back(asked.first, *asked.second);
  }
  if (!ask.query.empty() && !question.match.operation) look_for_route(snapshot, question);
  for (auto& [name, value] : question.match.parameters) {
    const auto asked = ask.path.find(std::string(name));
    if (asked != ask.path.end()) value = asked->second;
  }
  return question;
}

}  // namespace sp::mock
