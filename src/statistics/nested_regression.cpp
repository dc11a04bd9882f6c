#include "statistics/nested_regression.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "statistics/spline_functions.hpp"

namespace premortem {
namespace {

using Column = std::vector<double>;

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
  const SplineFunctions f = spline_functions(input, 15);
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
  const SplineFunctions a = spline_functions(first, 3), b = spline_functions(second, 3);
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
