#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include "premortem/models/score_curve.hpp"

namespace premortem::testing {

struct SmallRow {
  double score = 0;
  bool positive = false;
  double weight = 1, value = 0;
};

/// The curve of a few rows, summed one by one.
inline ScoreCurve small_curve(std::vector<SmallRow> rows) {
  std::stable_sort(rows.begin(), rows.end(), [](const SmallRow& a, const SmallRow& b) { return a.score > b.score; });
  ScoreCurve c;
  std::uint32_t tp = 0, fp = 0;
  double tp_weight = 0, fp_weight = 0, tp_value = 0, fp_value = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const SmallRow& r = rows[i];
    ++(r.positive ? tp : fp);
    (r.positive ? tp_weight : fp_weight) += r.weight;
    (r.positive ? tp_value : fp_value) += r.weight * r.value;
    if (i + 1 < rows.size() && rows[i + 1].score == r.score) continue;
    c.score.push_back(r.score), c.tp.push_back(tp), c.fp.push_back(fp);
    c.tp_weight.push_back(tp_weight), c.fp_weight.push_back(fp_weight);
    c.tp_value.push_back(tp_value), c.fp_value.push_back(fp_value);
  }
  return c;
}

}  // namespace premortem::testing
