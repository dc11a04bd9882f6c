#include "premortem/models/prevalence.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

/// Takes from [low, high] what breaks start + pi * slope <= 0.
void keep_at_most_zero(Interval& kept, double start, double slope) {
  if (slope > 0)
    kept.high = std::min(kept.high, -start / slope);
  else if (slope < 0)
    kept.low = std::max(kept.low, start / -slope);
  else if (start > 0)
    kept.high = -1;  // no pi does
}

std::string why_no_share(double point, const CountedShare& flagged, double tpr, double fpr) {
  if (point >= 0 && point <= 1) return "";
  const char* text = point < 0 ? "{:.4g}% are flagged, fewer than the {:.4g}% of negatives that are flagged by mistake"
                               : "{:.4g}% are flagged, more than the {:.4g}% of positives that are flagged";
  return fmt::format(fmt::runtime(text), 100 * flagged.share(), 100 * (point < 0 ? fpr : tpr));
}

}  // namespace

std::optional<double> production_precision(Probability tpr, Probability fpr, Probability prevalence) {
  const double right = tpr.value() * prevalence.value(), wrong = fpr.value() * (1 - prevalence.value());
  if (right + wrong == 0) return std::nullopt;
  return right / (right + wrong);
}

PrevalenceScales prevalence_scales(Probability among_rows, Probability production) {
  const double rows = among_rows.value(), live = production.value();
  if (rows == 0 && live > 0) throw Refusal("the scored rows have no positives, and live traffic has");
  if (rows == 1 && live < 1) throw Refusal("the scored rows have no negatives, and live traffic has");
  return {rows == 0 ? 1 : live / rows, rows == 1 ? 1 : (1 - live) / (1 - rows)};
}

double rogan_gladen(Probability flagged, Probability tpr, Probability fpr) {
  if (tpr <= fpr)
    throw Refusal(
        fmt::format("positives are flagged at {:.6g} and negatives at {:.6g}: what is flagged says nothing "
                    "about how many positives there are",
                    tpr.value(), fpr.value()));
  return (flagged.value() - fpr.value()) / (tpr.value() - fpr.value());
}

PrevalenceEstimate estimate_prevalence(const CountedShare& flagged, const CountedShare& tpr, const CountedShare& fpr,
                                       double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw DomainError(fmt::format("a confidence of {}: it must lie in (0, 1)", confidence));
  const double each = 1 - (1 - confidence) / 3;
  const Interval q = clopper_pearson(flagged.events, flagged.trials, each);
  const Interval t = clopper_pearson(tpr.events, tpr.trials, each);
  const Interval f = clopper_pearson(fpr.events, fpr.trials, each);
  PrevalenceEstimate e;
  e.point = rogan_gladen(Probability(flagged.share()), Probability(tpr.share()), Probability(fpr.share()));
  e.why = why_no_share(e.point, flagged, tpr.share(), fpr.share());
  // FPR + pi (TPR - FPR) rises with both rates, so at their low ends it must not pass q, nor fall below at the high
  // ones.
  e.interval = {0, 1};
  keep_at_most_zero(e.interval, f.low - q.high, t.low - f.low);
  keep_at_most_zero(e.interval, q.low - f.high, f.high - t.high);
  if (e.interval.low > e.interval.high)
    throw Refusal(
        fmt::format("no share of positives explains {:g} flagged of {:g} with the rates of the scored rows: "
                    "the rates have changed",
                    flagged.events, flagged.trials));
  return e;
}

}  // namespace premortem
