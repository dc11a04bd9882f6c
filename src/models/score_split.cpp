#include "models/score_split.hpp"

#include <cmath>

namespace premortem {
namespace {

double positives(const DecayCells& c) { return c.tp + c.fn; }

/// The metric with the bins' rows of one window and their outcomes of another.
double metric_at(DecayMetric metric, const std::vector<DecayCells>& rows, const std::vector<DecayCells>& outcomes) {
  double flagged = 0, all = 0;
  for (std::size_t b = 0; b < rows.size(); ++b) {
    const auto& known = outcomes[b].rows() > 0 ? outcomes[b] : rows[b];
    if (rows[b].rows() == 0) continue;
    const double share = positives(known) / known.rows();
    const double counted = rows[b].rows() * (metric == DecayMetric::recall ? share : 1 - share);
    all += counted;
    if (rows[b].tp + rows[b].fp > 0) flagged += counted;
  }
  return all > 0 ? flagged / all : 0;
}

}  // namespace

RateSplit score_split(const DecayTally& tally, DecayMetric metric) {
  const double f00 = metric_at(metric, tally.before, tally.before), f11 = metric_at(metric, tally.after, tally.after);
  const double f10 = metric_at(metric, tally.after, tally.before), f01 = metric_at(metric, tally.before, tally.after);
  RateSplit s;
  s.before = f00, s.after = f11, s.gap = f11 - f00;
  s.mix = (f10 - f00 + f11 - f01) / 2, s.rate = (f01 - f00 + f11 - f10) / 2;
  s.mix_alone = f10 - f00, s.rate_alone = f01 - f00, s.interaction = f11 - f10 - f01 + f00;
  s.mix_driven = std::abs(s.mix) > std::abs(s.rate);
  return s;
}

}  // namespace premortem
