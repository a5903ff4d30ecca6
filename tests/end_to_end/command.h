// Running a built command as a user would, with its output.
#pragma once

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace sp::testing {

struct Finished {
  int exit_code;  // minus the signal's number when a signal ended it
  std::string output;
  std::string errors;
};

inline std::string contents(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// `line` is a shell's, in an empty folder of its own; the built commands are on its PATH.
inline Finished run_command(const std::string& line,
                            const std::map<std::string, std::string>& environment = {}) {
  std::string folder = "/tmp/sp-testkit-XXXXXX";
  if (!::mkdtemp(folder.data())) std::abort();
  // The shard of this test binary is none of the command's.
  std::string prefix = "unset GTEST_TOTAL_SHARDS GTEST_SHARD_INDEX; PATH=" SP_BIN_DIR ":$PATH ";
  for (const auto& [name, value] : environment) {
    prefix.append(name).append("='").append(value).append("' ");
  }
  // A command that never ends must not hold up the whole suite.
  const std::string shell = "cd " + folder + " && " + prefix + "timeout 60 " + line + " >" +
                            folder + "/out 2>" + folder + "/err </dev/null";
  const int status = std::system(shell.c_str());
  Finished finished{WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status),
                    contents(folder + "/out"), contents(folder + "/err")};
  std::system(("rm -rf " + folder).c_str());
  return finished;
}

}  // namespace sp::testing
