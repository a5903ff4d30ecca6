#include "http/body_reader.h"

#include <algorithm>
#include <charconv>

#include <sp/schemas/split.h>

namespace sp::mock {

namespace {

// A size with its extensions, or a trailer.
constexpr std::size_t max_line = 4 << 10;
// What chunks may cost beyond the bytes that they carry: extensions and trailers.
constexpr std::size_t max_extras = 64 << 10;

// Whether `line` is a chunk's size and maybe extensions, which nobody here understands.
std::optional<std::uint64_t> size_of_chunk(std::string_view line) {
  const std::string_view digits = schemas::trimmed(line.substr(0, line.find(';')));
  if (digits.empty() || line.starts_with(' ') || line.starts_with('\t')) return std::nullopt;
  std::uint64_t size = 0;
  const char* const end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, size, 16);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return size;
}

}  // namespace

BodyReader BodyReader::of_length(std::uint64_t length, BodyRule rule) {
  BodyReader reader;
  reader.rule_ = rule;
  reader.part_ = Part::data;
  reader.expect(length);
  return reader;
}

BodyReader BodyReader::chunked(BodyRule rule) {
  BodyReader reader;
  reader.rule_ = rule;
  reader.part_ = Part::size_line;
  reader.chunked_ = true;
  return reader;
}

std::size_t BodyReader::read(std::string_view bytes, std::string& body) {
  std::size_t total = 0;
  while (!complete() && !refusal_) {
    const std::size_t size = read_part(bytes.substr(total), body);
    if (size == 0) break;
    total += size;
  }
  taken_ += total;
  return total;
}

// How many bytes it took; none when more have to come first.
std::size_t BodyReader::read_part(std::string_view bytes, std::string& body) {
  if (part_ == Part::data) return read_data(bytes, body);
  if (part_ == Part::data_end && !bytes.empty() && bytes.front() != '\r') {
    refuse({400, "a chunk is longer than its size says"});
    return 0;
  }
  const auto line = line_of(bytes);
  if (!line) return 0;
  switch (part_) {
    case Part::data_end: part_ = Part::size_line; break;
    case Part::size_line: begin_chunk(*line); break;
    default: read_trailer(*line);
  }
  return line->size() + 2;
}

std::size_t BodyReader::read_data(std::string_view bytes, std::string& body) {
  const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  if (rule_.keep) body.append(bytes.substr(0, size));
  left_ -= size;
  if (left_ == 0) part_ = chunked_ ? Part::data_end : Part::end;
  return size;
}

std::optional<std::string_view> BodyReader::line_of(std::string_view bytes) {
  for (; scanned_ < bytes.size(); ++scanned_) {
    if (scanned_ >= max_line) {
      refuse({400, "a line between chunks is too long"});
      return std::nullopt;
    }
    if (is_text(bytes[scanned_])) continue;
    if (bytes[scanned_] == '\r' && scanned_ + 1 == bytes.size()) return std::nullopt;
    if (!bytes.substr(scanned_).starts_with("\r\n")) {
      refuse({400, "there is a control character or a bare line end between chunks"});
      return std::nullopt;
    }
    const std::string_view line = bytes.substr(0, scanned_);
    scanned_ = 0;
    return line;
  }
  return std::nullopt;
}

void BodyReader::begin_chunk(std::string_view line) {
  const auto size = size_of_chunk(line);
  if (!size) return refuse({400, "a chunk has no size"});
  // Not the digits, of which an honest body of small chunks has many.
  if (!spend(line.size() - std::min<std::size_t>(line.size(), 16))) return;
  part_ = *size == 0 ? Part::trailer : Part::data;
  expect(*size);
}

void BodyReader::read_trailer(std::string_view line) {
  if (line.empty()) {
    part_ = Part::end;
  } else if (!read_field(line)) {
    refuse({400, "a trailer is not NAME: VALUE"});
  } else {
    spend(line.size() + 2);
  }
}

bool BodyReader::spend(std::size_t bytes) {
  extras_ += bytes;
  if (extras_ > max_extras) refuse({431, "the extensions and trailers of the chunks are too long"});
  return !refusal_;
}

void BodyReader::expect(std::uint64_t bytes) {
  if (bytes > rule_.limit - size_) return refuse({413, "the body is too long"});
  size_ += bytes;
  left_ = bytes;
}

void BodyReader::refuse(Refusal refusal) { refusal_ = refusal; }

}  // namespace sp::mock
