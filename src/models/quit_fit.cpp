#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "models/quit_goodness.hpp"
#include "models/quit_maximum.hpp"
#include "models/quit_points.hpp"

namespace premortem {
namespace {

/// What the family says where the search ended.
struct Ending {
  QuitHazard hazard;
  double loglik = 0, left = 0;
  double by_mu = 0, by_sigma = 0;  ///< score, times -sigma

  /// Squared standard errors between here and the maximum.
  double away() const {
    const auto& [mu_mu, mu_sigma, sigma_sigma] = hazard.information;
    return (by_mu * by_mu * sigma_sigma - 2 * by_mu * by_sigma * mu_sigma + by_sigma * by_sigma * mu_mu) / (mu_mu * sigma_sigma - mu_sigma * mu_sigma);
  }
};

template <class Family>
Ending ending_at(const QuitPoints& points, const QuitPlace& at) {
  Ending e;
  auto& h = e.hazard;
  h.cumulative.reserve(points.size()), h.slope.reserve(points.size()), h.z.reserve(points.size());
  double log_t = 0, gain = 0, loss = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double z = at.rate * points.y[i] + at.shift, w = Family::weight(points.left[i], points.people[i]);
    const Hazard here = Family::at(z);
    h.cumulative.push_back(here.value), h.slope.push_back(here.slope), h.z.push_back(z);
    const double bend = w * here.bend, excess = points.left[i] - w * here.slope;
    e.by_mu += excess, e.by_sigma += excess * z;
    h.information[0] += bend, h.information[1] += bend * z, h.information[2] += bend * z * z;
    e.left += points.left[i], log_t += points.left[i] * points.y[i], gain += points.left[i] * z, loss += w * here.value;
  }
  h.information[2] += e.left, e.by_sigma += e.left;
  e.loglik = gain - loss + e.left * (std::log(at.rate) - std::log(points.reference_ms)) - log_t;  // ln t: the density is of t
  return e;
}

void set_covariance(CurveFit& fit, const std::array<double, 3>& information, double sigma) {
  const auto& [mu_mu, mu_sigma, sigma_sigma] = information;
  const double zbar = mu_sigma / mu_mu, rest = sigma_sigma - mu_sigma * zbar, scale = sigma * sigma * fit.overdispersion;
  fit.curve.covariance[0][0] = scale * (1 / mu_mu + zbar * zbar / rest);
  fit.curve.covariance[0][1] = fit.curve.covariance[1][0] = -scale * zbar / rest;
  fit.curve.covariance[1][1] = scale / rest;
  fit.curve.has_covariance = true;
}

void refuse(CurveFit& fit, std::string why) { fit.problem = FitProblem::no_convergence, fit.why = std::move(why); }

template <class Family>
void fit_family(CurveFit& fit, const QuitPoints& points) {
  constexpr double most_away = 1e-18, roundings = 1e-28;  // 1e-9 standard errors; more where counts are above 1e10
  constexpr double most_lost = 1e-5;   // of z, when A(t) subtracts mu from ln t
  const auto place = fitted_place<Family>(points);
  if (!place) return refuse(fit, "the search for the most likely curve did not end");
  const Ending end = ending_at<Family>(points, *place);
  if (!(end.away() <= most_away + roundings * end.left)) return refuse(fit, "the search for the most likely curve did not end at its top");
  const double sigma = 1 / place->rate, mu = std::log(points.reference_ms) - place->shift * sigma;
  if (!(std::max(1.0, std::abs(mu)) * std::numeric_limits<double>::epsilon() <= most_lost * sigma))
    return refuse(fit, fmt::format("those who gave up did so at moments that hardly differ: the spread of ln t is {:.2g}, too little to compute with", sigma));
  fit.curve.parameters = {mu, sigma, 0};
  fit.loglik = end.loglik, fit.aic = -2 * end.loglik + 2 * 2;
  if (const auto g = quit_goodness(points, end.hazard)) {
    constexpr double doubtful = 0.05;
    fit.pearson = g->statistic, fit.df = g->df, fit.fit_p = g->p;
    if (g->p < doubtful) fit.overdispersion = std::max(1.0, g->statistic / g->df);
  }
  set_covariance(fit, end.hazard.information, sigma);
}

}  // namespace

CurveFit fit_quit_family(const QuitPoints& points, CurveFamily family) {
  CurveFit fit;
  fit.curve.family = family, fit.curve.data = LatencyData::quits;
  if (family == CurveFamily::weibull) fit_family<WeibullHazard>(fit, points);
  else fit_family<LogLogisticHazard>(fit, points);
  return fit;
}

}  // namespace premortem
