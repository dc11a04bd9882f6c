#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "premortem/models/score_curve.hpp"
#include "premortem/random/philox.hpp"

namespace premortem::testing {

/// Uniform draws of a fixed seed, one after the other.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : key_{seed, 0}, block_(1 << 12) {}
  double uniform() {
    if (next_ % block_.size() == 0) fill_uniform(key_, next_, block_);
    return block_[next_++ % block_.size()];
  }
  int below(int n) { return static_cast<int>(uniform() * n); }
  bool chance(double p) { return uniform() < p; }

 private:
  StreamKey key_;
  std::uint64_t next_ = 0;
  std::vector<double> block_;
};

/// Adds equal rows: of a cohort (by number), with a label, a score and a baseline's score.
inline void add_rows(ScoredRows& rows, int count, std::uint32_t cohort, bool positive, double score, double baseline) {
  for (int i = 0; i < count; ++i) {
    rows.cohort.index.push_back(cohort), rows.label.push_back(positive);
    rows.score.push_back(score), rows.baseline_score.push_back(baseline);
  }
}

/// The curve straight from its definition.
inline ScoreCurve curve_of(const std::vector<double>& score, const std::vector<std::uint8_t>& label) {
  std::map<double, std::pair<std::uint32_t, std::uint32_t>, std::greater<>> groups;
  for (std::size_t i = 0; i < score.size(); ++i) ++(label[i] != 0 ? groups[score[i]].first : groups[score[i]].second);
  ScoreCurve curve;
  std::uint32_t tp = 0, fp = 0;
  for (const auto& [at, counts] : groups) {
    curve.score.push_back(at);
    curve.tp.push_back(tp += counts.first), curve.fp.push_back(fp += counts.second);
  }
  return curve;
}

}  // namespace premortem::testing
