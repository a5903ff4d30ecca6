#include "curl_trace.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/http_date.h>
#include <sp/schemas/json_file.h>
#include <sp/schemas/split.h>
#include <sp/schemas/utf8.h>

#include "curl_trace_blocks.h"
#include "har_entry.h"
#include "har_parts.h"

namespace sp::recordings {

namespace {

using std::chrono::microseconds;

// A message's first line and its headers.
struct TraceHead {
  std::string first;
  Exchange::Headers headers;
};

TraceHead head_in(std::string_view text) {
  TraceHead head;
  head.first = taken_line(text);
  while (!text.empty()) {
    const std::string_view line = taken_line(text);
    const auto colon = line.find(':', line.starts_with(':') ? 1 : 0);
    if (colon == std::string_view::npos) continue;
    head.headers.emplace_back(schemas::trimmed(line.substr(0, colon)),
                              schemas::trimmed(line.substr(colon + 1)));
  }
  return head;
}

// A body without its chunks; nothing if it has none, as some versions of curl show it without them.
std::optional<std::string> unchunked(std::string_view bytes) {
  std::string body;
  for (;;) {
    const auto line_end = bytes.find("\r\n");
    if (line_end == std::string_view::npos) return std::nullopt;
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + line_end, size, 16);
    if (error != std::errc()) return std::nullopt;
    bytes.remove_prefix(line_end + 2);
    if (size == 0) return body;
    if (bytes.size() < 2 || size > bytes.size() - 2) return std::nullopt;
    body += bytes.substr(0, size);
    bytes.remove_prefix(size + 2);
  }
}

// One request and its answer, as far as the trace has them.
struct Transfer {
  std::string request;
  std::string answer;  // the head
  bool answer_ended = false;
  std::string body;
  std::optional<microseconds> began = {};
  std::optional<microseconds> ended = {};
  bool tls = false;
  std::string last_info;
  bool told_to_end = false;  // by an info
};

// What curl tells when it is done with a request, or asks it anew.
bool tells_an_end(std::string_view info) {
  const std::string lower = schemas::lower_case(info);
  constexpr std::string_view words[] = {"left intact", "closing connection", "shutting down",
                                        "retry"};
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

class Transfers {
 public:
  Transfers(const std::string& file, schemas::Instant otherwise) : file_(file), now_(otherwise) {}

  void add(const TraceBlock& block) {
    Transfer& transfer = open_[block.transfer];
    switch (block.kind) {
      case TraceBlock::Kind::info:
        transfer.last_info = block.text;
        transfer.told_to_end |= tells_an_end(block.text);
        if (schemas::trimmed(block.text).starts_with("Trying ")) with_tls_.erase(block.transfer);
        break;
      case TraceBlock::Kind::sent_head:
        if (!transfer.request.empty()) end_before_another(transfer, block.transfer);
        begin(open_[block.transfer], block);
        break;
      case TraceBlock::Kind::received_head: receive_head(transfer, block); break;
      case TraceBlock::Kind::received_data:
        transfer.body += block.bytes;
        transfer.ended = block.at;
        break;
      case TraceBlock::Kind::other: with_tls_.insert(block.transfer); break;
      case TraceBlock::Kind::sent_data: break;
    }
  }

  OrderedJson entries() {
    while (!open_.empty()) finish(std::string(open_.begin()->first));
    return std::move(entries_);
  }

 private:
  // Of two requests under way at once, nobody could tell whose an answer is.
  void end_before_another(const Transfer& transfer, const std::string& id) {
    if (!transfer.told_to_end && !transfer.request.starts_with("CONNECT ")) {
      throw schemas::FileError(fmt::format(
          "{}: expected a trace of one transfer at a time, found several at once: write it by "
          "--trace FILE --trace-ids, or without --parallel",
          file_));
    }
    finish(id);
  }

  void begin(Transfer& transfer, const TraceBlock& block) {
    if (transfer.request.empty()) transfer.began = block.at;
    transfer.tls = with_tls_.contains(block.transfer);
    transfer.request += block.bytes;
  }

  // An answer such as "100 Continue" comes before the real one.
  static void receive_head(Transfer& transfer, const TraceBlock& block) {
    transfer.ended = block.at;
    if (transfer.answer_ended) return;  // trailers
    transfer.answer += block.bytes;
    if (block.bytes != "\r\n" && !block.bytes.ends_with("\r\n\r\n")) return;
    const auto blank = transfer.answer.find(' ');
    const bool is_interim =
        blank != std::string::npos && transfer.answer.substr(blank + 1, 1) == "1";
    if (is_interim) transfer.answer.clear();
    transfer.answer_ended = !is_interim;
  }

  // Makes an entry of it.
  void finish(const std::string& id) {
    const Transfer transfer = std::move(open_[id]);
    open_.erase(id);
    const TraceHead request = head_in(transfer.request);
    const auto words = schemas::split(request.first, ' ');
    if (words.size() != 3 || words.front() == "CONNECT") return;
    OrderedJson entry = {{"request",
                          {{"method", words[0]},
                           {"url", schemas::as_utf8(url_of(words[1], request, transfer.tls))},
                           {"headers", rows_of(request.headers)}}},
                         {"response", response_of_transfer(transfer, words[0] == "HEAD")}};
    entry["startedDateTime"] = schemas::format_date_time(now_);
    if (transfer.began && transfer.ended && *transfer.ended >= *transfer.began) {
      entry["time"] = static_cast<double>((*transfer.ended - *transfer.began).count()) / 1000;
    }
    entries_.push_back(std::move(entry));
  }

  static std::string url_of(std::string_view target, const TraceHead& request, bool tls) {
    if (!target.starts_with('/')) return std::string(target);  // by a proxy
    const std::string* const host = header_in(request.headers, "host");
    return (tls ? "https://" : "http://") + (host ? *host : "") + std::string(target);
  }

  static OrderedJson rows_of(const Exchange::Headers& headers) {
    OrderedJson rows = OrderedJson::array();
    for (const auto& [name, value] : headers) {
      rows.push_back({{"name", schemas::as_utf8(name)}, {"value", schemas::as_utf8(value)}});
    }
    return rows;
  }

  OrderedJson response_of_transfer(const Transfer& transfer, bool to_head) {
    const TraceHead head = head_in(transfer.answer);
    const auto words = schemas::split(head.first, ' ');
    const bool has_status =
        words.size() >= 2 && schemas::is_digits(words[1]) && words[1].size() == 3;
    std::string body = transfer.body;
    const std::string* const coding = header_in(head.headers, "transfer-encoding");
    if (coding && schemas::lower_case(*coding).ends_with("chunked")) {
      if (auto plain = unchunked(body)) body = *std::move(plain);
    }
    const std::string* const length = header_in(head.headers, "content-length");
    const bool is_cut = length && !to_head && !coding && words.size() >= 2 && words[1] != "304" &&
                        schemas::is_digits(*length) && *length != std::to_string(body.size());
    if (!transfer.answer_ended || !has_status || is_cut) {
      return {{"status", 0}, {"headers", OrderedJson::array()}, {"_error", transfer.last_info}};
    }
    if (const std::string* const date = header_in(head.headers, "date")) {
      now_ = schemas::parse_http_date(*date).value_or(now_);
    }
    const std::string* const type = header_in(head.headers, "content-type");
    OrderedJson content = {{"size", body.size()},
                           {"mimeType", type ? schemas::as_utf8(*type) : ""}};
    const bool is_text = schemas::is_utf8(body);
    content["text"] = is_text ? body : schemas::base64(body);
    if (!is_text) content["encoding"] = "base64";
    return {{"status", (words[1][0] - '0') * 100 + (words[1][1] - '0') * 10 + (words[1][2] - '0')},
            {"httpVersion", words[0]},
            {"headers", rows_of(head.headers)},
            {"content", content}};
  }

  const std::string& file_;
  std::map<std::string, Transfer, std::less<>> open_;
  OrderedJson entries_ = OrderedJson::array();
  schemas::Instant now_;
  std::set<std::string> with_tls_;  // transfers whose connection goes through TLS
};

}  // namespace

bool is_of_curl(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  return block_in(first) || first.starts_with("* ") || first.starts_with("> ");
}

std::string har_of_curl_trace(std::string_view text, const std::string& file,
                              schemas::Instant otherwise) {
  if (!block_in(text.substr(0, text.find('\n')))) {
    throw schemas::FileError(fmt::format(
        "{}: expected a trace of curl, found what -v prints, which has no bodies: write "
        "one by --trace FILE",
        file));
  }
  Transfers transfers(file, otherwise);
  for (const TraceBlock& block : blocks_of(text, file)) transfers.add(block);
  const OrderedJson har = {
      {"log",
       {{"version", "1.2"}, {"creator", {{"name", "curl"}}}, {"entries", transfers.entries()}}}};
  return har.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

}  // namespace sp::recordings
