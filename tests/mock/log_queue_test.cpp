// The log of sp-mock on its way to somebody who reads late, slowly, or never.
#include "cli/log_queue.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>

namespace sp::mock {
namespace {

using namespace std::chrono_literals;

struct Pipe {
  Pipe() { EXPECT_EQ(::pipe(ends), 0); }
  ~Pipe() {
    ::close(ends[0]);
    close_writing();
  }
  void close_writing() {
    if (ends[1] >= 0) ::close(ends[1]);
    ends[1] = -1;
  }
  // Everything up to the end of the writing.
  std::string read_all() const {
    std::string text;
    char buffer[4096];
    for (ssize_t size; (size = ::read(ends[0], buffer, sizeof buffer)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(size));
    }
    return text;
  }
  int ends[2];
};

std::string dropped(std::size_t lines) { return "dropped " + std::to_string(lines) + "\n"; }

// More than a pipe holds and than the queue holds.
constexpr std::size_t many = 30000;

void put_numbers(LogQueue& queue) {
  for (std::size_t i = 0; i < many; ++i) queue.put(std::to_string(i) + "\n");
}

// How many lines a text accounts for, written or told of as dropped. Each number stands where
// it belongs: behind as many others as are written or dropped before it.
std::size_t lines_accounted_for(const std::string& text) {
  std::istringstream lines(text);
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("dropped ")) {
      count += std::stoul(line.substr(8));
    } else {
      EXPECT_EQ(line, std::to_string(count));
      ++count;
    }
  }
  return count;
}

TEST(LogQueue, WritesEveryLineInItsOrder) {
  Pipe pipe;
  {
    LogQueue queue(pipe.ends[1], dropped, 1min);
    for (const char* line : {"one\n", "two\n", "three\n"}) queue.put(line);
  }
  pipe.close_writing();
  EXPECT_EQ(pipe.read_all(), "one\ntwo\nthree\n");
}

TEST(LogQueue, TellsHowManyLinesItDroppedOnceSomebodyReads) {
  Pipe pipe;
  auto queue = std::make_unique<LogQueue>(pipe.ends[1], dropped, 1min);
  put_numbers(*queue);  // nobody reads, and it ends
  std::string text;
  std::thread reader([&] { text = pipe.read_all(); });
  queue.reset();
  pipe.close_writing();
  reader.join();
  EXPECT_EQ(lines_accounted_for(text), many);
  EXPECT_NE(text.find("dropped "), std::string::npos);
}

TEST(LogQueue, EndsThoughNobodyReads) {
  // The queue's thread waits to write to it for as long as the process lives: were it closed, its
  // number would soon be another pipe's.
  static const Pipe& pipe = *new Pipe;
  LogQueue queue(pipe.ends[1], dropped, 1ms);
  put_numbers(queue);
}

TEST(LogQueue, EndsThoughItsReaderIsGone) {
  ::signal(SIGPIPE, SIG_IGN);  // as a server does
  Pipe pipe;
  ::close(pipe.ends[0]);
  {
    LogQueue queue(pipe.ends[1], dropped, 1min);
    put_numbers(queue);
  }
  pipe.ends[0] = ::open("/dev/null", O_RDONLY);
}

TEST(LogQueue, WaitsForAReaderOfADescriptorThatDoesNotBlock) {
  Pipe pipe;
  ::fcntl(pipe.ends[1], F_SETFL, O_NONBLOCK);
  auto queue = std::make_unique<LogQueue>(pipe.ends[1], dropped, 1min);
  put_numbers(*queue);
  std::string text;
  std::thread reader([&] { text = pipe.read_all(); });
  queue.reset();
  pipe.close_writing();
  reader.join();
  EXPECT_EQ(lines_accounted_for(text), many);
}

}  // namespace
}  // namespace sp::mock
