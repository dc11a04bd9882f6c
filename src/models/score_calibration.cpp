#include "models/score_calibration.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "models/isotonic_fit.hpp"

namespace premortem {

std::size_t LabelledScores::positives() const { return static_cast<std::size_t>(std::count(label.begin(), label.end(), 1)); }

LabelledScores labelled_scores(const WindowRows& window) {
  std::vector<std::pair<double, std::uint8_t>> rows;
  if (!window.score.empty() && !window.label.empty())
    for (std::size_t i = 0; i < window.rows; ++i)
      if (!std::isnan(window.score[i]) && window.label[i] != WindowRows::not_labelled) rows.emplace_back(window.score[i] + 0.0, window.label[i]);
  std::sort(rows.begin(), rows.end());
  LabelledScores s;
  for (const auto& [score, label] : rows) {
    if (s.score.empty() || s.score.back() != score) s.score.push_back(score), s.first.push_back(static_cast<std::uint32_t>(s.label.size()));
    s.label.push_back(label);
  }
  s.first.push_back(static_cast<std::uint32_t>(s.label.size()));
  return s;
}

namespace {

/// Values at all scores from those at the ones that were counted.
std::vector<double> filled_in(const std::vector<double>& score, const std::vector<std::size_t>& counted, const std::vector<double>& means) {
  std::vector<double> p(score.size());
  std::size_t next = 0;  // the first counted score at or above
  for (std::size_t g = 0; g < p.size(); ++g) {
    while (next < counted.size() && counted[next] < g) ++next;
    if (next == counted.size()) p[g] = means.back();
    else if (counted[next] == g || next == 0) p[g] = means[next];
    else {
      const double from = score[counted[next - 1]], to = score[counted[next]], beyond = (score[g] - from) / (to - from);
      p[g] = means[next - 1] + beyond * (means[next] - means[next - 1]);
    }
  }
  return p;
}

}  // namespace

std::vector<double> calibrated(const LabelledScores& reference, std::span<const std::uint32_t> times) {
  std::vector<double> shares, weights;
  std::vector<std::size_t> counted;
  for (std::size_t g = 0; g < reference.score.size(); ++g) {
    double rows = 0, positives = 0;
    for (auto i = reference.first[g]; i < reference.first[g + 1]; ++i) {
      const double n = times.empty() ? 1 : times[i];
      rows += n, positives += n * reference.label[i];
    }
    if (rows > 0) shares.push_back(positives / rows), weights.push_back(rows), counted.push_back(g);
  }
  return filled_in(reference.score, counted, isotonic_means(shares, weights));
}

RowSums::RowSums(const std::vector<double>& reference_score, std::span<const double> sorted_scores) : rows_(static_cast<double>(sorted_scores.size())) {
  if (sorted_scores.empty()) return;
  const auto below = [&](double s) { return static_cast<std::size_t>(std::upper_bound(reference_score.begin(), reference_score.end(), s) - reference_score.begin()); };
  first_ = std::max(below(sorted_scores.front()), std::size_t{1}) - 1;
  const std::size_t last = std::min(below(sorted_scores.back()), reference_score.size() - 1);
  linear_.assign(last - first_ + 1, 0), square_ = cross_ = linear_;
  std::size_t g = first_;
  for (const double s : sorted_scores) {
    while (g < last && reference_score[g + 1] <= s) ++g;
    const double from = reference_score[g];
    const double beyond = s <= from || g == last ? 0 : (s - from) / (reference_score[g + 1] - from);
    const std::size_t at = g - first_;
    outside_ += s < reference_score.front() || s > reference_score.back();
    linear_[at] += 1 - beyond, square_[at] += (1 - beyond) * (1 - beyond);
    if (beyond > 0) linear_[at + 1] += beyond, square_[at + 1] += beyond * beyond, cross_[at] += beyond * (1 - beyond);
  }
}

double RowSums::sum(std::span<const double> p) const {
  double total = 0;
  for (std::size_t i = 0; i < linear_.size(); ++i) total += linear_[i] * p[first_ + i];
  return total;
}

double RowSums::variance(std::span<const double> p) const {
  double squares = 0;
  for (std::size_t i = 0; i < square_.size(); ++i) {
    const double here = p[first_ + i];
    squares += square_[i] * here * here;
    if (cross_[i] > 0) squares += 2 * cross_[i] * here * p[first_ + i + 1];
  }
  return std::max(0.0, sum(p) - squares);
}

}  // namespace premortem
