#include "quantity/simulation_worker.hpp"

#include <algorithm>
#include <cmath>

#include "premortem/core/vector_clones.hpp"
#include "quantity/product_evaluator.hpp"

namespace premortem {
namespace {

PREMORTEM_VECTOR_CLONES
void multiply(double* x, const double* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] *= y[i];
}

/// The share x touched so far grows by those of the rest that y touches too: x + (1 - x) y / whole, without the
/// cancellation of 1 - (1 - x)(1 - y / whole). y counts at most the whole; nobody of nobody is no share.
PREMORTEM_VECTOR_CLONES
void unite(double* x, const double* y, const double* whole, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const double share = whole[i] > y[i] ? y[i] / whole[i] : (y[i] == 0.0 ? 0.0 : 1.0 + y[i] * 0.0);
    x[i] += share * (1.0 - x[i]);
  }
}

PREMORTEM_VECTOR_CLONES
void subtract(double* x, double centre, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) x[i] -= centre;
}

PREMORTEM_VECTOR_CLONES
std::uint64_t count_above(const double* x, double factor, double limit, std::size_t n) {
  std::uint64_t above = 0;
  for (std::size_t i = 0; i < n; ++i) above += x[i] * factor > limit ? 1U : 0U;
  return above;
}

PREMORTEM_VECTOR_CLONES
std::uint64_t count_undefined(const double* x, std::size_t n) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < n; ++i) count += x[i] != x[i] ? 1U : 0U;
  return count;
}

}  // namespace

SimulationWorker::SimulationWorker(const SimulationPlan& plan)
    : plan_(plan),
      blocks_(plan.variables.size()),
      columns_(plan.variables.size()),
      histograms_(plan.outputs.size()),
      above_(plan.outputs.size(), 0),
      values_(plan.outputs.size()) {
  scaled_blocks_.resize(blocks_.size());
  product_columns_ = product_columns(plan);
  for (const auto leaf : plan.drawn) {
    blocks_[leaf] = std::make_unique<Block>();
    product_columns_[leaf].values = blocks_[leaf]->data();
    if (plan.variables[leaf].elsewhere && plan.variables[leaf].draws.factor != 1) scaled_blocks_[leaf] = std::make_unique<Block>();
  }
  columns_ = product_columns_;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    columns_[i].factor = 1;
    if (scaled_blocks_[i]) columns_[i].values = scaled_blocks_[i]->data();
  }
  for (const auto& output : plan.outputs) {
    auto& own = evaluators_.emplace_back();
    for (const auto& e : output.expressions)
      own.push_back(is_product(e) ? nullptr : std::make_unique<BlockEvaluator>(e));
  }
}

std::vector<SliceResult> SimulationWorker::run(const SampleSlice& slice) {
  std::vector<SliceResult> results(plan_.outputs.size());
  if (slice.starts_part)
    for (auto& result : results) result.moments.emplace_back();
  for (std::uint64_t first = slice.first; first < slice.end; first += block_size) {
    if (!slice.starts_part)
      for (auto& result : results) result.moments.emplace_back();
    run_block(first, static_cast<std::size_t>(std::min<std::uint64_t>(block_size, slice.end - first)), results);
  }
  return results;
}

/// Merges what the block comes to into the last moments of each output.
void SimulationWorker::run_block(std::uint64_t first, std::size_t n, std::vector<SliceResult>& results) {
  draw(first, n);
  for (std::size_t i = 0; i < plan_.outputs.size(); ++i) {
    if (!plan_.centres.empty()) {
      count_distances(i, n);
      continue;
    }
    compute(i, n);
    const std::span<const double> values(result_.data(), n);
    note_undefined(i, values, results[i]);
    histograms_[i].add(values);
    results[i].moments.back().merge(moments_of(values));
    if (!plan_.outputs[i].limit) continue;
    above_[i] += count_above(result_.data(), rest_of(plan_, i), *plan_.outputs[i].limit, n);
    if (plan_.keeps_values) values_[i].insert(values_[i].end(), values.begin(), values.end());
  }
}

void SimulationWorker::count_distances(std::size_t output, std::size_t n) {
  if (!plan_.centres[output]) return;
  compute(output, n);
  subtract(result_.data(), *plan_.centres[output], n);
  histograms_[output].add({result_.data(), n});
}

void SimulationWorker::draw(std::uint64_t first, std::size_t n) {
  if (plan_.copula) plan_.copula->fill(first, n, blocks_, scores_);
  for (const auto leaf : plan_.drawn) {
    const std::span<double> column(blocks_[leaf]->data(), n);
    if (!plan_.copula || !plan_.copula->has(leaf)) fill_uniform(plan_.variables[leaf].key, first, column);
    plan_.variables[leaf].draws.sampler->apply(column);
    if (!scaled_blocks_[leaf]) continue;
    std::copy(column.begin(), column.end(), scaled_blocks_[leaf]->begin());
    multiply_by_leaf({scaled_blocks_[leaf]->data(), n}, {nullptr, plan_.variables[leaf].draws.factor});
  }
}

/// Leaves the output's values for the block in result_.
void SimulationWorker::compute(std::size_t number, std::size_t n) {
  const SimulatedOutput& output = plan_.outputs[number];
  const std::span<double> result(result_.data(), n), term(term_.data(), n), whole(whole_.data(), n);
  if (output.expressions.size() == 1 && !output.population) return evaluate(number, 0, result);
  std::fill(whole.begin(), whole.end(), output.population_scale);
  multiply_by_leaf(whole, columns_[*output.population]);
  std::fill(result.begin(), result.end(), 0.0);
  for (std::size_t i = 0; i < output.expressions.size(); ++i) {
    evaluate(number, i, term);
    unite(result.data(), term.data(), whole.data(), n);
  }
  multiply(result.data(), whole.data(), n);
  if (output.price) multiply_by_leaf(result, columns_[*output.price]);
}

void SimulationWorker::evaluate(std::size_t output, std::size_t expression, std::span<double> out) {
  const auto& evaluator = evaluators_[output][expression];
  if (evaluator) return evaluator->evaluate(columns_, out);
  const auto& e = plan_.outputs[output].expressions[expression];
  if (plan_.products[output]) return evaluate_product(e, product_columns_, plan_.products[output]->start, out);
  const auto constants = constants_of_product(e, columns_);
  evaluate_product(e, columns_, constants.start * constants.rest, out);
}

void SimulationWorker::note_undefined(std::size_t output, std::span<const double> values, SliceResult& result) const {
  const std::uint64_t count = count_undefined(values.data(), values.size());
  if (count == 0) return;
  const bool is_first = result.undefined == 0;
  result.undefined += count;
  if (!is_first) return;
  const auto first = std::find_if(values.begin(), values.end(), [](double x) { return std::isnan(x); });
  for (const auto& e : plan_.outputs[output].expressions) {
    result.why_undefined = BlockEvaluator(e).why_undefined(columns_, static_cast<std::size_t>(first - values.begin()));
    if (!result.why_undefined.empty()) return;
  }
  result.why_undefined = "a calculation with a value beyond the largest number";  // by the population or the price
}

}  // namespace premortem
