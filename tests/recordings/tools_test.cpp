// One small file in the form of each tool that people record with. All of them tell the same: a
// run's summary that came, and what else the tool writes of requests that came to nothing.
#include <ostream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "recordings/read.h"

namespace sp::recordings {
namespace {

using ::testing::Contains;
using ::testing::Key;
using ::testing::Not;
using testing::Read;
using ::testing::SizeIs;
using ::testing::StartsWith;

struct Tool {
  const char* name;
  const char* file;
  std::size_t left_out;
};

void PrintTo(const Tool& row, std::ostream* out) { *out << row.name; }

// Over HTTP/2: pseudo headers, and sizes that are of compressed frames.
constexpr const char* chrome = R"({"log":{"version":"1.2",
 "creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[
 {"_initiator":{"type":"script"},"_priority":"High","_resourceType":"fetch","cache":{},
  "connection":"443","pageref":"page_1",
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"http/2.0",
   "headers":[{"name":":authority","value":"h"},{"name":":method","value":"GET"},
    {"name":":path","value":"/api/v1/runs/7/summary"},{"name":":scheme","value":"https"},
    {"name":"authorization","value":"Bearer t"}],
   "queryString":[],"cookies":[],"headersSize":-1,"bodySize":0},
  "response":{"status":200,"statusText":"","httpVersion":"http/2.0",
   "headers":[{"name":":status","value":"200"},{"name":"content-type","value":"application/json"}],
   "cookies":[],"content":{"size":12,"mimeType":"application/json","text":"{\"run_id\":7}"},
   "redirectURL":"","headersSize":-1,"bodySize":-1,"_transferSize":61,"_error":null},
  "serverIPAddress":"192.0.2.7","startedDateTime":"2026-06-27T12:42:03.012Z","time":12.3,
  "timings":{"blocked":1,"dns":-1,"send":0,"wait":11,"receive":0.3,"ssl":-1,"connect":-1}},
 {"_resourceType":"fetch","cache":{},
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"http/2.0",
   "headers":[],"queryString":[],"cookies":[],"headersSize":-1,"bodySize":0},
  "response":{"status":0,"statusText":"","httpVersion":"","headers":[],"cookies":[],
   "content":{"size":0,"mimeType":"x-unknown"},"redirectURL":"","headersSize":-1,"bodySize":-1,
   "_transferSize":0,"_error":"net::ERR_ABORTED"},
  "startedDateTime":"2026-06-27T12:42:04.012Z","time":1,"timings":{"send":0,"wait":0,"receive":0}}]}})";

constexpr const char* firefox = R"({"log":{"version":"1.2",
 "creator":{"name":"Firefox","version":"140.0"},"browser":{"name":"Firefox","version":"140.0"},
 "pages":[{"id":"page_1","pageTimings":{"onContentLoad":1,"onLoad":2},
  "startedDateTime":"2026-06-27T14:42:01.000+02:00","title":"x"}],"entries":[
 {"startedDateTime":"2026-06-27T14:42:03.012+02:00",
  "request":{"bodySize":0,"method":"GET","url":"https://h/api/v1/runs/7/summary",
   "httpVersion":"HTTP/2","headers":[{"name":"Host","value":"h"},
    {"name":"Authorization","value":"Bearer t"}],"cookies":[],"queryString":[],"headersSize":300},
  "response":{"status":200,"statusText":"","httpVersion":"HTTP/2",
   "headers":[{"name":"content-type","value":"application/json"}],"cookies":[],
   "content":{"mimeType":"application/json","size":12,"encoding":"base64",
    "text":"eyJydW5faWQiOjd9"},"redirectURL":"","headersSize":120,"bodySize":132},
  "cache":{},"timings":{"blocked":0,"dns":0,"connect":0,"ssl":0,"send":0,"wait":11,"receive":0},
  "time":11,"_securityState":"secure","serverIPAddress":"192.0.2.7","connection":"443",
  "pageref":"page_1"},
 {"startedDateTime":"2026-06-27T14:42:04.012+02:00",
  "request":{"bodySize":0,"method":"GET","url":"https://h/api/v1/runs/8/summary",
   "httpVersion":"HTTP/2","headers":[],"cookies":[],"queryString":[],"headersSize":300},
  "response":{"status":200,"statusText":"","httpVersion":"HTTP/2",
   "headers":[{"name":"content-type","value":"application/json"}],"cookies":[],
   "content":{"mimeType":"application/json","size":12,
    "comment":"Response bodies are not included."},
   "redirectURL":"","headersSize":120,"bodySize":132},
  "cache":{},"timings":{"send":0,"wait":11,"receive":0},"time":11,"pageref":"page_1"}]}})";

constexpr const char* safari = R"({"log":{"version":"1.2",
 "creator":{"name":"WebKit Web Inspector","version":"1.0"},"pages":[],"entries":[
 {"pageref":"page_0","startedDateTime":"2026-06-27T12:42:03.012Z","time":11.02,
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"HTTP/2",
   "cookies":[],"headers":[{"name":"Authorization","value":"Bearer t"}],"queryString":[],
   "headersSize":-1,"bodySize":-1},
  "response":{"status":200,"statusText":"","httpVersion":"HTTP/2","cookies":[],
   "headers":[{"name":"Content-Type","value":"application/json"}],
   "content":{"size":12,"compression":0,"mimeType":"application/json","text":"{\"run_id\":7}"},
   "redirectURL":"","headersSize":-1,"bodySize":12,"_transferSize":80},
  "cache":{},"timings":{"blocked":1,"dns":-1,"connect":-1,"ssl":-1,"send":1,"wait":8,"receive":1},
  "serverIPAddress":"192.0.2.7","_fetchType":"Network Load","_priority":"medium"},
 {"pageref":"page_0","startedDateTime":"2026-06-27T12:42:04.012Z","time":0,
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"HTTP/2",
   "cookies":[],"headers":[],"queryString":[],"headersSize":-1,"bodySize":-1},
  "response":{"status":200,"statusText":"","httpVersion":"HTTP/2","cookies":[],
   "headers":[{"name":"Content-Type","value":"application/json"}],
   "content":{"size":12,"mimeType":"application/json","text":"{\"run_id\":7}"},
   "redirectURL":"","headersSize":-1,"bodySize":0},
  "cache":{},"timings":{"send":0,"wait":0,"receive":0},"_fetchType":"Disk Cache"}]}})";

constexpr const char* charles = R"({"log":{"version":"1.2",
 "creator":{"name":"Charles Proxy","version":"4.6.6"},"entries":[
 {"startedDateTime":"2026-06-27T14:42:03.012+02:00","time":11,
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"HTTP/2.0",
   "cookies":[],"headers":[{"name":":method","value":"GET"},{"name":":path","value":"/x"},
    {"name":":authority","value":"h"},{"name":"authorization","value":"Bearer t"}],
   "queryString":[],"headersSize":90,"bodySize":0},
  "response":{"_charlesStatus":"COMPLETE","status":200,"statusText":null,"httpVersion":"HTTP/2.0",
   "cookies":[],"headers":[{"name":":status","value":"200"},
    {"name":"content-type","value":"application/json"}],
   "content":{"size":12,"mimeType":"application/json","text":"eyJydW5faWQiOjd9",
    "encoding":"base64"},"redirectURL":null,"headersSize":0,"bodySize":12},
  "serverIPAddress":"192.0.2.7","cache":{},
  "timings":{"dns":-1,"connect":2,"ssl":1,"send":0,"wait":8,"receive":0}},
 {"startedDateTime":"2026-06-27T14:42:04.012+02:00","time":11,
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"HTTP/1.1",
   "cookies":[],"headers":[],"queryString":[],"headersSize":90,"bodySize":0},
  "response":{"_charlesStatus":"EXCEPTION","status":200,"statusText":"OK","httpVersion":"HTTP/1.0",
   "cookies":[],"headers":[],"content":{"size":0,"mimeType":null},"redirectURL":null,
   "headersSize":0,"bodySize":0},"cache":{},"timings":{"send":0,"wait":8,"receive":0}}]}})";

constexpr const char* mitmproxy = R"({"log":{"version":"1.2",
 "creator":{"name":"mitmproxy","version":"12.3.1","comment":""},"pages":[],"entries":[
 {"startedDateTime":"2026-06-27T12:42:03.012345+00:00","time":11.5,
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"HTTP/2.0",
   "cookies":[],"headers":[{"name":"authorization","value":"Bearer t"}],"queryString":[],
   "headersSize":90,"bodySize":0},
  "response":{"status":200,"statusText":"","httpVersion":"HTTP/2.0","cookies":[],
   "headers":[{"name":"content-type","value":"application/json"}],
   "content":{"size":12,"compression":0,"mimeType":"application/json","text":"{\"run_id\":7}"},
   "redirectURL":"","headersSize":80,"bodySize":12},"cache":{},
  "timings":{"connect":2,"ssl":1,"send":0,"receive":1,"wait":8},"serverIPAddress":"192.0.2.7"},
 {"startedDateTime":"2026-06-27T12:42:04.012345+00:00","time":1,
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"HTTP/2.0",
   "cookies":[],"headers":[],"queryString":[],"headersSize":90,"bodySize":0},
  "response":{"status":0,"statusText":"","httpVersion":"","headers":[],"cookies":[],"content":{},
   "redirectURL":"","headersSize":-1,"bodySize":-1,"_transferSize":0,"_error":null},"cache":{},
  "timings":{"connect":-1,"ssl":-1,"send":0,"receive":0,"wait":0}}]}})";

constexpr const char* playwright = R"({"log":{"version":"1.2",
 "creator":{"name":"Playwright","version":"1.65.1"},
 "browser":{"name":"chromium","version":"156.0"},"entries":[
 {"startedDateTime":"2026-06-27T12:42:03.012Z","time":11.2,
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"HTTP/1.1",
   "cookies":[],"headers":[{"name":"authorization","value":"Bearer t"}],"queryString":[],
   "headersSize":90,"bodySize":0},
  "response":{"status":200,"statusText":"OK","httpVersion":"HTTP/1.1","cookies":[],
   "headers":[{"name":"content-type","value":"application/json"}],
   "content":{"size":12,"mimeType":"application/json","text":"{\"run_id\":7}"},
   "headersSize":80,"bodySize":12,"redirectURL":"","_transferSize":92},"cache":{},
  "timings":{"dns":-1,"connect":-1,"ssl":-1,"send":0,"wait":10,"receive":1}},
 {"startedDateTime":"2026-06-27T12:42:04.012Z","time":-1,
  "request":{"method":"GET","url":"https://h/api/v1/runs/7/summary","httpVersion":"HTTP/1.1",
   "cookies":[],"headers":[],"queryString":[],"headersSize":-1,"bodySize":0},
  "response":{"status":-1,"statusText":"","httpVersion":"HTTP/1.1","cookies":[],"headers":[],
   "content":{"size":-1,"mimeType":"x-unknown"},"headersSize":-1,"bodySize":-1,"redirectURL":"",
   "_transferSize":-1,"_failureText":"net::ERR_ABORTED"},"cache":{},
  "timings":{"send":-1,"wait":-1,"receive":-1}}]}})";

class Tools : public ::testing::TestWithParam<Tool> {};

TEST_P(Tools, AreReadAlike) {
  const Read read(GetParam().file);
  EXPECT_EQ(read->base_url, "https://h/api/v1");
  EXPECT_EQ(read->left_out, GetParam().left_out);
  EXPECT_THAT(read->remarks, SizeIs(1)) << "of what was left out";
  EXPECT_EQ(read->grows, std::nullopt);
  ASSERT_THAT(read->entries, SizeIs(1));
  const Exchange& exchange = read->entries.front().exchange;
  EXPECT_EQ(exchange.path, "/runs/7/summary");
  EXPECT_EQ(exchange.credentials, "token");
  EXPECT_EQ(exchange.status, 200);
  EXPECT_EQ(exchange.body, R"({"run_id":7})");
  EXPECT_THAT(exchange.request_headers, Not(Contains(Key(StartsWith(":")))));
  EXPECT_THAT(exchange.response_headers, Not(Contains(Key(StartsWith(":")))));
  EXPECT_EQ(std::chrono::floor<std::chrono::milliseconds>(exchange.sent_at),
            schemas::parse_date_time("2026-06-27T12:42:03.012Z"));
}

INSTANTIATE_TEST_SUITE_P(All, Tools,
                         ::testing::Values(Tool{"Chrome", chrome, 1}, Tool{"Firefox", firefox, 1},
                                           Tool{"Safari", safari, 1}, Tool{"Charles", charles, 1},
                                           Tool{"mitmproxy", mitmproxy, 1},
                                           Tool{"Playwright", playwright, 1}));

}  // namespace
}  // namespace sp::recordings
