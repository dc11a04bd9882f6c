#include "premortem/statistics/confidence_sequence.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/statistics/special_functions.hpp"
#include "statistics/evaluation.hpp"

namespace premortem {
namespace {

double log_beta(double a, double b) { return log_gamma(a) + log_gamma(b) - log_gamma(a + b); }

/// Log of the mixture over alternatives to p: passes ln(1/alpha) with probability at most alpha.
double log_evidence(double p, double events, double trials, double optimal_trials, double alpha) {
  const double variance = p * (1 - p);
  const double r = std::max(normal_mixture_rho(optimal_trials * variance, alpha) - variance, 1e-3 * variance);
  const double a = r / (1 - p), b = r / p;  // a prior with mean p
  return log_beta(a + events, b + trials - events) - log_beta(a, b) - events * std::log(p) - (trials - events) * std::log1p(-p);
}

}  // namespace

double normal_mixture_rho(double v, double alpha) {
  require(v > 0 && alpha > 0 && alpha < 1, "normal_mixture_rho", {{"v", v}, {"alpha", alpha}}, "v > 0 and alpha in (0, 1) are needed");
  const double l = 2 * std::log(1 / alpha);
  return v / (l + std::log1p(l));
}

double normal_mixture_bound(double v, double rho, double alpha) {
  require(v >= 0 && rho > 0 && alpha > 0 && alpha < 1, "normal_mixture_bound", {{"v", v}, {"rho", rho}, {"alpha", alpha}},
          "v >= 0, rho > 0 and alpha in (0, 1) are needed");
  return std::sqrt((v + rho) * std::log((v + rho) / (rho * alpha * alpha)));
}

Interval confidence_sequence(double events, double trials, double confidence, double optimal_trials) {
  const bool whole = std::floor(events) == events && std::floor(trials) == trials;
  require(whole && events >= 0 && events <= trials && trials >= 1 && confidence > 0 && confidence < 1 && optimal_trials >= 1, "confidence_sequence",
          {{"events", events}, {"trials", trials}, {"confidence", confidence}}, "whole counts, events <= trials, and a confidence in (0, 1) are needed");
  const double alpha = 1 - confidence, limit = std::log(1 / alpha), seen = events / trials;
  const auto inside = [&](double p) { return log_evidence(p, events, trials, optimal_trials, alpha) < limit; };
  const auto edge = [&](double in, double out) {
    for (int i = 0; i < 60; ++i) {
      const double middle = (in + out) / 2;
      (inside(middle) ? in : out) = middle;
    }
    return out;
  };
  const double start = std::clamp(seen, 1e-12, 1 - 1e-12);
  return {events == 0 ? 0 : edge(start, 0), events == trials ? 1 : edge(start, 1)};
}

}  // namespace premortem
