#include "http/request_reader.h"

#include <utility>

namespace sp::mock {

namespace {

// Clients put one line end too many behind a body (RFC 9112 section 2.2); not a thousand.
constexpr std::size_t max_empty_lines = 8;
// The longest request line: the target, and the method and version around it.
constexpr std::size_t max_request_line = max_target + 256;
// What the first message of a client of TLS begins with (RFC 8446 section 5.1).
constexpr char tls_handshake = 0x16;
// An idle connection does not hold on to what a long head took.
constexpr std::size_t max_idle_capacity = 4 << 10;

}  // namespace

void RequestReader::add(std::string_view bytes) {
  if (state_ == State::refused) return;
  bytes_.append(bytes);
  if (state_ == State::reading) advance();
}

void RequestReader::end() {
  if (state_ == State::reading && begun()) refuse({400, "the request ends before it is complete"});
}

void RequestReader::next() {
  state_ = State::reading;
  has_head_ = false;
  head_ = {};
  body_ = {};
  skipped_ = 0;
  if (bytes_.empty() && bytes_.capacity() > max_idle_capacity) bytes_ = {};
  advance();
}

bool RequestReader::waits_for_continue() const {
  return state_ == State::reading && has_head_ && head_.expects_continue && bytes_.empty() &&
         body_.taken() == 0;
}

void RequestReader::advance() {
  if (!has_head_) {
    skip_empty_lines();
    find_end_of_head();
  }
  if (!has_head_ || state_ != State::reading) return;
  bytes_.erase(0, body_.read(bytes_, head_.request.body));
  if (body_.refusal()) return refuse(*body_.refusal());
  if (body_.complete()) state_ = State::complete;
}

void RequestReader::skip_empty_lines() {
  while (checked_ == 0 && bytes_.starts_with("\r\n")) {
    if (++skipped_ > max_empty_lines)
      return refuse({400, "there are too many empty lines in front of the request"});
    bytes_.erase(0, 2);
  }
}

// Checks each byte once, as it comes, so that what can never become a request is told at once: a
// client that speaks TLS or HTTP/2 would else wait for an answer.
void RequestReader::find_end_of_head() {
  while (state_ == State::reading && checked_ < bytes_.size()) {
    const char c = bytes_[checked_];
    if (checked_ >= max_head) return refuse({431, "the headers are too long"});
    if (line_ == 0 && checked_ >= max_request_line) return refuse({414, "the target is too long"});
    if (c != '\r') {
      if (c == tls_handshake && checked_ == 0) {
        return refuse(
            {400, "the client speaks TLS, but this port expects plain HTTP: use http://"});
      }
      if (!is_text(c)) return refuse({400, "there is a control character or a bare line feed"});
      ++checked_;
      continue;
    }
    if (checked_ + 1 == bytes_.size()) return;  // the line feed is still to come
    if (bytes_[checked_ + 1] != '\n') return refuse({400, "there is a bare carriage return"});
    const bool empty = checked_ == line_;
    checked_ += 2;
    line_ = checked_;
    if (empty) return read_found_head();
  }
}

void RequestReader::read_found_head() {
  const auto refusal = read_head(std::string_view(bytes_).substr(0, checked_), head_);
  bytes_.erase(0, std::exchange(checked_, 0));
  line_ = 0;
  if (refusal) return refuse(*refusal);
  has_head_ = true;
  begin_body();
}

void RequestReader::begin_body() {
  if (!head_.chunked && head_.length == 0) {
    body_ = BodyReader::none();
    return;
  }
  const BodyRule rule = rules_(head_.request);
  body_ = head_.chunked ? BodyReader::chunked(rule) : BodyReader::of_length(head_.length, rule);
}

void RequestReader::refuse(Refusal refusal) {
  state_ = State::refused;
  refusal_ = refusal;
  bytes_ = {};
}

}  // namespace sp::mock
