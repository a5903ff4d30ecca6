// Turns bytes into requests, without a socket. It is given bytes as they arrive, in pieces of any
// size, and produces requests or the reason to refuse one. How the bytes were cut makes no
// difference.
//
//     RequestReader reader([](Request&) { return BodyRule{}; });
//     reader.add("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /b");
//     reader.state();       // complete; reader.head().request.target is "/"
//     reader.next();        // the next request: "GET /b" is its beginning
//
// We wrote the reader ourselves because most of it is about what to refuse: a parser library leaves
// Host, lengths, limits and the extensions of chunks to its user.
//
// Not thread-safe. Keeps at most one head and one body within its limit, and reads each byte once.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "http/body_reader.h"
#include "http/request_head.h"

namespace sp::mock {

class RequestReader {
 public:
  enum class State { reading, complete, refused };
  // Returns the rule for the body of a request. It is called once the head is complete.
  using BodyRules = std::function<BodyRule(Request&)>;

  explicit RequestReader(BodyRules rules) : rules_(std::move(rules)) {}

  // Adds more bytes of the connection. May be called in any state.
  void add(std::string_view bytes);
  // Call this when the client sends no more: an incomplete request is refused.
  void end();
  // Drops a complete request and begins with the next one.
  void next();

  State state() const { return state_; }
  // Whether a request has begun. Empty lines before a request do not count.
  bool begun() const { return has_head_ || !bytes_.empty(); }
  // Whether the client waits for a "100 Continue" before it sends the body.
  bool waits_for_continue() const;

  // The head of a complete request; for a refused one, what could be read of it.
  RequestHead& head() { return head_; }
  const RequestHead& head() const { return head_; }
  const Refusal& refusal() const { return refusal_; }

 private:
  void advance();
  void skip_empty_lines();
  void find_end_of_head();
  void read_found_head();
  void begin_body();
  void refuse(Refusal refusal);

  BodyRules rules_;
  State state_ = State::reading;
  std::string bytes_;        // not yet read
  std::size_t checked_ = 0;  // how many bytes of the head have been checked
  std::size_t line_ = 0;     // where the line begins that is being checked
  std::size_t skipped_ = 0;  // how many empty lines came before the request
  bool has_head_ = false;
  RequestHead head_;
  BodyReader body_;
  Refusal refusal_;
};

}  // namespace sp::mock
