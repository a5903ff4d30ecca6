// A rule: one sentence of the contract that a deployment can be held to, as a pure function
// from what was asked and answered to findings. A rule sends nothing and remembers nothing,
// so its verdict depends on the transcript alone.
//
// A family of rules is one file; rules/catalogue.cpp lists the families.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/report.h>
#include <sp/schemas/api.h>
#include <sp/schemas/revision.h>

#include "exchange/transcript.h"

namespace sp::contract {

// What a family is made for: the rules of a revision read from its document what they can.
struct Contract {
  schemas::Revision revision;
  const schemas::Api& api;
};

// What a rule judges by. All of it is in the order in which it was asked.
struct Evidence {
  const schemas::Api& api;
  const schemas::Operation& operation;  // the one that the rule is judged for
  // The exchanges that the rule is judged by and that got an answer: those of its own
  // probes, or all of the operation.
  std::vector<const Exchange*> answers;
  // Those that got none.
  std::vector<const Exchange*> faults;
  // Ids that the user named and no answer did: they may be wrong.
  std::vector<std::string> named_by_user;
  // Every exchange, of whatever operation and probe: for rules that hold answers of one
  // operation against those of another.
  std::vector<const Exchange*> seen;
  // The same with every repetition: for rules about failures, which no change of the data
  // excuses.
  std::vector<const Exchange*> every = {};
};

// What a rule says. A rule that judged nothing has neither held nor failed: it is skipped.
class Verdict {
 public:
  struct Departure {
    const Exchange* exchange;
    std::string pointer;
    std::string expected;
    std::string actual;
    // Other exchanges that the exchange contradicts: what they are about may have changed in
    // between, so they are asked again before it counts.
    std::vector<const Exchange*> against;
  };

  // The rule could be judged by this exchange.
  void judged() { ++judged_; }
  void fail(const Exchange& exchange, std::string pointer, std::string expected, std::string actual,
            std::vector<const Exchange*> against = {}) {
    if (departures_.size() >= most) return;
    departures_.push_back({&exchange, std::move(pointer), std::move(expected), std::move(actual),
                           std::move(against)});
  }
  // What is worth knowing when the rule holds.
  void note(std::string text) { note_ = std::move(text); }
  // A million rows that are all wrong in the same way are not worth a million findings.
  static constexpr std::size_t most = 200;

  const std::vector<Departure>& departures() const { return departures_; }
  std::size_t count() const { return judged_; }
  const std::string& noted() const { return note_; }

 private:
  std::size_t judged_ = 0;
  std::string note_;
  std::vector<Departure> departures_;
};

// Which exchanges a rule is judged by.
enum class Scope {
  probes,     // those of the probes that it names
  operation,  // all of its operation, whichever rule's probe they were made for
};

// What a departure from the rule means.
enum class Weight {
  failure,
  note,  // worth knowing; a failure under --strict only
};

struct Rule {
  std::string name;
  std::string title;     // the rule in a sentence
  std::string why;       // why it matters to a client
  std::string contract;  // where the contract says so
  // Kinds of probes of the operation it is judged for (one that the operation has no probe
  // of is left out), or whole ids ("getRunSample/ok").
  std::vector<std::string> probes;
  std::vector<std::string> operations;  // that it makes sense for; none means all
  Scope scope;
  std::function<void(const Evidence&, Verdict&)> judge;
  Weight weight = Weight::failure;
  // Why nothing could be judged, and what would help: used when answers came but none was of the
  // kind that the rule is about. Empty: a sentence that fits any rule.
  std::string unjudged = {};
};

// A family: its rules, and the probes that only they need. One file has all of it.
struct Family {
  std::string name;
  std::vector<Rule> rules;
  std::vector<Probe> probes = {};
  // Rule::unjudged of the rules that have none.
  std::string unjudged = {};
};

// A rule for one operation.
struct BoundRule {
  const Family* family;
  const Rule* rule;
  std::string operation;
  std::vector<const Probe*> probes;

  std::string id() const;
};

}  // namespace sp::contract
