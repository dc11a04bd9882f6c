// Whatever a formula is and however its estimates go together, the truth lies in the bound and in the range whatever the dependence.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "premortem/core/error.hpp"
#include "quantity/box_builder.hpp"
#include "quantity/random_formula.hpp"

namespace premortem {
namespace {

using namespace testing;
using namespace test;

constexpr std::size_t rows = 200, slices = 25;

/// The quantile of a leaf, in closed form and not as the program has it; of a `range`, that of some distribution in it.
double quantile_of(const Leaf& leaf, double u, double bend) {
  const double a = leaf.low.value(), b = leaf.high.value();
  if (leaf.shape == Shape::range) return std::clamp(a + std::pow(u, bend) * (b - a), a, b);
  if (leaf.shape == Shape::uniform) return std::clamp(a + u * (b - a), a, b);
  const double width = b - a, mode = (leaf.best.value() - a) / width;
  const double x = u < mode ? std::sqrt(u * mode) : 1 - std::sqrt((1 - u) * (1 - mode));
  return width > 0 ? std::clamp(a + x * width, a, b) : a;
}

/// Equally likely values, one in each of as many strata; so that they are a distribution of the leaf's box to any coarser slices.
std::vector<double> values_of(const Leaf& leaf, std::mt19937_64& random) {
  std::uniform_real_distribution<double> unit(0, 1);
  const double bend = std::exp(4 * unit(random) - 2);
  std::vector<double> values;
  for (std::size_t r = 0; r < rows; ++r) values.push_back(quantile_of(leaf, (static_cast<double>(r) + unit(random)) / static_cast<double>(rows), bend));
  std::sort(values.begin(), values.end());
  return values;
}

struct Drawn {
  RandomFormula formula;
  std::vector<Leaf> leaves;
  std::optional<std::vector<double>> values;  ///< of the formula, in rows; absent where it is undefined in one
};

std::optional<std::vector<double>> joined(const Expression& e, const std::vector<Leaf>& leaves, std::mt19937_64& random) {
  std::vector<std::vector<double>> columns;
  std::vector<std::vector<std::size_t>> partner;
  for (const auto& leaf : leaves) columns.push_back(values_of(leaf, random)), partner.push_back(random_partners(random, rows));
  std::vector<double> all;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto value = evaluate_point(e, [&](std::size_t leaf) { return std::optional(columns[leaf][partner[leaf][r]]); });
    if (!value) return std::nullopt;
    all.push_back(*value);
  }
  return all;
}

/// Half of all formulas are over positive numbers, so that logarithms, roots and powers are often defined.
FormulaMake any_make(std::mt19937_64& random) {
  FormulaMake make{all_operations(), 3, 4, -2, 2};
  if (random() % 2 == 0) make.low = 0.1;
  if (random() % 4 == 0) make.low = 0.05, make.high = 0.95;  // shares, for `and` and `or`
  return make;
}

/// Where a worst dependence is looked for, too.
FormulaMake simple_make(std::mt19937_64& random) { return {{random() % 2 == 0 ? Op::sum : Op::product}, 3, 2, 0.1, 2}; }

Drawn draw(std::mt19937_64& random, const FormulaMake& make) {
  Drawn d{random_formula(random, make), {}, {}};
  for (auto shape : {Shape::range, Shape::uniform, Shape::triangular}) {
    const auto one = d.formula.as_leaves(shape).at(d.leaves.size());
    d.leaves.push_back(one);
  }
  d.values = joined(d.formula.expression, d.leaves, random);
  return d;
}

template <class Value>
std::optional<Value> unless_refused(const std::function<Value()>& reading) {
  try {
    return reading();
  } catch (const Refusal&) {
    return std::nullopt;
  }
}

/// Up to what the operations of a single value were rounded by: x - (y + x) is -y in the bound and a last bit beside it in arithmetic.
bool lies_in(const Interval& all, double x) {
  const double slack = 1e-13 * (1 + std::abs(x));
  return all.low <= x + slack && x - slack <= all.high;
}

/// A divisor of 0 at one end of what it may be, and a number too large, are bounded by infinity, and have no value.
bool may_be_infinite(const Expression& e) {
  return std::any_of(e.nodes.begin(), e.nodes.end(), [](const auto& n) { return n.op == Op::quotient || n.op == Op::power || n.op == Op::exponential; });
}

/// Of equally likely values: every one that the p-quantile may be called.
bool reaches(const Interval& quantile, std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  const auto at = static_cast<std::size_t>(std::ceil(p * static_cast<double>(values.size()) - 1e-9)) - 1;
  const double slack = 1e-12 * (1 + std::abs(values[at]));
  return quantile.low <= values[at] + slack && values[at] - slack <= quantile.high;
}

}  // namespace

TEST_CASE("10,000 formulas of estimates that go together in any way lie in their bound and in their box") {
  std::mt19937_64 random(20260103);
  int bounded = 0, boxed = 0, refused = 0, narrow = 0;
  for (int i = 0; i < 10'000; ++i) {
    const auto d = draw(random, any_make(random));
    const auto& e = d.formula.expression;
    const auto bound = unless_refused<Interval>([&] { return evaluate_bound_split(e, d.formula.intervals(), 0.05, 100); });
    const auto box = unless_refused<ProbabilityBox>([&] { return box_of(e, d.leaves, 0.05, slices); });
    INFO(i);
    if (bound) {
      ++bounded;
      REQUIRE((d.values || may_be_infinite(e)));
      if (d.values) REQUIRE(std::all_of(d.values->begin(), d.values->end(), [&](double x) { return lies_in(*bound, x); }));
      narrow += bound->high - bound->low < 10;
    }
    if (box && d.values) {
      ++boxed;
      REQUIRE(holds(*box, *d.values, 1e-12));
    }
    refused += !bound;
  }
  // or nothing was tried
  CHECK(bounded > 6'000);
  CHECK(boxed > 6'000);
  CHECK(narrow > 3'000);
  CHECK(refused > 100);
}

TEST_CASE("1,000 formulas have their quantiles within what they may be whatever the dependence") {
  std::mt19937_64 random(20260104);
  int tried = 0, found = 0;
  while (tried < 1'000) {
    const auto d = draw(random, tried % 3 == 0 ? simple_make(random) : any_make(random));
    if (!d.values) continue;
    const auto any = unless_refused<DependenceReading>([&] { return any_dependence(d.formula.expression, d.leaves, 0.05, slices * 8); });
    if (!any) continue;
    ++tried;
    INFO(tried);
    REQUIRE(reaches(any->p05, *d.values, .05));
    REQUIRE(reaches(any->p50, *d.values, .50));
    REQUIRE(reaches(any->p95, *d.values, .95));
    if (!any->p95_found) continue;
    ++found;
    REQUIRE(*any->p95_found <= any->p95.high + 1e-9 * std::abs(any->p95.high));
  }
  CHECK(found > 50);
}

}  // namespace premortem
