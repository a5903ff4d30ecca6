// What the suite reads: recordings that it judges, and diffs.
#include <string>

#include <sp/contract/run.h>
#include <sp/recordings/har_file.h>
#include <sp/schemas/json.h>
#include <sp/schemas/json_file.h>

#include "report/console.h"
#include "report/github.h"
#include "report/har.h"
#include "report/html.h"
#include "report/json.h"
#include "report/junit.h"
#include "seen/unified_diff.h"
#include "targets.h"

namespace sp::fuzz {

void read_unified(std::string_view bytes) {
  const contract::UnifiedDiff diff = contract::parse_unified(bytes);
  diff.lines(true);
  diff.lines(false);
}

void judge_recording(std::string_view bytes) {
  try {
    const contract::Har har = contract::read_har(bytes, "fuzzed.har");
    const contract::Target target{.base_url = har.context.base_url,
                                  .token = {},
                                  .run_ids = har.context.run_ids,
                                  .sample_id = har.context.sample_id,
                                  .regression_id = har.context.regression_id,
                                  .output_id = har.context.output_id};
    for (const char* revision : {"published", "upstream"}) {
      contract::Options options;
      contract::choose_revision(options, revision);
      const contract::Report report = contract::judge(target, har.exchanges, options);
      contract::console_text(report);
      contract::github_commands(report);
      contract::github_summary(report);
      contract::html_text(report);
      contract::junit_text(report);
      schemas::parse(contract::json_text(report));
      contract::har_text(har.context, report.exchanges);
    }
  } catch (const schemas::FileError&) {
  } catch (const schemas::SyntaxError&) {
  } catch (const contract::UsageError&) {
  }
}

}  // namespace sp::fuzz
