// Reads the requests of one connection and answers them, one after the other, until it ends.
#pragma once

#include <optional>
#include <string>

#include "http/answer_writer.h"
#include "http/connections.h"
#include "http/http_server.h"
#include "http/request_reader.h"
#include "http/stream.h"
#include "http/streamed_answer.h"
#include "http/wire.h"

namespace sp::mock {

class Conversation {
 public:
  Conversation(OpenConnection& connection, Stream& stream, const HttpServer::Handlers& handlers,
               Pauses& pauses);

  // Returns when the connection should be closed.
  void run();

 private:
  // Reads a request. False if the connection ended without one; true also if it must be refused.
  bool read_request();
  bool read_some();
  // Each of these returns whether the connection stays open after the answer.
  bool answer();
  bool answer_by_stream(const Request& request);
  bool refuse(int status, std::string_view why);
  bool send(const Response& response);
  bool send_slowly(Response response);
  bool send_at_once(std::string_view head, std::string_view body);
  Connection after_answer() const;
  void let_client_read();

  OpenConnection& connection_;
  Stream& stream_;
  const HttpServer::Handlers& handlers_;
  Pauses& pauses_;
  const std::string remote_address_;
  RequestReader reader_;
  std::optional<Deadline> request_until_;  // set once a request has begun
  bool told_to_continue_ = false;
  bool timed_out_ = false;
  bool cut_off_ = false;  // whether a fault cut off the answer, so that nothing more is sent
  std::string out_;       // the head of an answer
};

}  // namespace sp::mock
