#include "mutants/question.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <sp/schemas/api.h>

namespace sp::mutants {

const std::vector<std::string>& operations() {
  static const std::vector<std::string> all = {"getRunSummary", "getErrorSummary", "getRunSample",
                                               "getDiff", "getSampleHistory"};
  return all;
}

namespace {

Form read(const schemas::Operation& operation) {
  Form form;
  form.path = operation.path;
  for (const schemas::Parameter& parameter : operation.parameters) {
    // What is required names a thing, wherever it stands.
    if (parameter.required) {
      form.ids.push_back(parameter.name);
      continue;
    }
    form.query.push_back(parameter.name);
    const schemas::Value* values = parameter.definition.find("enum");
    if (!values || !values->array()) continue;
    for (const schemas::Value& value : *values->array()) {
      if (const std::string_view* text = value.string()) {
        form.enumerations[parameter.name].emplace_back(*text);
      }
    }
  }
  std::stable_partition(form.ids.begin(), form.ids.end(),
                        [&](const std::string& name) { return form.in_path(name); });
  return form;
}

}  // namespace

bool Form::in_path(const std::string& parameter) const {
  return path.find('{' + parameter + '}') != std::string::npos;
}

const Form& form_of(schemas::Revision revision, const std::string& operation) {
  static const auto forms = [] {
    std::map<std::pair<schemas::Revision, std::string>, Form> all;
    for (const auto each : {schemas::Revision::published, schemas::Revision::upstream}) {
      for (const schemas::Operation& known : schemas::Api::of(each).operations()) {
        all.emplace(std::pair(each, known.id), read(known));
      }
    }
    return all;
  }();
  return forms.at({revision, operation});
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
  when.regression_id = id(ids.contains("regression_id") ? "regression_id" : "regression_test_id");
  when.output_id = id("output_id");
}

mock::Ask asking_about(const Form& form, const Texts& ids) {
  mock::Ask ask;
  for (const auto& [name, value] : ids) {
    if (form.in_path(name)) {
      ask.path[name] = value;
    } else {
      ask.query[name] = value;
    }
  }
  return ask;
}

}  // namespace sp::mutants
