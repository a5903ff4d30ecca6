#include "scenario/settings_reader.h"

#include <set>
#include <stdexcept>

#include <fmt/format.h>

#include <sp/schemas/percent.h>

#include "scenario/fields.h"
#include "scenario/quirks_reader.h"
#include "scenario/target.h"

namespace sp::mock {

namespace {

using schemas::Value;

constexpr std::size_t longest_shown = 80;  // of a value in a message

// A function, as a scenario may be loaded before main() is reached: by a global of a test's.
std::vector<std::string> every_scope() { return {"runs:read", "results:read", "system:read"}; }

void read_tokens(const Value& root, Settings& settings, Problems& problems) {
  std::set<std::string> seen;
  const schemas::Array& tokens = list_field(root, "tokens");
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    Token token;
    token.token = text_field(tokens[i], "token").value_or("");
    token.scopes = tokens[i].find("scopes") ? texts_field(tokens[i], "scopes") : every_scope();
    token.expires_at = instant_field(tokens[i], "expires_at");
    token.revoked = flag_field(tokens[i], "revoked");
    if (!seen.insert(token.token).second) {
      problems.add_member(tokens[i], fmt::format("/tokens/{}", i), "token", "each token only once",
                          "it a second time");
    }
    settings.tokens.push_back(std::move(token));
  }
  if (!root.find("tokens"))
    settings.tokens.push_back({std::string(default_token), every_scope(), {}});
}

void read_quirks(const Value& root, Settings& settings, Problems& problems) {
  const Value* value = root.find("quirks");
  if (!value || !is_list_of_quirks(*value)) return;  // the form says what is wrong
  try {
    settings.quirks = quirks_from(*value);
  } catch (const std::invalid_argument& error) {
    problems.add(*value, "/quirks", "names that `sp-mock quirks` lists", error.what());
  }
}

void read_rate_limit(const Value& root, Settings& settings) {
  const Value* value = root.find("rate_limit");
  if (!value) return;
  if (value->is_null()) {
    settings.rate_limit.reset();
    return;
  }
  settings.rate_limit->limit = integer_field(*value, "limit").value_or(120);
  settings.rate_limit->window_seconds = integer_field(*value, "window_seconds").value_or(60);
  settings.rate_limit->workers =
      static_cast<std::size_t>(integer_field(*value, "workers").value_or(1));
}

void read_clock(const Value& root, Settings& settings) {
  const Value* value = root.find("clock");
  if (!value) return;
  settings.clock.start = instant_field(*value, "start");
  settings.clock.manual = text_field(*value, "mode") == "manual";
  settings.clock.advance_per_request =
      std::chrono::seconds(integer_field(*value, "advance_per_request_seconds").value_or(0));
}

std::vector<std::string> texts_of_body(const Value& body, bool paged) {
  const schemas::Array* rows = paged ? body.array() : nullptr;
  if (!rows) return {body.dump()};
  std::vector<std::string> texts;
  for (const Value& row : *rows) texts.push_back(row.dump());
  return texts;
}

std::optional<CannedRoute> route_from(const Value& value) {
  CannedRoute route;
  route.method = text_field(value, "method").value_or("GET");
  route.path = text_field(value, "path").value_or("");
  if (!Target::parse(route.path).readable) return std::nullopt;
  route.pattern = PathPattern(route.path);
  route.query = query_conditions_of(value);
  route.status = integer_field(value, "status").value_or(200);
  const Value* auth = value.find("auth");
  route.authenticate = !auth || !auth->boolean() || *auth->boolean();
  route.paged = flag_field(value, "page");
  if (const Value* body = value.find("body")) {
    route.body = *body;
    route.texts = texts_of_body(*body, route.paged);
    route.headers.emplace_back("Content-Type", "application/json");
  }
  for (const auto& [name, text] : members_field(value, "headers")) {
    if (const auto values = texts_of(text); !values.empty()) {
      set_headers(route.headers, name, values);
    }
  }
  return route;
}

void check_names(const Value& value, const std::string& pointer, const CannedRoute& route,
                 Problems& problems) {
  std::set<std::string> seen;
  for (const std::string& name : route.pattern.names()) {
    if (seen.insert(name).second) continue;
    problems.add_member(value, pointer, "path", "each name only once",
                        fmt::format("{{{}}} a second time", name));
  }
}

void read_routes(const Value& root, Settings& settings, Problems& problems) {
  const schemas::Array& routes = list_field(root, "routes");
  for (std::size_t i = 0; i < routes.size(); ++i) {
    const std::string pointer = fmt::format("/routes/{}", i);
    if (auto route = route_from(routes[i])) {
      check_names(routes[i], pointer, *route, problems);
      const Value* body = routes[i].find("body");
      if (body && has_no_body(route->status)) {
        problems.add(
            *body, pointer + "/body",
            fmt::format("no body, because an answer with status {} has none", route->status),
            body->dump(longest_shown));
      }
      settings.routes.push_back(*std::move(route));
    } else if (schemas::is_percent_encoded(*text_field(routes[i], "path"))) {
      problems.add_member(routes[i], pointer, "path", "a path of percent-encoded UTF-8",
                          "one that cannot be decoded");
    }
  }
}

}  // namespace

void read_settings(const Value& root, Settings& settings, Problems& problems) {
  settings.name = text_field(root, "name").value_or("");
  settings.description = text_field(root, "description").value_or("");
  settings.revision = schemas::parse_revision(text_field(root, "revision").value_or(""));
  read_quirks(root, settings, problems);
  read_tokens(root, settings, problems);
  read_rate_limit(root, settings);
  read_clock(root, settings);
  read_routes(root, settings, problems);
  for (const Value& fault : list_field(root, "faults"))
    settings.faults.push_back(fault_from(fault));
}

}  // namespace sp::mock
