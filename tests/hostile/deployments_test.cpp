// Deployments that are broken, or mean harm. Whatever they do, sp-contract ends within its deadline
// and its bounds, with an exit code that is documented and words that say what it met, and nothing
// that they sent acts on a terminal or on the job that shows the output.
#include <atomic>
#include <functional>
#include <memory>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/raw_server.h"
#include "gzipped.h"
#include "hostile/answers.h"
#include "hostile/judged.h"

namespace sp::hostile {
namespace {

using contract::testing::Connection;
using contract::testing::RawServer;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::string_literals;

constexpr int broken = 1;      // the exit code where the contract is broken
constexpr int not_judged = 3;  // where the target could not be judged
constexpr int either = -1;     // one of the two, as the version of libcurl reads it

struct Deployment {
  std::string name;
  RawServer::Answer answer;
  int exit_code;
  std::string words;  // that the output has
  std::vector<std::string> flags = {};
};

// For those that say nothing; the others get as much time as a busy machine needs.
const std::vector<std::string> impatient = {"--timeout", "1"};

bool is_first(std::string_view target) { return target.ends_with("/runs/1/summary"); }

std::string good(std::string_view head) { return answer(body_of(target_in(head), 2)); }

// The same bytes for each request, and then the end of the connection.
RawServer::Answer always(std::string bytes) {
  return [bytes = std::move(bytes)](Connection& connection, const std::string&) {
    connection.send(bytes);
    return false;
  };
}

// The run is there; whatever else is asked is answered with these bytes.
RawServer::Answer later(std::string bytes) {
  return [bytes = std::move(bytes)](Connection& connection, const std::string& head) {
    connection.send(is_first(target_in(head)) ? good(head) : bytes);
    return is_first(target_in(head));
  };
}

// `piece` once and again after `begin`, as long as the client takes it.
RawServer::Answer endless(std::string begin, std::string piece) {
  return [begin = std::move(begin), piece = times(1000, piece)](Connection& connection,
                                                                const std::string&) {
    if (!connection.send(begin)) return false;
    while (connection.send(piece)) {
    }
    return false;
  };
}

// The good answers with these headers besides.
RawServer::Answer with_headers(const std::string& headers) {
  return [headers](Connection& connection, const std::string& head) {
    return connection.send(answer(body_of(target_in(head), 2), headers));
  };
}

// This body for each request, with these headers and status.
RawServer::Answer with_body(const std::string& body, const std::string& headers = {},
                            int status = 200) {
  return [bytes = answer(body, headers, status)](Connection& connection, const std::string&) {
    return connection.send(bytes);
  };
}

// The good answer to each request, cut one byte further on than the one before.
RawServer::Answer cut_everywhere() {
  return [cut = std::make_shared<std::atomic<std::size_t>>(0)](Connection& connection,
                                                               const std::string& head) {
    const std::string whole = good(head);
    const std::size_t first = is_first(target_in(head)) && *cut == 0 ? whole.size() : 0;
    connection.send(std::string_view(whole).substr(0, std::max(first, (*cut)++ % whole.size())));
    return false;
  };
}

// One byte, and another when the client has had time to lose patience.
RawServer::Answer dripping() {
  return [](Connection& connection, const std::string&) {
    const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    for (std::size_t i = 0; i < 1000; ++i) {
      if (!connection.send(head.substr(i % head.size(), 1)) || connection.is_gone_after(100)) break;
    }
    return false;
  };
}

const std::string hostile_text =
    "\x1b]0;title\x07\x1b[31mred\r\n::error file=x::owned\n]]></failure><script>alert(1)</script>"
    "`${{ secrets.X }}` <img src=x onerror=alert(1)> &quot; \u202e";

// The same text as JSON has it.
std::string hostile_json() {
  return R"("\u001b]0;title\u0007\u001b[31mred\r\n::error file=x::owned\n]]></failure>)"
         R"(<script>alert(1)</script>`${{ secrets.X }}` <img src=x onerror=alert(1)> &quot; \u202e")";
}

std::vector<Deployment> that_do_not_speak_http() {
  return {
      {"closes at once", always(""), not_judged, "before the first byte"},
      {"resets", [](Connection& c, const std::string&) { return c.reset(); }, not_judged, ""},
      {"is silent", [](Connection& c, const std::string&) { return c.be_silent(), false; },
       not_judged, "no bytes for 1 s", impatient},
      {"is silent inside the head",
       [](Connection& c, const std::string&) {
         c.send("HTTP/1.1 200 OK\r\nContent-");
         return c.be_silent(), false;
       },
       not_judged, "a part of the headers", impatient},
      {"is silent inside the body",
       [](Connection& c, const std::string&) {
         c.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
         return c.be_silent(), false;
       },
       not_judged, "1 of 100 bytes of the body", impatient},
      {"drips", dripping(), not_judged, "took over 3 s", impatient},
      {"speaks HTTP/0.9", always("{\"run_id\": 1}"), not_judged, "not HTTP"},
      {"speaks HTTP/2", always("\0\0\x12\4\0\0\0\0\0\0\3\0\0\0\x64"s), not_judged, "not HTTP"},
      {"speaks HTTP/3", always("HTTP/3 200 OK\r\n\r\n{}"), either, "HTTP"},
      {"speaks SSH", always("SSH-2.0-OpenSSH_9.2p1\r\n"), not_judged, "not HTTP"},
      {"speaks TLS", always("\x15\3\1\0\2\2\x46"s), not_judged, "not HTTP"},
      {"speaks SMTP", always("220 mail ESMTP\r\n"), not_judged, "not HTTP"},
      {"sends NULs", always(times(5000, "\0"s)), not_judged, "not HTTP"},
      {"sends line breaks", always(times(5000, "\r\n")), either, ""},
      {"sends noise without an end", endless("", "\xff\xfe\x80"), not_judged, ""},
      {"asks in turn", always("GET / HTTP/1.1\r\nHost: you\r\n\r\n"), not_judged, "not HTTP"},
  };
}

std::vector<Deployment> with_broken_heads() {
  const std::string body = "\r\n{}";
  return {
      {"status 0", always("HTTP/1.1 000 No\r\nContent-Length: 2\r\n" + body), either, ""},
      {"status 99", always("HTTP/1.1 99 No\r\nContent-Length: 2\r\n" + body), either, ""},
      {"status 1000", always("HTTP/1.1 1000 No\r\nContent-Length: 2\r\n" + body), either, ""},
      {"status 999", always("HTTP/1.1 999 No\r\nContent-Length: 2\r\n" + body), broken, "999"},
      {"no status", always("HTTP/1.1 OK\r\nContent-Length: 2\r\n" + body), either, ""},
      {"101 for no reason", always("HTTP/1.1 101 Switch\r\nUpgrade: h2c\r\n\r\n"), either, ""},
      {"1xx without an end", endless("", "HTTP/1.1 100 Continue\r\n\r\n"), either, "262144"},
      {"1xx and then the answer",
       [](Connection& c, const std::string& head) {
         return c.send(times(100, "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n") + good(head));
       },
       broken, ""},
      {"204 with a body", always("HTTP/1.1 204 None\r\nContent-Length: 2\r\n" + body), broken,
       "204"},
      {"304 for all", always("HTTP/1.1 304 Same\r\n\r\n"), broken, "304"},
      {"headers without an end", endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n"), not_judged,
       "headers are over"},
      {"a header without an end", endless("HTTP/1.1 200 OK\r\nX: ", "xxxxxxxx"), either, ""},
      {"a status line without an end", endless("HTTP/1.1 200 ", "OK "), either, ""},
      {"a header without a colon", with_headers("no colon at all\r\n"), either, ""},
      {"a header with a NUL", with_headers("X-Nul: a\0b\r\n"s), either, ""},
      {"folded headers", with_headers("X-Folded: a\r\n  b\r\n\tc\r\n"), either, ""},
      {"cookies", with_headers(times(200, "Set-Cookie: a=s3cret-t0ken\r\n")), broken, ""},
      {"terminal escapes in headers", with_headers("X-Esc: \x1b]0;t\x07\r\nServer: \x1b[2J\r\n"),
       broken, ""},
  };
}

std::vector<Deployment> with_wrong_lengths() {
  const auto stated = [](const std::string& headers, const std::string& body) {
    return always("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers + "\r\n" +
                  body);
  };
  return {
      {"cut at every byte", cut_everywhere(), not_judged, "stopped answering"},
      {"a length too large", stated("Content-Length: 1000\r\n", "{}"), not_judged,
       "2 of 1000 bytes"},
      {"a length too small", stated("Content-Length: 1\r\n", "{}"), broken, "content_length"},
      {"a length below 0", stated("Content-Length: -1\r\n", "{}"), either, ""},
      {"a length in words", stated("Content-Length: two\r\n", "{}"), either, ""},
      {"a length beyond 64 bits", stated("Content-Length: 99999999999999999999\r\n", "{}"), either,
       ""},
      {"a length of 2^63-1", stated("Content-Length: 9223372036854775807\r\n", "{}"), either, ""},
      {"two lengths", stated("Content-Length: 2\r\nContent-Length: 3\r\n", "{} "), either, ""},
      {"a length and chunks",
       stated("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
       either, ""},
      {"chunks without a size", stated("Transfer-Encoding: chunked\r\n", "x\r\n{}\r\n"), not_judged,
       "chunk"},
      {"a chunk beyond 64 bits",
       stated("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n{}"), either, ""},
      {"chunks without an end",
       endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
               "3e8\r\n" + times(1000, " ") + "\r\n"),
       not_judged, "over 16777216 bytes"},
      {"trailers without an end",
       endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", "X: y\r\n"),
       either, ""},
      {"a body without an end", endless("HTTP/1.1 200 OK\r\n\r\n", "xxxxxxxx"), not_judged,
       "over 16777216 bytes"},
      {"other codings", stated("Transfer-Encoding: gzip, rot13\r\n", "{}"), either, ""},
  };
}

std::vector<Deployment> with_codings() {
  const std::string bomb = sp::testing::gzipped(times(100'000'000, " "));
  return {
      {"a bomb", with_body(bomb, "Content-Encoding: gzip\r\n"), broken, "unpacks to more than"},
      {"a bomb in a bomb",
       with_body(sp::testing::gzipped(bomb), "Content-Encoding: gzip, gzip\r\n"), broken, ""},
      {"no gzip", with_body("{}", "Content-Encoding: gzip\r\n"), broken, "gzip"},
      {"half a gzip",
       with_body(sp::testing::gzipped("{}").substr(0, 12), "Content-Encoding: gzip\r\n"), broken,
       "gzip"},
      {"a hundred codings", with_body("{}", "Content-Encoding: " + times(100, "gzip, ") + "br\r\n"),
       broken, ""},
      {"a coding nobody knows", with_body("{}", "Content-Encoding: rot13\r\n"), broken, "rot13"},
  };
}

std::vector<Deployment> that_redirect() {
  const auto to = [](const std::string& where, int status = 302) {
    return with_body("", where.empty() ? "" : "Location: " + where + "\r\n", status);
  };
  return {
      {"to itself", to("/api/v1/runs/1/summary"), not_judged, "redirect"},
      {"to another host", to("http://192.0.2.1/api/v1/runs/1/summary"), not_judged, "192.0.2.1"},
      {"to a file", to("file:///etc/passwd"), not_judged, "redirect"},
      {"to a script", to("javascript:alert(1)"), not_judged, "redirect"},
      {"to nowhere", to(""), not_judged, "redirect"},
      {"to noise", to("\x1b[31m%00//:\xff"), not_judged, "redirect"},
      {"to a place without an end", to("http://a/" + times(60'000, "a")), not_judged, "redirect"},
      {"permanently", to("https://127.0.0.1/", 308), not_judged, "redirect"},
      {"later on",
       later("HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n"),
       broken, "302"},
  };
}

std::vector<Deployment> with_limits() {
  const auto headers = [](const std::string& remaining, const std::string& reset,
                          const std::string& date) {
    return with_headers("X-RateLimit-Limit: 60\r\nX-RateLimit-Remaining: " + remaining +
                        "\r\nX-RateLimit-Reset: " + reset + "\r\nDate: " + date + "\r\n");
  };
  const std::string now = "Mon, 01 Jun 2026 12:00:00 GMT";
  const std::string envelope = R"({"code": "rate_limited", "message": "m", "details": {}})";
  const auto refused = [&](const std::string& wait) {
    return with_body(envelope, "Retry-After: " + wait + "\r\n", 429);
  };
  return {
      {"a wait beyond the deadline",
       refused("119"),
       not_judged,
       "--deadline",
       {"--deadline", "40"}},
      {"a wait of centuries", refused("9223372036854775807"), not_judged, ""},
      {"a wait below 0", refused("-9223372036854775808"), not_judged, ""},
      {"a wait in words", refused("soon"), not_judged, ""},
      {"nothing left, until the deadline has passed",
       headers("0", "1780315260", now),
       not_judged,
       "--deadline",
       {"--deadline", "40"}},
      {"nothing left until the end of time", headers("0", "9223372036854775807", now), broken, ""},
      {"nothing left since long ago", headers("0", "-9223372036854775808", now), broken, ""},
      {"less than nothing left", headers("-9223372036854775808", "0", now), broken, ""},
      {"a clock that is years behind", headers("50", "0", "Thu, 01 Jan 1970 00:00:00 GMT"), broken,
       ""},
      {"a clock that is years ahead", headers("50", "0", "Fri, 31 Dec 9999 23:59:59 GMT"), broken,
       ""},
      {"no date at all", headers("50", "0", "\xff\xff yesterday"), broken, ""},
  };
}

std::vector<Deployment> with_odd_bodies() {
  const auto page = [](const std::string& rows, const std::string& pagination) {
    return with_body("{\"data\":[" + rows + "],\"pagination\":{" + pagination + "}}");
  };
  const std::string most = "9223372036854775807";
  return {
      {"next_offset that leads nowhere",
       page("{}", R"("limit":50,"offset":0,"total":1000000,"next_offset":0)"), broken, ""},
      {"next_offset that leads back",
       page("{}", R"("limit":1,"offset":50,"total":1000000,"next_offset":-50)"), broken, ""},
      {"the largest numbers",
       page("{\"run_id\":" + most + ",\"regression_test_id\":" + most + ",\"count\":" + most + "}",
            "\"limit\":" + most + ",\"offset\":" + most + ",\"total\":" + most +
                ",\"next_offset\":" + most),
       broken, ""},
      {"the smallest numbers",
       page("{\"run_id\":-" + most + "}", "\"limit\":-" + most + ",\"total\":-" + most), broken,
       ""},
      {"numbers beyond all",
       with_body("{\"run_id\":1e308,\"total_samples\":" + times(400, "9") + "}"), broken, ""},
      {"a number that is none", with_body("{\"run_id\":1e400}"), broken, "1.8e308"},
      {"UTF-16", with_body("\xff\xfe{\0}\0"s), broken, "JSON"},
      {"half of a pair", with_body(R"({"code":"\ud800"})"), broken, "surrogate"},
      {"a NUL", with_body("{}\0{}"s), broken, "NUL"},
      {"members again and again", with_body("{\"a\":0" + times(1000, ",\"a\":0") + "}"), broken,
       "unique_keys"},
      {"an empty body", with_body(""), broken, "response.json"},
      {"HTML", with_body("<html><script>alert(1)</script></html>"), broken, "response.json"},
      {"escapes and annotations in every text",
       with_body("{\"code\":" + hostile_json() + ",\"message\":" + hostile_json() + "," +
                 hostile_json() + ":[" + hostile_json() + "]}"),
       broken,
       "",
       {"--github"}},
      {"escapes in a body that is not JSON", with_body(hostile_text), broken, "", {"--github"}},
      {"escapes in an error",
       later(answer("{\"code\":" + hostile_json() + "}", {}, 500)),
       broken,
       "500",
       {"--github"}},
      {"the token", with_body(R"({"code":"x","message":"Bearer s3cret-t0ken"})"), broken, ""},
  };
}

std::vector<Deployment> all() {
  std::vector<Deployment> all;
  for (auto* const some : {&that_do_not_speak_http, &with_broken_heads, &with_wrong_lengths,
                           &with_codings, &that_redirect, &with_limits, &with_odd_bodies}) {
    for (Deployment& deployment : (*some)()) all.push_back(std::move(deployment));
  }
  return all;
}

// Lines that the job's runner would take for commands are our own annotations.
bool has_foreign_command(const std::string& output) {
  return output.find("\n::error file=x::owned") != std::string::npos ||
         output.starts_with("::error file=x::owned");
}

class HostileDeployment : public ::testing::TestWithParam<Deployment> {};

TEST_P(HostileDeployment, IsJudgedWithinBounds) {
  const Deployment& deployment = GetParam();
  const RawServer server(deployment.answer);
  std::vector<std::string> flags = {"--max-requests", "60"};
  const bool has_deadline = !deployment.flags.empty() && deployment.flags[0] == "--deadline";
  if (!has_deadline) flags.insert(flags.end(), {"--deadline", "3000"});
  if (deployment.flags != impatient) flags.insert(flags.end(), {"--timeout", "60"});
  flags.insert(flags.end(), deployment.flags.begin(), deployment.flags.end());
  const Judged judged = judge(server.origin() + "/api/v1", flags);
  if (deployment.exit_code == either) {
    EXPECT_THAT(judged.exit_code, AnyOf(broken, not_judged)) << judged.output;
  } else {
    EXPECT_EQ(judged.exit_code, deployment.exit_code) << judged.output;
  }
  EXPECT_THAT(judged.output, HasSubstr(deployment.words));
  EXPECT_THAT(judged.output, Not(HasSubstr("\x1b")));
  EXPECT_THAT(judged.output, Not(HasSubstr("s3cret-t0ken")));
  EXPECT_FALSE(has_foreign_command(judged.output)) << judged.output;
  EXPECT_LT(judged.peak_bytes, 256'000'000u);
  EXPECT_LT(judged.processor_seconds, 60);
}

INSTANTIATE_TEST_SUITE_P(Each, HostileDeployment, ::testing::ValuesIn(all()), [](const auto& row) {
  std::string name = row.param.name;
  for (char& c : name) c = ::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  return name;
});

TEST(HostileDeployment, IsNotThere) {
  std::string origin;
  {
    const RawServer gone("");
    origin = gone.origin();
  }
  const Judged judged = judge(origin + "/api/v1");
  EXPECT_EQ(judged.exit_code, not_judged);
  EXPECT_THAT(judged.output, HasSubstr("refused"));
}

TEST(HostileDeployment, SpeaksNoTls) {
  const RawServer plain(answer("{}"));
  const Judged judged = judge("https" + plain.origin().substr(4) + "/api/v1", {"--timeout", "1"});
  EXPECT_EQ(judged.exit_code, not_judged);
  EXPECT_THAT(judged.output, HasSubstr("TLS"));
}

}  // namespace
}  // namespace sp::hostile
