#include "premortem/analysis/diagnosis_explanation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/drift_explanation.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

using Item = ExplainedItem;

/// Parts of a split in words, where the metric is one in which the label decides who is counted, and where it is not.
struct PartWords {
  const char* name;
  SplitPart DecaySplit::*part;
  const char* formula;
};

constexpr std::array parts{
    PartWords{"change", &DecaySplit::change, "its value now less its value before; other items + same items"},
    PartWords{"mix", &DecaySplit::mix, "other items: sum over the groups of (w1 - w0)(r0 + r1)/2, w their shares of the rows and r their values before (0) and now (1)"},
    PartWords{"within", &DecaySplit::within, "same items: sum over the groups of (r1 - r0)(w0 + w1)/2, w their shares of the rows and r their values before (0) and now (1)"},
    PartWords{"label_noise", &DecaySplit::label_noise, "labels: (e1 - e0) sum (w0 + w1)/2 (1 - a0 - a1), e the share of wrong labels and a the true values, r = e + a (1 - 2e)"},
    PartWords{"decay", &DecaySplit::decay, "model: sum (a1 - a0)(w0 + w1)/2 of the true values a, r = e + a (1 - 2e), e the share of wrong labels"},
    PartWords{"label_error_before", &DecaySplit::label_error_before, "share of wrong labels: (1 - sqrt(1 - 2 d)) / 2, d the share of rows of reference.csv on which two labels differ"},
    PartWords{"label_error_after", &DecaySplit::label_error_after, "share of wrong labels: (1 - sqrt(1 - 2 d)) / 2, d the share of rows of current.csv on which two labels differ"},
};

bool label_decides(const DecaySplit& s) { return s.is_share && (s.metric == "recall" || s.metric == "false_positive_rate"); }

/// In recall and the rate of false positives the true counts are solved for, and by score both are of functions of the bins.
std::string formula_of(const PartWords& p, const DecaySplit& s) {
  const std::string name = p.name;
  if (label_decides(s) && name == "label_noise") return "labels: same items - model";
  if (label_decides(s) && name == "decay") return "model: same items, of the counts that are there once the labels that err are taken out";
  if (label_decides(s) && s.by == "score" && (name == "mix" || name == "within")) return name == "mix" ? "other items: mean effect of other shares of the bins, before and after their outcomes have changed (Shapley)" : "same items: mean effect of other outcomes in the bins, before and after their shares have changed (Shapley)";
  return p.formula;
}

std::vector<std::string> notes_of(const Case& subject, const DiagnosisAssessment& a, const DecaySplit& s) {
  const std::string groups = s.by == "score" ? fmt::format("groups: {} bins of the score, by quantiles of the reference and at the threshold", s.cohorts.size()) : s.cohorts.size() < 2 ? std::string("groups: one, since the windows do not both have cohorts") : fmt::format("groups: {} cohorts", s.cohorts.size());
  std::vector<std::string> notes{groups};
  if (s.is_share) notes.push_back(fmt::format("a row is flagged from a score of {} on (decision_threshold)", a.threshold));
  for (const auto* file : {"reference.csv", "current.csv", "history.csv"})
    if (auto note = rows_note(subject, file); !note.empty() && (std::string(file) == "history.csv") != s.is_share) notes.push_back(std::move(note));
  notes.push_back("limits: bootstrap of the counts, 999 times, nominal");
  notes.push_back("source: Kitagawa (1955), JASA 50; Rogan & Gladen (1978), American Journal of Epidemiology 107; docs/models/diagnosis.md");
  return notes;
}

std::string with_limits(const std::string& formula, const SplitPart& p, double confidence) {
  return p.limits ? fmt::format("{}; {:.6g} to {:.6g} at {} confidence", formula, p.limits->low, p.limits->high, confidence_text(confidence)) : formula;
}

void add_split(const Case& subject, const DiagnosisAssessment& a, const DecaySplit& s, std::vector<Item>& items) {
  const bool has_namesake = !s.is_share && std::any_of(a.decomposition.begin(), a.decomposition.end(), [&](const auto& other) { return other.is_share && other.metric == s.metric; });
  const std::string path = "decomposition." + s.metric + (s.by == "score" ? ".score." : has_namesake ? ".history." : ".");
  const auto notes = notes_of(subject, a, s);
  for (const auto& p : parts) {
    const SplitPart& part = s.*p.part;
    const bool looked_at = part.limits || part.why.empty();  // without cohorts there is no mix that could be 0
    items.push_back({path + p.name, looked_at ? part.value : std::nullopt, part.why, with_limits(formula_of(p, s), part, a.settings.confidence), {"decision_threshold"}, notes, {}});
  }
  const std::string why = "decay is known from rows that were labelled twice, or not defined";
  items.push_back({path + "decay_low", s.decay_range ? std::optional(s.decay_range->low) : std::nullopt, why, "smallest decay over every share of wrong labels that the values allow", {}, notes, {}});
  items.push_back({path + "decay_high", s.decay_range ? std::optional(s.decay_range->high) : std::nullopt, why, "largest decay over every share of wrong labels that the values allow", {}, notes, {}});
  items.push_back({path + "p", s.p_change, "not tested", "two-sided chance of so large a change where nothing changed; nominal: chi-square with one degree of freedom", {}, notes, {}});
}

std::string test_of(const std::string& cause) {
  if (cause == "covariate_drift") return "the larger p of: features or shares of cohorts moved; other items moved the metric";
  if (cause == "label_consistency") return "the larger p of: two labels of a row differ more often than they did; that moved the metric";
  if (cause == "edge_cases") return "the largest p of: rows beyond the reference; they are wrong more often than the others; that moved the metric";
  if (cause == "concept_drift") return "p of other outcomes at the same scores, after label errors, among rows that the reference covers";
  if (cause == "model_change") return "the larger p of: other scores; the metric changed";
  if (cause == "label_corruption") return "the larger p of: a second person calls more false positives positive than before; the metric changed";
  if (cause == "policy_change") return "p of a step on the day of a policy, given the trend, times the number of steps tested";
  if (cause == "reporting_lag") return "the larger p of: false positives are more common among rows too young for their labels; the metric changed";
  return "there is no test of it: it is seen or not";
}

void add_cause(const Case& subject, const Cause& c, std::vector<Item>& items) {
  std::vector<std::string> notes;
  for (const auto& line : c.evidence_for) notes.push_back("for: " + line);
  for (const auto& line : c.evidence_against) notes.push_back((c.verdict == CauseVerdict::cannot_tell ? "but: " : "against: ") + line);
  for (const auto* file : {"reference.csv", "current.csv", "history.csv", "events.csv"}) notes.push_back(rows_note(subject, file));
  notes.push_back("source: Holm (1979), Scandinavian Journal of Statistics 6; Berger (1982), Technometrics 24; docs/models/diagnosis.md");
  const std::string path = "causes." + c.cause + ".";
  items.push_back({path + "verdict", {}, "", c.title + ": likely where p over all causes together is at most 1 - confidence and nothing else on record would leave the same; " + test_of(c.cause), {}, notes, std::string(name_of(c.verdict))});
  items.push_back({path + "p", c.p, "there is no test of it", test_of(c.cause), {}, notes, {}});
  items.push_back({path + "p_adjusted", c.p_adjusted, "there is no test of it", "p by Holm over all causes that have one", {}, notes, {}});
}

void add_experiment(const Case& subject, const ExperimentAssessment& e, std::vector<Item>& items) {
  const std::vector<std::string> amounts{"control_share", "looks", "decision_threshold", "baseline_threshold"};
  for (const auto& c : e.checks)
    for (const auto& [name, value] : c.numbers)
      items.push_back({"experiment." + c.kind + "." + name, value, "", c.question + " " + c.answer, c.kind == "sample_ratio" ? std::vector{amounts[0]} : c.kind == "peeking" ? std::vector{amounts[1]} : std::vector{amounts[2], amounts[3]},
                       {rows_note(subject, "predictions.csv"), rows_note(subject, "training.csv"), "source: docs/models/experiment-checks.md"}, {}});
}

std::vector<Item> items_of(const Case& subject, const DiagnosisAssessment* a, const ExperimentAssessment& e) {
  std::vector<Item> items;
  if (a) {
    for (const auto& s : a->decomposition) add_split(subject, *a, s, items);
    for (const auto& c : a->causes) add_cause(subject, c, items);
    add_drift_items(subject, a->drift, items);
  }
  add_experiment(subject, e, items);
  return items;
}

}  // namespace

std::vector<std::string> explainable_diagnosis_names(const Case& subject, const DiagnosisAssessment* a, const ExperimentAssessment& e) { return explainable_names(items_of(subject, a, e), "diagnose"); }

Explanation explain_diagnosis(const Case& subject, const DiagnosisAssessment* a, const ExperimentAssessment& e, const std::string& name) { return explain_item(subject, items_of(subject, a, e), "diagnose", name); }

}  // namespace premortem
