#include "models/gamma_fit.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/special_functions.hpp"

namespace premortem {

namespace {

/// With less shape seen the 90% bands of what is still to come do not hold (simulated: 70 to 85%).
constexpr double enough_shape = 20;

double seen_shape(const WorseningPath& path) {
  double mean = 0;
  for (const auto& b : gamma_beliefs(path, path.steps.size())) mean += b.weight * b.seen_shape;
  return mean;
}

}  // namespace

WorseningPath worsening_path(const ForecastHistory& h, LimitSide side) {
  WorseningPath path;
  path.sign = side == LimitSide::ceiling ? 1 : -1;
  path.last = h.points.back().value;
  double squares = 0;
  for (std::size_t i = 1; i < h.points.size(); ++i) {
    const double step = path.sign * (h.points[i].value - h.points[i - 1].value);
    if (!(step > 0)) return path.why = "it has not only ever worsened", path;
    path.steps.push_back(step), path.days.push_back(h.points[i].day - h.points[i - 1].day);
    squares += step * step / static_cast<double>(h.points.size() - 1);
  }
  if (h.noise_is_known && 2 * h.unit * h.unit > squares / 10) path.why = "chance in the values is not small beside their steps";
  if (h.drift_is_known) path.why = "its drift is given";
  if (path.why.empty() && seen_shape(path) < enough_shape) path.why = "its steps are too few for their unevenness";
  return path;
}

std::vector<GammaBelief> gamma_beliefs(const WorseningPath& path, std::size_t steps) {
  double sum = 0, days = 0;
  for (std::size_t i = 0; i < steps; ++i) sum += path.steps[i], days += path.days[i];
  const double usual = days / static_cast<double>(steps);
  std::vector<GammaBelief> out;
  std::vector<double> logs;
  for (double of_step = 0.05; of_step < 1000; of_step *= 1.9) {
    const double shape = of_step / usual, seen = shape * days;
    double log_here = log_gamma(seen) - seen * std::log(sum);
    for (std::size_t i = 0; i < steps; ++i) log_here += (shape * path.days[i] - 1) * std::log(path.steps[i]) - log_gamma(shape * path.days[i]);
    out.push_back({0, shape, seen, sum}), logs.push_back(log_here);
  }
  const double most = *std::max_element(logs.begin(), logs.end());
  double all = 0;
  for (std::size_t g = 0; g < out.size(); ++g) all += out[g].weight = std::exp(logs[g] - most);
  std::vector<GammaBelief> kept;
  for (auto& b : out)
    if ((b.weight /= all) > 1e-9) kept.push_back(b);
  return kept;
}

double worsens_by_more(const std::vector<GammaBelief>& beliefs, double days, double x) {
  if (x < 0) return 1;
  if (!(days > 0)) return 0;
  double p = 0;
  for (const auto& b : beliefs) p += b.weight * beta_survival(b.shape * days, b.seen_shape, x / (x + b.sum));
  return std::min(1.0, p);
}

double worsens_by_at_most(const std::vector<GammaBelief>& beliefs, double days, double x) {
  if (x < 0) return 0;
  if (!(days > 0)) return 1;
  double p = 0;
  for (const auto& b : beliefs) p += b.weight * beta_cdf(b.shape * days, b.seen_shape, x / (x + b.sum));
  return std::min(1.0, p);
}

}  // namespace premortem
