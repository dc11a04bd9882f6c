#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "analysis/case_builder.hpp"
#include "premortem/analysis/incident.hpp"
#include "premortem/random/philox.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

using namespace testing;

Leaf measured_values(std::vector<double> values, double high, UnitKind kind) {
  std::sort(values.begin(), values.end());
  Leaf leaf = sample_leaf("measured", std::move(values), kind);
  leaf.low = 0, leaf.high = high;
  leaf.evidence = Evidence::measured;
  return leaf;
}

/// Of n values one in ten is `large`, the others are `small`.
std::vector<double> one_in_ten(long n, double small, double large) {
  std::vector<double> values(static_cast<std::size_t>(n), small);
  std::fill_n(values.begin(), n / 10, large);
  return values;
}

double one_period(const Case& subject) {
  HarmSettings settings = quick();
  settings.simulation.samples = 1;
  settings.any_dependence = AnyDependence::left_out;
  return *assessed(subject, settings).harmed.one_period_high;
}

Case sized_case(double incidents, const Leaf& sizes) { return case_of({exact_leaf("incidents", incidents), sizes}); }

/// How often the count of a period passes the limit that a fresh sample of `n` sizes gives.
struct Passed {
  std::function<double(double)> size;  ///< of a uniform
  double high = 0;
  long n = 0;
  double incidents = 0;
  bool fixed_number = false;  ///< else Poisson

  double operator()(std::uint64_t variable) const {
    constexpr int limits = 40, periods = 100;
    const StreamKey key{7, variable};
    std::uint64_t next = 0;
    const auto uniform = [&] {
      double u = 0;
      fill_uniform(key, next++, {&u, 1});
      return u;
    };
    int passed = 0;
    for (int i = 0; i < limits; ++i) {
      std::vector<double> sizes;
      for (long j = 0; j < n; ++j) sizes.push_back(size(uniform()));
      const double limit = one_period(sized_case(incidents, measured_values(sizes, high, UnitKind::amount)));
      for (int j = 0; j < periods; ++j) {
        double count = 0;
        const double number = fixed_number ? incidents : poisson_quantile(incidents, uniform());
        for (double k = 0; k < number; ++k) count += size(uniform());
        passed += count > limit ? 1 : 0;
      }
    }
    return static_cast<double>(passed) / (limits * periods);
  }
};

TEST_CASE("measured sizes: a period passes its limit at most as often as promised") {
  const auto heavy = [](double u) { return u < .1 ? 10'000.0 : 100.0; };
  const auto light = [](double u) { return 50 + 100 * u; };
  const auto spread = [](double u) { return std::min(10'000.0, 20 * std::pow(u, -1.2)); };
  std::uint64_t variable = 1;
  for (const bool fixed_number : {true, false})
    for (const double incidents : {1.0, 3.0, 10.0, 200.0})
      for (const long n : {40L, 1000L}) {
        CAPTURE(fixed_number, incidents, n);
        CHECK(Passed{heavy, 10'000, n, incidents, fixed_number}(variable++) < .05);
        CHECK(Passed{light, 150, n, incidents, fixed_number}(variable++) < .05);
        CHECK(Passed{spread, 10'000, n, incidents, fixed_number}(variable++) < .05);
      }
}

TEST_CASE("an incident counts up to the largest size measured, not up to the limit of their mean") {
  const auto m = assessed(sized_case(3, measured_values(one_in_ten(5000, 100, 10'000), 10'000, UnitKind::amount)));
  CHECK(m.harmed.bound.interval->high == Approx(3840).epsilon(1e-3));
  // Three incidents on average, of at most 10,000 and on average 1280: the mean of the worst 2.5% of Poisson(0.384), summed term by
  // term, is 2.3129. Two of 10,000 and one more come in 3% of years.
  CHECK(*m.harmed.one_period_high == Approx(23'129).epsilon(1e-3));
  CHECK(m.period.largest_incident == 10'000);
}

TEST_CASE("so few incidents that a period with one is rarer than the error: none is counted") {
  CHECK(one_period(sized_case(.01, measured_values(one_in_ten(5000, 100, 10'000), 10'000, UnitKind::amount))) == 0);
}

TEST_CASE("a share after a size thins incidents or drops some, so that a period is never said to stay below its mean") {
  // One incident of at most 10,000 of which 0.18% at most: of all ways to come to 18.4 on average the worst 1 in 40 is 40 times that.
  const Case subject = case_of({exact_leaf("incidents", 1), between_leaf("size", Shape::range, 5000, 10'000, UnitKind::amount), counted_leaf("p", 10, 10'000)});
  const auto m = assessed(subject);
  CHECK(*m.harmed.one_period_high == Approx(40 * m.harmed.bound.interval->high).epsilon(1e-9));
}

TEST_CASE("incidents known end to end lower the mean, but a single one may still be of any size") {
  Case subject = case_of({exact_leaf("n", 1000), counted_leaf("p", 0, 100), between_leaf("size", Shape::range, 1, 10, UnitKind::factor)});
  subject.leaves.push_back(counted_leaf("seen", 0, 50'000));
  subject.failure_modes[0].stages.push_back({"seen", Given::incidents, 3, {"harms.csv", 9, 2}});
  const auto m = assessed(subject);
  REQUIRE(m.harmed.bound.interval.has_value());
  const double mean = m.harmed.bound.interval->high;  // about 0.1: a period with an incident of 10 is rarer than 1 in 40
  CHECK(mean < .25);
  CHECK(*m.harmed.one_period_high == Approx(mean / .025).epsilon(1e-9));
}

TEST_CASE("where a sample shows that periods differ, a single one may have its largest value throughout") {
  // One week in ten has 900 of at most 1000: a limit near the mean of 90 would be passed one week in ten.
  const auto weeks = measured_values(one_in_ten(450, 0, 900), 1000, UnitKind::amount);
  CHECK(one_period(case_of({weeks})) == 1000);
  const auto shares = measured_values(one_in_ten(450, 0, .9), 1, UnitKind::share);
  CHECK(one_period(case_of({exact_leaf("users", 1000), shares})) == 1000);
  // So rare that 40 times the mean is less than everybody.
  const auto calm = measured_values(std::vector<double>(100'000, 0), 1, UnitKind::share);
  const auto m = assessed(case_of({exact_leaf("users", 1000), calm}));
  CHECK(*m.harmed.one_period_high == Approx(40 * m.harmed.bound.interval->high).epsilon(1e-6));
}

TEST_CASE("a measured cost of one harm: a period may have the dearest ones") {
  Case subject = case_of({exact_leaf("n", 1000), counted_leaf("p", 3, 1000)});
  subject.failure_modes[0].cost_leaf = 2;
  subject.leaves.push_back(measured_values(one_in_ten(5000, 10, 1000), 1000, UnitKind::amount));
  const auto m = assessed(subject);
  const double people = 1000 * bound_of(subject.leaves[1], .025).high, each = bound_of(subject.leaves[2], .025).high;
  CHECK(*m.cost->one_period_high == Approx(1000 * poisson_expected_shortfall(people * each / 1000, .025)).epsilon(1e-6));
}

TEST_CASE("a stretch of several periods has the people of all of them") {
  Case subject = case_of({exact_leaf("n", 100), peaked_leaf("p", Shape::pert, .5, .8, 1)});
  subject.leaves[0].unit = "users per hour";
  const auto r = during_incident(subject, assess_harm(subject, quick()), 6).failure_modes.at(0).so_far;
  CHECK(*r.high == Approx(600));
  CHECK(*r.counted_high == 600);
}

}  // namespace
}  // namespace premortem
