// A fault makes something go wrong on purpose: it changes the answers to some requests. These types
// are the C++ form of the `faults` in a scenario file (docs/scenarios.md), for use in one test.
//
//     auto down = mock.add_fault({.operation = "getRunSummary", .times = 1}, {.error = 503});
//
// Answers that no fault has changed are called true answers.
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

// What a condition expects of a query parameter: this value, any value, or that it is absent.
struct AnyValue {};
struct Absent {};
using QueryCondition = std::variant<std::string, AnyValue, Absent>;

// Which requests a fault hits. A request has to fit every condition that is set (`operation` to
// `authenticated`). Among the requests that fit, in the order in which they come, the last five
// members choose: `skip` leaves out the first ones, `every` and then `share` choose among the rest,
// and `times` limits how many are hit in all.
struct FaultWhen {
  std::optional<std::string> operation = {};
  // The path below the base, percent-encoded, as the journal shows it. {name} stands for any one
  // segment, and a * at the end for anything that follows. Applies to every request, also to canned
  // routes and to paths that nothing answers.
  std::optional<std::string> path = {};
  std::optional<std::string> method = {};  // "GET" also fits HEAD requests
  std::optional<std::int64_t> run_id = {};
  std::optional<std::int64_t> sample_id = {};
  std::optional<std::int64_t> regression_id = {};
  std::optional<std::int64_t> output_id = {};
  std::map<std::string, QueryCondition> query = {};
  std::optional<int> status = {};           // the status of the true answer
  std::optional<bool> authenticated = {};   // whether the request has a valid token
  std::uint64_t skip = 0;                   // the number of requests to leave out at the beginning
  std::optional<std::uint64_t> times = {};  // hit at most this many requests, 1 or more
  std::uint64_t every = 1;           // hit the first request of each group of this size, 1 or more
  std::optional<double> share = {};  // hit about this share of the requests, 0 to 1, at random
  std::uint64_t seed = 1;            // for `share`: the same seed chooses the same requests
};

// Changes to a request before it is answered: parameters by name, and whether its token is valid.
struct Ask {
  std::map<std::string, std::optional<std::string>> query = {};  // nullopt removes the parameter
  std::map<std::string, std::string> path = {};
  std::optional<bool> authenticated = {};
};

// How a fault changes a header: it sets the header to a text, drops it, computes a new value from
// the integer that it holds (value * multiply + add, rounded), or sends it once for each of several
// values: {.headers = {{"Retry-After", sp::mock::RepeatHeader{{"60", "60"}}}}}.
struct DropHeader {};
struct ComputeHeader {
  double multiply = 1;
  double add = 0;
};
struct RepeatHeader {
  std::vector<std::string> values;  // at least one
};
using HeaderChange = std::variant<std::string, DropHeader, ComputeHeader, RepeatHeader>;

// Where a fault closes the connection: before anything of the answer, or after half of its body.
enum class CloseAt { before_headers, in_body };

// What a fault does to the requests that it hits, in the order of the members. `patch`,
// `merge_patch` and `body` are JSON as text.
struct FaultThen {
  std::optional<Ask> ask = {};  // answers another question instead
  // Answers with the API's own error of this status, 400 to 599, with its envelope and headers.
  std::optional<int> error = {};
  // Changes the status only, to 200 to 599; the body stays that of the true answer. For the API's
  // own error use `error`. Only 204 and 304 also remove the body, because they cannot have one.
  std::optional<int> status = {};
  std::map<std::string, HeaderChange> headers = {};
  std::optional<std::string> patch = {};        // changes the body by a JSON Patch (RFC 6902)
  std::optional<std::string> merge_patch = {};  // changes it by a JSON Merge Patch (RFC 7386)
  std::optional<std::string> body = {};         // replaces the body; not together with `raw`
  std::optional<std::string> raw = {};          // replaces the body by these bytes
  std::chrono::milliseconds delay{0};           // how long to wait before the answer, in real time
  std::optional<std::uint64_t> drip_bytes_per_second = {};  // sends the body this slowly
  std::int64_t content_length_add = 0;  // adds this to Content-Length, but sends the same body
  std::optional<CloseAt> close = {};    // closes the connection before the answer is complete
};

// A fault and what it has done so far.
struct FaultReport {
  std::uint64_t id;       // unique within the server, ascending
  std::string text;       // the fault as JSON, in the form of a scenario file
  bool from_scenario;     // false if it was added while the server ran
  std::uint64_t matched;  // how many requests fitted its conditions
  std::uint64_t fired;    // how many answers it changed
  // Why it could not change an answer that it hit, for the last such answer; empty if it never
  // failed to.
  std::string problem;
  std::string file = {};  // the source file that called add_fault(); empty if nothing called it
  int line = 0;           // the line of that call
  // Whether it fired before the last reset(). `matched`, `fired` and `problem` count from that
  // reset on. Only the faults of a scenario outlive a reset.
  bool fired_before_reset = false;
  std::string problem_before_reset = {};  // `problem` as it was before the last reset()
  bool ended = false;                     // whether it hits no more requests

  // Whether it never fired, or at least once failed to change an answer that it hit.
  bool unused() const { return fired == 0 || !problem.empty(); }
};

// Owns a fault that was added while the server ran. The fault ends when its handle is destroyed,
// which may be after the server is gone, and in any thread.
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
  // Ends the fault now; does nothing if it has ended.
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
