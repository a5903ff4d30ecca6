#include "cli/exec.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <optional>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include <sp/schemas/split.h>

#include "cli/group_witness.h"

extern char** environ;

namespace sp::mock {

namespace {

constexpr int not_found = 127;
constexpr int not_runnable = 126;
constexpr int signalled = 128;

constexpr const char* shell = "/bin/sh";

constexpr int handed_on[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};

sigset_t awaited_signals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : handed_on) ::sigaddset(&signals, signal);
  ::sigaddset(&signals, SIGCHLD);
  return signals;
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

// How a child begins: with the signals that this process blocks let through, and with SIGPIPE,
// which some who start commands ignore, as it is by default.
class Attributes {
 public:
  Attributes() {
    ::posix_spawnattr_init(&attributes_);
    sigset_t signals;
    ::sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes_, &signals);
    ::sigaddset(&signals, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes_, &signals);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }

  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

// Starts it, by the PATH. An error's number, or 0.
int spawn(std::vector<std::string> arguments, std::vector<std::string> environment, pid_t& child) {
  const Attributes attributes;
  return ::posix_spawnp(&child, arguments.front().c_str(), nullptr, attributes.get(),
                        pointers(arguments).data(), pointers(environment).data());
}

// The file that the command is, by the PATH.
std::string file_of(const std::string& command) {
  if (command.find('/') != std::string::npos) return command;
  const char* const path = std::getenv("PATH");
  for (const std::string_view folder : schemas::split(path ? path : "/bin:/usr/bin", ':')) {
    const auto file = std::filesystem::path(folder.empty() ? "." : folder) / command;
    if (std::filesystem::is_regular_file(file) && ::access(file.c_str(), X_OK) == 0) return file;
  }
  return command;
}

// As execvp() does it: what the system cannot run, for want of a first line, is a script of sh.
int start(const std::vector<std::string>& command, const std::vector<std::string>& environment,
          pid_t& child) {
  const int error = spawn(command, environment, child);
  if (error != ENOEXEC) return error;
  std::vector<std::string> arguments = command;
  arguments.front() = file_of(command.front());
  arguments.insert(arguments.begin(), shell);
  return spawn(std::move(arguments), environment, child);
}

// The signals that came before there was a child: it has none of them, however they were sent.
std::vector<int> early_signals(GroupWitness& group) {
  std::vector<int> early;
  const sigset_t signals = awaited_signals();
  const timespec at_once{};
  for (int signal = 0; (signal = ::sigtimedwait(&signals, nullptr, &at_once)) > 0;) {
    if (signal == SIGCHLD) continue;
    group.saw(signal);
    early.push_back(signal);
  }
  return early;
}

int status_of(pid_t child, GroupWitness& group) {
  const sigset_t signals = awaited_signals();
  for (;;) {
    const int signal = ::sigwaitinfo(&signals, nullptr);
    int status = 0;
    if (signal == SIGCHLD && ::waitpid(child, &status, WNOHANG) == child) return status;
    if (signal > 0 && signal != SIGCHLD && !group.saw(signal)) ::kill(child, signal);
  }
}

std::string no_proxy_with(const std::string& host, const char* name, const char* other) {
  const char* const own = std::getenv(name);
  const char* const set = own ? own : std::getenv(other);
  const std::string before = set ? set : "";
  // A "*" stands for all hosts, and only by itself.
  return fmt::format("{}={}", name,
                     before.empty()  ? host
                     : before == "*" ? before
                                     : before + "," + host);
}

}  // namespace

void block_signals_of_child() {
  // Where SIGCHLD is ignored, which children inherit, the system forgets how a child ended.
  std::signal(SIGCHLD, SIG_DFL);
  const sigset_t signals = awaited_signals();
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

std::vector<std::string> variables_for_child(const std::string& base_url, const std::string& token,
                                             const std::string& host) {
  return {"SP_BASE_URL=" + base_url, "SP_API_TOKEN=" + token,
          no_proxy_with(host, "NO_PROXY", "no_proxy"), no_proxy_with(host, "no_proxy", "NO_PROXY")};
}

int run_child(const std::vector<std::string>& command, const std::vector<std::string>& variables) {
  // Before the child, which may be sent a signal as soon as it is there.
  GroupWitness group;
  const std::vector<int> early = early_signals(group);
  pid_t child = 0;
  if (const int error = start(command, environment_with(variables), child); error != 0) {
    std::cerr << fmt::format("cannot run {}: {}\n", command.front(), std::strerror(error));
    return error == ENOENT ? not_found : not_runnable;
  }
  for (const int signal : early) ::kill(child, signal);
  const int status = status_of(child, group);
  return WIFEXITED(status) ? WEXITSTATUS(status) : signalled + WTERMSIG(status);
}

}  // namespace sp::mock
