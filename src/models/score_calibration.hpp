#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "premortem/models/window_rows.hpp"

namespace premortem {

/// Rows with a score and a label, of one score together, in ascending order.
struct LabelledScores {
  std::vector<double> score;
  std::vector<std::uint32_t> first;         ///< of each score's rows, and one past the last of all
  std::vector<std::uint8_t> label;          ///< by score, and then by label
  std::size_t rows() const { return label.size(); }
  std::size_t positives() const;
};
LabelledScores labelled_scores(const WindowRows& window);

/// Chance of being positive at each reference score: isotonic regression of the labels, each row counted so many times (empty: once).
/// A score that is counted no time lies on the line between its neighbours.
std::vector<double> calibrated(const LabelledScores& reference, std::span<const std::uint32_t> times);

/// Sums over rows of what lies on the straight lines between the values at reference scores (at the outermost ones beyond them),
/// as sums over those values.
class RowSums {
 public:
  /// @param sorted_scores  in ascending order
  RowSums(const std::vector<double>& reference_score, std::span<const double> sorted_scores);
  double rows() const { return rows_; }
  double sum(std::span<const double> p) const;
  double variance(std::span<const double> p) const;  ///< sum of p (1 - p)
  double outside() const { return outside_; }        ///< rows beyond the outermost reference scores

 private:
  double rows_ = 0, outside_ = 0;
  std::size_t first_ = 0;
  std::vector<double> linear_, square_, cross_;  ///< of values first_ + i; cross_: with the next one
};

}  // namespace premortem
