#include "premortem/statistics/check_law.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

constexpr double negligible = 1e-18;

/// Probabilities proportional to `ratio` products around the mode, scaled to sum 1: each is the neighbour's times a
/// ratio, which loses nothing to large factorials.
/// @param up    p(i + 1) / p(i)
template <class Ratio>
CountCheck around_mode(long mode, long least, long most, const Ratio& up) {
  std::vector<double> below, above{1};
  for (long i = mode; i < most && above.back() > negligible; ++i) above.push_back(above.back() * up(i));
  for (long i = mode; i > least && (below.empty() ? 1 : below.back()) > negligible; --i)
    below.push_back((below.empty() ? 1 : below.back()) / up(i - 1));
  CountCheck law;
  law.lowest = mode - static_cast<long>(below.size());
  law.probability.assign(below.rbegin(), below.rend());
  law.probability.insert(law.probability.end(), above.begin(), above.end());
  double sum = 0;
  for (const double p : law.probability) sum += p;
  for (double& p : law.probability) p /= sum;
  return law;
}

}  // namespace

CountCheck binomial_check(double trials, double p) {
  require(trials >= 0 && trials <= 1e12 && std::floor(trials) == trials && p >= 0 && p <= 1, "binomial_check", {{"trials", trials}, {"p", p}},
          "whole trials from 0 to 1e12 and p in [0, 1] are needed");
  if (p == 0 || trials == 0) return {0, {1}};
  if (p == 1) return {static_cast<long>(trials), {1}};
  const long mode = std::min(static_cast<long>(trials), static_cast<long>((trials + 1) * p));
  return around_mode(mode, 0, static_cast<long>(trials),
                     [&](long i) { return (trials - static_cast<double>(i)) / static_cast<double>(i + 1) * (p / (1 - p)); });
}

CountCheck poisson_check(double mean) {
  require(mean >= 0 && mean <= 1e12, "poisson_check", {{"mean", mean}}, "a mean from 0 to 1e12 is needed");
  if (mean == 0) return {0, {1}};
  return around_mode(static_cast<long>(mean), 0, std::numeric_limits<long>::max(), [&](long i) { return mean / static_cast<double>(i + 1); });
}

CountCheck mirrored(const CountCheck& law) {
  CountCheck turned{-(law.lowest + static_cast<long>(law.probability.size()) - 1), law.probability};
  std::reverse(turned.probability.begin(), turned.probability.end());
  return turned;
}

double exceedance(const CheckLaw& law, double limit) {
  if (const auto* normal = std::get_if<NormalCheck>(&law)) return normal_survival(normal->mean, 1, limit);
  const auto& counts = std::get<CountCheck>(law);
  double sum = 0;  // from the far end, where the terms are small
  for (std::size_t i = counts.probability.size(); i-- > 0 && static_cast<double>(counts.lowest + static_cast<long>(i)) >= limit;) sum += counts.probability[i];
  return std::min(sum, 1.0);
}

double two_sided_exceedance(const CheckLaw& law, double limit) {
  const auto* normal = std::get_if<NormalCheck>(&law);
  require(normal != nullptr, "two_sided_exceedance", {{"limit", limit}}, "counts have no middle that a two-sided rule could watch");
  return normal_survival(normal->mean, 1, limit) + normal_cdf(normal->mean, 1, -limit);
}

}  // namespace premortem
