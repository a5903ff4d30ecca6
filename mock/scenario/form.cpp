#include "scenario/form.h"

#include <utility>

#include <sp/schemas/api.h>

namespace sp::mock {

namespace {

schemas::Schema compiled(std::string_view pointer) {
  const schemas::Document document = schemas::parse(schemas::schema_text("scenario.schema.json"));
  return schemas::Schema::compile(document.root(), schemas::Schema::Dialect::draft7, pointer);
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

void check_form(const Parts& parts, const schemas::Schema& schema, Problems& problems) {
  for (schemas::Violation& violation : schema.validate(parts.root())) {
    problems.add(violation.line, violation.instance, std::move(violation.expected),
                 std::move(violation.found));
  }
}

}  // namespace sp::mock
