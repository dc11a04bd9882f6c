#pragma once
#include <cstddef>
#include <span>

namespace premortem {

/// Walks two ascending samples together and calls `step(x, next, i, j)` for every distinct value x but the largest: i values of
/// the first and j of the second are <= x, and `next` is the next distinct value of either. Which sample has the next value
/// nobody can foresee, so it is counted and not branched on.
template <class Step>
void for_each_merged_step(std::span<const double> a, std::span<const double> b, Step step) {
  const std::size_t n = a.size(), m = b.size();
  std::size_t i = 0, j = 0;
  double x = a[0] < b[0] ? a[0] : b[0];
  const auto pass = [&](double next) {
    if (next != x) step(x, next, i, j);
    x = next;
  };
  while (i < n && j < m) {
    const double from_a = a[i], from_b = b[j];
    pass(from_a < from_b ? from_a : from_b);
    i += from_b < from_a ? 0U : 1U;
    j += from_a < from_b ? 0U : 1U;
  }
  for (; i < n; ++i) pass(a[i]);
  for (; j < m; ++j) pass(b[j]);
}

/// @throws DomainError unless both are finite, ascending and not empty
void check_sorted_samples(const char* function, std::span<const double> a, std::span<const double> b);

}  // namespace premortem
