#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "premortem/core/place.hpp"
#include "premortem/quantity/expression.hpp"

namespace premortem {

/// quantities.csv: a formula of the case's own, over its assumptions, stages, other quantities and what the models compute.
struct Quantity {
  std::string name, unit, formula;
  Expression expression;  ///< over Case::leaves, other quantities replaced by what they are
  Place place;
  bool operator==(const Quantity&) const = default;
};

/// A number that a model computes and a formula names: "tradeoff.recommended.cost_per_year". It stands in Case::leaves as a
/// leaf without a value until somebody computes it.
struct ModelOutput {
  std::string path;
  std::size_t leaf = 0;
  Place place;  ///< of the formula that names it first
  bool operator==(const ModelOutput&) const = default;
};

}  // namespace premortem
