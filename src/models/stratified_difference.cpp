#include "premortem/models/stratified_difference.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "premortem/core/error.hpp"

namespace premortem {
namespace {

struct Sizes {
  double before = 0, after = 0;
};

Sizes sizes_of(std::span<const CohortMoments> cohorts) {
  Sizes all;
  for (const CohortMoments& c : cohorts) {
    for (const auto* m : {&c.before, &c.after})
      if (!(m->n >= 0) || std::floor(m->n) != m->n || !std::isfinite(m->n) || !std::isfinite(m->mean) || !(m->variance >= 0) || !std::isfinite(m->variance))
        throw DomainError(fmt::format("n {}, mean {}, variance {}: a whole n, a finite mean and a variance >= 0 are needed", m->n, m->mean, m->variance));
    all.before += c.before.n, all.after += c.after.n;
  }
  if (all.before == 0 || all.after == 0) throw Refusal("one of the two groups is empty");
  return all;
}

}  // namespace

RateSplit mean_split(std::span<const CohortMoments> cohorts) {
  const Sizes all = sizes_of(cohorts);
  const auto mean = [](const SampleMoments& m) { return m.n > 0 ? std::optional(m.mean) : std::nullopt; };
  std::vector<CohortRates> rates;
  for (const CohortMoments& c : cohorts) rates.push_back({c.before.n / all.before, c.after.n / all.after, mean(c.before), mean(c.after)});
  return rate_split(rates);
}

std::optional<StratifiedDifference> stratified_difference(std::span<const CohortMoments> cohorts, double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw DomainError(fmt::format("a confidence of {} is not in (0, 1)", confidence));
  const Sizes all = sizes_of(cohorts);
  struct Part {
    double variance, df;
  };
  std::vector<Part> parts;
  StratifiedDifference result;
  double variance = 0;
  for (const CohortMoments& c : cohorts) {
    if (c.before.n < 2 || c.after.n < 2) continue;
    ++result.compared;
    const double weight = (c.before.n / all.before + c.after.n / all.after) / 2;
    result.difference += weight * (c.after.mean - c.before.mean);
    for (const auto* m : {&c.before, &c.after}) parts.push_back({weight * weight * m->variance / m->n, m->n - 1}), variance += parts.back().variance;
  }
  if (!(variance > 0)) return std::nullopt;
  double crowding = 0;  // shares of the variance: squares of small variances would underflow
  for (const Part& p : parts) crowding += (p.variance / variance) * (p.variance / variance) / p.df;
  result.standard_error = std::sqrt(variance), result.df = 1 / crowding;
  result.p = 2 * student_t_survival(result.df, std::abs(result.difference) / result.standard_error);
  const double half = result.standard_error * student_t_upper_quantile(result.df, (1 - confidence) / 2);
  result.limits = {result.difference - half, result.difference + half};
  return result;
}

}  // namespace premortem
