#include "premortem/analysis/experiment_assessment.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "analysis/amount_domains.hpp"
#include "analysis/arm_findings.hpp"
#include "analysis/arm_mix.hpp"
#include "analysis/cohort_findings.hpp"
#include "analysis/p_text.hpp"
#include "analysis/reasons.hpp"
#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"
#include "premortem/models/experiment_checks.hpp"
#include "premortem/models/proxy_outcome.hpp"

namespace premortem {
namespace {

std::string about(double x) { return number_text(x, Rounding::nearest); }
std::string percent(double x) { return percent_text(x, Rounding::nearest); }

std::vector<double> rows_by_arm(const ScoredRows& rows) {
  std::vector<double> counts(rows.arm.names.size());
  for (std::size_t i = 0; i < rows.arm.index.size(); ++i) counts[rows.arm.index[i]] += static_cast<double>(rows.times(i));
  return counts;
}

void add_sample_ratio(const ScoredRows& rows, CaseAmounts& amounts, ExperimentAssessment& a) {
  if (rows.arm.names.size() < 2) return;
  const auto counts = rows_by_arm(rows);
  std::vector<double> shares(counts.size(), 1.0 / static_cast<double>(counts.size()));
  const auto stated = amounts.share("control_share");
  if (stated && counts.size() == 2) shares[control_of(rows.arm.names)] = *stated, shares[1 - control_of(rows.arm.names)] = 1 - *stated;
  const auto check = sample_ratio_check(counts, shares);
  ExperimentCheck c{"sample_ratio", "Is the traffic split as it was meant to be?", "", {}, check.mismatch, check.p.has_value()};
  std::string split;
  for (std::size_t i = 0; i < counts.size(); ++i) split += fmt::format("{}\"{}\" {}", i == 0 ? "" : ", ", rows.arm.names[i], about(counts[i]));
  const std::string meant = stated && counts.size() == 2 ? fmt::format("{} to control", percent(*stated)) : std::string("equal parts (state control_share if not)");
  if (!check.p) c.answer = "Not known: " + check.why + ".";
  else c.answer = fmt::format("{}: {}, where {} were meant (p {}){}.", check.mismatch ? "No" : "Nothing speaks against it", split, meant, p_text(*check.p), check.mismatch ? ": arms differ by more than their treatment, and nothing they show counts" : "");
  if (check.p) c.numbers = {{"chi_square", *check.chi_square}, {"p", *check.p}};
  a.checks.push_back(std::move(c));
}

/// What else than the treatment makes the arms differ, of what was found; empty where nothing was.
std::string other_causes(const std::vector<ExperimentCheck>& checks) {
  std::vector<std::string> causes;
  for (const auto& c : checks) {
    if (!c.is_alarm) continue;
    if (c.kind == "sample_ratio") causes.emplace_back("the arms differ by more than their treatment");
    if (c.kind == "simpson" || c.kind == "mix_driven") causes.emplace_back("who is in which arm makes most of it");
  }
  return fmt::format("{}", fmt::join(causes, ", and "));
}

/// The difference of the outcome at the level that keeps the promise over all looks.
std::string at_honest_level(const ScoredRows& rows, double level, const std::string& others) {
  if (rows.arm.names.size() != 2 || rows.outcome.empty()) return "";
  const auto control = control_of(rows.arm.names);
  const auto check = proxy_check(rows, ProxyColumn::score, rows.arm.names[control], rows.arm.names[1 - control], 1 - level);
  if (!check.outcome.difference) return "";
  const auto& limits = check.outcome.difference->limits;
  const bool shown = limits.low > 0 || limits.high < 0;
  return fmt::format(" At that level the outcome differs by {:+.4g} ({:+.4g} to {:+.4g}): {}.", check.outcome.difference->difference, limits.low, limits.high, !shown ? "nothing is shown" : others.empty() ? "that is beyond chance" : "that is beyond chance, but " + others);
}

void add_peeking(const ScoredRows* rows, CaseAmounts& amounts, double confidence, ExperimentAssessment& a) {
  const auto looks = amounts.point("looks");
  if (!looks) return;
  if (*looks != std::floor(*looks)) throw Refusal(fmt::format("looks is {}, expected a whole number", about(*looks)));
  const int n = static_cast<int>(*looks);
  const double level = 1 - confidence, wrong = false_alarm_of_peeking(n, level);
  ExperimentCheck c{"peeking", "Was it looked at more than once?", "", {{"looks", *looks}, {"false_alarm", wrong}}, n > 1, true};
  if (n == 1) {
    c.answer = fmt::format("Once: the test is wrong in {} as it says.", percent(level));
  } else {
    const double honest = honest_look_level(n, level);
    c.numbers.emplace_back("honest_level", honest);
    c.answer = fmt::format("{} times: a test at {} that may stop at any of them finds something in {} of experiments without a difference; each look must be at {} instead.", n, percent(level), percent(wrong), percent(honest));
    if (rows) c.answer += at_honest_level(*rows, honest, other_causes(a.checks));
  }
  a.checks.push_back(std::move(c));
}

void add_leakage(const ScoredRows& rows, ExperimentAssessment& a) {
  if (rows.date.empty() || rows.label_date.empty()) return;
  const auto leak = date_leakage(rows.date, rows.label_date);
  if (!leak.share) return;
  ExperimentCheck c{"leakage", "Were scores made before their labels were known?", "", {{"compared", static_cast<double>(leak.compared)}, {"late", static_cast<double>(leak.late)}, {"share", *leak.share}}, leak.late > 0, true};
  if (leak.late > 0) c.answer = fmt::format("No: {} of {} rows ({}) are dated after their label, so that the score may have seen the answer. What these rows say of the model is too good.", leak.late, leak.compared, percent(*leak.share));
  else c.answer = fmt::format("Yes, by their dates, in all of {} rows{}.", leak.compared, leak.same_day > 0 ? fmt::format("; {} fell on the same day, in which order is not known", leak.same_day) : "");
  a.checks.push_back(std::move(c));
}

void add_overfitting(const Case& subject, ExperimentAssessment& a) {
  if (subject.training.empty()) return;
  const auto check = overfitting_check(subject.training);
  ExperimentCheck c{"overfitting", "Was the model trained too long?", "", {}, check.verdict == OverfittingVerdict::shown, check.verdict != OverfittingVerdict::cannot_tell};
  if (check.best_epoch) c.numbers = {{"best_epoch", *check.best_epoch}, {"rise", check.rise}, {"gap_at_best", check.gap_at_best}, {"gap_now", check.gap_now}};
  if (check.p) c.numbers.emplace_back("p", *check.p);
  if (check.verdict == OverfittingVerdict::cannot_tell) c.answer = "Not known: " + check.why + ".";
  else if (check.verdict == OverfittingVerdict::shown) c.answer = fmt::format("Yes: the validation loss was lowest at epoch {} and has risen by {} since (p {}), while the training loss fell; take the model of that epoch.", about(*check.best_epoch), about(check.rise), p_text(*check.p));
  else c.answer = fmt::format("Not shown: the validation loss was lowest at epoch {}{}.", about(*check.best_epoch), check.why.empty() ? "" : "; " + check.why);
  a.checks.push_back(std::move(c));
}

/// What the trade-off finds in the same rows, as an answer to a question.
void add_found(const Case& subject, CaseAmounts& amounts, const ExperimentSettings& settings, ExperimentAssessment& a) {
  const auto& rows = *subject.predictions;
  std::vector<Finding> findings;
  const double threshold = amounts.point_or("decision_threshold", 0.5);
  if (!rows.cohort.empty()) add_cohort_findings(rows, threshold, amounts.point_or("baseline_threshold", threshold), settings.confidence, settings.jobs, findings);
  add_proxy(rows, settings.confidence, findings);
  for (auto& f : findings) a.checks.push_back({f.kind, f.cohort.empty() ? "In these rows:" : fmt::format("In cohort \"{}\":", f.cohort), f.message, std::move(f.numbers), f.is_alarm, true});
  if (rows.arm.names.size() < 2) return;
  if (const auto why = why_no_arm_mix(rows); !why.empty()) a.checks.push_back({"simpson", "Do the cohorts say the other way round?", fmt::format("Not looked for: {}.", why), {}, false, false});
}

}  // namespace

ExperimentAssessment assess_experiment(const Case& subject, const ExperimentSettings& settings) {
  ExperimentAssessment a;
  CaseAmounts amounts(subject);
  require_amount_domains(amounts);
  if (subject.predictions) {
    add_sample_ratio(*subject.predictions, amounts, a);
    add_leakage(*subject.predictions, a);
    add_found(subject, amounts, settings, a);
  }
  add_peeking(subject.predictions.get(), amounts, settings.confidence, a);
  add_overfitting(subject, a);
  if (a.checks.empty()) a.why = "it takes predictions.csv with an arm, a cohort, or dates of rows and labels, or training.csv";
  Reasons r;
  for (const auto& c : a.checks)
    if (c.is_alarm) r.hold.push_back(as_reason(c.answer));
  a.used = amounts.used();
  const bool is_complete = std::all_of(a.checks.begin(), a.checks.end(), [](const auto& c) { return c.is_answered; });
  a.decision = decided(std::move(r), is_complete ? "Ship: nothing speaks against the experiment." : "Ship: nothing that could be looked at speaks against the experiment.");
  return a;
}

}  // namespace premortem
