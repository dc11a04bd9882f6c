#include "premortem/models/value_recall.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

struct Sums {
  double w = 0, squares = 0;
};

/// Positives of one value.
struct Alike {
  double value;
  std::uint64_t times;
};

/// From the smallest up, those alike together, in units of `largest`: the same bits in any order of the rows and however
/// they are shared out among lines, and squares that do not overflow.
Sums sums(std::vector<Alike>& values, double largest) {
  std::sort(values.begin(), values.end(), [](const Alike& a, const Alike& b) { return a.value < b.value; });
  Sums s;
  for (std::size_t i = 0; i < values.size();) {
    const double w = values[i].value / largest;
    std::uint64_t times = 0;
    for (const double value = values[i].value; i < values.size() && values[i].value == value; ++i) times += values[i].times;
    s.w += static_cast<double>(times) * w, s.squares += static_cast<double>(times) * (w * w);
  }
  return s;
}

struct PositiveValues {
  std::vector<Alike> flagged, missed;
  double largest = 0;
};

void require_columns(const ScoredRows& rows, double confidence) {
  if (!(confidence > 0 && confidence < 1))
    throw DomainError(fmt::format("value_recall: confidence {} must lie in (0, 1)", confidence));
  const bool weights_fit = (rows.weight.empty() || rows.weight.size() == rows.rows()) &&
                           (rows.count.empty() || rows.count.size() == rows.rows());
  if (rows.label.size() != rows.rows() || rows.value.size() != rows.rows() || !weights_fit)
    throw DomainError(fmt::format("value_recall: {} scores, {} labels, {} values and {} weights", rows.rows(),
                                  rows.label.size(), rows.value.size(), rows.weight.size()));
}

PositiveValues positive_values(const ScoredRows& rows, double threshold) {
  PositiveValues found;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    if (rows.label[i] != 1) continue;
    const double w = rows.weight.empty() ? rows.value[i] : rows.value[i] * rows.weight[i];
    if (!(w >= 0 && std::isfinite(w)))
      throw DomainError(fmt::format("value_recall: a value of {} is not a finite number >= 0", w));
    (rows.score[i] >= threshold ? found.flagged : found.missed).push_back({w, rows.times(i)});
    found.largest = std::max(found.largest, w);
  }
  return found;
}

Interval logit_interval(double flagged_share, const Sums& flagged, const Sums& missed, double n_eff,
                        double confidence) {
  const double missed_share = missed.w / (flagged.w + missed.w), total = flagged.w + missed.w;
  const double ratio =
      (flagged.squares * missed_share * missed_share + missed.squares * flagged_share * flagged_share) /
      (total * total);
  const double equal = flagged_share * missed_share / n_eff;
  const double odds = flagged.w / missed.w;
  const double reach = normal_upper_quantile(0, 1, (1 - confidence) / 2) * std::sqrt(std::max(ratio, equal)) /
                       (flagged_share * missed_share);
  const double factor = std::exp(reach);
  // odds/(odds + factor) in forms that stay finite for any factor.
  return {1 / (1 + factor / odds), 1 / (1 + 1 / (odds * factor))};
}

}  // namespace

ValueRecall value_recall(const ScoredRows& rows, double threshold, double confidence) {
  require_columns(rows, confidence);
  auto found = positive_values(rows, threshold);
  ValueRecall r;
  if (found.flagged.empty() && found.missed.empty()) return r.why = "there are no positives", r;
  if (found.largest == 0) return r.why = "all positives have the value 0", r;
  const Sums flagged = sums(found.flagged, found.largest), missed = sums(found.missed, found.largest);
  const double total = flagged.w + missed.w;
  r.recall = flagged.w / total;
  r.n_eff = total * total / (flagged.squares + missed.squares);
  if (flagged.w > 0 && missed.w > 0 && *r.recall < 1) {
    r.interval = logit_interval(*r.recall, flagged, missed, r.n_eff, confidence);
    return r;
  }
  r.method = ValueRecallMethod::equal_items;
  const double items = std::max(1.0, std::floor(r.n_eff));
  r.interval = clopper_pearson(flagged.w > 0 ? items : 0, items, confidence);
  return r;
}

CertifiedValueRecall certified_value_recall(std::span<const ValueTier> tiers, double delta) {
  if (!(delta > 0 && delta < 1))
    throw DomainError(fmt::format("certified_value_recall: delta {} must lie in (0, 1)", delta));
  CertifiedValueRecall certified;
  double shares = 0, value = 0, lost = 0;
  const double confidence = 1 - delta / static_cast<double>(std::max<std::size_t>(1, tiers.size()));
  for (const auto& tier : tiers) {
    if (tier.missed > tier.positives ||
        !(tier.share >= 0 && tier.mean > 0 && tier.highest >= tier.mean && std::isfinite(tier.highest)))
      throw DomainError(
          fmt::format("certified_value_recall: a tier with {} of {} missed, share {}, mean {} and highest {}",
                      tier.missed, tier.positives, tier.share, tier.mean, tier.highest));
    const auto missed = static_cast<double>(tier.missed), positives = static_cast<double>(tier.positives);
    const double rate = tier.positives == 0 ? 1 : clopper_pearson_upper(missed, positives, confidence);
    certified.missed_at_most.push_back(std::min(1.0, rate * (tier.highest / tier.mean)));
    certified.constant_values = certified.constant_values && tier.highest == tier.mean;
    shares += tier.share;
    value += tier.share * tier.mean;
    lost += tier.share * tier.mean * certified.missed_at_most.back();
  }
  if (!(std::abs(shares - 1) <= 1e-9))
    throw DomainError(fmt::format("certified_value_recall: the shares of the tiers add up to {}, not 1", shares));
  certified.at_least = std::max(0.0, 1 - lost / value);
  return certified;
}

}  // namespace premortem
