#include "mutants/truth.h"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>

#include <fmt/format.h>
#include <httplib.h>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "mutants/run.h"

namespace sp::mutants {

namespace {

constexpr const char* unknown_id = "2147483647";

struct Asked {
  int status = 0;
  Json body;
};

std::string path_of(const Question& question) {
  const Form& form = form_of(question.revision, question.operation);
  std::string path = form.path;
  Texts query = question.query;
  for (const auto& [name, value] : question.ids) {
    if (form.in_path(name)) {
      path.replace(path.find('{' + name + '}'), name.size() + 2, value);
    } else {
      query.emplace(name, value);
    }
  }
  const httplib::Params parameters(query.begin(), query.end());
  return httplib::append_query_params("/api/v1" + path, parameters);
}

// Asks a mock of its own.
class Source {
 public:
  Source(const mock::Scenario& world, schemas::Revision revision, bool rate_limit)
      : server_(world, {.revision = revision, .rate_limit = rate_limit}),
        client_("127.0.0.1", server_.port()) {
    client_.set_keep_alive(true);
  }

  Asked ask(const Question& question, bool authenticated = true, bool post = false) {
    httplib::Headers headers;
    if (authenticated) headers.emplace("Authorization", "Bearer " + server_.token());
    const auto result = post ? client_.Post(path_of(question), headers, "", "text/plain")
                             : client_.Get(path_of(question), headers);
    if (!result) throw std::runtime_error("the mock did not answer " + path_of(question));
    return {result->status, Json::parse(result->body)};
  }

 private:
  mock::Server server_;
  httplib::Client client_;
};

// The question as it was asked; nothing when it says more than its parameters do.
std::optional<Question> question_of(schemas::Revision revision,
                                    const mock::RecordedRequest& request) {
  if (request.method != "GET" || request.operation.empty()) return std::nullopt;
  Question question{revision, request.operation, {}, {}};
  const auto& ids = form_of(revision, request.operation).ids;
  for (const auto& [name, value] : request.parameters) {
    const bool is_id = std::find(ids.begin(), ids.end(), name) != ids.end();
    if (!(is_id ? question.ids : question.query).emplace(name, value).second) return std::nullopt;
  }
  for (const auto& [name, value] : request.query) {
    if (!question.ids.contains(name) && !question.query.contains(name)) return std::nullopt;
  }
  return question;
}

std::string label_of(int status, const Question& question) {
  std::string label = std::to_string(status);
  char separator = '?';
  for (const auto& [name, value] : question.query) {
    label += fmt::format("{}{}={}", separator, name, value);
    separator = '&';
  }
  return label;
}

void run_suite(const mock::Scenario& world, Truth& truth) {
  mock::Server server(world, {.revision = truth.revision,
                              .rate_limit = always_limited(truth.revision),
                              .journal_tokens = true});
  truth.token = server.token();
  const auto report =
      contract::run(target_of(server, truth.run), options_for(server, truth.revision, false));
  if (contract::exit_code(report) != 0) {
    throw std::runtime_error(
        fmt::format("{} run {}: the suite finds fault without any mutant", truth.world, truth.run));
  }
  truth.requests = server.requests();
}

// Of what the suite asks about, what has the most to say.
void choose_subjects(Truth& truth, Source& source) {
  std::map<std::string, std::size_t> most;
  for (const auto& request : truth.requests) {
    auto question = question_of(truth.revision, request);
    if (!question || request.status != 200) continue;
    const auto run = question->ids.find("run_id");
    if (run != question->ids.end() && run->second != std::to_string(truth.run)) continue;
    question->query.clear();
    const std::size_t size = source.ask(*question).body.dump().size();
    if (size <= most[question->operation]) continue;
    most[question->operation] = size;
    truth.subjects[question->operation] = question->ids;
  }
}

void add(Truth& truth, const Question& question, const Asked& asked, std::string label,
         bool listed) {
  truth.answers.push_back({question, asked.status, std::move(label), asked.body, listed});
}

const std::map<std::string, std::vector<Texts>>& listed_queries() {
  static const std::map<std::string, std::vector<Texts>> queries = {
      {"getRunSummary", {{}}},
      {"getErrorSummary",
       {{},
        {{"group_by", "sample_id"}},
        {{"group_by", "regression_id"}},
        {{"group_by", "category"}},
        {{"group_by", "severity"}}}},
      {"getRunSample", {{}}},
      {"getDiff", {{}, {{"context_lines", "1"}}, {{"format", "unified"}}}},
      {"getSampleHistory", {{}}}};
  return queries;
}

// Whether the revision has those values of its enumerations.
bool documents(const Form& form, const Texts& query) {
  return std::all_of(query.begin(), query.end(), [&](const auto& pair) {
    const auto values = form.enumerations.find(pair.first);
    return values == form.enumerations.end() ||
           std::find(values->second.begin(), values->second.end(), pair.second) !=
               values->second.end();
  });
}

void ask_listed(Truth& truth, Source& source) {
  for (const auto& operation : operations()) {
    const auto subject = truth.subjects.find(operation);
    if (subject == truth.subjects.end()) continue;
    const Form& form = truth.form(operation);
    for (const Texts& query : listed_queries().at(operation)) {
      if (!documents(form, query)) continue;
      const Question question{truth.revision, operation, subject->second, query};
      add(truth, question, source.ask(question), label_of(200, question), true);
    }
    const Question plain{truth.revision, operation, subject->second, {}};
    Question unknown = plain;
    unknown.ids[form.ids.front()] = unknown_id;
    Question refused = plain;
    refused.ids[form.ids.front()] = "0";
    add(truth, plain, source.ask(plain, false), "401", true);
    add(truth, unknown, source.ask(unknown), "404", true);
    add(truth, refused, source.ask(refused), "400", true);
    add(truth, plain, source.ask(plain, true, true), "405", true);
  }
}

void ask_limited(Truth& truth, const mock::Scenario& world) {
  Source source(world, truth.revision, true);
  const Question question{truth.revision, "getRunSummary", truth.subjects.at("getRunSummary"), {}};
  constexpr int patience = 1000;
  for (int i = 0; i < patience; ++i) {
    const Asked asked = source.ask(question);
    if (asked.status != 429) continue;
    add(truth, question, asked, "429", true);
    return;
  }
}

void ask_what_the_suite_asked(Truth& truth, Source& source) {
  std::set<Question> known;
  for (const Answer& answer : truth.answers) {
    if (answer.status == 200) known.insert(answer.question);
  }
  for (const auto& request : truth.requests) {
    const auto question = question_of(truth.revision, request);
    if (!question || request.status != 200 || !known.insert(*question).second) continue;
    std::string label = label_of(200, *question);
    for (const auto& [name, value] : question->ids) {
      const auto subject = truth.subjects.find(question->operation);
      const bool usual = subject != truth.subjects.end() && subject->second.at(name) == value;
      if (!usual) label += fmt::format("@{}={}", name, value);
    }
    add(truth, *question, source.ask(*question), std::move(label), false);
  }
}

void find_other_run(Truth& truth) {
  for (const Answer& answer : truth.answers) {
    if (answer.question.operation != "getSampleHistory" || answer.status != 200) continue;
    for (const Json& row : answer.body.at("data")) {
      const auto run = row.at("run_id").get<std::int64_t>();
      const bool has_an_end = row.at("status") == "pass" || row.at("status") == "fail";
      if (run != truth.run && has_an_end && truth.other_run == 0) truth.other_run = run;
    }
  }
}

}  // namespace

Truth truth_of(const mock::Scenario& world, schemas::Revision revision, std::int64_t run) {
  Truth truth;
  truth.world = world.name();
  truth.revision = revision;
  truth.run = run;
  run_suite(world, truth);
  Source source(world, revision, false);
  choose_subjects(truth, source);
  ask_listed(truth, source);
  ask_limited(truth, world);
  ask_what_the_suite_asked(truth, source);
  find_other_run(truth);
  return truth;
}

bool has_its_own_form(const Answer& answer) {
  return answer.listed &&
         (answer.question.query.empty() || answer.question.query.contains("format"));
}

mock::FaultWhen alike(const Answer& answer) {
  mock::FaultWhen when{.operation = answer.question.operation, .status = answer.status};
  if (answer.status == 429) when.operation.reset();  // the one endpoint stands for all
  if (answer.question.operation == "getDiff" && answer.status == 200) {
    const auto format = answer.question.query.find("format");
    const bool unified = format != answer.question.query.end() && format->second == "unified";
    when.query["format"] = unified ? mock::QueryCondition("unified") : mock::Absent{};
  }
  return when;
}

mock::FaultWhen same(const Answer& answer, const std::vector<std::string>& free) {
  mock::FaultWhen when = alike(answer);
  if (answer.status != 200) return when;
  set_ids(when, answer.question.ids);
  for (const auto& name : form_of(answer.question.revision, answer.question.operation).query) {
    if (std::find(free.begin(), free.end(), name) != free.end()) continue;
    const auto value = answer.question.query.find(name);
    when.query[name] =
        value == answer.question.query.end() ? mock::QueryCondition(mock::Absent{}) : value->second;
  }
  return when;
}

}  // namespace sp::mutants
