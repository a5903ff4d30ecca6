// The faults of a server. A FaultSet decides which of them hit a request, and keeps account of what
// each has done.
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

// A request and its true answer, as far as the conditions of faults ask about them.
struct FaultContext {
  std::string_view method;
  const std::vector<std::string>& path;  // decoded segments, see shown_segments()
  std::string_view operation;            // empty if the request reached no operation
  // The parameters of the operation or route, from path and query, as sent.
  const std::vector<std::pair<std::string, std::string>>& parameters;
  const std::vector<std::pair<std::string, std::string>>& query;
  int status;  // the status of the true answer
  bool authenticated;
};

// A fault that hits a request. Once it has been applied, fired() or did_not_fit() must be called.
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
  // Replaces the faults of the previous scenario by these, whose counts start at 0.
  void load(const std::vector<std::shared_ptr<const Fault>>& faults);
  std::uint64_t add(std::shared_ptr<const Fault> fault, CallPlace place = {});
  // Puts another fault in the place of one, whose counts start at 0. False if there is no such
  // fault or it has ended already.
  bool replace(std::uint64_t id, std::shared_ptr<const Fault> fault);
  // Ends a fault. False if there is no such fault or it has ended already.
  bool end(std::uint64_t id);
  void end_added();
  // Ends the added ones and forgets them, but for what retired() has.
  void clear_added();

  // Whether any fault has not ended. Most servers have no faults, so this spares them hits().
  bool any() const { return active_ > 0; }
  // Counts the request, and returns the faults that hit it in the order in which they apply: those
  // of the scenario come first.
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
    std::uint64_t fitted = 0;  // how many requests fitted the conditions
    std::uint64_t hits = 0;    // how many of these chosen() let the fault hit
    std::uint64_t fired = 0;
    std::string problem = {};
  };

  // What a fault of a scenario has done before its scenario was last loaded again.
  struct PastLife {
    bool fired = false;
    std::string problem = {};
  };

  static bool fits(const Fault& fault, const FaultContext& context);
  static bool chosen(const FaultWhen& when, Entry& entry);
  Entry* find(std::uint64_t id);
  FaultReport report_on(const Entry& entry) const;
  void forget_old_ended();
  void remember_life(const Entry& entry);
  void remember_lives();

  mutable std::mutex mutex_;
  std::deque<Entry> entries_;
  std::map<std::weak_ptr<const Fault>, PastLife, std::owner_less<>> past_lives_;
  std::deque<FaultReport> retired_;
  std::uint64_t last_id_ = 0;
  std::atomic<std::size_t> active_ = 0;
};

}  // namespace sp::mock
