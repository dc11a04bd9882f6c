#include "models/reliability_bin_sums.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

struct Group {
  double score, rows, positives;
};

Group group_at(const ScoreCurve& curve, std::size_t i) {
  const auto tp = curve.tp[i] - (i == 0 ? 0 : curve.tp[i - 1]), fp = curve.fp[i] - (i == 0 ? 0 : curve.fp[i - 1]);
  return {curve.score[i], static_cast<double>(tp + fp), static_cast<double>(tp)};
}

/// Entries from `begin` down to, but without, `end`: scores ascend. Spreads are taken about the mean in a second pass.
BinSums sums_of(const ScoreCurve& curve, std::size_t begin, std::size_t end) {
  BinSums b;
  b.low = curve.score[begin - 1], b.high = curve.score[end];
  for (std::size_t i = begin; i-- > end;) {
    const Group g = group_at(curve, i);
    const double p = g.score;
    b.rows += g.rows, b.positives += g.positives, b.score += p * g.rows;
    b.variance += p * (1 - p) * g.rows;
    b.squared_error += (1 - p) * (1 - p) * g.positives + p * p * (g.rows - g.positives);
  }
  const double mean = b.mean_score(), share = b.positives / b.rows;
  for (std::size_t i = begin; i-- > end;) {
    const Group g = group_at(curve, i);
    b.score_spread += (g.score - mean) * (g.score - mean) * g.rows;
    b.covariation += (g.score - mean) * (g.positives - share * g.rows);
  }
  return b;
}

}  // namespace

double BinSums::mean_absolute_deviation() const {
  const double p = std::min(1.0, mean_score());
  if (!(p > 0 && p < 1) || variance <= 0) return 0;
  // de Moivre: 2 k q P(X = k) with k = floor(n p) + 1; the probability as a difference on the side where it is small.
  const double k = std::min(rows, std::floor(rows * p) + 1);
  const double at_k = binomial_survival(rows, p, k - 1) - binomial_survival(rows, p, k);
  return 2 * k * (1 - p) * at_k * std::sqrt(variance / (rows * p * (1 - p)));
}

std::vector<BinSums> reliability_bin_sums(const ScoreCurve& curve, int bins) {
  std::vector<BinSums> result;
  const auto all = static_cast<double>(curve.rows());
  std::size_t begin = curve.size();
  double closed = 0;  // shares already full
  for (std::size_t i = curve.size(); i-- > 0;) {
    const double above = i == 0 ? 0 : static_cast<double>(curve.tp[i - 1] + curve.fp[i - 1]);
    const double full = std::floor((all - above) * bins / all);
    if (full <= closed && i > 0) continue;
    result.push_back(sums_of(curve, begin, i));
    begin = i, closed = full;
  }
  return result;
}

}  // namespace premortem
