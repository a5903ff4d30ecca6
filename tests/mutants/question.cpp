#include "mutants/question.h"

#include <optional>

namespace sp::mutants {

const std::vector<std::string>& operations() {
  static const std::vector<std::string> all = {"getRunSummary", "getErrorSummary", "getRunSample",
                                               "getDiff", "getSampleHistory"};
  return all;
}

const std::vector<std::string>& query_parameters(const std::string& operation) {
  static const std::map<std::string, std::vector<std::string>> all = {
      {"getRunSummary", {}},
      {"getErrorSummary", {"limit", "offset", "group_by", "severity"}},
      {"getRunSample", {}},
      {"getDiff", {"context_lines", "format"}},
      {"getSampleHistory",
       {"limit", "offset", "status", "branch", "platform", "created_after", "created_before"}}};
  return all.at(operation);
}

const std::vector<std::string>& id_parameters(const std::string& operation) {
  static const std::map<std::string, std::vector<std::string>> all = {
      {"getRunSummary", {"run_id"}},
      {"getErrorSummary", {"run_id"}},
      {"getRunSample", {"run_id", "sample_id"}},
      {"getDiff", {"run_id", "sample_id", "regression_id", "output_id"}},
      {"getSampleHistory", {"sample_id"}}};
  return all.at(operation);
}

void set_ids(mock::FaultWhen& when, const Texts& ids) {
  const auto id = [&](const char* name) -> std::optional<std::int64_t> {
    const auto found = ids.find(name);
    if (found == ids.end() || found->second.size() > 10) return std::nullopt;
    const std::string& text = found->second;
    const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
    const auto number = digits ? std::stoll(text) : 0;
    return number > 0 && number <= 2147483647 ? std::optional(number) : std::nullopt;
  };
  when.run_id = id("run_id");
  when.sample_id = id("sample_id");
  when.regression_id = id("regression_id");
  when.output_id = id("output_id");
}

mock::Ask asking_about(const Texts& ids) {
  mock::Ask ask;
  for (const auto& [name, value] : ids) {
    if (name == "regression_id" || name == "output_id") {
      ask.query[name] = value;
    } else {
      ask.path[name] = value;
    }
  }
  return ask;
}

}  // namespace sp::mutants
