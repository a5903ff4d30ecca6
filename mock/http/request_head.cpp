#include "http/request_head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

namespace sp::mock {

namespace {

constexpr std::string_view line_end = "\r\n";

// The characters of a method and of a field's name (RFC 9110 section 5.6.2).
constexpr std::array<bool, 256> token_characters() {
  std::array<bool, 256> row{};
  for (const char c : std::string_view("!#$%&'*+-.^_`|~0123456789"
                                       "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")) {
    row[static_cast<unsigned char>(c)] = true;
  }
  return row;
}

bool is_token(std::string_view text) {
  static constexpr auto allowed = token_characters();
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return allowed[static_cast<unsigned char>(c)];
  });
}

// A target may hold bytes beyond ASCII, which browsers would escape and other clients do not.
bool is_target_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte > 0x20 && byte != 0x7F;
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return schemas::same_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// The path of the target in the forms that requests other than CONNECT may have.
bool is_target(std::string_view method, std::string_view target) {
  if (target.empty() || !std::all_of(target.begin(), target.end(), is_target_character)) {
    return false;
  }
  if (target.front() == '/' || method == "CONNECT") return true;
  if (target == "*") return method == "OPTIONS";
  return begins_with(target, "http://") || begins_with(target, "https://");
}

// A name or an address, and maybe a port; nothing that belongs to other parts of a URL.
bool is_host(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    return !is_target_character(c) ||
           std::string_view("/?#@\\\"<>").find(c) != std::string_view::npos;
  });
}

// Takes the text up to the next `separator` off the front of `rest`.
std::string_view taken(std::string_view& rest, std::string_view separator) {
  const std::size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view text = rest.substr(0, end);
  rest.remove_prefix(std::min(rest.size(), end + separator.size()));
  return text;
}

// Reads the lines of a head one after the other, and remembers what must not contradict.
class HeadReader {
 public:
  explicit HeadReader(RequestHead& result) : result_(result) {}

  std::optional<Refusal> read(std::string_view head) {
    if (!read_request_line(taken(head, line_end))) return refusal_;
    for (std::string_view line = taken(head, line_end); !line.empty();
         line = taken(head, line_end)) {
      if (!read_field_line(line)) return refusal_;
    }
    if (!agrees()) return refusal_;
    return std::nullopt;
  }

 private:
  bool refuse(int status, std::string_view why) {
    refusal_ = {status, why};
    return false;
  }

  bool read_request_line(std::string_view line) {
    const std::string_view method = taken(line, " ");
    const std::string_view target = taken(line, " ");
    if (!is_token(method)) return refuse(400, "the method is malformed");
    if (target.size() > max_target) return refuse(414, "the target is too long");
    // The target only now: HTTP/2 begins with "PRI * HTTP/2.0", and other versions may have targets
    // of their own.
    const bool readable = is_target(method, target);
    if (readable) {
      result_.request.method = method;
      result_.request.target = target;
    }
    return read_version(line) && (readable || refuse(400, "the request target is malformed"));
  }

  bool read_version(std::string_view version) {
    const bool known = version.size() == 8 && version.starts_with("HTTP/") &&
                       schemas::is_digit(version[5]) && version[6] == '.' &&
                       schemas::is_digit(version[7]);
    if (!known) return refuse(400, "the request line does not end with an HTTP version");
    if (version[5] != '1') return refuse(505, "the version is neither HTTP/1.1 nor HTTP/1.0");
    result_.old = version[7] == '0';
    result_.keep_alive = !result_.old;
    return true;
  }

  bool read_field_line(std::string_view line) {
    const auto field = read_field(line);
    if (!field) return refuse(400, "a header line is not NAME: VALUE");
    const auto& [name, value] = *field;
    Headers& headers = result_.request.headers;
    if (headers.size() == max_fields) return refuse(431, "there are too many headers");
    headers.emplace_back(name, value);
    return read_meaning(name, value);
  }

  // What the fields say about the message itself.
  bool read_meaning(std::string_view name, std::string_view value) {
    switch (name.size()) {
      case 4: return !schemas::same_ignoring_case(name, "Host") || read_host(value);
      case 6: return !schemas::same_ignoring_case(name, "Expect") || read_expectation(value);
      case 10:
        if (schemas::same_ignoring_case(name, "Connection")) read_connection(value);
        return true;
      case 14: return !schemas::same_ignoring_case(name, "Content-Length") || read_length(value);
      case 17: return !schemas::same_ignoring_case(name, "Transfer-Encoding") || read_coding(value);
      default: return true;
    }
  }

  bool read_host(std::string_view value) {
    if (std::exchange(has_host_, true)) return refuse(400, "there are two Host headers");
    return is_host(value) || refuse(400, "the Host header is malformed");
  }

  bool read_expectation(std::string_view value) {
    if (!schemas::same_ignoring_case(value, "100-continue"))
      return refuse(417, "Expect is not 100-continue");
    result_.expects_continue = true;
    return true;
  }

  void read_connection(std::string_view value) {
    for (const std::string_view word : schemas::comma_list(value)) {
      closes_ = closes_ || schemas::same_ignoring_case(word, "close");
      stays_ = stays_ || schemas::same_ignoring_case(word, "keep-alive");
    }
  }

  bool read_length(std::string_view value) {
    std::uint64_t length = 0;  // all 64 bits of it, which number_in() does not read
    const char* const end = value.data() + value.size();
    const auto parsed = std::from_chars(value.data(), end, length);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
      return refuse(400, "Content-Length is not a 64-bit number");
    }
    if (has_length_ && length != result_.length) {
      return refuse(400, "there are two different Content-Length headers");
    }
    has_length_ = true;
    result_.length = length;
    return true;
  }

  bool read_coding(std::string_view value) {
    if (result_.chunked || !schemas::same_ignoring_case(value, "chunked")) {
      return refuse(400, "Transfer-Encoding is something else than chunked, or repeated");
    }
    result_.chunked = true;
    return true;
  }

  // A proxy in front could see another end of the body than we do where these come together.
  bool agrees() {
    if (result_.chunked && has_length_) {
      return refuse(400, "there are both Content-Length and Transfer-Encoding");
    }
    if (result_.chunked && result_.old) {
      return refuse(400, "HTTP/1.0 has no Transfer-Encoding");
    }
    if (!has_host_ && !result_.old) return refuse(400, "there is no Host header");
    if (result_.old) result_.expects_continue = false;
    result_.keep_alive = !closes_ && (stays_ || result_.keep_alive);
    return true;
  }

  RequestHead& result_;
  Refusal refusal_;
  bool has_host_ = false;
  bool has_length_ = false;
  bool closes_ = false;
  bool stays_ = false;
};

}  // namespace

std::optional<Refusal> read_head(std::string_view head, RequestHead& result) {
  return HeadReader(result).read(head);
}

std::optional<std::pair<std::string_view, std::string_view>> read_field(std::string_view line) {
  // White space before the colon, or in front of a folded line, makes the name none.
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return std::nullopt;
  return std::pair(line.substr(0, colon), schemas::trimmed(line.substr(colon + 1)));
}

bool is_text(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 ? byte != 0x7F : byte == '\t';
}

}  // namespace sp::mock
