#include <fmt/format.h>

#include "mutants/generate.h"

namespace sp::mutants {

namespace {

struct Broken {
  const char* how;
  mock::FaultThen then;
};

// An error whose body is no envelope, or one that no client should see.
std::vector<Broken> broken_envelopes(const Json& body) {
  const std::string page = "<!doctype html><html><body><h1>Error</h1></body></html>";
  Json wrapped = Json::object();
  wrapped["error"] = body;
  std::string doubled = body.dump();
  doubled.insert(1, R"("code":"first",)");
  const auto message = [](std::string text) {
    return patch({replace("/message", std::move(text))});
  };
  return {
      {"code_in_camel_case", patch({replace("/code", "SomeError")})},
      {"code_with_spaces", patch({replace("/code", "some error")})},
      {"code_of_another_error", patch({replace("/code", "teapot")})},
      {"code_too_long", patch({replace("/code", std::string(101, 'a'))})},
      {"message_too_long", message(std::string(501, 'm'))},
      {"details_text", patch({replace("/details", "none")})},
      {"stack_trace", message("Traceback (most recent call last):\n  File \"/app/run.py\"")},
      {"trace_in_details", patch({add("/details/trace", "File \"/home/sp/mod_api/routes.py\"")})},
      {"page", {.raw = page}},
      {"declared_page", {.headers = {{"Content-Type", "text/html"}}, .raw = page}},
      {"plain_text", {.headers = {{"Content-Type", "text/plain"}}, .raw = "Not today."}},
      {"wrapped", {.body = wrapped.dump()}},
      {"in_a_list", {.body = Json::array({body}).dump()}},
      {"a_string", {.body = "\"error\""}},
      {"nothing", {.raw = ""}},
      {"null", {.body = "null"}},
      {"cut_short", {.raw = body.dump().substr(0, body.dump().size() - 2)}},
      {"two_values", {.raw = body.dump() + body.dump()}},
      {"code_twice", {.raw = doubled}},
  };
}

// Statuses that a client would take for something else.
std::vector<int> other_statuses(int status) {
  switch (status) {
    case 200: return {201, 202, 203, 204, 206, 302, 401, 403, 404, 410, 500, 503};
    case 400: return {200, 204, 401, 500};
    case 401: return {200, 204, 302, 400, 403, 404, 407, 500};
    case 404: return {200, 204, 302, 400, 401, 403, 410, 500};
    case 405: return {200, 204, 400, 404, 500, 501};
    default: return {200, 400, 403, 404, 420, 500, 503};
  }
}

}  // namespace

Mutants mutants_of_statuses(const Truth& truth) {
  Mutants made;
  for (const Answer& answer : truth.answers) {
    if (!answer.listed || !answer.question.query.empty()) continue;
    const std::string prefix = prefix_of(answer);
    const bool limited = answer.status == 429;
    const auto make = [&](const std::string& how, const char* kind, mock::FaultThen then) {
      made.push_back(
          {fmt::format("{}/{}", prefix, how), kind, alike(answer), std::move(then), limited});
    };
    for (const int status : other_statuses(answer.status)) {
      mock::FaultThen then{.status = status};
      if (status == 204) then.raw = "";
      make(fmt::format("status/{}", status), "statuses", std::move(then));
    }
    if (answer.status == 200) {
      make("body/cut_short", "bodies",
           {.raw = answer.body.dump().substr(0, answer.body.dump().size() - 2)});
      make("body/page", "bodies", {.raw = "<html></html>"});
      make("body/in_a_list", "bodies", {.body = Json::array({answer.body}).dump()});
      make("body/nothing", "bodies", {.raw = ""});
      make("body/empty_object", "bodies", {.body = "{}"});
      make("body/not_utf_8", "bodies", {.raw = "{\"\xff\": 1}"});
      continue;
    }
    for (Broken& broken : broken_envelopes(answer.body)) {
      make(fmt::format("envelope/{}", broken.how), "envelopes", std::move(broken.then));
    }
  }
  return made;
}

}  // namespace sp::mutants
