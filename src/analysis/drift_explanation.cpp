#include "analysis/drift_explanation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace premortem {
namespace {

/// A number of one feature, and what it is.
struct DriftNumber {
  const char* name;
  std::optional<double> FeatureDrift::*value;
  const char* formula;
  bool of_numbers = false;  ///< not of words
};

constexpr const char* source = "source: Yurdakul (2018), dissertation, Western Michigan University; docs/models/feature-drift.md";

const std::vector<DriftNumber>& numbers() {
  static const std::vector<DriftNumber> all{
      {"psi", &FeatureDrift::psi, "sum over the bins of (q - p) ln(q / p), p and q the shares of reference and current, half a row in a bin that has none; missing values are a bin where either window has one"},
      {"psi_debiased", &FeatureDrift::psi_debiased, "psi - (bins - 1)(1/N + 1/M), what chance alone lets expect; at least 0"},
      {"psi_floor", &FeatureDrift::psi_floor, "(1/N + 1/M) x the 95% quantile of chi-square with bins - 1 degrees of freedom: what chance alone stays below"},
      {"psi_p", &FeatureDrift::psi_p, "the larger of P(chi-square with bins - 1 degrees of freedom > psi / (1/N + 1/M)) and Pearson's chi-square test of the same bins"},
      {"p_adjusted", &FeatureDrift::p_adjusted, "psi_p by Benjamini and Hochberg over all rows of the list"},
      {"js", &FeatureDrift::js, "mean of the Kullback-Leibler divergences of both windows from their average, in nats"},
      {"ks", &FeatureDrift::ks, "largest distance between the two distribution functions", true},
      {"ks_p", &FeatureDrift::ks_p, "chance of a distance as large without drift, exact with ties up to a million pairs of rows, else conservative", true},
      {"wasserstein", &FeatureDrift::wasserstein, "area between the two distribution functions, in the unit of the feature", true},
      {"wasserstein_floor", &FeatureDrift::wasserstein_floor, "its 95% quantile without drift", true},
  };
  return all;
}

std::string path_of(const FeatureDrift& d) { return "drift." + d.feature + (d.cohort.empty() ? "" : " (" + d.cohort + ")") + "."; }

}  // namespace

std::string rows_note(const Case& subject, const std::string& file) {
  const auto found = std::find_if(subject.inputs.begin(), subject.inputs.end(), [&](const auto& f) { return f.file == file; });
  if (found == subject.inputs.end()) return "";
  return found->stands_for ? fmt::format("{}: {} lines, the used ones stand for {} rows", file, found->rows, *found->stands_for) : fmt::format("{}: {} rows", file, found->rows);
}

void add_drift_items(const Case& subject, const std::vector<FeatureDrift>& drift, std::vector<ExplainedItem>& items) {
  for (const auto& d : drift)
    for (const auto& n : numbers()) {
      const std::string why = !d.is_numeric && n.of_numbers && d.why.empty() ? "of numbers only" : d.why;
      ExplainedItem item{path_of(d) + n.name, d.*n.value, why, n.formula, {}, {}, {}};
      item.notes = {fmt::format("column \"{}\"{}: {} reference rows (N) and {} current rows (M) with a value, {} bins", d.feature, d.cohort.empty() ? "" : " of cohort \"" + d.cohort + "\"", d.reference_rows, d.current_rows, d.bins),
                    rows_note(subject, "reference.csv"), rows_note(subject, "current.csv"), source};
      items.push_back(std::move(item));
    }
}

}  // namespace premortem
