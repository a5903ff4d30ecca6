// Recordings as HAR 1.2 files (http://www.softwareishard.com/blog/har-12-spec/), which browsers
// and proxies write and show.
//
// What HAR has no place for stands in members named _sp: one in the log, and one in each entry. In
// both, a tool may keep NOTES of its own, which nobody else reads:
//
//     {"log": {"version": "1.2", …,
//              "entries": [{…, "_sp": {"number": 0, NOTES, "credentials": "token", …}}],
//              "_sp": {"schema_version": 1, "base_url": "https://host/api/v1", NOTES}}}
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/recordings/exchange.h>
#include <sp/recordings/har_file.h>
#include <sp/schemas/json.h>
#include <sp/schemas/json_file.h>

namespace sp::recordings {

// Writes a recording, exchange by exchange.
//
//     HarWriter writer("my-tool", "1.0", "https://host/api/v1");
//     for (const Exchange& exchange : exchanges) writer.add(exchange);
//     std::ofstream("run.har") << writer.text();
class HarWriter {
 public:
  enum class Bodies { kept, left_out };
  // `tool` and `version` are who writes; the paths of the exchanges are relative to `base_url`.
  HarWriter(std::string_view tool, std::string_view version, std::string_view base_url,
            Bodies bodies = Bodies::kept);
  ~HarWriter();

  // Leaves out secret headers. Take the token out before, by redact().
  void add(const Exchange& exchange, const schemas::NewObject& notes = {});

  // The text of the whole file.
  std::string text(const schemas::NewObject& notes = {}) const;

 private:
  struct Log;
  std::unique_ptr<Log> log_;
};

struct HarEntry {
  Exchange exchange;
  std::optional<schemas::JsonPlace> notes;  // the entry's _sp, which it has if the log has one
};

// A recording that was read.
struct Har {
  std::string base_url;
  std::optional<schemas::JsonPlace> notes;  // the log's _sp; nothing in the files of other tools
  std::vector<HarEntry> entries;
  // How many entries are not in `entries` because they show nothing: they are of other sites, or
  // their bodies were not kept, among other reasons. 0 for a file that HarWriter wrote.
  std::size_t left_out = 0;
  // Whether a recorder is still at work on the file, or was killed. Of most tools' files nobody can
  // tell, as they say nothing of that.
  std::optional<bool> grows = {};
  // What people should know of the file: what was left out and why, what it does not show, and
  // which proxy changed the answers. Sentences without a full stop.
  std::vector<std::string> remarks = {};
};

// Reads a HAR file. One that HarWriter wrote comes back as it was. One of another tool is read so:
//   base URL      the one that most requests of documented paths have; if there are none, what most
//                 URLs have up to "/api/v1"; if none has that, the origin of the first entry
//   credentials   "token", "wrong", "none", "other_scheme" or "unknown", by the Authorization
//                 headers and by how they were answered
//   body_bytes    the size of the body's text
// A file may have requests to several deployments: `base_url` picks one of them, unless it is
// empty; one that the file does not have is an error that lists those that it has. Bodies that
// stand in files of their own are read by `attachments`. The document and `file` must outlive the
// result. Throws schemas::FileError.
Har read_har(const schemas::Document& document, const std::string& file,
             const Attachments& attachments = {}, std::string_view base_url = {});

// Any bytes as a JSON value for a note, and back: a string, or {"base64": "…"} if they are no
// UTF-8. The second one throws schemas::FileError for any other value.
schemas::Value exact_text(std::string_view bytes);
std::string exact_text(const schemas::JsonPlace& place);

}  // namespace sp::recordings
