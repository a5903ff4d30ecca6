// Records what passes through a proxy.
#pragma once

#include <string>

#include "cli/log.h"

namespace sp::mock {

struct RecordFlags {
  std::string upstream;
  std::string har;
  std::string scenario;  // where to write what the recording is imported as; empty for nowhere
  bool exact = false;    // as of ImportFlags
  std::string host = "127.0.0.1";
  int port = 0;
  double timeout_seconds = 60;
  std::string ca_file;
  bool insecure = false;
  LogFormat log = LogFormat::text;
};

// Passes requests on to a deployment, and keeps them, until interrupted. Returns the exit code.
// Throws UsageError and ListenError. `version` is the tool's.
int record(const RecordFlags& flags, const std::string& version);

}  // namespace sp::mock
