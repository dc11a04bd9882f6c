#include "analysis/latency_curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/hinge_bootstrap.hpp"
#include "analysis/latency_rows_as.hpp"
#include "analysis/p_text.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/quit_times.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_cohorts = 50;      // fitted one by one
constexpr std::size_t few_latencies = 20;     // as an experiment has arms

std::string count(double n) { return number_text(n, Rounding::nearest); }

/// The family that is taken: the first that was fitted.
void take_best(LatencyAssessment& a) {
  const auto best = std::find_if(a.families.begin(), a.families.end(), [](const auto& f) { return f.is_fitted(); });
  if (best != a.families.end()) a.chosen = static_cast<std::size_t>(best - a.families.begin());
}

/// Where neither form of a curve fits moments of giving up, Kaplan-Meier is taken, which assumes none.
void take_unformed(LatencyAssessment& a) {
  if (!a.chosen || !a.families[*a.chosen].fit_p || *a.families[*a.chosen].fit_p >= 0.05) return;
  const auto steps = std::find_if(a.families.begin(), a.families.end(), [](const auto& f) { return f.curve.family == CurveFamily::kaplan_meier && f.is_fitted(); });
  if (steps == a.families.end()) return;
  const double gap = largest_gap(a.families[*a.chosen], *steps);
  a.findings.push_back({"no_form", "", fmt::format("Neither a log-logistic nor a Weibull curve fits (p {}): the better one is up to {} points of abandonment from Kaplan-Meier, which assumes no form and is taken. It says nothing beyond the longest wait that was seen.",
                                                   p_text(*a.families[*a.chosen].fit_p), number_text(100 * gap, Rounding::nearest)),
                        {{"largest_gap", gap}}, false});
  a.chosen = static_cast<std::size_t>(steps - a.families.begin());
}

/// Delays that drive people away cannot do so less as they grow. Of a row a session that looks like moments of giving up; of arms,
/// like something else that differs between them.
void judge_rise(const LatencyRows& rows, const std::vector<DelayArm>& arms, LatencyAssessment& a) {
  const bool untold = rows.form == LatencyForm::single && !a.settings.data;
  if (untold && arms.size() > few_latencies)
    a.cautions.push_back("Each row is read as a delay that was shown and whether the session left. If the latency of a row that left is the moment it gave up, those who were served are censored, not people who would have stayed: add a column outcome (served, abandoned), or take --data quits.");
  const double p = falling_p(arms);
  if (p >= 0.01) return;
  const std::string falls = fmt::format("Abandonment falls somewhere as latency rises (p {}), which a delay that drives people away cannot do. ", p_text(p));
  if (untold) a.findings.push_back({"quits", "", falls + "These look like moments of giving up: add a column outcome (served, abandoned), or take --data quits.", {{"p", p}}, true});
  else a.findings.push_back({"falls", "", falls + "No curve that only rises holds these data, nor do its limits: find what else differs between the delays.", {{"p", p}}, true});
}

void judge_trend(const std::vector<DelayArm>& arms, LatencyAssessment& a) {
  auto& e = *a.evidence;
  const auto* curve = a.chosen ? &a.families[*a.chosen] : nullptr;
  e.trend = abandonment_trend(arms, curve ? curve->overdispersion : 1);
  e.effect_shown = e.trend->p < 1 - a.settings.confidence;
  if (!e.effect_shown) e.effect_why = fmt::format("no effect of latency is shown: abandonment rises as much by chance in {} of samples", percent_text(e.trend->p, Rounding::nearest));
}

/// What the limits of a curve that was picked among several do not hold.
void add_limits_of_choice(LatencyAssessment& a) {
  if (!a.chosen || !has_parameters(a.families[*a.chosen].curve.family)) return;
  std::string text = "The curve was picked among several on these data, and its limits do not count that.";
  if (a.families[*a.chosen].curve.family == CurveFamily::hinge) text += " Between the kink and the next delay they are too narrow, the more so with fewer sessions.";
  a.cautions.push_back(std::move(text));
}

void read_hinge(const std::vector<DelayArm>& arms, LatencyAssessment& a) {
  const auto fit = std::find_if(a.families.begin(), a.families.end(), [](const auto& f) { return f.curve.family == CurveFamily::hinge; });
  if (fit == a.families.end() || !fit->is_fitted()) {
    a.hinge_why = fit == a.families.end() ? "there is no hinge in these data" : fit->why;
    return;
  }
  if (!a.evidence->effect_shown) {
    a.hinge_why = a.evidence->effect_why;
    return;
  }
  a.hinge = hinge_reading(arms, a.settings.confidence);
  if (!a.hinge) a.hinge_why = "it does not settle on one latency";
  else a.hinge_p = hinge_p(arms, fit->overdispersion, a.settings.seed);
}

bool may_part(std::size_t cohorts, LatencyAssessment& a) {
  if (cohorts > most_cohorts) a.cohort_why = fmt::format("{} cohorts are more than the {} that are fitted one by one", cohorts, most_cohorts);
  return a.chosen && cohorts <= most_cohorts;
}

void add_cohort_delays(const LatencyRows& rows, const ArmsByCohort& arms, LatencyAssessment& a) {
  const auto& best = a.families[*a.chosen];
  for (std::size_t c = 0; c < arms.cohorts.size(); ++c) {
    CohortCurve cohort{rows.cohort.names[c], 0, 0, fit_delay_curve(arms.cohorts[c], best.curve.family, a.settings.confidence), {}};
    for (const auto& arm : arms.cohorts[c]) cohort.sessions += arm.sessions, cohort.left += arm.left;
    a.cohorts.push_back(std::move(cohort));
  }
  if (arms.cohorts.size() < 2) return;
  if (!has_parameters(best.curve.family)) a.cohort_why = "curves without parameters are not compared";
  else a.cohort_difference = curve_difference(arms.cohorts, best.curve.family, a.settings.confidence);
  if (!a.cohort_difference && a.cohort_why.empty()) a.cohort_why = "not every cohort has a curve of its own";
}

void fit_delays(const LatencyRows& rows, LatencyAssessment& a) {
  auto& e = *a.evidence;
  e.data = LatencyData::delays;
  const auto arms = rows_as_arms(rows);
  e.latencies = arms.all.size();
  for (const auto& arm : arms.all) e.sessions += arm.sessions, e.left += arm.left;
  e.words = fmt::format("{} sessions were shown {}, and {} left. When they left is not known, only under which delay.", count(e.sessions),
                        e.latencies == 1 ? "one latency" : fmt::format("{} latencies", count(static_cast<double>(e.latencies))), count(e.left));
  a.families = fit_delay_curves(arms.all, a.settings.confidence);
  take_best(a);
  const auto separated = [](const auto& f) { return f.problem == FitProblem::separation && f.curve.family == CurveFamily::logistic; };
  if (const auto f = std::find_if(a.families.begin(), a.families.end(), separated); f != a.families.end() && e.left > 0 && e.left < e.sessions) throw Refusal("no curve can be fitted: " + f->why);
  judge_rise(rows, arms.all, a);
  judge_trend(arms.all, a);
  if (a.settings.depth == LatencyDepth::limits) return;
  add_limits_of_choice(a);
  read_hinge(arms.all, a);
  if (may_part(arms.cohorts.size(), a)) add_cohort_delays(rows, arms, a);
}

void add_cohort_quits(const LatencyRows& rows, const MomentsByCohort& moments, LatencyAssessment& a) {
  const auto& best = a.families[*a.chosen];
  std::vector<std::vector<QuitMoment>> waited;
  for (std::size_t c = 0; c < moments.cohorts.size(); ++c) {
    const auto& own = moments.cohorts[c];
    if (own.empty()) continue;
    CohortCurve cohort{rows.cohort.names[c], 0, 0, fit_quit_curve(own, best.curve.family, a.settings.confidence), {}};
    for (const auto& m : own) cohort.sessions += m.left + m.served, cohort.left += m.left;
    a.cohorts.push_back(std::move(cohort));
    waited.push_back(own);
  }
  if (waited.size() < 2) return;
  try {
    a.cohort_difference = log_rank(waited);
  } catch (const Refusal& refusal) {
    a.cohort_why = refusal.what();
  }
}

void fit_quits(const LatencyRows& rows, LatencyAssessment& a) {
  auto& e = *a.evidence;
  e.data = LatencyData::quits;
  const auto moments = rows_as_moments(rows);
  e.latencies = moments.all.size();
  for (const auto& m : moments.all) e.sessions += m.left + m.served, e.left += m.left;
  e.at_once = moments.at_once;
  e.words = fmt::format("{} people waited; {} gave up, and {} were served and could have waited longer (censored).", count(e.sessions), count(e.left), count(e.sessions - e.left));
  if (e.at_once > 0)
    e.words += fmt::format(" {} at 0 ms did not wait and {} left out{}.", count_text(e.at_once, "row"), e.at_once == 1 ? "is" : "are",
                           moments.left_at_once > 0 ? fmt::format(" ({} of them left)", count(static_cast<double>(moments.left_at_once))) : "");
  if (moments.all.empty()) throw Refusal("nobody waited: every latency is 0");
  if (e.left == 0) throw Refusal(fmt::format("nobody of {} gave up before being served, so that nothing shows how long people wait", count(e.sessions)));
  a.families = fit_quit_curves(moments.all, a.settings.confidence);
  take_best(a);
  take_unformed(a);
  e.effect_shown = a.chosen.has_value();
  if (!e.effect_shown) e.effect_why = a.families.empty() ? "there is no curve" : a.families.front().why;
  if (a.settings.depth == LatencyDepth::limits) return;
  a.hinge_why = "a hinge is fitted to delays, not to moments of giving up";
  if (may_part(moments.cohorts.size(), a)) add_cohort_quits(rows, moments, a);
}

void take_preset(const LatencyPreset& preset, LatencyAssessment& a) {
  if (!preset.curve) throw Refusal(fmt::format("the preset {} has no curve: {}", preset.name, preset.no_effect));
  auto& e = *a.evidence;
  e.data = LatencyData::published;
  e.words = fmt::format("Not measured here: the preset {}, {} ({}).", preset.name, preset.measured, preset.source);
  CurveFit published;
  published.curve = *preset.curve;
  a.families.push_back(std::move(published));
  a.chosen = 0;
  e.effect_shown = true;
  a.hinge_why = "the preset is taken as it was published";
  a.cautions.push_back(fmt::format("The curve is of {}, {}; {}", preset.population, preset.date, preset.caveat));
}

}  // namespace

void assess_curves(const Case& subject, LatencyAssessment& a) {
  if (!subject.latency && !a.settings.preset) {
    a.evidence_why = a.hinge_why = "nothing shows how abandonment depends on latency: add latency.csv (latency_ms, sessions, abandoned), or take a published curve with --preset";
    return;
  }
  a.evidence.emplace();
  if (!subject.latency) return take_preset(*a.settings.preset, a);
  const auto& rows = *subject.latency;
  const bool quits = a.settings.data ? *a.settings.data == LatencyData::quits : rows.form == LatencyForm::outcomes;
  if (quits) fit_quits(rows, a);
  else fit_delays(rows, a);
  if (rows.form == LatencyForm::outcomes && !quits)
    a.findings.push_back({"censored", "", "The rows say when people gave up or were served; read as delays, those who were served count as people who would have stayed, which they may not.", {}, true});
  const char* causal = quits ? "A log shows that those who wait longer leave, not that slowness made them: who waits long may differ from who does not. Only delays assigned at random show that. It also takes being served to say nothing of how long somebody would have waited."
                             : "Only delays assigned at random show that slowness itself made users leave; if these latencies are from a log, other causes may stand behind both.";
  a.cautions.push_back(causal);
}

}  // namespace premortem
