#pragma once
#include <cmath>
#include <random>
#include <vector>

#include "premortem/models/delay_arms.hpp"

namespace premortem::testing {

/// 2,000 sessions a delay; abandonment keeps to 4% up to 800 ms and rises beyond.
inline const std::vector<DelayArm> eight_arms{{200, 2000, 82},   {400, 2000, 78},   {600, 2000, 85},   {800, 2000, 80},
                                              {1000, 2000, 112}, {1500, 2000, 205}, {2000, 2000, 291}, {3000, 2000, 452}};

/// Bliss (1935): beetles killed by dose, the dose in the place of ms.
inline const std::vector<DelayArm> beetles{{1.6907, 59, 6},  {1.7242, 60, 13}, {1.7552, 62, 18}, {1.7842, 56, 28},
                                           {1.8113, 63, 52}, {1.8369, 59, 53}, {1.8610, 62, 61}, {1.8839, 60, 60}};

/// A profile likelihood of the kink with two tops.
inline const std::vector<DelayArm> two_tops{{100, 300, 12}, {250, 400, 15}, {500, 350, 30}, {700, 500, 28}, {900, 450, 60}, {1300, 380, 70}, {2000, 420, 130}};

inline std::vector<CurveFamily> smooth_families() {
  return {CurveFamily::logistic, CurveFamily::log_logistic, CurveFamily::weibull, CurveFamily::floor_logistic, CurveFamily::floor_log_logistic, CurveFamily::floor_weibull};
}

inline std::vector<CurveFamily> families_with_parameters() {
  auto all = smooth_families();
  all.push_back(CurveFamily::hinge);
  return all;
}

/// Outcomes of arms under a curve; the standard's binomial law is not one everywhere, so sessions are drawn one by one.
template <class Share>
std::vector<DelayArm> drawn_arms(std::mt19937_64& random, const std::vector<double>& ms, int sessions, Share&& share) {
  std::vector<DelayArm> arms;
  for (const double t : ms) {
    const double p = share(t);
    double left = 0;
    for (int i = 0; i < sessions; ++i) left += static_cast<double>(random() >> 11) * 0x1p-53 < p ? 1 : 0;
    arms.push_back({t, static_cast<double>(sessions), left});
  }
  return arms;
}

inline double uniform(std::mt19937_64& random, double low, double high) { return low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53; }

/// Three to nine arms of a few to a few hundred sessions, rising or not.
inline std::vector<DelayArm> random_arms(std::mt19937_64& random) {
  std::vector<DelayArm> arms;
  const auto n = 3 + random() % 7;
  const double level = uniform(random, 0, .3), rise = uniform(random, -.02, .08);
  double t = uniform(random, 20, 300);
  for (std::uint64_t i = 0; i < n; ++i, t *= uniform(random, 1.05, 2)) {
    const double sessions = std::floor(uniform(random, 2, 300)), p = level + rise * static_cast<double>(i) + uniform(random, -.02, .02);
    arms.push_back({t, sessions, std::floor(sessions * std::fmin(1, std::fmax(0, p)) + uniform(random, 0, 1) * .999)});
  }
  return arms;
}

/// The log-likelihood written out, from the curve's values alone.
inline double loglik_of(const AbandonmentCurve& curve, const std::vector<DelayArm>& arms) {
  double sum = 0;
  for (const auto& a : arms) {
    const double p = abandonment(curve, a.latency_ms);
    sum += (a.left > 0 ? a.left * std::log(p) : 0) + (a.sessions > a.left ? (a.sessions - a.left) * std::log1p(-p) : 0);
  }
  return sum;
}

}  // namespace premortem::testing
