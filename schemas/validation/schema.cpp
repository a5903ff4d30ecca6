#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/schema.h>

#include "validation/schema_compiler.h"
#include "validation/validator.h"

namespace sp::schemas {
namespace {

// A schema that is reached on two ways says the same twice.
bool same(const Violation& a, const Violation& b) {
  return a.instance == b.instance && a.schema == b.schema && a.expected == b.expected;
}

std::vector<Violation> in_order(std::vector<Finding> findings) {
  std::ranges::stable_sort(findings, {}, &Finding::position);
  std::vector<Violation> violations;
  std::size_t group = 0;  // the first violation of the same value
  for (std::size_t i = 0; i < findings.size(); ++i) {
    Violation& violation = findings[i].violation;
    if (i == 0 || findings[i].position != findings[i - 1].position) group = violations.size();
    const auto begin = violations.begin() + static_cast<std::ptrdiff_t>(group);
    const bool known = std::any_of(begin, violations.end(),
                                   [&](const Violation& v) { return same(v, violation); });
    if (!known) violations.push_back(std::move(violation));
  }
  return violations;
}

}  // namespace

struct Schema::Compiled {
  SchemaGraph graph;
};

SchemaError::SchemaError(std::string at_pointer, const std::string& what)
    : std::runtime_error(
          fmt::format("schema{}{}: {}", at_pointer.empty() ? "" : " at ", at_pointer, what)),
      pointer(std::move(at_pointer)) {}

Schema Schema::compile(const Value& document, Dialect dialect, std::string_view pointer) {
  SchemaCompiler compiler(document, dialect);
  return Schema(std::make_shared<const Compiled>(Compiled{compiler.compile(pointer)}));
}

std::vector<Violation> Schema::validate(const Value& value) const {
  std::vector<Finding> findings;
  if (Validator(&findings).check(*compiled_->graph.root, value, {})) return {};
  return in_order(std::move(findings));
}

bool Schema::accepts(const Value& value) const {
  return Validator(nullptr).check(*compiled_->graph.root, value, {});
}

}  // namespace sp::schemas
