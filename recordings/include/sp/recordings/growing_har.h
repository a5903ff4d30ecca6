// A recording that is written while it grows, by a proxy that many clients may ask at once.
//
// The file is JSON after each exchange: the end is written behind each entry, and the next entry
// takes its place. Who kills the writer in the middle of that, or reads at that moment, finds an
// entry that is cut off; HarFile leaves it out, and reads all before it.
//
//     {"log":{"version":"1.2",…,"_sp":{"schema_version":1,"upstream":"https://host/api/v1"},"entries":[
//     {"startedDateTime":…,"_sp":{"path":…,"authorization":"Bearer 1",…}}
//     ,{"startedDateTime":…}
//     ],"_ended":false}}
//
// An Authorization header is never in it. In its place stands a number for each that was seen, so
// that a reader can tell the requests of one token from those of another.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <sp/recordings/exchange.h>

namespace sp::recordings {

// How the fault of an exchange begins that the deployment is not to blame for: its client went
// away, or the recording ended. A reader leaves it out.
inline constexpr std::string_view aborted = "aborted: ";

// Thread-safe.
class GrowingHar {
 public:
  // Begins the file anew. `upstream` is the base URL of the deployment that is recorded. Throws
  // std::system_error if the file cannot be written.
  GrowingHar(const std::string& file, std::string_view tool, std::string_view version,
             std::string_view upstream);
  // Ends the file.
  ~GrowingHar();
  GrowingHar(const GrowingHar&) = delete;
  GrowingHar& operator=(const GrowingHar&) = delete;

  // Adds an exchange that redact() has been over. Its path begins behind the authority of the
  // upstream URL: "/api/v1/runs/1/summary". `authorization` stands for that header ("Bearer 1"),
  // and is nothing where there was none. The exchange is with the system when it returns, so that
  // it outlives this process. Throws std::system_error if it cannot be written.
  void add(const Exchange& exchange, const std::optional<std::string>& authorization);

 private:
  void write_at_end(const std::string& entry, bool ended);

  std::mutex mutex_;
  int descriptor_ = -1;
  std::size_t end_ = 0;      // where the text begins that the next entry takes the place of
  std::size_t entries_ = 0;  // written so far
  std::string origin_;
};

}  // namespace sp::recordings
