#include "models/reliability_bin_sums.hpp"

#include <algorithm>
#include <cmath>

#include "core/in_parallel.hpp"
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

/// Where bins begin, from the lowest score up, and the end of the last.
std::vector<std::size_t> edges_of(const ScoreCurve& curve, int bins) {
  const auto all = static_cast<double>(curve.rows());
  // Whole shares of the rows from the lowest score up to entry i, which never fall as scores rise.
  const auto full = [&](std::size_t i) {
    const double above = i == 0 ? 0 : static_cast<double>(curve.tp[i - 1] + curve.fp[i - 1]);
    return std::floor((all - above) * bins / all);
  };
  std::vector<std::size_t> edges{curve.size()};
  for (double closed = 0; edges.back() > 0; closed = full(edges.back())) {
    std::size_t low = 0, high = edges.back() - 1;  // the last entry that fills another share, or 0
    while (low < high) {
      const std::size_t middle = high - (high - low) / 2;
      if (full(middle) > closed) low = middle;
      else high = middle - 1;
    }
    edges.push_back(low);
  }
  return edges;
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

std::vector<BinSums> reliability_bin_sums(const ScoreCurve& curve, int bins, int jobs) {
  const auto edges = edges_of(curve, bins);
  std::vector<BinSums> result(edges.size() - 1);
  in_parallel(result.size(), jobs, [&](std::size_t b, std::size_t) { result[b] = sums_of(curve, edges[b], edges[b + 1]); });
  return result;
}

}  // namespace premortem
