// Faults: what goes wrong on purpose, laid over the true answers. The same as the `faults`
// of a scenario file (docs/scenarios.md), for one test.
//
//     auto down = mock.add_fault({.operation = "getRunSummary", .times = 1}, {.error = 503});
//
// Members that hold JSON are its text.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sp::mock {

// A query parameter in a condition: that value, or any, or absent.
struct AnyValue {};
struct Absent {};
using QueryCondition = std::variant<std::string, AnyValue, Absent>;

// Which requests a fault is for: those that fit every member that is set, then some of
// them, counted over the requests that fitted so far.
struct FaultWhen {
  std::optional<std::string> operation = {};
  // Below the base, percent-encoded, as the journal has it: {name} stands for any one segment, a *
  // at the end for whatever follows. Of any request, also of a route or of what has no answer.
  std::optional<std::string> path = {};
  std::optional<std::string> method = {};  // GET fits HEAD, too
  std::optional<std::int64_t> run_id = {};
  std::optional<std::int64_t> sample_id = {};
  std::optional<std::int64_t> regression_id = {};
  std::optional<std::int64_t> output_id = {};
  std::map<std::string, QueryCondition> query = {};
  std::optional<int> status = {};  // of the true answer
  std::optional<bool> authenticated = {};
  std::uint64_t skip = 0;                   // spare the first so many
  std::optional<std::uint64_t> times = {};  // hit at most so many
  std::uint64_t every = 1;                  // hit one in so many
  std::optional<double> share = {};         // hit about this share, 0 to 1
  std::uint64_t seed = 1;                   // of the chance in `share`
};

// The request is answered as if it had been asked so.
struct Ask {
  std::map<std::string, std::optional<std::string>> query = {};  // nothing leaves it out
  std::map<std::string, std::string> path = {};
  std::optional<bool> authenticated = {};
};

// What becomes of a header: set, dropped, computed from its integer, or sent once for each of
// several values: {.headers = {{"Retry-After", sp::mock::RepeatHeader{{"60", "60"}}}}}.
struct DropHeader {};
struct ComputeHeader {
  double multiply = 1;
  double add = 0;
};
struct RepeatHeader {
  std::vector<std::string> values;  // at least one
};
using HeaderChange = std::variant<std::string, DropHeader, ComputeHeader, RepeatHeader>;

enum class CloseAt { before_headers, in_body };

// What happens, in this order.
struct FaultThen {
  std::optional<Ask> ask = {};
  // The API's own answer with that status, 400 to 599: its envelope and its headers.
  std::optional<int> error = {};
  // Another status on the answer that it would have been, body and all: see `error`. With 204
  // and 304 the answer has no body.
  std::optional<int> status = {};
  std::map<std::string, HeaderChange> headers = {};
  std::optional<std::string> patch = {};        // RFC 6902, JSON
  std::optional<std::string> merge_patch = {};  // RFC 7386, JSON
  std::optional<std::string> body = {};         // another body, JSON
  std::optional<std::string> raw = {};          // another body, byte for byte
  std::chrono::milliseconds delay{0};           // real time
  std::optional<std::uint64_t> drip_bytes_per_second = {};
  std::int64_t content_length_add = 0;
  std::optional<CloseAt> close = {};
};

// A fault and what became of it.
struct FaultReport {
  std::uint64_t id;       // unique within the server, ascending
  std::string text;       // the fault as JSON, in the form of a scenario file
  bool from_scenario;     // else added while the server ran
  std::uint64_t matched;  // requests that fitted its conditions
  std::uint64_t fired;    // requests that it changed
  std::string problem;    // why it could not change an answer, the last time; else empty
  std::string file = {};  // of the call that added it; empty for those of other origin
  int line = 0;
  // Whether it changed an answer before the server was reset, since when all else here counts.
  bool fired_before_reset = false;
  // Its problem then.
  std::string problem_before_reset = {};

  // Whether it never did what it is for.
  bool unused() const { return fired == 0 || !problem.empty(); }
};

// A fault that was added while the server ran: it ends with its handle. Safe to end after
// the server, and from any thread.
class FaultHandle {
 public:
  FaultHandle() = default;
  FaultHandle(std::uint64_t id, std::function<void()> end) : id_(id), end_(std::move(end)) {}
  FaultHandle(FaultHandle&& other) noexcept { swap(other); }
  FaultHandle& operator=(FaultHandle&& other) noexcept {
    FaultHandle ended(std::move(other));
    swap(ended);
    return *this;
  }
  ~FaultHandle() { end(); }

  std::uint64_t id() const { return id_; }
  // Ends the fault now.
  void end() {
    if (end_) end_();
    end_ = nullptr;
  }

 private:
  void swap(FaultHandle& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(end_, other.end_);
  }
  std::uint64_t id_ = 0;
  std::function<void()> end_;
};

}  // namespace sp::mock
