#include "premortem/analysis/quantity_explanation.hpp"

#include <fmt/format.h>

#include "analysis/explained_item.hpp"
#include "premortem/core/error.hpp"

namespace premortem {
namespace {

void add_simulated(const std::string& path, const std::optional<Simulated>& s, const std::string& why, const std::string& formula,
                   const std::vector<std::string>& leaves, std::vector<ExplainedItem>& items) {
  const auto add = [&](const char* name, auto value) { items.push_back({path + name, s ? std::optional<double>(value(*s)) : std::nullopt, why, formula, leaves}); };
  add("mean", [](const auto& x) { return x.mean; });
  add("p05", [](const auto& x) { return x.p05.value; });
  add("p50", [](const auto& x) { return x.p50.value; });
  add("p95", [](const auto& x) { return x.p95.value; });
  add("p95_se", [](const auto& x) { return x.p95.standard_error; });
}

void add_quantity(const Case& subject, const QuantityReading& q, std::vector<ExplainedItem>& items) {
  const auto& quantity = subject.quantities[q.quantity];
  const auto& r = q.readings;
  std::vector<std::string> leaves;
  for (const auto i : leaves_of(quantity.expression)) leaves.push_back(subject.leaves[i].name);
  const std::string path = quantity.name + ".", formula = quantity.formula;
  items.push_back({path + "point", r.point, r.point_why, formula + ", each estimate at its best value", leaves});
  const auto& b = r.bound.interval;
  const std::string enclosed = formula + ", by interval arithmetic rounded outwards; what is named more than once is split until the enclosure is within 0.1%";
  items.push_back({path + "bound.low", b ? std::optional(b->low) : std::nullopt, r.bound.why, enclosed, leaves});
  items.push_back({path + "bound.high", b ? std::optional(b->high) : std::nullopt, r.bound.why, enclosed, leaves});
  add_simulated(path + "independent.", r.independent, r.independent_why, formula + ", each estimate drawn on its own", leaves, items);
  add_simulated(path + "correlated.", r.correlated, r.correlated_why, formula + ", the ranks of the estimates correlated as correlations.csv states, by a Gaussian copula", leaves, items);
  const auto& d = r.any_dependence;
  const std::string any = formula + ", every estimate as a box of distributions, combined whatever the dependence (Williamson and Downs 1990)";
  items.push_back({path + "any_dependence.p95.low", d ? std::optional(d->p95.low) : std::nullopt, r.any_dependence_why, any, leaves});
  items.push_back({path + "any_dependence.p95.high", d ? std::optional(d->p95.high) : std::nullopt, r.any_dependence_why, any, leaves});
  items.push_back({path + "any_dependence.p95_found", d ? d->p95_found : std::nullopt, r.any_dependence_why, formula + ", at a dependence that the rearrangement algorithm found (Embrechts, Puccetti and Rueschendorf 2013)", leaves});
}

std::vector<ExplainedItem> items_of(const Case& subject, const QuantityAssessment& a) {
  std::vector<ExplainedItem> items;
  for (const auto& q : a.quantities) add_quantity(subject, q, items);
  return items;
}

}  // namespace

std::vector<std::string> explainable_quantity_names(const Case& subject, const QuantityAssessment& a) { return explainable_names(items_of(subject, a), "evaluate"); }

namespace {

/// In a bound an estimate is its interval, not its best value.
void take_intervals(const Case& subject, const QuantityReading& q, double confidence, Explanation& e) {
  const auto used = leaves_of(subject.quantities[q.quantity].expression);
  for (std::size_t i = 0; i < used.size() && i < e.leaves.size(); ++i) {
    const Leaf& leaf = subject.leaves[used[i]];
    const double alpha = alpha_of(leaf, q.readings.bound.grounds, confidence);
    try {
      const auto interval = bound_of(leaf, alpha);
      e.leaves[i].taken = fmt::format("{:.12g} to {:.12g}", interval.low, interval.high);
      e.leaves[i].method = bound_method(leaf, alpha);
    } catch (const Refusal& refusal) {
      e.leaves[i].method = refusal.what();
    }
  }
}

}  // namespace

Explanation explain_quantity(const Case& subject, const QuantityAssessment& a, const std::string& name) {
  auto e = explain_item(subject, items_of(subject, a), "evaluate", name);
  for (const auto& q : a.quantities) {
    const auto& quantity = subject.quantities[q.quantity];
    if (e.name.find("." + quantity.name + ".bound.") == std::string::npos) continue;
    take_intervals(subject, q, a.settings.confidence, e);
    if (!q.readings.bound.sentence.empty()) e.notes.push_back(q.readings.bound.sentence);
  }
  return e;
}

}  // namespace premortem
