// What the command line asks for.
#pragma once

#include <string>

#include <sp/contract/run.h>

namespace CLI {
class App;
}

namespace sp::contract {

// Where reports go; an empty name writes none, "-" is standard output.
struct ReportFiles {
  std::string json;
  std::string junit;
  std::string name;  // what the suites of `junit` are called after
  std::string html;
  std::string har;
  bool no_bodies = false;  // in any of them
  bool github = false;     // annotations on standard output, and the job's summary
  std::string baseline;
  bool update_baseline = false;  // with what is new, and without what is gone
  bool prune_baseline = false;   // only the latter
  std::string write_baseline;
};

struct Flags {
  Target target;
  Options options;
  ReportFiles files;
  std::string revision = "published";
  std::vector<std::string> run_ids;  // numbers, or "latest"
  std::string token_file;
  std::string seed;    // "day", or as parse_seed() takes it
  std::string memory;  // a file
  double timeout_seconds = 10;
  std::optional<std::int64_t> deadline_seconds;
  std::int64_t wait_for_target_seconds = 0;
  std::vector<std::string> headers;
  bool insecure = false;
  bool limit_probe = false;
  bool no_limit_probe = false;
  bool list = false;
  std::string list_format = "text";
  bool plan = false;
  bool quiet = false;
  bool verbose = false;
  std::string color = "auto";
  std::string recording;           // the HAR file that is judged
  std::string recording_base_url;  // which of its deployments; empty for the one with most requests
  bool follow = false;             // whether to judge it while it grows
  std::string revisions_format = "text";

  // The HAR file that has the exchanges: the one that is judged, or the one that is written. May be
  // empty.
  const std::string& har() const { return recording.empty() ? files.har : recording; }
};

// Flags of a run, and those that judging a recording takes as well.
void describe_run(CLI::App& app, Flags& flags);
void describe_judging(CLI::App& app, Flags& flags);

// Fills in what the environment says and checks what single flags cannot. Throws UsageError.
void complete(Flags& flags);

}  // namespace sp::contract
