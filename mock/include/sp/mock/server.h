// The mock as a server in this process: it listens from construction to destruction.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/fault.h>
#include <sp/mock/quirks.h>
#include <sp/mock/recorded_request.h>
#include <sp/mock/scenario.h>
#include <sp/schemas/revision.h>

namespace sp::mock {

// One answered request, for a log. The views live during the call; tokens of the scenario
// are taken out.
struct LogEntry {
  std::string_view method;
  std::string_view target;  // as sent, percent-encoded
  int status;
  std::string_view operation;  // its id; empty when no operation was reached
  std::string_view why;        // why it was answered so: one clause, without a period
};

// A certificate for TLS, and its key, both as PEM.
struct TlsIdentity {
  std::string certificate;  // those that it was signed by may stand behind it
  std::string key;          // without a password
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 0;  // 0 takes a free one
  // Speak HTTPS, and nothing else.
  std::optional<TlsIdentity> tls = {};
  // Which form of the API to speak; else what the scenario says, else published.
  std::optional<schemas::Revision> revision = {};
  // The platform's departures to have; else those of the scenario.
  std::optional<Quirks> quirks = {};
  // Validate each answer against the contract before it leaves; one that departs from it
  // becomes a 500 that says so in the log. Faults come after the check. Also on when
  // SP_MOCK_SELF_CHECK is set in the environment.
  bool self_check = false;
  bool rate_limit = true;  // false switches the scenario's off
  bool cors = false;       // let browsers of any origin ask
  bool control = true;     // answer /__mock/… to clients on this machine
  // The longest body of a request to /__mock/…, in bytes; those of others end at 1 MiB.
  std::size_t control_body_limit = 64 << 20;
  // Answer a request with `Prefer: code=503` as it asks (docs/scenarios.md).
  bool prefer = true;
  // Wait so long before each answer, in real time.
  std::chrono::milliseconds latency{0};
  // How many requests the journal keeps; the newest stay.
  std::size_t journal_size = 10000;
  bool journal_tokens = false;  // true keeps tokens in the journal; logs never have them
  // Called for each request, from the thread that answered it, one call at a time.
  std::function<void(const LogEntry&)> log = {};
};

// The address cannot be listened on.
class ListenError : public std::runtime_error {
 public:
  explicit ListenError(const std::string& message, bool another_port_may_do = false)
      : std::runtime_error(message), another_port_may_do_(another_port_may_do) {}
  // Whether it is the port that cannot be had: it is in use, or not for this user.
  bool another_port_may_do() const { return another_port_may_do_; }

 private:
  bool another_port_may_do_;
};

// Any number of servers live in one process, each independent of the others. All
// functions may be called from any thread.
class Server {
 public:
  // Listens when it returns. Throws ListenError; std::invalid_argument for a port that is
  // none, and for a certificate and a key that are none or do not belong together.
  explicit Server(const Scenario& scenario, ServerOptions options = {});
  // Answers what is under way, then stops.
  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  // "http://127.0.0.1:49152/api/v1"
  const std::string& base_url() const;
  int port() const;
  // A token that the scenario accepts, by the mock's clock; empty when it has none.
  std::string token() const;

  // The journal, oldest first. A request is in it before the last byte of its answer
  // leaves.
  std::vector<RecordedRequest> requests() const;
  void clear_requests();

  // A fault for as long as the handle lives. Comes after those of the scenario. Throws
  // std::invalid_argument when it makes no sense, such as JSON that is none. `file` and `line` are
  // the caller's unless told otherwise.
  [[nodiscard]] FaultHandle add_fault(FaultWhen when, FaultThen then,
                                      const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE());
  // Every fault of the scenario, and those that were added, ended ones included.
  std::vector<FaultReport> faults() const;
  // Those that never fired, or could not change the answer they hit.
  // Also of those that reset() ended before that: a test that resets the mock behind itself is told
  // of them, too; the newest hundred.
  std::vector<FaultReport> unused_faults() const;

  // The mock's clock.
  schemas::Instant now() const;
  // Throws std::invalid_argument for a time below zero.
  void advance(std::chrono::microseconds by);

  // Another scenario, from the next request on, and after a reset; in its revision, unless
  // the options name one. Journal, clock, windows and added faults go on.
  void load(const Scenario& scenario);
  // The platform's departures from the next request on, until the next load() or reset().
  void set_quirks(const Quirks& quirks);
  Quirks quirks() const;

  // All as it was after construction: scenario, clock, windows, journal, faults.
  void reset();

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace sp::mock
