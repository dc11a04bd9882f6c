#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "premortem/models/sweep_axis.hpp"

namespace premortem {

enum class SweepDesignKind { grid, latin_hypercube, sobol };

struct SweepDesign {
  SweepDesignKind kind = SweepDesignKind::grid;
  std::uint64_t points = 0;  ///< of a sampled design; a grid's follow from its axes
};

/// `grid`, `lhs` or `sobol`. @throws DomainError for a kind that is none of these
std::string name_of(SweepDesignKind kind);

/// Which points a sweep has: a pure value, from which any of them is computed alone.
struct SweepPlan {
  std::vector<SweepAxis> axes;
  SweepDesign design;
  std::uint64_t seed = 1;
};

/// One cell of the case at one point.
struct SweepSetting {
  std::size_t axis = 0;          ///< in the plan
  std::optional<double> value;   ///< the number, or factor; absent for a word or a date
  std::string text;              ///< as it was written, or the shortest that reads back as `value`
  bool scales = false;           ///< a factor of what is stated, in the place of a value
};

/// `NAME=V` or `NAME*=f`, as `--set` takes it.
std::string override_text(const SweepPlan& plan, const SweepSetting& setting);

/// @throws UsageError for no axes, a sampled design without points, or a range without a count in a grid
void check_plan(const SweepPlan& plan);

/// How many points the plan has. @throws LimitError naming the count where it is above `limit`; and as check_plan
std::uint64_t count_of(const SweepPlan& plan, std::uint64_t limit);

/// The settings of a point, in the order of the axes; a function of the plan and the id alone.
/// A grid varies its last axis fastest. In a sampled design each axis has its own dimension, in the plan's order, of which
/// a range takes the share of the way and anything counted (a list, multiples, a range with a count) its values in equal strata.
/// @param id  below count_of @throws DomainError
std::vector<SweepSetting> point_at(const SweepPlan& plan, std::uint64_t id);

}  // namespace premortem
