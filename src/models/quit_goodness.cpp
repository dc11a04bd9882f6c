#include "models/quit_goodness.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/chi_square.hpp"

namespace premortem {
namespace {

constexpr double most_intervals = 10, fewest_intervals = 4, least_expected = 5;

struct Stretch {
  double left = 0, expected = 0;
  double by_mu = 0, by_sigma = 0;  ///< -sigma times the derivatives of expected
};

void add(Stretch& to, const Stretch& other) {
  to.left += other.left, to.expected += other.expected, to.by_mu += other.by_mu, to.by_sigma += other.by_sigma;
}

/// Everybody who still waits at each point.
std::vector<double> waiting(const QuitPoints& points) {
  std::vector<double> at(points.size());
  double behind = 0;
  for (std::size_t i = points.size(); i-- > 0;) at[i] = behind += points.people[i];
  return at;
}

std::vector<Stretch> intervals(const QuitPoints& points, const QuitHazard& h) {
  double total = 0;
  for (std::size_t i = 0; i < points.size(); ++i) total += points.people[i] * h.cumulative[i];
  const double wanted = std::min(most_intervals, std::floor(total / least_expected));
  const auto at = waiting(points);
  std::vector<Stretch> found;
  Stretch now;
  double before = 0, slope_before = 0, moment_before = 0, done = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double moment = h.slope[i] * h.z[i];
    add(now, {points.left[i], at[i] * (h.cumulative[i] - before), at[i] * (h.slope[i] - slope_before), at[i] * (moment - moment_before)});
    before = h.cumulative[i], slope_before = h.slope[i], moment_before = moment;
    if (done + now.expected < total * static_cast<double>(found.size() + 1) / wanted || now.expected < least_expected) continue;
    done += now.expected;
    found.push_back(now);
    now = {};
  }
  if (!found.empty()) add(found.back(), now);
  return found;
}

}  // namespace

std::optional<QuitGoodness> quit_goodness(const QuitPoints& points, const QuitHazard& hazard) {
  const auto found = intervals(points, hazard);
  const auto count = static_cast<double>(found.size());
  if (count < fewest_intervals) return std::nullopt;
  const auto& [mu_mu, mu_sigma, sigma_sigma] = hazard.information;
  const double determinant = mu_mu * sigma_sigma - mu_sigma * mu_sigma;
  QuitGoodness g;
  double lost = 0;
  for (const auto& i : found) {
    const double residual = i.left - i.expected;
    g.statistic += residual * residual / i.expected;
    lost += (i.by_mu * i.by_mu * sigma_sigma - 2 * i.by_mu * i.by_sigma * mu_sigma + i.by_sigma * i.by_sigma * mu_mu) / (determinant * i.expected);
  }
  g.df = count - lost;
  if (!(g.df > 0)) return std::nullopt;
  g.p = chi_square_survival(g.df, g.statistic);
  return g;
}

}  // namespace premortem
