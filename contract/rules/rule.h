// A rule: one sentence of the contract that a deployment can be held to, as a pure function
// from what was asked and answered to findings. A rule sends nothing and remembers nothing,
// so its verdict depends on the transcript alone.
//
// A family of rules is a folder; rules/catalogue.cpp lists the families.
#pragma once

#include <algorithm>
#include <forward_list>
#include <string>
#include <string_view>
#include <vector>

#include <sp/recordings/redaction.h>
#include <sp/schemas/api.h>
#include <sp/schemas/revision.h>

#include "exchange/transcript.h"
#include "probes/probe.h"
#include "rules/finding.h"
#include "rules/names.h"
#include "seen/seen.h"

namespace sp::contract {

// What a family is made for: the rules of a revision read from its document what they can.
struct Contract {
  schemas::Revision revision;
  const schemas::Api& api;
};

// What a rule judges by. All of it is in the order in which it was asked.
struct Evidence {
  schemas::Revision revision;
  const schemas::Api& api;
  const schemas::Operation& operation;  // the one that the rule is judged for
  std::string_view rule;                // its name
  // The exchanges of the operation that got an answer, and those of the rule's probes of other
  // operations.
  std::vector<const Exchange*> answers;
  // Of these the ones that were asked for the rule's own probes.
  std::vector<const Exchange*> own;
  // Those that got no answer.
  std::vector<const Exchange*> faults;
  // Ids that the user named and no answer did: they may be wrong.
  const std::vector<std::string>& named_by_user;
  // Every exchange, of whatever operation and probe: for rules that hold answers of one
  // operation against those of another.
  const Seen& seen;
  // The same with every repetition: for rules about failures, which no change of the data
  // excuses.
  const std::vector<const Exchange*>& every;
  // Knows the token by which the answers were asked for; none when a recording is judged, where the
  // token was taken out.
  const recordings::Redaction& redaction;

  // Whether a server sent the token back there.
  bool shows_token(std::string_view text) const {
    return text.find("[token]") != std::string_view::npos || redaction.of(text) != text;
  }

  bool is_named_by_user(std::string_view id) const {
    return std::find(named_by_user.begin(), named_by_user.end(), id) != named_by_user.end();
  }
};

// What a rule says. A rule that judged nothing has neither held nor failed: it is skipped.
class Verdict {
 public:
  struct Departure {
    const Exchange* exchange;
    std::string pointer;
    Shape shape;
    // Other exchanges that the exchange contradicts: what they are about may have changed in
    // between, so they are asked again before it counts.
    std::vector<const Exchange*> against;
  };

  // The rule could be judged by this exchange.
  void judged() { ++judged_; }
  // The exchange departs at the place in its body that the JSON pointer names; at none where it is
  // empty.
  void fail(const Exchange& exchange, std::string pointer, Shape shape,
            std::vector<const Exchange*> against = {}) {
    if (departures_.size() >= most) return;
    departures_.push_back({&exchange, std::move(pointer), std::move(shape), std::move(against)});
  }
  void fail(const Exchange& exchange, std::string pointer, std::string expected, std::string found,
            std::vector<const Exchange*> against = {}) {
    fail(exchange, std::move(pointer), FreeText{std::move(expected), std::move(found)},
         std::move(against));
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

// What a departure from the rule means.
enum class Weight {
  failure,
  note,  // worth knowing; a failure under --strict only
};

// A constant: its texts live as long as the program, or as the family that made them.
struct Rule {
  std::string_view name;
  std::string_view title;     // the rule in a sentence
  std::string_view why;       // why it matters to a client
  std::string_view contract;  // where the contract says so
  // Kinds of probes of the operation it is judged for (one that the operation has no probe
  // of is left out), or whole ids ("getRunSample/ok").
  Names probes;
  Names operations;  // that it makes sense for; none means all
  void (*judge)(const Evidence&, Verdict&);
  Weight weight = Weight::failure;
  // Why nothing could be judged, and what would help: used when answers came but none was of the
  // kind that the rule is about. Empty: a sentence that fits any rule.
  std::string_view unjudged = {};
  // Which contracts say so; null: all.
  bool (*holds_in)(const Contract&) = nullptr;
};

// A family: its rules, and the probes that only they need.
struct Family {
  std::string_view name;
  std::vector<Rule> rules;
  std::vector<Probe> probes = {};
  // Rule::unjudged of the rules that have none.
  std::string_view unjudged = {};
  // What rules are called that are made from a document.
  std::forward_list<std::string> texts = {};
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
