#include "premortem/analysis/case_amounts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "premortem/core/error.hpp"
#include "premortem/core/number_text.hpp"

namespace premortem {

const Leaf* CaseAmounts::leaf(const std::string& name) const {
  const auto found = std::find_if(subject_->leaves.begin(), subject_->leaves.end(), [&](const Leaf& l) { return l.name == name; });
  return found == subject_->leaves.end() ? nullptr : &*found;
}

std::optional<double> CaseAmounts::point(const std::string& name) {
  const auto* found = leaf(name);
  if (!found) return std::nullopt;
  const auto position = static_cast<std::size_t>(found - subject_->leaves.data());
  if (std::find(used_.begin(), used_.end(), position) == used_.end()) used_.push_back(position);
  const auto value = point_of(*found);
  if (!value) throw Refusal(fmt::format("{} ({}) has no single value: {}; write its best value", name, to_string(found->place), why_no_point(*found)));
  return value->value;
}

std::optional<double> CaseAmounts::share(const std::string& name) {
  const auto value = point(name);
  if (value && !(*value >= 0 && *value <= 1))
    throw Refusal(fmt::format("{} ({}) is {}, expected a share from 0 to 1", name, to_string(leaf(name)->place), number_text(*value, Rounding::nearest)));
  return value;
}

std::optional<Interval> CaseAmounts::bound(const std::string& name, double alpha) const {
  const auto* found = leaf(name);
  return found ? std::optional(bound_of(*found, alpha)) : std::nullopt;
}

}  // namespace premortem
