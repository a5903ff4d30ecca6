#include "report/console_table.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "report/following.h"
#include "report/overview.h"

namespace sp::contract {

namespace {

constexpr std::size_t gap = 2;

// "getRunSummary" as "getRun" and "Summary": before the capital that leaves the shorter longest
// part.
std::array<std::string_view, 2> in_two_lines(std::string_view name) {
  std::size_t best = name.size();
  const auto longer = [&](std::size_t at) { return std::max(at, name.size() - at); };
  for (std::size_t i = 1; i < name.size(); ++i) {
    if (name[i] >= 'A' && name[i] <= 'Z' && longer(i) < longer(best)) best = i;
  }
  return {name.substr(0, best), name.substr(best)};
}

struct Form {
  bool names_in_two_lines;
  bool short_cells;
};

// Some of the endpoints, in a form.
class Table {
 public:
  Table(const Matrix& matrix, std::vector<std::string_view> operations, Form form)
      : matrix_(matrix), operations_(std::move(operations)), form_(form) {
    for (const auto family : matrix_.families) names_ = std::max(names_, family.size());
    for (const auto operation : operations_) widths_.push_back(width_of(operation));
  }

  std::size_t columns() const {
    std::size_t sum = names_;
    for (const std::size_t width : widths_) sum += gap + width;
    return sum;
  }

  std::string text(const Paint& paint) const {
    std::string text = heads();
    for (const auto family : matrix_.families) {
      std::string line = fmt::format("{:<{}}", family, names_);
      for (std::size_t i = 0; i < operations_.size(); ++i) {
        const Tally tally = matrix_.at(operations_[i], family);
        const std::string cell = cell_of(tally);
        line += std::string(gap, ' ') + (cell.empty() ? "" : paint.by(tally.worst(), cell)) +
                std::string(widths_[i] - cell.size(), ' ');
      }
      text += without_blanks_at_the_end(std::move(line)) + '\n';
    }
    return text;
  }

 private:
  std::string cell_of(const Tally& tally) const {
    return form_.short_cells ? tally.short_text() : tally.text();
  }

  std::size_t width_of(std::string_view operation) const {
    const auto parts = in_two_lines(operation);
    std::size_t width =
        form_.names_in_two_lines ? std::max(parts[0].size(), parts[1].size()) : operation.size();
    for (const auto family : matrix_.families) {
      width = std::max(width, cell_of(matrix_.at(operation, family)).size());
    }
    return width;
  }

  // A name that fits into one line stands in the lower one.
  std::string heads() const {
    std::array<std::string, 2> lines = {std::string(names_, ' '), std::string(names_, ' ')};
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      const auto parts = operations_[i].size() <= widths_[i]
                             ? std::array<std::string_view, 2>{"", operations_[i]}
                             : in_two_lines(operations_[i]);
      for (std::size_t line = 0; line < lines.size(); ++line) {
        lines[line] += fmt::format("{:{}}{:<{}}", "", gap, parts[line], widths_[i]);
      }
    }
    std::string text;
    for (std::string& line : lines) {
      const std::string shown = without_blanks_at_the_end(std::move(line));
      if (!shown.empty()) text += shown + '\n';
    }
    return text;
  }

  static std::string without_blanks_at_the_end(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
  }

  const Matrix& matrix_;
  const std::vector<std::string_view> operations_;
  const Form form_;
  std::size_t names_ = 0;
  std::vector<std::size_t> widths_;
};

}  // namespace

std::string families_table(const Report& report, const Paint& paint, std::size_t columns) {
  const Matrix matrix = matrix_of(report);
  constexpr Form narrowest{.names_in_two_lines = true, .short_cells = true};
  for (const Form form : {Form{false, false}, Form{true, false}, narrowest}) {
    const Table table(matrix, matrix.operations, form);
    if (table.columns() <= columns) return table.text(paint);
  }
  std::string text;
  std::vector<std::string_view> operations;
  const auto flush = [&] {
    text += (text.empty() ? "" : "\n") + Table(matrix, operations, narrowest).text(paint);
    operations.clear();
  };
  for (const auto operation : matrix.operations) {
    operations.push_back(operation);
    if (operations.size() == 1 || Table(matrix, operations, narrowest).columns() <= columns)
      continue;
    operations.pop_back();
    flush();
    operations.push_back(operation);
  }
  flush();
  return text;
}

std::string endpoints_table(const Report& report, const Paint& paint) {
  const auto rows = endpoint_rows(report);
  std::size_t width = 0;
  for (const EndpointRow& row : rows) width = std::max(width, row.operation.size());
  std::string text =
      fmt::format("{:{}}  {:<11}{:<18}{}\n", "", width, "follows", "published", "upstream");
  for (const EndpointRow& row : rows) {
    const EndpointCell published = cell_of(row, schemas::Revision::published);
    const EndpointCell upstream = cell_of(row, schemas::Revision::upstream);
    // Padded before it is painted: colours have no width.
    text += fmt::format("{:<{}}  {:<11}{}{}\n", row.operation, width,
                        row.follows ? schemas::to_string(*row.follows) : "–",
                        paint.by(published.tone, fmt::format("{:<18}", published.text)),
                        paint.by(upstream.tone, upstream.text));
  }
  return text + '\n';
}

}  // namespace sp::contract
