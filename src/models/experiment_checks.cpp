#include "premortem/models/experiment_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "premortem/core/error.hpp"
#include "premortem/models/window_rows.hpp"
#include "premortem/statistics/chi_square.hpp"

namespace premortem {
namespace {

void require_split(std::span<const double> counts, std::span<const double> shares, double alarm) {
  if (counts.size() != shares.size() || counts.size() < 2) throw DomainError(fmt::format("sample ratio: {} counts and {} shares are not of the same two arms or more", counts.size(), shares.size()));
  double whole = 0, items = 0;
  for (const double share : shares) {
    if (!(share > 0 && share < 1)) throw DomainError(fmt::format("sample ratio: a share of {} is not in (0, 1)", share));
    whole += share;
  }
  for (const double count : counts) {
    if (!(count >= 0) || std::floor(count) != count || !std::isfinite(count)) throw DomainError(fmt::format("sample ratio: a count of {} is not a whole number", count));
    items += count;
  }
  constexpr double rounding = 1e-9;
  if (std::abs(whole - 1) > rounding) throw DomainError(fmt::format("sample ratio: shares sum to {}, not to 1", whole));
  if (items == 0) throw DomainError("sample ratio: there is no item in any arm");
  if (!(alarm > 0 && alarm < 1)) throw DomainError(fmt::format("sample ratio: an alarm of {} is not in (0, 1)", alarm));
}

}  // namespace

SampleRatioCheck sample_ratio_check(std::span<const double> counts, std::span<const double> shares, double alarm) {
  require_split(counts, shares, alarm);
  double items = 0, chi_square = 0, least = HUGE_VAL;
  for (const double count : counts) items += count;
  SampleRatioCheck check;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double expected = items * shares[i], off = counts[i] - expected;
    chi_square += off * off / expected, least = std::min(least, expected);
    check.expected.push_back(expected);
  }
  constexpr double fewest = 5;  // below which chi-square is no longer near the law of the statistic
  if (least < fewest) return check.why = fmt::format("an arm expects only {:.3g} items, and five are needed", least), check;
  check.chi_square = chi_square, check.p = chi_square_survival(static_cast<double>(counts.size() - 1), chi_square);
  check.mismatch = *check.p < alarm;
  return check;
}

DateLeakage date_leakage(std::span<const std::int32_t> date, std::span<const std::int32_t> label_date) {
  if (date.size() != label_date.size()) throw DomainError(fmt::format("date leakage: {} dates and {} label dates", date.size(), label_date.size()));
  DateLeakage leak;
  for (std::size_t i = 0; i < date.size(); ++i) {
    if (date[i] == WindowRows::no_day || label_date[i] == WindowRows::no_day) continue;
    ++leak.compared, leak.late += date[i] > label_date[i], leak.same_day += date[i] == label_date[i];
  }
  if (leak.compared > 0) leak.share = static_cast<double>(leak.late) / static_cast<double>(leak.compared);
  return leak;
}

}  // namespace premortem
