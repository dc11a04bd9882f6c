#include "premortem/models/conformal_risk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void require_losses(std::span<const double> losses, double most) {
  const auto within = [&](double loss) { return loss >= 0 && loss <= most; };  // also false for NaN
  if (losses.empty() || !std::all_of(losses.begin(), losses.end(), within) ||
      !std::is_sorted(losses.begin(), losses.end()))
    throw DomainError(fmt::format(
        "conformal_risk_control: losses must lie in [0, {}] and never fall from a choice to the next", most));
}

double adjusted_loss(double total, double n, double most) { return (total + most) / (n + 1); }

/// A few roundings above alpha are alpha: (0 + 1)/(9 + 1) is kept by an alpha written as 1 - 0.9.
bool at_most(double adjusted, double alpha) { return adjusted <= alpha * (1 + 1e-14); }

}  // namespace

ConformalChoice conformal_risk_control(std::span<const double> mean_losses, double n, double most, double alpha) {
  if (!(n >= 1 && std::floor(n) == n && std::isfinite(n) && most > 0 && std::isfinite(most) && alpha > 0))
    throw DomainError(
        fmt::format("conformal_risk_control(n={}, most={}, alpha={}): whole n >= 1, most > 0 and alpha > 0 are needed",
                    n, most, alpha));
  require_losses(mean_losses, most);
  ConformalChoice choice;
  for (const double mean : mean_losses) {
    choice.adjusted.push_back(adjusted_loss(n * mean, n, most));
    if (at_most(choice.adjusted.back(), alpha)) choice.index = choice.adjusted.size() - 1;
  }
  if (!choice.index)
    choice.why = fmt::format("the safest choice already has an adjusted loss of {:.6g}, above {:.6g}",
                             choice.adjusted.front(), alpha);
  return choice;
}

ConformalChoice conformal_risk_control(const std::vector<std::vector<double>>& losses, double most, double alpha) {
  if (losses.empty()) throw DomainError("conformal_risk_control: there are no items");
  std::vector<double> means(losses.front().size());
  for (const auto& item : losses) {
    require_losses(item, most);
    if (item.size() != means.size()) throw DomainError("conformal_risk_control: items differ in the number of choices");
  }
  std::vector<double> column(losses.size());
  for (std::size_t choice = 0; choice < means.size(); ++choice) {
    for (std::size_t item = 0; item < losses.size(); ++item) column[item] = losses[item][choice];
    std::sort(column.begin(), column.end());  // so that the bits do not depend on the order of the items
    double total = 0;
    for (const double loss : column) total += loss;
    means[choice] = std::min(most, total / static_cast<double>(losses.size()));
  }
  return conformal_risk_control(means, static_cast<double>(losses.size()), most, alpha);
}

ConformalThreshold conformal_recall(const ScoreCurve& curve, double alpha) {
  if (!(alpha > 0 && alpha < 1)) throw DomainError(fmt::format("conformal_recall: alpha {} must lie in (0, 1)", alpha));
  ConformalThreshold chosen;
  chosen.positives = static_cast<double>(curve.positives());
  chosen.positives_needed = std::ceil((1 / alpha) * (1 - 1e-14)) - 1;
  const auto keeps = [&](double missed) { return at_most(adjusted_loss(missed, chosen.positives, 1), alpha); };
  chosen.adjusted = adjusted_loss(0, chosen.positives, 1);
  if (!keeps(0) || curve.positives() == 0) {
    chosen.why = fmt::format("{} positives cannot show it even if none is missed; it takes {:.0f}", curve.positives(),
                             chosen.positives_needed);
    return chosen;
  }
  const auto misses_too_many = [&](std::uint64_t tp) { return !keeps(chosen.positives - static_cast<double>(tp)); };
  const auto entry = std::partition_point(curve.tp.begin(), curve.tp.end(), misses_too_many) - curve.tp.begin();
  chosen.threshold = curve.score[static_cast<std::size_t>(entry)];
  chosen.missed = chosen.positives - static_cast<double>(curve.tp[static_cast<std::size_t>(entry)]);
  chosen.adjusted = adjusted_loss(chosen.missed, chosen.positives, 1);
  return chosen;
}

}  // namespace premortem
