// The deployment behind a proxy: asks it, over connections that are kept for the next request.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "record/answer_reader.h"
#include "record/upstream_connection.h"

namespace sp::mock {

struct UpstreamOptions {
  // For connecting, and for each wait for the next bytes.
  std::chrono::milliseconds timeout{60000};
  TlsContext::Trust trust = {};
};

// What became of a request.
struct UpstreamOutcome {
  std::string fault;         // why there is no whole answer, a clause; empty if there is
  bool aborted = false;      // the fault is none of the deployment
  bool unreachable = false;  // no connection could be made
  bool nothing_came = false;
  bool too_slow = false;
  bool reused_connection = false;
};

// Thread-safe.
class Upstream {
 public:
  // Throws std::invalid_argument for a CA file that cannot be read, and for a proxy in the
  // environment that cannot be used.
  Upstream(const UpstreamUrl& url, UpstreamOptions options);
  ~Upstream();

  const UpstreamUrl& url() const { return route_.url; }

  // Takes an answer as it comes.
  struct Receiver {
    std::function<void(const AnswerHead&)> head;
    // Returns whether it wants more.
    std::function<bool(std::string_view)> body;
  };
  struct Question {
    std::string method;
    std::string target;
    Headers headers;  // all of them, Host included
    std::string body;
  };
  UpstreamOutcome ask(const Question& question, const Receiver& receiver);

  // Ends all requests under way; further ones fail.
  void stop();

 private:
  class Use;
  std::string head_of(const Question& question) const;
  UpstreamOutcome ask_on(UpstreamConnection& connection, const Question& question,
                         const Receiver& receiver, bool& stays);
  std::unique_ptr<UpstreamConnection> idle_connection();
  bool is_stopped();
  void keep(std::unique_ptr<UpstreamConnection> connection);

  UpstreamOptions options_;
  UpstreamRoute route_;
  std::unique_ptr<TlsContext> tls_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<UpstreamConnection>> idle_;
  std::set<UpstreamConnection*> in_use_;
  bool stopped_ = false;
};

}  // namespace sp::mock
