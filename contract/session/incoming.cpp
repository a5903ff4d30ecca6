#include "session/incoming.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

namespace sp::contract {

namespace {

// "HTTP/1.1 100 Continue" and its kin: the final response follows. 101 is final.
bool is_interim(std::string_view status_line) {
  const auto blank = status_line.find(' ');
  const auto code =
      blank == std::string_view::npos ? "" : schemas::trimmed(status_line.substr(blank));
  return code.starts_with('1') && !code.starts_with("101");
}

}  // namespace

bool Incoming::take_line(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > most_headers) {
    problem_ = fmt::format("the response's headers are over {} bytes", most_headers);
    return false;
  }
  const std::string_view text = schemas::trimmed(line);
  if (line.starts_with("HTTP/")) {
    headers_.clear();
    head_ended_ = false;
    interim_ = is_interim(text);
  } else if (text.empty()) {
    head_ended_ = true;
  } else if (head_ended_) {
    return true;  // a trailer: said too late to be judged as a header
  } else if ((line.front() == ' ' || line.front() == '\t') && !headers_.empty()) {
    headers_.back().second += fmt::format(" {}", text);  // a folded line, RFC 9112, section 5.2
  } else {
    const auto colon = std::min(text.find(':'), text.size());
    const auto value =
        colon < text.size() ? schemas::trimmed(text.substr(colon + 1)) : std::string_view();
    headers_.emplace_back(text.substr(0, colon), value);
  }
  return true;
}

bool Incoming::take_body(std::string_view piece) {
  if (body_.size() + piece.size() > most_) {
    problem_ = fmt::format("the body is over {} bytes", most_);
    return false;
  }
  body_ += piece;
  return true;
}

bool Incoming::is_chunked() const {
  return std::any_of(headers_.begin(), headers_.end(), [](const auto& header) {
    return schemas::same_ignoring_case(header.first, "transfer-encoding") &&
           schemas::lower_case(header.second).find("chunked") != std::string::npos;
  });
}

std::optional<std::uint64_t> Incoming::stated_length() const {
  if (is_chunked()) return std::nullopt;
  for (const auto& [name, value] : headers_) {
    if (!schemas::same_ignoring_case(name, "content-length")) continue;
    std::uint64_t length = 0;
    const char* const last = value.data() + value.size();
    const auto [end, error] = std::from_chars(value.data(), last, length);
    if (error == std::errc() && end == last) return length;
  }
  return std::nullopt;
}

}  // namespace sp::contract
