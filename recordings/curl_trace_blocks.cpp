#include "curl_trace_blocks.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/json_file.h>

namespace sp::recordings {

namespace {

using std::chrono::microseconds;

// "12:42:03.012345 " at the front of a line; takes it off.
std::optional<microseconds> take_time(std::string_view& line) {
  constexpr std::string_view form = "00:00:00.000000 ";
  if (line.size() < form.size()) return std::nullopt;
  std::int64_t parts[4] = {};
  std::size_t part = 0;
  for (std::size_t i = 0; i < form.size(); ++i) {
    if (form[i] != '0') {
      if (line[i] != form[i]) return std::nullopt;
      ++part;
    } else if (schemas::is_digit(line[i])) {
      parts[part] = parts[part] * 10 + (line[i] - '0');
    } else {
      return std::nullopt;
    }
  }
  line.remove_prefix(form.size());
  return microseconds(((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1'000'000 + parts[3]);
}

std::string take_transfer(std::string_view& line) {
  const auto end = line.find("] ");
  if (!line.starts_with('[') || end == std::string_view::npos) return "";
  std::string transfer(line.substr(1, end - 1));
  line.remove_prefix(end + 2);
  return transfer;
}

// "0010: 2f 35 …": the bytes of a row. Text that looks like one stands behind them.
void add_row(std::string_view line, std::string& bytes) {
  constexpr std::size_t most = 16;
  const auto colon = line.find(": ");
  if (colon == std::string_view::npos || colon < 4) return;
  line.remove_prefix(colon + 2);
  for (std::size_t i = 0; i < most && line.size() >= 3 && line[2] == ' '; ++i) {
    const int high = schemas::hex_value(line[0]);
    const int low = schemas::hex_value(line[1]);
    if (high < 0 || low < 0) return;
    bytes += static_cast<char>(high * 16 + low);
    line.remove_prefix(3);
  }
}

[[noreturn]] void refuse_trace(const std::string& file, std::size_t line) {
  throw schemas::FileError(fmt::format(
      "{}:{}: expected a trace of curl with all bytes in hexadecimal digits, found one without: "
      "write it by --trace FILE, not by --trace-ascii",
      file, line));
}

}  // namespace

std::string_view taken_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + 1));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<TraceBlock> block_in(std::string_view line) {
  using Kind = TraceBlock::Kind;
  constexpr std::pair<std::string_view, Kind> beginnings[] = {
      {"== Info: ", Kind::info},
      {"=> Send header, ", Kind::sent_head},
      {"=> Send data, ", Kind::sent_data},
      {"<= Recv header, ", Kind::received_head},
      {"<= Recv data, ", Kind::received_data},
      {"=> Send ", Kind::other},
      {"<= Recv ", Kind::other}};
  TraceBlock block;
  block.at = take_time(line);
  block.transfer = take_transfer(line);
  for (const auto& [beginning, kind] : beginnings) {
    if (!line.starts_with(beginning)) continue;
    block.kind = kind;
    block.text = line.substr(beginning.size());
    std::from_chars(block.text.data(), block.text.data() + block.text.size(), block.size);
    return block;
  }
  return std::nullopt;
}

// The last block may be cut off: curl was killed.
std::vector<TraceBlock> blocks_of(std::string_view text, const std::string& file) {
  std::vector<TraceBlock> blocks;
  for (std::size_t line_number = 1; !text.empty(); ++line_number) {
    const std::string_view line = taken_line(text);
    const bool is_whole = blocks.empty() || blocks.back().kind == TraceBlock::Kind::info ||
                          blocks.back().bytes.size() == blocks.back().size;
    if (auto block = block_in(line)) {
      if (!is_whole) refuse_trace(file, line_number);
      blocks.push_back(*std::move(block));
    } else if (!is_whole) {
      add_row(line, blocks.back().bytes);
    }
  }
  return blocks;
}

}  // namespace sp::recordings
