#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "models/drift_bins.hpp"
#include "models/gap_finders.hpp"
#include "premortem/statistics/exact_test.hpp"

namespace premortem {
namespace {

double missing_rows(const ColumnView& view) {
  if (view.is_numeric()) return static_cast<double>(std::count_if(view.numbers.begin(), view.numbers.end(), [](double x) { return std::isnan(x); }));
  return static_cast<double>(std::count_if(view.words->index.begin(), view.words->index.end(), [&](auto i) { return view.words->names[i].empty(); }));
}

/// Chance that the k most extreme of n + m values all are of the m, if all orders are equally likely: k or more of the m lie beyond
/// all n. With ties it is less likely still.
double beyond_all_p(double n, double m, double k) {
  double p = 1;
  for (double i = 0; i < k && p > 0; ++i) p *= (m - i) / (n + m - i);
  return p;
}

void find_columns(const WindowRows& reference, const WindowRows& current, std::vector<CoverageGap>& gaps) {
  std::set<std::string> before, now;
  for (const auto& f : reference.features) before.insert(f.name);
  for (const auto& f : current.features) now.insert(f.name);
  for (const auto& name : before)
    if (now.count(name) == 0) gaps.push_back({GapKind::feature_lost, name, 0, fmt::format("the current window has no \"{}\", which the reference has", name), false});
  for (const auto& name : now)
    if (before.count(name) == 0) gaps.push_back({GapKind::feature_new, name, 1, fmt::format("the reference has no \"{}\", which the current window has", name), false});
}

CoverageGap type_gap(const ColumnPair& pair) {
  const auto kind = [](const ColumnView& view) { return view.is_numeric() ? "numbers" : "words"; };
  return {GapKind::type_changed, pair.name, 1, fmt::format("\"{}\" held {} in the reference and holds {} now", pair.name, kind(pair.reference), kind(pair.current)), true};
}

}  // namespace

std::string percent(double share) { return fmt::format("{:.3g}%", 100 * share); }

void find_unsupported(const ColumnPair& pair, const GapSettings& settings, std::vector<CoverageGap>& gaps) {
  double n = 0, m = 0, low = INFINITY, high = -INFINITY, under = 0, over = 0;
  for (const double x : pair.reference.numbers)
    if (!std::isnan(x)) ++n, low = std::min(low, x), high = std::max(high, x);
  if (n == 0) return;
  for (const double x : pair.current.numbers)
    if (!std::isnan(x)) ++m, under += x < low, over += x > high;
  const bool is_under = under > 0 && beyond_all_p(n, m, under) <= settings.each() / 2, is_over = over > 0 && beyond_all_p(n, m, over) <= settings.each() / 2;
  if (!is_under && !is_over) return;
  const double share = (under + over) / m;
  gaps.push_back({GapKind::unsupported, pair.name, share * m / static_cast<double>(pair.current.numbers.size()),
                  fmt::format("{} of the values of \"{}\" lie beyond {:.6g} to {:.6g}, which is all that the reference has seen: {:.0f} below and {:.0f} above, where chance puts about {:.2g} on either side",
                              percent(share), pair.name, low, high, under, over, m / (n + 1)), true});
}

void find_more_missing(const ColumnPair& pair, const Dated& windows, const GapSettings& settings, std::vector<CoverageGap>& gaps) {
  const double before = missing_rows(pair.reference), now = missing_rows(pair.current), n = static_cast<double>(windows.reference.rows), m = static_cast<double>(windows.current.rows);
  if (now / m <= before / n || fisher_more_p(now, m, before, n) > settings.each()) return;
  gaps.push_back({GapKind::more_missing, pair.name, now / m, fmt::format("\"{}\" is missing in {} of the current rows and was in {} of the reference's", pair.name, percent(now / m), percent(before / n)), before == 0 && now / m >= 0.01});
}

std::vector<CoverageGap> coverage_gaps(const WindowRows& reference, const WindowRows& current, const DriftSettings& settings) {
  check_windows(reference, current, settings);
  const auto pairs = columns_of_both(reference, current);
  const GapSettings gap{1 - settings.confidence, static_cast<double>(std::max(pairs.size(), std::size_t{1}))};
  const Dated windows{reference, current};
  std::vector<CoverageGap> gaps;
  find_weekday_gaps(reference, current, gap, gaps);
  find_columns(reference, current, gaps);
  for (const auto& pair : pairs) {
    find_more_missing(pair, windows, gap, gaps);
    if (pair.type_differs()) gaps.push_back(type_gap(pair));
    if (pair.reference.is_numeric() != pair.current.is_numeric()) continue;
    find_frozen_values(pair, windows, gap, gaps);
    if (pair.is_numeric()) find_unsupported(pair, gap, gaps);
    else find_word_gaps(pair, windows, gap, gaps);
  }
  return gaps;
}

}  // namespace premortem
