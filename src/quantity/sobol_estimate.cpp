#include "quantity/sobol_estimate.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/core/vector_clones.hpp"

namespace premortem {
namespace {

// Columns from 1 on: of the quantity itself, then four for each leaf.
enum Column : std::size_t { sum_a = 1, sum_b, square_b, squares, first_of_leaf };
enum LeafColumnOffset : std::size_t { sum_mixed, square_mixed, product_b, square_gap, columns_of_leaf };

PREMORTEM_VECTOR_CLONES
void quantity_columns(const double* a, const double* b, double factor, double shift, double* out_a, double* out_b, double* out_bb,
                      double* out_squares) {
  for (std::size_t i = 0; i < block_size; ++i) {
    const double x = a[i] * factor - shift, y = b[i] * factor - shift;
    out_a[i] = x, out_b[i] = y, out_bb[i] = y * y, out_squares[i] = x * x + y * y;
  }
}

PREMORTEM_VECTOR_CLONES
void leaf_columns(const double* a, const double* b, const double* mixed, double factor, double shift, double* out, double* out_square,
                  double* out_product, double* out_gap) {
  for (std::size_t i = 0; i < block_size; ++i) {
    const double m = mixed[i] * factor - shift, gap = a[i] * factor - mixed[i] * factor;
    out[i] = m, out_square[i] = m * m, out_product[i] = (b[i] * factor - shift) * m, out_gap[i] = gap * gap;
  }
}

/// The estimators of one replicate (0: the sample itself).
class Replicate {
 public:
  Replicate(const WeightedSums& sums, std::size_t number) : sums_(sums), number_(number) {}

  double mean() const { return (of(sum_a) + of(sum_b)) / 2; }
  double variance() const { return of(squares) / 2 - mean() * mean(); }
  double total(std::size_t leaf) const { return of_leaf(leaf, square_gap) / 2 / variance(); }
  double first(std::size_t leaf) const {
    const double b = of(sum_b), mixed = of_leaf(leaf, sum_mixed);
    const double spread = (of(square_b) - b * b) * (of_leaf(leaf, square_mixed) - mixed * mixed);
    return (of_leaf(leaf, product_b) - b * mixed) / std::sqrt(spread);
  }

 private:
  double of(std::size_t column) const { return sums_.sum(number_, column) / sums_.weight(number_); }
  double of_leaf(std::size_t leaf, std::size_t offset) const {
    return of(first_of_leaf + leaf * columns_of_leaf + offset);
  }

  const WeightedSums& sums_;
  std::size_t number_;
};

/// Between order statistics; Hyndman & Fan (1996), definition 7.
double percentile(const std::vector<double>& ascending, double p) {
  const double rank = p * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const auto above = std::min(below + 1, ascending.size() - 1);
  return ascending[below] + (ascending[above] - ascending[below]) * (rank - static_cast<double>(below));
}

struct Limits {
  double low, high;
};

template <class Estimate>
Limits limits_of(const WeightedSums& sums, const SobolSettings& settings, Estimate estimate) {
  std::vector<double> values;
  for (int r = 1; r <= settings.replicates; ++r)
    values.push_back(estimate(Replicate(sums, static_cast<std::size_t>(r))));
  if (!std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); }))
    throw Refusal("the quantity varies in too few of its samples for Sobol' indices: take more samples");
  std::sort(values.begin(), values.end());
  return {percentile(values, (1 - settings.confidence) / 2), percentile(values, (1 + settings.confidence) / 2)};
}

}  // namespace

WeightedSums sobol_sums(std::size_t variables, const SobolSettings& settings) {
  return {first_of_leaf - 1 + variables * columns_of_leaf, static_cast<std::size_t>(settings.replicates),
          settings.seed};
}

void sobol_columns(const SobolDesign& design, std::size_t variables, const DesignScale& scale, std::vector<Block>& columns) {
  columns.resize(first_of_leaf - 1 + variables * columns_of_leaf);
  const double *a = design.a().data(), *b = design.b().data();
  quantity_columns(a, b, scale.factor, scale.shift, columns[0].data(), columns[1].data(), columns[2].data(), columns[3].data());
  for (std::size_t i = 0; i < variables; ++i) {
    Block* own = columns.data() + first_of_leaf - 1 + i * columns_of_leaf;
    leaf_columns(a, b, design.mixed(i).data(), scale.factor, scale.shift, own[0].data(), own[1].data(), own[2].data(), own[3].data());
  }
}

SobolIndices sobol_estimates(const WeightedSums& sums, std::span<const DesignVariable> variables,
                             const SobolSettings& settings, const DesignScale& scale) {
  const Replicate sample(sums, 0);
  // What is left of a constant's squares after its mean is taken off is rounding of the shift.
  if (!(sample.variance() > 1e-26 * scale.shift * scale.shift))
    throw Refusal("the quantity has the same value in every sample, so there is no variance to share out");
  SobolIndices result{{}, (scale.shift + sample.mean()) / scale.factor, sample.variance() / scale.factor / scale.factor, settings.samples * (variables.size() + 2)};
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const auto first = limits_of(sums, settings, [i](const Replicate& r) { return r.first(i); });
    const auto total = limits_of(sums, settings, [i](const Replicate& r) { return r.total(i); });
    result.indices.push_back(
        {variables[i].leaf, sample.first(i), first.low, first.high, sample.total(i), total.low, total.high});
    if (!std::isfinite(sample.first(i)) || !std::isfinite(sample.total(i)))
      throw Refusal("the variance of the quantity passes the largest number");
  }
  return result;
}

}  // namespace premortem
