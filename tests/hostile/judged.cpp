#include "hostile/judged.h"

#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "temp_folder.h"

namespace sp::hostile {

namespace {

std::string contents(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

std::size_t size_of(const std::filesystem::path& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  return none ? 0 : size;
}

double in_seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// The most memory that a process had resident since it began its program, unlike ru_maxrss, which
// has what its parent had.
std::size_t peak_of(pid_t process) {
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtoull(line.c_str() + 6, nullptr, 10) << 10;
  }
  return 0;
}

// In the child: becomes the program, and stops there for its parent.
[[noreturn]] void become(const std::vector<std::string>& words, const std::string& folder) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  if (::chdir(folder.c_str()) != 0) ::_exit(126);
  const int out = ::open("out", O_WRONLY | O_CREAT, 0600);
  ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
  ::setenv("SP_API_TOKEN", "s3cret-t0ken", 1);
  ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
  ::execv(arguments.front(), arguments.data());
  ::_exit(127);
}

struct Ended {
  int status = 0;
  rusage used{};
  std::size_t peak_bytes = 0;
};

// Follows a child that stopped where its program began, up to its end.
Ended follow(pid_t child) {
  Ended ended;
  const auto go_on = [&](int signal) { ::ptrace(PTRACE_CONT, child, nullptr, signal); };
  if (::wait4(child, &ended.status, 0, &ended.used) != child || !WIFSTOPPED(ended.status)) {
    return ended;
  }
  ::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACEEXIT | PTRACE_O_EXITKILL);
  go_on(0);
  while (::wait4(child, &ended.status, 0, &ended.used) == child && WIFSTOPPED(ended.status)) {
    const bool at_its_end = ended.status >> 8 == (SIGTRAP | (PTRACE_EVENT_EXIT << 8));
    if (at_its_end) ended.peak_bytes = peak_of(child);
    go_on(at_its_end ? 0 : WSTOPSIG(ended.status));
  }
  return ended;
}

}  // namespace

Judged judge(const std::string& base_url, const std::vector<std::string>& flags) {
  const TempFolder folder;
  const char* program = std::getenv("SP_CONTRACT");
  std::vector<std::string> words = {program ? program : SP_BIN_DIR "/sp-contract",
                                    "--base-url",
                                    base_url,
                                    "--run-id",
                                    "1",
                                    "--har",
                                    "har",
                                    "--html",
                                    "html",
                                    "--json",
                                    "json"};
  words.insert(words.end(), flags.begin(), flags.end());
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) become(words, folder.path());
  const Ended ended = follow(child);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  return {
      .exit_code = WIFEXITED(ended.status) ? WEXITSTATUS(ended.status) : -WTERMSIG(ended.status),
      .seconds = took.count(),
      .processor_seconds = in_seconds(ended.used.ru_utime) + in_seconds(ended.used.ru_stime),
      .peak_bytes = ended.peak_bytes,
      .output = contents(folder.path() / "out"),
      .har_bytes = size_of(folder.path() / "har"),
      .html_bytes = size_of(folder.path() / "html"),
      .json_bytes = size_of(folder.path() / "json")};
}

}  // namespace sp::hostile
