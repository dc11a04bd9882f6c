#include "analysis/tradeoff_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/arm_findings.hpp"
#include "analysis/cohort_findings.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/calibration.hpp"
#include "premortem/models/confidence_fallback.hpp"
#include "premortem/models/constrained_optimum.hpp"

namespace premortem {
namespace {

constexpr int calibration_bins = 10;
constexpr double least_confidence = 0.5;      // of a yes or no
constexpr double fallback_confidence = 0.95;  // of limits that are not used

std::string percent(double share) { return percent_text(share, Rounding::nearest); }
std::string about(double value) { return number_text(value, Rounding::nearest); }

bool are_probabilities(const ScoreCurve& curve) { return curve.size() > 0 && curve.score.front() <= 1 && curve.score.back() >= 0; }

/// Scores of which some seem to be shares and others percentages: then no threshold means the same for both.
void add_mixed_scores(const ScoreCurve& curve, std::vector<Finding>& findings) {
  constexpr double gap = 10;  // between the two kinds
  const auto& scores = curve.score;  // from the highest down
  const auto share = std::find_if(scores.begin(), scores.end(), [](double s) { return s <= 1; });
  if (share == scores.begin() || share == scores.end() || scores.front() > 100 || scores.back() < 0) return;
  const double lowest_above = *(share - 1);
  if (!(*share > 0) || lowest_above < gap * *share) return;
  findings.push_back({"mixed_scores", "", fmt::format("Scores lie from {} to {} and from {} to {}, with none between. If some are percentages, write all on one scale: as they stand they are ranked against each other.",
                                                      about(scores.back()), about(*share), about(lowest_above), about(scores.front())), {}, true});
}

void add_calibration(const ScoreCurve& curve, double confidence, int jobs, std::vector<Finding>& findings) {
  if (!are_probabilities(curve)) return;
  const auto c = calibration(curve, calibration_bins, confidence, jobs);
  Finding f{"calibration", "", "", {{"expected_calibration_error", c.error.value}, {"noise_floor", c.error.floor}, {"noise_p95", c.error.floor_p95}, {"brier", c.brier.value}}, c.error.above_noise};
  if (c.error.above_noise)
    f.message = fmt::format("The scores are no probabilities: on average they are off by {:.3g} points, where chance alone gives {:.3g}. A threshold on money or on confidence that takes them as such is off too.",
                            100 * c.error.value, 100 * c.error.floor);
  else f.message = fmt::format("As probabilities the scores are off by {:.3g} points on average; chance alone gives {:.3g}, up to {:.3g}.", 100 * c.error.value, 100 * c.error.floor, 100 * c.error.floor_p95);
  findings.push_back(std::move(f));
}

std::string accuracy_words(const ConfidenceSide& side) {
  if (!side.correct.value) return "no row";
  return fmt::format("{} ({} to {})", percent(*side.correct.value), percent_text(side.correct.limits->low, Rounding::down), percent_text(side.correct.limits->high, Rounding::up));
}

void add_fallback(CaseAmounts& amounts, const ScoreCurve& curve, double confidence, std::vector<Finding>& findings) {
  const auto limit = amounts.share("confidence_limit");
  if (!limit) return;
  if (!are_probabilities(curve)) {
    findings.push_back({"fallback", "", "confidence_limit is stated, but the scores are no probabilities: they leave 0 to 1.", {}, true});
    return;
  }
  if (*limit < least_confidence) throw Refusal(fmt::format("confidence_limit ({}) is {}; the confidence of a yes or no is at least 50%", to_string(amounts.leaf("confidence_limit")->place), percent(*limit)));
  const auto f = confidence_fallback(curve, *limit, confidence);
  const bool broken = f.above.promise_holds && !*f.above.promise_holds;
  Finding finding{"fallback", "",
                  fmt::format("Below {} confidence: {} ({} to {}) fall back. There the likelier answer is right in {}, above it in {}{}.", percent(*limit), percent(*f.falls_back.value),
                              percent_text(f.falls_back.limits->low, Rounding::down), percent_text(f.falls_back.limits->high, Rounding::up), accuracy_words(f.below), accuracy_words(f.above),
                              f.above.mean_confidence ? fmt::format(", where it promises {}", percent(*f.above.mean_confidence)) : ""),
                  {{"share", *f.falls_back.value}},
                  broken};
  if (f.below.correct.value) finding.numbers.emplace_back("right_below", *f.below.correct.value);
  if (f.above.correct.value) finding.numbers.emplace_back("right_above", *f.above.correct.value);
  if (f.above.mean_confidence) finding.numbers.emplace_back("promised_above", *f.above.mean_confidence);
  findings.push_back(std::move(finding));
}

std::string score_words(const ScoreCurve& curve, std::optional<double> threshold) { return threshold ? "acting " + from_score(threshold_text(curve, threshold)) : std::string("flagging nothing"); }

/// Today's score and what is asked of the new one; absent where nothing is asked.
std::optional<PairedOptimum> fewer_false_alarms(const ScoredRows& rows, CaseAmounts& amounts, double confidence) {
  const auto fewer = amounts.share("fewer_false_positives");
  if (!fewer || *fewer == 0) return std::nullopt;
  if (rows.baseline_score.empty()) throw Refusal("fewer_false_positives compares with today's score; add the column baseline_score to predictions.csv");
  const double today = baseline_threshold(amounts);
  return constrained_optimum(rows, today, {*fewer, amounts.share("extra_missed").value_or(0), confidence});
}

/// Fewer false alarms without more misses, against the score in use today.
void add_constrained(const ScoredRows& rows, const ScoreCurve& curve, CaseAmounts& amounts, double confidence, std::vector<Finding>& findings) {
  const auto asked = fewer_false_alarms(rows, amounts, confidence);
  if (!asked) return;
  const auto& found = *asked;
  const auto fewer = amounts.share("fewer_false_positives");
  const auto& p = found.by_point;
  const double extra = amounts.share("extra_missed").value_or(0);
  const auto misses = extra > 0 ? fmt::format("with at most {} of the positives missed besides", percent(extra)) : std::string("without more misses");
  std::string text = fmt::format("{} fewer false alarms {}: on these rows {} {} ({} instead of {} false alarms, {} instead of {} misses)", percent(*fewer), misses, score_words(curve, p.threshold),
                                 p.enough ? "does it" : fmt::format("comes nearest, with {} fewer", percent(p.fewer)), about(p.counts.fp), about(found.today.fp), about(p.counts.fn), about(found.today.fn));
  const bool shown = found.shown && found.shown->enough;
  if (shown) text += fmt::format("; with {} confidence it can be done: {} gives at least {} fewer.", confidence_text(confidence), score_words(curve, found.shown->threshold), percent_text(found.shown->fewer_at_least, Rounding::down));
  else if (found.shown && found.shown->fewer_at_least < 0)
    text += fmt::format("; with {} confidence not even that there are fewer: it may be {} more, {}.", confidence_text(confidence), percent_text(-found.shown->fewer_at_least, Rounding::up), score_words(curve, found.shown->threshold));
  else if (found.shown) text += fmt::format("; with {} confidence only {} fewer are sure, {}.", confidence_text(confidence), percent_text(found.shown->fewer_at_least, Rounding::down), score_words(curve, found.shown->threshold));
  else text += fmt::format("; with {} confidence nothing is shown: {}.", confidence_text(confidence), found.why);
  Finding f{"constrained", "", text, {{"asked", *fewer}, {"by_point", p.fewer}, {"feasible_by_point", p.enough ? 1.0 : 0.0}, {"feasible_with_confidence", shown ? 1.0 : 0.0}}, !shown};
  if (p.threshold) f.numbers.emplace_back("threshold", *p.threshold);
  if (found.shown) f.numbers.emplace_back("fewer_at_least", found.shown->fewer_at_least);
  findings.push_back(std::move(f));
}

/// A finding that cannot be made is said, not dropped.
template <class Add>
void attempt(const char* kind, std::vector<Finding>& findings, const Add& add) {
  try {
    add();
  } catch (const Refusal& refusal) {
    findings.push_back({kind, "", refusal.what(), {}, true});
  }
}

}  // namespace

std::optional<double> shown_with_fewer_false_alarms(const ScoredRows& rows, CaseAmounts& amounts, double confidence) {
  try {
    const auto found = fewer_false_alarms(rows, amounts, confidence);
    return found && found->shown && found->shown->enough ? found->shown->threshold : std::nullopt;
  } catch (const Refusal&) {
    return std::nullopt;  // it is said among the findings
  }
}

std::optional<double> falling_back(CaseAmounts& amounts, const ScoreCurve& curve) {
  const auto limit = amounts.share("confidence_limit");
  if (!limit || *limit < least_confidence || !are_probabilities(curve)) return std::nullopt;
  return confidence_fallback(curve, *limit, fallback_confidence).falls_back.value;
}

void add_findings(const Case& subject, CaseAmounts& amounts, const ScoreCurves& curves, std::optional<double> threshold, const std::vector<Confusion>& counts, TradeoffAssessment& a) {
  const auto& rows = *subject.predictions;
  const double confidence = a.settings.confidence;
  const auto baseline = baseline_threshold(amounts);
  add_cohort_findings(rows, counts, {threshold, baseline}, confidence, a.settings.jobs, a.findings);
  attempt("constrained", a.findings, [&] { add_constrained(rows, curves.all, amounts, confidence, a.findings); });
  attempt("proxy", a.findings, [&] { add_proxy(rows, confidence, a.findings); });
  attempt("mixed_scores", a.findings, [&] { add_mixed_scores(curves.all, a.findings); });
  attempt("calibration", a.findings, [&] { add_calibration(curves.all, confidence, a.settings.jobs, a.findings); });
  attempt("fallback", a.findings, [&] { add_fallback(amounts, curves.all, confidence, a.findings); });
}

}  // namespace premortem
