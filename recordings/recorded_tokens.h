// Who asked, as far as the Authorization headers of a recording tell. Recorders keep them, leave
// them out of the whole file, or write something in their place.
//
//     Bearer a -> 200, Bearer b -> 401    "token", "wrong": b was never let in
//     Bearer a -> 200, nothing  -> 401    "token", "none"
//     nothing  -> 200, nothing  -> 401    "unknown" both: the file has no such header at all
//     [Filtered] -> 200                   "unknown"
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sp::recordings {

class RecordedTokens {
 public:
  // `sees_all`: whoever recorded tells each header that there was, so that none means none.
  explicit RecordedTokens(bool sees_all = false) : sees_all_(sees_all) {}

  // An entry of the API, in the order of the file: the value of its Authorization header, and the
  // status of its answer.
  void add(std::optional<std::string> authorization, std::optional<int> status);

  // What Exchange::credentials says of the entry that was added as the `index`th; nothing for
  // that of another valid token, whose counter and scopes tell nothing of the first one's.
  std::optional<std::string> credentials(std::size_t index) const;

  // Whether it is unknown of any entry.
  bool any_unknown() const;

 private:
  struct Row {
    std::optional<std::string> authorization;
    std::optional<int> status;
  };
  struct Use {
    std::size_t let_in = 0;        // how often
    std::size_t first_let_in = 0;  // indexes of entries
    std::size_t last_let_in = 0;
    bool refused = false;
  };

  std::string of_bearer(const Use& use, std::size_t index) const;

  bool sees_all_;
  std::vector<Row> rows_;
  std::map<std::string, Use> uses_;  // by the header's value
  const Use* most_used_ = nullptr;   // of the token that was let in most often, if any was
};

}  // namespace sp::recordings
