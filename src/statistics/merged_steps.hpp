#pragma once
#include <cstddef>
#include <span>

namespace premortem {

/// Walks two ascending samples together and calls `step(x, next, i, j)` for every distinct value x but the largest: i values of
/// the first and j of the second are <= x, and `next` is the next distinct value of either.
template <class Step>
void for_each_merged_step(std::span<const double> a, std::span<const double> b, Step step) {
  const std::size_t n = a.size(), m = b.size();
  std::size_t i = 0, j = 0;
  double x = a[0] < b[0] ? a[0] : b[0];
  while (true) {
    while (i < n && a[i] == x) ++i;
    while (j < m && b[j] == x) ++j;
    if (i == n && j == m) return;
    const double next = i == n ? b[j] : j == m ? a[i] : a[i] < b[j] ? a[i] : b[j];
    step(x, next, i, j);
    x = next;
  }
}

/// @throws DomainError unless both are finite, ascending and not empty
void check_sorted_samples(const char* function, std::span<const double> a, std::span<const double> b);

}  // namespace premortem
