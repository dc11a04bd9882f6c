#include "analysis/calendar_findings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/p_text.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {
namespace {

std::string about(double x) { return number_text(x, Rounding::nearest); }

Finding drift_finding(const FeatureDrift& d) {
  const auto whom = d.cohort.empty() ? "" : fmt::format(" of cohort \"{}\"", d.cohort);
  return {"drift", d.cohort,
          fmt::format("\"{}\"{} has drifted: PSI {} where chance alone stays below {} in 95 of 100 (p {}).", d.feature, whom, about(*d.psi), about(*d.psi_floor), p_text(*d.psi_p)),
          {{"psi", *d.psi}, {"psi_floor", *d.psi_floor}, {"psi_p", *d.psi_p}},
          true};
}

void add_label_free(const LabelFreeEstimate& e, std::vector<Finding>& findings) {
  if (e.condition_p && *e.condition_p < 0.01)
    findings.push_back({"score_means_something_else", "", fmt::format("Items with the same score are no longer positive equally often (p {}): what is estimated without labels does not hold.", p_text(*e.condition_p)), {{"p", *e.condition_p}}, true});
}

}  // namespace

void add_calendar_findings(CalendarAssessment& a) {
  for (const auto& d : a.drift)
    if (d.alarm) a.findings.push_back(drift_finding(d));
  for (const auto& g : a.gaps) a.findings.push_back({gap_name(g.kind), "", g.message, {{"share", g.share}}, g.is_alarm});
  if (a.label_free) add_label_free(*a.label_free, a.findings);
  for (const auto& m : a.metrics)
    if (m.forecast && m.forecast->noise_inflation > 1.5)
      a.findings.push_back({"overdispersion", m.cohort, fmt::format("Single values of {}{} scatter {} times as much as their n explains, in variance; the forecast counts it.", m.metric, m.cohort.empty() ? "" : " (" + m.cohort + ")", about(m.forecast->noise_inflation)), {{"noise_inflation", m.forecast->noise_inflation}}, false});
}

}  // namespace premortem
