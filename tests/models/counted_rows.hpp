#pragma once
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

#include "premortem/models/scored_rows.hpp"

namespace premortem::testing {

/// Appends line `i` of `from`, as it stands, without its count.
inline void append_line(const ScoredRows& from, std::size_t i, ScoredRows& to) {
  to.score.push_back(from.score[i]), to.label.push_back(from.label[i]);
  to.cohort.names = from.cohort.names, to.arm.names = from.arm.names;
  if (!from.cohort.empty()) to.cohort.index.push_back(from.cohort.index[i]);
  if (!from.arm.empty()) to.arm.index.push_back(from.arm.index[i]);
  if (!from.value.empty()) to.value.push_back(from.value[i]);
  if (!from.weight.empty()) to.weight.push_back(from.weight[i]);
}

/// Every line as often as it counts, without a count.
inline ScoredRows repeated(const ScoredRows& rows) {
  ScoredRows all;
  for (std::size_t i = 0; i < rows.rows(); ++i)
    for (std::uint64_t n = 0; n < rows.count[i]; ++n) append_line(rows, i, all);
  return all;
}

/// Every line in two where it counts more than one (5 = 1 + 4), all of them in another order.
inline ScoredRows split_and_permuted(const ScoredRows& rows, unsigned seed) {
  std::vector<std::pair<std::size_t, std::uint64_t>> parts;
  std::mt19937 generator(seed);
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    const std::uint64_t first = rows.count[i] == 1 ? 1 : 1 + generator() % (rows.count[i] - 1);
    parts.emplace_back(i, first);
    if (rows.count[i] > first) parts.emplace_back(i, rows.count[i] - first);
  }
  std::shuffle(parts.begin(), parts.end(), generator);
  ScoredRows all;
  for (const auto& [line, times] : parts) append_line(rows, line, all), all.count.push_back(times);
  return all;
}

}  // namespace premortem::testing
