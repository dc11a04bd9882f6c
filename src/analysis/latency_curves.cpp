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
#include "premortem/statistics/chi_square.hpp"

namespace premortem {
namespace {

constexpr std::size_t most_cohorts = 50;      // fitted one by one
constexpr std::size_t few_latencies = 20;     // as an experiment has arms
constexpr std::size_t groups_of_latency = 10;

std::string count(double n) { return number_text(n, Rounding::nearest); }

template <class Moments>
void add_up(const Moments& all, LatencyEvidence& e) {
  for (const auto& m : all) e.left += m.left;
  e.latencies = all.size();
}

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

/// Neighbouring latencies together, as many sessions in each group as can be.
std::vector<DelayArm> grouped(const std::vector<DelayArm>& arms, double sessions) {
  std::vector<DelayArm> groups;
  double before = 0;
  for (const auto& arm : arms) {
    const auto group = static_cast<std::size_t>(before / sessions * static_cast<double>(groups_of_latency));
    if (groups.empty() || group >= groups.size()) groups.push_back({arm.latency_ms, 0, 0});
    groups.back().sessions += arm.sessions, groups.back().left += arm.left;
    before += arm.sessions;
  }
  return groups;
}

/// P that abandonment falls somewhere as it does if it nowhere did: the distance of the groups from the nearest rising curve, on
/// as many degrees of freedom as there are groups, which is more than it can have.
double falling_p(const std::vector<DelayArm>& arms, double sessions, double confidence) {
  const auto groups = grouped(arms, sessions);
  const auto rising = fit_delay_curve(groups, CurveFamily::isotonic, confidence);
  if (!rising.is_fitted() || groups.size() < 2) return 1;
  double distance = 0;
  for (std::size_t i = 0; i < groups.size() && i < rising.curve.steps.size(); ++i) {
    const double p = rising.curve.steps[i].value, n = groups[i].sessions, gap = groups[i].left - n * p;
    if (p > 0 && p < 1) distance += gap * gap / (n * p * (1 - p));
  }
  return chi_square_survival(static_cast<double>(groups.size() - 1), distance);
}

void doubt_delays(const LatencyRows& rows, const std::vector<DelayArm>& arms, LatencyAssessment& a) {
  auto& e = *a.evidence;
  if (a.settings.data || rows.form != LatencyForm::single) return;
  if (arms.size() > few_latencies)
    a.cautions.push_back("Each row is read as a delay that was shown and whether the session left. If the latency of a row that left is the moment it gave up, those who were served are censored, not people who would have stayed: add a column outcome (served, abandoned), or take --data quits.");
  const double p = falling_p(arms, e.sessions, a.settings.confidence);
  if (p >= 0.01) return;
  a.findings.push_back({"quits", "", fmt::format("Abandonment falls somewhere as latency rises ({}, p {}), which a delay that drives people away cannot do. These look like moments of giving up: add a column outcome (served, abandoned), or take --data quits.",
                                                 "in ten groups of rows", p_text(p)),
                        {{"p", p}}, true});
}

void judge_trend(const std::vector<DelayArm>& arms, LatencyAssessment& a) {
  auto& e = *a.evidence;
  const auto* curve = a.chosen ? &a.families[*a.chosen] : nullptr;
  e.trend = abandonment_trend(arms, curve ? curve->overdispersion : 1);
  e.effect_shown = e.trend->p < 1 - a.settings.confidence;
  if (!e.effect_shown) e.effect_why = fmt::format("no effect of latency is shown: abandonment rises as much by chance in {} of samples", percent_text(e.trend->p, Rounding::nearest));
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
  add_up(arms.all, e);
  for (const auto& arm : arms.all) e.sessions += arm.sessions;
  e.words = fmt::format("{} sessions were shown {}, and {} left. When they left is not known, only under which delay.", count(e.sessions),
                        e.latencies == 1 ? "one latency" : fmt::format("{} latencies", count(static_cast<double>(e.latencies))), count(e.left));
  a.families = fit_delay_curves(arms.all, a.settings.confidence);
  take_best(a);
  const auto separated = [](const auto& f) { return f.problem == FitProblem::separation && f.curve.family == CurveFamily::logistic; };
  if (const auto f = std::find_if(a.families.begin(), a.families.end(), separated); f != a.families.end() && e.left > 0 && e.left < e.sessions) throw Refusal("no curve can be fitted: " + f->why);
  doubt_delays(rows, arms.all, a);
  judge_trend(arms.all, a);
  if (a.settings.depth == LatencyDepth::limits) return;
  read_hinge(arms.all, a);
  if (a.chosen && arms.cohorts.size() <= most_cohorts) add_cohort_delays(rows, arms, a);
  else if (arms.cohorts.size() > most_cohorts) a.cohort_why = fmt::format("{} cohorts are more than the {} that are fitted one by one", arms.cohorts.size(), most_cohorts);
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
  add_up(moments.all, e);
  for (const auto& m : moments.all) e.sessions += m.left + m.served;
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
  if (a.chosen && moments.cohorts.size() <= most_cohorts) add_cohort_quits(rows, moments, a);
  else if (moments.cohorts.size() > most_cohorts) a.cohort_why = fmt::format("{} cohorts are more than the {} that are fitted one by one", moments.cohorts.size(), most_cohorts);
}

void take_preset(const LatencyPreset& preset, LatencyAssessment& a) {
  if (!preset.curve) throw Refusal(fmt::format("the preset {} has no curve: {}", preset.name, preset.no_effect));
  auto& e = *a.evidence;
  e.data = LatencyData::published;
  e.words = fmt::format("Not measured here: the preset {}, {} ({}).", preset.name, preset.measured, preset.source);
  a.families.push_back({*preset.curve, FitProblem::none, "", {}, {}, {}, {}, {}, {}, 1});
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
