// The mock as a server in this process: it listens from construction to destruction.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <sp/mock/scenario.h>
#include <sp/schemas/revision.h>

namespace sp::mock {

// One answered request, for a log. The views live during the call.
struct LogEntry {
  std::string_view method;
  std::string_view target;  // as sent, percent-encoded
  int status;
  std::string_view operation;  // its id; empty when no operation was reached
  std::string_view why;        // why it was answered so: one clause, without a period
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 0;  // 0 takes a free one
  // Which form of the API to speak; else what the scenario says, else published.
  std::optional<schemas::Revision> revision = {};
  // Validate each answer against the contract before it leaves; one that departs from it
  // becomes a 500 that says so in the log.
  bool self_check = false;
  // Called for each request, from the thread that answered it, one call at a time.
  std::function<void(const LogEntry&)> log = {};
};

// The address cannot be listened on.
class ListenError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Any number of servers live in one process, each independent of the others. All
// functions may be called from any thread.
class Server {
 public:
  // Listens when it returns. Throws ListenError.
  explicit Server(const Scenario& scenario, ServerOptions options = {});
  // Answers what is under way, then stops.
  ~Server();
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;

  // "http://127.0.0.1:49152/api/v1"
  const std::string& base_url() const;
  int port() const;
  // A token that the scenario accepts; empty when it has none that is valid now.
  const std::string& token() const;

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace sp::mock
