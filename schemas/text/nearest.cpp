#include <algorithm>
#include <cstddef>
#include <utility>

#include <sp/schemas/ascii.h>
#include <sp/schemas/nearest.h>

namespace sp::schemas {

namespace {

constexpr std::size_t longest = 100;  // bytes that are looked at
constexpr std::size_t most_names = 3;

// How many letters have to be added, taken out, changed, or changed over with the next one, to make
// `b` of `a` (optimal string alignment):
//   serv, serve        1
//   --lgo, --log       1
//   quikstrat, quickstart 2
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before;
  std::vector<std::size_t> last(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t> row(b.size() + 1);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before = std::exchange(last, std::move(row));
  }
  return last[b.size()];
}

}  // namespace

std::vector<std::string> nearest(std::string_view given, const std::vector<std::string>& names) {
  const std::string wanted = lower_case(given.substr(0, longest));
  // Of a short name, one letter is much.
  const std::size_t most = wanted.size() < 4 ? 1 : wanted.size() < 9 ? 2 : 3;
  std::vector<std::pair<std::size_t, std::string>> found;
  for (const std::string& name : names) {
    const std::string candidate = lower_case(std::string_view(name).substr(0, longest));
    std::size_t slips = distance(wanted, candidate);
    // The beginning of a name is as good as a slip.
    if (wanted.size() >= 3 && candidate.starts_with(wanted))
      slips = std::min<std::size_t>(slips, 1);
    if (slips <= most) found.emplace_back(slips, name);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<std::string> result;
  for (auto& [slips, name] : found) {
    if (slips > found.front().first || result.size() == most_names) break;
    result.push_back(std::move(name));
  }
  return result;
}

std::string did_you_mean(std::string_view given, const std::vector<std::string>& names) {
  const auto near = nearest(given, names);
  std::string text;
  for (std::size_t i = 0; i < near.size(); ++i) {
    text += (i == 0 ? "; did you mean " : i + 1 == near.size() ? " or " : ", ") + near[i];
  }
  return text.empty() ? text : text + "?";
}

}  // namespace sp::schemas
