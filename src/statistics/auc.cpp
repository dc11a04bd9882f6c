#include "premortem/statistics/auc.hpp"

#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/logit_limit.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/placement.hpp"

namespace premortem {
namespace {

constexpr std::uint64_t most_rows = 1'000'000'000'000;  // of a class: sums of squares stay below 2^128

void require_running_totals(const char* function, std::span<const std::uint64_t> positives,
                            std::span<const std::uint64_t> negatives) {
  require(positives.size() == negatives.size(), function,
          {{"positives", static_cast<double>(positives.size())}, {"negatives", static_cast<double>(negatives.size())}},
          "one entry of each a distinct score is needed");
  for (std::size_t i = 1; i < positives.size(); ++i)
    require(positives[i] >= positives[i - 1] && negatives[i] >= negatives[i - 1], function,
            {{"entry", static_cast<double>(i)}}, "running totals never fall");
}

double z_of(const char* function, double confidence) {
  require(confidence > 0 && confidence < 1, function, {{"confidence", confidence}}, "confidence must lie in (0, 1)");
  return normal_upper_quantile(0, 1, (1 - confidence) / 2);
}

NominalLimits no_limits(const std::optional<double>& variance, const char* why_zero) {
  return {std::nullopt, variance ? why_zero : "fewer than two positives or two negatives"};
}

}  // namespace

std::optional<Auc> auc(std::span<const std::uint64_t> positives, std::span<const std::uint64_t> negatives) {
  require_running_totals("auc", positives, negatives);
  if (positives.empty() || positives.back() == 0 || negatives.back() == 0) return std::nullopt;
  require(positives.back() <= most_rows && negatives.back() <= most_rows, "auc",
          {{"positives", static_cast<double>(positives.back())}, {"negatives", static_cast<double>(negatives.back())}},
          "at most 1e12 rows of a class");
  const auto all_negatives = static_cast<std::int64_t>(negatives.back());
  PlacementSums beaten, beating;
  std::int64_t above = 0, below = all_negatives;
  for (std::size_t i = 0; i < positives.size(); ++i) {
    const std::int64_t here = static_cast<std::int64_t>(positives[i]) - above;
    const std::int64_t tied = below - (all_negatives - static_cast<std::int64_t>(negatives[i]));
    below -= tied;
    beaten.add(2 * below + tied, static_cast<std::uint64_t>(here));
    beating.add(2 * above + here, static_cast<std::uint64_t>(tied));
    above += here;
  }
  const auto m = static_cast<double>(positives.back()), n = static_cast<double>(negatives.back());
  return Auc{static_cast<double>(beaten.sum) / 2 / (m * n), delong_variance(beaten, beating), m, n};
}

NominalLimits auc_limits(const Auc& estimate, double confidence) {
  const double z = z_of("auc_limits", confidence);
  const double a = estimate.value;
  if (!estimate.variance || !(*estimate.variance > 0) || a <= 0 || a >= 1)
    return no_limits(estimate.variance, a == 1   ? "every positive scores above every negative: the variance is 0"
                                        : a == 0 ? "every positive scores below every negative: the variance is 0"
                                                 : "the variance is 0");
  const double se = std::sqrt(*estimate.variance);
  return {Interval{logit_limit(a, se, -z), logit_limit(a, se, z)}, {}};
}

NominalLimits auc_difference_limits(const AucDifference& estimate, double confidence) {
  const double z = z_of("auc_difference_limits", confidence);
  if (!estimate.variance || !(*estimate.variance > 0))
    return no_limits(estimate.variance, "the difference is the same for every row: its variance is 0");
  const double half = z * std::sqrt(*estimate.variance);
  return {Interval{estimate.difference - half, estimate.difference + half}, {}};
}

std::optional<double> average_precision(std::span<const std::uint64_t> positives,
                                        std::span<const std::uint64_t> negatives) {
  require_running_totals("average_precision", positives, negatives);
  if (positives.empty() || positives.back() == 0) return std::nullopt;
  double sum = 0, lost = 0, before = 0;  // compensated (Kahan): there may be millions of distinct scores
  for (std::size_t i = 0; i < positives.size(); ++i) {
    const auto tp = static_cast<double>(positives[i]), fp = static_cast<double>(negatives[i]);
    if (tp == before) continue;
    const double term = (tp - before) * (tp / (tp + fp)) - lost, next = sum + term;
    lost = (next - sum) - term;
    sum = next;
    before = tp;
  }
  return sum / static_cast<double>(positives.back());
}

}  // namespace premortem
