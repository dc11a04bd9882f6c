#pragma once
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/sweep_request.hpp"

namespace premortem::cli {

/// The case at points of a sweep, for one thread. Where values of axes change leaves and nothing else, each is read once, and a point
/// puts together what its axes say; every other point is read as `--set` would have it. Which of both it was shows nowhere.
class PointCases {
 public:
  explicit PointCases(const SweepRequest& request);

  /// @return the case at a point; until the next call @throws as case_at
  const CaseAtPoint& at(const std::vector<SweepSetting>& settings);

 private:
  /// What one value of an axis does.
  struct AxisValue {
    bool changes_leaves_alone = false;
    std::vector<std::pair<std::size_t, Leaf>> leaves;
  };

  const CaseAtPoint& read_point(const std::vector<SweepSetting>& settings);
  const AxisValue& value_of(const SweepSetting& setting);
  AxisValue read_value(const SweepSetting& setting);
  void set(std::size_t axis, const AxisValue& value);
  bool can_be_joined(const std::vector<const AxisValue*>& values);

  const SweepRequest& request_;
  CaseSource source_;
  bool joins_ = false;  // it pays: several axes, whose values come again and again
  std::map<std::pair<std::size_t, std::string>, AxisValue> values_;
  CaseAtPoint joined_, read_one_;
  std::vector<const AxisValue*> standing_;  // by axis: what joined_ has of it
  std::vector<std::size_t> taken_;          // by leaf: the last point in which an axis changed it
  bool has_correlations_ = false;
  std::size_t points_ = 0;
};

}  // namespace premortem::cli
