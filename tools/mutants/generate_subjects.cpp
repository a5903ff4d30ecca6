
#include <fmt/format.h>

#include "mutants/generate.h"

namespace sp::mutants {

namespace {

using mock::Ask;
using mock::FaultThen;
using mock::FaultWhen;

const FaultThen let_in{.ask = Ask{.authenticated = true}};
const FaultThen turned_away{.ask = Ask{.authenticated = false}};

std::string authorization_of(const mock::RecordedRequest& request) {
  for (const auto& [name, value] : request.headers) {
    if (name.size() == 13 && (name == "Authorization" || name == "authorization")) return value;
  }
  return {};
}

std::string credentials_of(const std::string& header, const std::string& token) {
  if (header.empty()) return "none";
  if (header == "Bearer " + token) return "token";
  const auto space = header.find(' ');
  const std::string scheme = header.substr(0, space);
  if (scheme != "Bearer") return "scheme_" + scheme;
  if (space == std::string::npos || header.substr(space + 1).empty()) return "empty";
  return header.find(token) == std::string::npos ? "wrong" : "token_and_more";
}

// Strangers, each of those that the suite sends on its own; and a token that is not known.
void of_credentials(const Truth& truth, const std::string& operation, Mutants& made) {
  made.push_back({operation + "/auth/all/let_in", "auth",
                  FaultWhen{.operation = operation, .authenticated = false}, let_in});
  made.push_back({operation + "/auth/unknown_run/let_in", "auth",
                  FaultWhen{.operation = operation, .run_id = 2147483647, .authenticated = false},
                  let_in});
  made.push_back({operation + "/auth/every_second/let_in", "auth",
                  FaultWhen{.operation = operation, .authenticated = false, .every = 2}, let_in});
  made.push_back({operation + "/auth/every_fifth/turned_away", "auth",
                  FaultWhen{.operation = operation, .authenticated = true, .every = 5},
                  turned_away});
  std::uint64_t strangers = 0;
  std::uint64_t friends = 0;
  for (const auto& request : truth.requests) {
    if (request.operation != operation) continue;
    const std::string who = credentials_of(authorization_of(request), truth.token);
    if (request.status == 401) {
      const FaultWhen when{.operation = operation, .status = 401, .skip = strangers++, .times = 1};
      made.push_back(
          {fmt::format("{}/auth/{}:{}/let_in", operation, strangers, who), "auth", when, let_in});
    } else {
      if (who.starts_with("scheme_")) {
        const FaultWhen when{
            .operation = operation, .authenticated = true, .skip = friends, .times = 1};
        made.push_back(
            {fmt::format("{}/auth/{}/turned_away", operation, who), "auth", when, turned_away});
      }
      if (request.method == "GET" || request.method == "POST") ++friends;
    }
  }
}

// What is not there, answered as something that is.
void of_unknown(const Truth& truth, const std::string& operation, Mutants& made) {
  const auto subject = truth.subjects.find(operation);
  if (subject == truth.subjects.end()) return;
  const FaultThen found{.ask = asking_about(truth.form(operation), subject->second)};
  made.push_back({operation + "/ids/all_unknown/found", "ids",
                  FaultWhen{.operation = operation, .status = 404}, found});
  std::uint64_t place = 0;
  for (const auto& request : truth.requests) {
    if (request.operation != operation || request.status != 404) continue;
    std::string label = fmt::format("{}/ids/{}", operation, place + 1);
    for (const auto& [name, value] : request.parameters) {
      const auto usual = subject->second.find(name);
      if (usual == subject->second.end() || usual->second == value) continue;
      label += fmt::format(":{}={}", name, value.substr(0, 20));
    }
    const FaultWhen when{.operation = operation, .status = 404, .skip = place++, .times = 1};
    made.push_back({label + "/found", "ids", when, found});
    made.push_back({label + "/400", "ids", when, FaultThen{.status = 400}});
  }
}

// The ids of something else that is there and has another id of that name; none when no answer
// names one.
Texts another(const Truth& truth, const Question& known, const std::string& name) {
  Texts ids = known.ids;
  if (name == "run_id") {
    if (truth.other_run == 0) return {};
    ids[name] = std::to_string(truth.other_run);
    return ids;
  }
  for (const Answer& answer : truth.answers) {
    const Texts& others = answer.question.ids;
    const bool differs = others.contains(name) && others.at(name) != known.ids.at(name);
    if (answer.status != 200 || !differs) continue;
    if (answer.question.operation == known.operation) return others;
    if (known.operation != "getDiff") {
      ids[name] = others.at(name);
      return ids;
    }
  }
  return {};
}

// What is there, answered as something else that is; and under the name that was asked for.
void of_known(const Truth& truth, const std::string& operation, Mutants& made) {
  const auto subject = truth.subjects.find(operation);
  if (subject == truth.subjects.end()) return;
  const Question known{truth.revision, operation, subject->second, {}};
  for (const auto& [name, value] : known.ids) {
    const Texts other = another(truth, known, name);
    if (other.empty()) continue;
    FaultWhen when{.operation = operation, .status = 200};
    set_ids(when, known.ids);
    const std::string label = fmt::format("{}/ids/{}", operation, name);
    FaultThen taken{.ask = asking_about(truth.form(operation), other)};
    made.push_back({label + "/taken_for_another", "ids", when, taken});
    if (operation == "getErrorSummary" || operation == "getSampleHistory") continue;
    Json ids = Json::object();
    for (const auto& [id, text] : known.ids) ids[id] = std::stoll(text);
    taken.merge_patch = ids.dump();
    made.push_back({label + "/taken_for_another_and_renamed", "ids", when, taken});
  }
}

// Unknown paths have no operation to name, so they are counted among all that is not found.
void of_unknown_paths(const Truth& truth, Mutants& made) {
  std::uint64_t place = 0;
  for (const auto& request : truth.requests) {
    if (request.status != 404) continue;
    const FaultWhen when{.status = 404, .skip = place++, .times = 1};
    if (!request.operation.empty()) continue;
    const std::string label = fmt::format("any/unknown_path/{}", place);
    const auto make = [&](const char* how, FaultThen then) {
      made.push_back({fmt::format("{}/{}", label, how), "ids", when, std::move(then)});
    };
    make("200", {.status = 200});
    make("400", {.status = 400});
    make("500", {.status = 500});
    make("page", {.headers = {{"Content-Type", "text/html"}}, .raw = "<html>Not found</html>"});
    make("code_dropped", patch({remove("/code")}));
    make("details_null", patch({replace("/details", nullptr)}));
  }
}

}  // namespace

Mutants mutants_of_subjects(const Truth& truth) {
  Mutants made;
  for (const std::string& operation : operations()) {
    of_credentials(truth, operation, made);
    of_unknown(truth, operation, made);
    of_known(truth, operation, made);
  }
  of_unknown_paths(truth, made);
  return made;
}

}  // namespace sp::mutants
