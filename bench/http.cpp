// How many requests a second the mock answers, side by side with cpp-httplib's own server answering
// a constant of the same length with as many threads.
#include <algorithm>
#include <chrono>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <httplib.h>

#include <sp/mock/server.h>

#include "load.h"

namespace {

using sp::bench::Load;
using sp::bench::requests_per_second;

constexpr int rounds = 21;
constexpr std::chrono::milliseconds time_of_round{200};

// cpp-httplib with one answer.
class Bare {
 public:
  Bare(std::size_t threads, std::string body) : body_(std::move(body)) {
    server_.new_task_queue = [threads] { return new httplib::ThreadPool(threads); };
    server_.set_tcp_nodelay(true);
    server_.set_keep_alive_max_count(1 << 30);
    server_.set_keep_alive_timeout(60);
    server_.set_read_timeout(60);
    server_.Get("/constant", [this](const httplib::Request&, httplib::Response& to) {
      to.set_content(body_, "application/json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~Bare() {
    server_.stop();
    thread_.join();
  }
  int port() const { return port_; }

 private:
  std::string body_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

std::string request(const std::string& path, const std::string& token) {
  return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token +
         "\r\nAccept: application/json\r\n\r\n";
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + rounds / 2, values.end());
  return values[rounds / 2];
}

// The processor's time of this process, client and servers, in microseconds.
double processor_time() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

struct Measured {
  std::vector<double> per_second = {};
  std::vector<double> microseconds = {};  // of the processor for a request, the client's included

  void add(const Load& load) {
    const double before = processor_time();
    const double rate = requests_per_second(load, time_of_round);
    const double answers = rate * std::chrono::duration<double>(time_of_round).count();
    per_second.push_back(rate);
    microseconds.push_back((processor_time() - before) / answers);
  }
};

void compare(const char* name, const sp::mock::Server& mock, const std::string& path,
             int connections) {
  httplib::Client client("127.0.0.1", mock.port());
  client.set_bearer_token_auth(mock.token().c_str());
  const std::string body = client.Get("/api/v1" + path)->body;
  const Bare bare(static_cast<std::size_t>(connections), body);
  Measured of_mock;
  Measured of_bare;
  std::vector<double> ratios;
  for (int i = 0; i < rounds; ++i) {  // in turns, so that what else runs here hits both
    of_mock.add({mock.port(), connections, request("/api/v1" + path, mock.token())});
    of_bare.add({bare.port(), connections, request("/constant", mock.token())});
    ratios.push_back(of_mock.per_second.back() / of_bare.per_second.back());
  }
  fmt::print(
      "{:<8} {:>6} bytes {:>3} connections: mock {:>6.0f}/s, {:.1f} us each; "
      "bare cpp-httplib {:>6.0f}/s, {:.1f} us each; ratio {:.2f}\n",
      name, body.size(), connections, median(of_mock.per_second), median(of_mock.microseconds),
      median(of_bare.per_second), median(of_bare.microseconds), median(ratios));
}

}  // namespace

int main() {
  // A limit that is counted and never reached.
  const auto scenario = sp::mock::Scenario::parse(R"({
    "version": 1, "name": "bench", "rate_limit": {"limit": 1000000000, "window_seconds": 3600},
    "generate": {"runs": 200, "regression_tests": 20}})");
  const sp::mock::Server mock(scenario);
  for (const int connections : {8, 64}) {
    compare("summary", mock, "/runs/1/summary", connections);
    compare("history", mock, "/samples/1/history?limit=50", connections);
  }
}
