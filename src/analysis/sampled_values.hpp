#pragma once
#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "premortem/quantity/expression.hpp"

namespace premortem {

/// The samples of a leaf: one value for all samples, or one a sample.
using LeafSamples = std::function<std::span<const double>(std::size_t leaf)>;

/// An expression at each of n samples; NaN where an operation is undefined. @throws DomainError as BlockEvaluator
std::vector<double> sampled_values(const Expression& expression, const LeafSamples& leaf, std::size_t n);

}  // namespace premortem
