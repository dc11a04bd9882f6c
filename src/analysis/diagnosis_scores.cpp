#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/diagnosis_evidence.hpp"
#include "premortem/statistics/chi_square.hpp"
#include "premortem/models/proxy_outcome.hpp"

namespace premortem {
namespace {

constexpr int bins = 10;
constexpr double least_rows = 20;  // of a bin in each window, for its mean to be near normal

/// Scores by bin of a feature, of one window.
using Binned = std::map<std::string, std::vector<double>>;

std::vector<double> edges_of(const FeatureColumn& feature) {
  std::vector<double> known, edges;
  std::copy_if(feature.number.begin(), feature.number.end(), std::back_inserter(known), [](double x) { return !std::isnan(x); });
  std::sort(known.begin(), known.end());
  for (int i = 1; i < bins && !known.empty(); ++i) edges.push_back(known[known.size() * static_cast<std::size_t>(i) / bins]);
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

Binned binned(const WindowRows& w, const FeatureColumn& feature, const std::vector<double>& edges, const std::vector<bool>& skip) {
  Binned found;
  for (std::size_t i = 0; i < w.rows; ++i) {
    if (std::isnan(w.score[i]) || (!skip.empty() && skip[i])) continue;
    if (!feature.is_numeric()) found[feature.word.names[feature.word.index[i]]].push_back(w.score[i]);
    else if (!std::isnan(feature.number[i])) found[std::to_string(std::upper_bound(edges.begin(), edges.end(), feature.number[i]) - edges.begin())].push_back(w.score[i]);
  }
  return found;
}

std::optional<double> p_of(const Binned& before, const Binned& after) {
  double statistic = 0, df = 0;
  for (const auto& [bin, scores] : before) {
    const auto other = after.find(bin);
    if (other == after.end() || static_cast<double>(std::min(scores.size(), other->second.size())) < least_rows) continue;
    const auto a = moments_of(scores), b = moments_of(other->second);
    const double variance = a.variance / a.n + b.variance / b.n;
    if (variance > 0) statistic += (b.mean - a.mean) * (b.mean - a.mean) / variance, df += 1;
  }
  return df > 0 ? std::optional(chi_square_survival(df, statistic)) : std::nullopt;
}

}  // namespace

DriftTest score_given_features(const DiagnosisEvidence& e) {
  DriftTest test;
  if (e.reference->score.empty() || e.current->score.empty()) return test;
  for (const auto& feature : e.reference->features) {
    const auto* now = e.current->feature(feature.name);
    const bool broken = std::any_of(e.gaps.begin(), e.gaps.end(), [&](const auto& g) { return g.feature == feature.name && is_broken_feed(g); });
    if (!now || broken || now->is_numeric() != feature.is_numeric()) continue;
    const auto edges = edges_of(feature);
    const auto p = p_of(binned(*e.reference, feature, edges, {}), binned(*e.current, *now, edges, e.unsupported.is));
    if (!p) continue;
    ++test.features;
    if (!test.p || *p < *test.p) test.p = p, test.feature = feature.name;
  }
  if (test.p) test.p = std::min(1.0, *test.p * static_cast<double>(test.features));
  return test;
}

DriftTest model_test(const DiagnosisEvidence& e) {
  auto whole = score_test(e), alike = score_given_features(e);
  if (!alike.p) return whole;
  auto& test = !whole.p || *alike.p < *whole.p ? alike : whole;
  test.p = std::min(1.0, 2 * *test.p);
  return test;
}

}  // namespace premortem
