// How soon a mock answers, and what sp-mock holds in memory: after its start, after many requests,
// and while it is attacked.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <vector>
#include <zlib.h>

#include <fmt/format.h>

#include <sp/mock/server.h>

#include "connection.h"
#include "load.h"

namespace {

using sp::bench::Connection;

// The sp-mock beside this program, serving until the end of the object's life.
class Tool {
 public:
  explicit Tool(const std::string& folder) {
    int out[2];
    if (::pipe(out) != 0) throw std::runtime_error("no pipe");
    const std::string program = folder + "/sp-mock";
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(out[1], STDOUT_FILENO);
      ::execl(program.c_str(), "sp-mock", "serve", "quickstart", "--port", "0", "--log", "none",
              "--no-rate-limit", nullptr);
      std::_Exit(127);
    }
    ::close(out[1]);
    std::string url(128, '\0');
    const ssize_t size = ::read(out[0], url.data(), url.size());
    ::close(out[0]);
    if (size <= 0) throw std::runtime_error(program + " did not start");
    port_ = std::atoi(url.c_str() + url.rfind(':') + 1);
  }
  Tool(const Tool&) = delete;
  Tool& operator=(const Tool&) = delete;
  ~Tool() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }

  int port() const { return port_; }

  // "VmRSS", what is resident, or "VmHWM", the most that ever was.
  double megabytes(const std::string& row) const {
    std::ifstream status(fmt::format("/proc/{}/status", process_));
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with(row + ":")) return std::atof(line.c_str() + row.size() + 1) / 1024;
    }
    return 0;
  }

 private:
  pid_t process_ = 0;
  int port_ = 0;
};

std::string request(const std::string& headers) {
  return "GET /api/v1/runs/1001/summary HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
         "mock-token\r\n" +
         headers;
}

double milliseconds_to_the_first_answer() {
  const auto scenario = sp::mock::Scenario::bundled("quickstart");
  std::vector<double> times;
  for (int i = 0; i < 101; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    const sp::mock::Server mock(scenario);
    const Connection client(mock.port());
    client.send(request("\r\n"));
    char status[12];
    ::recv(client.socket(), status, sizeof status, MSG_WAITALL);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    if (std::string(status, sizeof status) != "HTTP/1.1 200") throw std::runtime_error("no 200");
    times.push_back(took.count());
  }
  std::nth_element(times.begin(), times.begin() + 50, times.end());
  return times[50];
}

// The same piece on so many connections at once, until the mock closes them or has taken so much.
void send_endlessly(int port, const std::string& begin, const std::string& piece, int connections,
                    std::size_t most) {
  std::vector<std::thread> clients;
  for (int i = 0; i < connections; ++i) {
    clients.emplace_back([&] {
      const Connection client(port);
      bool taken = client.send(begin);
      for (std::size_t sent = 0; taken && sent < most; sent += piece.size()) {
        taken = client.send(piece);
      }
    });
  }
  for (std::thread& client : clients) client.join();
}

// As many as the process may open, up to `most`; each says `begin` and then nothing.
std::vector<std::unique_ptr<Connection>> silent(int port, std::size_t most,
                                                const std::string& begin) {
  std::vector<std::unique_ptr<Connection>> clients;
  try {
    while (clients.size() < most) {
      clients.push_back(std::make_unique<Connection>(port));
      clients.back()->send(begin);
    }
  } catch (const std::runtime_error&) {  // no descriptor is left: these are enough
  }
  return clients;
}

std::string bomb() {
  const std::string zeros(std::size_t{256} << 20, '\0');
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, zeros.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zeros.data()));
  stream.avail_in = static_cast<uInt>(zeros.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

struct Attack {
  const char* name;
  std::function<void(int port)> run;
};

const std::vector<Attack> attacks = {
    {"headers without end, 16 at once",
     [](int port) {
       send_endlessly(port, request(""), "X-A: " + std::string(8000, 'a') + "\r\n", 16, 64 << 20);
     }},
    {"a chunked body without end, 16 at once",
     [](int port) {
       send_endlessly(port, request("Transfer-Encoding: chunked\r\n\r\n"),
                      "8000\r\n" + std::string(0x8000, 'a') + "\r\n", 16, 64 << 20);
     }},
    {"a body that unpacks to 256 MB, 16 at once",
     [](int port) {
       const std::string packed = bomb();
       send_endlessly(port,
                      request(fmt::format("Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
                                          packed.size())),
                      packed, 16, packed.size());
     }},
    {"2,000 requests with bodies of 800 kB",
     [](int port) {
       const std::string body(800'000, 'a');
       const std::string whole =
           request(fmt::format("Content-Length: {}\r\n\r\n", body.size())) + body;
       const sp::bench::Load load{port, 8, whole};
       for (double sent = 0; sent < 2000;) {
         sent += sp::bench::requests_per_second(load, std::chrono::milliseconds(500)) / 2;
       }
     }},
    {"10,000 requests with heads of 60 kB",
     [](int port) {
       std::string headers;
       for (int i = 0; i < 60; ++i)
         headers += fmt::format("X-{}: {}\r\n", i, std::string(990, 'a'));
       const std::string whole = request(headers + "\r\n");
       for (double sent = 0; sent < 10000;) {
         sent +=
             sp::bench::requests_per_second({port, 8, whole}, std::chrono::milliseconds(500)) / 2;
       }
     }},
    {"12,000 silent connections", [](int port) { silent(port, 12000, ""); }},
    {"12,000 connections with half a head",
     [](int port) { silent(port, 12000, request("X-A: " + std::string(4000, 'a'))); }},
    {"200 slow heads of 60 kB",
     [](int port) {
       std::string half = request("");
       while (half.size() < 60000) half += "X-A: " + std::string(900, 'a') + "\r\n";
       silent(port, 200, half);
     }},
};

void raise_limit_of_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int, char** argv) {
  std::string folder = argv[0];
  folder.resize(std::max<std::size_t>(folder.rfind('/'), 1));
  fmt::print("constructor to first 200: {:.2f} ms\n", milliseconds_to_the_first_answer());
  {
    const Tool tool(folder);
    const double start = tool.megabytes("VmRSS");
    double sent = 0;
    while (sent < 900'000) {
      sent += sp::bench::requests_per_second({tool.port(), 8, request("\r\n")},
                                             std::chrono::milliseconds(1000));
    }
    fmt::print("resident after start: {:.1f} MB; after {:.0f} requests {:.1f} MB more\n", start,
               sent, tool.megabytes("VmRSS") - start);
  }
  raise_limit_of_descriptors();
  for (const Attack& attack : attacks) {
    const Tool tool(folder);
    const double start = tool.megabytes("VmRSS");
    attack.run(tool.port());
    fmt::print("{:<42} at most {:5.1f} MB more\n", attack.name, tool.megabytes("VmHWM") - start);
  }
}
