#include "http/answer_writer.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace sp::mock {

namespace {

struct Named {
  int status;
  std::string_view reason;
};

constexpr Named reasons[] = {
    {100, "Continue"},
    {101, "Switching Protocols"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {418, "I'm a teapot"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {511, "Network Authentication Required"},
};

void append_number(std::size_t number, std::string& to) {
  char digits[20];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  to.append(digits, end);
}

void append_header(std::string_view name, std::string_view value, std::string& to) {
  to.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string_view reason_of(int status) {
  const auto found = std::lower_bound(std::begin(reasons), std::end(reasons), status,
                                      [](const Named& row, int s) { return row.status < s; });
  return found != std::end(reasons) && found->status == status ? found->reason : "";
}

void write_head(const Response& response, const BodyEnd& body_end, Connection connection,
                std::string& to) {
  to.append("HTTP/1.1 ");
  append_number(static_cast<std::size_t>(response.status), to);
  to.append(" ").append(reason_of(response.status)).append("\r\n");
  for (const auto& [name, value] : response.headers) append_header(name, value, to);
  if (!has_no_body(response.status)) {
    if (body_end.length) {
      to.append("Content-Length: ");
      append_number(*body_end.length, to);
      to.append("\r\n");
    }
    if (body_end.chunked) append_header("Transfer-Encoding", "chunked", to);
  }
  if (connection == Connection::closes) append_header("Connection", "close", to);
  if (connection == Connection::stays_old) append_header("Connection", "keep-alive", to);
  to.append("\r\n");
}

}  // namespace sp::mock
