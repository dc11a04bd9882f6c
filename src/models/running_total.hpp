#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "core/in_parallel.hpp"
#include "models/fixed_columns.hpp"
#include "premortem/models/score_curve.hpp"

namespace premortem {

/// What a number of rows, from the highest score down, comes to; by label.
struct RunningTotal {
  std::array<std::uint64_t, 2> counts{};
  std::array<FixedTotal, 2> amount{}, weight{};

  RunningTotal& operator+=(const RunningTotal& other) {
    for (std::size_t label : {0U, 1U}) counts[label] += other.counts[label], amount[label] += other.amount[label], weight[label] += other.weight[label];
    return *this;
  }
};

/// Gives a curve so many entries, in the columns that the rows have.
inline void make_room(const ScoredRows& rows, std::size_t entries, int jobs, ScoreCurve& curve) {
  std::vector<std::function<void()>> columns;
  const auto add = [&](auto& column) { columns.push_back([&column, entries] { column.resize(entries); }); };
  add(curve.score), add(curve.tp), add(curve.fp);
  if (!rows.value.empty()) add(curve.tp_value), add(curve.fp_value);
  if (!rows.weight.empty()) add(curve.tp_weight), add(curve.fp_weight);
  in_parallel(columns.size(), jobs, [&](std::size_t i, std::size_t) { columns[i](); });
}

inline void set_entry(const FixedColumns& fixed, std::size_t i, double score, const RunningTotal& total, ScoreCurve& curve) {
  curve.score[i] = score;
  curve.tp[i] = total.counts[1], curve.fp[i] = total.counts[0];
  if (!curve.tp_value.empty()) curve.tp_value[i] = fixed.amounts.value(total.amount[1]), curve.fp_value[i] = fixed.amounts.value(total.amount[0]);
  if (!curve.tp_weight.empty()) curve.tp_weight[i] = fixed.weights.value(total.weight[1]), curve.fp_weight[i] = fixed.weights.value(total.weight[0]);
}

}  // namespace premortem
