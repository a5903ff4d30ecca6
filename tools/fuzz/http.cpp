// What must hold for the readers of requests and of answers, whatever the bytes: it does not matter
// how they are cut into pieces, each ends, and of a request nothing beyond the bounds is kept.
#include <cstddef>
#include <string>
#include <string_view>

#include "http/request_reader.h"
#include "record/answer_reader.h"
#include "targets.h"

namespace {

using sp::fuzz::demand;
using sp::mock::AnswerReader;
using sp::mock::BodyRule;
using sp::mock::Request;
using sp::mock::RequestReader;

constexpr std::size_t body_limit = 3000;

// Everything that the reader makes of the bytes, as text.
std::string outcome(std::string_view bytes, std::size_t piece) {
  RequestReader reader([](Request&) { return BodyRule{.limit = body_limit, .keep = true}; });
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.add(bytes.substr(at, piece));
    while (reader.state() == RequestReader::State::complete) {
      const auto& head = reader.head();
      demand(head.request.body.size() <= body_limit);
      demand(head.request.target.size() <= sp::mock::max_target);
      demand(head.request.headers.size() <= sp::mock::max_fields);
      text.append(head.request.method).append(" ").append(head.request.target).append("\n");
      for (const auto& [name, value] : head.request.headers) {
        text.append(name).append(":").append(value).append("\n");
      }
      text.append(head.request.body).append(head.keep_alive ? "\nstays\n" : "\ncloses\n");
      reader.next();
    }
  }
  if (reader.state() == RequestReader::State::refused) {
    return text + std::to_string(reader.refusal().status);
  }
  reader.end();
  return text + (reader.state() == RequestReader::State::refused ? "cut off" : "done");
}

// Everything that the proxy makes of the bytes, as text.
std::string passed(std::string_view bytes, std::size_t piece) {
  AnswerReader reader("GET");
  std::string text;
  for (std::size_t at = 0; at < bytes.size() && reader.problem().empty(); at += piece) {
    reader.read(bytes.substr(at, piece), text);
  }
  reader.end();
  demand(reader.complete() || !reader.problem().empty());
  if (const auto* head = reader.head()) {
    text.append("\n").append(std::to_string(head->status)).append(head->version);
    for (const auto& [name, value] : head->headers) text.append(name).append(":").append(value);
  }
  return text + "\n" + reader.problem();
}

}  // namespace

namespace sp::fuzz {

void read_request(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t piece = 1 + static_cast<unsigned char>(bytes.front()) % 40;
  bytes.remove_prefix(1);
  demand(outcome(bytes, bytes.size() + 1) == outcome(bytes, piece));
}

void read_answer(std::string_view bytes) {
  if (bytes.empty()) return;
  const std::size_t piece = 1 + static_cast<unsigned char>(bytes.front()) % 40;
  bytes.remove_prefix(1);
  demand(passed(bytes, bytes.size() + 1) == passed(bytes, piece));
}

}  // namespace sp::fuzz
