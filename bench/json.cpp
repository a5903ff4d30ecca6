// How fast JSON is read: a 15 MB page of a history, and bodies that a broken deployment may send.
// To hold another commit against this one, its library is measured by the same source
// (bench/json_of).
#include <algorithm>
#include <chrono>
#include <functional>
#include <malloc.h>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <sp/schemas/json.h>

namespace {

constexpr int rounds = 15;
constexpr std::size_t size = 15'000'000;

// `piece` once and again, up to the size.
std::string filled(std::string_view begin, const std::function<std::string(int)>& piece,
                   std::string_view end) {
  std::string text(begin);
  for (int i = 0; text.size() < size; ++i) text += (i == 0 ? "" : ",") + piece(i);
  return text.append(end);
}

std::string row(int i) {
  return fmt::format(
      R"({{"run_id":{},"regression_test_id":{},"status":"fail","platform":"linux",)"
      R"("branch":"master","commit_sha":"{:040x}","tested_at":"2026-06-{:02}T12:34:56Z",)"
      R"("failure_signature":"diff_mismatch:output:{}"}})",
      200'000 - i, i % 230 + 1, 0x2f1a6c9d + i, i % 30 + 1, i % 700);
}

std::size_t allocated() {
  const auto heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

void measure(std::string_view name, const std::string& text) {
  std::vector<double> milliseconds;
  std::size_t bytes = 0;
  for (int i = 0; i < rounds; ++i) {
    const std::size_t before = allocated();
    const auto start = std::chrono::steady_clock::now();
    const sp::schemas::Document document = sp::schemas::parse(text);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    milliseconds.push_back(took.count());
    bytes = allocated() - before;
  }
  // What else a machine does can only add to it.
  const double least = *std::min_element(milliseconds.begin(), milliseconds.end());
  fmt::print("{:<22} {:>7.1f} ms, {:>6.1f} MB/s, {:>6.1f} MB kept\n", name, least,
             static_cast<double>(text.size()) / 1e3 / least, static_cast<double>(bytes) / 1e6);
}

}  // namespace

int main() {
  measure("history", filled(R"({"data":[)", row, "]}"));
  measure("spaces", std::string(size, ' ') + "0");
  measure("one string", '"' + std::string(size, 'x') + '"');
  measure("characters of 2 bytes", filled(
                                       "\"", [](int) { return "äöüß"; }, "\""));
  measure("fractions", filled(
                           "[", [](int i) { return fmt::format("{}.125", i); }, "]"));
  measure("zeros", filled(
                       "[", [](int) { return "0"; }, "]"));
  measure("empty objects", filled(
                               "[", [](int) { return "{}"; }, "]"));
}
