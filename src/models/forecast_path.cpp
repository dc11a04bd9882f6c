#include "models/forecast_path.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "models/path_passage.hpp"
#include "premortem/models/first_passage.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

/// Where there is a closed form, and where there is none by following the checks, daily where it is watched all the time.
std::function<double(double)> ever_of(const std::vector<PathBelief>& today, const ForecastView& view, double cycle_days, std::size_t harmonics, double step_days) {
  const bool plain = harmonics == 0 && view.jumps_in_days.empty();
  std::vector<PathBelief> closed;
  const double every = view.check_every > 0 ? view.check_every : 1;
  const auto checks = static_cast<std::size_t>(view.most_days / every * (1 + 1e-12));
  std::vector<double> passed(checks + 1, 0.0);
  for (const auto& b : today) {
    if (plain && !(b.drift_wander > 0)) {
      closed.push_back(b);
      continue;
    }
    const auto of_belief = passed_nearly(b, *view.limit, {every, checks, view.today, cycle_days, harmonics, view.jumps_in_days, jump_variance(b, step_days)});
    for (std::size_t k = 0; k <= checks; ++k) passed[k] += b.weight * of_belief[k];
  }
  return [=](double h) {
    double p = passed[std::min(checks, static_cast<std::size_t>(h / every * (1 + 1e-12)))];
    for (const auto& b : closed) p += b.weight * passed_by(plain_passage(b, *view.limit, view.check_every), h);
    return std::min(1.0, p);
  };
}

}  // namespace

double jump_variance(const PathBelief& b, double step_days) { return 2 * b.noise + b.wander * step_days; }

std::vector<NormalPart> parts_after(const std::vector<PathBelief>& today, const ForecastView& view, double h, double cycle_days, std::size_t harmonics, double step_days) {
  std::array<double, most_coefficients> cycle{1, 0};
  if (harmonics > 0) cycle = cycle_at(view.today + h, cycle_days, harmonics);
  const double jumps = static_cast<double>(std::count_if(view.jumps_in_days.begin(), view.jumps_in_days.end(), [&](double at) { return at <= h; }));
  std::vector<NormalPart> parts;
  for (const auto& b : today) {
    const auto m = moments_after(b, h, cycle);
    parts.push_back({b.weight, m.mean, std::sqrt(m.variance + jumps * jump_variance(b, step_days))});
  }
  return parts;
}

ForecastPath gaussian_path(std::vector<PathBelief> today, const ForecastView& view, double cycle_days, std::size_t harmonics, double step_days) {
  const auto beliefs = std::make_shared<const std::vector<PathBelief>>(std::move(today));
  const auto parts = [=](double h) { return parts_after(*beliefs, view, h, cycle_days, harmonics, step_days); };
  ForecastPath path;
  path.expected = [=](double h) {
    double mean = 0;
    for (const auto& part : parts(h)) mean += part.weight * part.mean;
    return mean;
  };
  path.quantile = [=](double h, double p) { return mixture_quantile(parts(h), p); };
  path.beyond = path.ever_beyond = [](double) { return 0.0; };
  if (!view.limit) return path;
  path.beyond = [=](double h) { return view.limit->side == LimitSide::ceiling ? mixture_survival(parts(h), view.limit->level) : mixture_cdf(parts(h), view.limit->level); };
  path.ever_beyond = ever_of(*beliefs, view, cycle_days, harmonics, step_days);
  return path;
}

ForecastPath gamma_path(const WorseningPath& worsening, const ForecastView& view) {
  const auto beliefs = gamma_beliefs(worsening, worsening.steps.size());
  double since_last = view.today;
  for (const double d : worsening.days) since_last -= d;
  const double sign = worsening.sign, last = worsening.last, margin = sign * (view.limit->level - last), every = view.check_every;
  ForecastPath path;
  path.expected = [=](double h) {
    double mean = 0;  // of S B / (1 - B); without a mean where it has been seen for too short, the median stands in
    for (const auto& b : beliefs) mean += b.weight * (b.seen_shape > 1 ? b.sum * b.shape * (h + since_last) / (b.seen_shape - 1) : b.sum * (h + since_last) * b.shape / b.seen_shape);
    return last + sign * mean;
  };
  path.quantile = [=](double h, double p) {
    const double q = sign > 0 ? p : 1 - p;
    double low = 0, high = 1;  // as a share x / (x + sum)
    for (int i = 0; i < 60; ++i) {
      const double middle = (low + high) / 2, x = beliefs.front().sum * middle / (1 - middle);
      (worsens_by_at_most(beliefs, h + since_last, x) < q ? low : high) = middle;
    }
    return last + sign * beliefs.front().sum * low / (1 - low);
  };
  path.beyond = [=](double h) { return worsens_by_more(beliefs, h + since_last, margin); };
  path.ever_beyond = [=](double h) {  // it never comes back
    return worsens_by_more(beliefs, (every > 0 ? std::floor(h / every * (1 + 1e-12)) * every : h) + since_last, margin);
  };
  return path;
}

}  // namespace premortem
