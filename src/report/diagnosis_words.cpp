#include "report/diagnosis_words.hpp"

#include <fmt/format.h>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

constexpr auto R = Align::right;

/// In points of 100: that is how people speak of a change of a share.
std::string points(double x) { return fmt::format("{:+.2f}", 100 * x); }

std::string level_text(const DecaySplit& s, double x) { return s.is_share ? percent_text(x, Rounding::nearest) : fmt::format("{:.6g}", x); }
std::string change_text(const DecaySplit& s, double x) { return s.is_share ? points(x) : fmt::format("{:+.4g}", x); }

/// Nothing where it was not looked at: without cohorts there is no mix that could be 0.
std::string part_text(const DecaySplit& s, const SplitPart& part) {
  if (!part.value || (!part.limits && !part.why.empty())) return "";
  if (!part.limits) return change_text(s, *part.value);
  return fmt::format("{} ({} to {})", change_text(s, *part.value), change_text(s, part.limits->low), change_text(s, part.limits->high));
}

std::string decay_text(const DecaySplit& s) {
  if (s.decay.value) return part_text(s, s.decay);
  return s.decay_range ? fmt::format("{} to {}", change_text(s, s.decay_range->low), change_text(s, s.decay_range->high)) : "";
}

std::string ended(const std::string& sentence) { return sentence.ends_with('.') ? sentence : sentence + "."; }

std::string p_cell(const std::optional<double>& p) { return !p ? std::string() : *p < 0.001 ? "<0.001" : fmt::format("{:.3f}", *p); }

}  // namespace

std::string verdict_words(CauseVerdict verdict) { return verdict == CauseVerdict::cannot_tell ? "cannot tell" : std::string(name_of(verdict)); }

TextTable split_table(const DiagnosisAssessment& a) {
  TextTable table{{{"metric"}, {"by"}, {"before", R}, {"now", R}, {"change", R}, {"other items", R}, {"same items", R}, {"of it labels", R}, {"of it model", R}, {"p", R}}, {}};
  for (const auto& s : a.decomposition)
    table.rows.push_back({s.metric, s.by, level_text(s, s.before), level_text(s, s.after), change_text(s, s.after - s.before), part_text(s, s.mix), part_text(s, s.within), part_text(s, s.label_noise), decay_text(s), p_cell(s.p_change)});
  return table;
}

TextTable cause_table(const DiagnosisAssessment& a) {
  TextTable table{{{"", R}, {"cause"}, {"verdict"}, {"p", R}, {"p of all", R}}, {}};
  for (std::size_t i = 0; i < a.causes.size(); ++i) {
    const auto& c = a.causes[i];
    table.rows.push_back({fmt::format("{}", i + 1), c.title, verdict_words(c.verdict), p_cell(c.p), p_cell(c.p_adjusted)});
  }
  return table;
}

std::vector<std::string> cause_lines(const DiagnosisAssessment& a) {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < a.causes.size(); ++i) {
    const auto& c = a.causes[i];
    std::string line = fmt::format("{}. {}: {}.", i + 1, c.title, verdict_words(c.verdict));
    for (const auto& e : c.evidence_for) line += " For: " + ended(e);
    for (const auto& e : c.evidence_against) line += (c.verdict == CauseVerdict::cannot_tell ? " But: " : " Against: ") + ended(e);
    if (c.verdict == CauseVerdict::likely && !c.then.empty()) line += " Next: " + c.then;
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> experiment_lines(const ExperimentAssessment& a) {
  std::vector<std::string> lines;
  for (const auto& c : a.checks) lines.push_back((c.is_alarm ? "! " : "") + c.question + " " + c.answer);
  return lines;
}

}  // namespace premortem
