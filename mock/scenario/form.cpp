#include "scenario/form.h"

#include <sp/schemas/api.h>
#include <sp/schemas/json.h>

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

}  // namespace sp::mock
