// The family `rate_limit`: the headers tell the truth, and the 429 comes when they say
// (contract section 1, rate limit).
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "rules/catalogue.h"
#include "rules/excerpt.h"
#include "rules/limit_window.h"
#include "rules/views.h"
#include "session/allowance.h"

namespace sp::contract {

namespace {

constexpr const char* citation = "contract section 1, rate limit [S0-S4, B]";
constexpr std::int64_t documented_window = 60;
constexpr std::int64_t documented_limit = 120;

// Clocks that count in whole seconds may be a second apart, and so may two of their readings.
constexpr std::int64_t leeway = 2;

constexpr std::string_view headers[] = {"X-RateLimit-Limit", "X-RateLimit-Remaining",
                                        "X-RateLimit-Reset", "Retry-After"};

bool is_of(const Evidence& evidence, const LimitReading& reading) {
  return reading.exchange->request.operation == evidence.operation.id;
}

// Those of the rule's own operation.
template <class Judge>
void for_each_reading(const Evidence& evidence, const Judge& judge) {
  for (const LimitReading& reading : limit_readings(evidence)) {
    if (is_of(evidence, reading)) judge(reading);
  }
}

void well_formed(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    for (const std::string_view name : headers) {
      for (const std::string& value : exchange->response->header(name)) {
        verdict.judged();
        const auto number = header_number(*exchange->response, name);
        const std::int64_t least = name == "X-RateLimit-Limit" ? 1 : 0;
        const bool digits =
            std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits || !number || *number < least) {
          verdict.fail(*exchange, "", fmt::format("{}: an integer of at least {}", name, least),
                       fmt::format("{}: {}", name, excerpt(value)));
        }
      }
    }
  }
}

void on_every_answer(const Evidence& evidence, Verdict& verdict) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.counted) return;
    verdict.judged();
    for (const std::string_view name : {headers[0], headers[1], headers[2]}) {
      if (reading.exchange->response->header(name).empty()) {
        verdict.fail(*reading.exchange, "", fmt::format("the header {}", name), "no such header");
      }
    }
  });
}

void never_above_the_limit(const Evidence& evidence, Verdict& verdict) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.limit || !reading.remaining) return;
    verdict.judged();
    // The request itself is counted already.
    const std::int64_t most = reading.counted ? *reading.limit - 1 : *reading.limit;
    if (*reading.remaining > std::max<std::int64_t>(most, 0)) {
      verdict.fail(*reading.exchange, "", fmt::format("X-RateLimit-Remaining: at most {}", most),
                   fmt::format("X-RateLimit-Remaining: {}", *reading.remaining));
    }
  });
}

void reset_is_near(const Evidence& evidence, Verdict& verdict) {
  const std::int64_t window = std::max(told_window(evidence).value_or(0), documented_window);
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.reset || !reading.date) return;
    verdict.judged();
    const std::int64_t ahead = *reading.reset - *reading.date;
    if (ahead < -leeway || ahead > window + leeway) {
      verdict.fail(
          *reading.exchange, "",
          fmt::format("X-RateLimit-Reset: from {} to {} ({} seconds after its Date at "
                      "most)",
                      *reading.date, *reading.date + window, window),
          fmt::format("X-RateLimit-Reset: {}, {} seconds after its Date", *reading.reset, ahead));
    }
  });
}

// Calls `judge` with each reading of the operation and the one before it in the same bucket
// and window, whatever operation that was of.
template <class Judge>
void for_each_step(const Evidence& evidence, const Judge& judge) {
  const auto readings = limit_readings(evidence);
  for (const bool for_token : {true, false}) {
    const LimitReading* before = nullptr;
    for (const LimitReading& reading : readings) {
      if (reading.for_token != for_token || !reading.counted || !reading.reset) continue;
      if (before && is_of(evidence, reading) && same_window(*before, reading)) {
        judge(*before, reading);
      }
      before = &reading;
    }
  }
}

void stays(const Evidence& evidence, Verdict& verdict) {
  for_each_step(evidence, [&](const LimitReading& before, const LimitReading& now) {
    verdict.judged();
    const auto compare = [&](std::string_view name, std::optional<std::int64_t> was,
                             std::optional<std::int64_t> is) {
      if (!was || !is || *was == *is) return;
      verdict.fail(*now.exchange, "", fmt::format("{}: {}, as before in this window", name, *was),
                   fmt::format("{}: {}", name, *is));
    };
    compare("X-RateLimit-Limit", before.limit, now.limit);
    compare("X-RateLimit-Reset", before.reset, now.reset);
  });
}

void counts_down(const Evidence& evidence, Verdict& verdict) {
  for_each_step(evidence, [&](const LimitReading& before, const LimitReading& now) {
    if (!before.remaining || !now.remaining || now.limited()) return;
    verdict.judged();
    const std::int64_t most = *before.remaining - (now.may_count ? 0 : 1);
    if (*now.remaining <= most) return;
    const bool rose = *now.remaining > *before.remaining;
    verdict.fail(*now.exchange, "",
                 fmt::format("X-RateLimit-Remaining: at most {}, one less than before in this "
                             "window",
                             *before.remaining - 1),
                 fmt::format("X-RateLimit-Remaining: {}{}", *now.remaining,
                             rose ? ", as if several counters counted" : ""));
  });
}

// Calls `judge` with each 429 of the operation.
template <class Judge>
void for_each_limited(const Evidence& evidence, Verdict& verdict, const Judge& judge) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.limited()) return;
    verdict.judged();
    judge(reading);
  });
}

void four_headers(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    for (const std::string_view name : headers) {
      if (reading.exchange->response->header(name).empty()) {
        verdict.fail(*reading.exchange, "", fmt::format("the header {}", name), "no such header");
      }
    }
  });
}

void nothing_remains(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    if (reading.remaining.value_or(0) == 0) return;
    verdict.fail(*reading.exchange, "", "X-RateLimit-Remaining: 0",
                 fmt::format("X-RateLimit-Remaining: {}", *reading.remaining));
  });
}

void retry_after_agrees(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    if (!reading.retry_after || !reading.reset || !reading.date) return;
    const std::int64_t until_reset = *reading.reset - *reading.date;
    if (std::abs(*reading.retry_after - until_reset) <= leeway) return;
    verdict.fail(*reading.exchange, "",
                 fmt::format("Retry-After: {}, when X-RateLimit-Reset is due", until_reset),
                 fmt::format("Retry-After: {}", *reading.retry_after));
  });
}

void details_agree(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    const auto* body = reading.exchange->answered(429);
    const auto* details = body ? body->find("details") : nullptr;
    if (!details || !details->object()) return;
    const auto compare = [&](std::string_view member, std::string_view header,
                             std::optional<std::int64_t> value) {
      const auto* told = details->find(member);
      if (told && value && told->integer() == value) return;
      verdict.fail(*reading.exchange, fmt::format("/details/{}", member),
                   value ? fmt::format("{}, as {} says", *value, header)
                         : fmt::format("what {} says", header),
                   told ? told->dump(40) : "no such member");
    };
    compare("retry_after", "Retry-After", reading.retry_after);
    compare("limit", "X-RateLimit-Limit", reading.limit);
  });
}

void window_is_told(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    const auto* body = reading.exchange->answered(429);
    const auto* details = body ? body->find("details") : nullptr;
    if (!details || !details->object()) return;
    const std::string* window = string_at(*details, "window");
    const bool fits = window && window->size() > 1 && window->ends_with('s') &&
                      window->front() != '0' &&
                      std::all_of(window->begin(), window->end() - 1,
                                  [](char c) { return c >= '0' && c <= '9'; });
    const auto* told = details->find("window");
    if (!fits) {
      verdict.fail(*reading.exchange, "/details/window",
                   "the window's length as seconds and an s, such as \"60s\"",
                   told ? told->dump(40) : "no such member");
    } else if (reading.retry_after && std::atoll(window->c_str()) + leeway < *reading.retry_after) {
      verdict.fail(*reading.exchange, "/details/window",
                   fmt::format("at least the {} seconds of Retry-After", *reading.retry_after),
                   told->dump(40));
    }
  });
}

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

Probe at_the_limit(const schemas::Operation& operation, std::string kind) {
  Probe probe = about_existing(operation, std::move(kind), Expectation::success,
                               [](Values values, const Subjects&) { return Call{values}; });
  probe.when = When::at_the_limit;
  probe.missing = probe.kind == "next_window"
                      ? "the window after the 429 was not waited for: --wait-for-window does"
                      : "the rate limit was not reached: --rate-limit-probe asks until it is";
  return probe;
}

const std::vector<std::string> any_answer = {"ok", "unknown", "anonymous"};
// The limit may be reached on any way; where it is not, it is asked for.
const std::vector<std::string> limited_answer = {"ok", "at_the_limit"};
const std::vector<std::string> limit_operations = {"getRunSummary", "getErrorSummary"};

std::vector<Rule> rules_of_every_answer(const Contract& contract) {
  std::vector<Rule> rules = {
      {"well_formed",
       "Rate-limit headers are whole numbers.",
       "Clients parse them to plan their requests.",
       citation,
       any_answer,
       {},
       Scope::operation,
       well_formed},
      {"never_above_the_limit",
       "Less remains than the limit allows.",
       "A client that believes in more than there is runs into the limit.",
       citation,
       any_answer,
       {},
       Scope::operation,
       never_above_the_limit},
      {"reset_is_near",
       "The reset is a time in seconds, no further away than a window.",
       "A client that takes milliseconds for seconds sleeps for years.",
       citation,
       any_answer,
       {},
       Scope::operation,
       reset_is_near},
      {"stays",
       "Limit and reset stay the same within a window.",
       "A window that moves along never ends for a client that waits for its end.",
       citation,
       any_answer,
       {},
       Scope::operation,
       stays},
      {"counts_down",
       "What remains falls by at least one with each request of a window, over all operations.",
       "A client that paces itself by the header relies on the count.",
       citation,
       any_answer,
       {},
       Scope::operation,
       counts_down},
  };
  if (contract.revision == schemas::Revision::upstream) {
    rules.push_back({"on_every_answer",
                     "Every answer has the three X-RateLimit headers.",
                     "A client that paces itself needs to know where it stands before the 429.",
                     "contract section 1, rate limit [U]",
                     any_answer,
                     {},
                     Scope::operation,
                     on_every_answer});
  }
  return rules;
}

std::vector<Rule> rules_of_the_429() {
  const auto rule = [](std::string name, std::string title, std::string why,
                       void (*judge)(const Evidence&, Verdict&)) {
    return Rule{std::move(name), std::move(title), std::move(why),   citation,
                limited_answer,  limit_operations, Scope::operation, judge};
  };
  return {
      rule("four_headers", "A 429 has Retry-After and the three X-RateLimit headers.",
           "Without them a client can only guess when to come back.", four_headers),
      rule("nothing_remains", "On a 429 nothing remains.",
           "A client that sees something left asks again at once.", nothing_remains),
      rule("retry_after_agrees", "Retry-After ends when the window does.",
           "Half of the clients read the one, half the other.", retry_after_agrees),
      rule("details_agree", "The details of a 429 say what its headers say.",
           "Clients that do not see headers, as behind some gateways, read the body.",
           details_agree),
      rule("window_is_told", "The details of a 429 tell the window's length.",
           "It is what a client needs to pace itself from then on.", window_is_told),
  };
}

}  // namespace

Family rate_limit_family(const Contract& contract) {
  Family family{"rate_limit", rules_of_every_answer(contract), {}};
  for (Rule& rule : rules_of_the_429()) family.rules.push_back(std::move(rule));
  family.rules.push_back({"enforced",
                          "The 429 comes when the headers said it would.",
                          "A limit that the headers do not tell hits without a warning; one that "
                          "is not enforced protects nobody.",
                          citation,
                          {"at_the_limit"},
                          {"getRunSummary"},
                          Scope::probes,
                          enforced});
  family.rules.push_back({"everywhere",
                          "The limit is one for all operations.",
                          "A client that counts its requests counts all of them.",
                          citation,
                          {"at_the_limit"},
                          {"getErrorSummary"},
                          Scope::probes,
                          everywhere});
  family.rules.push_back({"next_window",
                          "A request in the next window is answered.",
                          "A client that waited as it was told must get on.",
                          citation,
                          {"next_window"},
                          {"getRunSummary"},
                          Scope::probes,
                          next_window});
  family.probes = {at_the_limit(*contract.api.find("getRunSummary"), "at_the_limit"),
                   at_the_limit(*contract.api.find("getErrorSummary"), "at_the_limit"),
                   at_the_limit(*contract.api.find("getRunSummary"), "next_window")};
  return family;
}

}  // namespace sp::contract
