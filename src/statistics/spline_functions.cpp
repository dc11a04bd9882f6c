#include "statistics/spline_functions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/sort_numbers.hpp"

namespace premortem {
namespace {

using Column = std::vector<double>;

/// Inner knots in the order in which levels add them, as quarters, eighths, ... of the probability.
constexpr std::array<double, 15> knot_order{1 / 2., 1 / 4., 3 / 4., 1 / 8., 3 / 8., 5 / 8., 7 / 8., 1 / 16.,
                                            3 / 16., 5 / 16., 7 / 16., 9 / 16., 11 / 16., 13 / 16., 15 / 16.};

std::size_t level_of_knot(std::size_t k) { return k < 1 ? 2 : (k < 3 ? 3 : (k < 7 ? 4 : 5)); }

/// d(t) = ((x - t)+^3 - (x - 1)+^3) / (1 - t), of which differences are natural splines: linear beyond the outer knots (Hastie,
/// Tibshirani & Friedman 2009, The Elements of Statistical Learning, section 5.2.1). x is within the outer knots, 0 and 1.
double truncated(double x, double t) {
  const double above = std::max(0.0, x - t);
  return above * above * above / (1 - t);
}

Column sorted(std::span<const double> input) {
  Column result(input.begin(), input.end()), room;
  sort_numbers(result, room);
  return result;
}

/// The normal quantile of each value's rank, (rank - 1/2)/n, equal values by their mean rank: as well spread for an input with long
/// tails as for any other.
Column normal_scores(std::span<const double> input) {
  const Column ascending = sorted(input);
  const auto n = static_cast<double>(input.size());
  Column scores;
  for (const double x : input) {
    const auto [first, last] = std::equal_range(ascending.begin(), ascending.end(), x);
    const auto twice_rank = static_cast<double>((first - ascending.begin()) + (last - ascending.begin()));
    scores.push_back(normal_quantile(0, 1, twice_rank / 2 / n));
  }
  return scores;
}

/// From 0 at the smallest to 1 at the largest; empty where all are one value. Halves keep a range that is wider than any number.
Column in_unit_interval(Column x) {
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  const double half = *low / 2, width = *high / 2 - half;
  if (!(width > 0)) return {};
  for (double& v : x) v = (v / 2 - half) / width;
  return x;
}

/// Quantiles of values from 0 to 1, each with its level.
std::vector<std::pair<double, std::size_t>> inner_knots(const Column& z, std::size_t most) {
  const Column ascending = sorted(z);
  Column distinct;
  std::unique_copy(ascending.begin(), ascending.end(), std::back_inserter(distinct));
  // Of few values each is a knot; else mass may sit on one, and quantiles of the samples may coincide.
  const auto& from = distinct.size() <= most + 2 ? distinct : ascending;
  std::vector<std::pair<double, std::size_t>> knots;
  for (std::size_t k = 0; k < most; ++k) {
    const double knot = from[static_cast<std::size_t>(std::lround(knot_order[k] * static_cast<double>(from.size() - 1)))];
    const bool taken = std::any_of(knots.begin(), knots.end(), [&](const auto& other) { return other.first == knot; });
    if (!taken && knot > 0 && knot < 1) knots.emplace_back(knot, level_of_knot(k));
  }
  return knots;
}

}  // namespace

SplineFunctions spline_functions(std::span<const double> input, std::size_t most_inner) {
  SplineFunctions f{{Column(input.size(), 1.0)}, {0}};
  Column x = in_unit_interval(Column(input.begin(), input.end()));
  if (x.empty()) return f;
  const Column z = in_unit_interval(normal_scores(input));
  f.columns.push_back(std::move(x)), f.level.push_back(1);
  f.columns.push_back(z), f.level.push_back(2);
  for (const auto& [knot, level] : inner_knots(z, most_inner)) {
    Column c(z.size());
    for (std::size_t i = 0; i < c.size(); ++i) c[i] = truncated(z[i], knot) - truncated(z[i], 0);
    f.columns.push_back(std::move(c)), f.level.push_back(level);
  }
  return f;
}

}  // namespace premortem
