// The family `rate_limit`, the 429 comes when the headers say, and goes
// (contract section 1, rate limit).
#include <algorithm>

#include <fmt/format.h>

#include "rules/rate_limit_rules.h"

namespace sp::contract::rate_limit {

namespace {

// Whether every step of the window fell by exactly one: then nobody else uses the token.
bool alone(const std::vector<const LimitReading*>& window) {
  for (std::size_t i = 1; i < window.size(); ++i) {
    const auto& before = window[i - 1]->remaining;
    const auto& now = window[i]->remaining;
    if (!window[i]->limited() && before && now && *before - *now > 1) return false;
  }
  return true;
}

// Whether what remains stayed or rose although something remained: no one counter does that.
bool several_count(const std::vector<const LimitReading*>& window) {
  for (std::size_t i = 1; i < window.size(); ++i) {
    const auto& before = window[i - 1]->remaining;
    const auto& now = window[i]->remaining;
    const bool must_fall = !window[i]->may_count && !window[i]->limited();
    if (must_fall && before && now && *before > 0 && *now >= *before) return true;
  }
  return false;
}

// The readings of the token's bucket that belong to the window of the last one. Where some
// answers tell what remains, one that does not was not counted: a URL that cannot be read
// reaches no operation.
std::vector<const LimitReading*> last_window(const std::vector<LimitReading>& readings) {
  std::vector<const LimitReading*> window;
  const bool told = std::any_of(readings.begin(), readings.end(), [](const auto& reading) {
    return reading.for_token && reading.remaining.has_value();
  });
  for (auto reading = readings.rbegin(); reading != readings.rend(); ++reading) {
    if (!reading->for_token || !reading->counted) continue;
    if (told && !reading->remaining && !reading->limited()) continue;
    if (reading->exchange->is_for("getRunSummary", "next_window")) continue;
    if (!window.empty() && window.back()->reset && reading->reset &&
        *window.back()->reset != *reading->reset) {
      break;
    }
    window.push_back(&*reading);
  }
  std::reverse(window.begin(), window.end());
  return window;
}

// Tells apart: the limit holds, it is not enforced, the headers lie, several counters count.
void enforced(const Evidence& evidence, Verdict& verdict) {
  if (evidence.answers.empty()) return;
  const auto readings = limit_readings(evidence);
  const auto window = last_window(readings);
  if (window.empty()) return;
  const auto limited = std::find_if(window.begin(), window.end(),
                                    [](const LimitReading* reading) { return reading->limited(); });
  const auto answered = static_cast<std::int64_t>(limited - window.begin());
  const Exchange& last = *evidence.answers.back();
  const std::int64_t limit = window.front()->limit.value_or(documented_limit);
  if (limited == window.end() && answered <= limit) return;  // the window ended before
  verdict.judged();
  const bool several = several_count(window);
  if (several) {
    verdict.fail(
        last, "", fmt::format("one counter: status 429 after {} requests", limit),
        fmt::format("several counters: X-RateLimit-Remaining did not fall with each request, and "
                    "{} requests were answered",
                    answered));
  } else if (limited == window.end()) {
    verdict.fail(last, "", fmt::format("status 429 after {} requests in a window", limit),
                 fmt::format("the limit is not enforced: {} requests were answered", answered));
  } else if (answered > limit) {
    verdict.fail(*(*limited)->exchange, "",
                 fmt::format("status 429 after {} requests in a window", limit),
                 fmt::format("the headers lie: {} requests were answered", answered));
  } else if (const LimitReading* before = limited == window.begin() ? nullptr : *(limited - 1);
             before && before->remaining.value_or(0) > 0 && alone(window)) {
    verdict.fail(*(*limited)->exchange, "",
                 fmt::format("{} more requests, as the answer before promised", *before->remaining),
                 "the headers lie: status 429");
  } else {
    verdict.note(
        fmt::format("the limit holds: status 429 after {} requests in the window", answered));
  }
}

void everywhere(const Evidence& evidence, Verdict& verdict) {
  const auto readings = limit_readings(evidence);
  for (const Exchange* exchange : evidence.answers) {
    const auto now = std::find_if(readings.begin(), readings.end(), [&](const auto& reading) {
      return reading.exchange == exchange;
    });
    const LimitReading* limited = nullptr;
    for (auto before = readings.begin(); before != now; ++before) {
      if (before->for_token && before->limited()) limited = &*before;
    }
    if (now == readings.end() || !limited || (now->reset && !same_window(*limited, *now))) continue;
    verdict.judged();
    if (!now->limited()) {
      verdict.fail(*exchange, "", "status 429, as another operation answers in this window",
                   fmt::format("status {}", exchange->response->status));
    }
  }
}

void next_window(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    verdict.judged();
    if (exchange->response->status == 429) {
      verdict.fail(*exchange, "", "an answer, once Retry-After has passed", "status 429");
    }
  }
}

}  // namespace

std::vector<Rule> rules_of_the_limit() {
  return {
      {"enforced",
       "The 429 comes when the headers said it would.",
       "A limit that the headers do not tell hits without a warning; one that "
       "is not enforced protects nobody.",
       citation,
       {"at_the_limit"},
       {"getRunSummary"},
       Scope::probes,
       enforced},
      {"everywhere",
       "The limit is one for all operations.",
       "A client that counts its requests counts all of them.",
       citation,
       {"at_the_limit"},
       {"getErrorSummary"},
       Scope::probes,
       everywhere},
      {"next_window",
       "A request in the next window is answered.",
       "A client that waited as it was told must get on.",
       citation,
       {"next_window"},
       {"getRunSummary"},
       Scope::probes,
       next_window},
  };
}

}  // namespace sp::contract::rate_limit
