#include "report/calendar_part_json.hpp"
#include "report/estimate_json.hpp"

namespace premortem {
namespace {

Json label_free_metric(const LabelFreeMetric& m, const std::string& no_labels) {
  Json out;
  put(out, "value", m.value, m.why);
  put(out, "low", m.limits ? std::optional(m.limits->low) : std::nullopt, m.why);
  put(out, "high", m.limits ? std::optional(m.limits->high) : std::nullopt, m.why);
  put(out, "actual", m.actual, no_labels);
  return out;
}

}  // namespace

Json drift_json(const FeatureDrift& d) {
  Json out{{"feature", d.feature}, {"cohort", d.cohort}, {"numeric", d.is_numeric}, {"reference_rows", d.reference_rows}, {"current_rows", d.current_rows}, {"bins", d.bins}};
  const std::string why = d.why.empty() ? "not defined here" : d.why, numbers = d.is_numeric ? why : "of numbers only";
  put(out, "psi", d.psi, why);
  put(out, "psi_debiased", d.psi_debiased, why);
  put(out, "psi_floor", d.psi_floor, why);
  put(out, "psi_p", d.psi_p, why);
  put(out, "js", d.js, why);
  put(out, "ks", d.ks, numbers);
  put(out, "ks_p", d.ks_p, numbers);
  put(out, "wasserstein", d.wasserstein ? finite(*d.wasserstein) : std::nullopt, numbers);
  put(out, "wasserstein_floor", d.wasserstein_floor ? finite(*d.wasserstein_floor) : std::nullopt, numbers);
  put(out, "p_adjusted", d.p_adjusted, why);
  out["listed"] = d.listed;
  out["alarm"] = d.alarm;
  return out;
}

Json gap_json(const CoverageGap& g) {
  return {{"kind", gap_name(g.kind)}, {"feature", g.feature}, {"share", g.share}, {"message", g.message}, {"alarm", g.is_alarm}};
}

Json label_free_json(const LabelFreeEstimate& e) {
  const char* no_labels = e.current_labelled > 0 ? "not defined here" : "no current row has a label";
  Json out{{"threshold", e.threshold}, {"reference_labelled", e.reference_labelled}, {"current_scored", e.current_scored}, {"current_labelled", e.current_labelled}, {"tp", e.tp}, {"fp", e.fp}, {"tn", e.tn}, {"fn", e.fn}};
  out["accuracy"] = label_free_metric(e.accuracy, no_labels);
  out["precision"] = label_free_metric(e.precision, no_labels);
  out["recall"] = label_free_metric(e.recall, no_labels);
  out["condition"] = e.condition;
  put(out, "condition_p", e.condition_p, no_labels);
  return out;
}

}  // namespace premortem
