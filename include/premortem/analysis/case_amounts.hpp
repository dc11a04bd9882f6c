#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/case.hpp"

namespace premortem {

/// The assumptions that models know by name, as numbers. What was asked for and found is remembered, for --explain and for
/// the evidence a result rests on.
class CaseAmounts {
 public:
  explicit CaseAmounts(const Case& subject) : subject_(&subject) {}

  /// Its best value, median or whatever point it has; absent where the case does not state it.
  /// @throws Refusal if it is stated without a point: a range that names no best value
  std::optional<double> point(const std::string& name);
  double point_or(const std::string& name, double otherwise) { return point(name).value_or(otherwise); }
  /// A point that must be a share. @throws Refusal if it is not in [0, 1]
  std::optional<double> share(const std::string& name);
  /// Its interval in the bound reading at error alpha; absent where the case does not state it. @throws as bound_of
  std::optional<Interval> bound(const std::string& name, double alpha) const;
  const Leaf* leaf(const std::string& name) const;

  /// Positions in Case::leaves of what was found, in the order asked for.
  const std::vector<std::size_t>& used() const { return used_; }

 private:
  const Case* subject_;
  std::vector<std::size_t> used_;
};

/// Assumptions that no model knows by name and no chain takes, one sentence each with the nearest known name: a cost that is
/// spelt another way would silently not count.
std::vector<std::string> unread_assumptions(const Case& subject);

}  // namespace premortem
