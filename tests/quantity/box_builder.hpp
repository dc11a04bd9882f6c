#pragma once
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <vector>

#include "premortem/quantity/probability_box.hpp"
#include "quantity/leaf_builder.hpp"

namespace premortem::testing {

using Op = ExpressionNode::Op;

inline ProbabilityBox box_between(double low, double high, std::size_t slices, Shape shape = Shape::uniform) {
  return box_of(between_leaf("x", shape, low, high, UnitKind::amount), 0.05, slices);
}

inline ProbabilityBox box_of_value(double x, std::size_t slices) { return box_of(exact_leaf("x", x), 0.05, slices); }

/// One whole number in each slice, and limits up to `width` around it; any sign. Small whole numbers, so that ties are common.
inline ProbabilityBox random_box(std::mt19937_64& random, std::size_t slices, int least, int most, int width) {
  std::uniform_int_distribution<int> value(least, most), extra(0, width);
  std::vector<double> low(slices), high(slices);
  for (std::size_t i = 0; i < slices; ++i) low[i] = value(random), high[i] = std::min(most, static_cast<int>(low[i]) + extra(random));
  std::sort(low.begin(), low.end());
  std::sort(high.begin(), high.end());
  return {low, high};
}

/// A quantile function in the box, at `fine` points in each slice.
inline std::vector<double> member_of(std::mt19937_64& random, const ProbabilityBox& box, std::size_t fine) {
  std::vector<double> q;
  for (std::size_t i = 0; i < box.slices(); ++i)
    for (std::size_t j = 0; j < fine; ++j) {
      const double part = std::uniform_real_distribution<double>(0, 1)(random);
      const int end = std::uniform_int_distribution<int>(0, 2)(random);
      q.push_back(end == 0 ? box.low[i] : end == 1 ? box.high[i] : box.low[i] + part * (box.high[i] - box.low[i]));
    }
  std::sort(q.begin(), q.end());
  return q;
}

/// Who goes with whom: together, opposite, shuffled, or a shuffle of the line's pieces, some of them turned (a shuffle of Min).
inline std::vector<std::size_t> random_partners(std::mt19937_64& random, std::size_t count) {
  std::vector<std::size_t> partner(count);
  std::iota(partner.begin(), partner.end(), std::size_t{0});
  switch (std::uniform_int_distribution<int>(0, 3)(random)) {
    case 0: break;
    case 1: std::reverse(partner.begin(), partner.end()); break;
    case 2: std::shuffle(partner.begin(), partner.end(), random); break;
    default: {
      const auto cut = [&] { return static_cast<std::ptrdiff_t>(std::uniform_int_distribution<std::size_t>(0, count)(random)); };
      std::ptrdiff_t a = cut(), b = cut();
      if (a > b) std::swap(a, b);
      std::rotate(partner.begin(), partner.begin() + a, partner.begin() + b);
      std::reverse(partner.begin() + a, partner.begin() + b);
    }
  }
  return partner;
}

/// Whether every quantile of equally likely values lies in the box; `tolerance` relative for what the values were rounded by.
inline bool holds(const ProbabilityBox& box, std::vector<double> values, double tolerance = 0) {
  std::sort(values.begin(), values.end());
  const std::size_t fine = values.size() / box.slices();
  for (std::size_t r = 0; r < values.size(); ++r) {
    const double slack = tolerance * (std::abs(values[r]) + tolerance);
    if (!(box.low[r / fine] <= values[r] + slack && values[r] - slack <= box.high[r / fine])) return false;
  }
  return true;
}

/// Whether everything that `inner` allows, `outer` allows.
inline bool is_inside(const ProbabilityBox& inner, const ProbabilityBox& outer) {
  for (std::size_t i = 0; i < inner.slices(); ++i)
    if (!(outer.low[i] <= inner.low[i] && inner.high[i] <= outer.high[i])) return false;
  return true;
}

inline bool is_well_formed(const ProbabilityBox& box) {
  for (std::size_t i = 0; i < box.slices(); ++i) {
    if (!(box.low[i] <= box.high[i]) || std::isnan(box.low[i]) || box.high[i] == -INFINITY || box.low[i] == INFINITY) return false;
    if (i > 0 && !(box.low[i - 1] <= box.low[i] && box.high[i - 1] <= box.high[i])) return false;
  }
  return true;
}

}  // namespace premortem::testing
