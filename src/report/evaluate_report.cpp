#include "premortem/report/evaluate_report.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report/escape.hpp"
#include "report/page_words.hpp"
#include "report/quantity_words.hpp"
#include "report/verb_document.hpp"
#include "report/verb_json.hpp"

namespace premortem {
namespace {

std::string settings_line(const HarmSettings& s) {
  return fmt::format("Confidence {}, {} samples, seed {}.", s.confidence, s.simulation.samples, s.simulation.seed);
}

VerbDocument document_of(const QuantityOutcome& outcome, const Run& run) {
  const auto& result = outcome.changed;
  VerbDocument d;
  d.title = "Quantities: " + result.subject.title;
  d.decision = settings_line(result.assessment.settings);
  TextTable formulas{{{"quantity"}, {"formula"}}, {}};
  for (const auto& q : result.assessment.quantities) formulas.rows.push_back({result.subject.quantities[q.quantity].name, result.subject.quantities[q.quantity].formula});
  d.parts.push_back({"Readings", quantity_table(result), {}});
  d.parts.push_back({"Formulas", formulas, {}});
  if (outcome.base) d.parts.push_back({"What if " + joined(run.overrides, ", "), number_difference_table({}, quantity_differences(*outcome.base, result)), {}});
  d.lines = quantity_lines(result);
  d.cautions = result.assessment.cautions;
  return d;
}

Json quantity_json(const QuantityResult& result, const QuantityReading& q) {
  const auto& quantity = result.subject.quantities[q.quantity];
  Json out{{"name", quantity.name}, {"unit", quantity.unit}, {"formula", quantity.formula}};
  out.update(readings_json(q.readings));
  if (q.readings.bound.interval) out["bound"]["tight"] = q.bound_is_tight;
  return out;
}

Json result_json(const QuantityResult& result) {
  Json out;
  out["quantities"] = Json::array();
  for (const auto& q : result.assessment.quantities) out["quantities"].push_back(quantity_json(result, q));
  out["cautions"] = result.assessment.cautions;
  return out;
}

std::string cell_of(const std::optional<double>& x) { return x && std::isfinite(*x) ? fmt::format("{}", *x) : std::string(); }

}  // namespace

std::string evaluate_terminal(const QuantityOutcome& outcome, const Run& run) { return document_terminal(document_of(outcome, run)); }

std::string evaluate_markdown(const QuantityOutcome& outcome, const Run& run) { return document_markdown(document_of(outcome, run)); }

std::string evaluate_csv(const QuantityOutcome& outcome) {
  std::string text = "quantity,unit,formula,point,bound_low,bound_high,basis,mean,p05,p50,p95,p95_se,correlated_p05,correlated_p50,correlated_p95,any_p95_low,any_p95_high,p95_found,sentence\n";
  const auto& result = outcome.changed;
  for (const auto& q : result.assessment.quantities) {
    const auto& quantity = result.subject.quantities[q.quantity];
    const auto& r = q.readings;
    const auto& b = r.bound;
    const auto of = [](const std::optional<Simulated>& s, auto value) { return s ? fmt::format("{}", value(*s)) : std::string(); };
    const auto p05 = [](const Simulated& s) { return s.p05.value; };
    const auto p50 = [](const Simulated& s) { return s.p50.value; };
    const auto p95 = [](const Simulated& s) { return s.p95.value; };
    const auto& d = r.any_dependence;
    text += csv_row({quantity.name, quantity.unit, quantity.formula, cell_of(r.point), b.interval ? cell_of(b.interval->low) : "", b.interval ? cell_of(b.interval->high) : "",
                     b.interval ? std::string(name_of(b.grounds.basis)) : "", of(r.independent, [](const auto& s) { return s.mean; }), of(r.independent, p05),
                     of(r.independent, p50), of(r.independent, p95), of(r.independent, [](const auto& s) { return s.p95.standard_error; }), of(r.correlated, p05),
                     of(r.correlated, p50), of(r.correlated, p95), d ? cell_of(d->p95.low) : "", d ? cell_of(d->p95.high) : "", d ? cell_of(d->p95_found) : "",
                     b.interval ? b.sentence : b.why});
  }
  return text;
}

std::string evaluate_json(const QuantityOutcome& outcome, const Run& run) {
  const auto& settings = outcome.changed.assessment.settings;
  return json_text(envelope(run, outcome.changed.subject, &settings, what_if_json(outcome, run, "evaluate", result_json, quantity_differences)));
}

}  // namespace premortem
