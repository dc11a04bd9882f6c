#include "quantity/sobol_design.hpp"

#include <cmath>

#include "premortem/core/error.hpp"

namespace premortem {

std::vector<DesignVariable> design_variables(const Expression& expression, std::span<const Leaf> leaves,
                                             std::uint64_t seed) {
  std::vector<DesignVariable> variables;
  for (const auto leaf : leaves_of(expression)) {
    if (constant_of(leaves[leaf])) continue;
    const std::string& name = leaves[leaf].name;
    variables.push_back(
        {leaf, {seed, variable_id(name)}, {seed, variable_id(name + "\n second draw")}, make_sampler(leaves[leaf])});
  }
  return variables;
}

SobolDesign::SobolDesign(const Expression& expression, std::span<const Leaf> leaves,
                         std::span<const DesignVariable> variables)
    : variables_(variables), evaluator_(expression), columns_(leaves.size()) {
  for (const auto leaf : leaves_of(expression)) columns_[leaf].constant = constant_of(leaves[leaf]).value_or(0);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    drawn_a_.push_back(std::make_unique<Block>());
    drawn_b_.push_back(std::make_unique<Block>());
  }
  for (std::size_t i = 0; i < variables.size() + 2; ++i) values_.push_back(std::make_unique<Block>());
}

void SobolDesign::evaluate(std::uint64_t first, std::size_t n) {
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    const std::span<double> a(drawn_a_[i]->data(), n), b(drawn_b_[i]->data(), n);
    fill_uniform(variables_[i].a, first, a);
    fill_uniform(variables_[i].b, first, b);
    variables_[i].sampler->apply(a);
    variables_[i].sampler->apply(b);
    columns_[variables_[i].leaf].values = b.data();
  }
  compute(*values_[1], n);
  for (std::size_t i = 0; i < variables_.size(); ++i) columns_[variables_[i].leaf].values = drawn_a_[i]->data();
  compute(*values_[0], n);
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    const double*& column = columns_[variables_[i].leaf].values;
    column = drawn_b_[i]->data();
    compute(*values_[i + 2], n);
    column = drawn_a_[i]->data();
  }
}

void SobolDesign::compute(Block& into, std::size_t n) {
  evaluator_.evaluate(columns_, {into.data(), n});
  for (std::size_t i = 0; i < n; ++i) {
    if (std::isfinite(into[i])) continue;
    const std::string why = evaluator_.why_undefined(columns_, i);
    throw Refusal(why.empty() ? "the simulated values pass the largest number" : "some samples ask for " + why);
  }
}

}  // namespace premortem
