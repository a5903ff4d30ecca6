// Reads an answer of a deployment as it comes (RFC 9112), in pieces of any size.
//
//     HTTP/1.1 103 Early Hints CRLF CRLF      answers before the real one are dropped
//     HTTP/1.1 200 OK CRLF
//     Content-Length: 2 CRLF CRLF
//     {}                                      up to a length, in chunks, or to the connection's end
//
// It is lenient where what is meant is clear, because a recorder has to show what a deployment does
// wrong: lines may end with LF alone, and names and values may hold any bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/body_reader.h"
#include "scenario/headers.h"

namespace sp::mock {

struct AnswerHead {
  int status = 0;
  std::string version = "HTTP/1.1";
  Headers headers = {};                      // as received
  std::optional<std::uint64_t> length = {};  // of the body, if a header states it
};

class AnswerReader {
 public:
  // `method` is that of the request.
  explicit AnswerReader(std::string_view method) : to_head_(method == "HEAD") {}

  // Reads bytes of the connection. Appends what they have of the body to `body`.
  void read(std::string_view bytes, std::string& body);
  // Call this when the connection has ended.
  void end();

  // Null until the head is complete.
  const AnswerHead* head() const { return has_head_ ? &head_ : nullptr; }
  bool complete() const { return complete_; }
  // Why it cannot be read, a clause; empty if it can.
  const std::string& problem() const { return problem_; }
  // Whether the connection may be used again. Only valid once the answer is complete.
  bool connection_stays() const { return connection_stays_; }
  // Whether any byte came.
  bool begun() const { return begun_; }

 private:
  void read_heads();
  void read_head(std::string_view text);
  void choose_body();
  void read_body(std::string_view bytes, std::string& body);
  void refuse(std::string why);

  bool to_head_;
  bool begun_ = false;
  std::string bytes_;  // that cannot be read before more comes
  bool has_head_ = false;
  AnswerHead head_;
  BodyReader body_;
  bool until_end_ = false;  // whether the end of the connection ends the body
  bool complete_ = false;
  bool connection_stays_ = false;
  std::uint64_t body_bytes_ = 0;
  std::string problem_;
};

}  // namespace sp::mock
