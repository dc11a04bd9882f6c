#include "models/label_free_condition.hpp"

#include <vector>

#include "premortem/statistics/chi_square.hpp"

namespace premortem {
namespace {

constexpr double most_stretches = 10, least_variance = 4, least_in_cell = 20;

struct Counts {
  double rows = 0, positives = 0;
  void add(const LabelledScores& from, std::size_t score) {
    rows += from.first[score + 1] - from.first[score];
    for (auto i = from.first[score]; i < from.first[score + 1]; ++i) positives += from.label[i];
  }
};

struct Cell {
  Counts reference, current;
  double rows() const { return reference.rows + current.rows; }
};

/// What is left over at the end is a cell too: a small one counts as little as it is.
std::vector<Cell> cells_of(const LabelledScores& reference, const LabelledScores& current) {
  std::vector<Cell> cells;
  Cell open;
  for (std::size_t i = 0, j = 0; i < reference.score.size() || j < current.score.size();) {
    const bool has_both = i < reference.score.size() && j < current.score.size();
    const bool from_reference = j == current.score.size() || (has_both && reference.score[i] <= current.score[j]);
    const bool from_current = i == reference.score.size() || (has_both && current.score[j] <= reference.score[i]);
    if (from_reference) open.reference.add(reference, i++);
    if (from_current) open.current.add(current, j++);
    if (open.rows() >= least_in_cell) cells.push_back(open), open = {};
  }
  if (open.rows() > 0) cells.push_back(open);
  return cells;
}

/// Current positives of cells less what is expected of them, given each cell's numbers.
struct Stretch {
  double rows = 0, gap = 0, variance = 0;
  void add(const Cell& cell) {
    const double n = cell.rows(), positives = cell.reference.positives + cell.current.positives;
    rows += n;
    if (n < 2) return;
    gap += cell.current.positives - cell.current.rows * positives / n;
    variance += cell.current.rows * cell.reference.rows * positives * (n - positives) / (n * n * (n - 1));
  }
  void add(const Stretch& other) { rows += other.rows, gap += other.gap, variance += other.variance; }
};

}  // namespace

std::optional<double> same_score_p(const LabelledScores& reference, const LabelledScores& current) {
  const double least_rows = static_cast<double>(reference.rows() + current.rows()) / most_stretches;
  std::vector<Stretch> stretches;
  Stretch open;
  for (const auto& cell : cells_of(reference, current)) {
    open.add(cell);
    if (open.rows >= least_rows && open.variance >= least_variance) stretches.push_back(open), open = {};
  }
  if (stretches.empty()) return std::nullopt;
  stretches.back().add(open);
  double chi_square = 0;
  for (const auto& s : stretches) chi_square += s.gap * s.gap / s.variance;
  return chi_square_survival(static_cast<double>(stretches.size()), chi_square);
}

}  // namespace premortem
