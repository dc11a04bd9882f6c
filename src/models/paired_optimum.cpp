#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "models/decline_target.hpp"
#include "premortem/models/constrained_optimum.hpp"
#include "premortem/statistics/distribution.hpp"
#include "premortem/statistics/proportion_interval.hpp"

namespace premortem {
namespace {

/// Running totals of what is flagged by a score, and of what of it today flags too.
struct Flagged {
  double score = 0;
  std::uint32_t tp = 0, fp = 0, both_tp = 0, both_fp = 0;
};

/// What both scores do to the rows: one entry a distinct score, highest first.
struct Overlap {
  std::vector<Flagged> entries;
  Confusion today;
};

Overlap overlap_of(const ScoredRows& rows, std::optional<double> baseline_threshold) {
  std::vector<std::pair<double, std::uint8_t>> order(rows.rows());  // 1: positive, 2: flagged today
  Overlap overlap;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool positive = rows.label[i] != 0, flagged = baseline_threshold && rows.baseline_score[i] >= *baseline_threshold;
    order[i] = {rows.score[i], static_cast<std::uint8_t>((positive ? 1 : 0) + (flagged ? 2 : 0))};
    Confusion& c = overlap.today;
    ++(flagged ? positive ? c.tp : c.fp : positive ? c.fn : c.tn);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  Flagged so_far;
  for (std::size_t i = 0; i < order.size(); ++i) {
    so_far.score = order[i].first;
    const bool positive = (order[i].second & 1) != 0, flagged = (order[i].second & 2) != 0;
    ++(positive ? so_far.tp : so_far.fp);
    if (flagged) ++(positive ? so_far.both_tp : so_far.both_fp);
    if (i + 1 == order.size() || order[i + 1].first != so_far.score) overlap.entries.push_back(so_far);
  }
  return overlap;
}

PairedMisses misses_at(const Flagged& f, const Confusion& today, double confidence) {
  PairedMisses m;
  m.newly_missed = today.tp - f.both_tp, m.newly_caught = static_cast<double>(f.tp) - f.both_tp;
  m.p_not_fewer = binomial_cdf(m.newly_missed + m.newly_caught, 0.5, m.newly_missed);
  const double each = 1 - (1 - confidence) / 2, positives = today.positives();
  const double caught_at_least = 1 - clopper_pearson_upper(positives - m.newly_caught, positives, each);
  m.extra_missed_at_most = clopper_pearson_upper(m.newly_missed, positives, each) - caught_at_least;
  return m;
}

/// Least share by which false positives fall, of all rates within the limits of: flagged now only, today only, by both.
double fewer_at_least(const Flagged& f, const Confusion& today, double confidence) {
  const double each = 1 - (1 - confidence) / 4, negatives = today.negatives(), both = f.both_fp;
  const auto upper = [&](double events) { return clopper_pearson_upper(events, negatives, each); };
  const auto lower = [&](double events) { return 1 - clopper_pearson_upper(negatives - events, negatives, each); };
  const double now_only = upper(f.fp - both), today_only = lower(today.fp - both);
  const double stays = now_only <= today_only ? upper(both) : lower(both);  // the ratio draws near 1 as this grows
  const double today_all = today_only + stays;
  return today_all > 0 ? 1 - (now_only + stays) / today_all : -std::numeric_limits<double>::infinity();
}

DeclineChoice choice_at(const Flagged& f, bool flags, const Confusion& today, double confidence) {
  DeclineChoice choice;
  if (flags) choice.threshold = f.score;
  choice.counts = {static_cast<double>(f.tp), static_cast<double>(f.fp), today.negatives() - f.fp, today.positives() - f.tp};
  choice.fewer = 1 - f.fp / today.fp;
  choice.fewer_at_least = fewer_at_least(f, today, confidence);
  return choice;
}

void require_rows(const ScoredRows& rows, std::optional<double> baseline_threshold) {
  if (rows.baseline_score.empty()) throw Refusal("the rows have no baseline_score to compare with");
  if (rows.baseline_score.size() != rows.rows() || rows.label.size() != rows.rows())
    throw DomainError("constrained_optimum: columns differ in length");
  if (baseline_threshold && std::isnan(*baseline_threshold)) throw DomainError("constrained_optimum: the baseline's threshold is not a number");
}

}  // namespace

PairedOptimum constrained_optimum(const ScoredRows& rows, std::optional<double> baseline_threshold, const DeclineTarget& target) {
  require_rows(rows, baseline_threshold);
  const Overlap overlap = overlap_of(rows, baseline_threshold);
  const std::vector<Flagged>& entries = overlap.entries;
  const Confusion& today = overlap.today;
  require_target(target, today);
  PairedOptimum result;
  result.today = today;
  const double most_missed = std::floor(today.fn + target.extra_missed * today.positives() + share_rounding);
  const Flagged nothing;
  const bool none_needed = most_missed >= today.positives();
  const auto point = first_entry(entries.size(), [&](std::size_t i) { return today.positives() - entries[i].tp <= most_missed; });
  const Flagged& best = none_needed || !point ? nothing : entries[*point];
  result.by_point = choice_at(best, !none_needed, today, target.confidence);
  result.by_point.enough = result.by_point.counts.fp <= (1 - target.fewer) * today.fp + share_rounding;
  result.by_point_misses = misses_at(best, today, target.confidence);
  const auto within = [&](const Flagged& f) {
    const PairedMisses m = misses_at(f, today, target.confidence);
    return target.extra_missed > 0 ? m.extra_missed_at_most <= target.extra_missed : m.p_not_fewer <= 1 - target.confidence;
  };
  const auto shown = first_entry(entries.size(), [&](std::size_t i) { return within(entries[i]); });
  if (!shown) {
    result.why = fmt::format("{:.0f} positives, of which today misses {:.0f}, are too few to show it, even if none is missed", today.positives(), today.fn);
    return result;
  }
  result.shown = choice_at(entries[*shown], true, today, target.confidence);
  result.shown->enough = result.shown->fewer_at_least >= target.fewer;
  result.shown_misses = misses_at(entries[*shown], today, target.confidence);
  return result;
}

}  // namespace premortem
