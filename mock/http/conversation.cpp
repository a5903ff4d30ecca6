#include "http/conversation.h"

#include <chrono>
#include <sys/socket.h>
#include <utility>

#include "http/listening_socket.h"

namespace sp::mock {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t receive_size = 16 << 10;
// How long a client may go on sending behind an answer that closes its connection.
constexpr std::chrono::seconds time_to_read{2};

}  // namespace

Conversation::Conversation(OpenConnection& connection, Stream& stream,
                           const HttpServer::Handlers& handlers, Pauses& pauses)
    : connection_(connection),
      stream_(stream),
      handlers_(handlers),
      pauses_(pauses),
      remote_address_(remote_address(connection.socket())),
      reader_([this](Request& request) {
        request.remote_address = remote_address_;
        return handlers_.body_rule(request);
      }) {}

void Conversation::run() {
  bool goes_on = true;
  while (goes_on && !pauses_.stopping()) {
    if (!read_request()) return;
    goes_on = answer();
    if (goes_on) reader_.next();
  }
  if (!cut_off_) let_client_read();
}

bool Conversation::read_request() {
  request_until_.reset();
  told_to_continue_ = false;
  connection_.waits();
  while (reader_.state() == RequestReader::State::reading && !timed_out_) {
    if (!read_some()) return false;
  }
  return connection_.works();
}

bool Conversation::read_some() {
  if (reader_.begun() && !request_until_) request_until_ = steady_clock::now() + patience;
  if (reader_.waits_for_continue() && !std::exchange(told_to_continue_, true)) {
    if (!send_at_once("HTTP/1.1 100 Continue\r\n\r\n", {})) return false;
  }
  char buffer[receive_size];
  const auto received = stream_.receive(buffer, sizeof buffer, request_until_);
  if (!received) {
    timed_out_ = reader_.begun();
    return timed_out_;
  }
  if (*received == 0) {
    reader_.end();
    return reader_.state() != RequestReader::State::reading;
  }
  reader_.add({buffer, *received});
  if (reader_.state() == RequestReader::State::reading) connection_.says_something();
  return true;
}

bool Conversation::answer() {
  if (connection_.beyond()) return refuse(503, "all connections are in use");
  if (timed_out_) return refuse(408, "the request took too long to arrive");
  if (reader_.state() == RequestReader::State::refused) {
    return refuse(reader_.refusal().status, reader_.refusal().why);
  }
  Request& request = reader_.head().request;
  request.remote_address = remote_address_;
  if (handlers_.stream) return answer_by_stream(request);
  Response response = handlers_.answer(request);
  if (response.wire.delay.count() > 0) pauses_.wait(response.wire.delay);
  if (response.wire == Wire{.delay = response.wire.delay}) return send(response);
  return send_slowly(std::move(response));
}

bool Conversation::answer_by_stream(const Request& request) {
  StreamedAnswer answer(stream_, reader_.head(), after_answer());
  handlers_.stream(request, answer);
  cut_off_ = !answer.whole();
  return answer.connection_stays();
}

bool Conversation::refuse(int status, std::string_view why) {
  reader_.head().keep_alive = false;
  reader_.head().request.remote_address = remote_address_;
  return send(handlers_.refuse(reader_.head().request, status, why));
}

Connection Conversation::after_answer() const {
  const RequestHead& head = reader_.head();
  if (!head.keep_alive || pauses_.stopping()) return Connection::closes;
  return head.old ? Connection::stays_old : Connection::stays;
}

bool Conversation::send(const Response& response) {
  const Connection after = after_answer();
  const bool no_body = has_no_body(response.status) || reader_.head().request.method == "HEAD";
  out_.clear();
  write_head(response, {.length = response.body.size()}, after, out_);
  const bool sent = send_at_once(out_, no_body ? std::string_view() : response.body);
  return sent && after != Connection::closes;
}

// Where more or less is sent than the answer says, the connection cannot go on.
bool Conversation::send_slowly(Response response) {
  cut_off_ = true;
  if (response.wire.close == CloseAt::before_headers) return false;
  const bool no_body = has_no_body(response.status) || reader_.head().request.method == "HEAD";
  const Connection after = after_answer();
  SlowBody body(std::move(response.body), response.wire);
  out_.clear();
  write_head(response, {.length = body.stated_length()}, after, out_);
  if (!send_at_once(out_, {})) return false;
  while (!no_body && !body.done()) {
    const std::string_view piece = body.next(pauses_);
    if (piece.empty() || !send_at_once(piece, {})) return false;
  }
  const bool whole = no_body || (!response.wire.close && response.wire.content_length_add == 0);
  cut_off_ = !whole;
  return whole && after != Connection::closes;
}

bool Conversation::send_at_once(std::string_view head, std::string_view body) {
  return stream_.send(head, body, steady_clock::now() + patience);
}

// A client that still sends when the connection is closed would lose the answer with it: what it
// sends is read and forgotten for a while.
void Conversation::let_client_read() {
  stream_.finish_sending();
  connection_.waits();
  const Deadline until = steady_clock::now() + time_to_read;
  char buffer[receive_size];
  while (stream_.receive(buffer, sizeof buffer, until).value_or(0) > 0 && !pauses_.stopping()) {
  }
}

}  // namespace sp::mock
