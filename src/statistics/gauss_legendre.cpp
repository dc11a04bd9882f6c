#include "premortem/statistics/gauss_legendre.hpp"

#include <cmath>
#include <numbers>

namespace premortem {
namespace {

struct Legendre {
  double value = 1, slope = 0;
};

Legendre legendre(int n, double x) {
  double before = 0, value = 1;
  for (int k = 1; k <= n; ++k) {
    const double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
    before = value, value = next;
  }
  return {value, n * (x * value - before) / (x * x - 1)};
}

}  // namespace

std::vector<QuadratureNode> gauss_legendre(int n, double low, double high) {
  std::vector<QuadratureNode> nodes(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) {
    double x = -std::cos(std::numbers::pi * (i + 0.75) / (n + 0.5));
    for (int step = 0; step < 6; ++step) {
      const auto p = legendre(n, x);
      x -= p.value / p.slope;
    }
    const double slope = legendre(n, x).slope;
    nodes[static_cast<std::size_t>(i)] = {low + (high - low) * (x + 1) / 2, (high - low) / ((1 - x * x) * slope * slope)};
  }
  return nodes;
}

}  // namespace premortem
