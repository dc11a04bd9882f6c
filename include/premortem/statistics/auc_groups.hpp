#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "premortem/statistics/auc.hpp"

namespace premortem {

/// Of which group of rows, and over the others, a paired difference of AUC comes.
struct GroupAucDifference {
  std::optional<AucDifference> within;   ///< pairs of two rows of the group; absent without both classes
  std::optional<AucDifference> without;  ///< pairs of two rows of other groups; absent without both classes
  bool variance_skipped = false;         ///< of `without`, to keep the work within its limit
};

struct GroupedAucDifference {
  std::optional<AucDifference> all;
  std::vector<GroupAucDifference> groups;
};

/// The paired difference over all rows, within every group and over all rows but a group's. Values are exact for every
/// group: pairs without the group are all pairs, less those with one of its rows, twice those within it being taken off.
/// The variance without a group needs every row again: it is computed for the groups whose difference without is smallest.
/// O(n log n + n most_variances). The same bits in any order of rows.
/// @param group  a row's group, below `groups`
/// @throws DomainError as auc_difference, or for a group that is not below `groups`
GroupedAucDifference grouped_auc_difference(std::span<const double> score, std::span<const double> baseline,
                                            std::span<const std::uint8_t> label, std::span<const std::uint32_t> group,
                                            std::size_t groups, std::size_t most_variances);

}  // namespace premortem
