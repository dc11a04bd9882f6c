#include "premortem/statistics/wasserstein_floor.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "premortem/core/vector_clones.hpp"
#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"
#include "statistics/evaluation.hpp"
#include "statistics/merged_steps.hpp"

namespace premortem {
namespace {

constexpr std::size_t deals = 999, bridges = 4000, pieces = 128, inner = pieces - 1;

/// Knots lie closer where a bridge is tied down, because it is steepest there.
double knot(std::size_t k) {
  const double t = static_cast<double>(k) / double{pieces};
  return t * t * (3 - 2 * t);
}

/// The value with 95% of the others at or below it.
double upper_quantile(std::vector<double>& values) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::ceil(0.95 * static_cast<double>(values.size() + 1))) - 1;
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// heights[k * bridges + r] = |B_r(knot k + 1)|, from independent increments of a walk that is then tied down at 1.
std::vector<double> draw_heights(std::uint64_t seed) {
  std::vector<double> heights(inner * bridges), uniform(bridges), place(bridges, 0.0);
  for (std::size_t k = 1; k <= pieces; ++k) {
    fill_uniform({seed, variable_id("Wasserstein bridge " + std::to_string(k))}, 0, uniform);
    const double step = std::sqrt(knot(k) - knot(k - 1));
    for (std::size_t r = 0; r < bridges; ++r) {
      place[r] += step * normal_quantile(0, 1, uniform[r]);
      if (k < pieces) heights[(k - 1) * bridges + r] = place[r];
    }
  }
  for (std::size_t k = 1; k < pieces; ++k)
    for (std::size_t r = 0; r < bridges; ++r) {
      double& height = heights[(k - 1) * bridges + r];
      height = std::abs(height - knot(k) * place[r]);
    }
  return heights;
}

/// Shares the lengths of the axis out among knots: where F lies between two of them the height is taken to be linear, and beyond
/// the outermost ones to shrink as its standard deviation does, with the root of the share beyond.
class KnotWeights {
 public:
  void add(double share, double length) {
    while (at_ + 1 < pieces && share > knot_[at_ + 1]) ++at_;
    if (at_ == 0) weight_[0] += length * std::sqrt(share / knot_[1]);
    else if (at_ + 1 == pieces) weight_[inner - 1] += length * std::sqrt((1 - share) / (1 - knot_[inner]));
    else {
      const double beyond = (share - knot_[at_]) / (knot_[at_ + 1] - knot_[at_]);
      weight_[at_ - 1] += length * (1 - beyond), weight_[at_] += length * beyond;
    }
  }
  const std::array<double, inner>& weights() const { return weight_; }

 private:
  static std::array<double, pieces + 1> knots() {
    std::array<double, pieces + 1> all{};
    for (std::size_t k = 0; k <= pieces; ++k) all[k] = knot(k);
    return all;
  }
  std::array<double, pieces + 1> knot_ = knots();
  std::array<double, inner> weight_{};
  std::size_t at_ = 0;
};

/// Every bridge adds up its own terms in the order of the knots, so that the bits do not depend on how many go at once.
PREMORTEM_VECTOR_CLONES void add_heights(double weight, const double* heights, double* area) {
  for (std::size_t r = 0; r < bridges; ++r) area[r] += weight * heights[r];
}

/// The distinct pooled values and how many are at or below each but the largest.
struct Pool {
  std::vector<double> length;  ///< from a distinct value to the next
  std::vector<std::size_t> below;
};

/// Distance of samples of n and m dealt out at random: values in ascending order go to the first sample with the chance that is
/// left for it (selection sampling).
double dealt_distance(const Pool& pool, std::size_t n, std::size_t m, std::span<const double> uniform) {
  double area = 0;
  std::size_t i = 0, at = 0;
  const double a = static_cast<double>(n), b = static_cast<double>(m);
  for (std::size_t step = 0; step < pool.length.size(); ++step) {
    for (; at < pool.below[step]; ++at) i += uniform[at] * static_cast<double>(n + m - at) < static_cast<double>(n - i);
    area += std::abs(static_cast<double>(i) / a - static_cast<double>(at - i) / b) * pool.length[step];
  }
  return area;
}

}  // namespace

WassersteinFloor::WassersteinFloor(std::uint64_t seed, bool with_bridges) : seed_(seed) {
  if (with_bridges) heights_ = draw_heights(seed);
}

double WassersteinFloor::operator()(std::string_view name, std::span<const double> sorted_reference, std::span<const double> sorted_current) const {
  check_sorted_samples("WassersteinFloor", sorted_reference, sorted_current);
  return sorted_reference.size() + sorted_current.size() <= most_dealt ? dealt(name, sorted_reference, sorted_current) : bridged(sorted_reference, sorted_current);
}

double WassersteinFloor::dealt(std::string_view name, std::span<const double> a, std::span<const double> b) const {
  Pool pool;
  for_each_merged_step(a, b, [&](double x, double next, std::size_t i, std::size_t j) { pool.length.push_back(next - x), pool.below.push_back(i + j); });
  const StreamKey key{seed_, variable_id("Wasserstein deal " + std::string(name))};
  std::vector<double> uniform(a.size() + b.size()), distances;
  for (std::size_t deal = 0; deal < deals; ++deal) {
    fill_uniform(key, deal * most_dealt, uniform);
    distances.push_back(dealt_distance(pool, a.size(), b.size(), uniform));
  }
  return upper_quantile(distances);
}

double WassersteinFloor::bridged(std::span<const double> a, std::span<const double> b) const {
  const double n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  require(!heights_.empty(), "WassersteinFloor", {{"n", n}, {"m", m}}, "so many values need bridges");
  KnotWeights weights;
  for_each_merged_step(a, b, [&](double x, double next, std::size_t i, std::size_t j) { weights.add(static_cast<double>(i + j) / (n + m), next - x); });
  std::vector<double> area(bridges, 0.0);
  for (std::size_t k = 0; k < inner; ++k)
    if (weights.weights()[k] > 0) add_heights(weights.weights()[k], &heights_[k * bridges], area.data());
  return upper_quantile(area) * std::sqrt(1 / n + 1 / m);
}

}  // namespace premortem
