#include "seen/cache_control.h"

#include <cstdint>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>
#include <sp/schemas/split.h>

namespace sp::contract {

namespace {

struct Directives {
  bool forbids = false;  // no-store or no-cache
  bool is_private = false;
  bool is_public = false;
  std::optional<std::int64_t> private_seconds;
  std::optional<std::int64_t> shared_seconds;
};

Directives directives_in(const std::vector<std::string>& values) {
  Directives found;
  const std::string all = fmt::format("{}", fmt::join(values, ","));
  for (const std::string_view part : schemas::split(all, ',')) {
    std::string directive = schemas::lower_case(part);
    std::erase_if(directive, [](char c) { return c == ' ' || c == '\t' || c == '"'; });
    found.forbids |= directive == "no-store" || directive == "no-cache";
    found.is_private |= directive == "private";
    found.is_public |= directive == "public";
    const auto seconds =
        schemas::number_in(std::string_view(directive).substr(directive.find('=') + 1));
    if (directive.starts_with("max-age=")) found.private_seconds = seconds;
    if (directive.starts_with("s-maxage=")) found.shared_seconds = seconds;
  }
  return found;
}

}  // namespace

bool may_be_kept(const std::vector<std::string>& values) {
  const Directives found = directives_in(values);
  if (found.forbids) return false;
  if (found.shared_seconds.value_or(0) > 0) return true;
  return found.private_seconds ? *found.private_seconds > 0 : found.is_public;
}

bool may_be_shared(const std::vector<std::string>& values) {
  const Directives found = directives_in(values);
  if (found.forbids || found.is_private) return false;
  if (found.shared_seconds) return *found.shared_seconds > 0;
  return found.is_public && found.private_seconds.value_or(1) > 0;
}

}  // namespace sp::contract
