#pragma once
#include <cmath>
#include <string>
#include <string_view>

#include "premortem/analysis/sweep_design.hpp"
#include "premortem/core/error.hpp"
#include "premortem/input/cell.hpp"
#include "premortem/input/sweep_axis.hpp"

namespace premortem::fuzz {

/// The first, middle and last point of a sweep along one axis: inside its range, and written so that it reads back.
inline std::string point_violation(const SweepPlan& plan) {
  const auto& axis = plan.axes.front();
  const auto count = count_of(plan, std::uint64_t{1} << 53U);
  for (const auto id : {std::uint64_t{0}, count / 2, count - 1}) {
    const auto setting = point_at(plan, id).front();
    if (setting.text.empty()) return "a point without a text";
    if (!axis.values.empty()) continue;
    if (!(*setting.value >= axis.low && *setting.value <= axis.high)) return "a point outside its range";
    const auto read = parse_people_number(setting.text);
    if (!read.value || read.value->best != setting.value) return "a point that does not read back: " + setting.text;
  }
  return {};
}

/// The claim: what `--vary` says is an axis whose points can be computed, or is refused with its reason.
/// @return what does not hold; empty if all does
inline std::string sweep_violation(std::string_view text) {
  try {
    const auto axis = parse_sweep_axis(std::string(text));
    if (axis.name.empty()) return "an axis without a name";
    if (const auto drawn = point_violation({{axis}, {SweepDesignKind::latin_hypercube, 9}, 1}); !drawn.empty()) return drawn;
    return size_of(axis) ? point_violation({{axis}, {}, 1}) : "";
  } catch (const UsageError& e) {
    return std::string_view(e.what()).size() > 20 ? "" : "a refusal without its reason";
  }
}

}  // namespace premortem::fuzz
