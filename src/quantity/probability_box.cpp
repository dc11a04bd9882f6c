#include "premortem/quantity/probability_box.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "quantity/box_slices.hpp"
#include "quantity/outward.hpp"

namespace premortem {

Interval ProbabilityBox::quantile(double p) const {
  if (!(p >= 0 && p <= 1)) throw DomainError(fmt::format("ProbabilityBox::quantile: p = {} is not in [0, 1]", p));
  const double place = std::ceil(p * static_cast<double>(slices())) - 1;
  const std::size_t i = place <= 0 ? 0 : std::min(slices() - 1, static_cast<std::size_t>(place));
  return {low[i], high[i]};
}

Interval ProbabilityBox::cdf(double x) const {
  const auto count = [&](const std::vector<double>& ends) {
    return static_cast<double>(std::upper_bound(ends.begin(), ends.end(), x) - ends.begin());
  };
  const auto n = static_cast<double>(slices());
  return {divide_down(count(high), n), divide_up(count(low), n)};
}

ProbabilityBox uniform_box(const Interval& everywhere, std::size_t slices) {
  if (slices == 0) throw DomainError("a probability box needs at least one slice");
  return {std::vector<double>(slices, everywhere.low), std::vector<double>(slices, everywhere.high)};
}

bool is_one_interval(const ProbabilityBox& box) { return box.low.front() == box.low.back() && box.high.front() == box.high.back(); }

ProbabilityBox box_of_images(std::vector<double> lows, std::vector<double> highs) {
  std::sort(lows.begin(), lows.end());
  std::sort(highs.begin(), highs.end());
  return {std::move(lows), std::move(highs)};
}

ProbabilityBox negated_box(const ProbabilityBox& box) {
  ProbabilityBox result{box.high, box.low};
  for (auto* ends : {&result.low, &result.high}) {
    std::reverse(ends->begin(), ends->end());
    for (double& x : *ends) x = 0.0 - x;
  }
  return result;
}

ProbabilityBox clamped_box(ProbabilityBox box, const Interval& limits) {
  for (double& x : box.low) x = std::clamp(x, limits.low, limits.high);
  for (double& x : box.high) x = std::clamp(x, limits.low, limits.high);
  return box;
}

ProbabilityBox positive_part(const ProbabilityBox& box) { return clamped_box(box, {0, infinity}); }

void require_same_slices(const ProbabilityBox& a, const ProbabilityBox& b) {
  const std::size_t n = a.slices();
  if (n == 0 || a.high.size() != n || b.low.size() != n || b.high.size() != n)
    throw DomainError(fmt::format("probability boxes of {} and {} slices do not go together", a.slices(), b.slices()));
}

}  // namespace premortem
