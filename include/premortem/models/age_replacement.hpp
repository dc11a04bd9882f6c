#pragma once
#include <functional>
#include <optional>
#include <string>

namespace premortem {

/// When to replace what has not failed yet.
struct AgeReplacement {
  std::optional<double> age;         ///< at which to replace, in the unit of the law; absent: no finite optimum, and why
  std::optional<double> cost_rate;   ///< long-run cost per unit of time at that age
  std::optional<double> mean_cycle;  ///< mean time between replacements, planned or after a failure
  std::string why;
};

/// Age replacement: the T in (0, horizon] that minimises C(T) = [planned (1 - F(T)) + failure F(T)] / integral_0^T (1 - F).
/// An optimum counts as finite where C there is more than a thousandth below C(horizon); otherwise to wait until it fails costs the
/// same. Where the hazard never rises (exponential) there is none. The integral is by Gauss-Legendre quadrature on 512 panels of
/// the horizon: of a smooth law the age is good to about 7 digits, since C is flat there, and the cost to 12.
/// @param cdf      F, the law of the time to failure; not falling, in [0, 1], F(0) = 0
/// @param horizon  > 0, finite: how far F is known
/// @param planned  cost of a replacement that is planned, > 0
/// @param failure  cost of a failure with the replacement that follows, >= 0
/// @throws DomainError outside that domain
/// Source: Barlow & Hunter (1960), Operations Research 8(1), 90-100.
AgeReplacement age_replacement(const std::function<double(double)>& cdf, double horizon, double planned, double failure);

}  // namespace premortem
