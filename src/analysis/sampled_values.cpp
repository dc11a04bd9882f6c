#include "analysis/sampled_values.hpp"

#include <algorithm>

#include "quantity/block_evaluator.hpp"

namespace premortem {

std::vector<double> sampled_values(const Expression& expression, const LeafSamples& leaf, std::size_t n) {
  const auto used = leaves_of(expression);
  std::vector<LeafColumn> columns(used.empty() ? 0 : used.back() + 1);
  std::vector<double> result(n);
  BlockEvaluator evaluator(expression);
  for (std::size_t first = 0; first < n; first += block_size) {
    for (const auto i : used) {
      const auto samples = leaf(i);
      columns[i] = samples.size() == 1 ? LeafColumn{nullptr, samples[0]} : LeafColumn{samples.data() + first, 0};
    }
    evaluator.evaluate(columns, std::span(result).subspan(first, std::min(block_size, n - first)));
  }
  return result;
}

}  // namespace premortem
