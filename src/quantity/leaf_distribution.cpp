#include "premortem/quantity/leaf_distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

LeafDistribution beta_on(double a, double b, double low, double width) {
  const BetaDistribution beta(a, b);
  return {[=](double p) { return low + width * beta.quantile(p); },
          [=](double q) { return low + width * beta.upper_quantile(q); },
          [=](double x) { return beta.density((x - low) / width) / width; }};
}

LeafDistribution pert(const Leaf& leaf) {
  constexpr double weight = 4;  // Vose (2008), Risk Analysis, section III.7
  const double width = *leaf.high - *leaf.low;
  const double a = 1 + weight * (*leaf.best - *leaf.low) / width;
  const double b = 1 + weight * (*leaf.high - *leaf.best) / width;
  return beta_on(a, b, *leaf.low, width);
}

LeafDistribution gamma_of(double shape, double exposure) {
  const double scale = 1 / exposure;
  return {[=](double p) { return gamma_quantile(shape, scale, p); },
          [=](double q) { return gamma_upper_quantile(shape, scale, q); },
          [=](double x) { return gamma_density(shape, scale, x); }};
}

LeafDistribution normal_of(double mean, double sd) {
  return {[=](double p) { return normal_quantile(mean, sd, p); },
          [=](double q) { return normal_upper_quantile(mean, sd, q); },
          [=](double x) { return normal_density(mean, sd, x); }};
}

/// Mean and standard deviation of the normal whose 5th and 95th percentile are low and high.
struct NormalParameters {
  double mean;
  double sd;
};
NormalParameters from_percentiles(double low, double high) {
  const double z95 = normal_quantile(0, 1, 0.95);
  return {(low + high) / 2, (high - low) / (2 * z95)};
}

LeafDistribution lognormal_of(double low, double high) {
  const NormalParameters m = from_percentiles(std::log(low), std::log(high));
  return {[=](double p) { return std::exp(normal_quantile(m.mean, m.sd, p)); },
          [=](double q) { return std::exp(normal_upper_quantile(m.mean, m.sd, q)); },
          [=](double x) { return normal_density(m.mean, m.sd, std::log(x)) / x; }};
}

}  // namespace

std::optional<LeafDistribution> distribution_of(const Leaf& leaf) {
  if (leaf.unknown) return std::nullopt;
  switch (leaf.shape) {
    case Shape::count: return beta_on(*leaf.k + 0.5, *leaf.n - *leaf.k + 0.5, 0, 1);
    case Shape::rate: return gamma_of(*leaf.k + 0.5, *leaf.n);
    case Shape::beta: return beta_on(*leaf.k, *leaf.n - *leaf.k, 0, 1);
    case Shape::pert: return pert(leaf);
    case Shape::lognormal: return lognormal_of(*leaf.low, *leaf.high);
    case Shape::normal: {
      const NormalParameters m = from_percentiles(*leaf.low, *leaf.high);
      return normal_of(m.mean, m.sd);
    }
    default: return std::nullopt;
  }
}

namespace {

/// The value below which a thousandth of the draws do not stay, without the multiplier.
double upper_draw(const Leaf& leaf) {
  constexpr double one_in_a_thousand = 1e-3;
  if (leaf.shape != Shape::sample && leaf.low && leaf.high && *leaf.low == *leaf.high) return *leaf.high;
  switch (leaf.shape) {
    case Shape::point: return *leaf.best;
    case Shape::range:
    case Shape::uniform:
    case Shape::triangular: return *leaf.high;
    case Shape::sample: return *std::max_element(leaf.values.begin(), leaf.values.end());
    case Shape::pool: {
      double largest = 0;
      for (const auto& expert : leaf.experts) largest = std::max(largest, expert.multiplier * upper_draw(expert));
      return largest;
    }
    default: return distribution_of(leaf)->upper_quantile(one_in_a_thousand);
  }
}

}  // namespace

std::string why_not_drawn(const Leaf& leaf) {
  for (const auto& expert : leaf.experts)
    if (auto why = why_not_drawn(expert); !why.empty()) return why;
  if (leaf.unknown) return "\"" + leaf.label + "\" (" + to_string(leaf.place) + ") is unknown";
  const bool one_value = leaf.low && leaf.high && *leaf.low == *leaf.high;
  if (leaf.shape == Shape::range && !one_value)
    return "\"" + leaf.label + "\" (" + to_string(leaf.place) +
           ") is a range, which does not say where in it the value lies; add a best value, or shape uniform";
  return {};
}

std::string why_cut_off(const Leaf& leaf) {
  if (leaf.unit_kind != UnitKind::share || !(leaf.multiplier > 1) || !why_not_drawn(leaf).empty() || leaf.multiplier * upper_draw(leaf) <= 1) return {};
  return fmt::format("\"{}\" ({}) times {} would pass 100%", leaf.label, to_string(leaf.place), leaf.multiplier);
}

}  // namespace premortem
