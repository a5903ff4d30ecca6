// Recordings as HAR 1.2 files (http://www.softwareishard.com/blog/har-12-spec/), which browsers
// and proxies write and show.
//
// What HAR has no place for stands in members named _sp. One is of the log, one of each entry;
// in both a tool may keep notes of its own, which only it reads:
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

class HarWriter {
 public:
  // The tool that writes, and what the paths of the exchanges are relative to.
  HarWriter(std::string_view tool, std::string_view version, std::string_view base_url);
  ~HarWriter();

  // Secret headers are left out; the token is for redact() to take out before.
  void add(const Exchange& exchange, const schemas::Object& notes = {});

  // The whole file.
  std::string text(const schemas::Object& notes = {}) const;

 private:
  struct Log;
  std::unique_ptr<Log> log_;
};

struct HarEntry {
  Exchange exchange;
  std::optional<schemas::JsonPlace> notes;  // its _sp; always, where the log has one
};

struct Har {
  std::string base_url;
  std::optional<schemas::JsonPlace> notes;  // the log's _sp; nothing in files of other tools
  std::vector<HarEntry> entries;
  // Entries that nothing can be told by: of other sites, or whose body was not kept, among others.
  // None in a file that HarWriter wrote.
  std::size_t left_out = 0;
  // What a reader of the verdict should know: what was left out and why, what the file does not
  // show, who wrote the answers anew. In plain sentences without a full stop.
  std::vector<std::string> remarks = {};
};

// What HarWriter wrote comes back as it was. Of another tool's file: the base URL is the one that
// most requests of documented paths have, else what comes before and with "/api/v1" in a URL, else
// the first entry's origin; credentials are "token", "wrong", "none", "other_scheme", or "unknown"
// where the file does not tell, by the values of the Authorization headers and by what was
// answered; the size of a body is that of its text. Bodies in files of their own are asked of
// `attachments`. Throws schemas::FileError. The document and the name of the file have to outlive
// the result.
Har read_har(const schemas::Document& document, const std::string& file,
             const Attachments& attachments = {});

// A text in a note, whatever its bytes, and back: what is no UTF-8 becomes {"base64": "…"}.
// Throws schemas::FileError for what is neither that nor a string.
schemas::Value exact_text(std::string_view bytes);
std::string exact_text(const schemas::JsonPlace& place);

}  // namespace sp::recordings
