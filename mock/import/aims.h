// Which requests a fault has to be for, so that it hits those whose answers it is to change, and of
// the requests of a recording no other.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/fault.h>
#include <sp/schemas/json.h>

#include "import/asking.h"

namespace sp::mock {

// What an exchange needs of one kind of change, such as that of a header.
struct Need {
  std::string form;          // which change; empty for none
  bool indifferent = false;  // whether it does not matter, such as a change of the body to a HEAD
};

// A condition for a fault, and the change that it is for.
struct Aim {
  FaultWhen when;
  std::string form;
  std::size_t exchange;  // the first one that is hit
};

// The condition as a scenario file has it.
schemas::Value to_json(const FaultWhen& when);

// The requests of a recording, by what the conditions of faults see of them.
//
//     GET /runs/1/summary           503          {operation, run_id: 1, times: 1}
//     GET /runs/1/summary           200
//     GET /runs/2/error-summary     Limit: 60    {status: 200}, as all answers of that status
//     GET /samples/3/history        Limit: 60    need it
class Aims {
 public:
  explicit Aims(const std::vector<Asked>& asked);  // in the order of the recording

  // Conditions that together hit every exchange with a need, but for those that no condition can
  // tell from others. If `wide`, what all requests with something in common need is aimed at what
  // they have in common; otherwise each request is aimed at.
  std::vector<Aim> at(const std::vector<Need>& needs, bool wide) const;

 private:
  // Requests that are the same to every fault.
  struct Group {
    Asked asked;
    std::vector<std::size_t> exchanges;
    std::vector<FaultWhen> wide;    // conditions that it may share with others, the widest first
    std::vector<std::string> keys;  // the same as texts
  };
  struct Shared;

  // What all of the group need; nothing if that differs. Groups that are indifferent need "".
  static std::optional<std::string> need_of(const Group& group, const std::vector<Need>& needs);
  std::map<std::string, Shared> shared(const std::vector<Need>& needs) const;
  // The index of the widest condition that all who fit it need the same by, and of whom none is hit
  // already.
  static std::optional<std::size_t> widest(const Group& group,
                                           const std::map<std::string, Shared>& by_key,
                                           const std::vector<bool>& hit);
  // A condition that the group fits, and no other. Nothing if there is no such condition.
  std::optional<FaultWhen> only(const Group& group) const;
  void aim_in_turn(const Group& group, const std::vector<Need>& needs,
                   std::vector<Aim>& aims) const;

  std::vector<Group> groups_;
  std::map<std::string, std::vector<std::size_t>> by_path_;  // indexes in groups_
};

}  // namespace sp::mock
