#include "cli/point_cases.hpp"

#include <algorithm>

#include "premortem/core/error.hpp"

namespace premortem::cli {
namespace {

constexpr std::uint64_t most_kept = 100'000;  // values of axes; each keeps its leaves

bool joining_pays(const SweepPlan& plan) {
  std::uint64_t values = 0;
  for (const auto& axis : plan.axes) {
    const auto size = size_of(axis);
    if (!size || *size > most_kept) return false;
    values += *size;
  }
  return plan.axes.size() > 1 && values <= most_kept;
}

}  // namespace

PointCases::PointCases(const SweepRequest& request)
    : request_(request), source_(request.source), joins_(joining_pays(*request.plan)), joined_{request.base, request.drifts}, standing_(request.plan->axes.size(), nullptr),
      taken_(request.base.leaves.size(), 0) {}

const CaseAtPoint& PointCases::at(const std::vector<SweepSetting>& settings) {
  if (!joins_) return read_point(settings);
  ++points_;
  std::vector<const AxisValue*> values;
  for (const auto& setting : settings) values.push_back(&value_of(setting));
  if (!can_be_joined(values)) return read_point(settings);
  for (std::size_t axis = 0; axis < values.size(); ++axis)
    if (standing_[axis] != values[axis]) set(axis, *values[axis]);
  return joined_;
}

const CaseAtPoint& PointCases::read_point(const std::vector<SweepSetting>& settings) {
  std::vector<Override> overrides;
  for (const auto& s : settings) overrides.push_back({override_text(*request_.plan, s)});
  ++read_;
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
    ++read_;
    const auto alone = case_at(source_, request_, {{override_text(*request_.plan, setting)}});
    if (alone.drifts != request_.drifts || !same_but_for_leaves(alone.subject, request_.base)) return value;
    for (std::size_t i = 0; i < alone.subject.leaves.size(); ++i)
      if (alone.subject.leaves[i] != request_.base.leaves[i]) value.leaves.emplace_back(i, alone.subject.leaves[i]);
    value.changes_leaves_alone = true;
  } catch (const std::exception&) {
    // The point is read whole, and says what is wrong with it.
  }
  return value;
}

/// Whether each value changes leaves alone, and no two of them the same one.
bool PointCases::can_be_joined(const std::vector<const AxisValue*>& values) {
  for (const auto* value : values) {
    if (!value->changes_leaves_alone) return false;
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
