// Every rule of the suite, in the order in which reports show them, and every probe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/options.h>

#include "rules/rule.h"

namespace sp::contract {

// One line a family; each is a folder of its own.
Family response_family(const Contract& contract);
Family auth_family(const Contract& contract);
Family envelope_family(const Contract& contract);
Family not_found_family(const Contract& contract);
Family parameters_family(const Contract& contract);
Family pagination_family(const Contract& contract);
Family rate_limit_family(const Contract& contract);
Family summary_family(const Contract& contract);
Family error_summary_family(const Contract& contract);
Family result_family(const Contract& contract);
Family diff_family(const Contract& contract);
Family history_family(const Contract& contract);
Family http_family(const Contract& contract);

// The rules that hold in a revision and the probes that they judge by. Immutable; any number
// of threads may read it.
class Catalogue {
 public:
  // Made at the first call. Throws std::out_of_range for a revision without a document.
  static const Catalogue& of(schemas::Revision revision);

  schemas::Revision revision() const { return revision_; }
  const schemas::Api& api() const { return api_; }
  // Bound to the operations they make sense for.
  const std::vector<BoundRule>& rules() const { return rules_; }
  // In the order in which they are sent within a stage.
  const std::vector<Probe>& probes() const { return probes_; }
  // Null when the operation has no probe of that kind.
  const Probe* probe(std::string_view operation, std::string_view kind) const;
  // By the whole id, "getRunSample/ok".
  const Probe* probe(std::string_view id) const;

  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

 private:
  explicit Catalogue(schemas::Revision revision);
  void bind();

  schemas::Revision revision_;
  const schemas::Api& api_;
  std::vector<Family> families_;
  std::vector<Probe> probes_;
  std::vector<BoundRule> rules_;
};

// The rules that the filters leave; there may be none.
std::vector<const BoundRule*> selected_rules(const Catalogue& catalogue, const Options& options);

// Throws UsageError for a filter that matches no rule of any of the catalogues, and when the
// filters together leave none.
void check_filters(const std::vector<const Catalogue*>& catalogues, const Options& options);

// Throws UsageError when the filters leave no rule of the revision that turned out to be followed.
void check_some_left(const Catalogue& catalogue, const Options& options);

// Whether a check id matches a shell pattern, '*', '?' and '[…]', or begins with what matches:
// "getDiff" and "*.pagination" stand for all below them.
bool matches(const std::string& glob, const std::string& id);

}  // namespace sp::contract
