#include "hostile/answers.h"

#include <fmt/format.h>

namespace sp::hostile {

namespace {

std::string run_summary(std::size_t rows) {
  return fmt::format(
      R"({{"run_id":1,"total_samples":{0},"pass_count":0,"fail_count":{0},"skipped_count":0,)"
      R"("missing_output_count":0,"error_count":0,"duration_ms":910,"triggered_by":null}})",
      rows);
}

std::string page(std::string_view rows, std::size_t count) {
  return fmt::format(
      R"({{"data":[{0}],"pagination":{{"limit":{1},"offset":0,"total":{1},"next_offset":null}}}})",
      rows, count);
}

template <class Row>
std::string listed(std::size_t count, const Row& row) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += (i == 0 ? "" : ",") + row(i);
  return text;
}

std::string history(std::size_t rows) {
  return page(listed(rows,
                     [](std::size_t i) {
                       return fmt::format(
                           R"({{"run_id":{},"regression_test_id":7,"status":"fail",)"
                           R"("platform":"linux","branch":"master","commit_sha":null,)"
                           R"("tested_at":"2026-06-01T12:10:00Z","failure_signature":"{}"}})",
                           1'000'000 - i, i);
                     }),
              rows);
}

std::string error_buckets(std::size_t rows) {
  return page(listed(rows,
                     [](std::size_t i) {
                       return fmt::format(
                           R"({{"group_by":"sample_id","key":"{0}","count":1,"severity":"warning",)"
                           R"("sample_ids":[{0}],"first_seen_at":"2026-06-01T12:10:00Z",)"
                           R"("last_seen_at":"2026-06-01T12:10:00Z"}})",
                           i + 1);
                     }),
              rows);
}

std::string result(std::size_t outputs) {
  return fmt::format(
      R"({{"run_id":1,"sample_id":1,"regression_id":7,"category":"General","command":"--out=srt",)"
      R"("status":"fail","runtime_ms":840,"exit_code":0,"expected_exit_code":0,)"
      R"("result_message":null,"tags":[],"outputs":[{}]}})",
      listed(outputs, [](std::size_t i) {
        return fmt::format(R"({{"output_id":{},"status":"diff_mismatch",)"
                           R"("expected_hash":null,"actual_hash":null}})",
                           i + 1);
      }));
}

std::string unified_diff(std::size_t lines) {
  return fmt::format(R"({{"format":"unified","status":"different","content":"--- a\n+++ b\n{}"}})",
                     listed(lines, [](std::size_t i) {
                       return fmt::format("@@ -{0} +{0} @@\\n-a\\n+b\\n", i + 1);
                     }));
}

std::string diff(std::size_t lines) {
  return fmt::format(
      R"({{"format":"structured","status":"different","hunks":[{0}],)"
      R"("summary":{{"added":{1},"removed":{1}}}}})",
      listed(lines,
             [](std::size_t i) {
               return fmt::format(
                   R"({{"expected_start":{0},"actual_start":{0},"lines":[)"
                   R"({{"kind":"removed","text":"a","expected_line":{0},"actual_line":null}},)"
                   R"({{"kind":"added","text":"b","expected_line":null,"actual_line":{0}}}]}})",
                   10 * i + 1);
             }),
      lines);
}

}  // namespace

std::string answer(std::string_view body, std::string_view headers, int status) {
  return fmt::format(
      "HTTP/1.1 {} Whatever\r\nContent-Type: application/json\r\nContent-Length: {}\r\n{}\r\n{}",
      status, body.size(), headers, body);
}

std::string times(std::size_t count, std::string_view text) {
  std::string all;
  all.reserve(count * text.size());
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

std::string body_of(std::string_view target, std::size_t rows) {
  const auto has = [&](std::string_view part) { return target.find(part) != target.npos; };
  if (has("/history")) return history(rows);
  if (has("/error-summary")) return error_buckets(rows);
  if (has("/diff")) return has("format=unified") ? unified_diff(rows) : diff(rows);
  if (has("/samples/")) return result(rows);
  return run_summary(rows);
}

std::string_view target_in(std::string_view head) {
  const auto begin = std::min(head.find(' '), head.size() - 1) + 1;
  return head.substr(begin, head.find(' ', begin) - begin);
}

}  // namespace sp::hostile
