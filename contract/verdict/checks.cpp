#include "verdict/checks.h"

namespace sp::contract {

std::string_view operation_of(const Check& check) {
  return std::string_view(check.id).substr(0, check.id.find('.'));
}

std::string_view family_of(const Check& check) {
  const auto begin = check.id.find('.') + 1;
  return std::string_view(check.id).substr(begin, check.id.find('.', begin) - begin);
}

std::string_view rule_of(const Check& check) {
  return std::string_view(check.id).substr(check.id.rfind('.') + 1);
}

bool is_cause(const Check& check) {
  return check.outcome == Outcome::failed && check.follows_from.empty();
}

}  // namespace sp::contract
