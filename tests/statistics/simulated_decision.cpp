#include "statistics/simulated_decision.hpp"

#include <algorithm>
#include <numeric>

namespace premortem::testing {

double binned_partial_information(const NetBenefits& benefits, const std::vector<double>& input, std::size_t groups) {
  std::vector<std::size_t> order(input.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return input[a] < input[b]; });
  std::vector<double> all(benefits.by_option.size(), 0);
  double of_best = 0;
  for (std::size_t g = 0; g < groups; ++g) {
    double best = -INFINITY;
    for (std::size_t d = 0; d < all.size(); ++d) {
      double sum = 0;
      for (std::size_t i = g * order.size() / groups; i < (g + 1) * order.size() / groups; ++i) sum += benefits.by_option[d][order[i]];
      all[d] += sum;
      best = std::max(best, sum);
    }
    of_best += best;
  }
  return (of_best - *std::max_element(all.begin(), all.end())) / static_cast<double>(input.size());
}

}  // namespace premortem::testing
