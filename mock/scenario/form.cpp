#include "scenario/form.h"

#include <utility>

#include <fmt/format.h>

#include <sp/schemas/api.h>

namespace sp::mock {

namespace {

schemas::Schema compiled(std::string_view pointer) {
  const schemas::Document document = schemas::parse(schemas::schema_text("scenario.schema.json"));
  return schemas::Schema::compile(document.root, schemas::Schema::Dialect::draft7, pointer);
}

}  // namespace

const schemas::Schema& scenario_schema() {
  static const schemas::Schema schema = compiled("");
  return schema;
}

const schemas::Schema& fault_schema() {
  static const schemas::Schema schema = compiled("/definitions/fault");
  return schema;
}

schemas::Document read_json(std::string_view text, Problems& problems) {
  try {
    schemas::Document document = schemas::parse(text, {.comments = true, .max_depth = 64});
    for (const schemas::Repeat& repeat : document.repeats) {
      problems.add(repeat.line, repeat.pointer, "each member once", "this one again");
    }
    return document;
  } catch (const schemas::SyntaxError& error) {
    problems.add(error.line, error.pointer, error.expected,
                 fmt::format("{} (column {})", error.found, error.column));
    problems.raise();
    throw;
  }
}

void check_form(const schemas::Document& document, const schemas::Schema& schema,
                Problems& problems) {
  for (schemas::Violation& violation : schema.validate(document.root)) {
    problems.add(violation.line, std::move(violation.instance), std::move(violation.expected),
                 std::move(violation.found));
  }
}

}  // namespace sp::mock
