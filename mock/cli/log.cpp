#include "cli/log.h"

#include <chrono>

#include <fmt/format.h>

#include <sp/schemas/date_time.h>
#include <sp/schemas/utf8.h>

#include "api/json_writer.h"
#include "cli/log_queue.h"
#include "scenario/target.h"
#include "world/scenario_data.h"

namespace sp::mock {

namespace {

// Control characters would let a client write lines of its own, or move the cursor.
std::string printable(std::string_view text) {
  std::string result;
  for (const char c : schemas::as_utf8(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      result += fmt::format("\\x{:02X}", byte);
    } else {
      result += c;
    }
  }
  return result;
}

// A target may be 8 KiB long; a log line should not.
constexpr std::size_t max_target = 200;

std::string shown_target(std::string_view target) {
  if (target.size() <= max_target) return printable(target);
  return fmt::format("{}… ({} bytes)", printable(target.substr(0, max_target)), target.size());
}

std::string text_line(const std::string& time, const LogEntry& entry) {
  return fmt::format("{} {} {} {}{}{}: {}\n", time, entry.status, printable(entry.method),
                     shown_target(entry.target), entry.operation.empty() ? "" : " ",
                     entry.operation, printable(entry.why));
}

std::string json_line(const std::string& time, const LogEntry& entry) {
  std::string line;
  JsonWriter json(line);
  json.begin_object().member("event", "request").member("time", time);
  json.member("method", schemas::as_utf8(entry.method))
      .member("target", schemas::as_utf8(entry.target));
  json.member("status", entry.status);
  json.member("operation", entry.operation).member("why", schemas::as_utf8(entry.why));
  json.end_object();
  return line + "\n";
}

// "2026-06-27T12:42:03.500Z": when the line is written, by the machine's clock, whatever the
// scenario's says.
std::string time_of_line() {
  using namespace std::chrono;
  const auto now = floor<milliseconds>(system_clock::now());
  const auto second = floor<seconds>(now);
  std::string text = schemas::format_date_time(second);
  text.pop_back();
  return fmt::format("{}.{:03}Z", text, (now - second).count());
}

// As a shell takes it for one word.
std::string shell_word(std::string_view text) {
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace

std::function<void(const LogEntry&)> log_to(LogQueue& lines, LogFormat format) {
  if (format == LogFormat::none) return {};
  return [&lines, format](const LogEntry& entry) {
    const std::string time = time_of_line();
    lines.put(format == LogFormat::json ? json_line(time, entry) : text_line(time, entry));
  };
}

std::string dropped_line(std::size_t lines, LogFormat format) {
  if (format != LogFormat::json) {
    return fmt::format("({} lines were dropped: nobody read them in time)\n", lines);
  }
  std::string line;
  JsonWriter(line).begin_object().member("event", "dropped").member("lines", lines).end_object();
  return line + "\n";
}

std::string listening_line(const Server& server, const std::string& certificate, LogFormat format) {
  if (format != LogFormat::json) return server.base_url();
  std::string line;
  JsonWriter json(line);
  json.begin_object()
      .member("event", "listening")
      .member("base_url", server.base_url())
      .member("token", server.token());
  if (!certificate.empty()) json.member("certificate", certificate);
  json.end_object();
  return line;
}

std::string example_command(const Scenario& scenario, const Server& server,
                            const std::string& certificate) {
  const auto& runs = scenario.data()->worlds.front().world->runs();
  return fmt::format(
      "curl {}-H {} {}/runs/{}/summary",
      certificate.empty() ? "" : fmt::format("--cacert {} ", shell_word(certificate)),
      shell_word("Authorization: Bearer " + server.token()), server.base_url(),
      runs.empty() ? 1 : runs.back().id);
}

std::string page_line(const Server& server) {
  const std::string_view base = server.base_url();
  return fmt::format("in a browser: {}/__mock/\n", base.substr(0, base.size() - base_path.size()));
}

}  // namespace sp::mock
