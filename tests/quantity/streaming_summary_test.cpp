#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "holds_for_all.hpp"
#include "premortem/quantity/streaming_summary.hpp"

namespace premortem {
namespace {

/// Value at rank ceil(p n) of the sorted values.
double sorted_quantile(std::vector<double> x, double p) {
  std::sort(x.begin(), x.end());
  const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(x.size())));
  return x[std::min(x.size() - 1, rank == 0 ? 0 : rank - 1)];
}

LogHistogram histogram_of(const std::vector<double>& x) {
  LogHistogram h;
  h.add(x);
  return h;
}

std::vector<double> any_values() {
  const auto n = *rc::gen::inRange(1, 200);
  std::vector<double> x;
  for (int i = 0; i < n; ++i) {
    const int kind = *rc::gen::inRange(0, 10);
    const double size = std::exp(*rc::gen::inRange(-300, 300) / 10.0);
    x.push_back(kind == 0 ? 0.0 : (kind < 4 ? -size : (kind == 9 ? 5.0 : size)));
  }
  return x;
}

TEST_CASE("a quantile is that of the sorted values to the width of a bin, for negatives, zeros and atoms") {
  CHECK(holds_for_all([] {
    const auto x = any_values();
    const LogHistogram h = histogram_of(x);
    const double p = *rc::gen::inRange(0, 1001) / 1000.0;
    const double exact = sorted_quantile(x, p), found = h.quantile(p);
    RC_ASSERT(std::abs(found - exact) <= 2.5e-4 * std::abs(exact));
    RC_ASSERT(h.min() <= found && found <= h.max());
  }));
}

TEST_CASE("a quantile among zeros is zero, not the smallest number there is") {
  std::vector<double> x(100, 0.0);
  for (int i = 0; i < 50; ++i) x.push_back(1 + i);
  CHECK(histogram_of(x).quantile(0.05) == 0);
  CHECK(histogram_of(x).quantile(0.5) == 0);
}

TEST_CASE("quantiles do not fall as the rank rises") {
  CHECK(holds_for_all([] {
    const LogHistogram h = histogram_of(any_values());
    double before = h.quantile(0);
    for (int i = 1; i <= 50; ++i) {
      const double next = h.quantile(i / 50.0);
      RC_ASSERT(next >= before);
      before = next;
    }
  }));
}

TEST_CASE("merging histograms is counting together") {
  CHECK(holds_for_all([] {
    const auto x = any_values(), y = any_values();
    LogHistogram merged = histogram_of(x), other = histogram_of(y), together = histogram_of(x);
    merged.merge(other);
    together.add(y);
    RC_ASSERT(merged.count() == together.count());
    for (const double p : {0.0, 0.05, 0.5, 0.95, 1.0}) RC_ASSERT(merged.quantile(p) == together.quantile(p));
  }));
}

TEST_CASE("the moments are those of two passes") {
  // by hand: mean 5, squared deviations 32
  const std::vector<double> x{2, 4, 4, 4, 5, 5, 7, 9};
  const Moments m = moments_of(x);
  CHECK(m.count == 8);
  CHECK(m.mean == 5);
  CHECK(m.squared_deviations == 32);
  CHECK(moments_of({}).count == 0);
}

/// Eight running sums, of which each takes every eighth value, added in pairs: one number at a time and through memory, so that no
/// vector can be made of them.
double in_eight_lanes(const std::vector<double>& x) {
  volatile double lane[8] = {};
  for (std::size_t i = 0; i < x.size(); ++i) lane[i % 8] = lane[i % 8] + x[i];
  return ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
}

TEST_CASE("the moments have the bits of eight plain sums, whatever the processor's registers") {
  CHECK(holds_for_all([] {
    auto x = any_values();
    x.resize(1 + *rc::gen::inRange<std::size_t>(0, x.size()));
    const Moments m = moments_of(x);
    const double mean = in_eight_lanes(x) / static_cast<double>(x.size());
    RC_ASSERT(m.mean == mean);
    for (double& value : x) value = (value - mean) * (value - mean);
    RC_ASSERT(m.squared_deviations == in_eight_lanes(x));
  }));
}

TEST_CASE("moments of parts merge to the moments of the whole") {
  CHECK(holds_for_all([] {
    const auto x = *rc::gen::inRange(1, 60), y = *rc::gen::inRange(0, 60);
    std::vector<double> first, second, all;
    for (int i = 0; i < x; ++i) first.push_back(*rc::gen::inRange(-1000, 1000) / 8.0);
    for (int i = 0; i < y; ++i) second.push_back(*rc::gen::inRange(-1000, 1000) / 8.0);
    all = first;
    all.insert(all.end(), second.begin(), second.end());
    Moments merged = moments_of(first);
    merged.merge(moments_of(second));
    const Moments whole = moments_of(all);
    RC_ASSERT(merged.count == whole.count);
    RC_ASSERT(std::abs(merged.mean - whole.mean) <= 1e-12 * 125);
    RC_ASSERT(std::abs(merged.squared_deviations - whole.squared_deviations) <= 1e-11 * (1 + whole.squared_deviations));
  }));
}

TEST_CASE("a small spread on a large value keeps eight digits") {
  std::vector<double> x;
  for (int i = 0; i < 1000; ++i) x.push_back(1e9 + i % 2);
  const Moments m = moments_of(x);
  CHECK(m.mean == 1e9 + 0.5);
  CHECK(m.squared_deviations == Approx(250).epsilon(1e-8));  // 1000 times (1/2)^2
}

TEST_CASE("the mean above a rank is that of the sorted values, a part of one at the boundary included") {
  CHECK(holds_for_all([] {
    auto x = any_values();
    if (x.empty()) x.push_back(1);
    std::sort(x.begin(), x.end());
    const double p = *rc::gen::inRange(0, 100) / 100.0, rank = p * static_cast<double>(x.size());
    double sum = 0, sizes = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      const double beyond = std::clamp(static_cast<double>(i) + 1 - rank, 0.0, 1.0);
      sum += beyond * x[i];
      sizes += beyond * std::abs(x[i]);
    }
    const double above = static_cast<double>(x.size()) - rank;
    // Twice half a bin: at the boundary the values of one bin are taken for evenly spread.
    RC_ASSERT(std::abs(histogram_of(x).mean_above(p) - sum / above) <= 2.5e-4 * sizes / above + 1e-300);
  }));
}

TEST_CASE("the mean of the worst 5% of a spread that is known has four digits") {
  std::vector<double> x;
  for (int i = 0; i < 100'000; ++i) x.push_back((i + 0.5) / 1e5);
  CHECK(histogram_of(x).mean_above(0.95) == Approx(0.975).epsilon(1.3e-4));
}

}  // namespace
}  // namespace premortem
