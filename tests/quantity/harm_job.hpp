#pragma once
#include <cmath>
#include <vector>

#include "premortem/quantity/simulation.hpp"
#include "quantity/leaf_builder.hpp"

namespace premortem::testing {

/// 1e7 x Beta(10, 9990) x PERT(.02, .05, .10) x lognormal(ln .1, .4) x triangular(.5, 1, 1.8).
inline std::vector<Leaf> harm_job_leaves() {
  const double z95 = 1.6448536269514722;  // Phi^-1(.95)
  return {exact_leaf("users", 1e7), counted_leaf("high_risk", 10, 10000, Shape::beta),
          peaked_leaf("exposed", Shape::pert, .02, .05, .10),
          between_leaf("irreversible", Shape::lognormal, .1 * std::exp(-.4 * z95), .1 * std::exp(.4 * z95), UnitKind::factor),
          peaked_leaf("scale", Shape::triangular, .5, 1, 1.8, UnitKind::factor)};
}

inline Expression product_of(const std::vector<std::size_t>& leaves) {
  Expression e;
  std::size_t product = e.leaf(leaves.front());
  for (std::size_t i = 1; i < leaves.size(); ++i) product = e.product(product, e.leaf(leaves[i]));
  return e;
}

inline SimulatedOutput harm_job_output() { return {{product_of({0, 1, 2, 3, 4})}, std::nullopt, 1, 100.0}; }

}  // namespace premortem::testing
