#include "quantity/score_correlations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "premortem/core/error.hpp"
#include "premortem/core/portable_math.hpp"
#include "premortem/quantity/leaf_distribution.hpp"
#include "premortem/quantity/readings.hpp"
#include "premortem/statistics/correlation_factor.hpp"
#include "quantity/leaf_sampler.hpp"

namespace premortem {
namespace {

bool is_drawn(const Leaf& leaf) { return why_not_drawn(leaf).empty() && !constant_of(leaf); }

/// ` (correlations.csv:2 and 3)`; empty for correlations that come from no file.
std::string rows_of(std::span<const RankCorrelation> correlations) {
  std::vector<Place> places;
  for (const auto& c : correlations)
    if (!c.place.file.empty()) places.push_back(c.place);
  return places.empty() ? std::string() : " (" + row_list(places) + ")";
}

std::vector<double> score_matrix(std::span<const std::size_t> members, std::span<const RankCorrelation> correlations) {
  const std::size_t n = members.size();
  const auto position = [&](std::size_t leaf) {
    return static_cast<std::size_t>(std::find(members.begin(), members.end(), leaf) - members.begin());
  };
  std::vector<double> matrix(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) matrix[i * n + i] = 1;
  for (const auto& c : correlations) {
    const std::size_t a = position(c.a), b = position(c.b);
    const double score = score_correlation(c.correlation);
    if (matrix[a * n + b] != 0 && matrix[a * n + b] != score)
      throw Refusal("one pair of estimates has two different rank correlations" + rows_of(correlations));
    matrix[a * n + b] = matrix[b * n + a] = score;
  }
  return matrix;
}

}  // namespace

double score_correlation(double r) {
  if (!(std::abs(r) <= 1)) throw DomainError(fmt::format("a rank correlation lies in [-1, 1]; found {}", r));
  return std::abs(r) == 1 ? r : 2 * portable_sin(std::numbers::pi * r / 6);
}

std::vector<RankCorrelation> effective_correlations(std::span<const Leaf> leaves,
                                                    std::span<const RankCorrelation> stated) {
  std::vector<RankCorrelation> effective;
  for (const auto& c : stated) {
    if (c.a >= leaves.size() || c.b >= leaves.size() || c.a == c.b)
      throw DomainError("a rank correlation is between two leaves");
    if (score_correlation(c.correlation) != 0 && is_drawn(leaves[c.a]) && is_drawn(leaves[c.b])) effective.push_back(c);
  }
  return effective;
}

std::vector<double> score_factor(std::span<const std::size_t> members, std::span<const RankCorrelation> correlations) {
  if (members.size() > largest_correlation_matrix)
    throw Refusal(
        fmt::format("{} estimates are correlated; at most {} can be", members.size(), largest_correlation_matrix));
  const auto matrix = score_matrix(members, correlations);
  const double smallest = smallest_eigenvalue(matrix, members.size());
  if (smallest < tolerated_eigenvalue)
    throw Refusal(fmt::format(
        "no joint distribution has these rank correlations{}: the smallest eigenvalue of the matrix of their "
        "normal scores is {:.3g}, and none may be below 0",
        rows_of(correlations), smallest));
  return correlation_factor(matrix, members.size());
}

}  // namespace premortem
