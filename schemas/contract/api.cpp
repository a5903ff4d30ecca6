#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/embedded.h>

#include "contract/openapi_reader.h"

namespace sp::embedded {
const std::vector<File>& schema_files();
}

namespace sp::schemas {
namespace {

std::string_view embedded_text(std::string_view path) {
  const auto& files = embedded::schema_files();
  const auto file = std::ranges::find(files, path, &embedded::File::path);
  if (file == files.end()) {
    throw std::out_of_range(fmt::format("\"{}\" is not among the embedded schemas", path));
  }
  return file->text;
}

}  // namespace

const Parameter* Operation::parameter(std::string_view name) const {
  const auto place = std::ranges::find(parameters, name, &Parameter::name);
  return place != parameters.end() ? &*place : nullptr;
}

const Response* Operation::response(int status) const {
  const Response* fallback = nullptr;
  for (const Response& response : responses) {
    if (response.status == status) return &response;
    if (!response.status) fallback = &response;
  }
  return fallback;
}

bool Operation::documents(int status) const {
  const Response* found = response(status);
  return found != nullptr && found->status.has_value();
}

const Api& Api::of(Revision revision) {
  if (revision == Revision::published) {
    static const Api published = parse(openapi_text(Revision::published));
    return published;
  }
  static const Api upstream = parse(openapi_text(Revision::upstream));
  return upstream;
}

Api Api::parse(std::string_view openapi) {
  const Document document = schemas::parse(openapi);
  OpenApiReader reader(document.root());
  reader.check_version();
  Api api;
  api.title_ = reader.info("title");
  api.version_ = reader.info("version");
  api.operations_ = reader.operations();
  api.components_ = reader.components();
  return api;
}

const Operation* Api::find(std::string_view id) const {
  const auto place = std::ranges::find(operations_, id, &Operation::id);
  return place != operations_.end() ? &*place : nullptr;
}

const Schema& Api::component(std::string_view name) const {
  const auto place = std::ranges::find(components_, name, &std::pair<std::string, Schema>::first);
  if (place == components_.end()) {
    throw std::out_of_range(fmt::format("the document has no schema \"{}\"", name));
  }
  return place->second;
}

std::string_view openapi_text(Revision revision) {
  return embedded_text(revision == Revision::published ? "openapi/published.json"
                                                       : "openapi/upstream.json");
}

std::string_view schema_text(std::string_view file) { return embedded_text(file); }

}  // namespace sp::schemas
