// sp-mock whose standard error is a pipe that nobody reads: a fixture that starts it so and
// forgets about it must neither lose answers nor be unable to stop it.
#include <csignal>
#include <poll.h>
#include <spawn.h>
#include <string>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <gtest/gtest.h>
#include <httplib.h>

extern char** environ;

namespace sp::testing {
namespace {

// A mock whose standard output and standard error are pipes of ours.
class PipedMock {
 public:
  explicit PipedMock(const std::string& log) {
    EXPECT_EQ(::pipe(output_), 0);
    EXPECT_EQ(::pipe(errors_), 0);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, output_[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, errors_[1], STDERR_FILENO);
    const std::string mock = SP_BIN_DIR "/sp-mock";
    std::vector<std::string> words = {mock, "serve",           "quickstart", "--port",
                                      "0",  "--no-rate-limit", "--log",      log};
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    EXPECT_EQ(::posix_spawn(&pid_, words[0].c_str(), &actions, nullptr, arguments.data(), environ),
              0);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(output_[1]);
    ::close(errors_[1]);
  }
  ~PipedMock() {
    ::close(output_[0]);
    ::close(errors_[0]);
  }

  // The port that the line on standard output ends its host with.
  int port() const {
    std::string line;
    for (char c; ::read(output_[0], &c, 1) == 1 && c != '\n';) line += c;
    const std::size_t host = line.find("127.0.0.1:");
    return host == std::string::npos ? 0 : std::stoi(line.substr(host + 10));
  }

  // Its exit status after the signal; -1 when it had to be killed.
  int ended_by(int signal) const {
    // By its number, because glibc 2.36 declares the function for C only.
    const int process = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    ::kill(pid_, signal);
    pollfd ended{process, POLLIN, 0};
    const bool in_time = ::poll(&ended, 1, 20'000) == 1;
    if (!in_time) ::kill(pid_, SIGKILL);
    ::close(process);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    return in_time && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t pid_ = 0;
  int output_[2];
  int errors_[2];
};

struct Unread {
  const char* log;
  int signal;
};

void PrintTo(const Unread& row, std::ostream* out) {
  *out << row.log << " lines, signal " << row.signal;
}

class UnreadLog : public ::testing::TestWithParam<Unread> {};

TEST_P(UnreadLog, HoldsUpNeitherAnswersNorTheEnd) {
  const PipedMock mock(GetParam().log);
  httplib::Client client("127.0.0.1", mock.port());
  client.set_keep_alive(true);
  client.set_bearer_token_auth("mock-token");
  int answered = 0;
  // Lines of 80 bytes and more: a pipe holds 65,536 bytes.
  for (int i = 0; i < 2000; ++i) {
    const auto answer = client.Get("/api/v1/runs/1001/summary");
    answered += answer && answer->status == 200;
  }
  EXPECT_EQ(answered, 2000);
  EXPECT_EQ(mock.ended_by(GetParam().signal), 0);
}

INSTANTIATE_TEST_SUITE_P(FormatsAndSignals, UnreadLog,
                         ::testing::Values(Unread{"text", SIGTERM}, Unread{"text", SIGINT},
                                           Unread{"json", SIGTERM}));

}  // namespace
}  // namespace sp::testing
