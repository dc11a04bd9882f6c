// Whether the loss on fresh rows rises while that on the training rows still falls.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/models/experiment_checks.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

constexpr double level = 0.05;
constexpr std::size_t fewest_epochs = 5;
constexpr std::size_t most_exact = 100;

void require_points(std::vector<TrainingPoint>& points) {
  for (const auto& p : points)
    if (!std::isfinite(p.epoch) || !std::isfinite(p.train_loss) || !std::isfinite(p.valid_loss))
      throw DomainError(fmt::format("overfitting: epoch {} with losses {} and {} is not finite", p.epoch, p.train_loss, p.valid_loss));
  std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.epoch < b.epoch; });
  for (std::size_t i = 1; i < points.size(); ++i)
    if (points[i].epoch == points[i - 1].epoch) throw DomainError(fmt::format("overfitting: epoch {} stands twice", points[i].epoch));
}

/// P(at least so many of the pairs of n values in random order rise). Of the i-th value, how many before it are smaller is one of
/// 0 ... i - 1 alike, independently.
double rising_pairs_p(std::size_t n, std::size_t rising) {
  const double size = static_cast<double>(n);
  if (n > most_exact) {  // normal, with a continuity correction
    const double mean = size * (size - 1) / 4, sd = std::sqrt(size * (size - 1) * (2 * size + 5) / 72);
    return normal_survival(mean, sd, static_cast<double>(rising) - 0.5);
  }
  std::vector<double> chance{1};
  for (std::size_t i = 2; i <= n; ++i) {
    std::vector<double> next(chance.size() + i - 1, 0);
    for (std::size_t k = 0; k < chance.size(); ++k)
      for (std::size_t j = 0; j < i; ++j) next[k + j] += chance[k] / static_cast<double>(i);
    chance = std::move(next);
  }
  double sum = 0;
  for (std::size_t k = chance.size(); k > rising; --k) sum += chance[k - 1];  // small ones first
  return std::min(1.0, sum);
}

double rise_p(const std::vector<TrainingPoint>& points, std::size_t from) {
  std::size_t rising = 0;
  for (std::size_t i = from; i < points.size(); ++i)
    for (std::size_t j = i + 1; j < points.size(); ++j) rising += points[j].valid_loss > points[i].valid_loss;
  return rising_pairs_p(points.size() - from, rising);
}

}  // namespace

OverfittingCheck overfitting_check(std::vector<TrainingPoint> points) {
  require_points(points);
  OverfittingCheck check;
  if (points.size() < fewest_epochs) return check.why = fmt::format("{} epochs are too few to tell: five are needed", points.size()), check;
  std::size_t best = 0;
  for (std::size_t i = 1; i < points.size(); ++i)
    if (points[i].valid_loss <= points[best].valid_loss) best = i;
  const TrainingPoint &at_best = points[best], &now = points.back();
  check.best_epoch = at_best.epoch, check.epochs_since = points.size() - 1 - best;
  check.rise = now.valid_loss - at_best.valid_loss, check.train_change = now.train_loss - at_best.train_loss;
  check.gap_at_best = at_best.valid_loss - at_best.train_loss, check.gap_now = now.valid_loss - now.train_loss;
  check.verdict = OverfittingVerdict::not_shown;
  if (check.epochs_since > 0) check.p = rise_p(points, best + 1);
  if (!check.p || check.rise <= 0) check.why = "valid_loss is at its lowest in the last epoch";
  else if (*check.p > level) check.why = fmt::format("valid_loss does not rise after its lowest value beyond what noise does (p = {:.2g})", *check.p);
  else if (!(check.train_change < 0)) check.why = "valid_loss rises, but train_loss does not fall meanwhile: training itself gets worse";
  else check.verdict = OverfittingVerdict::shown;
  return check;
}

}  // namespace premortem
