#include "cli/record.h"

#include <csignal>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "api/json_writer.h"
#include "cli/commands.h"
#include "cli/importing.h"
#include "cli/log_queue.h"
#include "commands/stop_signals.h"
#include "record/recording_proxy.h"

namespace sp::mock {

namespace {

UpstreamUrl upstream_from(const std::string& text) {
  try {
    return UpstreamUrl::parse(text);
  } catch (const std::invalid_argument& error) {
    throw UsageError(fmt::format("--upstream: {}", error.what()));
  }
}

RecordingOptions recording_options(const RecordFlags& flags, const std::string& version,
                                   LogQueue& lines) {
  return {.host = flags.host,
          .port = flags.port,
          .upstream = upstream_from(flags.upstream),
          .reaching = {.timeout = std::chrono::milliseconds(
                           static_cast<std::int64_t>(flags.timeout_seconds * 1000)),
                       .trust = {.ca_file = flags.ca_file.empty()
                                                ? environment_variable("CURL_CA_BUNDLE")
                                                : flags.ca_file,
                                 .any = flags.insecure}},
          .har = flags.har,
          .version = version,
          .log = log_to(lines, flags.log),
          .trouble = [&lines](const std::string& sentence) { lines.put(sentence + "\n"); }};
}

std::unique_ptr<RecordingProxy> proxy_for(const RecordingOptions& options) {
  try {
    return std::make_unique<RecordingProxy>(options);
  } catch (const std::system_error& error) {
    throw UsageError(fmt::format("--har: expected a file that can be written, found {}: {}",
                                 options.har, error.code().message()));
  }
}

// As `serve` has it; there is no token to tell.
std::string recording_line(const RecordFlags& flags, const RecordingProxy& proxy) {
  if (flags.log != LogFormat::json) return proxy.base_url();
  std::string line;
  JsonWriter(line)
      .begin_object()
      .member("event", "listening")
      .member("base_url", proxy.base_url())
      .member("upstream", upstream_from(flags.upstream).base_url())
      .member("har", flags.har)
      .end_object();
  return line;
}

}  // namespace

int record(const RecordFlags& flags, const std::string& version) {
  const sigset_t signals = commands::block_stop_signals();
  LogQueue lines = log_lines(flags.log);
  auto proxy = proxy_for(recording_options(flags, version, lines));
  std::cout << recording_line(flags, *proxy) << std::endl;
  if (!std::cout) throw UsageError(output_is_lost);
  if (flags.log == LogFormat::text) {
    lines.put(fmt::format("{} is recorded to {}, without tokens, passwords and cookies\n",
                          upstream_from(flags.upstream).base_url(), flags.har));
  }
  int signal = 0;
  sigwait(&signals, &signal);
  const std::size_t lost = proxy->lost();
  proxy.reset();
  if (!flags.scenario.empty()) {
    import_recordings({.recordings = {flags.har},
                       .output = flags.scenario,
                       .base_url = {},
                       .exact = flags.exact});
  }
  return lost == 0 ? 0 : wrong_usage;
}

}  // namespace sp::mock
