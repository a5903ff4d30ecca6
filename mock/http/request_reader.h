// From bytes to requests, without a socket: bytes go in as they arrive, in pieces of any size, and
// a request or the reason to refuse it comes out. How the bytes were cut makes no difference.
//
//     RequestReader reader([](Request&) { return BodyRule{}; });
//     reader.add("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /b");
//     reader.state();       // complete; reader.head().request.target is "/"
//     reader.next();        // the next request: "GET /b" is its beginning
//
// The reader is ours because what it has to refuse is the larger part of it: a parser library
// leaves Host, lengths, bounds and chunks' extensions to its user.
//
// Not thread-safe. Keeps at most a head and a body by its rule; reads each byte once.
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
  // What the body of a request may be; asked when its head is there.
  using BodyRules = std::function<BodyRule(Request&)>;

  explicit RequestReader(BodyRules rules) : rules_(std::move(rules)) {}

  // More bytes of the connection. May be called in any state.
  void add(std::string_view bytes);
  // The client sends no more: what is not complete by now is refused.
  void end();
  // Leaves a complete request behind and begins with the next.
  void next();

  State state() const { return state_; }
  // Whether anything of a request is there; the line ends in front of one are none.
  bool begun() const { return has_head_ || !bytes_.empty(); }
  // Whether the client waits for a "100 Continue" before it sends the body.
  bool waits_for_continue() const;

  // Of a complete request; of a refused one, what could be read of it.
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
  std::size_t checked_ = 0;  // bytes of the head that are known to be fine
  std::size_t line_ = 0;     // where the line begins that is being checked
  std::size_t skipped_ = 0;  // empty lines in front of the request
  bool has_head_ = false;
  RequestHead head_;
  BodyReader body_;
  Refusal refusal_;
};

}  // namespace sp::mock
