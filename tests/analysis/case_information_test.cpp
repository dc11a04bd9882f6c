#include <catch2/catch.hpp>
#include <algorithm>
#include <cmath>

#include "analysis/option_case.hpp"
#include "analysis/sampled_values.hpp"
#include "premortem/analysis/option_benefit.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"

using namespace premortem;
using namespace premortem::testing;
using Catch::Matchers::Contains;

namespace {

constexpr double few = 340;  // of two_options(): what "new" is worth beyond "old" before any harm

/// E max(0, c - few) of the harm c = a P, P ~ Beta(2, 30): what is saved by going back to "old" where harm is worse than that.
double saved(double a) {
  const double limit = few / a;
  return limit >= 1 ? 0 : a * 2 / 32 * beta_survival(3, 30, limit) - few * beta_survival(2, 30, limit);
}

/// The same for a = 1200 w, w ~ U(1, 3): the midpoint rule on 20,000 cells.
double saved_over_costs() {
  double sum = 0;
  constexpr int cells = 20'000;
  for (int i = 0; i < cells; ++i) sum += saved(1200 * (1 + 2 * (i + .5) / cells));
  return sum / cells;
}

const EstimateInformation& of(const CaseInformation& information, std::size_t leaf) {
  return *std::find_if(information.measure_first.begin(), information.measure_first.end(), [&](const auto& e) { return e.leaf == leaf; });
}

InformationSettings with_samples(std::uint64_t samples) {
  InformationSettings settings;
  settings.samples = samples;
  return settings;
}

}  // namespace

// Knowing the share alone: the cost enters by its mean 2. Knowing the cost alone: 340 - 1200 w 2/32 >= 115 at w = 3, so "new" stays.
TEST_CASE("all and part of the information in a case is the closed form within the stated error") {
  const auto found = value_of_information(two_options(), with_samples(40'000));
  CHECK(std::abs(found.perfect.value - saved_over_costs()) <= 3 * found.perfect.standard_error);
  REQUIRE(found.measure_first.size() == 2);
  CHECK(found.measure_first[0].leaf == 1);
  CHECK(std::abs(of(found, 1).worth.value - saved(2400)) <= 3 * of(found, 1).worth.standard_error);
  CHECK(of(found, 2).worth.value <= 3 * of(found, 2).worth.standard_error);
  CHECK(of(found, 1).worth.standard_error < .05 * saved(2400));
  CHECK(found.options[found.best].name == "new");
  CHECK(found.expected[0] == 60);
  CHECK(found.expected[1] == Approx(250).epsilon(.01));
  REQUIRE(found.held.size() == 1);
  CHECK((found.held[0].leaf == 0 && found.held[0].value == 100 && found.held[0].why.empty()));
}

TEST_CASE("an estimate without a distribution is held at its point with its reason, or refused without one") {
  Case subject = two_options();
  subject.leaves[2] = between_leaf("cost", Shape::range, 1, 3, UnitKind::amount);
  CHECK_THROWS_WITH(value_of_information(subject, with_samples(100)), Contains("\"cost\"") && Contains("cannot be held"));
  subject.leaves[2].best = 2;
  const auto found = value_of_information(subject, with_samples(40'000));
  REQUIRE(found.held.size() == 2);
  CHECK((found.held[1].leaf == 2 && found.held[1].value == 2));
  CHECK_THAT(found.held[1].why, Contains("is a range"));
  REQUIRE(found.measure_first.size() == 1);
  CHECK(std::abs(found.perfect.value - saved(2400)) <= 3 * found.perfect.standard_error);
}

TEST_CASE("no order of estimates, modes or options changes a bit of a value") {
  Case subject = two_options();
  subject.failure_modes.push_back(subject.failure_modes[0]);
  subject.failure_modes[1].name = "another";
  subject.failure_modes.push_back(subject.failure_modes[0]);
  subject.failure_modes[2].name = "third";
  Case other = subject;
  std::reverse(other.failure_modes.begin(), other.failure_modes.end());
  std::reverse(other.options.begin(), other.options.end());
  std::swap(other.leaves[1], other.leaves[2]);
  for (auto& mode : other.failure_modes) mode.stages[1].leaf = 2, mode.cost_leaf = 1;
  const auto a = value_of_information(subject, with_samples(2'000)), b = value_of_information(other, with_samples(2'000));
  CHECK(a.perfect.value == b.perfect.value);
  CHECK(a.perfect.value > 0);
  REQUIRE(a.measure_first.size() == b.measure_first.size());
  for (std::size_t i = 0; i < a.measure_first.size(); ++i) {
    CHECK(subject.leaves[a.measure_first[i].leaf].name == other.leaves[b.measure_first[i].leaf].name);
    CHECK(a.measure_first[i].worth.value == b.measure_first[i].worth.value);
    CHECK(a.measure_first[i].worth.standard_error == b.measure_first[i].worth.standard_error);
  }
}

TEST_CASE("an estimate that no option uses changes nothing and is not listed") {
  Case subject = two_options();
  const auto before = value_of_information(subject, with_samples(2'000));
  subject.leaves.insert(subject.leaves.begin(), unknown_leaf("idle"));
  for (auto& stage : subject.failure_modes[0].stages) ++stage.leaf;
  ++*subject.failure_modes[0].cost_leaf;
  const auto after = value_of_information(subject, with_samples(2'000));
  CHECK(after.perfect.value == before.perfect.value);
  CHECK(after.measure_first.size() == before.measure_first.size());
}

TEST_CASE("correlated estimates, nothing to learn and too few samples are refused") {
  Case subject = two_options();
  subject.correlations.push_back({1, 2, .5, {"correlations.csv", 2, 0}});
  CHECK_THROWS_WITH(value_of_information(subject, with_samples(100)), Contains("\"hurt\" and \"cost\" are stated as correlated"));
  subject.correlations[0].correlation = 0;
  CHECK_NOTHROW(value_of_information(subject, with_samples(100)));
  subject.leaves[1] = point_leaf("hurt", .1), subject.leaves[2] = point_leaf("cost", 2, UnitKind::amount);
  CHECK_THROWS_WITH(value_of_information(subject, with_samples(100)), Contains("nothing to learn"));
  CHECK_THROWS_AS(value_of_information(two_options(), with_samples(1)), DomainError);
}

TEST_CASE("an expression is computed sample by sample, and what cannot be is refused") {
  Expression e;  // min(x / y, 3) * 2 - x
  const std::size_t ratio = e.quotient(e.leaf(0), e.leaf(1));
  const std::size_t cut = e.apply(ExpressionNode::Op::minimum, ratio, e.constant(3));
  const std::size_t twice = e.product(cut, e.constant(2));
  e.apply(ExpressionNode::Op::difference, twice, e.leaf(0));
  const std::vector<double> x{1, 8}, y{2};
  const auto values = sampled_values(e, [&](std::size_t i) { return std::span<const double>(i == 0 ? x : y); }, 2);
  CHECK(values == std::vector<double>{0, -2});
  e.both(0, 1);
  CHECK_THROWS_AS(sampled_values(e, [&](std::size_t) { return std::span<const double>(x); }, 2), DomainError);
}
