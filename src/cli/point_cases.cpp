#include "cli/point_cases.hpp"

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/quantity/leaf.hpp"

namespace premortem::cli {
namespace {

constexpr std::uint64_t most_kept = 10'000;  // values of axes; each keeps its leaves

bool joining_pays(const SweepPlan& plan) {
  std::uint64_t values = 0;
  for (const auto& axis : plan.axes) {
    const auto size = size_of(axis);
    if (!size || *size > most_kept) return false;
    values += *size;
  }
  return plan.axes.size() > 1 && values <= most_kept;
}

bool is_single_value(const Leaf& leaf) { return leaf.shape == Shape::point || (leaf.low && leaf.low == leaf.high && leaf.shape != Shape::sample); }

/// Whether a leaf has other numbers only: what it is and whose it is decides how other rows are read; whether it varies, which of its
/// correlations are.
bool is_another_number(const Leaf& base, const Leaf& changed, bool has_correlations) {
  constexpr std::size_t most_values = 1000;  // of a sample, which would be kept for each value of the axis
  return base.unit_kind == changed.unit_kind && base.unit == changed.unit && base.expert == changed.expert && base.experts.size() == changed.experts.size() &&
         changed.values.size() <= most_values && (!has_correlations || is_single_value(base) == is_single_value(changed));
}

bool states_correlations(const Case& subject) {
  return std::any_of(subject.inputs.begin(), subject.inputs.end(), [](const auto& input) { return input.file == "correlations.csv"; });
}

}  // namespace

PointCases::PointCases(const SweepRequest& request)
    : request_(request), source_(request.source), joins_(joining_pays(*request.plan)), joined_{request.base, request.drifts}, standing_(request.plan->axes.size(), nullptr),
      taken_(request.base.leaves.size(), 0), has_correlations_(states_correlations(request.base)) {}

const CaseAtPoint& PointCases::at(const std::vector<SweepSetting>& settings) {
  if (!joins_) return read_point(settings);
  ++points_;
  std::vector<const AxisValue*> values;
  for (const auto& setting : settings) {
    values.push_back(&value_of(setting));
    if (!values.back()->changes_leaves_alone) return read_point(settings);
  }
  if (!can_be_joined(values)) return read_point(settings);
  for (std::size_t axis = 0; axis < values.size(); ++axis)
    if (standing_[axis] != values[axis]) set(axis, *values[axis]);
  return joined_;
}

const CaseAtPoint& PointCases::read_point(const std::vector<SweepSetting>& settings) {
  std::vector<Override> overrides;
  for (const auto& s : settings) overrides.push_back(override_of(*request_.plan, s));
  return read_one_ = case_at(source_, request_, std::move(overrides));
}

const PointCases::AxisValue& PointCases::value_of(const SweepSetting& setting) {
  const std::pair key(setting.axis, setting.text);
  const auto found = values_.find(key);
  return found != values_.end() ? found->second : values_.emplace(key, read_value(setting)).first->second;
}

PointCases::AxisValue PointCases::read_value(const SweepSetting& setting) {
  AxisValue value;
  try {
    const auto alone = case_at(source_, request_, {override_of(*request_.plan, setting)});
    if (alone.drifts != request_.drifts || !same_but_for_leaves(alone.subject, request_.base)) return value;
    bool may_be_joined = true;
    for (std::size_t i = 0; i < alone.subject.leaves.size(); ++i) {
      if (alone.subject.leaves[i] == request_.base.leaves[i]) continue;
      value.leaves.emplace_back(i, alone.subject.leaves[i]);
      may_be_joined = may_be_joined && is_another_number(request_.base.leaves[i], alone.subject.leaves[i], has_correlations_);
    }
    // What changes nothing by itself may do so in company, but for a multiplier of 1.
    value.changes_leaves_alone = may_be_joined && (setting.scales || !value.leaves.empty());
  } catch (const std::exception&) {
    // The point is read whole, and says what is wrong with it.
  }
  return value;
}

/// Whether no two values change the same leaf.
bool PointCases::can_be_joined(const std::vector<const AxisValue*>& values) {
  for (const auto* value : values) {
    for (const auto& [leaf, changed] : value->leaves) {
      if (taken_[leaf] == points_) return false;
      taken_[leaf] = points_;
    }
  }
  return true;
}

void PointCases::set(std::size_t axis, const AxisValue& value) {
  auto& leaves = joined_.subject.leaves;
  const auto same_leaf = [](const auto& a, const auto& b) { return a.first == b.first; };
  const auto* before = standing_[axis];
  if (before && !std::equal(before->leaves.begin(), before->leaves.end(), value.leaves.begin(), value.leaves.end(), same_leaf))
    for (const auto& [leaf, changed] : before->leaves)
      if (taken_[leaf] != points_) leaves[leaf] = request_.base.leaves[leaf];  // else another axis has changed it for this point
  for (const auto& [leaf, changed] : value.leaves) leaves[leaf] = changed;
  standing_[axis] = &value;
}

}  // namespace premortem::cli
