#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "premortem/models/score_curve.hpp"

namespace premortem::testing {

/// A curve by counting, from (score, label) rows; slow and plain.
inline ScoreCurve brute_curve(const std::vector<std::pair<double, int>>& rows) {
  std::map<double, std::pair<std::uint32_t, std::uint32_t>, std::greater<>> at;
  for (const auto& [score, label] : rows) label ? ++at[score].first : ++at[score].second;
  ScoreCurve curve;
  std::uint32_t tp = 0, fp = 0;
  for (const auto& [score, counts] : at) {
    curve.score.push_back(score);
    curve.tp.push_back(tp += counts.first);
    curve.fp.push_back(fp += counts.second);
  }
  return curve;
}

/// Calls visit(counts) for every way to put n rows into the cells.
inline void for_all_counts(int n, std::size_t cells, const std::function<void(const std::vector<int>&)>& visit) {
  std::vector<int> counts(cells, 0);
  const std::function<void(std::size_t, int)> fill = [&](std::size_t cell, int left) {
    if (cell + 1 == cells) return counts[cell] = left, visit(counts);
    for (int k = 0; k <= left; ++k) counts[cell] = k, fill(cell + 1, left - k);
  };
  fill(0, n);
}

}  // namespace premortem::testing
