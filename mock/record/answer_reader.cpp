#include "record/answer_reader.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

namespace sp::mock {

namespace {

// Of a head with those of the answers before the real one.
constexpr std::size_t most_of_head = 256 << 10;
constexpr int switching_protocols = 101;

// Where the empty line ends that ends a head; npos if it is not there yet.
std::size_t end_of_head(std::string_view bytes) {
  for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    const std::string_view rest = bytes.substr(at + 1);
    if (rest.starts_with('\n')) return at + 2;
    if (rest.starts_with("\r\n")) return at + 3;
  }
  return std::string_view::npos;
}

std::string_view next_line(std::string_view& text) {
  const auto end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// "HTTP/1.1 200 OK": the version and the status; 0 where it is no such line.
std::pair<std::string, int> status_in(std::string_view line) {
  const auto blank = line.find(' ');
  if (!line.starts_with("HTTP/") || blank == std::string_view::npos) return {};
  const std::string_view digits = line.substr(blank + 1, 3);
  const bool ends_there = line.size() == blank + 4 || line.substr(blank + 4).starts_with(' ');
  if (digits.size() != 3 || !schemas::is_digits(digits) || !ends_there) return {};
  return {std::string(line.substr(0, blank)),
          (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0')};
}

std::vector<std::string_view> values_of(const Headers& headers, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& [header, value] : headers) {
    if (!schemas::same_ignoring_case(header, name)) continue;
    for (const std::string_view part : schemas::comma_list(value)) values.push_back(part);
  }
  return values;
}

bool has_word(const Headers& headers, std::string_view name, std::string_view word) {
  const auto values = values_of(headers, name);
  return std::any_of(values.begin(), values.end(), [&](std::string_view value) {
    return schemas::same_ignoring_case(value, word);
  });
}

}  // namespace

void AnswerReader::read(std::string_view bytes, std::string& body) {
  begun_ |= !bytes.empty();
  if (has_head_ && bytes_.empty()) return read_body(bytes, body);
  bytes_ += bytes;
  if (!has_head_) read_heads();
  if (!has_head_) return;
  const std::string joined = std::exchange(bytes_, {});  // what was left, and what is new
  read_body(joined, body);
}

void AnswerReader::read_body(std::string_view bytes, std::string& body) {
  if (complete_ || !problem_.empty()) {
    connection_stays_ = connection_stays_ && bytes.empty();  // nobody asked for more
    return;
  }
  const std::size_t before = body.size();
  if (until_end_) {
    body += bytes;
  } else {
    bytes.remove_prefix(body_.read(bytes, body));
    if (body_.refusal()) refuse(std::string(body_.refusal()->why));
    complete_ = body_.complete();
    if (complete_ && !bytes.empty()) connection_stays_ = false;
    if (!complete_) bytes_ = bytes;  // of a line that has not ended
  }
  body_bytes_ += body.size() - before;
}

void AnswerReader::end() {
  if (complete_ || !problem_.empty()) return;
  connection_stays_ = false;
  if (has_head_ && until_end_) {
    complete_ = true;
  } else if (has_head_ && head_.length) {
    refuse(fmt::format("the connection ended after {} of {} bytes of the body", body_bytes_,
                       *head_.length));
  } else {
    refuse(has_head_ ? "the connection ended inside a chunked body"
                     : "the connection ended before the answer");
  }
}

void AnswerReader::read_heads() {
  while (!has_head_ && problem_.empty()) {
    const auto end = end_of_head(bytes_);
    if (std::min(end, bytes_.size()) > most_of_head) return refuse("its headers are too long");
    if (end == std::string::npos) return;
    read_head(std::string_view(bytes_).substr(0, end));
    bytes_.erase(0, end);
  }
}

void AnswerReader::read_head(std::string_view text) {
  head_ = {};
  std::tie(head_.version, head_.status) = status_in(next_line(text));
  if (head_.status == 0) return refuse("what came is no answer of HTTP/1");
  for (std::string_view line = next_line(text); !line.empty(); line = next_line(text)) {
    const bool goes_on = line.starts_with(' ') || line.starts_with('\t');
    if (goes_on && !head_.headers.empty()) {
      head_.headers.back().second.append(" ").append(schemas::trimmed(line));
      continue;
    }
    const auto colon = line.find(':');
    const std::string_view name = schemas::trimmed(line.substr(0, colon));
    if (colon == std::string_view::npos || name.empty()) return refuse("a header is malformed");
    head_.headers.emplace_back(name, schemas::trimmed(line.substr(colon + 1)));
  }
  if (head_.status == switching_protocols) return refuse("it changes the protocol");
  has_head_ = head_.status >= 200 || head_.status < 100;
  if (has_head_) choose_body();
}

// RFC 9112 section 6.3.
void AnswerReader::choose_body() {
  const auto lengths = values_of(head_.headers, "Content-Length");
  const auto codings = values_of(head_.headers, "Transfer-Encoding");
  if (!lengths.empty() && codings.empty()) {
    std::uint64_t length = 0;
    const std::string_view digits = lengths.front();
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
    const bool same = std::all_of(lengths.begin(), lengths.end(),
                                  [&](std::string_view other) { return other == digits; });
    if (error != std::errc() || end != digits.data() + digits.size() || !same) {
      return refuse("its Content-Length is no number, or it has several");
    }
    head_.length = length;
  }
  const bool is_chunked = codings.size() == 1 && schemas::same_ignoring_case(codings[0], "chunked");
  if (!codings.empty() && !is_chunked && !to_head_) {
    return refuse("its Transfer-Encoding is not chunked alone, and cannot be undone");
  }
  connection_stays_ =
      head_.version == "HTTP/1.1" && !has_word(head_.headers, "Connection", "close");
  const BodyRule all{.limit = std::numeric_limits<std::size_t>::max() / 4, .keep = true};
  if (to_head_ || has_no_body(head_.status)) {
    complete_ = true;
  } else if (is_chunked) {
    body_ = BodyReader::chunked(all);
  } else if (head_.length) {
    body_ = BodyReader::of_length(*head_.length, all);
    complete_ = *head_.length == 0;
  } else {
    until_end_ = true;
    connection_stays_ = false;
  }
}

void AnswerReader::refuse(std::string why) {
  if (problem_.empty()) problem_ = std::move(why);
  connection_stays_ = false;
}

}  // namespace sp::mock
