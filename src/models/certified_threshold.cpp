#include "premortem/models/certified_threshold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "models/tried_thresholds.hpp"
#include "premortem/core/error.hpp"
#include "premortem/statistics/acceptance_sampling.hpp"
#include "premortem/statistics/distribution.hpp"

namespace premortem {
namespace {

void require_demand(const ThresholdDemand& demand) {
  if (!(demand.delta > 0 && demand.delta < 1))
    throw DomainError(fmt::format("certified_threshold: delta {} must lie in (0, 1)", demand.delta));
  if (!demand.min_recall && !demand.min_precision)
    throw DomainError("certified_threshold: a recall or a precision must be demanded");
  for (const auto& share : {demand.min_recall, demand.min_precision})
    if (share && !(*share > 0 && *share <= 1))
      throw DomainError(fmt::format("certified_threshold: the demand {} must lie in (0, 1]", *share));
}

/// No sample shows that nothing at all goes wrong.
bool asks_for_all(const ThresholdDemand& demand) { return demand.min_recall == 1.0 || demand.min_precision == 1.0; }

void explain_recall(CertifiedThreshold& c, const ScoreCurve& curve) {
  const double needed = trials_needed(0, 1 - *c.demand.min_recall, c.recall_level);
  c.positives_needed = needed;
  c.why = fmt::format("{} positives cannot show it even if none is missed; it takes {:.0f}", curve.positives(), needed);
}

/// Misses only grow as the threshold rises, so that the acceptance number says where the sequence ends. That thresholds
/// are scores of these rows does no harm: all real numbers are tried, in order, and the p-value steps at scores only.
void try_recall_upward(CertifiedThreshold& c, const ScoreCurve& curve) {
  c.method = CertificationMethod::recall_upward;
  const auto positives = static_cast<double>(curve.positives());
  const auto most_missed = acceptance_number(positives, 1 - *c.demand.min_recall, c.recall_level);
  if (!most_missed) return explain_recall(c, curve);
  const auto fewest = static_cast<std::uint64_t>(positives - *most_missed);
  const auto entry =
      static_cast<std::size_t>(std::lower_bound(curve.tp.begin(), curve.tp.end(), fewest) - curve.tp.begin());
  const std::vector<double> last_and_next =
      entry > 0 ? std::vector{curve.score[entry], curve.score[entry - 1]} : std::vector{curve.score[entry]};
  for (const auto& point : at_thresholds(curve, last_and_next)) c.tried.push_back(tried_threshold(point, c.demand));
  c.tried.front().certified = true;
  c.certified = c.tried.front();
}

void explain_precision(CertifiedThreshold& c, const ScoreCurve& curve) {
  const bool recall_too = c.demand.min_recall.has_value();
  if (recall_too && !acceptance_number(static_cast<double>(curve.positives()), 1 - *c.demand.min_recall, c.recall_level))
    return explain_recall(c, curve);
  c.flagged_needed = trials_needed(0, 1 - *c.demand.min_precision, c.precision_level);
  if (c.method != CertificationMethod::fixed_thresholds && c.tried.empty()) {
    c.why = fmt::format("{} rows are too few: {:.0f} must be flagged without one wrong, beside one at the cut",
                        curve.rows(), *c.flagged_needed);
    return;
  }
  if (c.method != CertificationMethod::ranks_each) {
    c.why = "the threshold that is tried first is not shown to fulfil the demand, nor is another start";
    if (c.starts == 1) c.why = "the threshold that is tried first is not shown to fulfil the demand";
  }
  const auto precise = [&](const TriedThreshold& t) { return *t.precision_p <= c.precision_level; };
  const bool some_precise = std::any_of(c.tried.begin(), c.tried.end(), precise);
  c.why = recall_too && some_precise ? "thresholds that are precise enough are not shown to miss few enough"
                                     : "no threshold that was tried is shown to be precise enough";
}

}  // namespace

CertifiedThreshold certified_threshold(const ScoreCurve& curve, const ThresholdDemand& demand,
                                       const CertificationPlan& plan) {
  require_demand(demand);
  CertifiedThreshold c;
  c.method = demand.min_precision ? plan.method : CertificationMethod::recall_upward;
  c.demand = demand;
  if (asks_for_all(demand)) return c.why = "100% cannot be shown by any number of rows", c;
  if (!demand.min_precision) return c.recall_level = demand.delta, try_recall_upward(c, curve), c;
  try_in_order(c, curve, plan);
  for (const auto& tried : c.tried)
    if (tried.certified && (!c.certified || tried.at.threshold < c.certified->at.threshold)) c.certified = tried;
  if (!c.certified) explain_precision(c, curve);
  return c;
}

RecallTest recall_test(const ScoreCurve& curve, double threshold, double min_recall, double delta) {
  const double most = 1 - min_recall;
  RecallTest test;
  test.positives_needed_if_none_missed = trials_needed(0, most, delta);
  test.at = at_thresholds(curve, std::vector{threshold}).front();
  const auto positives = static_cast<double>(curve.positives()), missed = static_cast<double>(test.at.fn);
  test.p = binomial_cdf(positives, most, missed);
  test.certified = test.p <= delta;
  if (positives > 0) test.positives_needed_at_this_rate = trials_needed_at_rate(missed / positives, most, delta);
  return test;
}

}  // namespace premortem
