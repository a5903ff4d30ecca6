// The mock as a server in this process. It listens from its construction to its destruction.
#pragma once

#include <chrono>
#include <filesystem>
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

// An answered request, for a log, without the scenario's tokens. The views are valid only during
// the call of ServerOptions::log.
struct LogEntry {
  std::string_view method;
  std::string_view target;  // path and query as sent, percent-encoded
  int status;
  std::string_view operation;  // the operation's id; empty if the request reached none
  std::string_view why;        // why it was answered so: one clause, without a period
};

// A certificate for TLS and its private key, both as PEM text.
struct TlsIdentity {
  std::string certificate;  // intermediate certificates may follow it
  std::string key;          // not encrypted with a password
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 0;  // 0 to 65535; 0 takes a free port
  // If set, the server speaks HTTPS only.
  std::optional<TlsIdentity> tls = {};
  // The revision of the API to serve. If not set: the scenario's, or published if it names none.
  std::optional<schemas::Revision> revision = {};
  // Which quirks of the platform the answers have. If not set: those of the scenario.
  std::optional<Quirks> quirks = {};
  // Validates each answer against the contract before it is sent. An answer that departs from the
  // contract becomes a 500, and the log says why. Faults are applied after this check. The check is
  // also on if SP_MOCK_SELF_CHECK is set in the environment.
  bool self_check = false;
  bool rate_limit = true;  // false switches the scenario's rate limit off
  bool cors = false;       // allows requests from browser pages of any origin
  bool control = true;     // answers /__mock/… to clients on this machine
  // The longest body, in bytes, that a request to /__mock/… may have. The bodies of all other
  // requests are limited to 1 MiB.
  std::size_t control_body_limit = 64 << 20;
  // Where control finds other scenario files to serve; none if not set.
  std::optional<std::filesystem::path> scenario_folder = {};
  // Obeys a `Prefer` header such as `Prefer: code=503` (docs/scenarios.md).
  bool prefer = true;
  // How long to wait before each answer, in real time.
  std::chrono::milliseconds latency{0};
  // The most requests that the journal keeps, and of these at most 32 MiB. It drops the oldest
  // ones.
  std::size_t journal_size = 10000;
  bool journal_tokens = false;  // true keeps tokens in the journal; the log never has them
  // Called for each request by the thread that answered it. Only one call runs at a time.
  std::function<void(const LogEntry&)> log = {};
};

// Thrown if the server cannot listen on its address. what() says why.
class ListenError : public std::runtime_error {
 public:
  explicit ListenError(const std::string& message, bool another_port_may_do = false)
      : std::runtime_error(message), another_port_may_do_(another_port_may_do) {}
  // Whether the port is the reason: it is in use, or this user may not listen on it.
  bool another_port_may_do() const { return another_port_may_do_; }

 private:
  bool another_port_may_do_;
};

// A process may have any number of servers; they do not affect each other. All functions may be
// called from any thread.
class Server {
 public:
  // Listens once it has returned. Throws ListenError, and std::invalid_argument for an invalid
  // port, a malformed certificate or key, or a key that does not belong to the certificate.
  explicit Server(const Scenario& scenario, ServerOptions options = {});
  // Finishes the answers that are under way, then stops.
  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  // "http://127.0.0.1:49152/api/v1"
  const std::string& base_url() const;
  int port() const;
  // A token that is valid now, by the mock's clock; empty if the scenario has none.
  std::string token() const;

  // The journal, oldest request first. A request is in it before the last byte of its answer is
  // sent, so a client that has its answer will find its request here.
  std::vector<RecordedRequest> requests() const;
  void clear_requests();

  // Adds a fault, which lasts as long as the returned handle. It is applied after the faults of the
  // scenario. Throws std::invalid_argument for a fault that makes no sense, such as one with
  // malformed JSON. `file` and `line` are those of the calling code unless given.
  [[nodiscard]] FaultHandle add_fault(FaultWhen when, FaultThen then,
                                      const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE());
  // All faults: those of the scenario, then those that were added, even if they have ended.
  std::vector<FaultReport> faults() const;
  // The faults that never fired, or at least once could not change an answer that they hit. Also
  // those that reset() ended before they did: a test that resets the mock behind itself is told of
  // them, too. At most a hundred of these, the newest.
  std::vector<FaultReport> unused_faults() const;

  // What the mock's clock shows.
  schemas::Instant now() const;
  // Moves the mock's clock forward. Throws std::invalid_argument for a negative time.
  void advance(std::chrono::microseconds by);

  // Serves another scenario from the next request on, in the revision that it asks for unless the
  // options name one. The journal, the clock, the rate limit's windows and the faults that were
  // added stay as they are.
  void load(const Scenario& scenario);
  // Changes which quirks answers have, from the next request on until the next load() or reset().
  void set_quirks(const Quirks& quirks);
  Quirks quirks() const;

  // Begins anew, as if the server had just been constructed with the scenario that load() last
  // loaded, or with its first one if load() was never called; a scenario that a client sent to
  // /__mock/scenario is dropped. Restarts the clock, clears the journal and the rate limit's
  // windows, restarts the counts of the scenario's faults and removes the faults that were added.
  void reset();

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace sp::mock
