#include "report/diagnosis_words.hpp"

#include <fmt/format.h>

#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

constexpr auto R = Align::right;

/// In points of 100: that is how people speak of a change of a share.
std::string points(double x) { return fmt::format("{:+.2f}", 100 * x); }

std::string part_text(const SplitPart& part) {
  if (!part.value) return "";
  if (!part.limits) return points(*part.value);
  return fmt::format("{} ({} to {})", points(*part.value), points(part.limits->low), points(part.limits->high));
}

std::string decay_text(const DecaySplit& s) {
  if (s.decay.value) return part_text(s.decay);
  return s.decay_range ? fmt::format("{} to {}", points(s.decay_range->low), points(s.decay_range->high)) : "";
}

std::string p_cell(const std::optional<double>& p) { return !p ? std::string() : *p < 0.001 ? "<0.001" : fmt::format("{:.3f}", *p); }

}  // namespace

std::string verdict_words(CauseVerdict verdict) { return verdict == CauseVerdict::cannot_tell ? "cannot tell" : std::string(name_of(verdict)); }

TextTable split_table(const DiagnosisAssessment& a) {
  TextTable table{{{"metric"}, {"by"}, {"before", R}, {"now", R}, {"change", R}, {"other items", R}, {"same items", R}, {"of it labels", R}, {"of it model", R}, {"p", R}}, {}};
  for (const auto& s : a.decomposition)
    table.rows.push_back({s.metric, s.by, percent_text(s.before, Rounding::nearest), percent_text(s.after, Rounding::nearest), points(s.after - s.before), part_text(s.mix), part_text(s.within), part_text(s.label_noise), decay_text(s), p_cell(s.p_change)});
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
    for (const auto& e : c.evidence_for) line += " For: " + e;
    for (const auto& e : c.evidence_against) line += (c.verdict == CauseVerdict::cannot_tell ? " Missing: " : " Against: ") + e;
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
