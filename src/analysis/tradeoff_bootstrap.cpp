#include "analysis/tradeoff_bootstrap.hpp"

#include <algorithm>
#include <limits>
#include <string>

#include "analysis/times_drawn.hpp"
#include "analysis/tradeoff_recommendation.hpp"
#include "premortem/random/philox.hpp"

namespace premortem {
namespace {

constexpr int resamples = 200;
constexpr std::size_t most_scores = 50'000;

/// Running totals of one label with each step redrawn, and of what goes with its rows in proportion.
class Redrawn {
 public:
  Redrawn(const TimesDrawn& times_drawn, const std::vector<std::uint64_t>& counts, const std::vector<double>& uniforms, std::size_t label) {
    factors_.reserve(counts.size()), totals_.reserve(counts.size());
    std::uint64_t before = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto step = static_cast<double>(counts[i] - before);
      before = counts[i];
      const double times = times_drawn(step, uniforms[2 * i + label]);
      factors_.push_back(step > 0 ? times / step : 0);
      total_ += times;
      totals_.push_back(static_cast<std::uint64_t>(total_));
    }
  }
  const std::vector<std::uint64_t>& counts() const { return totals_; }
  std::vector<double> scaled(const std::vector<double>& sums) const {
    std::vector<double> out;
    out.reserve(sums.size());
    double before = 0, sum = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sum += (sums[i] - before) * factors_[i];
      before = sums[i];
      out.push_back(sum);
    }
    return out;
  }

 private:
  std::vector<std::uint64_t> totals_;
  std::vector<double> factors_;
  double total_ = 0;
};

ScoreCurve resampled(const ScoreCurve& curve, const TimesDrawn& times_drawn, std::uint64_t seed, int number) {
  std::vector<double> uniforms(2 * curve.size());
  fill_uniform({seed, variable_id("bootstrap " + std::to_string(number))}, 0, uniforms);
  const Redrawn positives(times_drawn, curve.tp, uniforms, 1), negatives(times_drawn, curve.fp, uniforms, 0);
  ScoreCurve other;
  other.score = curve.score;
  other.tp = positives.counts(), other.fp = negatives.counts();
  other.tp_weight = positives.scaled(curve.tp_weight), other.fp_weight = negatives.scaled(curve.fp_weight);
  other.tp_value = positives.scaled(curve.tp_value), other.fp_value = negatives.scaled(curve.fp_value);
  return other;
}

double cost_of(const ScoreCurve& curve, const TradeoffTerms& terms, const Recommendation& chosen) {
  const double cost = chosen.band ? band_in_use(curve, terms, chosen.band->acted_entries, chosen.band->seen_entries).cost.total()
                                  : cost_of_acting(curve, terms, entry_at(curve, chosen.threshold)).total();
  return cost / curve_items(curve, terms.cost.action);
}

}  // namespace

void add_bootstrap(const ScoreCurve& curve, const TradeoffTerms& terms, std::optional<double> capacity_per_day, const TradeoffSettings& settings,
                   Recommendation& recommended) {
  if (!recommended.exists || !terms.has_costs) recommended.bootstrap_why = "no cost decides";
  else if (curve.size() > most_scores) recommended.bootstrap_why = "not resampled above 50,000 distinct scores";
  if (!recommended.bootstrap_why.empty()) return;
  std::vector<double> thresholds;
  double optimism = 0;
  const TimesDrawn times_drawn;
  for (int i = 0; i < resamples; ++i) {
    const auto other = resampled(curve, times_drawn, settings.seed, i);
    if (!(curve_items(other, terms.cost.action) > 0)) continue;  // nothing was drawn, or nothing that comes live
    const auto chosen = recommend(other, terms, certified_reading(other, terms, settings.confidence), capacity_per_day, settings.confidence);
    if (!chosen.exists) continue;
    const auto at = chosen.band ? chosen.review_low : chosen.threshold;
    thresholds.push_back(at.value_or(std::numeric_limits<double>::infinity()));
    optimism += cost_of(curve, terms, chosen) - cost_of(other, terms, chosen);
  }
  if (thresholds.size() < resamples / 2) {
    recommended.bootstrap_why = "on most other rows like these nothing keeps the limits";
    return;
  }
  std::sort(thresholds.begin(), thresholds.end());
  const auto rank = [&](double p) { return thresholds[static_cast<std::size_t>(p * static_cast<double>(thresholds.size() - 1) + 0.5)]; };
  recommended.bootstrap = Interval{rank((1 - settings.confidence) / 2), rank((1 + settings.confidence) / 2)};
  if (terms.volume_per_day) recommended.optimism_per_year = cost_per_year(optimism / static_cast<double>(thresholds.size()), 1, *terms.volume_per_day);
}

}  // namespace premortem
