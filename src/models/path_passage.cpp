#include "models/path_passage.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"

namespace premortem {

std::vector<double> passed_at_checks(PathBelief b, const MetricLimit& limit, const PathChecks& checks) {
  std::vector<double> passed;
  double fine = 1;
  const double toward = limit.side == LimitSide::ceiling ? 1 : -1;
  auto& s = b.state;
  for (std::size_t k = 0; k <= checks.count; ++k) {
    const double at = static_cast<double>(k) * checks.every;
    if (k > 0) b = advanced(std::move(b), checks.every);
    for (const double jump : checks.jumps_in_days)
      if (jump <= at && (k == 0 || jump > at - checks.every)) s.covariance[0][0] += checks.jump_variance;
    std::array<double, most_coefficients> g{1, 0}, cg{};
    if (checks.harmonics > 0) g = cycle_at(checks.today + at, checks.cycle_days, checks.harmonics);
    g[1] = 0;
    double mean = 0, variance = 0;
    for (std::size_t r = 0; r < s.size; ++r) {
      mean += g[r] * s.mean[r];
      for (std::size_t c = 0; c < s.size; ++c) cg[r] += s.covariance[r][c] * g[c];
      variance += g[r] * cg[r];
    }
    const double room = toward * (limit.level - mean), sd = std::sqrt(std::max(variance, 0.0));
    if (!(sd > 0)) {
      if (room <= 0) fine = 0;
    } else if (fine > 0) {
      const double a = room / sd, inside = normal_cdf(0, 1, a);
      fine *= inside;
      if (inside < 1e-12) fine = 0;  // what is left has no moments worth following
      else {
        const double ratio = normal_density(0, 1, a) / inside, shrinks = std::clamp(ratio * (ratio + a), 0.0, 1.0);
        for (std::size_t r = 0; r < s.size; ++r) {
          s.mean[r] -= toward * ratio * cg[r] / sd;
          for (std::size_t c = 0; c < s.size; ++c) s.covariance[r][c] -= shrinks * cg[r] * cg[c] / variance;
        }
      }
    }
    passed.push_back(1 - fine);
  }
  return passed;
}

}  // namespace premortem
