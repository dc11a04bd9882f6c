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

PassagePath plain_passage(const PathBelief& b, const MetricLimit& limit, double check_every) {
  const double sign = limit.side == LimitSide::ceiling ? 1 : -1;
  const auto& c = b.state.covariance;
  PassagePath p;
  p.margin = sign * (limit.level - b.state.mean[0]), p.drift = sign * b.state.mean[1], p.volatility = std::sqrt(b.wander), p.check_every = check_every;
  p.drift_error = std::sqrt(std::max(0.0, c[1][1])), p.level_error = std::sqrt(std::max(0.0, c[0][0])), p.level_drift_covariance = c[0][1];
  return p;
}

std::vector<double> passed_nearly(const PathBelief& belief, const MetricLimit& limit, const PathChecks& checks) {
  auto passed = passed_at_checks(belief, limit, checks);
  PathBelief plain = belief;
  plain.drift_wander = 0, plain.state.size = 2;
  PathChecks without;
  without.every = checks.every, without.count = checks.count;
  const auto nearly = passed_at_checks(plain, limit, without);
  const PassagePath closed = plain_passage(plain, limit, checks.every);
  double most = 0;
  for (std::size_t from = 0, to = 1; from < checks.count; from = to, to = std::min(checks.count, to < 8 ? to + 1 : to + to / 2)) {
    const auto missed = [&](std::size_t k) { return k == 0 ? 0 : passed_by(closed, static_cast<double>(k) * checks.every) - nearly[k]; };
    const double at_from = missed(from), at_to = missed(to);
    for (std::size_t k = from + 1; k <= to; ++k) passed[k] += at_from + (at_to - at_from) * static_cast<double>(k - from) / static_cast<double>(to - from);
  }
  for (double& p : passed) most = p = std::clamp(p, most, 1.0);
  return passed;
}

}  // namespace premortem
