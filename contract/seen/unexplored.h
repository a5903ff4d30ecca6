// What answers name and nobody has asked about: what is told rightly of one run is often told
// wrongly of another, whose results end otherwise. Each choice is the one that shows most of what
// was not seen yet: of a kind, and of a test, that was asked about least.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <sp/schemas/api.h>

#include "exchange/transcript.h"
#include "seen/subjects.h"

namespace sp::contract {

// The errors of a run by one dimension.
struct ErrorsOfRun {
  std::string run_id;
  std::string group_by;
};

// A form of an output's diff.
struct FormOfDiff {
  Subjects::Output output;
  bool unified = false;
  std::string context_lines = {};  // empty: as many as by default
};

// A result, by an id that the operation takes: a sample's, or its regression test's.
struct NamedResult {
  std::string run_id;
  std::string id;
  bool by_test = false;  // in `published`: it is not the sample's lowest in the run
};

// Things to ask about, with what tells kinds of them apart.
template <class Thing>
struct Choice {
  struct One {
    Thing thing;
    std::string kind;
    std::string share;  // what several of them have in common beside the kind: a test, a run
    bool asked = false;
  };
  std::vector<One> all;

  // Nothing where all were asked. Another turn prefers others of those that are equally new.
  std::optional<Thing> newest(std::uint64_t turn) const;
};

// `api` is the document that the exchanges' operations belong to. All choices are pure functions of
// what was given. Ids are texts, as in Subjects.
class Unexplored {
 public:
  Unexplored(const schemas::Api& api, const Transcript& transcript, std::uint64_t turn);

  // A run whose summary was not asked for.
  std::optional<std::string> summary() const { return runs_.newest(turn_); }
  std::optional<ErrorsOfRun> errors() const { return errors_.newest(turn_); }
  // A run whose id lies between those that are known, or next to them; there may be none.
  std::optional<std::string> guessed_run() const { return guessed_runs_.newest(turn_); }
  // A result that a history has a row of.
  std::optional<NamedResult> result() const { return results_.newest(turn_); }
  // One of the first run by an id next to those that are known; there may be none.
  std::optional<NamedResult> guessed_result() const { return guessed_results_.newest(turn_); }
  // A diff that was not asked for in the structured form.
  std::optional<FormOfDiff> diff() const { return diffs_.newest(turn_); }
  // Another form of a diff that was seen to show a difference.
  std::optional<FormOfDiff> other_form() const { return forms_.newest(turn_); }
  // A sample whose history was not seen.
  std::optional<std::string> history() const { return samples_.newest(turn_); }
  // A result of a run that is there and that the sample's history lacks. It may not be there; where
  // it is, a row was lost.
  std::optional<NamedResult> lacking() const { return lacking_.newest(turn_); }

 private:
  class Named;
  void add_runs(const Named& named);
  void add_results(const Named& named);
  void add_diffs(const Named& named);

  std::uint64_t turn_;
  Choice<std::string> runs_;
  Choice<ErrorsOfRun> errors_;
  Choice<std::string> guessed_runs_;
  Choice<NamedResult> results_;
  Choice<NamedResult> guessed_results_;
  Choice<NamedResult> lacking_;
  Choice<FormOfDiff> diffs_;
  Choice<FormOfDiff> forms_;
  Choice<std::string> samples_;
};

}  // namespace sp::contract
