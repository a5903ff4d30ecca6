// A recording as an import reads it: the exchanges of one deployment, from one HAR file or several,
// in the order in which they were sent. Each knows where in its file it stands, so that whatever is
// learned from it can be told with its source.
//
//     const Recording recording = read_recording({"monday.har", "tuesday.har"});
//     recording.exchanges.front().place()    // "monday.har, entry 1"
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <sp/recordings/exchange.h>

namespace sp::mock {

struct RecordedExchange {
  recordings::Exchange exchange;
  std::string file;
  std::size_t entry = 0;  // in the file, from 1; entries that show nothing do not count
  // Whether the file keeps bodies byte for byte, as ours do. Those of others keep texts.
  bool has_bytes = false;

  std::string place() const;
  // The value of the answer's first header of that name, whatever its case; null if it has none.
  const std::string* header(std::string_view name) const;
  // When it was answered by the deployment's own clock, which its Date header shows; without one,
  // when it was sent.
  schemas::Instant answered_at() const;
};

struct Recording {
  std::string base_url;
  std::vector<RecordedExchange> exchanges;
  // What people should know of the files, such as what was left out of them. Sentences without a
  // full stop.
  std::vector<std::string> remarks = {};
};

// Reads the files. If `base_url` is empty, it is that of the first file. What is of another
// deployment is left out, which a remark tells. Throws schemas::FileError for a file that cannot be
// read or is no HAR.
Recording read_recording(const std::vector<std::string>& files, const std::string& base_url = {});
// The same of a text, which messages call `file`.
Recording recording_of(const std::string& text, const std::string& file,
                       const std::string& base_url = {});

}  // namespace sp::mock
