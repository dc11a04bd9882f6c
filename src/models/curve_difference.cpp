#include <algorithm>

#include "premortem/models/delay_arms.hpp"
#include "premortem/statistics/chi_square.hpp"

namespace premortem {
namespace {

/// Of the separate fits together.
struct SeparateFits {
  double loglik = 0, pearson = 0, df = 0;

  double overdispersion() const {
    constexpr double lack_of_fit = 0.05;
    return df >= 1 && chi_square_survival(df, pearson) < lack_of_fit ? std::max(1.0, pearson / df) : 1;
  }
};

}  // namespace

std::optional<GroupDifference> curve_difference(std::span<const std::vector<DelayArm>> groups, CurveFamily family, double confidence) {
  if (!has_parameters(family) || groups.size() < 2) return std::nullopt;
  SeparateFits apart;
  std::vector<DelayArm> all;
  for (const auto& group : groups) {
    const auto fit = fit_delay_curve(group, family, confidence);
    if (!fit.is_fitted()) return std::nullopt;
    apart.loglik += *fit.loglik;
    if (fit.pearson && fit.df) apart.pearson += *fit.pearson, apart.df += *fit.df;
    all.insert(all.end(), group.begin(), group.end());
  }
  const auto together = fit_delay_curve(all, family, confidence);
  if (!together.is_fitted()) return std::nullopt;
  GroupDifference d;
  d.statistic = std::max(0.0, 2 * (apart.loglik - *together.loglik)) / apart.overdispersion();
  d.df = static_cast<double>((groups.size() - 1) * parameter_count(together.curve));
  d.p = chi_square_survival(d.df, d.statistic);
  return d;
}

}  // namespace premortem
