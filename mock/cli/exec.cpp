#include "cli/exec.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <iostream>
#include <spawn.h>
#include <sys/wait.h>

#include <fmt/format.h>

extern char** environ;

namespace sp::mock {

namespace {

constexpr int not_found = 127;
constexpr int not_runnable = 126;
constexpr int signalled = 128;

volatile std::sig_atomic_t child = 0;

constexpr int handed_on[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};

// What a terminal sends goes to the whole foreground group: the child has it already.
void hand_on(int signal, siginfo_t* info, void*) {
  if (child > 0 && info->si_code != SI_KERNEL) ::kill(child, signal);
}

// This process's environment with ours in it.
std::vector<std::string> environment_with(const std::vector<std::string>& ours) {
  std::vector<std::string> all = ours;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text = *entry;
    const auto name = text.substr(0, text.find('=') + 1);
    const bool replaced = std::any_of(ours.begin(), ours.end(),
                                      [&](const auto& own) { return own.starts_with(name); });
    if (!replaced) all.emplace_back(text);
  }
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> row;
  for (std::string& text : texts) row.push_back(text.data());
  row.push_back(nullptr);
  return row;
}

}  // namespace

int run_child(const std::vector<std::string>& command, const std::string& base_url,
              const std::string& token) {
  std::vector<std::string> arguments = command;
  std::vector<std::string> environment =
      environment_with({"SP_BASE_URL=" + base_url, "SP_API_TOKEN=" + token});

  // The server's threads have these signals blocked; the child must not inherit that.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  pid_t pid = 0;
  const int error = ::posix_spawnp(&pid, arguments.front().c_str(), nullptr, &attributes,
                                   pointers(arguments).data(), pointers(environment).data());
  posix_spawnattr_destroy(&attributes);
  if (error != 0) {
    std::cerr << fmt::format("cannot run {}: {}\n", command.front(), std::strerror(error));
    return error == ENOENT ? not_found : not_runnable;
  }
  child = pid;
  struct sigaction action {};
  action.sa_sigaction = hand_on;
  action.sa_flags = SA_SIGINFO;
  for (const int signal : handed_on) ::sigaction(signal, &action, nullptr);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);

  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : signalled + WTERMSIG(status);
}

}  // namespace sp::mock
