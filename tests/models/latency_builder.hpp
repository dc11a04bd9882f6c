#pragma once
#include <rapidcheck.h>

#include <array>
#include <cmath>
#include <vector>

#include "premortem/models/latency_distribution.hpp"

namespace premortem::testing {

inline constexpr std::array<LatencyQuantile, 2> p50_p95{{{.5, 400}, {.95, 1200}}};
inline constexpr std::array<LatencyQuantile, 3> p50_p95_p99{{{.5, 400}, {.95, 1200}, {.99, 2000}}};

inline double any_between(double low, double high) { return low + (high - low) * *rc::gen::inRange(0, 1'000'001) / 1e6; }

/// Two to four quantiles, some of them equal.
inline std::vector<LatencyQuantile> any_quantiles() {
  constexpr std::array<double, 4> shares{.5, .9, .95, .99};
  double ms = std::exp(any_between(2, 8));
  std::vector<LatencyQuantile> quantiles{{shares[0], ms}};
  for (std::size_t i = 1; i < shares.size(); ++i) {
    ms *= *rc::gen::inRange(0, 8) == 0 ? 1 : std::exp(any_between(.01, 1.2));
    if (i == 3 || *rc::gen::arbitrary<bool>()) quantiles.push_back({shares[i], ms});
  }
  return quantiles;
}

/// A law without point masses.
inline LatencyDistribution any_law() {
  std::vector<LatencyQuantile> quantiles = any_quantiles();
  for (std::size_t i = 1; i < quantiles.size(); ++i) quantiles[i].ms = std::max(quantiles[i].ms, quantiles[i - 1].ms * 1.02);
  return latency_from_quantiles(quantiles);
}

inline LatencyDistribution any_mixture() { return latency_mixture(any_law(), any_between(0, 1), any_law()); }

}  // namespace premortem::testing
