#include "statistics/nested_regression.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "premortem/statistics/sort_numbers.hpp"

namespace premortem {
namespace {

using Column = std::vector<double>;

/// Functions of one input that span nested spaces: 1, x, then one more a knot. level[j]: the first level that has function j.
struct SplineFunctions {
  std::vector<Column> columns;
  std::vector<std::size_t> level;
};

/// Inner knots in the order in which levels add them, as quarters, eighths, ... of the probability.
constexpr std::array<double, 15> knot_order{1 / 2., 1 / 4., 3 / 4., 1 / 8., 3 / 8., 5 / 8., 7 / 8., 1 / 16.,
                                            3 / 16., 5 / 16., 7 / 16., 9 / 16., 11 / 16., 13 / 16., 15 / 16.};

std::size_t level_of_knot(std::size_t k) { return k < 1 ? 2 : (k < 3 ? 3 : (k < 7 ? 4 : 5)); }

/// d(t) = ((x - t)+^3 - (x - last)+^3) / (last - t), of which differences are natural splines: linear beyond the outer knots
/// (Hastie, Tibshirani & Friedman 2009, The Elements of Statistical Learning, section 5.2.1). x is within [first, last].
double truncated(double x, double t, double last) {
  const double above = std::max(0.0, x - t);
  return above * above * above / (last - t);
}

/// Distinct ascending values, and where quantiles of the values fall.
struct Knots {
  double first, last;
  std::vector<std::pair<double, std::size_t>> inner;  ///< value, level
};

Knots knots_of(std::span<const double> input, std::size_t most) {
  Column sorted(input.begin(), input.end()), room;
  sort_numbers(sorted, room);
  Column distinct;
  std::unique_copy(sorted.begin(), sorted.end(), std::back_inserter(distinct));
  // Of an input of few values each is a knot; else mass may sit on one, and quantiles of the samples may coincide.
  const auto& from = distinct.size() <= most + 2 ? distinct : sorted;
  Knots knots{sorted.front(), sorted.back(), {}};
  for (std::size_t k = 0; k < most; ++k) {
    const auto at = static_cast<std::size_t>(std::lround(knot_order[k] * static_cast<double>(from.size() - 1)));
    const double value = from[at];
    const auto taken = [&](const auto& knot) { return knot.first == value; };
    if (value == knots.first || value == knots.last || std::any_of(knots.inner.begin(), knots.inner.end(), taken)) continue;
    knots.inner.emplace_back(value, level_of_knot(k));
  }
  return knots;
}

SplineFunctions functions_of(std::span<const double> input, std::size_t most_inner) {
  const Knots knots = knots_of(input, most_inner);
  SplineFunctions f{{Column(input.size(), 1.0)}, {0}};
  if (knots.first == knots.last) return f;
  // To [0, 1] first, so that cubes are of one size. Halves keep a range that is wider than any number.
  const double width = knots.last / 2 - knots.first / 2;
  const auto unit = [&](double x) { return (x / 2 - knots.first / 2) / width; };
  Column x(input.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = unit(input[i]);
  f.columns.push_back(x), f.level.push_back(1);
  for (const auto& [value, level] : knots.inner) {
    const double knot = unit(value);
    if (!(knot > 0 && knot < 1)) continue;
    Column c(x.size());
    for (std::size_t i = 0; i < c.size(); ++i) c[i] = truncated(x[i], knot, 1) - truncated(x[i], 0, 1);
    f.columns.push_back(std::move(c)), f.level.push_back(level);
  }
  return f;
}

double mean_product(const Column& a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum / static_cast<double>(a.size());
}

void subtract(Column& from, double times, const Column& what) {
  for (std::size_t i = 0; i < from.size(); ++i) from[i] -= times * what[i];
}

/// Gram-Schmidt, twice over, which is as orthogonal as rounding allows (Giraud, Langou & Rozloznik 2005). A column of which nothing
/// but rounding is left depends on those before it.
void add_orthonormal(NestedBasis& basis, Column column) {
  constexpr double rounding = 1e-9;
  const double before = std::sqrt(mean_product(column, column));
  for (int pass = 0; pass < 2; ++pass)
    for (const auto& q : basis.columns) subtract(column, mean_product(q, column), q);
  const double left = std::sqrt(mean_product(column, column));
  if (!(left > rounding * before)) return;
  for (double& x : column) x /= left;
  basis.columns.push_back(std::move(column));
}

/// More columns than this share of the samples would fit noise.
bool is_too_many(std::size_t columns, std::size_t samples) { return columns * 4 > samples; }

void end_level(NestedBasis& basis) {
  if (basis.level_ends.empty() || basis.level_ends.back() < basis.columns.size()) basis.level_ends.push_back(basis.columns.size());
}

}  // namespace

NestedBasis spline_basis(std::span<const double> input) {
  const SplineFunctions f = functions_of(input, knot_order.size());
  NestedBasis basis;
  for (std::size_t level = 0; level <= 5; ++level) {
    const auto size = static_cast<std::size_t>(std::count_if(f.level.begin(), f.level.end(), [&](auto l) { return l <= level; }));
    if (level > 0 && is_too_many(size, input.size())) break;
    for (std::size_t j = 0; j < f.columns.size(); ++j)
      if (f.level[j] == level) add_orthonormal(basis, f.columns[j]);
    end_level(basis);
  }
  return basis;
}

NestedBasis spline_basis(std::span<const double> first, std::span<const double> second) {
  const SplineFunctions a = functions_of(first, 3), b = functions_of(second, 3);
  NestedBasis basis;
  for (std::size_t level = 0; level <= 3; ++level) {
    const auto in_level = [&](std::size_t l) { return l <= level; };
    const auto size = static_cast<std::size_t>(std::count_if(a.level.begin(), a.level.end(), in_level) *
                                               std::count_if(b.level.begin(), b.level.end(), in_level));
    if (level > 0 && is_too_many(size, first.size())) break;
    for (std::size_t i = 0; i < a.columns.size(); ++i)
      for (std::size_t j = 0; j < b.columns.size(); ++j) {
        if (std::max(a.level[i], b.level[j]) != level) continue;
        Column c = a.columns[i];
        for (std::size_t k = 0; k < c.size(); ++k) c[k] *= b.columns[j][k];
        add_orthonormal(basis, std::move(c));
      }
    end_level(basis);
  }
  return basis;
}

NestedFit fit_nested(const NestedBasis& basis, std::span<const double> y) {
  NestedFit fit;
  fit.residuals.assign(y.begin(), y.end());
  const auto n = static_cast<double>(y.size());
  double best = 0;
  for (std::size_t j = 0, level = 0; j < basis.columns.size(); ++j) {
    fit.coefficients.push_back(mean_product(basis.columns[j], fit.residuals));
    subtract(fit.residuals, fit.coefficients.back(), basis.columns[j]);
    if (j + 1 != basis.level_ends[level]) continue;
    const double criterion = mean_product(fit.residuals, fit.residuals) * std::pow(n, static_cast<double>(j + 1) / n);
    if (level == 0 || criterion < best) best = criterion, fit.used = j + 1;
    ++level;
  }
  return fit;
}

double fitted(const NestedBasis& basis, std::span<const double> coefficients, std::size_t used, std::size_t at) {
  double sum = 0;
  for (std::size_t j = 0; j < used; ++j) sum += coefficients[j] * basis.columns[j][at];
  return sum;
}

}  // namespace premortem
