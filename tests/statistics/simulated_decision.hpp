#pragma once
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/value_of_information.hpp"

namespace premortem::testing {

inline std::vector<double> uniforms(const std::string& name, std::size_t n, std::uint64_t seed = 1) {
  std::vector<double> u(n);
  fill_uniform({seed, variable_id(name)}, 0, u);
  return u;
}

template <class Quantile>
std::vector<double> drawn(const std::string& name, std::size_t n, const Quantile& quantile, std::uint64_t seed = 1) {
  auto x = uniforms(name, n, seed);
  for (double& v : x) v = quantile(v);
  return x;
}

inline std::vector<double> normals(const std::string& name, double mean, double sd, std::size_t n, std::uint64_t seed = 1) {
  return drawn(name, n, [=](double u) { return normal_quantile(mean, sd, u); }, seed);
}

/// Doing nothing against what is won or lost.
inline NetBenefits against_nothing(std::vector<double> net) {
  NetBenefits b;
  b.by_option.emplace_back(net.size(), 0.0);
  b.by_option.push_back(std::move(net));
  return b;
}

/// Conditional means in so many groups of equal size by rank, an estimate of EVPPI with nothing in common with a spline.
double binned_partial_information(const NetBenefits& benefits, const std::vector<double>& input, std::size_t groups);

}  // namespace premortem::testing
