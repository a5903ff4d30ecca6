// What a view of a transcript shows: its answers, read as what they are. Each kind is read once,
// when it is first asked for, so that all rules of a verdict share it.
//
// The document and the exchanges must outlive it. Not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/api.h>

#include "exchange/transcript.h"
#include "seen/diffs.h"
#include "seen/error_lists.h"
#include "seen/histories.h"
#include "seen/limit_readings.h"
#include "seen/views.h"

namespace sp::contract {

class Seen {
 public:
  // `api` is the document that the exchanges' operations belong to.
  Seen(const schemas::Api& api, std::vector<const Exchange*> exchanges);

  // In the order in which they were asked.
  const std::vector<const Exchange*>& exchanges() const { return exchanges_; }

  const std::vector<SeenSummary>& summaries() const;
  const std::vector<SeenResult>& results() const;
  const std::vector<SeenDiff>& diffs() const;
  const ErrorLists& errors() const;
  const Histories& histories() const;
  const std::vector<LimitReading>& limit_readings() const;
  // The pages of an operation that answers in pages, and the lists that they are parts of.
  const std::vector<Page>& pages(std::string_view operation) const;
  const Lists& lists(std::string_view operation) const;

 private:
  const schemas::Operation& operation(std::string_view id) const { return *api_.find(id); }

  const schemas::Api& api_;
  const std::vector<const Exchange*> exchanges_;
  mutable std::map<std::string, Lists, std::less<>> lists_;
  mutable std::optional<std::vector<SeenSummary>> summaries_;
  mutable std::optional<std::vector<SeenResult>> results_;
  mutable std::optional<std::vector<SeenDiff>> diffs_;
  mutable std::optional<ErrorLists> errors_;
  mutable std::optional<Histories> histories_;
  mutable std::optional<std::vector<LimitReading>> limit_readings_;
};

}  // namespace sp::contract
