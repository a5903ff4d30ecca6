// The faults of a server: which of them hit a request, and what became of each.
//
// Thread-safe.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <sp/mock/fault.h>

#include "scenario/fault.h"

namespace sp::mock {

// What a fault's conditions are held against.
struct FaultContext {
  std::string_view method;
  const std::vector<std::string>& path;  // below the base, or all of one outside it; decoded
  std::string_view operation;            // empty when no operation was reached
  // Of the operation or the route, from path and query, as sent.
  const std::vector<std::pair<std::string, std::string>>& parameters;
  const std::vector<std::pair<std::string, std::string>>& query;
  int status;  // of the true answer
  bool authenticated;
};

// A fault that hits a request. What became of it is told back to the set.
struct Hit {
  std::uint64_t id;
  std::shared_ptr<const Fault> fault;
};

// The call that added a fault.
struct CallPlace {
  std::string file = {};
  int line = 0;
};

class FaultSet {
 public:
  // The faults of a scenario, in place of those of the one before; counts start anew.
  void load(const std::vector<std::shared_ptr<const Fault>>& faults);
  std::uint64_t add(std::shared_ptr<const Fault> fault, CallPlace place = {});
  // Whether there was such a fault that has not ended.
  bool end(std::uint64_t id);
  void end_added();
  // Ends the added ones and forgets them, but for what retired() has.
  void clear_added();

  // Whether any fault has not ended: most servers have none, and need not ask further.
  bool any() const { return active_ > 0; }
  // Those that hit the request, in order: the scenario's first. Counts.
  std::vector<Hit> hits(const FaultContext& context);
  void fired(const Hit& hit);
  void did_not_fit(const Hit& hit, const std::string& problem);

  std::vector<FaultReport> reports() const;
  // Added faults that were cleared before they did what they are for; the newest hundred.
  std::vector<FaultReport> retired() const;

 private:
  struct Entry {
    std::uint64_t id;
    std::shared_ptr<const Fault> fault;
    bool from_scenario;
    CallPlace place = {};
    bool ended = false;
    std::uint64_t fitted = 0;  // requests that fitted the conditions
    std::uint64_t hits = 0;    // of those, the ones that the counts chose
    std::uint64_t fired = 0;
    std::string problem = {};
  };

  // What a fault of a scenario did before the scenario was loaded again.
  struct PastLife {
    bool fired = false;
    std::string problem = {};
  };

  static bool fits(const Fault& fault, const FaultContext& context);
  static bool chosen(const FaultWhen& when, Entry& entry);
  Entry* find(std::uint64_t id);
  FaultReport report_on(const Entry& entry) const;
  void forget_old_ended();
  void remember_lives();

  mutable std::mutex mutex_;
  std::deque<Entry> entries_;
  std::map<std::weak_ptr<const Fault>, PastLife, std::owner_less<>> past_lives_;
  std::deque<FaultReport> retired_;
  std::uint64_t last_id_ = 0;
  std::atomic<std::size_t> active_ = 0;
};

}  // namespace sp::mock
