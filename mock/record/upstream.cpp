#include "record/upstream.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace sp::mock {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t most_idle = 16;
constexpr std::size_t receive_piece = 64 << 10;
constexpr const char* recording_ends = "the recording ended before the answer";

// Such a request may be sent again when a connection that was kept turns out to be closed (RFC 9110
// section 9.2.2).
bool is_idempotent(std::string_view method) {
  constexpr std::string_view methods[] = {"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"};
  return std::find(std::begin(methods), std::end(methods), method) != std::end(methods);
}

}  // namespace

// A connection in use, which stop() can end.
class Upstream::Use {
 public:
  Use(Upstream& upstream, UpstreamConnection& connection)
      : upstream_(upstream), connection_(connection) {
    const std::lock_guard lock(upstream_.mutex_);
    upstream_.in_use_.insert(&connection_);
    if (upstream_.stopped_) connection_.shut_down();
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;
  ~Use() {
    const std::lock_guard lock(upstream_.mutex_);
    upstream_.in_use_.erase(&connection_);
  }

 private:
  Upstream& upstream_;
  UpstreamConnection& connection_;
};

Upstream::Upstream(const UpstreamUrl& url, UpstreamOptions options)
    : options_(std::move(options)),
      route_{.url = url, .proxy = environment_proxy(url)},
      tls_(url.tls ? std::make_unique<TlsContext>(options_.trust) : nullptr) {
  route_.tls = tls_.get();
}

Upstream::~Upstream() = default;

UpstreamOutcome Upstream::ask(const Question& question, const Receiver& receiver) {
  const bool may_repeat = is_idempotent(question.method);
  bool begun = false;
  const Receiver noting{.head =
                            [&](const AnswerHead& head) {
                              begun = true;
                              receiver.head(head);
                            },
                        .body = receiver.body};
  for (;;) {
    auto connection = may_repeat ? idle_connection() : nullptr;
    const bool reused = connection != nullptr;
    try {
      if (!reused) {
        connection =
            std::make_unique<UpstreamConnection>(route_, steady_clock::now() + options_.timeout);
      }
    } catch (const std::runtime_error& error) {
      return {.fault = error.what(), .unreachable = true};
    }
    bool stays = false;
    UpstreamOutcome outcome = ask_on(*connection, question, noting, stays);
    outcome.reused_connection = reused;
    if (stays) keep(std::move(connection));
    const bool was_closed = reused && !begun && outcome.nothing_came && !outcome.too_slow;
    const std::lock_guard lock(mutex_);
    if (stopped_ && !outcome.fault.empty()) {
      outcome.fault = recording_ends;
      outcome.aborted = true;
    }
    if (!was_closed || stopped_) return outcome;
  }
}

UpstreamOutcome Upstream::ask_on(UpstreamConnection& connection, const Question& question,
                                 const Receiver& receiver, bool& stays) {
  const Use use(*this, connection);
  AnswerReader reader(question.method);
  Stream& stream = connection.stream();
  // A deployment may answer before it has read the body, so what it sends is read in any case.
  const bool sent =
      stream.send(head_of(question), question.body, steady_clock::now() + options_.timeout);
  std::array<char, receive_piece> buffer;
  std::string piece;
  bool head_given = false;
  while (!reader.complete() && reader.problem().empty()) {
    const Deadline deadline = steady_clock::now() + options_.timeout;
    const auto received = stream.receive(buffer.data(), buffer.size(), deadline);
    if (!received && steady_clock::now() >= deadline) {
      return {.fault = fmt::format("it sent nothing for {} ms", options_.timeout.count()),
              .nothing_came = !reader.begun(),
              .too_slow = true};
    }
    if (received.value_or(0) == 0) {
      // That the connection ends may be the end of the body, but not where it was stop() that did
      // it.
      if (is_stopped()) return {.fault = recording_ends, .aborted = true};
      reader.end();
    } else {
      reader.read({buffer.data(), *received}, piece);
    }
    if (!reader.problem().empty()) break;
    if (reader.head() && !std::exchange(head_given, true)) {
      receiver.head(*reader.head());
    }
    if (!piece.empty() && !receiver.body(std::exchange(piece, {}))) {
      return {.fault = "the client left before the answer was whole", .aborted = true};
    }
  }
  stays = sent && reader.complete() && reader.connection_stays();
  return {.fault = reader.problem(), .nothing_came = !reader.begun()};
}

std::string Upstream::head_of(const Question& question) const {
  // A proxy of plain HTTP needs the whole URL; to HTTPS it opens a tunnel.
  const bool by_proxy = route_.proxy && !route_.url.tls;
  std::string head = fmt::format("{} {}{} HTTP/1.1\r\n", question.method,
                                 by_proxy ? route_.url.origin() : "", question.target);
  for (const auto& [name, value] : question.headers) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
  if (by_proxy && !route_.proxy->authorization.empty()) {
    head.append("Proxy-Authorization: ").append(route_.proxy->authorization).append("\r\n");
  }
  return head.append("\r\n");
}

std::unique_ptr<UpstreamConnection> Upstream::idle_connection() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return nullptr;
  auto connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

void Upstream::keep(std::unique_ptr<UpstreamConnection> connection) {
  const std::lock_guard lock(mutex_);
  if (!stopped_ && idle_.size() < most_idle) idle_.push_back(std::move(connection));
}

bool Upstream::is_stopped() {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

void Upstream::stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  for (UpstreamConnection* connection : in_use_) connection->shut_down();
}

}  // namespace sp::mock
