#include <algorithm>

#include <sp/contract/report.h>

namespace sp::contract {

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::passed: return "passed";
    case Outcome::failed: return "failed";
    case Outcome::known: return "known";
    case Outcome::inconclusive: return "inconclusive";
    case Outcome::skipped: return "skipped";
  }
  return "";
}

std::size_t Report::count(Outcome outcome) const {
  return static_cast<std::size_t>(std::count_if(
      checks.begin(), checks.end(), [&](const Check& check) { return check.outcome == outcome; }));
}

int exit_code(const Report& report) {
  if (report.unjudgeable) return 3;
  return report.count(Outcome::failed) > 0 ? 1 : 0;
}

}  // namespace sp::contract
