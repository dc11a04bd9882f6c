#include "analysis/latency_rows_as.hpp"

#include <algorithm>
#include <numeric>

namespace premortem {
namespace {

/// Rows by cohort, each in the order of the file.
std::vector<std::vector<std::size_t>> rows_by_cohort(const LatencyRows& rows) {
  std::vector<std::vector<std::size_t>> by(rows.cohort.names.size());
  for (std::size_t i = 0; i < rows.cohort.index.size(); ++i) by[rows.cohort.index[i]].push_back(i);
  return by;
}

DelayArm arm_of(const LatencyRows& rows, std::size_t i) {
  if (rows.form == LatencyForm::grouped) return {rows.latency_ms[i], rows.sessions[i], rows.left[i]};
  return {rows.latency_ms[i], 1, static_cast<double>(rows.abandoned[i])};
}

template <class Rows>
std::vector<QuitMoment> moments_of(const LatencyRows& rows, const Rows& numbers) {
  std::vector<double> latency;
  std::vector<std::uint8_t> left;
  latency.reserve(numbers.size()), left.reserve(numbers.size());
  for (const auto i : numbers)
    if (rows.latency_ms[i] > 0) latency.push_back(rows.latency_ms[i]), left.push_back(rows.abandoned[i]);
  return quit_moments(latency, left);
}

}  // namespace

ArmsByCohort rows_as_arms(const LatencyRows& rows) {
  ArmsByCohort arms;
  std::vector<DelayArm> each(rows.rows());
  for (std::size_t i = 0; i < each.size(); ++i) each[i] = arm_of(rows, i);
  arms.all = merged_arms(each);
  for (const auto& numbers : rows_by_cohort(rows)) {
    std::vector<DelayArm> own;
    for (const auto i : numbers) own.push_back(each[i]);
    arms.cohorts.push_back(merged_arms(own));
  }
  return arms;
}

MomentsByCohort rows_as_moments(const LatencyRows& rows) {
  MomentsByCohort m;
  std::vector<std::size_t> all(rows.rows());
  std::iota(all.begin(), all.end(), std::size_t{0});
  for (const auto i : all)
    if (rows.latency_ms[i] == 0) ++m.at_once, m.left_at_once += rows.abandoned[i];
  m.all = moments_of(rows, all);
  for (const auto& numbers : rows_by_cohort(rows)) m.cohorts.push_back(moments_of(rows, numbers));
  return m;
}

}  // namespace premortem
