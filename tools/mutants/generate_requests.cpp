#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "mutants/generate.h"

namespace sp::mutants {

namespace {

using mock::Ask;
using mock::FaultThen;
using mock::FaultWhen;
using QueryAsk = std::map<std::string, std::optional<std::string>>;

FaultThen asked(QueryAsk query) { return {.ask = Ask{.query = std::move(query)}}; }

// The values that the contract documents, and its bounds, where an answer shows them.
std::vector<std::string> documented(const Form& form, const std::string& parameter) {
  if (parameter == "limit") return {"1", "100"};
  if (parameter == "context_lines") return {"1", "50"};
  const auto found = form.enumerations.find(parameter);
  return found == form.enumerations.end() ? std::vector<std::string>() : found->second;
}

bool is_number(const std::string& parameter) {
  return parameter == "limit" || parameter == "offset" || parameter == "context_lines" ||
         parameter.ends_with("_id");
}

// Those that are documented, and those that the suite asked for and got.
std::set<std::string> values_of(const Truth& truth, const std::string& operation,
                                const std::string& parameter) {
  const auto known = documented(truth.form(operation), parameter);
  std::set<std::string> values(known.begin(), known.end());
  for (const auto& request : truth.requests) {
    if (request.operation != operation || request.status != 200) continue;
    for (const auto& [name, value] : request.query) {
      if (name == parameter) values.insert(value);
    }
  }
  return values;
}

// What a server that misreads the value would take it for.
std::vector<std::pair<std::string, QueryAsk>> misread(const Form& form,
                                                      const std::string& parameter,
                                                      const std::string& value) {
  std::vector<std::pair<std::string, QueryAsk>> readings;
  const auto as = [&](const std::string& other) {
    readings.emplace_back("taken_for_" + other, QueryAsk{{parameter, other}});
  };
  if (is_number(parameter)) {
    const auto number = std::stoll(value);
    if (number > 1 || (number == 1 && parameter == "offset")) as(std::to_string(number - 1));
    as(std::to_string(number + 1));
  } else if (parameter.starts_with("created_")) {
    const char* other = parameter == "created_after" ? "created_before" : "created_after";
    readings.emplace_back(fmt::format("taken_for_{}", other),
                          QueryAsk{{parameter, std::nullopt}, {other, value}});
  } else if (parameter == "branch") {
    as(value + "x");
  } else {
    for (const std::string& other : documented(form, parameter)) {
      if (other != value) as(other);
    }
  }
  return readings;
}

void of_value(const Form& form, const std::string& operation, const std::string& parameter,
              const std::string& value, Mutants& made) {
  const FaultWhen when{.operation = operation, .query = {{parameter, value}}, .status = 200};
  const std::string prefix = fmt::format("{}/param/{}={}", operation, parameter, value);
  made.push_back({prefix + "/ignored", "parameters", when, asked({{parameter, std::nullopt}})});
  for (auto& [how, query] : misread(form, parameter, value)) {
    made.push_back(
        {fmt::format("{}/{}", prefix, how), "parameters", when, asked(std::move(query))});
  }
}

// What is read from its neighbours' place: an off-by-one in paging.
void of_paging(const std::string& operation, Mutants& made) {
  const auto make = [&](const char* how, FaultWhen when, QueryAsk query) {
    when.operation = operation;
    made.push_back({fmt::format("{}/{}", operation, how), "parameters", std::move(when),
                    asked(std::move(query))});
  };
  make("param/limit/default_20", {.query = {{"limit", mock::Absent{}}}, .status = 200},
       {{"limit", "20"}});
  make("param/limit/default_100", {.query = {{"limit", mock::Absent{}}}, .status = 200},
       {{"limit", "100"}});
  make("param/offset/default_1", {.query = {{"offset", mock::Absent{}}}, .status = 200},
       {{"offset", "1"}});
}

void of_accepted(const Truth& truth, const std::string& operation, Mutants& made) {
  const Form& form = truth.form(operation);
  for (const std::string& parameter : form.query) {
    made.push_back({fmt::format("{}/param/{}/ignored", operation, parameter), "parameters",
                    FaultWhen{.operation = operation, .query = {{parameter, mock::AnyValue{}}}},
                    asked({{parameter, std::nullopt}})});
    for (const std::string& value : values_of(truth, operation, parameter)) {
      of_value(form, operation, parameter, value, made);
    }
  }
}

// The parameters that the mock refused, by its log.
std::vector<std::pair<std::string, std::string>> refused_by(const Form& form,
                                                            const mock::RecordedRequest& request) {
  std::vector<std::pair<std::string, std::string>> refused;
  auto names = form.ids;
  names.insert(names.end(), form.query.begin(), form.query.end());
  for (const std::string& name : names) {
    if (request.why.find(fmt::format(", {}: ", name)) == std::string::npos) continue;
    const auto given = std::find_if(request.parameters.begin(), request.parameters.end(),
                                    [&](const auto& pair) { return pair.first == name; });
    refused.emplace_back(name, given == request.parameters.end() ? "(left out)" : given->second);
  }
  return refused;
}

// The question without what is wrong with it, about something that is there.
Ask mended(const Truth& truth, const std::string& operation,
           const std::vector<std::pair<std::string, std::string>>& refused) {
  Ask ask = asking_about(truth.form(operation), truth.subjects.at(operation));
  for (const auto& [name, value] : refused) {
    if (!truth.subjects.at(operation).contains(name)) ask.query[name] = std::nullopt;
  }
  return ask;
}

// Each bad request that the suite makes, on its own: a fault cannot ask for a bad value in a
// path, but it can count.
void of_refused(const Truth& truth, const std::string& operation, Mutants& made) {
  if (!truth.subjects.contains(operation)) return;
  std::uint64_t place = 0;
  for (const auto& request : truth.requests) {
    if (request.operation != operation || request.status != 400) continue;
    const FaultWhen when{.operation = operation, .status = 400, .skip = place++, .times = 1};
    const auto refused = refused_by(truth.form(operation), request);
    std::string label = fmt::format("{}/invalid/{}", operation, place);
    for (const auto& [name, value] : refused) {
      label += fmt::format(":{}={}", name, value.substr(0, 20));
    }
    if (!refused.empty()) {
      made.push_back({label + "/let_pass", "bad parameters", when,
                      FaultThen{.ask = mended(truth, operation, refused)}});
    }
    made.push_back({label + "/500", "bad parameters", when, FaultThen{.status = 500}});
    made.push_back({label + "/200", "bad parameters", when, FaultThen{.status = 200}});
  }
}

}  // namespace

Mutants mutants_of_parameters(const Truth& truth) {
  Mutants made;
  for (const std::string& operation : operations()) {
    of_accepted(truth, operation, made);
    const auto& names = truth.form(operation).query;
    if (std::find(names.begin(), names.end(), "offset") != names.end()) of_paging(operation, made);
    of_refused(truth, operation, made);
  }
  return made;
}

}  // namespace sp::mutants
